"""Where records go, stdout or a file, and in which format: cards or lines for people, JSON Lines or CSV for
programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar, cast

from quotetrack.cli.options import ListFormat
from quotetrack.cli.render.terminal import Screen, complain, is_terminal, paged, show_table
from quotetrack.errors import UsageError
from quotetrack.export.as_csv import write_rows
from quotetrack.export.as_jsonl import json_line
from quotetrack.output import whole_file
from quotetrack.records import Filter, JsonObject

if TYPE_CHECKING:
    from quotetrack.collection import Collection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """How records of one kind are printed.

    `row` gives a record's cells under `headings`, `to_dict` its JSON. CSV has the cells of `csv_row` under
    `csv_headings` if that is another table. On a terminal a record is a card if `has_cards`, else a row of a table.
    Columns headed by `counts` stand to the right there; those headed by `whole` are never broken.
    """

    headings: Sequence[str]
    row: Callable[[T], Sequence[str]]
    to_dict: Callable[[T], JsonObject] = asdict  # type: ignore[assignment]
    csv_headings: Sequence[str] = ()
    csv_row: Callable[[T], Sequence[str]] | None = None
    has_cards: bool = False
    counts: Sequence[str] = ()
    whole: Sequence[str] = ()


def nothing_fits(what: str, collection: Collection, wanted: Filter) -> str:
    """Return the sentence for a list of `what` that is empty, with the names that a misspelt one may stand for."""
    sentence = f"no {what} fits in {collection.location}"
    near = collection.names_like(wanted.speaker) if wanted.speaker else ()
    return f"{sentence}; spelled much like {wanted.speaker!r}: {'; '.join(near)}" if near else sentence


def show(
    records: Iterable[T],
    layout: Listing[T],
    format: ListFormat,
    *,
    to: Path | None = None,
    nothing: str | Callable[[], str] = "",
) -> int:
    """Print records in a format as they come; return how many. If there are none, stderr says that there is `nothing`,
    a sentence or what makes one then."""
    rows = _show(records, layout, format, to)
    if not rows and nothing:
        complain(nothing if isinstance(nothing, str) else nothing())
    return rows


def _show(records: Iterable[T], layout: Listing[T], format: ListFormat, to: Path | None) -> int:
    if format == "jsonl":
        return write_objects(map(layout.to_dict, records), to)
    if format == "csv":
        with opened(to) as out:
            rows = map(layout.csv_row or layout.row, records)
            return write_rows(layout.csv_headings or layout.headings, rows, out)
    if to is not None:
        raise UsageError("--format table is for the terminal: choose csv or jsonl for a file")
    if layout.has_cards and is_terminal(sys.stdout):
        from quotetrack.cli.render.cards import card

        return show_cards(map(card, records))
    return show_table(layout.headings, map(layout.row, records), counts=layout.counts, whole=layout.whole)


def show_cards(cards: Iterable[Sequence[Any]], *, heading: str = "") -> int:
    """Print cards, each given by its lines, with numbers, under a heading; return how many."""
    from rich.text import Text

    from quotetrack.cli.render.cards import numbered

    number = 0
    with paged() as screen:
        if heading:
            screen.print(Text(heading, style="dim"))
        for number, lines in enumerate(cards, start=1):
            screen.print(numbered(number, lines))
    return number


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open the file at `path`, which appears once it is whole, or stdout for None and "-".

    On a terminal, whatever the format, no character of an article's steers it or stays unseen: each is an escape.
    """
    if path is not None and str(path) != "-":
        with whole_file(path) as out:
            yield out
    elif is_terminal(sys.stdout):
        yield cast(BinaryIO, Screen(sys.stdout))
        sys.stdout.flush()
    else:
        # Text printed before must come before the bytes.
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def write_objects(objects: Iterable[JsonObject], to: Path | None = None) -> int:
    """Write objects as JSON Lines to stdout or a file, each as it comes; return how many."""
    rows = 0
    with opened(to) as out:
        for line in objects:
            rows += 1
            out.write(json_line(line) + b"\n")
            out.flush()
    return rows


def write_object(line: JsonObject) -> None:
    """Write one object as JSON to stdout."""
    write_objects([line])
