"""From links to claims."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking import clustering


def table(
    size: int, pairs: dict[tuple[int, int], float]
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """A symmetric table of probabilities."""
    out = np.zeros((size, size), np.float32)
    for (a, b), chance in pairs.items():
        out[a, b] = out[b, a] = chance
    return out


def test_one_strong_link_does_not_join_two_groups() -> None:
    likely = table(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8})
    assert clustering.average_linkage(likely, least=0.5) == [[0, 1], [2, 3]]


def test_a_member_that_is_like_most_of_a_group_joins_it() -> None:
    likely = table(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.4})
    assert clustering.average_linkage(likely, least=0.5) == [[0, 1, 2]]


@given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), st.floats(0, 1)))
def test_every_number_is_in_one_group(pairs: dict[tuple[int, int], float]) -> None:
    groups = clustering.average_linkage(table(10, pairs))
    assert sorted(one for found in groups for one in found) == list(range(10))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.randoms())
def test_components_do_not_depend_on_the_order(pairs: list[tuple[int, int]], random: object) -> None:
    shuffled = pairs[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clustering.components(pairs) == clustering.components(shuffled)


def test_a_component_too_large_is_cut_at_its_weaker_links() -> None:
    links = {(0, 1): 0.9, (1, 2): 0.4, (2, 3): 0.9}
    assert clustering.pieces(links, most=3) == [[0, 1], [2, 3]]


def test_a_component_of_links_alike_is_not_cut_for_ever() -> None:
    assert clustering.pieces({(0, 1): 0.5, (1, 2): 0.5}, most=2) == [[0, 1], [2]]


def test_a_copy_is_one_of_the_earliest_printing_of_its_group() -> None:
    order = {1: "b", 2: "a", 3: "c", 4: "d"}
    assert clustering.copies([[1, 2, 3], [4]], [(1, 2), (2, 3), (3, 4)], order) == {1: 2, 3: 2}


def test_an_id_goes_with_most_of_its_members() -> None:
    was = {1: "x", 2: "x", 3: "x", 4: "y"}
    assert clustering.keep_ids([[1, 4], [2, 3], [5, 6]], was) == ["y", "x", None]


def test_merges_and_splits_are_told() -> None:
    was = {1: "x", 2: "x", 3: "y", 4: "z", 5: "z"}
    now = {"x": [1, 2, 3], "z": [4], "new": [5, 6]}
    assert clustering.changes(now, was) == [("merged", "y", "x"), ("split", "z", "new")]


def decided(
    likely: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    together: list[tuple[int, int]],
    apart: list[tuple[int, int]],
) -> list[list[int]]:
    """The groups of a table after decisions were laid over it."""
    clustering.lay_decided(likely, together, apart)
    return clustering.average_linkage(likely, least=0.5)


def test_what_is_decided_apart_is_never_chained_together() -> None:
    likely = table(3, {(0, 1): 0.9, (1, 2): 0.95, (0, 2): 0.9})
    assert decided(likely, [], [(0, 2)]) == [[0], [1, 2]]


def test_what_is_decided_together_needs_no_likelihood_and_chains() -> None:
    assert decided(table(4, {}), [(0, 1), (1, 3)], []) == [[0, 1, 3], [2]]


def test_a_group_is_apart_from_all_that_one_of_it_is_apart_from() -> None:
    likely = table(4, {(0, 2): 0.9, (1, 2): 0.9, (1, 3): 0.9, (0, 3): 0.9, (2, 3): 0.1})
    assert decided(likely, [(0, 1), (2, 3)], [(0, 2)]) == [[0, 1], [2, 3]]


def test_a_pair_together_gives_way_to_one_apart() -> None:
    assert decided(table(3, {}), [(0, 1), (1, 2)], [(0, 2)]) == [[0, 1], [2]]


_PAIRS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=9
)


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1)), _PAIRS, _PAIRS)
def test_no_group_ever_holds_two_that_are_apart(
    pairs: dict[tuple[int, int], float], together: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    groups = decided(table(8, pairs), together, apart)
    assert sorted(one for group in groups for one in group) == list(range(8))
    assert not any(a in group and b in group for group in groups for a, b in apart)
    if not apart:
        assert all(any({a, b} <= set(group) for group in groups) for a, b in together)
