"""Figures for the same thing beside each other: from the statements of a store to `Tally`s.

Figures are looked up by what is counted, a word of the matter and the day, so that no two are compared that share
none of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from quotetrack.linking.counting import SETTINGS, Bounds, Counted, Matter, Thing, counted_in
from quotetrack.records import EVERYTHING, Filter, Printed, Tally
from quotetrack.store import Store

_MOST = 20
"""Conflicts of one figure that are named."""
_BUDGET = 50
"""Matters that share a word with one and are compared with it."""


def find_tallies(store: Store, filter: Filter = EVERYTHING) -> list[Tally]:
    """Return the tallies in which a statement that `filter` chooses has a part: those with a conflict first, then those
    with most figures, then the earliest. What is not shown counts only if the store reads it."""
    rows = store.statements.counting()
    printed = store.statements.fetch(rows)
    groups = group_counted(counted_of(printed.values()))
    if filter != EVERYTHING:
        chosen = {printed[row].id for row in store.statements.rows(filter) & printed.keys()}
        groups = [group for group in groups if any(one.count.printed.id in chosen for one in group)]
    return _tallies(groups)


def tallies_of(printed: Iterable[Printed]) -> list[Tally]:
    """Return the tallies of these statements alone, in the order of `find_tallies`."""
    return _tallies(group_counted(counted_of(printed)))


def _tallies(groups: Iterable[Sequence[Counted]]) -> list[Tally]:
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
    places: defaultdict[Matter, list[int]] = defaultdict(list)
    for place, one in enumerate(counted):
        places[one.matter].append(place)
    groups = _Groups(list(places))
    by_matter = list(places.values())
    found: dict[int, Counted] = {}
    for n, own in enumerate(by_matter):
        beside = [place for other in groups.beside(n) for place in by_matter[other]]
        claimed: defaultdict[Bounds, list[int]] = defaultdict(list)
        for place in beside:
            if counted[place].is_claimed:
                claimed[counted[place].bounds].append(place)
        for place in own:
            found[place] = _with_conflicts(counted[place], counted, claimed)
    together = (sorted(place for n in group for place in by_matter[n]) for group in groups.members)
    return [[found[place] for place in group] for group in sorted(together)]


def _with_conflicts(
    one: Counted, counted: Sequence[Counted], claimed: Mapping[Bounds, Sequence[int]]
) -> Counted:
    """Return the figure with the ids of those that it is at odds with, among what is `claimed` beside it."""
    places = chain.from_iterable(claimed[bounds] for bounds in claimed if one.bounds.excludes(bounds))
    met = islice((place for place in places if one.is_at_odds(counted[place])), _MOST)
    ids = dict.fromkeys(counted[place].count.printed.id for place in sorted(met))
    return replace(one, count=replace(one.count, conflicts=tuple(ids)))


class _Groups:
    """Matters in groups, by their places in the list given. Each joins the group in which it fits most others, if it
    fits more than half of those near it in time there: a report that tells of two places does not make them one.

    Those that share its rarest words are met first, up to `_BUDGET`, so that a matter costs the same in any store."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        self.members: list[list[int]] = []
        self._matters = matters
        self._group_of: list[int] = []
        self._days: list[Counter[int]] = []
        self._fitting: list[list[int]] = []
        self._things: dict[Thing, int] = {}
        # By what is counted, a word, and the day of publication; that of saying is negative.
        self._by_key: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
        for matter in matters:
            self._add(matter)

    def beside(self, place: int) -> list[int]:
        """Return those of its group that a matter fits, itself first."""
        own = self._group_of[place]
        return [place, *(other for other in self._fitting[place] if self._group_of[other] == own)]

    def _add(self, matter: Matter) -> None:
        place = len(self._fitting)
        thing = self._things.setdefault(matter.thing, len(self._things))
        fitting = [other for other in self._met(thing, matter) if matter.fits(self._matters[other])]
        for other in fitting:
            self._fitting[other].append(place)
        self._fitting.append(fitting)
        number = self._chosen(matter, Counter(self._group_of[other] for other in fitting))
        if number == len(self.members):
            self.members.append([])
            self._days.append(Counter())
        self._group_of.append(number)
        self.members[number].append(place)
        self._days[number][matter.published] += 1
        for day in filter(None, (matter.published, -matter.said)):
            for word in matter.words | matter.story:
                self._by_key[thing, word, day].append(place)

    def _chosen(self, matter: Matter, fitting: Counter[int]) -> int:
        """Return the number of the group that the matter joins; that of a new one if it joins none."""
        for number, fits in fitting.most_common():
            near = sum(self._days[number][day] for day in _days_near(matter))
            if 2 * fits > min(near, _BUDGET):
                return number
        return len(self.members)

    def _met(self, thing: int, matter: Matter) -> list[int]:
        """Return matters of one thing that share a word and a day with this one, those with its rarest words first."""
        days = [*_days_near(matter), *filter(None, [-matter.said])]
        by_word = [
            [self._by_key[thing, word, day] for day in days if (thing, word, day) in self._by_key]
            for word in matter.words | matter.story
        ]
        met: dict[int, None] = {}
        for lists in sorted(by_word, key=lambda lists: sum(map(len, lists))):
            met |= dict.fromkeys(islice(chain.from_iterable(lists), _BUDGET - len(met)))
        return sorted(met)


def _days_near(matter: Matter) -> Sequence[int]:
    near = range(matter.published - SETTINGS.days, matter.published + SETTINGS.days + 1)
    return near if matter.published else ()
