"""`quotetrack check`: whether somebody really said some words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.render import verdicts
from quotetrack.cli.render.output import opened
from quotetrack.cli.render.terminal import complain, is_terminal, paged, show_lines
from quotetrack.errors import QuotetrackError, UsageError
from quotetrack.export.checks import check_object
from quotetrack.export.lines import dump
from quotetrack.records import Failure

if TYPE_CHECKING:
    from quotetrack.collection import Collection
    from quotetrack.records import Check

GOOD = ("exact", "cut")
"""Verdicts that need nobody's attention."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was checked under an id (None: words given on the command line, or none that can be read), or why it could
    not be."""

    id: str | int | None
    check: Check | Failure


def check(
    words: Annotated[
        str | None,
        typer.Argument(
            metavar="WORDS", show_default=False, help="The words that somebody is said to have said."
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="NAME", help="Who is said to have said them: a name or a role."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            metavar="FILE",
            help='Check every quotation of this draft, or each line {"id", "words", "speaker"}; - reads stdin.',
        ),
    ] = None,
    db: options.Db = None,
    format: options.ShowFormat = "table",
) -> None:
    """Check whether somebody really said some words: every word, cut short, altered, by somebody else, denied?

    Prints a verdict, why, and the printings that it rests on, earliest first. Exit code 0: every quotation is printed
    so, or a part of what is; 1: at least one is not.
    """
    from quotetrack.collection import open

    if (words is None) == (file is None):
        raise UsageError("give either words or --file FILE")
    if file is not None and speaker is not None:
        raise UsageError("--speaker belongs to words: a draft tells its speakers, a line its own")
    with open(db, create=False) as collection:
        found = (
            iter([_Checked(None, collection.check(words, speaker))])
            if words is not None
            else _of_file(file or Path("-"), collection)
        )
        is_good = _show(found, format)
    if not is_good:
        raise typer.Exit(1)


def _show(found: Iterable[_Checked], format: str) -> bool:
    """Prints each as it comes; whether all are good. What could not be checked is named, and has its line where it has
    an id."""
    from quotetrack.records import Check

    is_good = True

    def seen() -> Iterator[tuple[str | int | None, Check]]:
        nonlocal is_good
        for one in found:
            if isinstance(one.check, Failure):
                is_good = False
                complain(f"{one.check.where}: {one.check.reason}")
                if one.id is not None:
                    yield (
                        one.id,
                        Check("", None, "not_found", f"It could not be checked: {one.check.reason}."),
                    )
                continue
            is_good = is_good and one.check.verdict in GOOD
            yield one.id, one.check

    if format == "jsonl":
        with opened(None) as out:
            for id, told in seen():
                out.write(dump(check_object(told, id=id)) + b"\n")
                out.flush()
    elif is_terminal(sys.stdout):
        with paged() as screen:
            for id, told in seen():
                screen.print(verdicts.block(told, id=id))
    else:
        show_lines([verdicts.HEADINGS])
        for id, told in seen():
            show_lines(verdicts.plain_rows(told, id=id))
    return is_good


def _of_file(path: Path, collection: Collection) -> Iterator[_Checked]:
    """Every line of a file of JSON Lines, or every quotation of a draft."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    first = next((line for line in data.splitlines() if line.strip()), b"")
    if path.suffix in (".jsonl", ".ndjson") or first.lstrip(b"\xef\xbb\xbf \t").startswith(b'{"'):
        yield from _of_lines(data, path, collection)
    else:
        yield from _of_draft(data, path, collection)


def _of_lines(data: bytes, path: Path, collection: Collection) -> Iterator[_Checked]:
    """One for each line; a line that makes no sense is named, and the others go on."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        where, id = f"{path}, line {number}", None
        try:
            id, words, speaker = _line(line)
            yield _Checked(id, collection.check(words, speaker))
        except UsageError as error:
            yield _Checked(id, Failure(where, str(error)))


def _line(line: bytes) -> tuple[str | int, str, str | None]:
    expected = 'expected {"id": …, "words": …, "speaker": … or nothing}'
    try:
        told = json.loads(line)
        id, words, speaker = told["id"], told["words"], told.get("speaker")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(expected) from error
    if not isinstance(words, str) or not isinstance(speaker, str | None) or not isinstance(id, str | int):
        raise UsageError(expected)
    return id, words, speaker or None


def _of_draft(data: bytes, path: Path, collection: Collection) -> Iterator[_Checked]:
    from quotetrack.readers.decode import decode

    try:
        text = decode(data)
    except QuotetrackError as error:
        raise UsageError(f"{path}: {error}") from error
    rows = 0
    for statement, told in collection.check_draft(text):
        rows += 1
        yield _Checked(statement.quote.id, told)
    if not rows:
        complain(f"{path}: no quotation was found in it, so nothing was checked")
