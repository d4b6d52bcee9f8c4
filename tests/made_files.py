"""Files of every format, made in memory: what a reader is given in tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

SENTENCES = (
    "ICE raided a poultry plant in Morton, Mississippi, on Wednesday and arrested at least 680 people, officials said.",
    "“We left nobody behind,” ICE acting Director Ann Smith said in a statement that was sent to the newspapers.",
    "The mayor of Morton, who was not told of the raid before it began, said that schools would stay open this week.",
)
TITLE = "ICE raids poultry plant in Mississippi"
URL = "https://news.example.org/2019/08/raid"


def page(title: str = TITLE, paragraphs: Sequence[str] = SENTENCES, url: str = URL, charset: str = "utf-8") -> bytes:
    """A page as newspapers serve them: menus before the article, teasers and a footer after it."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>{title} | Example News</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="Example News">
<meta property="og:title" content="{title}"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2019-08-09T10:00:00-04:00"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav></header>
<main><article><h1>{title}</h1>
{body}</article></main>
<aside><h3>Most Popular</h3><ul><li><a href="/a">Ten ways to cook rice</a></li>
<li><a href="/b">See all video</a></li></ul></aside>
<footer><p>Copyright 2019 Example News. All rights reserved.</p><script>track("page")</script></footer>
</body></html>""".encode(charset)


def pdf(lines: Sequence[str], pages: int = 1, picture: bool = False, title: str | None = None) -> bytes:
    """A PDF file with these lines on each page, or with a picture alone."""
    drawn = " ".join(
        f"BT /F1 11 Tf 72 {720 - 14 * n} Td ({_literal(line)}) Tj ET" for n, line in enumerate(lines) if line
    )
    content = ("q 600 0 0 700 0 0 cm /Im1 Do Q" if picture else drawn).encode("cp1252")
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    kids = " ".join(f"{6 + n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        image + b"\nstream\n\x00\nendstream",
    ]
    objects += [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 5 0 R >> >> >>"
    ] * pages
    if title is not None:
        objects.append(f"<< /Title ({_literal(title)}) >>".encode("cp1252"))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, written in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    info = b" /Info %d 0 R" % len(objects) if title is not None else b""
    out.write(b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, table))
    return out.getvalue()


def _literal(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def feed(items: Sequence[tuple[str, str, str]], title: str = "Example News") -> bytes:
    """An RSS 2.0 feed of (title, link, HTML)."""
    written = "".join(
        f"<item><title>{name}</title><link>{link}</link><pubDate>Fri, 09 Aug 2019 10:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded></item>"
        for name, link, html in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>https://news.example.org</link>{written}</channel></rss>"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def warc(records: Sequence[tuple[str, str, bytes]], packed: bool = False) -> bytes:
    """A web archive of responses: (address, "200 OK text/html", body)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, answer, body in records:
        status, kind = answer.rsplit(" ", 1)
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2019-08-09T10:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


MAIL = (
    b"From: =?utf-8?q?Office_of_Senator_Pe=C3=B1a?= <press@pena.example.gov>\r\n"
    b"To: reporters@example.org\r\nSubject: Senator demands answers on raid\r\n"
    b"Date: Fri, 09 Aug 2019 10:00:00 -0400\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"WASHINGTON - Senator Pe=F1a today demanded answers on the raid in\r\nMorton, which separated families.\r\n\r\n"
    b"=93We want to know,=94 the senator said, =93who gave the order for this\r\noperation.=94\r\n\r\n--b\r\n"
    b"Content-Type: application/pdf\r\n"
    b'Content-Disposition: attachment; filename="letter.pdf"\r\n\r\n'
    b"x\r\n--b--\r\n"
)
