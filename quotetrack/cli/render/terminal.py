"""What people see: colours and wrapping on a terminal, plain lines in a pipe, and never a control character
of an article's."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from quotetrack.export.legible import legible_line
from quotetrack.records import Failure

if TYPE_CHECKING:
    from rich.console import Console


def complain(message: str) -> None:
    """One line on stderr, begun with the program's name."""
    print(f"quotetrack: {legible_line(message)}", file=sys.stderr)


def complain_of(failure: Failure) -> None:
    """One line on stderr that names the input that failed and why."""
    complain(f"{failure.where}: {failure.reason}")


def is_terminal(stream: TextIO) -> bool:
    """True where a person reads the stream as it is written."""
    return stream.isatty()


def console() -> Console:
    """Rich's console on stdout, which takes nothing in a text for markup, emoji codes or numbers."""
    from rich.console import Console

    return Console(file=sys.stdout, markup=False, emoji=False, highlight=False)


@contextmanager
def paged() -> Iterator[Console]:
    """A console whose text goes through the pager that `PAGER` names, `less` by default, which shows what fits on one
    screen as it is. Without a keyboard or a pager, or where `PAGER` is empty, it is the plain console."""
    named = os.environ.get("PAGER", "less")
    program = shutil.which(named.split()[0]) if named.split() else None
    if program is None or not (is_terminal(sys.stdin) and sys.stdout is sys.__stdout__):
        yield console()
        return
    from rich.console import Console

    options = {"LESS": "FRX", **os.environ}
    pager = subprocess.Popen([program, *named.split()[1:]], stdin=subprocess.PIPE, text=True, env=options)
    try:
        with contextlib.suppress(BrokenPipeError):  # whoever reads has seen enough
            yield Console(
                file=pager.stdin,
                force_terminal=True,
                width=console().width,
                markup=False,
                emoji=False,
                highlight=False,
            )
    finally:
        with contextlib.suppress(BrokenPipeError):
            if pager.stdin is not None:
                pager.stdin.close()
        pager.wait()


def show_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    counts: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """Rows for people: a table on a terminal; in a pipe, tab-separated lines under a heading line.

    Columns headed by one of `counts` stand to the right; those, and the `whole` ones, are never broken.
    """
    if not is_terminal(sys.stdout):
        show_lines([headings], rows)
        return
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


def show_lines(*parts: Iterable[Sequence[str]]) -> None:
    """Rows as lines of tab-separated cells, one row a line whatever its cells hold."""
    for part in parts:
        for row in part:
            sys.stdout.write("\t".join(map(legible_line, row)) + "\n")
