"""Reads what reviewers have yet to look at, in order, a few at a time behind any place of it.

The order is a number for each statement, then day, article and place. A place names that number and the quotation, so
that it stays where it was if a decision or linking changes the number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    distinct,
    func,
    literal,
    select,
    tuple_,
    union,
)

from quotetrack.records import Filter, Queue, Queued, QueueOrder
from quotetrack.store.claim_notes import claim_notes
from quotetrack.store.database import Database
from quotetrack.store.filters import KEPT_BACK, ONLY_TEXTS, is_chosen, tables_for
from quotetrack.store.lookup import find_statement
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import attributions, decisions, members, quotes, reviews, revisions

_NOBODY = 2.0
"""The number of a statement whose speaker is unknown, behind all that are more or less sure."""

_ENOUGH = 1000
"""Printings that the first part of a queue by printings has at least: more than are read at once."""

_PLACE = re.compile(r"(\d+(?:\.\d+)?(?:e-\d+)?)~(.+)", re.ASCII | re.DOTALL)
"""A place: the number without its sign, and the quotation's id."""


_TIES = (
    revisions.c.published.is_(None),
    func.coalesce(revisions.c.published, "", type_=revisions.c.published.type),
    revisions.c.given_id,
    revisions.c.article,
    quotes.c.n,
)
"""What comes first of statements with one number: by day of publication, unknown days last; then by article, then as
printed. No two have all of these, and none of them is null."""


class _Part(NamedTuple):
    """A part of a queue, all of it before the next part: the tables, a condition, the highest of the numbers in the
    order, and each statement's number; None if all have the highest."""

    tables: FromClause
    condition: ColumnElement[bool]
    highest: float
    number: ColumnElement[Any] | None = None


@dataclass(frozen=True, slots=True)
class QueueReader:
    """Reads the queues of reviewers: what they have yet to decide on, of current texts."""

    database: Database

    def read(
        self,
        filter: Filter,
        *,
        order: QueueOrder = "unsure",
        after: str | None = None,
        limit: int = 20,
        second_for: str | None = None,
        without: Sequence[str] = (),
        counted: bool = True,
    ) -> Queue:
        """Return the next statements of the queue, behind the place or the quotation `after`, `limit` at most, each
        with its claim.

        With `second_for`, those on which just one other person has decided; else those on which nobody has, unless the
        filter names a status. `without` are ids that are left out. How many there are in all is only told if `counted`:
        it takes as long as the rest. Raises `NotFound` if `after` is no quotation here.
        """
        if second_for is not None:
            # What the first of two has rejected is to be looked at, and what nobody has confirmed.
            filter = replace(filter, unshown=True)
        elif filter.status is None:
            filter = replace(filter, status="unchecked")
        index = self.database.indexes.quotes
        more: list[ColumnElement[bool]] = []
        if second_for is not None:
            more.append(quotes.c.id.in_(_decided_once(second_for)))
        if without:
            more.append(quotes.c.given_id.not_in(without))
        count = select(func.count()).select_from(tables_for(filter)).where(is_chosen(filter, index), *more)
        if filter == Filter(status="unchecked", limit=filter.limit) and second_for is None and not without:
            count = _UNCHECKED
        with self.database.reading() as connection:
            left = int(connection.execute(count).scalar_one()) if counted else None
            behind = None if after is None else _find_place(connection, order, after, self.database.location)
            numbers: dict[int, float] = {}
            for part in _least_sure(filter) if order == "unsure" else _most_printed(connection, filter):
                if behind is None or behind[0] <= part.highest:
                    # Read in their order, until there are enough.
                    query = _next_of(part, behind).where(is_chosen(filter, index, are_few=True), *more)
                    query = query.limit(limit - len(numbers))
                    numbers |= {row.id: row.number for row in connection.execute(query)}
                if len(numbers) >= limit:
                    break
            printed = StatementLoader().printed(connection, numbers)
            notes = claim_notes(connection, printed)
        items = (
            Queued(
                printed=replace(printed[row], claim=notes[row]), place=f"{abs(number)!r}~{printed[row].id}"
            )
            for row, number in numbers.items()
        )
        return Queue(items=tuple(items), left=left)


def _next_of(part: _Part, behind: tuple[Any, ...] | None) -> Select[Any]:
    if part.number is None:
        query = select(quotes.c.id, literal(part.highest).label("number")).order_by(*_TIES)
        if behind is not None and behind[0] == part.highest:
            query = query.where(tuple_(*_TIES) > tuple_(*behind[1:]))
    else:
        key = (part.number, *_TIES)
        query = select(quotes.c.id, part.number.label("number")).order_by(*key)
        if behind is not None:
            # By the number alone, an index finds where to begin.
            query = query.where(part.number >= behind[0], tuple_(*key) > tuple_(*behind))
    return query.select_from(part.tables).where(part.condition)


def _least_sure(filter: Filter) -> Iterator[_Part]:
    # Without a name there is nothing to confirm, only somebody to be found, which takes a reviewer longest: after all
    # that may be in the wrong mouth.
    tables, kind = tables_for(filter, attributions), attributions.c.speaker_kind
    yield _Part(tables, kind.is_not(None), 1.0, attributions.c.confidence)
    yield _Part(tables, kind.is_(None), _NOBODY)


def _most_printed(connection: Connection, filter: Filter) -> Iterator[_Part]:
    tables = tables_for(filter)
    printed = tables.join(members, members.c.quote == quotes.c.id).join(
        _CLAIMS, _CLAIMS.c.claim == members.c.claim
    )
    # The first few are of the claims printed most: of them alone, all need not be put in order.
    often = _often(connection)
    if often is not None:
        yield _Part(printed, _CLAIMS.c.printings >= often, float(-often), -_CLAIMS.c.printings)
        yield _Part(printed, _CLAIMS.c.printings < often, -2.0, -_CLAIMS.c.printings)
    alone = quotes.c.id.not_in(select(members.c.quote))
    yield _Part(tables, alone, -1.0)


def _often(connection: Connection) -> int | None:
    """Return how often the claims are printed at least that have `_ENOUGH` printings together; None without claims."""
    printings = _CLAIMS.c.printings
    query = select(printings, func.count() * printings).group_by(printings).order_by(printings.desc())
    often, total = None, 0
    for row in connection.execute(query):
        often, total = int(row[0]), total + row[1]
        if total >= _ENOUGH:
            break
    return often


_CLAIMS = select(members.c.claim, func.count().label("printings")).group_by(members.c.claim).subquery()
"""How often each claim is printed, copies among it: what is copied most is read most."""

_LEFT_OUT = union(
    select(KEPT_BACK.subquery()),
    select(reviews.c.quote).where(reviews.c.status.is_not(None)),
    select(quotes.c.id).select_from(ONLY_TEXTS).where(~revisions.c.current),
).subquery()
_UNCHECKED = select(
    select(func.count()).select_from(quotes).scalar_subquery()
    - select(func.count()).select_from(_LEFT_OUT).scalar_subquery()
)
"""How many statements are in the queue of all: what is not in it is counted, as that is far less."""


def _decided_once(name: str) -> Select[tuple[int]]:
    """Select the rows of the statements on whose status just one person has decided, and that is not this one."""
    undone = select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))
    once = (
        select(decisions.c.article, decisions.c.quote)
        .where(decisions.c.what == "status", decisions.c.value != "null")
        .where(decisions.c.undoes.is_(None), decisions.c.id.not_in(undone))
        .group_by(decisions.c.article, decisions.c.quote)
        .having(func.count(distinct(decisions.c.made_by)) == 1, func.max(decisions.c.made_by) != name)
        .subquery()
    )
    return (
        select(quotes.c.id)
        .select_from(once.join(revisions, revisions.c.article == once.c.article))
        .join(quotes, and_(quotes.c.revision == revisions.c.id, quotes.c.given_id == once.c.quote))
        .join(reviews, reviews.c.quote == quotes.c.id)
        .where(revisions.c.current, reviews.c.status.is_not(None))
    )


def _find_place(connection: Connection, order: QueueOrder, after: str, location: str) -> tuple[Any, ...]:
    """Return the values of the order at this place. Of a quotation alone, without the number, they are as they were
    before anybody named another speaker; NotFound if there is none."""
    place = _PLACE.fullmatch(after)
    row = find_statement(connection, place[2] if place else after, location)
    query = select(*(_TIES)).select_from(ONLY_TEXTS).where(quotes.c.id == row)
    ties = tuple(connection.execute(query).one())
    number = float(place[1]) if place else abs(_number(connection, order, row))
    return (-number if order == "printed" else number, *ties)


def _number(connection: Connection, order: QueueOrder, row: int) -> float:
    if order == "printed":
        own = select(members.c.claim).where(members.c.quote == row).scalar_subquery()
        printings = select(func.count()).select_from(members).where(members.c.claim == own)
        return float(connection.execute(printings).scalar_one() or 1)
    before = connection.execute(
        select(decisions.c.was)
        .select_from(ONLY_TEXTS.join(decisions, decisions.c.article == revisions.c.article))
        .where(quotes.c.id == row, decisions.c.quote == quotes.c.given_id, decisions.c.what == "speaker")
        .order_by(decisions.c.id)
        .limit(1)
    ).scalar()
    if before is not None:
        was = json.loads(before)
        return _NOBODY if was["kind"] is None else float(was["confidence"])
    query = select(attributions.c.speaker_kind, attributions.c.confidence).where(attributions.c.quote == row)
    kind, confidence = connection.execute(query).one()
    return _NOBODY if kind is None else float(confidence)
