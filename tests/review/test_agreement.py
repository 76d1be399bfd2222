"""How far people agree, against values computed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from quotetrack.records import STATUSES, Agreement, Decision, Printed, Status
from quotetrack.review.agreement import agreement_of
from quotetrack.review.decisions import dump
from tests.builders import harbour

FOUND = harbour()
PRINTED = Printed(article=FOUND.article, statement=FOUND.statements[0])


def said(number: int, by: str, status: Status | None, undoes: int | None = None) -> Decision:
    return Decision(
        number=number,
        quote=PRINTED.id,
        what="status",
        value=dump(status),
        was=dump(None),
        made_by=by,
        made_at="2024-03-01T12:00:00",
        checked_on="2024-03-01",
        undoes=undoes,
    )


def compared(*quotations: Sequence[tuple[str, Status | None]]) -> Agreement:
    """Compare what people said of each quotation, first to last."""
    made = [[said(number, *told) for number, told in enumerate(every, start=1)] for every in quotations]
    return agreement_of(enumerate(made), read)


def read(keys: Sequence[int]) -> dict[int, Printed]:
    return dict.fromkeys(keys, PRINTED)


def told_in(table: Sequence[Sequence[int]]) -> Iterator[Sequence[tuple[str, Status]]]:
    """Yield quotations of which Ana found the status of a row and Ben that of a column, so many times."""
    for row, times in zip(STATUSES, table, strict=False):
        for column, number in zip(STATUSES, times, strict=False):
            yield from ([("Ana", row), ("Ben", column)] for _ in range(number))


@pytest.mark.parametrize(
    ("table", "share", "expected", "kappa"),
    [
        # 0.70 observed; 0.5 × 0.6 + 0.5 × 0.4 = 0.50 by chance; 0.20 / 0.50
        ([[20, 5], [10, 15]], 0.70, 0.50, 0.40),
        # 0.5 × 0.6 + 0.3 × 0.3 + 0.2 × 0.1 = 0.41 by chance; 0.29 / 0.59
        ([[44, 5, 1], [7, 20, 3], [9, 5, 6]], 0.70, 0.41, 0.4915),
        # Each says the contrary of the other.
        ([[0, 3], [3, 0]], 0.0, 0.5, -1.0),
        # Ben finds the same whatever it is, which is what chance gives.
        ([[4, 0], [6, 0]], 0.4, 0.4, 0.0),
        ([[3, 0], [0, 7]], 1.0, 0.58, 1.0),
        # All the same throughout: nothing tells agreement from habit.
        ([[5]], 1.0, 1.0, None),
    ],
)
def test_kappa_is_as_computed_by_hand(
    table: list[list[int]], share: float, expected: float, kappa: float | None
) -> None:
    found = compared(*told_in(table))
    (pair,) = found.pairs
    assert (pair.one, pair.other, pair.quotations) == ("Ana", "Ben", sum(map(sum, table)))
    assert pair.share == pytest.approx(share)
    assert pair.expected == pytest.approx(expected)
    assert pair.kappa == (None if kappa is None else pytest.approx(kappa, abs=1e-4))
    assert (found.together.share, found.together.kappa) == (pair.share, pair.kappa), "of two it is the same"
    told = {(cell.one, cell.other): cell.quotations for cell in pair.table}
    assert told == {
        (STATUSES[n], STATUSES[m]): times
        for n, row in enumerate(table)
        for m, times in enumerate(row)
        if times
    }


def test_of_several_people_what_is_seen_and_what_chance_gives_is_added_up() -> None:
    # Ana and Ben: 2 of 4 agree, chance gives 0.5 (κ 0). Ana and Cem: 1 of 1, chance gives 1 (κ undefined).
    four: list[list[tuple[str, Status | None]]] = [
        [("Ana", "confirmed"), ("Ben", "confirmed"), ("Cem", "confirmed")],
        [("Ana", "confirmed"), ("Ben", "rejected")],
        [("Ana", "rejected"), ("Ben", "confirmed")],
        [("Ana", "rejected"), ("Ben", "rejected")],
    ]
    found = compared(*four)
    assert (found.quotations, found.agreed) == (4, 2)
    assert [(two.one, two.other, two.quotations, two.kappa) for two in found.pairs] == [
        ("Ana", "Ben", 4, 0.0),
        ("Ana", "Cem", 1, None),
        ("Ben", "Cem", 1, None),
    ]
    # 4 of 6 agree; chance gives (4 × 0.5 + 1 + 1) / 6 = 4 of 6.
    assert (found.together.quotations, found.together.agreed) == (6, 4)
    assert found.together.kappa == pytest.approx(0.0)
    assert [one.said for one in found.disagreements] == [
        (("Ana", "confirmed"), ("Ben", "rejected")),
        (("Ana", "rejected"), ("Ben", "confirmed")),
    ]


def test_the_latest_of_each_person_counts_unless_it_was_taken_back_or_opened_again() -> None:
    made = [
        [said(1, "Ana", "rejected"), said(2, "Ben", "confirmed"), said(3, "Ana", "confirmed")],
        [said(1, "Ana", "unsure"), said(2, "Ben", "confirmed"), said(3, "Ben", None)],
        [said(1, "Ana", "unsure"), said(2, "Ben", "confirmed"), said(3, "Ana", "unsure", 2)],
        [said(1, "Ana", "unsure"), said(2, "Ana", "rejected"), said(3, "Ben", "unsure")],
    ]
    found = agreement_of(enumerate(made), read)
    assert (found.quotations, found.agreed) == (2, 1)
    assert [one.said for one in found.disagreements] == [(("Ana", "rejected"), ("Ben", "unsure"))]


def test_of_nothing_nothing_is_told() -> None:
    found = compared([("Ana", "confirmed")], [])
    assert found == Agreement()
    assert (found.together.share, found.together.kappa) == (None, None)


def test_no_more_are_listed_than_are_wanted() -> None:
    made = [[said(1, "Ana", "unsure"), said(2, "Ben", "confirmed")] for _ in range(5)]
    found = agreement_of(enumerate(made), read, most=2)
    assert (found.quotations, found.agreed, len(found.disagreements)) == (5, 0, 2)
