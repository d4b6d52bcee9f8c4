"""A small Knowledge made by hand: every kind of record, every kind of link, and text meant to break writers."""

from __future__ import annotations

from onrecord.model import (
    About,
    Article,
    Chain,
    Copies,
    Decision,
    Document,
    Entity,
    Event,
    Figure,
    Knowledge,
    Mention,
    Occurrence,
    Role,
    SharedStatement,
    Span,
    Statement,
)
from onrecord.rdf.dataset import Run

RUN = Run("0123abcd", "0.1.0", {"spacy": "3.8.18", "en_core_web_sm": "3.8.0"})

HOSTILE = (
    'NUL \x00 bell \x07 tab \t quote " back \\ line\r\nlone \ud800 astral \U0001f600 del \x7f '
    '<script> href="x" \ufffe ]]> & \u2028 end'
)

RAID = (
    "Agency tells town it raided a plant\n\n"
    "“This was a careful operation,” acting Director Ann Smith told The Daily Post on Friday. “No one was hurt.”\n\n"
    "At least 120 workers were arrested in the raid on the Elm County plant by the Border Office (BO), "
    "a BO official said.\n\n"
    "The official added that the union claims that “families were split”.\n\n"
    "Mayor José Pérez disputed that anyone was hurt."
)
REPEAT = (
    "Workers held\n\n"
    "The Border Office raid in Elm County led to as many as 100 arrests, the Workers' Union said in a statement.\n\n"
    'Officials believe "it went well" in Elm County.'
)


def at(text: str, words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def _mention(text: str, words: str, nth: int = 0, form: str = "name") -> Mention:
    return Mention(*at(text, words, nth), form)  # type: ignore[arg-type]


def raid_document() -> Document:
    t = RAID
    article = Article(
        "raid-1",
        t,
        "Agency tells town it raided a plant",
        "https://news.example/raid?x=1&y=2",
        "2019-08-09",
        "Elm Times",
    )
    return Document(
        article,
        chains=(
            Chain("c1", "person", "Ann Smith", (_mention(t, "Ann Smith"),), ("Ann Smith",)),
            Chain(
                "c2", "outlet", "The Daily Post", (_mention(t, "The Daily Post"),), ("The Daily Post",), "daily-post"
            ),
            Chain(
                "c3",
                "agency",
                "Border Office",
                (_mention(t, "Border Office"), _mention(t, "BO", 1), _mention(t, "Agency", 0, "nominal")),
                ("Border Office", "BO"),
            ),
            Chain("c4", "unnamed", "a BO official", (_mention(t, "a BO official", 0, "nominal"),), affiliation="c3"),
            Chain("c5", "organization", "the union", (_mention(t, "the union", 0, "nominal"),)),
            Chain("c6", "person", "José Pérez", (_mention(t, "José Pérez"),), ("José Pérez",)),
            Chain("c7", "place", "Elm County", (_mention(t, "Elm County"),), ("Elm County",)),
            Chain("c8", "group", "workers", (_mention(t, "workers", 0, "nominal"),), identified_as=None),
        ),
        roles=(
            Role("r1", "c1", "acting Director", at(t, "acting Director Ann Smith"), "c3", None, "acting"),
            Role("r2", "c6", "Mayor", at(t, "Mayor José Pérez"), None, "c7", None, "D"),
        ),
        events=(
            Event(
                "e1",
                "workplace-raid",
                "raid on the Elm County plant",
                (_mention(t, "raid", 1, "noun"), _mention(t, "operation", 0, "nominal")),
                True,
                ("c3",),
                ("c8",),
                ("c7",),
                (at(t, "on Friday"),),
                "2019-08-05/2019-08-11",
                "done",
                0.9,
            ),
        ),
        statements=(
            Statement(
                "s1",
                (at(t, "“This was a careful operation,”"), at(t, "“No one was hurt.”")),
                (at(t, "acting Director Ann Smith"),),
                (at(t, "told"),),
                "direct",
                cue_lemma="tell",
                speaker="c1",
                on_behalf_of="c3",
                addressee_span=at(t, "The Daily Post"),
                addressee="c2",
                time=at(t, "on Friday"),
                about=(About("e1", 0.95),),
                disputes=("s5",),
                found_by="rules:quote-verb",
                confidence=0.97,
            ),
            Statement(
                "s2",
                ((at(t, "At least 120 workers")[0], at(t, "Border Office (BO)")[1]),),
                (at(t, "a BO official"),),
                (at(t, "said"),),
                cue_lemma="say",
                speaker="c4",
                on_behalf_of="c3",
                about=(About("e1"),),
                confidence=0.8,
            ),
            Statement(
                "s3",
                (at(t, "that the union claims that “families were split”"),),
                (at(t, "The official"),),
                (at(t, "added"),),
                "mixed",
                cue_lemma="add",
                speaker="c4",
                on_behalf_of="c3",
                about=(About("e1", 0.5),),
            ),
            Statement(
                "s4",
                (at(t, "that “families were split”"),),
                (at(t, "the union"),),
                (at(t, "claims"),),
                "mixed",
                cue_lemma="claim",
                speaker="c5",
                nested=True,
                parent="s3",
            ),
            Statement(
                "s5",
                (at(t, "that anyone was hurt"),),
                (at(t, "Mayor José Pérez"),),
                (at(t, "disputed"),),
                cue_lemma="dispute",
                speaker="c6",
                about=(About("e1"),),
                disputes=("s1",),
            ),
            Statement(
                "s6",
                (at(t, "it raided a plant"),),
                (at(t, "Agency"),),
                (at(t, "tells"),),
                part="headline",
                cue_lemma="tell",
                speaker="c3",
                about=(About("e1"),),
            ),
        ),
        figures=(
            Figure(
                "f1",
                at(t, "At least 120 workers"),
                at(t, "At least 120 workers"),
                "persons-detained",
                120,
                None,
                hedge="at least",
                about=(About("e1"),),
                speaker="c4",
                statement="s2",
                confidence=0.85,
            ),
        ),
        warnings=("one warning",),
    )


def repeat_document() -> Document:
    t = REPEAT
    return Document(
        Article("raid/2 ü", t, "Workers held", None, "2019-08-10", "The Daily Post"),
        chains=(
            Chain("a", "agency", "Border Office", (_mention(t, "Border Office"),), ("Border Office",)),
            Chain("u", "organization", "Workers' Union", (_mention(t, "Workers' Union"),), ("Workers' Union",)),
            Chain("o", "group", "Officials", (_mention(t, "Officials", 0, "nominal"),)),
            Chain(
                "p", "place", "Elm County", (_mention(t, "Elm County"), _mention(t, "Elm County", 1)), ("Elm County",)
            ),
        ),
        events=(
            Event(
                "e1",
                "workplace-raid",
                "Border Office raid",
                (_mention(t, "raid", 0, "noun"),),
                True,
                ("a",),
                (),
                ("p",),
            ),
            Event("e2", "arrest", "arrests", (_mention(t, "arrests", 0, "noun"),), date="2019-08-07", status="negated"),
        ),
        statements=(
            Statement(
                "s1",
                (at(t, "The Border Office raid in Elm County led to as many as 100 arrests"),),
                (at(t, "the Workers' Union"),),
                (at(t, "said"),),
                cue_lemma="say",
                speaker="u",
                channel="statement",
                channel_span=at(t, "in a statement"),
                about=(About("e1"), About("e2", 0.25)),
            ),
            Statement(
                "s2",
                (at(t, '"it went well" in Elm County'),),
                (at(t, "Officials"),),
                (at(t, "believe"),),
                "mixed",
                "attitude",
                cue_lemma="believe",
                speaker="o",
                on_behalf_of="a",
            ),
        ),
        figures=(
            Figure(
                "f1",
                at(t, "as many as 100 arrests"),
                at(t, "as many as 100 arrests"),
                "persons-detained",
                None,
                100,
                about=(About("e1"),),
                speaker="u",
                statement="s1",
            ),
        ),
    )


def hostile_document() -> Document:
    t = HOSTILE
    end = len(t)
    return Document(
        Article("..", t, t, "http://[bad", "not a date", t, "no language!"),
        chains=(
            Chain("p\x00", "person", t, (Mention(0, 5, "pronoun"), Mention(6, 12, "verb")), (t,), t),
            Chain("u2", "unnamed", "he", (Mention(0, 5, "pronoun"),), identified_as="p\x00"),
        ),
        roles=(Role("r", "p\x00", t, (0, end), qualifier=t, party=t),),
        statements=(
            Statement("s", ((0, end),), ((0, 5),), ((6, 12),), "direct", cue_lemma=t, speaker="p\x00", found_by=t),
            Statement("s again", ((0, end),), ((0, 5),), ((6, 12),), "direct", cue_lemma=t, speaker="u2"),
            Statement("s unknown", ((20, end),), channel="statement", confidence=0.123456),
        ),
        figures=(Figure("f", (0, 3), (0, 5), "persons", 10**30, None, unit=t, hedge=t),),
        warnings=(t,),
    )


def knowledge() -> Knowledge:
    """Three documents, resolved."""
    documents = (raid_document(), repeat_document(), hostile_document())
    entity_of = {
        ("raid-1", "c1"): "person/ann-smith",
        ("raid-1", "c2"): "org/daily-post",
        ("raid-1", "c3"): "org/border-office",
        ("raid-1", "c4"): "source/raid-1-bo-official",
        ("raid-1", "c5"): "org/workers-union",
        ("raid-1", "c6"): "person/jose-perez",
        ("raid-1", "c7"): "place/elm-county",
        ("raid-1", "c8"): "group/raid-1-workers",
        ("raid/2 ü", "a"): "org/border-office",
        ("raid/2 ü", "u"): "org/workers-union",
        ("raid/2 ü", "o"): "group/raid-2-officials",
        ("raid/2 ü", "p"): "place/elm-county",
        ("..", "p\x00"): "person/hostile ü",
        ("..", "u2"): "source/he",
    }
    occurrence_of = {
        ("raid-1", "e1"): "operation/elm-county-raid",
        ("raid/2 ü", "e1"): "operation/elm-county-raid",
        ("raid/2 ü", "e2"): "event/arrests",
    }

    def members(of: dict[tuple[str, str], str], key: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair, value in of.items() if value == key)

    def entity(key: str, type: str, label: str, *names: str, **more: object) -> Entity:
        return Entity(key, type, label, members(entity_of, key), names, **more)  # type: ignore[arg-type]

    return Knowledge(
        documents,
        (
            entity("group/raid-1-workers", "group", "workers"),
            entity("group/raid-2-officials", "group", "Officials"),
            entity(
                "org/border-office",
                "agency",
                "Border Office",
                "Border Office",
                "BO",
                links=("http://www.wikidata.org/entity/Q1",),
                parent="org/ministry",
                website="https://border.example/",
            ),
            entity("org/daily-post", "outlet", "The Daily Post", "The Daily Post"),
            entity("org/ministry", "agency", "Ministry"),
            entity("org/workers-union", "organization", "Workers' Union", "Workers' Union"),
            entity("person/ann-smith", "person", "Ann Smith", "Ann Smith"),
            entity(
                "person/hostile ü",
                "person",
                HOSTILE,
                HOSTILE,
                links=("not an iri <>", "http://x.example/ü<>"),
                website="\ud800",
            ),
            entity("person/jose-perez", "person", "José Pérez", "José Pérez"),
            entity(
                "place/elm-county",
                "place",
                "Elm County",
                "Elm County",
                parent="place/us",
                latitude=32.5,
                longitude=-90.123456789,
            ),
            entity("place/us", "place", "United States"),
            entity("source/he", "unnamed", "he", identified_as="person/hostile ü"),
            entity("source/raid-1-bo-official", "unnamed", "a BO official", affiliation="org/border-office"),
        ),
        (
            Occurrence(
                "event/arrests", "arrest", "arrests", False, members(occurrence_of, "event/arrests"), status="negated"
            ),
            Occurrence(
                "operation/elm-county-raid",
                "workplace-raid",
                "Elm County plant raid",
                True,
                members(occurrence_of, "operation/elm-county-raid"),
                ("org/border-office",),
                ("group/raid-1-workers",),
                ("place/elm-county",),
                "2019-08-05/2019-08-11",
            ),
        ),
        (
            Decision("org/border-office", "raid/2 ü a", True, "same name", 0.99),
            Decision("org/workers-union", "org/border-office", False, HOSTILE, 0.7),
        ),
        entity_of,
        occurrence_of,
        (Copies("text/0001", "The text of “Elm”", ("raid-1", "raid/2 ü")),),
        (SharedStatement("saying/0001", (("raid-1", "s1"), ("raid/2 ü", "s1")), 2),),
    )
