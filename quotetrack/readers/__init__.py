"""Reading: paths, folders or stdin → `Article`s, or a `Failure` for each input that cannot be read.

The front door. A format is one module and its line in `formats.py`; nothing here goes to the network.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from quotetrack.errors import ReadError, UsageError
from quotetrack.readers.bounded import read_one_line
from quotetrack.readers.dates import read_stamp
from quotetrack.readers.files import NamedFile, Origin, reason_of, walk
from quotetrack.readers.formats import ENDINGS, input_format
from quotetrack.readers.given_names import name_pattern
from quotetrack.readers.input import Input, ReadingOptions
from quotetrack.readers.known import KnownFacts
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.plain import article_from_text
from quotetrack.readers.rejoined import rejoined
from quotetrack.records import Article, Failure, Source

__all__ = ["ENDINGS", "NamedFile", "Overrides", "ReadingOptions", "article_from_text", "read"]

_MOST_BLANK = 1_000_000
"""Bytes of white space before the first word."""
_HEAD = 65_536
"""Bytes from the first that tell what an input is, where no line is longer."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user knows and the reader cannot. Each wins over what a page says about itself.

    Attributes:
        source: The outlet; None leaves it as it is.
        published: The day of publication, "YYYY-MM-DD"; UsageError if it is not. None leaves it as it is.
        url: The web address of one article. If an input holds more, the others come back as failures.
        name: How the names of files tell what is in them, such as "{source}_{date}_{title}"; UsageError for a pattern
            that makes no sense. A name that does not fit tells nothing.
        sidecar: A table (CSV or TSV) with a column "file" and what is known of each file; it wins over the names.

    Example:
        >>> Overrides(source="The Gazette", published="2012-07-05").url is None
        True
    """

    source: str | None = None
    published: str | None = None
    url: str | None = None
    name: str | None = None
    sidecar: str | Path | None = None

    def __post_init__(self) -> None:
        if self.name is not None:
            name_pattern(self.name)
        day = self.published
        if day is not None and (len(day) != 10 or read_stamp(day) is None):
            raise UsageError(f'the day of publication is given as "{day}"; write it as YYYY-MM-DD')


def read(
    inputs: Iterable[str | Path | NamedFile],
    *,
    overrides: Overrides = Overrides(),
    stdin: BinaryIO | None = None,
    max_size: int | None = None,
    options: ReadingOptions | None = None,
) -> Iterator[Article | Failure]:
    """Read articles from files and folders, one at a time.

    Args:
        inputs: Files, folders (walked in sorted order), files under another name, or "-" for `stdin`.
        overrides: What stands in for what the articles do not tell.
        stdin: The stream that "-" means; by default the process's own.
        max_size: Bytes of an article, or of a line of JSON Lines, that are read; by default 50 million.
        options: What else is asked of reading; by default nothing.

    Returns:
        An iterator over the articles, in the order of the input. A `Failure` stands for what cannot be read.

    Example:
        >>> stream = io.BytesIO(b"The old bridge was shut on Monday.")
        >>> [article.text for article in quotetrack.read(["-"], stdin=stream)]
        ['The old bridge was shut on Monday.']
    """
    addressed, given = False, options or ReadingOptions()
    given = given if max_size is None else replace(given, most=max_size)
    known = KnownFacts(overrides.name, overrides.sidecar)
    for result in chain.from_iterable(_read_input(path, stdin, given, known) for path in inputs):
        if isinstance(result, Failure):
            yield result
        elif overrides.url and addressed:
            reason = f"the address {overrides.url} was given for one article, and this is another; "
            yield Failure(result.key, f"{reason}read it alone or without the address")
        else:
            addressed = True
            yield _overridden(result, overrides)


def _read_input(
    path: str | Path | NamedFile, stdin: BinaryIO | None, options: ReadingOptions, known: KnownFacts
) -> Iterator[Article | Failure]:
    if isinstance(path, NamedFile):
        return _read_file(Path(path.path), Origin.of_named(path), options, known)
    if str(path) == "-":
        return _opener(known)(Input(stdin or sys.stdin.buffer, Origin(), options, _opener(known)))
    entries = walk(Path(path), ENDINGS)
    return chain.from_iterable(
        [e] if isinstance(e, Failure) else _read_path(e, options, known) for e in entries
    )


def _opener(known: KnownFacts) -> Callable[[Input], Iterator[Article | Failure]]:
    """Return what reads an open input, or one inside it, with what is known of it."""
    return lambda input: known.told(_read_open(input), input.origin)


def _read_path(path: Path, options: ReadingOptions, known: KnownFacts) -> Iterator[Article | Failure]:
    try:
        origin = Origin.of_file(path)
    except OSError as error:
        yield Failure(str(path), f"cannot be read: {reason_of(error)}; check its permissions")
    else:
        yield from _read_file(path, origin, options, known)


def _read_file(
    path: Path, origin: Origin, options: ReadingOptions, known: KnownFacts
) -> Iterator[Article | Failure]:
    try:
        with path.open("rb") as stream:
            read_open = _opener(known)
            yield from read_open(Input(stream, origin, options, read_open))
    except OSError as error:
        yield Failure(origin.where, f"cannot be read: {reason_of(error)}; check its permissions")


def _read_open(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of an open input, whatever its format."""
    origin = input.origin
    try:
        head = _head(input.stream, input.options.most)
        if not head.strip():
            yield Failure(origin.where, "the file is empty; give one that holds an article")
            return
        if input.stream.seekable():
            input.stream.seek(0)
            whole: BinaryIO = input.stream
        else:
            whole = rejoined(head, input.stream)
        yield from input_format(origin.name, head).read(replace(input, stream=whole))
    except ReadError as error:
        yield Failure(origin.where, str(error))


def _head(stream: BinaryIO, most: int) -> bytes:
    """Return the bytes that tell what an input is: blank lines, the first that is not blank, and of what can be read
    again what lies behind it.

    ReadError if the line has more than `most` bytes, or the blank ones more than `_MOST_BLANK`.
    """
    lines: list[bytes] = []
    blank = 0
    while line := stream.readline(_HEAD):
        if line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and not line.endswith(b"\n"):
            line += read_one_line(stream, most)  # a record is told by its whole line
        lines.append(line)
        if line.strip():
            break
        blank += len(line)
        if blank > _MOST_BLANK:
            raise ReadError("it begins with more than 1 MB of white space; give a file that holds an article")
    return b"".join(lines) + (stream.read(_HEAD) if stream.seekable() else b"")


def _overridden(article: Article, overrides: Overrides) -> Article:
    if overrides.url and overrides.url != article.url:
        behind = source_of_url(overrides.url)
        key = article.key if article.key == article.id else overrides.url  # a given id stays the key
        source = Source(behind.name or article.source.name, behind.domain)
        article = replace(article, source=source, url=overrides.url, key=key)
    if overrides.published not in (None, "", article.published):
        article = replace(article, published=overrides.published, published_at=None)
    return replace(article, source=Source(overrides.source or article.source.name, article.source.domain))
