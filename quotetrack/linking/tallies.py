"""Figures for the same thing beside each other: from the statements of a store to `Tally`s.

Figures are looked up by what is counted, a word of the matter and the day, so that no two are compared that share
none of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from quotetrack.linking.counting import SETTINGS, Bounds, Counted, Matter, Thing, counted_in
from quotetrack.records import EVERYTHING, Filter, Printed, Tally
from quotetrack.store import Store

_MOST = 20
"""Conflicts of one figure that are named."""


def find_tallies(store: Store, filter: Filter = EVERYTHING) -> list[Tally]:
    """Return the tallies in which a statement that `filter` chooses has a part: those with a conflict first, then those
    with most figures, then the earliest. What is not shown counts only if the store reads it."""
    rows = store.statements.counting()
    printed = store.statements.fetch(rows)
    groups = group_counted(counted_of(printed.values()))
    if filter != EVERYTHING:
        chosen = {printed[row].id for row in store.statements.rows(filter).intersection(printed)}
        groups = [group for group in groups if any(one.count.printed.id in chosen for one in group)]
    tallies = [Tally(tuple(one.count for one in group)) for group in groups]
    return sorted(tallies, key=lambda tally: (not tally.has_conflict, -len(tally.counts)))


def counted_of(printed: Iterable[Printed]) -> list[Counted]:
    """Return the figures of these statements by day of publication (unknown last), article, and place in it."""
    in_order = sorted(printed, key=lambda one: (one.article.published or "9999", one.article.id, _begin(one)))
    return [one for each in in_order for one in counted_in(each)]


def _begin(printed: Printed) -> tuple[int, str]:
    return min(span.start for span in printed.statement.quote.report), printed.id


def group_counted(counted: Sequence[Counted]) -> list[list[Counted]]:
    """Return the figures in groups, each with its conflicts. Figures of a group, and groups by their first figure, stay
    in the order in which they come."""
    groups = _Groups()
    places: defaultdict[Matter, list[int]] = defaultdict(list)
    for place, one in enumerate(counted):
        places[one.matter].append(place)
        groups.add(one.matter)
    claimed: defaultdict[Matter, defaultdict[Bounds, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(counted):
        if one.is_claimed:
            claimed[one.matter][one.bounds].append(place)

    def with_conflicts(one: Counted) -> Counted:
        others = (
            other
            for matter in groups.beside(one.matter)
            for bounds, others in claimed[matter].items()
            if one.is_claimed and one.bounds.excludes(bounds)
            for other in others
        )
        met = islice((place for place in others if one.is_at_odds(counted[place])), _MOST)
        ids = tuple(dict.fromkeys(counted[place].count.printed.id for place in sorted(met)))
        return replace(one, count=replace(one.count, conflicts=ids))

    together = (sorted(place for matter in group for place in places[matter]) for group in groups.members)
    return [[with_conflicts(counted[place]) for place in group] for group in sorted(together)]


class _Groups:
    """Matters in groups. Each joins the group in which it fits most others, if it fits at least half of those near it
    in time there: a report that tells of two places does not make them one."""

    def __init__(self) -> None:
        self.members: list[list[Matter]] = []
        self._group_of: dict[Matter, int] = {}
        self._days: list[Counter[int]] = []
        self._by_key: defaultdict[tuple[Thing, int, str], list[Matter]] = defaultdict(list)

    def add(self, matter: Matter) -> None:
        """Add a matter, unless it is there already."""
        if matter in self._group_of:
            return
        fitting = Counter(self._group_of[other] for other in self._fitting(matter))
        ranked = (n for n, fit in fitting.most_common() if 2 * fit >= self._near(n, matter))
        number = next(ranked, len(self.members))
        if number == len(self.members):
            self.members.append([])
            self._days.append(Counter())
        self.members[number].append(matter)
        self._days[number][matter.published] += 1
        self._group_of[matter] = number
        days = [f"published {matter.published}"] * bool(matter.published)
        days += [f"said {matter.said}"] * bool(matter.said)
        for word in matter.own | matter.titled:
            for day in days:
                self._by_key[matter.thing, word, day].append(matter)

    def beside(self, matter: Matter) -> list[Matter]:
        """Return the matters of its group that it fits, itself among them if it has a word and a day."""
        own = self._group_of[matter]
        return [other for other in self._fitting(matter) if self._group_of[other] == own]

    def _fitting(self, matter: Matter) -> list[Matter]:
        days = [f"published {day}" for day in _days_near(matter)] + [f"said {matter.said}"] * bool(
            matter.said
        )
        met = (
            other
            for word in sorted(matter.own | matter.titled)
            for day in days
            for other in self._by_key.get((matter.thing, word, day), ())
        )
        return [other for other in dict.fromkeys(met) if matter.fits(other)]

    def _near(self, number: int, matter: Matter) -> int:
        return sum(self._days[number][day] for day in _days_near(matter))


def _days_near(matter: Matter) -> Iterator[int]:
    if matter.published:
        yield from range(matter.published - SETTINGS.days, matter.published + SETTINGS.days + 1)
