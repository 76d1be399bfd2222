"""One speaker at odds with himself: two figures for one thing and day, and quotations that contradict each other.

Takes a store, gives `Alarm`s. One speaker is one person or body across articles, as linking settled it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from quotetrack.checking.copied_words import join_pairs, publication_order
from quotetrack.linking.counting import Counted
from quotetrack.linking.tallies import counted_of, group_counted
from quotetrack.records import Alarm, AlarmKind, Printed
from quotetrack.store import Store


def two_figures(store: Store) -> list[Alarm]:
    """Return an alarm for each named speaker with figures for one thing and day that cannot both be true."""
    printed = store.statements.fetch(store.statements.counting())
    groups = [g for g in group_counted(counted_of(printed.values())) if any(one.count.conflicts for one in g)]
    speakers = _speakers(store, [one.count.printed for group in groups for one in group])
    alarms = []
    for group in groups:
        own: defaultdict[str, list[Counted]] = defaultdict(list)
        for one in group:
            if (speaker := speakers.get(one.count.printed.id)) is not None:
                own[speaker].append(one)
        alarms += [_alarm("two figures", found) for each in own.values() if (found := _at_odds(each))]
    return alarms


def _at_odds(counted: Sequence[Counted]) -> list[Printed]:
    """Return the statements whose figure is at odds with that of another of the same day, each once; none if all have
    one figure."""
    if len({one.bounds for one in counted}) < 2:
        return []
    found = (
        one.count.printed
        for one in counted
        if any(one.is_of_one_day(other) and one.is_at_odds(other) for other in counted)
    )
    return list({printed.id: printed for printed in found}.values())


def against_oneself(store: Store, apart: Sequence[Alarm] = ()) -> list[Alarm]:
    """Return an alarm for each named speaker's quotations that links call contradictions, if they are certain enough to
    be shown. Pairs that stand together in one of the alarms `apart` are left out."""
    links = list(store.claims.links(relation="contradicts"))
    printed = {end.id: end for link in links for end in (link.a, link.b)}
    speakers = _speakers(store, printed.values())
    told = [{one.id for one in alarm.printings} for alarm in apart]
    pairs = (
        (link.a.id, link.b.id)
        for link in links
        if speakers.get(link.a.id) is not None
        and speakers.get(link.a.id) == speakers.get(link.b.id)
        and not any({link.a.id, link.b.id} <= ids for ids in told)
    )
    return [_alarm("against oneself", [printed[id] for id in ids]) for ids in join_pairs(pairs)]


def _alarm(kind: AlarmKind, printed: Iterable[Printed]) -> Alarm:
    return Alarm(printings=tuple(sorted(printed, key=publication_order)), kind=kind)


def _speakers(store: Store, printed: Iterable[Printed]) -> dict[str, str]:
    """Map the id of each statement to its speaker: the id across articles, or the name if nothing was linked yet. Those
    without a named speaker are left out."""
    names = {one.id: name for one in printed if (name := one.statement.attribution.speaker_name)}
    rows = store.statements.rows_of(names)
    ids = store.speakers.ids_of(list(rows.values()))
    return names | {id: ids[row] for id, row in rows.items() if row in ids}
