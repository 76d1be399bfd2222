"""The commands: which there are, in which order `--help` shows them, and the program that they make."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import quotetrack
from quotetrack.cli.notices import notices_shown
from quotetrack.cli.render.terminal import complain
from quotetrack.errors import OutputClosed, QuotetrackError, UsageError

COMMANDS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "Read": ("extract", "add", "load", "fetch"),
        "Ask": ("ask", "quotes", "show", "article", "context"),
        "Claims": ("claims", "claim", "figures", "links", "link"),
        "Overview": (
            "speakers",
            "speaker",
            "subjects",
            "sources",
            "positions",
            "timeline",
            "facets",
            "diff",
            "watch",
            "stats",
        ),
        "Hand on": ("sheet", "review"),
        "Desk": ("desk",),
        "Verify": ("check", "checks", "alarms", "verify"),
        "Keep": ("backup", "export", "merge", "erase"),
        "Measure": ("evaluate", "train"),
    }
)
"""The commands in the order and under the headings that `--help` shows them. Each is a module of this folder with a
function of its name, or with a Typer called `app`, which is one command with others beneath it."""


class _Program(TyperGroup):
    """The group of all commands; turns our errors into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            _require_folder()
            with notices_shown():
                return super().invoke(ctx)
        except OutputClosed:
            raise  # nothing is wrong: whoever reads has enough
        except QuotetrackError as error:
            complain(str(error))
            raise typer.Exit(2) from error


def _require_folder() -> None:
    """Refuse to work in a folder that was removed: libraries look for it, and say something else."""
    try:
        Path.cwd()
    except OSError as error:
        raise UsageError("the working folder does not exist any more: go to one that does") from error


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
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Who said what, to whom, when, and where it is printed."""


for _panel, _names in COMMANDS.items():
    for _name in _names:
        _module = import_module(f"quotetrack.cli.{_name}")
        if hasattr(_module, "app"):
            program.add_typer(_module.app, rich_help_panel=_panel)
        else:
            program.command(rich_help_panel=_panel)(getattr(_module, _name))
