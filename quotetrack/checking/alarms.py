"""Quotations of which something is wrong, found without a question: takes a store, gives `Alarm`s of all kinds."""

from __future__ import annotations

from collections.abc import Iterable

from quotetrack.checking.copied_words import publication_order, words_under_two_names
from quotetrack.checking.self_conflicts import against_oneself, two_figures
from quotetrack.records import ALARM_KINDS, EVERYTHING, Alarm, Filter
from quotetrack.store import Store


def find_alarms(store: Store, filter: Filter = EVERYTHING) -> list[Alarm]:
    """Return the alarms in which a statement that `filter` chooses has a part, by kind in the order of `ALARM_KINDS`,
    those with most printings first.

    Statements whose speaker is not named, that are not shown, or that were rejected, count for nothing."""
    # What is rejected or kept back is left out by all that is read here, or not, as the store is.
    every = store.remembered(("alarms", store.statements.unshown), lambda: _every_alarm(store))
    return narrow_alarms(store, every, filter)


def narrow_alarms(store: Store, alarms: Iterable[Alarm], filter: Filter) -> list[Alarm]:
    """Return those of some alarms in which a statement that `filter` chooses has a part, in their order."""
    every = list(alarms)
    if filter == EVERYTHING or not every:
        return every
    ids = {printed.id for alarm in every for printed in alarm.printings}
    chosen = store.statements.chosen_of(ids, filter)
    return [alarm for alarm in every if any(printed.id in chosen for printed in alarm.printings)]


def _every_alarm(store: Store) -> list[Alarm]:
    figures = two_figures(store)
    return sorted([*words_under_two_names(store), *figures, *against_oneself(store, figures)], key=_order)


def _order(alarm: Alarm) -> tuple[int, int, tuple[str, str]]:
    return ALARM_KINDS.index(alarm.kind), -len(alarm.printings), publication_order(alarm.printings[0])
