"""The command line: reads options, calls one library function, prints. Data to stdout, the rest to stderr.

Exit 0: all done. 1: some articles failed. 2: wrong use, or a database that cannot be used.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quotetrack.cli import (
    add,
    ask,
    check,
    claims,
    evaluate,
    extract,
    lookups,
    overview,
    quotes,
    review,
    sheet,
    show,
    speakers,
    train,
    verify,
)
from quotetrack.cli.render.terminal import complain
from quotetrack.errors import QuotetrackError

COMMANDS: MappingProxyType[str, tuple[Callable[..., None] | typer.Typer, ...]] = MappingProxyType(
    {
        "Read": (extract.extract, add.add, add.load),
        "Ask": (ask.ask, quotes.quotes, show.show, lookups.context),
        "Claims": (claims.claims, claims.claim, claims.links, claims.link),
        "Overview": (
            *(speakers.app, overview.speaker, lookups.subjects, overview.sources),
            *(lookups.timeline, lookups.diff, overview.stats),
        ),
        "Hand on": (sheet.sheet, review.app),
        "Verify": (check.check, verify.verify),
        "Measure": (evaluate.evaluate, train.train),
    }
)
"""The commands in the order and under the headings that `--help` shows them."""

NAMES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        panel: tuple(str(c.info.name) if isinstance(c, typer.Typer) else c.__name__ for c in commands)
        for panel, commands in COMMANDS.items()
    }
)
"""The names that the commands are called by. A Typer is one command with others beneath it."""

_PIPE_CLOSED = 141  # what a shell reports for a program that SIGPIPE ended


class _Program(TyperGroup):
    """The group of all commands; turns our errors into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except QuotetrackError as error:
            complain(str(error))
            raise typer.Exit(2) from error
        except BrokenPipeError as error:
            # Whoever read our output has enough; what is still buffered must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise typer.Exit(_PIPE_CLOSED) from error


app = typer.Typer(
    name="quotetrack",
    cls=_Program,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Who said what, to whom, when, and where it is printed.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from quotetrack import __version__

        typer.echo(f"quotetrack {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[  # noqa: ARG001 — its callback does the work
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Who said what, to whom, when, and where it is printed."""
    # A word that this terminal's encoding lacks is spelled out rather than ending the run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


for _panel, _commands in COMMANDS.items():
    for _command in _commands:
        if isinstance(_command, typer.Typer):
            app.add_typer(_command, rich_help_panel=_panel)
        else:
            app.command(rich_help_panel=_panel)(_command)


def main() -> None:
    """Runs the program on the words of the command line and exits."""
    app(prog_name="quotetrack")
