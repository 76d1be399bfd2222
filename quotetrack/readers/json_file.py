"""`.json` → articles: one object, a list of objects, or such a list under "articles"; or JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import bounded_lines, read_one_line, read_whole
from quotetrack.readers.decode import check_not_binary, decode
from quotetrack.readers.input import Input
from quotetrack.readers.jsonlines import is_record, kind_of, parse_article, read_lines
from quotetrack.records import Article, Failure

_LIST = "articles"
_MOST_BLANK = 1000
"""Blank lines before the first word."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def json_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of the file in order, and a Failure for each that is none, under its line or its number from
    1. JSON Lines are read line by line, and anything else as a whole.

    Raises:
        ReadError: it is no JSON, or holds no articles.
    """
    most = input.options.most
    opening: list[bytes] = []
    while len(opening) < _MOST_BLANK and (line := read_one_line(input.stream, most)):
        opening.append(line)
        if line.strip():
            break
    head = b"".join(opening)
    check_not_binary(head)
    is_wide = head.startswith(_UTF16)
    if not is_wide and opening and is_record(opening[-1]) and not _holds_list(opening[-1]):
        yield from read_lines(chain(opening, bounded_lines(input.stream, most)), input.origin, parse_article)
        return
    text = decode(head + read_whole(input.stream, most, before=len(head)))
    value = _parsed(text)
    if value is None:
        lines = (line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
        yield from read_lines(lines, input.origin, parse_article)
        return
    yield from _of_value(value, input)


def _holds_list(line: bytes) -> bool:
    return isinstance(json.loads(decode(line)).get(_LIST), list)


def _parsed(text: str) -> object | None:
    """Return the one value that a text is; None if its first line is one and more follow."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return None
        raise ReadError(
            f"this is not JSON ({error.msg}, line {error.lineno}, column {error.colno}); "
            "an article, a list of articles or JSON Lines are expected"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"this cannot be read as JSON: {error}") from error
    return {} if value is None else value


def _of_value(value: object, input: Input) -> Iterator[Article | Failure]:
    if isinstance(value, dict) and not isinstance(value.get(_LIST), list):
        yield parse_article(value, 1, input.origin)
        return
    items: Iterable[object] = value.get(_LIST) if isinstance(value, dict) else value  # type: ignore[assignment]
    if not isinstance(items, list):
        raise ReadError(
            f"this is {kind_of(value)}; an article, a list of articles or JSON Lines are expected"
        )
    if not items:
        raise ReadError("the list is empty; give one that holds articles")
    for number, item in enumerate(items, start=1):
        try:
            if not isinstance(item, dict):
                raise ReadError(f'this is {kind_of(item)}; an object is expected: {{"text": "…"}}')
            yield parse_article(item, number, input.origin)
        except ReadError as error:
            yield Failure(f"{input.origin.where}:{number}", str(error))
