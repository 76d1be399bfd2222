"""The walk of a review: rows of an edited sheet become decisions, each row whole or not at all; and decisions are taken
back. Only rows that were edited are looked up, some hundreds at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from quotetrack.errors import NotFound, UsageError
from quotetrack.export.columns import COLUMNS, evidence, row
from quotetrack.records import Decision, Failure, Span
from quotetrack.review.cells import EDITABLE, Before, before, spans_of
from quotetrack.review.decisions import standing, value_of, values_of
from quotetrack.review.proposals import edited_cells, proposed
from quotetrack.review.reading import ID, SheetRow, read_rows
from quotetrack.store import Store
from quotetrack.store.batches import VALUES, in_batches
from quotetrack.store.reviews import NewDecisions, ReviewedStatement, ReviewWork

EXPORTED = COLUMNS[-1].heading
_NUMBER_CELL = re.compile(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_ID_LENGTH = 12
_NUMBER = 0
"""Of a decision that is not noted yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What importing a sheet came to.

    Attributes:
        rows: Rows that were read.
        unchanged: Rows that change nothing.
        decisions: The decisions made.
        refused: Rows that were refused, each with its line and why.
        ignored: Cells that were changed and are not for changing, each with its line.
        left: The claims that statements which have changed were printings of.

    Example:
        >>> rows = quotetrack.write_sheet(collection.sheet(), "sheet.csv")
        >>> collection.import_review("sheet.csv", dry_run=True).rows
        4
    """

    rows: int = 0
    unchanged: int = 0
    decisions: tuple[Decision, ...] = ()
    refused: tuple[Failure, ...] = ()
    ignored: tuple[Failure, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def quotations(self) -> int:
        """How many quotations are decided on."""
        return len({one.quote for one in self.decisions})


@dataclass(frozen=True, slots=True)
class _Edited:
    """A row that somebody has edited, and what the sheet says of it before."""

    row: SheetRow
    before: Before | None


def import_sheet(store: Store, path: Path, *, by: str, now: datetime, dry_run: bool = False) -> Imported:
    """Take over what reviewers have decided in an XLSX or CSV sheet. ReadError where it cannot be read; `dry_run` says
    what would be decided, and leaves the store as it is."""
    with store.reviewing(dry_run=dry_run) as work:
        return _Import(work, path, by, now).all()


class _Import:
    """One run over a sheet."""

    def __init__(self, work: ReviewWork, path: Path, by: str, now: datetime) -> None:
        self._work, self._path, self._by, self._now = work, path, by, now
        self._decisions: list[Decision] = []
        self._refused: list[Failure] = []
        self._ignored: list[Failure] = []
        self._seen: dict[str, str] = {}
        self._rows = self._unchanged = 0

    def all(self) -> Imported:
        """Every row, in order."""
        for batch in in_batches(self._edited(read_rows(self._path)), VALUES):
            self._take(batch)
        return Imported(
            rows=self._rows,
            unchanged=self._unchanged,
            decisions=tuple(self._decisions),
            refused=tuple(self._refused),
            ignored=tuple(self._ignored),
            left=tuple(sorted(self._work.left)),
        )

    def _edited(self, rows: Iterable[SheetRow]) -> Iterator[_Edited]:
        """The rows in which a cell is not as it was written; of a sheet that says nothing of itself all."""
        for one in rows:
            self._rows += 1
            told = before(one.cells.get(EXPORTED, ""))
            own = {heading: one.cells[heading] for heading in EDITABLE if heading in one.cells}
            has_all = all(column.heading in one.cells for column in COLUMNS)
            is_as_written = not has_all or told is None or told.is_evidence(evidence(one.cells))
            if told is not None and is_as_written and not told.changed(own):
                self._unchanged += 1
            else:
                yield _Edited(one, told)

    def _take(self, lot: Sequence[_Edited]) -> None:
        ids = [one.row.cells.get(ID, "").strip() for one in lot]
        found = self._work.find(ids)
        # A spreadsheet takes some ids for numbers and writes them so: then the place in the text tells.
        lost = {
            id: _place(one)
            for id, one in zip(ids, lot, strict=True)
            if id not in found and len(id) != _ID_LENGTH and _NUMBER_CELL.fullmatch(id)
        }
        found |= self._work.find_at({id: place for id, place in lost.items() if place is not None})
        decided = self._work.decided(one for some in found.values() for one in some)
        made: list[NewDecisions] = []
        for id, edited in zip(ids, lot, strict=True):
            try:
                one = _only(id, found.get(id, []))
                new = self._decided_in(edited, one)
            except UsageError as error:
                self._refused.append(Failure(f"{self._path}, {edited.row.where}", str(error)))
                continue
            if new:
                own = decided.get(one.article, {}).get(one.printed.statement.quote.id, ())
                made.append(NewDecisions(one, new, own))
            else:
                self._unchanged += 1
        self._decisions += self._work.decide(made)

    def _decided_in(self, edited: _Edited, found: ReviewedStatement) -> list[Decision]:
        """What a row decides."""
        cells = edited.row.cells
        self._look_at_evidence(edited, found)
        wanted = edited_cells(cells, edited.before, found.printed)
        if not wanted:
            return []
        id = found.printed.statement.quote.id
        if id in self._seen:
            raise UsageError(
                f"the quotation {id} is decided on in {self._seen[id]} already: keep one of the rows"
            )
        today = self._now.date().isoformat()
        asked = proposed(wanted, found.printed, self._work.kind_of, by=self._by, today=today)
        if not asked.values:
            return []
        self._seen[id] = edited.row.where
        return [
            Decision(
                number=_NUMBER,
                quote=id,
                what=what,
                value=value,
                was=value_of(what, found.printed),
                made_by=asked.reviewer,
                made_at=self._now.isoformat(timespec="seconds"),
                checked_on=asked.checked_on,
                batch=self._work.batch,
                article=found.printed.article.id,
            )
            for what, value in asked.values.items()
        ]

    def _look_at_evidence(self, edited: _Edited, found: ReviewedStatement) -> None:
        """Note which cells were changed that are evidence, and so are left as they are."""
        cells, told = edited.row.cells, edited.before
        has_all = all(column.heading in cells for column in COLUMNS)
        if told is None or not has_all or told.is_evidence(evidence(cells)):
            return
        now = dict(zip((column.heading for column in COLUMNS), row(found.printed), strict=True))
        headings = evidence({column.heading: column.heading for column in COLUMNS})
        names = [heading for heading in headings if cells[heading].split() != now[heading].split()]
        what = ", ".join(f"“{name}”" for name in names) or "a cell"
        self._ignored.append(
            Failure(
                f"{self._path}, {edited.row.where}",
                f"{what} was changed, and is evidence: it stays as it is; {', '.join(EDITABLE)} can be changed",
            )
        )


def _place(edited: _Edited) -> tuple[str, tuple[Span, ...]] | None:
    """The digest of the text and where the quotation stands in it, if the row still tells."""
    cells, told = edited.row.cells, edited.before
    if told is None or "offsets" not in cells or told.changed({"offsets": cells["offsets"]}):
        return None
    try:
        return cells.get("text digest", ""), spans_of(cells["offsets"])
    except UsageError:
        return None


def _only(id: str, found: Sequence[ReviewedStatement]) -> ReviewedStatement:
    if not id:
        raise UsageError("the row has no id: a quotation is known by it, so put it back")
    if not found:
        raise UsageError(f"there is no quotation {id[:60]!r} in this database, or its text has changed since")
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} articles have a quotation {id[:60]!r}: it cannot be told which is meant"
        )
    return found[0]


def undo(
    store: Store, numbers: Sequence[int], *, by: str, now: datetime
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Take back the decisions with these numbers, or without numbers those of the latest import that still stand: what
    they changed is again as it was before them. The decisions that say so, noted like others, and the claims that
    statements which have changed were printings of. NotFound for a number that no decision has, or one that is taken
    back already."""
    with store.reviewing() as work:
        wanted = work.made_as(numbers) if numbers else work.made_in(None)
        missing = sorted(set(numbers) - {one.number for _, one in wanted})
        if missing:
            raise NotFound(
                f"there is no decision {missing[0]}: `quotetrack review log` lists all with their numbers"
            )
        if not wanted:
            raise NotFound("there is no decision to take back")
        by_quote: dict[tuple[int, str], list[Decision]] = defaultdict(list)
        for article, one in wanted:
            by_quote[article, one.quote].append(one)
        found = work.find(quote for _, quote in by_quote)
        every = work.decided(one for some in found.values() for one in some)
        made: list[NewDecisions] = []
        for (article, quote), gone in by_quote.items():
            here = next((one for one in found.get(quote, ()) if one.article == article), None)
            if here is None and numbers:
                raise NotFound(f"the quotation {quote} is printed no longer: its text has changed since")
            if here is None:  # what went over to a later text is taken back there
                continue
            before = every[article][quote]
            made.append(NewDecisions(here, _taken_back(here, gone, before, by, now, work.batch), before))
        return tuple(work.decide(made)), tuple(sorted(work.left))


def _taken_back(
    found: ReviewedStatement,
    gone: Sequence[Decision],
    every: Sequence[Decision],
    by: str,
    now: datetime,
    batch: int,
) -> list[Decision]:
    """The decisions that take these back."""
    stands = {one.number for one in every} - {one.undoes for one in every}
    made: list[Decision] = []
    for one in gone:
        if one.number not in stands or one.undoes is not None:
            raise NotFound(f"decision {one.number} is taken back already, or takes one back itself")
        undone = replace(
            one, number=max(n.number for n in (*every, *made)) + 1, undoes=one.number, made_by=by, batch=batch
        )
        after = values_of([*every, *made, undone])[one.what]
        made.append(
            replace(
                undone,
                value=after,
                was=value_of(one.what, found.printed) if one.what not in standing(made) else one.value,
                made_at=now.isoformat(timespec="seconds"),
                checked_on=now.date().isoformat(),
            )
        )
    return made
