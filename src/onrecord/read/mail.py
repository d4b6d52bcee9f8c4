"""E-mail (.eml, RFC 5322): a press release as it came, subject, sender and date with it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of
from onrecord.read.html import fragment_text
from onrecord.read.lines import PARAGRAPH_END, unwrapped
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_ARTICLE, Source
from onrecord.timelimit import OutOfTime, time_limit

SECONDS_PER_MAIL = 30.0
_WRAPPED_AT = 80


def read_mail(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The body of a mail, its plain text before its HTML; the id is the file's name.

    The subject is the title and stands first in the text, the sender is the publisher. Lines wrapped by
    a mail program are put together again. Attachments are counted in a note.
    """
    try:
        data = source.read(MAX_ARTICLE)
        late = f"took longer than {SECONDS_PER_MAIL:g} seconds to read; save its text as plain text"
        with time_limit(SECONDS_PER_MAIL, late):
            fields, attached = _fields(data)
    except (InputError, OutOfTime) as error:
        report(Problem(source.name, str(error)))
        return
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError) as error:
        # Python's parser of headers raises all of these on hostile ones.
        report(Problem(source.name, f"is a mail that cannot be read ({type(error).__name__}: {error})"))
        return
    if attached:
        names = ", ".join(attached[:5])
        message = f"{len(attached)} attachments were passed over ({names}); save them beside it to have them read"
        report(Problem(source.name, message, False))
    article = article_of(fields, source.name, report, Reading(), source.name)
    if article is not None:
        yield source.name, article


def _fields(data: bytes) -> tuple[dict[str, object], list[str]]:
    mail = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    if not mail.keys():
        raise InputError("is no mail: it has no header; expected lines such as 'Subject: …' at its start")
    part = mail.get_body(("plain", "html"))
    text = ""
    if part is not None:
        payload = part.get_payload(decode=True)
        body = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
        written = decode(body, part.get_content_charset() or "cp1252")[0].replace("\r\n", "\n")
        text = fragment_text(written) if part.get_content_subtype() == "html" else _plain(written)
    title = " ".join(str(mail["subject"] or "").split())
    if title and text and not text.startswith(title):
        text = f"{title}{PARAGRAPH_END}{text}"
    sender, address = parseaddr(str(mail["from"] or ""))
    fields: dict[str, object] = {
        "text": text,
        "title": title or None,
        "date": str(mail["date"] or "") or None,
        "publisher": sender or address or None,
    }
    return fields, [str(item.get_filename() or item.get_content_type()) for item in mail.iter_attachments()]


def _plain(text: str) -> str:
    """The text as it was before a mail program wrapped it; what has longer lines was not wrapped."""
    lines = text.splitlines()
    if any(len(line) > _WRAPPED_AT and " " in line for line in lines):
        return text
    return PARAGRAPH_END.join(unwrapped(lines))
