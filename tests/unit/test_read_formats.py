"""Every input format: the text of the article, what is known of it, and a plain word where it cannot be read."""

import gzip
import io
import json
import sys
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import made_files as made
from made_files import SENTENCES, TITLE, URL
from onrecord.errors import InputError
from onrecord.read import Problem, Reading, field_map, read_articles, read_metadata


def read(*inputs, reading=None):
    problems: list[Problem] = []
    return list(read_articles(inputs, problems.append, reading)), problems


def put(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


ARTICLE = "\n".join((TITLE, *SENTENCES))


# --- pages


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path):
    (article,), problems = read(put(tmp_path, "raid.html", made.page()))
    assert article.text == ARTICLE
    assert problems == []
    assert (article.id, article.title, article.url) == ("raid.html", TITLE, URL)
    assert (article.published, article.publisher, article.author) == ("2019-08-09", "Example News", "Jane Doe")


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8"])
def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path, charset):
    (article,), _ = read(put(tmp_path, "raid.html", made.page(charset=charset)))
    assert "“We left nobody behind,”" in article.text


def test_a_page_without_a_name_for_it_is_known_by_its_beginning(tmp_path):
    put(tmp_path, "article?id=7", made.page())
    (article,), problems = read(tmp_path)
    assert article.text == ARTICLE
    assert problems == []


def test_a_page_declares_its_date_or_has_none(tmp_path):
    data = made.page().replace(b'<meta property="article:published_time" content="2019-08-09T10:00:00-04:00">', b"")
    (article,), _ = read(put(tmp_path, "raid.html", data))
    assert article.published is None  # the footer's 2019 is no date of publication


def test_a_page_of_menus_alone_is_told(tmp_path):
    data = b"<html><body><nav><a href=/a>Home</a></nav><script>x()</script></body></html>"
    articles, (problem,) = read(put(tmp_path, "menu.html", data))
    assert articles == []
    assert "without a main text" in problem.message


# --- JSON with other names


def test_json_with_a_map_of_fields(tmp_path):
    record = {"uid": 7, "story": {"body": SENTENCES[0]}, "kicker": TITLE, "meta": {"when": "2019-08-09"}}
    reading = Reading(fields=field_map(["text=story.body", "title=kicker", "date=meta.when", "id=uid"]))
    for name, text in (("a.json", json.dumps([record])), ("a.jsonl", json.dumps(record) + "\n")):
        (article,), problems = read(put(tmp_path, name, text), reading=reading)
        assert (article.id, article.text, article.title, article.published) == ("7", SENTENCES[0], TITLE, "2019-08-09")
        assert problems == []


def test_common_names_of_fields_are_known(tmp_path):
    record = {"Headline": TITLE, "body": SENTENCES, "source": {"id": None, "name": "AP"}, "authors": ["A. B.", "C. D."]}
    (article,), _ = read(put(tmp_path, "a.json", json.dumps({"status": "ok", "articles": [record]})))
    assert article.text == "\n".join(SENTENCES)
    assert (article.title, article.publisher, article.author) == (TITLE, "AP", "A. B., C. D.")


def test_json_that_holds_no_article_is_told(tmp_path):
    for text in ("3", "[1]", '{"a": [{"b": 1}], "c": [{"d": 2}]}', "[[]]", "{}"):
        articles, problems = read(put(tmp_path, "a.json", text))
        assert articles == []
        assert problems
        assert "expected" in problems[0].message


def test_a_field_that_is_none_of_ours_is_told():
    for written in ("body", "texts=body", "text="):
        with pytest.raises(InputError, match=r"expected OURS=THEIRS, OURS being one of id, text"):
            field_map([written])


# --- tables


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path, separator):
    row = separator.join(('"7"', f'"{SENTENCES[1]}"', '"9 Aug 2019"'))
    heading = separator.join(("id", "body", "date"))
    (article,), problems = read(put(tmp_path, "a.csv", f"\ufeff{heading}\r\n{row}\r\n"))
    assert (article.id, article.text, article.published, problems) == ("7", SENTENCES[1], "2019-08-09", [])


def test_csv_with_a_map_of_columns_and_without_one(tmp_path):
    path = put(tmp_path, "a.csv", "nr,story\n1,One.\n2,\n3,Three.\n")
    articles, (problem,) = read(path)
    assert articles == []
    assert "no column of texts (it has: nr, story); --field text=NAME" in problem.message
    articles, (problem,) = read(path, reading=Reading(fields={"text": "story", "id": "nr"}))
    assert [(a.id, a.text) for a in articles] == [("1", "One."), ("3", "Three.")]
    assert problem.place == "a.csv:3"


def test_parquet(tmp_path):
    rows = {"article_id": ["1", "2"], "content": [SENTENCES[0], None], "other": [1, 2]}
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    (article,), (problem,) = read(tmp_path / "a.parquet")
    assert (article.id, article.text) == ("1", SENTENCES[0])
    assert problem.place == "a.parquet:2"
    put(tmp_path, "bad.parquet", b"PAR1 no")
    assert "no Parquet file" in read(tmp_path / "bad.parquet")[1][0].message


def test_parquet_without_pyarrow_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (problem,) = read(put(tmp_path, "a.parquet", b"PAR1"))[1]
    assert "pip install 'onrecord[parquet]'" in problem.message


# --- feeds and web archives


def test_a_feed_gives_its_items(tmp_path):
    html = f"<p>{SENTENCES[0]}</p><script>x()</script><p>{SENTENCES[1]}<br/>{SENTENCES[2]}</p>"
    data = made.feed([(TITLE, URL, html), ("Short", URL + "2", "<p>Read more</p>")])
    (first, second), (problem,) = read(put(tmp_path, "feed.xml", data))
    assert first.text == ARTICLE
    assert (first.id, first.url, first.title, first.publisher) == (URL, URL, TITLE, "Example News")
    assert first.published == "2019-08-09"
    assert second.text == "Short\nRead more"
    assert "1 of 2 items have no more than a teaser" in problem.message


def test_a_feed_of_nothing_is_told(tmp_path):
    for data in (b"<rss><channel></channel></rss>", b"<feed>", b"no xml"):
        articles, (problem,) = read(put(tmp_path, "feed.rss", data))
        assert articles == []
        assert "holds no item" in problem.message


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages(tmp_path, packed):
    other = made.page(title="Another raid in Texas", url="https://news.example.org/other")
    data = made.warc(
        [
            (URL, "200 OK text/html;charset=utf-8", made.page()),
            ("https://news.example.org/logo.png", "200 OK image/png", b"\x89PNG"),
            ("https://news.example.org/old", "404 Not-Found text/html", made.page()),
            (URL, "200 OK text/html", other),
            ("https://news.example.org/r.pdf", "200 OK application/pdf", made.pdf(["ICE left the town, he said."])),
        ],
        packed,
    )
    articles, (problem,) = read(put(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", data))
    assert [a.id for a in articles] == [URL, f"{URL}@2019-08-09T10:00:00Z", "https://news.example.org/r.pdf"]
    assert articles[0].text == ARTICLE
    assert articles[2].text == "ICE left the town, he said."
    assert "2 records are no page" in problem.message


def test_a_web_archive_that_was_cut_off_loses_no_page_in_silence(tmp_path):
    data = made.warc([(URL + "1", "200 OK text/html", made.page()), (URL + "2", "200 OK text/html", made.page())])
    (article,), (problem,) = read(put(tmp_path, "crawl.warc", data[:-200]))
    assert article.id == URL + "1"
    assert URL + "2" in problem.place
    assert "cut off" in problem.message


def test_a_damaged_web_archive_is_told_once(tmp_path, capfd):
    data = made.warc([(URL + " x", "200 OK text/html", made.page()), (URL, "200 OK text/html", made.page())])
    second = data.index(b"WARC/1", 10)
    (article,), (problem,) = read(put(tmp_path, "crawl.warc", data[:second] + b"garbage\r\n\r\n" + data[second:]))
    assert article.text == ARTICLE
    assert "no WARC file that can be read after 1 pages" in problem.message
    assert capfd.readouterr() == ("", "")


# --- PDF and mail


def test_a_pdf_has_its_paragraphs_again(tmp_path):
    lines = [
        "FOR IMMEDIATE RELEASE",
        "",
        "WASHINGTON - The senator said on Friday that the operation was carried out with-",
        "out a warrant, and that the law-enforcement agency which planned it had told no-",
        "body in the town.",
        "“We want answers from the law-enforcement agency,” the senator said in a state-",
        "ment. He asked for them by Monday, and no later than that, from the director.",
        "Page 1 of 1",
    ]
    (article,), problems = read(put(tmp_path, "release.pdf", made.pdf(lines, title="FOR IMMEDIATE RELEASE")))
    assert problems == []
    assert article.text.split("\n") == [
        "FOR IMMEDIATE RELEASE",
        "WASHINGTON - The senator said on Friday that the operation was carried out without a warrant, and that the "
        "law-enforcement agency which planned it had told nobody in the town.",
        "“We want answers from the law-enforcement agency,” the senator said in a statement. He asked for them by "
        "Monday, and no later than that, from the director.",
    ]
    assert article.title == "FOR IMMEDIATE RELEASE"


def test_a_scanned_pdf_is_told(tmp_path):
    articles, (problem,) = read(put(tmp_path, "scan.pdf", made.pdf([], pages=3, picture=True)))
    assert articles == []
    assert "of 3 pages without text" in problem.message
    assert "ocrmypdf" in problem.message


def test_a_damaged_pdf_and_one_with_a_password_are_told(tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter(io.BytesIO(made.pdf(["Secret."])))
    writer.encrypt("password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "with a password" in read(put(tmp_path, "a.pdf", out.getvalue()))[1][0].message
    assert "cannot be read" in read(put(tmp_path, "b.pdf", b"%PDF-1.4 broken"))[1][0].message


def test_a_mail(tmp_path):
    (article,), (problem,) = read(put(tmp_path, "release.eml", made.MAIL))
    assert article.text.split("\n") == [
        "Senator demands answers on raid",
        "WASHINGTON - Senator Peña today demanded answers on the raid in Morton, which separated families.",
        "“We want to know,” the senator said, “who gave the order for this operation.”",
    ]
    assert (article.title, article.published) == ("Senator demands answers on raid", "2019-08-09")
    assert article.publisher == "Office of Senator Peña"
    assert "1 attachments were passed over (letter.pdf)" in problem.message


def test_a_mail_of_html_alone(tmp_path):
    data = b"Subject: Raid\nContent-Type: text/html; charset=utf-8\n\n<p>ICE &amp; police left.</p><p>He said so.</p>"
    assert read(put(tmp_path, "a.eml", data))[0][0].text == "Raid\nICE & police left.\nHe said so."


# --- archives, patterns, standard input


def test_a_zip_is_read_as_a_folder_is(tmp_path):
    files = {
        "news/b.txt": b"B.",
        "news/a.html": made.page(),
        "news/b.json": b'{"title": "The title of B"}',
        "news/.DS_Store": b"\0",
        "__MACOSX/news/b.txt": b"\0",
        "news/logo.png": b"\x89PNG",
        "deep.zip": made.zipped({"c.txt": b"C.", "d.jsonl.gz": gzip.compress(b'{"id": "d", "text": "D."}\n')}),
    }
    articles, (problem,) = read(put(tmp_path, "dump.zip", made.zipped(files)))
    assert [a.id for a in articles] == ["dump.zip/deep.zip/c.txt", "d", "dump.zip/news/a.html", "dump.zip/news/b.txt"]
    assert articles[3].title == "The title of B"
    assert problem.place == "dump.zip/news/logo.png"


def test_names_that_lead_out_of_an_archive_do_not(tmp_path):
    files = {"../../evil.txt": b"Evil.", "/etc/passwd.txt": b"Root.", "C:\\x\\y.txt": b"Why."}
    articles, problems = read(put(tmp_path / "in", "dump.zip", made.zipped(files)))
    assert sorted(a.id for a in articles) == ["dump.zip/etc/passwd.txt", "dump.zip/evil.txt", "dump.zip/x/y.txt"]
    assert [p.skipped for p in problems] == [False] * 3
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["dump.zip", "in"]


def test_bombs_end_early(tmp_path):
    zeros = bytes(40_000_000)
    put(tmp_path, "a.zip", made.zipped({"big.txt": zeros, "small.txt": b"Small."}))
    put(tmp_path, "b.txt.gz", gzip.compress(zeros))
    put(tmp_path, "c.jsonl.gz", gzip.compress(b'{"id": "c", "text": "C."}\n' + zeros))
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a.zip/small.txt", "c"]
    assert all("unpacks to more than" in p.message or "more than 32 MiB" in p.message for p in problems)
    assert {p.place for p in problems} >= {"a.zip/big.txt", "b.txt"}


def test_a_member_without_a_name_breaks_nothing(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", SENTENCES[0])
        archive.writestr("b.txt", SENTENCES[0])
    named = bytearray(data.getvalue())
    lengths = named.rindex(b"b.txt") - 46 + 28  # in the central directory: of the name, of what follows, of a comment
    named[lengths : lengths + 6] = b"\0\0" + b"\0\0" + b"\5\0"
    put(tmp_path, "a.zip", bytes(named))
    articles, _ = read(tmp_path)
    assert [a.id for a in articles] == ["a.zip/a.txt"]


def test_a_zip_whose_members_overlap_and_one_that_is_none_are_told(tmp_path):
    whole = made.zipped({"a.txt": b"Same.", "b.txt": b"Same."})
    # both entries of the directory at the end point at the first member
    overlapping = bytearray(whole)
    second = whole.rindex(b"PK\x01\x02")
    overlapping[second + 42 : second + 46] = bytes(4)
    for data, words in ((bytes(overlapping), "overlap"), (b"PK\x03\x04 no", "no zip archive"), (b"", "no zip archive")):
        articles, (problem,) = read(put(tmp_path, "a.zip", data))
        assert articles == []
        assert words in problem.message


def test_an_office_document_and_a_tower_of_archives_are_told(tmp_path):
    (problem,) = read(put(tmp_path, "a.zip", made.zipped({"[Content_Types].xml": b"", "word/document.xml": b""})))[1]
    assert "office document" in problem.message
    data = b"Deep."
    for _ in range(5):
        data = made.zipped({"x.zip": data})
    (problem,) = read(put(tmp_path, "b.zip", data))[1]
    assert "is an archive in 3 others" in problem.message


def test_patterns(tmp_path):
    for name in ("2018/a.txt", "2019/b.txt", "2019/08/c.txt", "2019/d.md"):
        put(tmp_path, name, name)
    assert [a.id for a in read(f"{tmp_path}/20*/*.txt")[0]] == ["2018/a.txt", "2019/b.txt"]
    assert [a.id for a in read(f"{tmp_path}/2019/**/*.txt")[0]] == ["08/c.txt", "b.txt"]
    assert "matches no file" in read(f"{tmp_path}/*.html")[1][0].message


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"id": "a", "text": "He said so."}\n', "He said so."),
        (made.page(), ARTICLE),
        (b"He said so.", "He said so."),
        (b'[{"text": "He said so."}]', "He said so."),
    ],
)
def test_standard_input(monkeypatch, data, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    (article,), problems = read("-")
    assert (article.text, problems) == (text, [])


# --- encodings and languages


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [SENTENCES[1], "“Yes,” Peña said – it’s over…", "\n".join(SENTENCES) * 40 + "café"])
def test_encodings_are_found(tmp_path, encoding, text):
    (article,), problems = read(put(tmp_path, "a.txt", text.encode(encoding)))
    assert article.text == text
    assert not any(problem.skipped for problem in problems)
    assert len(problems) == 1


def test_damaged_utf8_stays_utf8(tmp_path):
    (article,), (problem,) = read(put(tmp_path, "a.txt", "“Yes,” he said. “Café.”".encode() + b"\x93"))
    assert article.text == "“Yes,” he said. “Café.”\ufffd"
    assert "1 bytes that are no UTF-8" in problem.message


SPANISH = "El congresista dijo el viernes que no habrá más redadas en la ciudad, y que las familias estarán a salvo."


def test_what_is_not_english_is_left_out_and_counted(tmp_path):
    put(tmp_path, "a.txt", SPANISH)
    put(tmp_path, "b.txt", SENTENCES[0])
    opening = "The senator said that this is the time for the reform, and that he is for it. " * 5
    put(tmp_path, "d.txt", opening + "\n\n" + SPANISH * 15)
    put(tmp_path, "c.txt", SPANISH * 30 + "\n\nENGLISH VERSION\n\n" + "\n".join(SENTENCES) * 15)
    articles, (problem,) = read(tmp_path)
    assert [a.id for a in articles] == ["b.txt", "c.txt", "d.txt"]
    assert (problem.place, problem.stage, problem.fault) == ("a.txt", "language", False)
    assert "not in English but 'es'; --any-language" in problem.message
    articles, problems = read(tmp_path, reading=Reading(any_language=True))
    assert [a.language for a in articles] == ["es", "en", "en", "en"]
    assert problems == []


def test_a_declared_language_is_believed_only_where_the_text_is_short(tmp_path):
    records = [{"id": "1", "text": SENTENCES[0], "language": "fr"}, {"id": "2", "text": "Oui.", "language": "fr"}]
    (article,), (problem,) = read(put(tmp_path, "a.jsonl", "".join(json.dumps(r) + "\n" for r in records)))
    assert (article.id, article.language, problem.place) == ("1", "en", "a.jsonl:2")


# --- metadata


@pytest.mark.parametrize("name", ["meta.csv", "meta.json", "meta.jsonl"])
def test_metadata_of_many_articles_in_one_file(tmp_path, name):
    put(tmp_path, "in/2019/a.txt", "A.")
    put(tmp_path, "in/b.html", made.page())
    rows = [
        {"file": "2019/a.txt", "title": "Title of A", "date": "9 Aug 2019", "outlet": "AP"},
        {"file": "b.html", "author": "Somebody Else"},
    ]
    written = {
        "meta.csv": "file,title,date,outlet,author\n2019/a.txt,Title of A,9 Aug 2019,AP,\nb.html,,,,Somebody Else\n",
        "meta.json": json.dumps(rows),
        "meta.jsonl": "".join(json.dumps(row) + "\n" for row in rows),
    }
    metadata = read_metadata(put(tmp_path, name, written[name]))
    (a, b), problems = read(tmp_path / "in", reading=Reading(metadata=metadata))
    assert (a.title, a.published, a.publisher) == ("Title of A", "2019-08-09", "AP")
    assert (b.title, b.author, b.publisher) == (TITLE, "Somebody Else", "Example News")
    assert problems == []


def test_metadata_that_says_of_nothing_is_told(tmp_path):
    for name, text in (("m.csv", "title\nT\n"), ("m.json", "3"), ("m.jsonl", "{"), ("none.csv", None)):
        path = put(tmp_path, name, text) if text is not None else tmp_path / name
        with pytest.raises(InputError, match=f"--metadata .*{name}"):
            read_metadata(path)
