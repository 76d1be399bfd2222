"""The command line: reads options, calls one method of a collection, prints. Data to stdout, the rest to stderr.

Exit 0: all done. 1: some articles failed. 2: wrong use, or a database that cannot be used.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import quotetrack
from quotetrack.cli.render.terminal import complain
from quotetrack.errors import QuotetrackError

COMMANDS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "Read": ("extract", "add", "load"),
        "Ask": ("ask", "quotes", "show", "context"),
        "Claims": ("claims", "claim", "figures", "links", "link"),
        "Overview": ("speakers", "speaker", "subjects", "sources", "timeline", "diff", "stats"),
        "Hand on": ("sheet", "review"),
        "Verify": ("check", "checks", "alarms", "verify"),
        "Measure": ("evaluate", "train"),
    }
)
"""The commands in the order and under the headings that `--help` shows them. Each is a module of this folder with a
function of its name, or with a Typer called `app`, which is one command with others beneath it."""

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


program = typer.Typer(
    name="quotetrack",
    cls=_Program,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Who said what, to whom, when, and where it is printed.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quotetrack {quotetrack.__version__}")
        raise typer.Exit


@program.callback()
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


for _panel, _names in COMMANDS.items():
    for _name in _names:
        _module = import_module(f"{__name__}.{_name}")
        if hasattr(_module, "app"):
            program.add_typer(_module.app, rich_help_panel=_panel)
        else:
            program.command(rich_help_panel=_panel)(getattr(_module, _name))


def main() -> None:
    """Run the program on the words of the command line and exit."""
    program(prog_name="quotetrack")
