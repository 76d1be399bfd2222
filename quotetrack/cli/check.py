"""`quotetrack check`: whether somebody really said some words, or all that a draft says somebody said."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.ask import read_bytes
from quotetrack.cli.render.output import write_objects
from quotetrack.cli.render.terminal import complain, complain_of, is_terminal, paged, show_table
from quotetrack.errors import ReadError, UsageError
from quotetrack.export import wording
from quotetrack.export.verdicts import page_facts
from quotetrack.export.wording import counted
from quotetrack.output import require_no_input
from quotetrack.records import Check, CheckedDraft, DraftCheck, Failure, Form, Match, Passage
from quotetrack.records.stored import PATIENCE

if TYPE_CHECKING:
    from quotetrack.collection import Collection

CHECK_HEADINGS = (
    *("id", "verdict", "words", "asked", "how", "score", "printed", "speaker", "stance", "outlet"),
    *("published", "kind", "quotation", "article", "why", "form", "line"),
    *("link", "archived at", "retrieved", "became"),
)


_ABOUT_PAGES = 4
"""The headings, at the end, that tell of the page of a printing."""

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
            help="Check all that this draft says somebody said (text, .md, .html, .docx, .odt or .pdf), or each line "
            '{"id", "words", "speaker"}; - reads stdin.',
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write the draft with each quotation marked, and beside it what is printed: .html, .docx or .md.",
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="VERDICTS",
            show_default="all that is neither exact nor cut, nor a claim without marks that is reported so",
            help="Exit with 1 for these verdicts only, with commas: reversed,altered.",
        ),
    ] = None,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Keep what was checked and what it came to, for `quotetrack checks`."),
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(
            "--reviewer", metavar="PERSON", show_default="you", help="Who checks; belongs to --keep."
        ),
    ] = None,
    wait: options.Wait = PATIENCE,
    whole: Annotated[
        bool, typer.Option("--all", help="Show all printings, and of a draft all that is in order.")
    ] = False,
    db: options.Db = None,
    unshown: options.Unshown = False,
    format: options.ShowFormat = "table",
) -> None:
    """Check whether somebody really said some words: every word, cut short, turned round, altered, by somebody else?

    Prints a verdict, why, and the printing that decides it. Of a draft it checks each quotation in marks and each claim
    without. Exit code 0: all can be printed so; 1: something cannot.
    """
    if (words is None) == (file is None):
        raise UsageError("give either words or --file FILE")
    if file is not None and speaker is not None:
        raise UsageError("--speaker belongs to words: a draft tells its speakers, a line its own")
    if by is not None and not keep:
        raise UsageError("--reviewer belongs to --keep: nothing else asks who checks")
    data = b"" if file is None else read_bytes(file)
    is_draft = file is not None and not _is_lines(file, data)
    if report is not None and not is_draft:
        raise UsageError("--report belongs to a draft: give --file FILE with one")
    failing = options.verdict_names("--fail-on", fail_on)
    _check_ending(report)
    if report is not None and file is not None:
        require_no_input(report, [file])
    with quotetrack.open(db, create=False, wait=wait) as collection:
        keeper = _Keeper(collection, by, unshown=unshown) if keep else None
        if file is not None and is_draft:
            is_bad = _check_draft(
                data, file, collection, failing, report, format, keeper, unshown=unshown, whole=whole
            )
        else:
            checked: Iterable[_Checked] = (
                [(None, collection.check(words, speaker, unshown=unshown))]
                if words is not None
                else _of_lines(data, file or Path("-"), collection, unshown=unshown)
            )
            bad: list[str | int | None] = []
            checked = checked if keeper is None else keeper.keeping(checked)
            _show(_verdicts(checked, bad, failing), format, whole=whole)
            is_bad = bool(bad)
        if keeper is not None:
            keeper.tell()
    if is_bad:
        raise typer.Exit(1)


@dataclass
class _Keeper:
    """Keeps checks as they are made, and says at the end how many."""

    collection: Collection
    by: str | None
    unshown: bool
    kept: int = 0

    def keep(self, *checks: Check | DraftCheck, draft: str | None = None) -> None:
        done = self.collection.keep_check(*checks, by=self.by, draft=draft, unshown=self.unshown)
        self.kept += len(done)

    def keeping(self, checked: Iterable[_Checked]) -> Iterator[_Checked]:
        """Yield what was checked; what could not be is not kept."""
        for id, verdict in checked:
            if isinstance(verdict, Check):
                self.keep(verdict)
            yield id, verdict

    def tell(self) -> None:
        complain(f"{counted(self.kept, 'check')} kept; `quotetrack checks` lists all")


def _fails(verdict: Check, failing: Sequence[str]) -> bool:
    return verdict.verdict in failing if failing else not verdict.is_good


def _check_ending(report: Path | None) -> None:
    """Refuse a report of no format that there is before anything is checked."""
    from quotetrack.export.draft import report_format

    if report is not None:
        report_format(report)


# A draft


def _check_draft(
    data: bytes,
    path: Path,
    collection: Collection,
    failing: Sequence[str],
    report: Path | None,
    format: str,
    keeper: _Keeper | None,
    *,
    unshown: bool,
    whole: bool,
) -> bool:
    """Check a draft, print what it comes to, and write the report; return whether something in it fails."""
    name = "" if str(path) == "-" else path.name
    try:
        draft = collection.check_draft(data, name=name, unshown=unshown)
    except ReadError as error:
        raise UsageError(f"{path}: {error}") from error
    _show_draft(draft, format, whole=whole)
    if keeper is not None:
        keeper.keep(*draft.checks, draft=name or None)
    if not draft.checks:
        complain(f"{path}: no quotation was found in it, so nothing was checked")
    if report is not None:
        quotetrack.write_report(draft, report)
        complain(f"the report is in {report}")
    return any(_fails(one.check, failing) for one in draft.checks)


def _show_draft(draft: CheckedDraft, format: str, *, whole: bool) -> None:
    if format == "jsonl":
        write_objects(one.to_dict() for one in draft.checks)
    elif is_terminal(sys.stdout):
        from quotetrack.cli.render.verdicts import draft_screen

        if not draft.checks:
            return
        with paged() as screen:
            for part in draft_screen(draft, whole=whole):
                screen.print(part)
    else:
        show_table(
            CHECK_HEADINGS,
            (row for one in draft.checks for row in _rows(one.check, one.id, one.asked, one.line)),
        )


# Words, and lines that hold some


def _verdicts(
    checked: Iterable[_Checked], bad: list[str | int | None], failing: Sequence[str]
) -> Iterator[tuple[str | int | None, Check]]:
    """The verdicts with their ids; the ids that fail are noted in `bad`. What could not be checked is named, fails, and
    has a verdict if it has an id."""
    for id, verdict in checked:
        if isinstance(verdict, Failure) or _fails(verdict, failing):
            bad.append(id)
        if isinstance(verdict, Check):
            yield id, verdict
            continue
        complain_of(verdict)
        if id is not None:
            why = f"It could not be checked: {verdict.reason}."
            yield id, Check(words="", speaker=None, verdict="not_found", why=why)


def _show(verdicts: Iterator[tuple[str | int | None, Check]], format: str, *, whole: bool) -> None:
    """Print each verdict as it comes."""
    if format == "jsonl":
        write_objects(verdict.to_dict(id=id) for id, verdict in verdicts)
    elif is_terminal(sys.stdout):
        from quotetrack.cli.render.verdicts import block

        with paged() as screen:
            for id, verdict in verdicts:
                screen.print(block(verdict, label="" if id is None else str(id), whole=whole))
    else:
        show_table(CHECK_HEADINGS, (row for id, verdict in verdicts for row in _rows(verdict, id)))


def _rows(
    check: Check, id: str | int | None, asked: str | None = None, line: int | None = None
) -> Iterator[tuple[str, ...]]:
    """A line for each printing, or one with empty cells if there is none."""
    head = ("" if id is None else str(id), check.verdict, check.words, asked or check.speaker or "")
    tail = (check.why, check.form, "" if line is None else str(line))
    for match in check.matches:
        printed, statement = match.printed, match.printed.statement
        who = (printed.report, statement.attribution.speaker_name or "", statement.attribution.stance)
        what = (statement.quote.kind, statement.quote.id)
        yield (*head, *_cells(match, match.how, who, what, tail))
    for passage in check.passages:
        yield (*head, *_cells(passage, "printed", (passage.text, "", ""), ("", ""), tail))
    if not (check.matches or check.passages):
        yield (
            *head,
            *[""] * (len(CHECK_HEADINGS) - len(head) - len(tail) - _ABOUT_PAGES),
            *tail,
            *[""] * _ABOUT_PAGES,
        )


def _cells(
    found: Match | Passage, how: str, who: tuple[str, ...], what: tuple[str, ...], tail: tuple[str, ...]
) -> Iterator[str]:
    """The cells of a line on a printing, from "how" on."""
    article, page = found.article, dict(page_facts(found))
    yield from (how, f"{found.score:.2f}", *who, wording.outlet(article), article.published or "", *what)
    yield from (article.id, *tail, *(page.get(name, "") for name in ("link", "archived at", "retrieved")))
    yield found.correction.says if found.correction else ""


def _is_lines(path: Path, data: bytes) -> bool:
    """Return whether a file is JSON Lines and no draft."""
    first = next((line for line in data.splitlines() if line.strip()), b"")
    return path.suffix in (".jsonl", ".ndjson") or first.lstrip(b"\xef\xbb\xbf \t").startswith(b'{"')


def _of_lines(data: bytes, path: Path, collection: Collection, *, unshown: bool) -> Iterator[_Checked]:
    """One for each line; a line that makes no sense is named, and the others go on."""
    lines = enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1)
    for number, line in ((number, line) for number, line in lines if line.strip()):
        id = None
        try:
            id, words, speaker, form = _line(line)
            yield id, collection.check(words, speaker, unshown=unshown, form=form)
        except UsageError as error:
            yield id, Failure(f"{path}, line {number}", str(error))


def _line(line: bytes) -> tuple[str | int, str, str | None, Form]:
    expected = 'expected {"id": …, "words": …, "speaker": … or nothing}'
    try:
        fields = json.loads(line)
        id, words, speaker = fields["id"], fields["words"], fields.get("speaker")
        form: Form = fields.get("form") or "marks"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(expected) from error
    if not isinstance(words, str) or not isinstance(speaker, str | None) or not isinstance(id, str | int):
        raise UsageError(expected)
    if form not in get_args(Form):
        raise UsageError(f'"form" is {form!r}; it is one of {", ".join(get_args(Form))}')
    return id, words, speaker or None, form
