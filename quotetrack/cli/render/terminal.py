"""What people see: colours and wrapping on a terminal, plain lines in a pipe, and never a control character
of an article's."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any, TextIO

from quotetrack.export.legible import escape_unseen, legible_line
from quotetrack.records import Failure

if TYPE_CHECKING:
    from rich.console import Console


_LONGEST = 4000
"""Characters of a line on stderr."""


def complain(message: str) -> None:
    """Print one line on stderr, begun with the program's name; of a line that repeats something endless, both ends."""
    line = legible_line(message)
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} […] {line[-_LONGEST // 2 :]}"
    print(f"quotetrack: {line}", file=sys.stderr)


def complain_of(failure: Failure) -> None:
    """Print one line on stderr that names the input that failed and why."""
    complain(f"{failure.where}: {failure.reason}")


class Screen(io.RawIOBase):
    """A terminal as a stream of bytes in UTF-8, of which none steers it: what would is shown as an escape, and so is
    what nobody sees. What is JSON stays JSON."""

    def __init__(self, screen: TextIO) -> None:
        self._screen = screen
        self._decode = codecs.getincrementaldecoder("utf-8")("backslashreplace").decode

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any, /) -> int:
        """Show the bytes; return how many they are."""
        # A mark at the beginning tells spreadsheets of UTF-8, and a terminal nothing.
        text = self._decode(bytes(data).removeprefix(codecs.BOM_UTF8)).replace("\r\n", "\n")
        self._screen.write(escape_unseen(text))
        return len(data)


def is_terminal(stream: TextIO) -> bool:
    """Return True if a person reads the stream as it is written."""
    return stream.isatty()


def console(stream: IO[str] | None = None, **options: Any) -> Console:
    """Return Rich's console on a stream, by default stdout. It takes nothing in a text for markup, emoji codes or
    numbers."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, markup=False, emoji=False, highlight=False, **options)


@contextmanager
def paged() -> Iterator[Console]:
    """Give a console whose text goes through the pager that `PAGER` names, `less` by default, which shows what fits on
    one screen as it is. Without a keyboard or a pager, or if `PAGER` is empty, it is the plain console."""
    named = os.environ.get("PAGER", "less")
    program = shutil.which(named.split()[0]) if named.split() else None
    if program is None or not (is_terminal(sys.stdin) and sys.stdout is sys.__stdout__):
        yield console()
        return
    options = {"LESS": "FRX", **os.environ}
    pager = subprocess.Popen([program, *named.split()[1:]], stdin=subprocess.PIPE, text=True, env=options)
    try:
        with suppress(BrokenPipeError):  # whoever reads has seen enough
            yield console(pager.stdin, force_terminal=True, width=console().width)
    finally:
        pager.communicate()


def show_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    counts: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> int:
    """Print rows for people; return how many. On a terminal they are a table; in a pipe, tab-separated lines under a
    heading line, each printed as it comes.

    Columns headed by one of `counts` stand to the right; those, and the `whole` ones, are never broken.
    """
    if not is_terminal(sys.stdout):
        rows = iter(rows)
        # A question that makes no sense is refused here, before anything is printed.
        first = list(islice(rows, 1))
        return show_lines(chain([headings], first, rows)) - 1
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold underline")
    for heading in headings:
        table.add_column(
            Text(heading),
            overflow="fold",
            no_wrap=heading in (*counts, *whole),
            justify="right" if heading in counts else "left",
        )
    for row in rows:
        table.add_row(*(Text(legible_line(cell)) for cell in row))
    console().print(table)
    return table.row_count


def show_lines(rows: Iterable[Sequence[str]]) -> int:
    """Print rows as lines of tab-separated cells, one row a line whatever its cells hold; return how many."""
    count = 0
    for row in rows:
        count += 1
        sys.stdout.write("\t".join(map(legible_line, row)) + "\n")
    return count
