"""The walk of a review: rows of an edited sheet become decisions, each row whole or not at all; and decisions are taken
back. Only rows that were edited are looked up, some hundreds at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from quotetrack.errors import NotFound, ReadError, UsageError
from quotetrack.export.columns import COLUMNS, evidence, row
from quotetrack.export.layout import QUOTATION_LAYOUT
from quotetrack.records import Decision, Failure, Printed, Span
from quotetrack.review.cells import EDITABLE, READ_AS, Before, before, spans_of
from quotetrack.review.decisions import standing, value_of, values_of
from quotetrack.review.proposals import edited_cells
from quotetrack.review.reading import ID, SheetRow, read_rows
from quotetrack.sheets.single import decisions_asked, only_statement
from quotetrack.store import Store
from quotetrack.store.batches import VALUES, in_batches
from quotetrack.store.reviews import NewDecisions, ReviewedStatement, ReviewWork

_HEADINGS = [column.heading for column in COLUMNS]
_NUMBER_CELL = re.compile(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_ID_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What importing a sheet came to.

    Attributes:
        rows: Rows that were read.
        filled_in: Those in which a cell is not as it was written, counted before anything was decided. In a sheet that
            does not tell how it was written, all are.
        unchanged: Rows that change nothing.
        decisions: The decisions made.
        refused: Rows that were refused, each with its line and why.
        ignored: Cells that were changed and are not for changing, each with its line.
        unread: What holds something and was not read, each with its place: a sheet without ids, a column that is not
            one of the sheet's, cells under no heading.

    Example:
        >>> rows = quotetrack.write_sheet(collection.sheet(), "sheet.csv")
        >>> collection.import_review("sheet.csv", dry_run=True).rows
        4
    """

    rows: int = 0
    filled_in: int = 0
    unchanged: int = 0
    decisions: tuple[Decision, ...] = ()
    refused: tuple[Failure, ...] = ()
    ignored: tuple[Failure, ...] = ()
    unread: tuple[Failure, ...] = ()

    @property
    def quotations(self) -> int:
        """How many quotations are decided on."""
        return len({decision.quote for decision in self.decisions})


@dataclass(frozen=True, slots=True)
class _Edited:
    """A row that somebody has edited, the id in it, what the sheet says of the row before, and whether the cells that
    are evidence are as they were written, as far as the sheet tells."""

    row: SheetRow
    id: str
    before: Before | None
    keeps_evidence: bool


def import_sheet(store: Store, path: Path, *, by: str, now: datetime, dry_run: bool = False) -> Imported:
    """Take over what reviewers have decided in an XLSX or CSV sheet.

    `dry_run` says what would be decided, and leaves the store as it is. The sheet is read to its end before anything is
    decided: ReadError if it cannot be read.
    """
    counts = _Counts(path)
    for read in read_rows(path, counts.unread):
        counts.add(read)
    with store.reviewing(dry_run=dry_run) as work:
        return _Import(work, path, by, now).all(counts)


_KNOWN = frozenset(
    (ID, *_HEADINGS, *EDITABLE, *READ_AS, *(column.heading for column in QUOTATION_LAYOUT.columns))
)
"""The headings of columns that a sheet has when it goes out."""


class _Counts:
    """What a sheet holds, counted before anything of it is decided."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.rows = self.filled_in = 0
        self.unread: list[Failure] = []
        self._named: set[str] = set()

    def add(self, read: SheetRow) -> None:
        """Count a row, and name its columns that are not the sheet's if they hold something."""
        self.rows += 1
        self.filled_in += _edited(read) is not None
        for heading, cell in read.cells.items():
            if cell and heading not in _KNOWN and heading not in self._named:
                self._named.add(heading)
                self.unread.append(
                    Failure(
                        f"{self._path}, {read.where}", f"“{heading[:40]}” is no column of the sheet's own"
                    )
                )


def _edited(read: SheetRow) -> _Edited | None:
    """Return the row if a cell of it is not as it was written; of a sheet that says nothing of itself always."""
    written = before(read.cells.get(_HEADINGS[-1], ""))
    own = {heading: read.cells[heading] for heading in EDITABLE if heading in read.cells}
    has_all = all(heading in read.cells for heading in _HEADINGS)
    keeps = not has_all or written is None or written.is_evidence(evidence(read.cells))
    if written is None or not keeps or written.changed(own):
        return _Edited(read, read.cells.get(ID, "").strip(), written, keeps)
    return None


class _Import:
    """One run over a sheet."""

    def __init__(self, work: ReviewWork, path: Path, by: str, now: datetime) -> None:
        self._work, self._path, self._by, self._now = work, path, by, now
        self._decisions: list[Decision] = []
        self._refused: list[Failure] = []
        self._ignored: list[Failure] = []
        # Where each quotation is decided on, by its id.
        self._decided: dict[str, str] = {}

    def all(self, counts: _Counts) -> Imported:
        """Take over every row, in order."""
        edited = filter(None, map(_edited, read_rows(self._path)))
        taken = 0
        for batch in in_batches(edited, VALUES):
            self._take(batch)
            taken += len(batch)
        if taken != counts.filled_in:
            raise ReadError(f"{self._path}: has changed while it was read; import it again")
        return Imported(
            rows=counts.rows,
            filled_in=counts.filled_in,
            unchanged=counts.rows - len(self._refused) - len(self._decided),
            decisions=tuple(self._decisions),
            refused=tuple(self._refused),
            ignored=tuple(self._ignored),
            unread=tuple(counts.unread),
        )

    def _take(self, batch: Sequence[_Edited]) -> None:
        statements = self._find(batch)
        decided = self._work.decided(chain.from_iterable(statements.values()))
        new: list[NewDecisions] = []
        for edited in batch:
            try:
                statement = only_statement(edited.id, statements.get(edited.id, []))
                decisions = self._decide(edited, statement)
            except UsageError as error:
                self._refused.append(Failure(f"{self._path}, {edited.row.where}", str(error)))
                continue
            if decisions:
                own = decided.get(statement.article, {}).get(statement.printed.id, ())
                new.append(NewDecisions(statement, decisions, own))
        self._decisions += self._work.decide(new)

    def _find(self, batch: Sequence[_Edited]) -> dict[str, list[ReviewedStatement]]:
        """Map each row's id to the statements it may mean.

        A spreadsheet takes some ids for numbers and writes them so: then the place in the text tells.
        """
        statements = self._work.find([edited.id for edited in batch])
        lost = {
            edited.id: _place(edited)
            for edited in batch
            if edited.id not in statements
            and len(edited.id) != _ID_LENGTH
            and _NUMBER_CELL.fullmatch(edited.id)
        }
        return statements | self._work.find_at({id: place for id, place in lost.items() if place})

    def _decide(self, edited: _Edited, statement: ReviewedStatement) -> list[Decision]:
        """Return what a row decides. UsageError if it makes no sense."""
        self._look_at_evidence(edited, statement.printed)
        printed = statement.printed
        wanted = edited_cells(edited.row.cells, edited.before, printed)
        if wanted and printed.id in self._decided:
            raise UsageError(
                f"the quotation {printed.id} is decided on in {self._decided[printed.id]} already: "
                "keep one of the rows"
            )
        decisions = decisions_asked(wanted, statement, self._work, by=self._by, now=self._now)
        if decisions:
            self._decided[printed.id] = edited.row.where
        return decisions

    def _look_at_evidence(self, edited: _Edited, printed: Printed) -> None:
        """Note which cells were changed that are evidence, and so are left as they are."""
        if edited.keeps_evidence:
            return
        cells, now = edited.row.cells, dict(zip(_HEADINGS, row(printed), strict=True))
        headings = evidence({heading: heading for heading in _HEADINGS})
        names = [f"“{name}”" for name in headings if cells[name].split() != now[name].split()]
        self._ignored.append(
            Failure(
                f"{self._path}, {edited.row.where}",
                f"{', '.join(names) or 'a cell'} was changed, and is evidence: it stays as it is; "
                f"{', '.join(EDITABLE)} can be changed",
            )
        )


def _place(edited: _Edited) -> tuple[str, tuple[Span, ...]] | None:
    """Return the digest of the text and where the quotation stands in it, if the row still tells."""
    cells, written = edited.row.cells, edited.before
    if written is None or "offsets" not in cells or written.changed({"offsets": cells["offsets"]}):
        return None
    try:
        return cells.get("text digest", ""), spans_of(cells["offsets"])
    except UsageError:
        return None


def undo(store: Store, numbers: Sequence[int], *, by: str, now: datetime) -> tuple[Decision, ...]:
    """Take back the decisions with these numbers, or without numbers those of the latest import that still stand.

    What they changed is again as it was before them. Return the decisions that say so, noted like others.
    NotFound for a number that no decision has, or one that is taken back already.
    """
    with store.reviewing() as work:
        wanted = work.made_as(numbers) if numbers else work.made_in(None)
        missing = sorted(set(numbers) - {decision.number for _, decision in wanted})
        if missing:
            raise NotFound(
                f"there is no decision {missing[0]}: `quotetrack review log` lists all with their numbers"
            )
        if not wanted:
            raise NotFound("there is no decision to take back")
        by_quote: dict[tuple[int, str], list[Decision]] = defaultdict(list)
        for article, decision in wanted:
            by_quote[article, decision.quote].append(decision)
        statements = work.find(quote for _, quote in by_quote)
        decided = work.decided(chain.from_iterable(statements.values()))
        new: list[NewDecisions] = []
        for (article, quote), gone in by_quote.items():
            here = next((each for each in statements.get(quote, ()) if each.article == article), None)
            if here is not None:
                own = decided[article][quote]
                new.append(NewDecisions(here, _taken_back(here, gone, own, by, now, work.batch), own))
            elif numbers:  # without numbers, what went over to a later text is taken back there
                raise NotFound(f"the quotation {quote} is printed no longer: its text has changed since")
        return tuple(work.decide(new))


def _taken_back(
    statement: ReviewedStatement,
    gone: Sequence[Decision],
    every: Sequence[Decision],
    by: str,
    now: datetime,
    batch: int,
) -> list[Decision]:
    """Return the decisions that take these back."""
    stands = {decision.number for decision in every} - {decision.undoes for decision in every}
    undoing: list[Decision] = []
    for number, decision in enumerate(gone, start=max(decision.number for decision in every) + 1):
        if decision.number not in stands or decision.undoes is not None:
            raise NotFound(f"decision {decision.number} is taken back already, or takes one back itself")
        undone = replace(decision, number=number, undoes=decision.number, made_by=by, batch=batch)
        is_shown = decision.what not in standing(undoing)
        undoing.append(
            replace(
                undone,
                value=values_of([*every, *undoing, undone])[decision.what],
                was=value_of(decision.what, statement.printed) if is_shown else decision.value,
                made_at=now.isoformat(timespec="seconds"),
                checked_on=now.date().isoformat(),
            )
        )
    return undoing
