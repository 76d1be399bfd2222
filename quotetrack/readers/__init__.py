"""Reading: paths, folders or stdin → `Article`s, or a `Failure` for each input that cannot be read.

The front door. A format is one module and its line in `_FORMATS`; nothing here goes to the network.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePath
from typing import BinaryIO, Literal

from quotetrack.errors import ReadError, UsageError
from quotetrack.readers.bounded import LARGEST_INPUT, bounded_lines, read_one_line, read_whole
from quotetrack.readers.dates import read_stamp
from quotetrack.readers.decode import check_not_binary, decode
from quotetrack.readers.files import NamedFile, Origin, reason_of, walk
from quotetrack.readers.jsonlines import is_record, parse_article, read_lines
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.plain import article_from_text
from quotetrack.records import Article, Failure, Source

__all__ = ["ENDINGS", "NamedFile", "Overrides", "article_from_text", "read"]

InputFormat = Literal["plain", "html", "jsonl"]

_FORMATS: dict[str, InputFormat] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
}
# What is read in a folder; a file named by the user is read whatever its ending.
ENDINGS = frozenset(_FORMATS) - {".json"}
_MOST_BLANK = 1_000_000
"""Bytes of white space before the first word."""
_TAGS = re.compile(
    rb"\s{0,4000}(?:<\?xml[^>]{0,400}>\s{0,400})?(?:<!--.{0,2000}?-->\s{0,400})?"
    rb"<(?:!doctype\s+html|html|head|body|article|meta|title|main|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user knows and the reader cannot. Each wins over what a page says about itself.

    Attributes:
        source: The outlet; None leaves it as it is.
        published: The day of publication, "YYYY-MM-DD"; UsageError if it is not. None leaves it as it is.
        url: The web address of one article. If an input holds more, the others come back as failures.

    Example:
        >>> Overrides(source="The Gazette", published="2012-07-05").url is None
        True
    """

    source: str | None = None
    published: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        day = self.published
        if day is not None and (len(day) != 10 or read_stamp(day) is None):
            raise UsageError(f'the day of publication is given as "{day}"; write it as YYYY-MM-DD')


def read(
    inputs: Iterable[str | Path | NamedFile],
    *,
    overrides: Overrides = Overrides(),
    stdin: BinaryIO | None = None,
    max_size: int | None = None,
) -> Iterator[Article | Failure]:
    """Read articles from files and folders, one at a time.

    Args:
        inputs: Files, folders (walked in sorted order), files under another name, or "-" for `stdin`.
        overrides: What stands in for what the articles do not tell.
        stdin: The stream that "-" means; by default the process's own.
        max_size: Bytes of an article, or of a line of JSON Lines, that are read; by default 50 million.

    Returns:
        An iterator over the articles, in the order of the input. A `Failure` stands for what cannot be read.

    Example:
        >>> stream = io.BytesIO(b"The old bridge was shut on Monday.")
        >>> [article.text for article in quotetrack.read(["-"], stdin=stream)]
        ['The old bridge was shut on Monday.']
    """
    addressed, most = False, LARGEST_INPUT if max_size is None else max_size
    for result in chain.from_iterable(_read_input(path, stdin, most) for path in inputs):
        if isinstance(result, Failure):
            yield result
        elif overrides.url and addressed:
            reason = f"the address {overrides.url} was given for one article, and this is another; "
            yield Failure(result.key, f"{reason}read it alone or without the address")
        else:
            addressed = True
            yield _overridden(result, overrides)


def _read_input(
    path: str | Path | NamedFile, stdin: BinaryIO | None, most: int
) -> Iterator[Article | Failure]:
    if isinstance(path, NamedFile):
        return _read_file(Path(path.path), Origin.of_named(path), most)
    if str(path) == "-":
        return _read_stream(stdin or sys.stdin.buffer, Origin(), None, most)
    entries = walk(Path(path), ENDINGS)
    return chain.from_iterable([e] if isinstance(e, Failure) else _read_path(e, most) for e in entries)


def _read_path(path: Path, most: int) -> Iterator[Article | Failure]:
    try:
        origin = Origin.of_file(path)
    except OSError as error:
        yield Failure(str(path), f"cannot be read: {reason_of(error)}; check its permissions")
    else:
        yield from _read_file(path, origin, most)


def _read_file(path: Path, origin: Origin, most: int) -> Iterator[Article | Failure]:
    try:
        with path.open("rb") as stream:
            format = _FORMATS.get(PurePath(origin.where).suffix.lower())
            yield from _read_stream(stream, origin, format, most)
    except OSError as error:
        yield Failure(origin.where, f"cannot be read: {reason_of(error)}; check its permissions")


def _read_stream(
    stream: BinaryIO, origin: Origin, format: InputFormat | None, most: int
) -> Iterator[Article | Failure]:
    """Yield the articles of an open file; without a format its first bytes settle it.

    Only JSON Lines are read line by line: a page or a text is one article anyway.
    """
    try:
        opening = _opening(stream, most)
        head = b"".join(opening)
        if not head.strip():
            yield Failure(origin.where, "the file is empty; give one that holds an article")
            return
        check_not_binary(head)
        format = format or _sniff(opening[-1])
        if format == "jsonl":
            yield from read_lines(_records(opening, stream, most), origin, parse_article)
        else:
            yield _read_whole(head + read_whole(stream, most, before=len(head)), origin, format)
    except ReadError as error:
        yield Failure(origin.where, str(error))


def _opening(stream: BinaryIO, most: int) -> list[bytes]:
    """Return the lines up to the first that is not blank. ReadError if it has more than `most` bytes, or those before
    it more than `_MOST_BLANK`."""
    lines: list[bytes] = []
    blank = 0
    while line := read_one_line(stream, most):
        lines.append(line)
        if line.strip():
            break
        blank += len(line)
        if blank > _MOST_BLANK:
            raise ReadError("it begins with more than 1 MB of white space; give a file that holds an article")
    return lines


def _records(opening: list[bytes], stream: BinaryIO, most: int) -> Iterable[bytes]:
    """Return the lines of JSON Lines in UTF-8 as they come; those in UTF-16 have to be decoded first."""
    if opening[0].startswith((b"\xff\xfe", b"\xfe\xff")):
        text = decode(b"".join(opening) + read_whole(stream, most))
        return (line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
    return chain(opening, bounded_lines(stream, most))


def _sniff(line: bytes) -> InputFormat:
    if line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and is_record(line):
        return "jsonl"
    return "html" if _TAGS.match(line.removeprefix(b"\xef\xbb\xbf")) else "plain"


def _read_whole(data: bytes, origin: Origin, format: InputFormat) -> Article:
    check_not_binary(data)
    text = decode(data, is_html=format == "html")
    if not text.strip():
        raise ReadError("the file holds nothing but white space; give one that holds an article")
    if format == "html":
        from quotetrack.readers.html import article_from_html

        return origin.keyed(article_from_html(text, id=origin.id))
    return origin.keyed(article_from_text(text, id=origin.id))


def _overridden(article: Article, overrides: Overrides) -> Article:
    if overrides.url and overrides.url != article.url:
        behind = source_of_url(overrides.url)
        key = article.key if article.key == article.id else overrides.url  # a given id stays the key
        source = Source(behind.name or article.source.name, behind.domain)
        article = replace(article, source=source, url=overrides.url, key=key)
    if overrides.published not in (None, "", article.published):
        article = replace(article, published=overrides.published, published_at=None)
    return replace(article, source=Source(overrides.source or article.source.name, article.source.domain))
