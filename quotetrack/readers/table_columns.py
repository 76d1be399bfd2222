"""Columns of a table → fields of an article: which column holds which, and rows as articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from quotetrack.errors import ReadError
from quotetrack.readers.dates import find_day, read_stamp
from quotetrack.readers.input import Input
from quotetrack.readers.jsonlines import parse_article
from quotetrack.readers.makers import read_byline
from quotetrack.records import Article

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "article_text"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publishedat", "publication_date", "pubdate", "day"),
    "url": ("url", "link", "address"),
    "source": ("source", "outlet", "publication", "publisher", "newspaper"),
    "byline": ("byline", "author", "authors"),
    "id": ("id", "article_id", "uid", "guid"),
    "language": ("language", "lang"),
    "archive_url": ("archive_url",),
    "retrieved": ("retrieved",),
}
"""Our fields, and the names of columns that hold them if nothing else is said, the likeliest first."""
_DAYS = ("published", "retrieved")
_MOST_TOLD = 20
"""Columns that a message names."""


def find_columns(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each of our fields that has one. What is given counts first, and then the usual names,
    whatever their case.

    Raises:
        ReadError: a column that is given is not there, a field is none of ours, or no column holds the text.
    """
    folded = {name.strip().casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field, column in given.items():
        if field not in FIELD_NAMES:
            raise ReadError(f'"{field}" is no field of an article; those are {", ".join(FIELD_NAMES)}')
        if column not in names:
            raise ReadError(f'no column "{column}" for the {field}; the columns are {_told(names)}')
        found[field] = column
    for field, usual in FIELD_NAMES.items():
        for name in usual:
            if name in folded and field not in found and folded[name] not in given.values():
                found[field] = folded[name]
    if "text" not in found:
        raise ReadError(
            f"no column is called text, body or content; name it with --column text=…: {_told(names)}"
        )
    return found


def article_of_row(row: Mapping[str, object], number: int, input: Input) -> Article:
    """Return the article of a row, its values under our fields; `number` is the row's in the file.

    A date that is none, or could be two days, counts as none. An id makes an article the same on another day only
    within its file.

    Raises:
        ReadError: the row has no text.
    """
    told = {field: words for field, value in row.items() if (words := cell_words(value))}
    if "text" not in told:
        raise ReadError("this row has no text; leave it out, or give the article's text")
    for field in _DAYS:
        if field in told and (day := read_day(told[field])) is not None:
            told[field] = day
        else:
            told.pop(field, None)
    if "byline" in told:
        told["byline"] = read_byline(told["byline"]) or told["byline"]
    given = told.pop("id", None)
    article = parse_article(dict(told), number, input.origin)
    if given is None:
        return article
    part = input.of_part(given)
    return replace(part.keyed(replace(article, id=given)), id=given)


def cell_words(value: object) -> str:
    """Return what a cell holds as words; "" for nothing."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()  # a column of days, held as times
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).replace("\r\n", "\n").strip()


def read_day(words: str) -> str | None:
    """Return a day or time as ISO 8601 has it, from that or a date as it is printed; None for anything else."""
    if read_stamp(words) is not None:
        return words
    return find_day(words) if len(words) <= 60 else None


def _told(names: Sequence[str]) -> str:
    more = " …" if len(names) > _MOST_TOLD else ""
    return ", ".join(f'"{name[:40]}"' for name in names[:_MOST_TOLD]) + more
