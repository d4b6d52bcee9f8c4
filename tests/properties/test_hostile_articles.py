"""No input breaks a reader or a stage, hangs it, or makes it write outside of its folder."""

import gzip
import random
import time

import pytest
from hostile import hostile_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import made_files as made
from onrecord.annotate.many import Failure, annotate_many
from onrecord.language import load_language
from onrecord.model import Article, Document
from onrecord.read import READERS, read_articles

SIZE = 60_000
SECONDS = 20.0


@pytest.fixture(scope="module")
def nlp():
    return load_language()


@pytest.mark.parametrize("name", sorted(hostile_texts(100)))
def test_hostile_text_costs_bounded_time_and_nothing_else(nlp, name):
    text = hostile_texts(SIZE)[name]
    began = time.process_time()
    found, after = annotate_many([Article("a", text), Article("b", made.SENTENCES[1])], nlp=nlp, seconds=SECONDS)
    assert time.process_time() - began < SECONDS + 10
    assert isinstance(after, Document)
    assert after.statements
    assert isinstance(found, Document) or "longer than" in found.message
    if isinstance(found, Document):
        for statement in found.statements:
            for start, end in (*statement.source, *statement.cue, *statement.content):
                assert 0 <= start < end <= len(text)


def test_a_text_that_takes_too_long_is_ended(nlp):
    began = time.monotonic()
    (found,) = annotate_many([Article("a", hostile_texts(3_000_000)["a good text, often"])], nlp=nlp, seconds=1.0)
    assert isinstance(found, Failure)
    assert time.monotonic() - began < 60


SEEDS = {
    ".txt": made.SENTENCES[1].encode(),
    ".jsonl": b'{"id": "a", "text": "He said so.", "title": "T", "date": "2019-08-09"}\n{"text": "x"}\n',
    ".json": b'[{"id": "a", "text": ["He said so.", "x"], "source": {"name": "AP"}}]',
    ".csv": b'id;text;date\n1;"He said; ""so"".";2019-08-09\n',
    ".html": made.page(),
    ".xml": made.feed([(made.TITLE, made.URL, "<p>He said so.</p>")]),
    ".warc": made.warc([(made.URL, "200 OK text/html", made.page())]),
    ".pdf": made.pdf(list(made.SENTENCES), title="T"),
    ".eml": made.MAIL,
    ".zip": made.zipped({"a.txt": b"He said so.", "b.html": made.page(), "c.zip": made.zipped({"d.txt": b"x"})}),
    ".jsonl.gz": gzip.compress(b'{"id": "a", "text": "He said so."}\n'),
    ".parquet": b"PAR1" + bytes(40) + b"PAR1",
}


def mutated(data: bytes, seed: int) -> bytes:
    """``data`` with bytes changed, taken out, doubled, or hostile pieces put in."""
    chance = random.Random(seed)
    pieces = [
        b"\0",
        b"\xff\xfe",
        b"<" * 50,
        b"]]>",
        b"../../",
        b"\x1f\x8b",
        b"9" * 30,
        b"%s",
        b"&a;",
        b'"',
        b"\r\n\r\n",
    ]
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(4):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + chance.randrange(1, 200)]
            case 2:
                out[at:at] = out[at : at + chance.randrange(1, 200)]
            case _:
                out[at:at] = chance.choice(pieces)
    return bytes(out)


@given(st.sampled_from(sorted(SEEDS)), st.integers(0, 2**32))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_break_no_reader(tmp_path, suffix, seed):
    check(tmp_path, suffix, mutated(SEEDS[suffix], seed))


@given(st.sampled_from([*sorted(SEEDS), ".none"]), st.binary(max_size=200))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_break_no_reader(tmp_path, suffix, data):
    check(tmp_path, suffix, data)


def check(folder, suffix, data):
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    (folder / "good.txt").write_text("Good.")
    problems = []
    articles = list(read_articles([folder], problems.append))
    assert "Good." in {a.text for a in articles}
    for article in articles:
        article.text.encode("utf-8")
        assert article.id
    for problem in problems:
        assert problem.message
    assert sorted(entry.name for entry in folder.iterdir()) == sorted({path.name, "good.txt"})
    path.unlink()


def test_every_reader_is_fuzzed():
    assert all(any(seed in reader.suffixes for seed in SEEDS) for reader in READERS)


BOMBS = {
    "laughs.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("m")))
    + b"]><rss><channel><title>&l;</title><item><description>&l;</description></item></channel></rss>",
    "deep.html": b"<div>" * 200_000 + b"He said so, and then they all went home." + b"</div>" * 200_000,
    "wide.html": b"<p>He said so and went home.</p>" * 5_000,
    "attributes.html": b"<p " + b"".join(b"a%d=b " % n for n in range(100_000)) + b">He said so and went home.</p>",
    "deep.json": b"[" * 1_000_000,
    "deep.xml": b"<rss>" + b"<a>" * 2_000,
    "many.csv": b"text\n" + b'"' * 1_000_000,
    "headers.eml": b"X: y\n" * 100_000 + b"\nHe said so.",
    "parts.eml": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
    "objects.pdf": b"%PDF-1.4\n" + b"1 0 obj << /Kids [1 0 R] /Type /Pages /Count 1 >> endobj\n" * 2_000
    + b"trailer << /Root << /Type /Catalog /Pages 1 0 R >> >>",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_are_survived_in_bounded_time(tmp_path, name):
    (tmp_path / name).write_bytes(BOMBS[name])
    (tmp_path / "good.txt").write_text("Good.")
    began = time.process_time()
    problems = []
    articles = list(read_articles([tmp_path], problems.append))
    assert time.process_time() - began < 90
    assert "Good." in {a.text for a in articles}
    assert sum(len(a.text) for a in articles) < 10_000_000


def test_links_that_loop_and_names_that_lead_out_write_nothing(tmp_path):
    given_ = tmp_path / "in"
    given_.mkdir()
    (given_ / "loop").symlink_to(given_, target_is_directory=True)
    (given_ / "a.txt").symlink_to("b.txt")
    (given_ / "b.txt").symlink_to("a.txt")
    line = '{"id": "../../../../evil", "text": "He said so."}\n{"id": "/etc/evil", "text": "He said no."}\n'
    (given_ / "ids.jsonl").write_text(line)
    problems = []
    articles = list(read_articles([given_], problems.append))
    assert [a.id for a in articles] == ["../../../../evil", "/etc/evil"]
    assert {p.place for p in problems} == {"a.txt", "b.txt"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
