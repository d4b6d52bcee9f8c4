"""Copies of one text, and acts of saying that several articles report."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Chain, Document, Mention, Statement
from onrecord.resolve import resolve
from onrecord.resolve.briefs import Reader, condense
from onrecord.resolve.copies import find_copies, find_shared_statements

WIRE = [
    f"Paragraph {n} of the story that the wire sent on {day} tells of {thing} that nobody else had heard of before."
    for n, (day, thing) in enumerate(
        [
            ("Monday", "a raid"),
            ("Tuesday", "the mayor"),
            ("Friday", "six towns"),
            ("Sunday", "buses"),
            ("May", "courts"),
        ]
    )
]
SAID = "“We left nobody behind in the town,” Ann Smith said."


def document(id, *paragraphs, published=None, said=SAID, speaker="Ann Smith"):
    text = "\n".join(paragraphs)
    chains, statements = [], []
    if said in text:
        start = text.index(said)
        end = start + said.index("”") + 1
        who = text.index(speaker, end)
        chains = [Chain("c0", "person", speaker, (Mention(who, who + len(speaker)),), (speaker,))]
        statements = [
            Statement("s0", ((start, end),), ((who, who + len(speaker)),), manner="direct", speaker="c0"),
        ]
    article = Article(id, text, title=f"Title of {id}", published=published)
    return Document(article, tuple(chains), statements=tuple(statements))


def briefs(documents):
    return [Reader().read(condense(document, ()))[0] for document in sorted(documents, key=lambda d: d.article.id)]


def groups(documents):
    text_of = {document.article.id: document.article.text for document in documents}
    return [group.articles for group in find_copies(briefs(documents), text_of.__getitem__)[0]]


def test_wire_copy_is_found_however_a_paper_sets_and_cuts_it():
    own = [
        f"Our own report has number {n} and words like {w}, which are its own altogether."
        for n, w in enumerate("abcdefg")
    ]
    documents = [
        document("times", *WIRE, published="2019-08-08"),
        document("post", "By the Wire", *WIRE[:4], published="2019-08-09"),
        document("gazette", *(p.upper().replace("THAT", "—that—") for p in WIRE), published="2019-08-07"),
        document("herald", *own, WIRE[0]),
        document(
            "star", *own[:3], *own[5:], "Something else stands here and nowhere else in all the papers of the town."
        ),
        document("short", "Closed today."),
        document("short too", "Closed, today!"),
        document("empty", ""),
        document("empty too", ""),
    ]
    assert groups(documents) == sorted(groups(documents))
    assert set(groups(documents)) == {("gazette", "times", "post"), ("short", "short too")}


def test_a_wire_quote_is_one_statement_with_ten_reports():
    documents = [document(f"paper-{n}", f"Paper {n}.", *WIRE, SAID, published=f"2019-08-{n + 10}") for n in range(10)]
    knowledge = resolve(documents)
    (copies,) = knowledge.copies
    assert copies.articles == tuple(f"paper-{n}" for n in range(10))
    (shared,) = knowledge.shared
    assert shared.articles == 10
    assert shared.reports == tuple((f"paper-{n}", "s0") for n in range(10))
    # in any order, and with the same key without some of them
    again = resolve(documents[::-1])
    assert (again.copies, again.shared) == (knowledge.copies, knowledge.shared)
    assert [s.key for s in resolve(documents[:4]).shared] == [shared.key]
    assert [c.key for c in resolve(documents[:4]).copies] == [copies.key]


def test_the_same_words_are_one_saying_only_of_one_speaker_in_one_story():
    def shared(a, b, stories, entities):
        documents = [a, b]
        condensed = briefs(documents)
        for brief, story in zip(condensed, stories, strict=True):
            brief.story = story
        of = {(d.article.id, "c0"): key for d, key in zip(documents, entities, strict=True)}
        return find_shared_statements(condensed, [], of)

    a = document("a", "One paper tells it in this way.", SAID)
    b = document("b", SAID, "Another paper has it from the press conference.")
    (one,) = shared(a, b, [0, 0], ["person/ann-smith"] * 2)
    assert one.reports == (("a", "s0"), ("b", "s0"))
    assert shared(a, b, [0, 1], ["person/ann-smith"] * 2) == []
    assert shared(a, b, [0, 0], ["person/ann-smith", "person/ann-smith-2"]) == []
    attitude = replace(b, statements=(replace(b.statements[0], kind="attitude"),))
    assert shared(a, attitude, [0, 0], ["person/ann-smith"] * 2) == []
    brief = "“We left,” Ann Smith said."
    few = [document(name, f"{name}.", brief, said=brief) for name in "ab"]
    assert shared(*few, [0, 0], ["person/ann-smith"] * 2) == []


@given(st.lists(st.lists(st.sampled_from(WIRE), max_size=4), max_size=6))
@settings(max_examples=40, deadline=None)
def test_groups_are_disjoint_and_hold_all_equal_texts(texts):
    documents = [document(f"a{n}", *paragraphs) for n, paragraphs in enumerate(texts)]
    found = groups(documents)
    members = [article for group in found for article in group]
    assert len(members) == len(set(members))
    of = {article: group for group in found for article in group}
    for one in documents:
        for other in documents:
            if one is not other and one.article.text == other.article.text != "":
                assert of[one.article.id] == of[other.article.id]
