"""What is said while it runs, and which articles are taken."""

import json

import pytest
from typer.testing import CliRunner

from onrecord import cli, progress
from onrecord.model import Article
from onrecord.progress import log_as, say, step, tell
from onrecord.read import Problem, Selection


@pytest.fixture(autouse=True)
def plain_before_and_after():
    log_as("plain")
    yield
    log_as("plain")


FAULTS = [
    Problem("a.txt", "is empty"),
    Problem("b.txt", "has no date", False),
    Problem("c.txt", "is not in English", stage="language"),
]


def test_plain_says_what_a_person_must_know(capsys):
    log_as("plain")
    step("read: done", articles=3)
    tell(FAULTS)
    assert capsys.readouterr().err == "onrecord: skipped a.txt: is empty\nonrecord: note: b.txt: has no date\n"


def test_many_faults_are_counted(capsys):
    tell([Problem(str(n), "is empty") for n in range(60)], "out/errors.jsonl")
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 51
    assert told[-1] == "onrecord: 10 more were skipped; all are in out/errors.jsonl"


def test_a_log_is_json_a_line(capsys):
    log_as("json")
    step("read: done", articles=3)
    tell(FAULTS)
    say("ends")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["message"] for line in lines] == [
        "read: done",
        "skipped a.txt: is empty",
        "note: b.txt: has no date",
        "ends",
    ]
    assert (lines[0]["level"], lines[0]["articles"], lines[1]["place"]) == ("info", 3, "a.txt")
    assert all(line["time"].endswith("Z") for line in lines)


def test_a_log_tells_rate_and_time_left(capsys, monkeypatch):
    log_as("json")
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.progress("annotating") as tick:
        for done in range(0, 101, 25):
            tick(done, 100)
            now[0] += 12.5
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["done"] for line in lines] == [25, 50, 75, 100]
    assert lines[0]["articles_per_second"] == 2.0
    assert [line["seconds_left"] for line in lines] == [38, 25, 12, 0]


def test_a_selection_is_the_same_every_time():
    articles = [Article(f"a{n}", "x") for n in range(100)]
    assert list(Selection(limit=3).of(articles)) == articles[:3]
    some = list(Selection(sample=10).of(articles))
    assert len(some) == 10
    assert some == sorted(some, key=articles.index) != articles[:10]
    assert set(some) == set(Selection(sample=10).of(reversed(articles)))
    assert set(some) < set(Selection(sample=20).of(articles))
    assert len(list(Selection(sample=200).of(articles))) == 100
    assert len(list(Selection(limit=30, sample=20).of(articles))) == 20


def test_a_dry_run_tells_and_writes_nothing(tmp_path):
    (tmp_path / "in").mkdir()
    lines = [{"id": "1", "text": "One two three.", "date": "2019-08-09"}, {"id": "2", "text": "Four."}, {"id": "3"}]
    (tmp_path / "in" / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    given = ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--dry-run"]
    result = CliRunner().invoke(cli.app, given)
    assert result.exit_code == 1
    assert "2 articles, 4 words, 1 skipped; nothing was written" in result.output
    assert "1 with a date, from 2019-08-09 to 2019-08-09" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    assert "1 article, 3 words, 0 skipped" in CliRunner().invoke(cli.app, [*given, "--limit", "1"]).output


def test_a_style_of_log_that_there_is_not_is_told():
    result = CliRunner().invoke(cli.app, ["--log", "xml", "version"])
    assert result.exit_code == 2
