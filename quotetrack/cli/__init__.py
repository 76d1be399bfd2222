"""The command line: reads options, calls one method of a collection, prints. Data to stdout, the rest to stderr.

Exit 0: all done. 1: some articles failed. 2: wrong use, a database that cannot be used, or output that cannot be
written. 130, 143, 129: stopped by Ctrl-C, SIGTERM or SIGHUP. 141: whoever read the output has closed it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from quotetrack.cli.stopping import Stopped, ignore_signals, raise_on_signals
from quotetrack.cli.streams import open_streams
from quotetrack.errors import OutputClosed, QuotetrackError

if TYPE_CHECKING:
    from quotetrack.cli.commands import COMMANDS, program

__all__ = ["COMMANDS", "main", "program"]

_PIPE_CLOSED = 141  # what a shell reports for a program that SIGPIPE ended
_STOPPED = 128  # what a shell adds to the number of a signal that ended a program


def main() -> None:
    """Run the program on the words of the command line and exit."""
    sys.exit(_run())


def _run() -> int | str | None:
    """Run the program; return its exit code. Whatever ends it is told in a line."""
    try:
        # First of all, as what comes next takes a while: Ctrl-C may come at any moment.
        raise_on_signals()
        open_streams()
        code = _exit_code()
        sys.stdout.flush()
        ignore_signals()
        return code
    except Stopped as stopped:
        return _ended(str(stopped), _STOPPED + stopped.number)
    except OutputClosed:
        return _PIPE_CLOSED
    except QuotetrackError as error:
        return _ended(str(error), 2)
    except OSError as error:
        # What the system refuses a library: a temporary folder that is full, a name too long.
        named = f"{error.filename}: " if error.filename else ""
        return _ended(f"{named}{error.strerror or error}", 2)


def _exit_code() -> int | str | None:
    from quotetrack.cli.commands import program

    try:
        program(prog_name="quotetrack")
    except SystemExit as ended:
        return ended.code
    return None


def _ended(why: str, code: int) -> int:
    ignore_signals()
    from quotetrack.cli.render.terminal import complain

    with suppress(QuotetrackError):
        sys.stdout.flush()
    complain(why)
    return code


def __getattr__(name: str) -> Any:
    """Load the commands when they are first asked for; see PEP 562."""
    if name not in ("COMMANDS", "program"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from quotetrack.cli import commands

    return getattr(commands, name)
