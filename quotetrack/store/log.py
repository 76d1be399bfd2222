"""Reads what was decided of quotations, of pairs and of names in one list, the latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, func, literal, select, union_all

from quotetrack.records import (
    LOG_KINDS,
    Decision,
    Logged,
    LogKind,
    PairDecision,
    Printed,
    SpeakerDecision,
)
from quotetrack.store.batches import select_in
from quotetrack.store.database import Database
from quotetrack.store.decisions import decision_of, decisions_query
from quotetrack.store.lookup import select_by_id
from quotetrack.store.numbered import numbered_decisions
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import decisions, pair_decisions, quotes, revisions, speaker_decisions

_TABLES: dict[LogKind, Table] = {
    "quotations": decisions,
    "pairs": pair_decisions,
    "names": speaker_decisions,
}
_Noted = Decision | PairDecision | SpeakerDecision
_Read = tuple[Mapping[int, _Noted], set[int]]
"""Decisions by their numbers, and the numbers of those that are taken back."""


@dataclass(frozen=True, slots=True)
class LogReader:
    """Reads the log."""

    database: Database

    def read(
        self,
        *,
        kind: LogKind | None = None,
        by: str | None = None,
        since: str | None = None,
        start: int = 0,
        size: int = 50,
    ) -> tuple[list[Logged], int]:
        """Return so many decisions from the one with the number `start` on, counted from 0 at the latest, and how many
        there are: of this kind, by this person, from this day on."""
        chosen = [_rows(each, by, since) for each in LOG_KINDS if kind in (None, each)]
        latest = (
            query.order_by(query.selected_columns.made_at.desc(), query.selected_columns.id.desc())
            .limit(start + size)
            .subquery()
            for query in chosen
        )
        every = union_all(*(select(one) for one in latest)).subquery()
        page = (
            select(every.c.kind, every.c.id)
            .order_by(every.c.made_at.desc(), every.c.kind, every.c.id.desc())
            .offset(start)
            .limit(size)
        )
        with self.database.reading() as connection:
            counts = (select(func.count()).select_from(query.subquery()) for query in chosen)
            total = sum(connection.execute(count).scalar_one() for count in counts)
            places = [(row.kind, row.id) for row in connection.execute(page)]
            return list(_logged(connection, places)), total


def _rows(kind: LogKind, by: str | None, since: str | None) -> Select[Any]:
    table = _TABLES[kind]
    query = select(literal(kind).label("kind"), table.c.id, table.c.made_at)
    if by is not None:
        query = query.where(table.c.made_by == by)
    return query if since is None else query.where(table.c.made_at >= since)


def _logged(connection: Connection, places: Sequence[tuple[LogKind, int]]) -> Iterable[Logged]:
    numbers = {kind: [number for own, number in places if own == kind] for kind in LOG_KINDS}
    read: dict[LogKind, _Read] = {
        "quotations": _on_quotations(connection, numbers["quotations"]),
        "pairs": _on_pairs(connection, numbers["pairs"]),
        "names": _on_names(connection, numbers["names"]),
    }
    printed = _printed(connection, (read[kind][0][number] for kind, number in places))
    for kind, number in places:
        noted, gone = read[kind]
        decision = noted[number]
        own = tuple(printed[id] for id in _quotations_of(decision) if id in printed)
        yield Logged(kind=kind, decision=decision, is_taken_back=number in gone, printed=own)


def _on_quotations(connection: Connection, numbers: Sequence[int]) -> _Read:
    rows = select_in(connection, decisions_query(), decisions.c.id, numbers)
    gone = select_in(connection, select(decisions.c.undoes), decisions.c.undoes, numbers)
    return {row.id: decision_of(row) for row in rows}, {row.undoes for row in gone}


def _on_pairs(connection: Connection, numbers: Sequence[int]) -> _Read:
    """Return decisions on pairs; what takes one back is on the same two quotations."""
    ends = select_in(connection, select(pair_decisions.c.quote), pair_decisions.c.id, numbers)
    on_these = pair_decisions.c.quote.in_({row.quote for row in ends})
    return _numbered(numbered_decisions(connection, PairDecision, on_these) if numbers else [])


def _on_names(connection: Connection, numbers: Sequence[int]) -> _Read:
    return _numbered(numbered_decisions(connection, SpeakerDecision) if numbers else [])


def _numbered(noted: Sequence[PairDecision] | Sequence[SpeakerDecision]) -> _Read:
    return {one.number: one for one in noted}, {one.takes_back for one in noted if one.takes_back is not None}


def _quotations_of(decision: _Noted) -> tuple[str, ...]:
    if isinstance(decision, Decision):
        return (decision.quote,)
    return (decision.quote, decision.other) if isinstance(decision, PairDecision) else ()


def _printed(connection: Connection, noted: Iterable[_Noted]) -> dict[str, Printed]:
    """Map the ids of the quotations of these decisions to what is printed now."""
    ids = {id for one in noted for id in _quotations_of(one)}
    current = (
        select(quotes.c.given_id, quotes.c.id)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
    )
    rows = {row.given_id: row.id for row in select_by_id(connection, current, ids)}
    printed = StatementLoader().printed(connection, sorted(rows.values()))
    return {id: printed[row] for id, row in rows.items()}
