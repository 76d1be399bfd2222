"""JSON Lines → one `Article` or `Failure` a line; only "text" is required."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar, cast

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import bounded_lines, read_one_line, read_whole
from quotetrack.readers.dates import read_stamp
from quotetrack.readers.decode import check_not_binary, decode
from quotetrack.readers.files import Origin
from quotetrack.readers.input import Input
from quotetrack.readers.line_parts import capture_of, locators_of, wire_of, zones_of
from quotetrack.readers.plain import article_from_text
from quotetrack.readers.shard import shard_articles
from quotetrack.records import Article, Failure
from quotetrack.records.shard import SHARD_START

_Item = TypeVar("_Item")
_WORDS = ("id", "title", "source", "published", "url", "archive_url", "retrieved", "byline", "language")


def line_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the article of each line, as the lines come; those in UTF-16 have to be decoded first. Of what a cluster
    has kept, the articles are read, and what was found in them is not."""
    first = read_one_line(input.stream, input.options.most)
    check_not_binary(first)
    if first.startswith(SHARD_START):
        return shard_articles(bounded_lines(input.stream, input.options.most), input.origin.where)
    lines: Iterable[bytes]
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = decode(first + read_whole(input.stream, input.options.most, before=len(first)))
        lines = (line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
    else:
        lines = chain([first], bounded_lines(input.stream, input.options.most))
    return read_lines(lines, input.origin, parse_article)


def read_lines(
    lines: Iterable[bytes], origin: Origin, parse: Callable[[dict[str, object], int, Origin], _Item]
) -> Iterator[_Item | Failure]:
    """Yield what `parse` makes of each line's object, number (from 1) and origin, in order, or a Failure.

    Blank lines are passed over and still counted.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield parse(parse_object(line), number, origin)
        except ReadError as error:
            yield Failure(f"{origin.where}:{number}", str(error))


def is_record(line: bytes) -> bool:
    """True if the line opens a JSON Lines input: it parses as a JSON object."""
    try:
        return isinstance(json.loads(decode(line)), dict)
    except (ReadError, ValueError, RecursionError):  # any of them answers the question: it does not parse
        return False


def parse_article(record: dict[str, object], number: int, origin: Origin) -> Article:
    """Return the article that the object of line `number` holds. ReadError if a field is not what it should be."""
    if "text" not in record:
        raise ReadError('no field "text" in this line; every article needs one: {"text": "…"}')
    if not isinstance(text := record["text"], str):
        raise ReadError(f'field "text" is {kind_of(text)}; a string is expected')
    if not text.strip():
        raise ReadError('field "text" is empty; leave the line out or give the article\'s text')
    words = {name: _words(record, name) for name in _WORDS}
    given = words["id"]
    article = article_from_text(
        text,
        id=given or f"{origin.id}-{number}",
        key=given or "",
        title=words["title"],
        source=words["source"],
        published=_stamp(words, "published"),
        url=words["url"],
        byline=words["byline"],
        agencies=_agencies(record),
        language=words["language"],
    )
    zones = zones_of(record, text)
    article = replace(
        article,
        archive_url=words["archive_url"],
        retrieved=_stamp(words, "retrieved"),
        zones=article.zones if zones is None else zones,
        locators=locators_of(record, text),
        capture=capture_of(record),
        wire=wire_of(record),
    )
    return article if given else origin.keyed(article, line=number)


def parse_object(line: bytes) -> dict[str, object]:
    """Return the JSON object of a line. ReadError if it holds none."""
    try:
        record = json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise ReadError(
            f"this line is not JSON ({error.msg}, column {error.colno}); one JSON object a line is expected"
        ) from error
    except (ValueError, RecursionError) as error:  # an endless number, or brackets without end
        raise ReadError(f"this line cannot be read as JSON: {error}") from error
    if not isinstance(record, dict):
        raise ReadError(
            f'this line is {kind_of(record)}; one JSON object a line is expected: {{"text": "…"}}'
        )
    return record


def kind_of(value: object) -> str:
    """Return what a value of JSON is, for a message."""
    names = {str: "a string", int: "a number", float: "a number", dict: "an object", list: "a list"}
    return {**names, bool: "true or false", type(None): "null"}[type(value)]


def _words(record: dict[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ReadError(f'field "{name}" is {kind_of(value)}; a string is expected')
    return (value or "").strip() or None


def _stamp(words: dict[str, str | None], name: str) -> str | None:
    stamp = words[name]
    if stamp is not None and read_stamp(stamp) is None:
        raise ReadError(f'field "{name}" is "{stamp[:60]}"; "YYYY-MM-DD" or a full ISO 8601 time is expected')
    return stamp


def _agencies(record: dict[str, object]) -> tuple[str, ...] | None:
    value = record.get("agencies")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ReadError(f'field "agencies" is {kind_of(value)}; a list of strings is expected')
    return tuple(cast("list[str]", value))
