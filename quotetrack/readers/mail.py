"""Mail (EML) and mailboxes (mbox) → an `Article` a message, with what is attached to it.

A newsletter's sender is the outlet, and the day it was sent the day of publication.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.mail_parts import (
    attached_message,
    attached_name,
    content_type,
    header,
    leaves_of,
    parse_mail,
    part_bytes,
    part_text,
    stamp_of,
)
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.pages.html import article_from_html
from quotetrack.readers.plain import article_from_text
from quotetrack.records import Article, Failure, Source, Span, Zone

_WORD = re.compile(r"[^\W\d_]+")
_SEPARATOR = re.compile(rb"From \S{1,300} .{0,80}\d{4}\s*$")
_IN_BROWSER = re.compile(
    r"(?:view|read|open|see)\b[^\n<]{0,60}\b(?:browser|online|web)\b|web version|online version",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{4,2000}")
_REACH = 300
"""Characters behind the words "View in browser" in which the address stands."""
_HEAD_LENGTH = 3000
"""Characters of a mail that say where it can be seen."""
_LAYOUT = re.compile(r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th|center)\b", re.IGNORECASE)
"""Tags that lay a letter out. As plain boxes they do not hold its paragraphs together as one cell."""
_MOST_OF_IT = 0.8
"""What the main text has of all text of a letter, if it is the letter: the rest is what stands under it."""
_NO_FILES = ("image/", "audio/", "video/", "application/pkcs7", "application/pgp", "text/calendar", "font/")


def mail_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the article of a mail, and those of the files attached to it.

    Raises:
        ReadError: it is no mail, or neither text nor a file that is read is in it.
    """
    yield from _of_message(parse_mail(input.whole()), input)


def mailbox_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of each message of a mailbox, one message at a time, and a Failure for each without any."""
    for number, data in enumerate(_messages(input.stream, input.options.most), start=1):
        origin = input.of_part(f"message {number}")
        try:
            if data is None:
                raise ReadError("the message is too large to be read; give a higher --max-size")
            yield from _of_message(parse_mail(data), replace(input, origin=origin))
        except ReadError as error:
            yield Failure(origin.where, str(error))


def _messages(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Yield the messages of a mailbox as they come; None for one of more than `most` bytes."""
    lines: list[bytes] = []
    size = 0
    is_blank, is_first = True, True
    while line := stream.readline(most + 1):
        if is_blank and line.startswith(b"From ") and _SEPARATOR.match(line[:500]):
            if not is_first:
                yield b"".join(lines) if size <= most else None
            lines, size, is_first = [], 0, False
        else:
            size += len(line)
            if size <= most:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
            else:
                lines.clear()
        is_blank = not line.strip()
    if lines or size:
        yield b"".join(lines) if size <= most else None


def _of_message(message: EmailMessage, input: Input) -> Iterator[Article | Failure]:
    texts: dict[str, EmailMessage] = {}
    files: list[EmailMessage] = []
    for part in leaves_of(message):
        kind = content_type(part)
        is_attached = header(part, "Content-Disposition").casefold().startswith("attachment")
        if (
            kind in ("text/plain", "text/html")
            and not is_attached
            and not (kind in texts and attached_name(part))
        ):
            texts.setdefault(kind, part)
        elif kind == "message/rfc822" or (attached_name(part) and not kind.startswith(_NO_FILES)):
            files.append(part)
    article = _article(message, texts, input) if texts else None
    if article is not None:
        yield article
    elif not files:
        raise ReadError("no text is in this mail; give one that holds an article")
    for number, part in enumerate(files, start=1):
        inner = attached_message(part)
        if inner is not None:
            name, data = attached_name(part) or f"message {number}.eml", inner
        else:
            name, data = attached_name(part), part_bytes(part)
        yield from input.member(name.replace("/", "_"), io.BytesIO(data))


def _article(message: EmailMessage, texts: dict[str, EmailMessage], input: Input) -> Article | None:
    """Return the article of a mail, from its page if that holds more words than its plain text; None if neither holds
    any."""
    plain = part_text(texts["text/plain"]) if "text/plain" in texts else ""
    page = part_text(texts["text/html"]) if "text/html" in texts else ""
    id = input.origin.id
    article = _of_page(page, id) if page.strip() else None
    words = len(_WORD.findall(plain))
    if words and (article is None or words > len(_WORD.findall(article.text))):
        article = _of_text(plain.replace("\r\n", "\n").strip("\n"), id, message)
    return None if article is None else _told_by_headers(article, message, input)


def _of_text(text: str, id: str, message: EmailMessage) -> Article:
    """Return the article of a mail's plain text. Its first line is a headline only if it says what the subject does."""
    said = _IN_BROWSER.search(text[:_HEAD_LENGTH])
    article = article_from_text(text, id=id, url=_seen_at(said, text, message))
    subject = header(message, "Subject").casefold()
    zones = [
        zone
        for zone in article.zones
        if zone.kind != "headline" or " ".join(zone.span.of(text).split()).casefold() in subject
    ]
    if said is not None:
        end = text.find("\n", said.end())
        line = Span(text.rfind("\n", 0, said.start()) + 1, len(text) if end < 0 else end)
        zones = [Zone("chrome", line), *(zone for zone in zones if not zone.span.meets(line))]
    return replace(article, zones=tuple(sorted(zones, key=lambda zone: (zone.span.start, -zone.span.end))))


def _of_page(page: str, id: str) -> Article | None:
    """Return the article of a mail's page: its main text if that is most of what is seen, else all of it, as of a
    letter with many short items. None if it holds no words, and then the plain text has to do."""
    plain = _LAYOUT.sub(r"<\1div", page)
    try:
        whole = article_from_html(plain, id=id, whole=True)
    except ReadError:
        return None
    try:
        main = article_from_html(plain, id=id)
    except ReadError:  # many short items, each with its link, are no article of a page, and may be a letter
        return whole
    return main if len(main.text) >= _MOST_OF_IT * len(whole.text) else whole


def _told_by_headers(article: Article, message: EmailMessage, input: Input) -> Article:
    name, address = parseaddr(header(message, "From"))
    behind = source_of_url(address.rpartition("@")[2])
    outlet = " ".join(name.split()).strip("\"'") or behind.name
    stamp = stamp_of(header(message, "Date"))
    article = replace(
        article,
        title=header(message, "Subject") or article.title,
        source=Source(outlet or article.source.name, article.source.domain),
        published=stamp[:10] if stamp else article.published,
        published_at=stamp or article.published_at,
    )
    keyed = input.origin.keyed(article)
    mark = header(message, "Message-ID").strip("<>")
    return replace(keyed, key=f"mid:{mark[:300]}") if mark and article.url is None else keyed


def _seen_at(said: re.Match[str] | None, text: str, message: EmailMessage) -> str | None:
    """Return where a mail can be seen on the web: the address behind "View in browser", else that in the archive of its
    list; None if it says neither."""
    found = _ADDRESS.search(text[said.end() : said.end() + _REACH]) if said else None
    best = found or _ADDRESS.search(header(message, "Archived-At"))
    return best[0].rstrip(".,;") if best else None
