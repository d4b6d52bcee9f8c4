"""A user's own lexicon: another domain's operations and figures, from the words to the concepts of the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from happened import parse_of
from parsed import annotated

import onrecord
from onrecord.annotate.events import detect_events
from onrecord.annotate.figures import read_figures
from onrecord.changing import add_articles, update_graph
from onrecord.errors import InputError
from onrecord.lexicon import own
from onrecord.lexicon.operations import event_lexicon
from onrecord.rdf.vocabulary import values

FARMS = Path(__file__).parents[2] / "examples" / "lexicon"
TEXT = (
    "The agriculture ministry ordered a cull of poultry in Devon on Monday. "
    "At least 12,000 turkeys were culled at the farm, the ministry said."
)


def test_its_operations_and_figures_are_found_while_it_is_in_force() -> None:
    with own.using(FARMS):
        document = annotated(TEXT)
        for stage in (detect_events, read_figures):
            document = stage(document, parse_of(TEXT))
        assert {event.type for event in document.events if event.operation} == {"cull"}
        found = [(f.measure, f.minimum, f.unit, document.words(f.clause)) for f in document.figures]
        assert found == [("animals-culled", 12000, "animals", "At least 12,000 turkeys were culled")]
        assert {"cull", "animals-culled"} <= {value.key for value in values()}
    assert "cull" not in event_lexicon().types
    assert "cull" not in {value.key for value in values()}


def test_a_build_has_its_concepts_and_keeps_its_files(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    graph = onrecord.build(article, tmp_path / "graph", lexicon=FARMS, attribution="rules")
    (row,) = graph.query("figures", measure="animals-culled")
    assert (row["what"], row["minimum"], row["words"]) == (
        "animals culled",
        "12000",
        "At least 12,000 turkeys were culled",
    )
    broader = "SELECT ?label WHERE { onr:Cull skos:broader ?wide . ?wide skos:prefLabel ?label }"
    assert [found["label"] for found in graph.query(broader)] == ["animal health operation"]
    assert own.in_force() is None
    reopened = onrecord.open(tmp_path / "graph")
    assert {o.type for o in reopened.knowledge.occurrences if o.operation} == {"cull"}


def types(folder: Path) -> set[tuple[str, str]]:
    """Article and type of every operation of a build."""
    knowledge = onrecord.open(folder).knowledge
    return {(article, o.type) for o in knowledge.occurrences if o.operation for article, _ in o.members}


def test_articles_that_are_added_or_brought_up_to_date_are_read_with_the_words_of_the_build(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(TEXT, encoding="utf-8")
    second.write_text(TEXT.replace("Devon", "Norfolk"), encoding="utf-8")
    onrecord.build(first, tmp_path / "graph", lexicon=FARMS, attribution="rules")
    add_articles(tmp_path / "graph", [second])
    assert types(tmp_path / "graph") == {("first.txt", "cull"), ("second.txt", "cull")}
    second.write_text(TEXT.replace("Devon", "Suffolk"), encoding="utf-8")
    update_graph(tmp_path / "graph", [second])
    assert types(tmp_path / "graph") == {("first.txt", "cull"), ("second.txt", "cull")}
    assert own.kept(tmp_path / "graph") is not None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("words.tsv", "x", "is no lexicon"),
        ("events.tsv", "key\tlabel\ncull\tcull\n", "no column 'broader'"),
        ("events.tsv", "key\tlabel\tbroader\toperation\ttriggers\tdefinition\nc\tc\tmoon\tyes\tc/N\td\n", "'moon'"),
        ("measures.tsv", "key\tlabel\nhens\thens\n", "no column 'broader'"),
    ],
)
def test_faults_are_told_before_anything_is_annotated(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / name).write_text(content, encoding="utf-8")
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        onrecord.build(article, tmp_path / "graph", lexicon=tmp_path / "lexicon", attribution="rules")
    assert not (tmp_path / "graph").exists()
