"""What is asked of one quotation, by a row of a sheet or by itself, becomes decisions. By itself it is read, compared
with what was looked at, and written in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from quotetrack.errors import ChangedSince, NotFound, UsageError, require_text
from quotetrack.records import Decision, Printed, Span
from quotetrack.review.cells import EDITABLE, editable, offsets
from quotetrack.review.decisions import statuses_said, value_of
from quotetrack.review.proposals import edited_cells, proposed, reviewer_name
from quotetrack.store import Store
from quotetrack.store.reviews import NewDecisions, ReviewedStatement, ReviewWork

_NUMBER = 0
"""Of a decision that is not noted yet."""
_STATE_BYTES = 8
_NOT_DECIDED = ("reviewer", "checked on")
"""Cells that a reviewer may change, and that say nothing of the quotation."""


def state_of(printed: Printed) -> str:
    """Return 16 hexadecimal digits of the text and of all that can be decided of a quotation: others as soon as one of
    them is another."""
    cells = editable(printed)
    told = [printed.article.digest, *(cells[heading] for heading in EDITABLE if heading not in _NOT_DECIDED)]
    return hashlib.blake2b(json.dumps(told).encode("ascii"), digest_size=_STATE_BYTES).hexdigest()


def cells_of(
    *,
    status: str | None = None,
    speaker: str | None = None,
    kind: str | None = None,
    words: str | None = None,
    spans: Iterable[tuple[int, int] | Span] | None = None,
    stance: str | None = None,
    notes: str | None = None,
) -> dict[str, str]:
    """Return the cells of a row in which somebody fills in these fields; None leaves one out. UsageError if none is
    given, or one is no text."""
    places = None if spans is None else tuple(Span(*place) for place in map(_ends, spans))
    given = {
        "words": words,
        "offsets": None if places is None else offsets(places),
        "speaker": speaker,
        "speaker kind": kind,
        "stance": stance,
        "status": status,
        "notes": notes,
    }
    cells = {heading: cell for heading, cell in given.items() if cell is not None}
    if not cells:
        raise UsageError("nothing is decided: give a status, speaker, kind, words, spans, stance or notes")
    require_text(*cells.values())
    return cells


def _ends(place: tuple[int, int] | Span) -> tuple[int, int]:
    return (place.start, place.end) if isinstance(place, Span) else place


def decide_quotation(
    store: Store, id_prefix: str, cells: Mapping[str, str], *, by: str, now: datetime, seen: str | None = None
) -> tuple[Decision, ...]:
    """Decide on one quotation what these cells ask for, named as in a sheet. The rules are those of an edited row.

    NotFound for no quotation, or several; ChangedSince if `seen` is given and is not its state any more; UsageError if
    the cells make no sense, or change nothing that `by` has not said already.
    """
    require_text(by)
    by = reviewer_name(by, by)
    with store.reviewing() as work:
        id = work.whole_id(id_prefix)
        found = work.find([id])
        if id not in found:
            raise NotFound(f"the quotation {id} is printed no longer: its text has changed since")
        statement = only_statement(id, found[id])
        printed = statement.printed
        if seen is not None and seen != state_of(printed):
            raise ChangedSince(_what_it_is_now(printed, seen))
        every = work.decided([statement]).get(statement.article, {}).get(id, ())
        said = statuses_said(every).get(by)
        repeats = said is None or said.value != value_of("status", printed)
        wanted = edited_cells(cells, None, printed)
        if repeats and cells.get("status"):
            wanted["status"] = cells["status"]
        new = decisions_asked(wanted, statement, work, by=by, now=now, repeats=repeats)
        if not new:
            raise UsageError(f"the quotation {id} is so already: {_fields(cells)} would not change")
        return tuple(work.decide([NewDecisions(statement, new, every)]))


def decisions_asked(
    wanted: Mapping[str, str],
    statement: ReviewedStatement,
    work: ReviewWork,
    *,
    by: str,
    now: datetime,
    repeats: bool = False,
) -> list[Decision]:
    """Return what these cells, which differ from what the database has, decide of a statement; nothing is written.
    UsageError if they make no sense. For `repeats` see `proposed`."""
    printed, today = statement.printed, now.date().isoformat()
    proposal = proposed(wanted, printed, work.kind_of, by=by, today=today, repeats=repeats)
    return [
        Decision(
            number=_NUMBER,
            quote=printed.id,
            what=what,
            value=value,
            was=value_of(what, printed),
            made_by=proposal.reviewer,
            made_at=now.isoformat(timespec="seconds"),
            checked_on=proposal.checked_on,
            batch=work.batch,
            article=printed.article.id,
        )
        for what, value in proposal.values.items()
    ]


def only_statement(id: str, statements: Sequence[ReviewedStatement]) -> ReviewedStatement:
    """Return the statement that an id means; UsageError if there is none, or more than one."""
    if not id:
        raise UsageError("the row has no id: a quotation is known by it, so put it back")
    if not statements:
        raise UsageError(f"there is no quotation {id[:60]!r} in this database, or its text has changed since")
    if len(statements) > 1:
        raise UsageError(
            f"{len(statements)} articles have a quotation {id[:60]!r}: it cannot be told which is meant"
        )
    return statements[0]


def _what_it_is_now(printed: Printed, seen: str) -> str:
    review = printed.review
    by = f"; {review.reviewer} decided last, on {review.checked_on}" if review else ""
    return (
        f"the quotation {printed.id} was changed since it was looked at{by}: its state is {state_of(printed)} now, "
        f"expected {seen[:60]!r}; look again and decide anew"
    )


def _fields(cells: Mapping[str, str]) -> str:
    return ", ".join(cells)
