"""Files and folders to articles: every fault told, nothing lost by it."""

import gzip
import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from onrecord.read import READERS, Problem, formats, read_articles


def read(*inputs):
    problems: list[Problem] = []
    return list(read_articles(inputs, problems.append)), problems


def lines(path: Path, *records) -> Path:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return path


def test_text_is_kept_byte_for_byte(tmp_path):
    data = "\ufeff“Yes,”\r\nshe said.\r\n\r\nWe’re {mosads}here 😀\r".encode()
    (tmp_path / "raid.txt").write_bytes(data)
    (article,), problems = read(tmp_path / "raid.txt")
    assert article.text.encode() == data
    assert article.sha256 == hashlib.sha256(data).hexdigest()
    assert (article.id, article.title, problems) == ("raid.txt", None, [])


def test_folder_is_read_in_order_of_paths_with_names_relative_to_it(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.txt", "a.txt"):
        (tmp_path / name).write_text(name)
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a.txt", "b/a.txt", "z.txt"]
    assert problems == []


def test_hidden_files_and_sidecars_are_no_articles(tmp_path):
    (tmp_path / "raid.txt").write_text("ICE raided it.")
    (tmp_path / ".DS_Store").write_bytes(b"\0\1")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("no")
    (tmp_path / "raid.json").write_text(
        json.dumps(
            {"title": "Raid", "date": "March 06 , 2008", "url": "https://e.org/1", "publisher": "P", "id": "other"}
        )
    )
    (article,), problems = read(tmp_path)
    assert (article.id, article.title, article.published) == ("raid.txt", "Raid", "2008-03-06")
    assert (article.url, article.publisher, problems) == ("https://e.org/1", "P", [])


def test_a_broken_sidecar_costs_only_itself(tmp_path):
    (tmp_path / "raid.txt").write_text("ICE raided it.")
    (tmp_path / "raid.txt.json").write_text("{")
    (article,), (problem,) = read(tmp_path)
    assert article.title is None
    assert not problem.skipped
    assert problem.place == "raid.txt.json"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        ("\ufeff \n".encode(), "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"some\0thing", "NUL"),
        (b"line one\nhe \x81\x02\x8d\x03\x8f\x90", "byte 0x81 at offset 12 (line 2)"),
    ],
)
def test_what_is_no_text_is_told_and_the_rest_read(tmp_path, data, words):
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text("He said so.")
    (article,), (problem,) = read(tmp_path)
    assert article.id == "good.txt"
    assert problem.place == "bad.txt"
    assert problem.skipped
    assert words in problem.message


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a", "text": ', "is not JSON: Expecting value at character"),
        ('{"id": "a"}', 'lacks "text"'),
        ('{"id": "a", "text": null}', 'lacks "text"'),
        ('{"id": "a", "text": 7}', 'a "text" that is a JSON number'),
        ('{"id": "a", "text": " "}', "is empty"),
        ('["a"]', "is a JSON list"),
        ('"a"', "is a JSON text"),
        ("[" * 100_000, "is not JSON"),
        ('{"id": ' + "9" * 5000 + "}", "is not JSON"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_read(tmp_path, line, words):
    path = lines(tmp_path / "a.jsonl", {"id": "1", "text": "One."}, line, {"id": "3", "text": "Three."})
    articles, (problem,) = read(path)
    assert [a.id for a in articles] == ["1", "3"]
    assert problem.place == "a.jsonl:2"
    assert problem.skipped
    assert words in problem.message


def test_a_line_that_is_not_utf8(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "1", "text": "caf\xe9"}\n{"id": "2", "text": "ok"}\n')
    articles, (problem,) = read(path)
    assert [a.text for a in articles] == ["café", "ok"]
    assert (problem.place, problem.skipped) == ("a.jsonl:1", False)
    assert "not UTF-8: it was read as cp1252" in problem.message


def test_json_lines_keep_text_and_details(tmp_path):
    record = {"id": 7, "text": "a\r\nb\0c\ufeff", "title": "T", "url": "u", "date": "2019-08-09T23:00:00-04:00"}
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(record).encode() + b"\r\n\r\n")
    (article,), problems = read(path)
    assert problems == []
    assert (article.id, article.text, article.published) == ("7", "a\r\nb\0c\ufeff", "2019-08-09")


def test_compressed_json_lines(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "1", "text": "One."}\n'))
    assert [a.id for a in read(path)[0]] == ["1"]
    path.write_bytes(gzip.compress(b'{"id": "1", "text": "One."}\n' * 9000)[:-40])
    (problem,) = [p for p in read(path)[1] if "has the id" not in p.message]
    assert "cannot be read after line" in problem.message


def test_without_an_id_the_text_names_the_article_wherever_it_stands(tmp_path):
    (first,), _ = read(lines(tmp_path / "a.jsonl", {"text": "One."}))
    (_, second), _ = read(lines(tmp_path / "b.jsonl", {"id": "x", "text": "Zero."}, {"text": "One."}))
    assert first.id == second.id == hashlib.sha256(b"One.").hexdigest()[:16]


def test_unpaired_surrogates_keep_offsets(tmp_path):
    (article,), (problem,) = read(lines(tmp_path / "a.jsonl", '{"id": "a", "text": "x\\ud800y 😀"}'))
    assert article.text == "x\ufffdy 😀"
    assert not problem.skipped


def test_details_of_the_wrong_kind_are_left_out_and_told(tmp_path):
    path = lines(tmp_path / "a.jsonl", {"id": ["x"], "text": "One.", "title": 5, "date": "03/04/2019", "publisher": {}})
    (article,), problems = read(path)
    assert (article.title, article.published, article.publisher) == (None, None, None)
    assert len(problems) == 4
    assert not any(p.skipped for p in problems)


def test_the_second_of_two_equal_ids_is_told(tmp_path):
    one = lines(tmp_path / "a.jsonl", {"id": "a", "text": "One."}, {"id": "a", "text": "Two."})
    two = lines(tmp_path / "b.jsonl", {"id": "a", "text": "Three."})
    (article,), problems = read(one, two)
    assert article.text == "One."
    assert [p.place for p in problems] == ["a.jsonl:2", "b.jsonl:1"]
    assert all("'a'" in p.message and "a.jsonl:1" in p.message for p in problems)


def test_what_is_not_there(tmp_path):
    articles, (problem,) = read(tmp_path / "none.txt")
    assert articles == []
    assert "No such file" in problem.message


def test_an_empty_folder_and_an_empty_file_of_lines(tmp_path):
    assert "holds no file" in read(tmp_path)[1][0].message
    (tmp_path / "a.jsonl").touch()
    assert "is empty" in read(tmp_path)[1][0].message


def test_another_format_in_a_folder_is_told_but_read_when_named(tmp_path):
    (tmp_path / "raid.article").write_text("ICE raided it.")
    articles, (problem,) = read(tmp_path)
    assert articles == []
    assert "no format read in folders (.txt" in problem.message
    assert [a.id for a in read(tmp_path / "raid.article")[0]] == ["raid.article"]


def test_a_file_that_may_not_be_read(tmp_path):
    if os.geteuid() == 0:  # root may read every file but this one
        (tmp_path / "a.txt").symlink_to("/proc/self/mem")
    else:
        (tmp_path / "a.txt").write_text("One.")
        (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text("Two.")
    (article,), (problem,) = read(tmp_path)
    assert article.id == "b.txt"
    assert "cannot be read" in problem.message


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    articles, (problem,) = read(tmp_path)
    assert articles == []
    assert "no regular file" in problem.message


def test_broken_links_and_loops_end(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to("self.txt")
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a.txt"]
    assert sorted(p.place for p in problems) == ["gone.txt", "self.txt"]


def test_every_module_that_reads_is_registered():
    readers = re.compile(r"^def read_(?!articles|metadata)", re.M)
    modules = Path(formats.__file__).parent.glob("*.py")
    written = {path.stem for path in modules if readers.search(path.read_text(encoding="utf-8"))}
    assert {reader.read.__module__.rpartition(".")[2] for reader in READERS} == written
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
