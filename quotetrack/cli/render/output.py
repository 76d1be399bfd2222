"""Where rows go: stdout or a file, and in which of the formats."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from quotetrack.cli.options import Format
from quotetrack.cli.render import cards
from quotetrack.cli.render.terminal import is_terminal, show_lines
from quotetrack.errors import UsageError
from quotetrack.export.lines import dump
from quotetrack.records import Printed


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """The file at `path`, or stdout for None and "-"."""
    if path is None or str(path) == "-":
        # Text printed before must come before the bytes.
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        out = path.open("wb")
    except OSError as error:
        raise cannot_write(path, error) from error
    with out:
        yield out


def cannot_write(path: Path, error: OSError) -> UsageError:
    """The error for a file that cannot be written, with the system's reason."""
    return UsageError(f"{path}: cannot be written ({error.strerror}); name another file with --output")


def write_objects(objects: Iterable[dict[str, object]]) -> int:
    """The objects as JSON Lines on stdout; how many."""
    rows = 0
    with opened(None) as out:
        for one in objects:
            out.write(dump(one) + b"\n")
            rows += 1
    return rows


def show(printed: Iterable[Printed], format: Format, *, to: Path | None = None) -> int:
    """Prints statements and says how many: for people, or in a machine's format to stdout or a file."""
    from quotetrack.export import write

    if format != "table":
        with opened(to) as out:
            return write(printed, format, out)
    if to is not None:
        raise UsageError("--format table is for the terminal: choose csv or jsonl for a file")
    if is_terminal(sys.stdout):
        return cards.show_cards(printed)
    return _show_plain(printed)


def _show_plain(printed: Iterable[Printed]) -> int:
    """Tab-separated lines under a heading line."""
    rows = 0
    show_lines([cards.HEADINGS])
    for statement in printed:
        show_lines([cards.plain_row(statement)])
        rows += 1
    return rows
