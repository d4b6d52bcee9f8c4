"""Named queries: the rows they give, the parameters they take, and the same answer wherever they run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from fixtures_knowledge import RUN
from onrecord.errors import InputError, QueryError
from onrecord.model import Knowledge
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.queries import NamedQuery, named_queries, named_query, read_query
from onrecord.rdf.terms import line
from onrecord.store import PARAMETERS, Store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

QUERIES = named_queries()
EVERY = [(name, everything) for name, query in QUERIES.items() for everything in (False, True)[: 1 + query.takes_all]]


@pytest.fixture(scope="module")
def store(knowledge: Knowledge) -> Store:
    return Store(knowledge_quads(knowledge, run=RUN))


@pytest.fixture(scope="module")
def lines(knowledge: Knowledge) -> bytes:
    return "".join(map(line, knowledge_quads(knowledge, run=RUN))).encode()


@pytest.fixture(scope="module")
def in_rdflib(lines: bytes) -> rdflib.Dataset:
    """In rdflib's own store, whose default graph is empty."""
    return rdflib.Dataset().parse(data=lines.decode(), format="nquads")


def column(store: Store, name: str, key: str, everything: bool = False, **parameters: str) -> list[str | None]:
    return [row[key] for row in store.ask(name, parameters, everything)]


# ------------------------------------------------------------------ what they answer


@pytest.mark.parametrize(("name", "everything"), EVERY)
def test_the_first_rows_are_those_of_the_whole_answer(store: Store, name: str, everything: bool):
    whole = store.ask(name, {}, everything).rows
    for limit in (1, 2, 3, 5, len(whole) + 1):
        assert store.ask(name, {}, everything, limit).rows == whole[:limit]


def test_the_first_rows_of_what_a_parameter_narrows_are_those_of_that(store: Store):
    whole = store.ask("statements", {"person": "a BO official"}, True).rows
    assert len(whole) > 1
    assert store.ask("statements", {"person": "a BO official"}, True, 1).rows == whole[:1]


def test_who_said_what(store: Store) -> None:
    rows = [row[:4] for row in store.ask("who-said-what", {"operation": "Elm County plant raid"}).rows]
    about = "Elm County plant raid"
    assert rows == [
        ("Ann Smith", "direct", "This was a careful operation, […] No one was hurt.", about),
        (
            "a BO official",
            "indirect",
            "At least 120 workers were arrested in the raid on the Elm County plant by the Border Office (BO)",
            about,
        ),
        ("a BO official", "mixed", "the union claims that “families were split”", about),
        ("José Pérez", "indirect", "anyone was hurt", about),
        (
            "Workers' Union",
            "indirect",
            "The Border Office raid in Elm County led to as many as 100 arrests",
            about,
        ),
    ]


def test_headlines_and_nested_statements_only_with_all(store: Store) -> None:
    texts = column(store, "statements", "text", article="raid-1")
    more = column(store, "statements", "text", everything=True, article="raid-1")
    assert set(more) - set(texts) == {"it raided a plant", "families were split"}


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        ("speakers-by-operation", ("speaker", "statements"), [("a BO official", "2"), ("Ann Smith", "1")]),
        ("said-for-an-agency", ("who", "outlet"), [("Ann Smith", "The Daily Post"), ("a BO official", None)]),
        (
            "figures",
            ("minimum", "maximum", "voice"),
            [("120", None, "a BO official"), (None, "100", "Workers' Union")],
        ),
        ("figures-agreement", ("atLeast", "atMost", "figures", "agree"), [("120", "100", "2", "no")]),
        ("figures-in-conflict", ("words1", "words2"), [("as many as 100 arrests", "At least 120 workers")]),
        (
            "roles",
            ("person", "role", "organisation", "span"),
            [("Ann Smith", "acting Director", "Border Office", "69-94")],
        ),
        ("unnamed-sources", ("described", "affiliation", "statements"), [("a BO official", "Border Office", "2")]),
        ("disputes", ("who1", "who2"), [("Ann Smith", "José Pérez")]),
        ("second-hand", ("outlet", "statements"), [("The Daily Post", "1")]),
        ("operations-in-several-articles", ("articles", "speakers"), [("2", "4")]),
        ("review-queue", ("confidence", "kind"), [("0.1235", "Statement"), ("0.8", "Statement")]),
        (
            "timeline",
            ("first", "last", "what", "place", "speaker"),
            [
                ("2019-08-05", "2019-08-11", "happened", "Elm County", None),
                ("2019-08-09", "2019-08-09", "was said", None, "Ann Smith"),
            ],
        ),
        ("operations", ("type", "conductedBy", "articles"), [("workplace raid", "Border Office", "2")]),
        ("decisions", ("verdict", "confidence"), [("different", "0.7"), ("same", "0.99")]),
    ],
)
def test_rows(store: Store, name: str, columns: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> None:
    answer = [tuple(row[column] for column in columns) for row in store.ask(name)]
    assert answer[: len(rows)] == rows


def test_kinds_of_speakers(store: Store) -> None:
    kinds = {row["speaker"]: row["type"] for row in store.ask("speakers", {}, True)}
    assert kinds["Workers' Union"] == "organisation"
    assert kinds["Border Office"] == "agency"
    assert kinds["a BO official"] == "unnamed source"


# ------------------------------------------------------------------ their parameters


@pytest.mark.parametrize(
    "value",
    [
        "Elm County plant raid",
        "elm county PLANT raid",
        "plant raid",
        "raid Elm",
        "operation/elm-county-raid",
        "https://example.org/kg/operation/elm-county-raid",
    ],
)
def test_an_operation_by_label_words_key_or_iri(store: Store, value: str) -> None:
    assert store.resolve("operation", value) == ("<https://example.org/kg/operation/elm-county-raid>",)


def test_an_agency_by_acronym_and_with_its_parts(store: Store) -> None:
    assert store.resolve("agency", "BO") == ("<https://example.org/kg/org/border-office>",)
    assert column(store, "said-for-an-agency", "agencyName", agency="Ministry") == ["Ministry"] * 3


def test_a_measure_means_those_under_it(store: Store) -> None:
    assert column(store, "figures", "words", measure="persons") == ["At least 120 workers", "as many as 100 arrests"]
    assert column(store, "figures", "words", measure="persons killed") == []


def test_an_option_keeps_to_what_it_names_with_all_too(store: Store) -> None:
    assert set(column(store, "statements", "speaker", True, person="Ann Smith")) == {"Ann Smith"}
    assert set(column(store, "figures", "about", True, operation="plant raid")) == {"Elm County plant raid"}
    assert set(column(store, "roles", "organisation", True, agency="BO")) == {"Border Office"}
    assert set(column(store, "unnamed-sources", "described", True, agency="BO")) == {"a BO official"}


@pytest.mark.parametrize("words", ['" } . DROP ALL #', "\\", "careful } UNION { ?s ?p ?o", "\n\r\t\x00", "\ud800", "?"])
def test_values_are_never_pasted(store: Store, words: str) -> None:
    size = len(store)
    store.ask("statements", {"containing": words})
    for parameter in ("operation", "person", "agency", "measure", "article", "entity"):
        with pytest.raises(QueryError):
            store.resolve(parameter, words)
    assert len(store) == size


def test_text_search_ignores_case(store: Store) -> None:
    assert column(store, "statements", "speaker", containing="CAREFUL OPERATION") == ["Ann Smith"]


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("who-sed-what", {}, "there are .*who-said-what"),
        ("disputes", {"person": "Ann"}, "no parameter --person; it takes no parameters"),
        ("who-said-what", {"below": "1"}, "it takes --operation, --person, --article"),
        ("who-said-what", {"operation": "Elm County plant raids"}, "did you mean 'Elm County plant raid'"),
        ("who-said-what", {"person": "Zzz"}, "none of the [0-9]+ names"),
        ("review-queue", {"below": "half"}, "not a number such as 0.9"),
        ("review-queue", {"below": "nan"}, "not a number such as 0.9"),
    ],
)
def test_what_is_wrong_is_said(store: Store, name: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        store.ask(name, parameters)


# ------------------------------------------------------------------ the library


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)
def test_queries_explain_themselves(query: NamedQuery) -> None:
    assert query.summary.endswith(".") and query.summary[0].isupper()
    assert 20 < len(query.summary) < 120
    assert set(query.parameters) <= set(PARAMETERS)
    assert ("--all" in query.help) == query.takes_all
    assert "ORDER BY" in query.text


def test_every_parameter_is_used() -> None:
    assert {parameter for query in QUERIES.values() for parameter in query.parameters} == set(PARAMETERS)


@pytest.mark.parametrize(("name", "everything"), EVERY)
def test_the_same_rows_whether_the_default_graph_is_the_union_or_empty(
    lines: bytes, name: str, everything: bool
) -> None:
    other = ox.Store()
    other.bulk_load(input=lines, format=ox.RdfFormat.N_QUADS)
    sparql = named_query(name).bind({}, everything)
    answers = [
        [[str(value) for value in row] for row in other.query(sparql, use_default_graph_as_union=union)]  # type: ignore[union-attr]
        for union in (True, False)
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("name", "everything"), EVERY)
def test_rdflib_gives_the_same_rows(store: Store, in_rdflib: rdflib.Dataset, name: str, everything: bool) -> None:
    found = in_rdflib.query(named_query(name).bind({}, everything))
    rows = [tuple(None if cell is None else str(cell) for cell in row) for row in found]  # type: ignore[union-attr]
    assert sorted(map(repr, rows)) == sorted(map(repr, store.ask(name, {}, everything).rows))


def test_a_query_is_read_from_its_comments() -> None:
    query = read_query(
        "x", "# One line.\n#\n# More, --all.\n\nSELECT * {\n  #parameter person AS who\n  ?a ?b ?c . #unless all\n}\n"
    )
    assert (query.summary, query.parameters, query.takes_all) == ("One line.", ("person",), True)
    assert "VALUES ?who { <http://e.x/a> <http://e.x/b> }" in query.bind(
        {"person": ("<http://e.x/a>", "<http://e.x/b>")}
    )
    assert "?a ?b ?c ." in query.bind({}) and "?a ?b ?c" not in query.bind({}, True)


# ------------------------------------------------------------------ any query, any format


def test_prefixes_need_not_be_declared(store: Store) -> None:
    answer = store.query("SELECT ?label { ?p a onr:Person ; rdfs:label ?label } ORDER BY ?label")
    assert answer.columns == ("label",) and answer.rows[0] == ("Ann Smith",)


def test_formats_of_an_answer(store: Store) -> None:
    answer = store.ask("figures")
    table = list(csv.reader(io.StringIO(answer.serialize("csv"))))
    assert tuple(table[0]) == answer.columns and len(table) == len(answer) + 1 == 3
    assert answer.serialize("tsv").splitlines()[0] == "\t".join("?" + c for c in answer.columns)
    assert json.loads(answer.serialize("json"))["head"]["vars"] == list(answer.columns)
    with pytest.raises(QueryError, match="csv, tsv, json"):
        answer.serialize("xls")


def test_ask_and_construct(store: Store) -> None:
    yes = store.query("ASK { ?s a onr:Statement }")
    assert yes.boolean is True and yes.serialize("csv") == "true\n" and json.loads(yes.serialize("json"))["boolean"]
    triples = store.query("CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a onr:Place ; rdfs:label ?o }")
    assert triples.boolean is None and triples.columns == ("subject", "predicate", "object")
    assert [row[2] for row in triples.rows] == ["Elm County", "United States"]
    assert '"Elm County"@en' in triples.serialize("tsv")


@pytest.mark.parametrize("text", ["", "SELECT", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> <a:c> }"])
def test_what_is_no_query_is_refused(store: Store, text: str) -> None:
    size = len(store)
    with pytest.raises(QueryError, match="no SPARQL query"):
        store.query(text)
    assert len(store) == size


def test_the_dataset_is_rdflibs(store: Store) -> None:
    from onrecord.rdf.namespace import ONR, RDF

    dataset = store.dataset
    assert isinstance(dataset, rdflib.Dataset)
    assert len(set(dataset.subjects(RDF.type, ONR.Statement))) == 11
    assert str(dataset.namespace_manager.compute_qname(str(ONR.Statement))[0]) == "onr"


def test_a_folder_is_opened(lines: bytes, tmp_path: Path, store: Store) -> None:
    (tmp_path / "graph.nq").write_bytes(lines)
    opened = Store.open(tmp_path)
    assert len(opened) == len(store)
    assert opened.base == "https://example.org/kg/"
    assert opened.ask("figures").rows == store.ask("figures").rows
    with pytest.raises(InputError, match="onrecord build"):
        Store.open(tmp_path / "missing")


def test_an_empty_graph_answers_with_no_rows() -> None:
    empty = Store()
    assert [len(empty.ask(name)) for name in QUERIES] == [0] * len(QUERIES)
