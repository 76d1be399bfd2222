"""The same words under two names: where a wrong speaker, or a copied quotation, shows.

Takes a store, gives `Alarm`s. Words are compared as `check` compares them: case, marks and the printer's signs do not
count. What reads like the words of somebody else by as much as one word is no alarm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotetrack.comparison.tokens import in_marks, tokens_of
from quotetrack.records import EVERYTHING, Filter, Printed
from quotetrack.records.check import Alarm
from quotetrack.store import Store

_FEWEST = 6
"""Words that two printings share to be called the same: fewer are said by many ("we will not comment")."""
_BATCH = 500
"""Statements whose speakers are looked up at once."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The id and the names of whoever said something in marks, and the words as they are compared: the same for all
    copies."""

    speakers: frozenset[str]
    keys: tuple[str, ...]


def find_alarms(store: Store, filter: Filter = EVERYTHING) -> list[Alarm]:
    """Return the alarms in which a statement that `filter` chooses has a part, those with most printings first.

    One alarm is a run of at least six words in marks, all of one printing, that stand in printings of at least two
    named speakers; one who speaks with others is no second name beside them. Statements whose speaker is not named,
    that are not shown, or that were rejected, count for nothing."""
    rows_of: defaultdict[_Said, list[int]] = defaultdict(list)
    for row, one in _statements(store):
        rows_of[one].append(row)
    said = list(rows_of)
    groups = _joined(_shared(said))
    chosen = None if filter == EVERYTHING else {row for row, _ in store.statements.search_light((), filter)}
    alarms: list[Alarm] = []
    for group in groups:
        rows = sorted(row for place in group for row in rows_of[said[place]])
        if chosen is None or not chosen.isdisjoint(rows):
            printed = store.statements.fetch(rows)
            alarms.append(Alarm(printings=tuple(sorted(printed.values(), key=_by_day))))
    return sorted(alarms, key=lambda alarm: (-len(alarm.printings), _by_day(alarm.printings[0])))


def _by_day(printed: Printed) -> tuple[str, str]:
    return printed.article.published or "9999", printed.id


def _statements(store: Store) -> Iterator[tuple[int, _Said]]:
    """Yield what is said in marks by somebody named, in enough words, with its row."""
    held: list[tuple[int, _Said]] = []
    for row, printed in store.statements.search_light((), EVERYTHING):
        name = printed.statement.attribution.speaker_name
        if name and printed.statement.quote.kind != "indirect":
            keys = tuple(token.key for token in tokens_of(printed.article.text, in_marks(printed)))
            if len(keys) >= _FEWEST:
                held.append((row, _Said(frozenset(name.split("; ")), keys)))
        if len(held) >= _BATCH:
            yield from _with_speakers(store, held)
            held.clear()
    yield from _with_speakers(store, held)


def _with_speakers(store: Store, held: Sequence[tuple[int, _Said]]) -> Iterator[tuple[int, _Said]]:
    """Yield the statements with the ids of their speakers, which tell two names of one speaker."""
    ids = store.speakers.ids_of([row for row, _ in held])
    for row, said in held:
        own = {ids[row]} if row in ids else set[str]()
        yield row, replace(said, speakers=said.speakers | own)


def _shared(said: Sequence[_Said]) -> Iterator[tuple[int, int]]:
    """Yield the places of two statements of different speakers of which one has all the words of the other."""
    beginning: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        beginning[one.keys[:_FEWEST]].append(place)
    for place, whole in enumerate(said):
        for start in range(len(whole.keys) - _FEWEST + 1):
            for other in beginning.get(whole.keys[start : start + _FEWEST], ()):
                part = said[other]
                is_same = whole.keys[start : start + len(part.keys)] == part.keys
                if is_same and part.speakers.isdisjoint(whole.speakers):
                    yield place, other


def _joined(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Return the pairs that hang together as one group each."""
    group_of: dict[int, set[int]] = {}
    for left, right in pairs:
        one, other = group_of.get(left, {left}), group_of.get(right, {right})
        both = one | other
        group_of |= dict.fromkeys(both, both)
    return list({id(group): group for group in group_of.values()}.values())
