"""Figures beside each other in groups, and what conflicts."""

from __future__ import annotations

from typing import Any

import quotetrack
from quotetrack.linking.tallies import counted_of, group_counted
from quotetrack.records import Printed, Tally

from ..timing import takes_linear_time
from .counts import told


def killed(number: int, town: str, **more: Any) -> Any:
    """An article that gives a number of dead in a town."""
    id = f"{town}{number}"
    return told(
        f"{number} people were killed in {town}", str(number), "people", about=(town,), **{"id": id, **more}
    )


def figures(*found: Any, **criteria: Any) -> list[list[str]]:
    """The amounts of each group, those with a conflict marked."""
    with quotetrack.open(":memory:") as collection:
        for each in found:
            collection.store.add(each)
        return [_amounts(tally) for tally in collection.figures(**criteria)]


def _amounts(tally: Tally) -> list[str]:
    return [count.amount + "!" * bool(count.conflicts) for count in tally.counts]


def test_figures_of_one_town_stand_together() -> None:
    found = figures(killed(27, "Telm"), killed(60, "Telm"), killed(9, "Varn", title="Storm hits Varn"))
    assert found == [["27!", "60!"], ["9"]]


def test_conflicts_come_first_then_many_figures() -> None:
    found = figures(
        killed(9, "Varn", title="", day="2024-03-01"),
        killed(5, "Ostra", title="", id="o1"),
        killed(5, "Ostra", title="", id="o2"),
        killed(27, "Telm"),
        killed(60, "Telm"),
    )
    assert found == [["27!", "60!"], ["5", "5"], ["9"]]


def test_a_conflict_names_the_quotations_of_the_other_figures() -> None:
    one, other = killed(27, "Telm"), killed(60, "Telm")
    with quotetrack.open(":memory:") as collection:
        collection.store.add(one)
        collection.store.add(other)
        (tally,) = collection.figures()
    ids = [each.statements[0].quote.id for each in (one, other)]
    assert [count.conflicts for count in tally.counts] == [(ids[1],), (ids[0],)]
    assert tally.has_conflict


def test_who_tells_of_two_towns_does_not_make_them_one() -> None:
    both = told(
        "30 people were killed in Telm and Varn", "30", "people", id="b", about=("Telm", "Varn"), title=""
    )
    telm = [killed(27, "Telm", id=f"t{n}", title="", day="2024-03-03") for n in range(3)]
    varn = [killed(9, "Varn", id=f"v{n}", title="", day="2024-03-05") for n in range(3)]
    assert sorted(map(len, figures(*telm, both, *varn))) == [3, 4]


def test_a_filter_chooses_groups_by_any_of_their_figures() -> None:
    found = (killed(27, "Telm"), killed(60, "Telm", by="Boris Petrov"), killed(9, "Varn", title=""))
    assert figures(*found, speaker="Petrov") == [["27!", "60!"]]
    assert figures(*found, about="Varn") == [["9"]]
    assert figures(*found, limit=1) == [["27!", "60!"]]
    assert figures(*found, speaker="Dias") == []


def test_what_is_not_shown_counts_only_if_it_is_asked_for() -> None:
    from dataclasses import replace

    hidden = killed(60, "Telm")
    (statement,) = hidden.statements
    hidden = replace(hidden, statements=(replace(statement, quote=replace(statement.quote, shown=False)),))
    assert figures(killed(27, "Telm"), hidden) == [["27"]]
    assert figures(killed(27, "Telm"), hidden, unshown=True) == [["27!", "60!"]]


def test_grouping_takes_linear_time_even_if_all_tell_of_one_matter() -> None:
    def counted(number: int) -> Any:
        articles = [
            killed(n, "Telm", id=f"a{n}", title=f"Ferry {'abcdefghij'[n % 10]}{n}x sinks")
            for n in range(number)
        ]
        return counted_of(Printed(article=each.article, statement=each.statements[0]) for each in articles)

    lots = {number: counted(number) for number in (150, 900)}
    assert takes_linear_time(lambda number: group_counted(lots[number]), 150, shortest=0.02)
