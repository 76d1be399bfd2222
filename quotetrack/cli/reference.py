"""The command reference in Markdown, made from the program itself.

`python -m quotetrack.cli.reference > docs/cli.md` brings the page up to date; a test fails while it is not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from quotetrack.cli import COMMANDS, program

_OPENING = """\
# Command line

<!-- Made by `python -m quotetrack.cli.reference > docs/cli.md`. Change the program, not this page. -->

Data goes to stdout; progress and complaints go to stderr. `-` reads stdin.
Exit codes: **0** all done; **1** some articles failed, and each is named on stderr; **2** wrong use, a database that
cannot be used, or output that cannot be written; **130**, **143**, **129** stopped by Ctrl-C, SIGTERM or SIGHUP;
**141** whoever read the output has closed it.

The database is a file or an SQLAlchemy URL, named by `--db`, else by the variable `QUOTETRACK_DB`, else a
file in the user's data folder. `--format table` is for people: cards or a table on a terminal,
tab-separated lines under a heading line in a pipe. `NO_COLOR` turns colours off.
"""


def reference() -> str:
    """The whole page, ended by one line break."""
    group: Any = typer.main.get_command(program)
    parts = [_OPENING, "## quotetrack\n", *_command("quotetrack", group)]
    for panel, names in COMMANDS.items():
        parts.append(f"## {panel}\n")
        for name in names:
            command = group.commands[name]
            parts += [f"### quotetrack {name}\n", *_command(f"quotetrack {name}", command)]
            for beneath, inner in getattr(command, "commands", {}).items():
                whole = f"quotetrack {name} {beneath}"
                parts += [f"#### {whole}\n", *_command(whole, inner)]
    return "\n".join(parts)


def _command(name: str, command: Any) -> Iterator[str]:
    """One command: its use, what it does, its arguments and options."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    use = [name, "[OPTIONS]", *(f"[{a.metavar}]" if not a.required else a.metavar for a in arguments)]
    if hasattr(command, "commands"):
        use.append("COMMAND [ARGS]…")
    yield f"```\n{' '.join(use)}\n```\n"
    yield f"{_flowing(command.help)}\n"
    helps = [(f"`{a.metavar}`", a.help) for a in arguments]
    helps += [(_names(option), _option_help(option)) for option in options]
    rows = [(name, help.replace("|", "\\|")) for name, help in helps]
    if rows:
        yield ("\n".join(("| | |", "|---|---|", *(f"| {left} | {right} |" for left, right in rows))) + "\n")


def _flowing(text: str) -> str:
    """A docstring's paragraphs, each on one line."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _names(option: Any) -> str:
    """ "`--limit N`", with every name that the option goes by."""
    value = "" if option.is_flag else f" {option.metavar}"
    return ", ".join(f"`{name}{value}`" for name in (*option.opts, *option.secondary_opts))


def _option_help(option: Any) -> str:
    """The help, then the default if there is one to speak of."""
    default = option.show_default if isinstance(option.show_default, str) else option.default
    is_worth_telling = default not in (None, False, 0.0) and not option.is_flag
    variable = f" Also from `{option.envvar}`." if option.envvar else ""
    return f"{option.help or ''}{f' Default: {default}.' * is_worth_telling}{variable}"


if __name__ == "__main__":
    sys.stdout.write(reference())
