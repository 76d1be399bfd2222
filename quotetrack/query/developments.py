"""What changed between two days: what was said for the first time, what again, and what was contradicted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from quotetrack.errors import UsageError
from quotetrack.records import Development, Filter, Printed
from quotetrack.speakers.directory import Searchable


def developments(store: Searchable, before: str, after: str, filter: Filter) -> list[Development]:
    """`Collection.diff` tells what comes back."""
    since = _next(before)
    if after < since:
        raise UsageError(f"{after} is not later than {before}: no day lies between them")
    later = replace(
        filter, since=max(since, filter.since or ""), until=min(after, filter.until or after), limit=None
    )
    later_by_row = store.statements.fetch([row for row, _ in store.statements.search_light((), later)])
    claims = store.claims.printings(list(later_by_row))
    rows_of_claims = {row for rows in claims.values() for row in rows}
    others = store.statements.fetch(sorted(rows_of_claims - later_by_row.keys()))
    out: list[Development] = []
    seen: set[int] = set()
    for row, printed in later_by_row.items():
        if row in seen:
            continue
        rows = claims.get(row, [row])
        seen.update(rows)
        earlier = [others[other] for other in rows if other in others and _day(others[other]) <= before]
        out.append(
            Development("said_again", printed, earlier[-1]) if earlier else Development("new", printed)
        )
    out += _contradictions(store, before, later)
    return sorted(out, key=lambda development: (_day(development.printed), development.what))[: filter.limit]


def _contradictions(store: Searchable, before: str, later: Filter) -> Iterator[Development]:
    """What was printed later and contradicts what was printed before."""
    for link in store.claims.links(later, relation="contradicts"):
        first, second = sorted((link.a, link.b), key=_day)
        if _day(first) <= before < _day(second) <= (later.until or _day(second)):
            yield Development("contradicts", second, first)


def _day(printed: Printed) -> str:
    """The day of publication, after all others if it is unknown."""
    return printed.article.published or "9999"


def _next(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(1)).isoformat()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{day!r} is no day that has a next one: write it like 2012-07-05") from error
