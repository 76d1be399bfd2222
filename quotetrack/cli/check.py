"""`quotetrack check`: whether somebody really said some words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.ask import read_bytes
from quotetrack.cli.render.output import write_objects
from quotetrack.cli.render.terminal import complain, complain_of, is_terminal, paged, show_table
from quotetrack.errors import ReadError, UsageError
from quotetrack.export import wording
from quotetrack.records import Check, Failure

if TYPE_CHECKING:
    from quotetrack.collection import Collection

GOOD = ("exact", "cut")
"""Verdicts that need nobody's attention."""

CHECK_HEADINGS = (
    *("id", "verdict", "words", "asked", "how", "score", "printed", "speaker", "stance", "outlet"),
    *("published", "kind", "quotation", "article", "why"),
)


_Checked = tuple[str | int | None, Check | Failure]
"""The verdict on what was checked, or why it could not be, under its id. None: words given on the command line, or a
line that cannot be read."""


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
    unshown: options.Unshown = False,
    format: options.ShowFormat = "table",
) -> None:
    """Check whether somebody really said some words: every word, cut short, altered, by somebody else, denied?

    Prints a verdict, why, and the printings that it rests on, earliest first. Exit code 0: every quotation is printed
    so, or a part of what is; 1: at least one is not.
    """
    if (words is None) == (file is None):
        raise UsageError("give either words or --file FILE")
    if file is not None and speaker is not None:
        raise UsageError("--speaker belongs to words: a draft tells its speakers, a line its own")
    with quotetrack.open(db, create=False) as collection:
        checked: Iterable[_Checked] = (
            [(None, collection.check(words, speaker, unshown=unshown))]
            if words is not None
            else _of_file(file or Path("-"), collection, unshown=unshown)
        )
        bad: list[str | int | None] = []
        _show(_verdicts(checked, bad), format)
    if bad:
        raise typer.Exit(1)


def _verdicts(
    checked: Iterable[_Checked], bad: list[str | int | None]
) -> Iterator[tuple[str | int | None, Check]]:
    """The verdicts with their ids; the ids that need attention are noted in `bad`. What could not be checked is named,
    and has a verdict if it has an id."""
    for id, verdict in checked:
        if isinstance(verdict, Failure) or verdict.verdict not in GOOD:
            bad.append(id)
        if isinstance(verdict, Check):
            yield id, verdict
            continue
        complain_of(verdict)
        if id is not None:
            why = f"It could not be checked: {verdict.reason}."
            yield id, Check(words="", speaker=None, verdict="not_found", why=why)


def _show(verdicts: Iterator[tuple[str | int | None, Check]], format: str) -> None:
    """Print each verdict as it comes."""
    if format == "jsonl":
        write_objects(verdict.to_dict(id=id) for id, verdict in verdicts)
    elif is_terminal(sys.stdout):
        from quotetrack.cli.render.verdicts import block

        with paged() as screen:
            for id, verdict in verdicts:
                screen.print(block(verdict, id=id))
    else:
        show_table(CHECK_HEADINGS, (row for id, verdict in verdicts for row in _rows(verdict, id)))


def _rows(check: Check, id: str | int | None) -> Iterator[tuple[str, ...]]:
    """A line for each printing, or one with empty cells if there is none."""
    head = ("" if id is None else str(id), check.verdict, check.words, check.speaker or "")
    for match in check.matches:
        article, statement = match.printed.article, match.printed.statement
        yield (
            *head,
            match.how,
            f"{match.score:.2f}",
            match.printed.report,
            statement.attribution.speaker_name or "",
            statement.attribution.stance,
            wording.outlet(article),
            article.published or "",
            statement.quote.kind,
            statement.quote.id,
            article.id,
            check.why,
        )
    if not check.matches:
        yield (*head, *[""] * (len(CHECK_HEADINGS) - len(head) - 1), check.why)


def _of_file(path: Path, collection: Collection, *, unshown: bool) -> Iterator[_Checked]:
    """Every line of a file of JSON Lines, or every quotation of a draft."""
    data = read_bytes(path)
    first = next((line for line in data.splitlines() if line.strip()), b"")
    if path.suffix in (".jsonl", ".ndjson") or first.lstrip(b"\xef\xbb\xbf \t").startswith(b'{"'):
        return _of_lines(data, path, collection, unshown=unshown)
    return _of_draft(data, path, collection, unshown=unshown)


def _of_lines(data: bytes, path: Path, collection: Collection, *, unshown: bool) -> Iterator[_Checked]:
    """One for each line; a line that makes no sense is named, and the others go on."""
    lines = enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1)
    for number, line in ((number, line) for number, line in lines if line.strip()):
        id = None
        try:
            id, words, speaker = _line(line)
            yield id, collection.check(words, speaker, unshown=unshown)
        except UsageError as error:
            yield id, Failure(f"{path}, line {number}", str(error))


def _line(line: bytes) -> tuple[str | int, str, str | None]:
    expected = 'expected {"id": …, "words": …, "speaker": … or nothing}'
    try:
        fields = json.loads(line)
        id, words, speaker = fields["id"], fields["words"], fields.get("speaker")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(expected) from error
    if not isinstance(words, str) or not isinstance(speaker, str | None) or not isinstance(id, str | int):
        raise UsageError(expected)
    return id, words, speaker or None


def _of_draft(data: bytes, path: Path, collection: Collection, *, unshown: bool) -> Iterator[_Checked]:
    rows = 0
    try:
        for statement, verdict in collection.check_draft(data, unshown=unshown):
            rows += 1
            yield statement.quote.id, verdict
    except ReadError as error:
        raise UsageError(f"{path}: {error}") from error
    if not rows:
        complain(f"{path}: no quotation was found in it, so nothing was checked")
