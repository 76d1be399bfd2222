"""Sets of numbers that are joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.speakers.union_find import UnionFind


def test_numbers_that_are_joined_are_one_set_led_by_the_smallest() -> None:
    joined = UnionFind([5, 4, 3, 2, 1])
    joined.union(5, 3)
    joined.union(4, 5)
    assert joined.sets() == [[1], [2], [3, 4, 5]]
    assert joined.leader(5) == joined.leader(4) == 3


def test_a_number_not_seen_before_is_a_set_of_its_own() -> None:
    joined = UnionFind()
    assert joined.leader(7) == 7
    assert joined.sets() == [[7]]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.randoms())
def test_sets_do_not_depend_on_the_order(pairs: list[tuple[int, int]], random: object) -> None:
    shuffled = pairs[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = UnionFind(), UnionFind()
    for a, b in pairs:
        one.union(a, b)
    for a, b in shuffled:
        other.union(b, a)
    assert one.sets() == other.sets()
