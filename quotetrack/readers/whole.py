"""Exports of whole collections, line by line: what `quotetrack export` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import LARGEST_INPUT, bounded_lines
from quotetrack.readers.inputs import OpenInput
from quotetrack.records import WHOLE_KINDS, Failure, WholeArticle, WholeRecord
from quotetrack.records.encoding import MisfitError, decode_as

_VERSION = 1
"""The newest form of the lines that is read."""
_LONGEST = 20 * LARGEST_INPUT
"""Bytes of a line: an article has several texts, each with all that was found in it."""


def read_collection(opened: OpenInput) -> Iterator[WholeRecord | Failure]:
    """Yield the records of an export, and a Failure for each line that is none.

    ReadError if a later version wrote it. A file that was cut off ends in a Failure.
    """
    where, header = opened.origin.where, _object(opened.first)
    if header.get("version") != _VERSION:
        raise ReadError(
            f"{where} is an export of version {header.get('version')}; this program reads version {_VERSION}: "
            "update with `pip install --upgrade quotetrack`"
        )
    read, end = 0, None
    for number, line in enumerate(bounded_lines(opened.rest, _LONGEST), start=2):
        if not line.strip():
            continue
        try:
            told = _object(line)
            if "end" in told:
                end = told["end"]
                break
            yield _record(told)
        except (MisfitError, ReadError) as error:
            yield Failure(f"{where}:{number}", str(error))
        read += 1
    if end != read:
        what = f"{read:,} records and no end" if end is None else f"{read:,} records, {end} are expected"
        yield Failure(where, f"the export is not whole: {what}; write it anew, or take a copy that is")


def _object(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is no JSON ({error}); expected a line of `quotetrack export`") from error
    if not isinstance(told, dict) or not told:
        raise ReadError("is no object; expected a line of `quotetrack export`")
    return told


def _record(told: dict[str, Any]) -> WholeRecord:
    name, value = next(iter(told.items()))
    if name not in WHOLE_KINDS:
        raise ReadError(f"holds {name[:60]!r}; one of {', '.join(WHOLE_KINDS)} is expected")
    record = decode_as(WHOLE_KINDS[name], value)
    texts = record.texts if isinstance(record, WholeArticle) else ()
    for text in texts:
        if text.extraction.article.digest != text.digest:
            raise ReadError(
                f"text {text.number} has another digest than stands beside it: the line was changed"
            )
    return record
