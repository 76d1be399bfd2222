"""A table beside the files, with what is known of each: CSV or TSV with a column "file" and columns of our fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from quotetrack.errors import ReadError, UsageError
from quotetrack.readers.files import Origin, reason_of
from quotetrack.readers.input import Input, ReadingOptions
from quotetrack.readers.table import table_rows
from quotetrack.readers.table_columns import FIELD_NAMES, cell_words, read_day

_FILE = "file"
_DAYS = ("published", "retrieved")
_MOST_ROWS = 2_000_000


def read_sidecar(path: str | Path) -> Mapping[str, Mapping[str, str]]:
    """Return what a table tells of files, by the names it has for them.

    Raises:
        ReadError: the table cannot be read.
        UsageError: it has no column "file", none that is a field of ours, or a date that is none.
    """
    where = str(path)
    try:
        with Path(path).open("rb") as stream:
            rows = table_rows(Input(stream, Origin(where), ReadingOptions(), lambda _: iter(())))
            columns = _columns(next(rows, []), where)
            told: dict[str, Mapping[str, str]] = {}
            for number, row in enumerate(rows, start=2):
                facts = {field: cell_words(row[at]) for field, at in columns.items() if at < len(row)}
                name = _normal(facts.pop(_FILE, ""))
                if name:
                    told[name] = _checked(facts, f"{where}:{number}")
                if number > _MOST_ROWS:
                    raise ReadError(f"it has more than {_MOST_ROWS:,} rows; split it")
    except OSError as error:
        raise ReadError(f"{where} cannot be read: {reason_of(error)}; check its path") from error
    except ReadError as error:
        raise ReadError(f"{where}: {error}") from error
    return told


def facts_beside(told: Mapping[str, Mapping[str, str]], origin: Origin) -> Mapping[str, str]:
    """Return what a table tells of an input: by its path as it was named or in full, else by the end of it, the longest
    first, so that the bare name does too. Empty if it is not in the table."""
    if origin.path is not None and origin.path in told:
        return told[origin.path]
    parts = PurePosixPath(_normal(origin.where)).parts
    ends = ("/".join(parts[start:]).replace("//", "/") for start in range(len(parts)))
    return next((told[end] for end in ends if end in told), {})


def _columns(names: list[str], where: str) -> dict[str, int]:
    """Return where each field stands, by the usual names of columns, in any case."""
    folded = [name.strip().casefold().replace(" ", "_") for name in names]
    if _FILE not in folded:
        raise UsageError(f'{where} has no column "{_FILE}" with the paths or names of the files')
    columns = {_FILE: folded.index(_FILE)}
    for field, usual in FIELD_NAMES.items():
        at = next((folded.index(name) for name in usual if name in folded), None)
        if at is not None and field != "text":
            columns[field] = at
    if len(columns) == 1:
        raise UsageError(f"{where} has no column that is a field: {', '.join(FIELD_NAMES)}")
    return columns


def _checked(facts: dict[str, str], where: str) -> Mapping[str, str]:
    for field in _DAYS:
        if words := facts.get(field):
            day = read_day(words)
            if day is None:
                raise UsageError(f'{where} has "{words[:60]}" as {field}; write the day as YYYY-MM-DD')
            facts[field] = day
    return {field: words for field, words in facts.items() if words}


def _normal(name: str) -> str:
    return str(PurePosixPath(name.strip().replace("\\", "/"))) if name.strip() else ""
