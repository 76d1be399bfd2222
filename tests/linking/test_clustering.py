"""From links to claims."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking import clustering


def test_a_chain_of_links_does_not_join_what_has_no_core() -> None:
    links = {(0, 1): 0.9, (1, 2): 0.85, (2, 3): 0.9}
    assert clustering.gather_round_cores(links) == [[0, 1], [2, 3]]


def test_two_cuts_of_one_quotation_are_printings_of_it() -> None:
    links = {(0, 1): 0.9, (1, 2): 0.85, (0, 2): 0.1}
    assert clustering.gather_round_cores(links) == [[0, 1, 2]]


def test_a_group_with_a_core_keeps_apart_what_is_to_be_kept_apart() -> None:
    links = {(0, 1): 0.9, (1, 2): 0.85}
    assert clustering.gather_round_cores(links, apart={0: {2}, 2: {0}}) == [[0, 1]]


@given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(10, 19)), st.floats(0, 1)))
def test_every_group_has_a_core(links: dict[tuple[int, int], float]) -> None:
    groups = clustering.gather_round_cores(links, least=0.5)
    members = [one for group in groups for one in group]
    assert len(members) == len(set(members))
    tied = {frozenset(pair) for pair, likely in links.items() if likely >= 0.5}
    assert all(any({frozenset((c, o)) for o in g if o != c} <= tied for c in g) for g in groups)


def test_printings_of_one_text_count_as_one() -> None:
    links = {(0, 1): 0.9, (1, 2): 0.9, (2, 3): 0.8}
    assert clustering.group_printings(links, [(0, 1), (1, 2)]) == [[0, 1, 2, 3]]
    assert clustering.group_printings({(0, 1): 0.9}, [(0, 1)]) == [[0, 1]]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.randoms())
def test_components_do_not_depend_on_the_order(pairs: list[tuple[int, int]], random: object) -> None:
    shuffled = pairs[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clustering.components(pairs) == clustering.components(shuffled)


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


def test_what_is_decided_apart_is_never_chained_together() -> None:
    links = {(0, 1): 0.9, (1, 2): 0.95, (0, 2): 0.9}
    assert clustering.group_printings(links, [], apart=[(0, 2)]) == [[1, 2]]
    assert clustering.group_printings(links, [(0, 2)], apart=[(0, 2)]) == [[1, 2]]


def test_what_is_decided_together_needs_no_likelihood_and_chains() -> None:
    assert clustering.group_printings({}, [], together=[(0, 1), (1, 3)]) == [[0, 1, 3]]


def test_a_group_is_apart_from_all_that_one_of_it_is_apart_from() -> None:
    links = {(0, 2): 0.9, (1, 2): 0.9, (1, 3): 0.9, (0, 3): 0.9, (2, 3): 0.1}
    groups = clustering.group_printings(links, [], together=[(0, 1), (2, 3)], apart=[(0, 2)])
    assert groups == [[0, 1], [2, 3]]


def test_a_pair_together_gives_way_to_one_apart() -> None:
    assert clustering.group_printings({}, [], together=[(0, 1), (1, 2)], apart=[(0, 2)]) == [[0, 1]]


_PAIRS = st.lists(st.sampled_from(list(combinations(range(8), 2))), max_size=9)


@given(
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(4, 7)), st.floats(0, 1)), _PAIRS, _PAIRS, _PAIRS
)
def test_no_group_ever_holds_two_that_are_apart(
    links: dict[tuple[int, int], float],
    copied: list[tuple[int, int]],
    together: list[tuple[int, int]],
    apart: list[tuple[int, int]],
) -> None:
    groups = clustering.group_printings(links, copied, together=together, apart=apart)
    members = [one for group in groups for one in group]
    assert len(members) == len(set(members))
    assert not any(a in group and b in group for group in groups for a, b in apart)
    if not apart:
        assert all(any({a, b} <= set(group) for group in groups) for a, b in together)


UNKNOWN_CORE = {(0, 1): 0.95, (1, 2): 0.9}
"""Two printings, each tied to the one between them, and not to each other."""


def test_a_printing_by_nobody_known_joins_no_two_speakers() -> None:
    assert clustering.group_printings(UNKNOWN_CORE, [], speakers={0: 7, 2: 8}) == [[0, 1]]
    assert clustering.group_printings(UNKNOWN_CORE, [], speakers={0: 7, 2: 7}) == [[0, 1, 2]]
    assert clustering.group_printings(UNKNOWN_CORE, [], speakers={0: 7}) == [[0, 1, 2]]


def test_it_joins_those_of_whom_one_text_speaks_of_the_other() -> None:
    links = {**UNKNOWN_CORE, (0, 2): 0.8}
    assert clustering.group_printings(links, [], speakers={0: 7, 2: 8}) == [[0, 1, 2]]
    assert clustering.group_printings({**links, (0, 2): 0.7}, [], speakers={0: 7, 2: 8}) == [[0, 1]]


def test_a_speaker_who_is_known_may_be_spoken_of_by_two() -> None:
    assert clustering.group_printings(UNKNOWN_CORE, [], speakers={0: 7, 1: 9, 2: 8}) == [[0, 1, 2]]


def test_what_one_of_a_group_is_tied_to_holds_for_all_that_its_speaker_said() -> None:
    links = {(0, 1): 0.95, (1, 2): 0.94, (0, 2): 0.93, (1, 3): 0.9}
    assert clustering.group_printings(links, [], speakers={0: 7, 2: 8, 3: 7}) == [[0, 1, 2, 3]]


def test_a_copy_by_nobody_known_joins_no_two_speakers() -> None:
    copied = list(UNKNOWN_CORE)
    assert clustering.group_printings(UNKNOWN_CORE, copied, speakers={0: 7, 2: 8}) == [[0, 1]]
    assert clustering.group_printings(UNKNOWN_CORE, copied, speakers={0: 7, 2: 7}) == [[0, 1, 2]]
    assert clustering.group_printings({(0, 2): 0.9}, [(0, 2)], speakers={0: 7, 2: 8}) == [[0, 2]]


def test_people_may_decide_that_two_speakers_said_one_thing() -> None:
    assert clustering.group_printings(UNKNOWN_CORE, [], speakers={0: 7, 2: 8}, together=[(0, 1), (1, 2)]) == [
        [0, 1, 2]
    ]


@given(
    st.dictionaries(st.sampled_from(list(combinations(range(8), 2))), st.floats(0, 1), max_size=14),
    st.dictionaries(st.integers(0, 7), st.integers(0, 2)),
    _PAIRS,
)
def test_the_speakers_of_a_group_hang_together_by_what_they_are_known_to_have_said(
    links: dict[tuple[int, int], float], speakers: dict[int, int], copied: list[tuple[int, int]]
) -> None:
    links |= dict.fromkeys(copied, 0.9)
    tied = {frozenset(pair) for pair, likely in links.items() if likely >= clustering.LEAST_LINK}
    meet = {frozenset(speakers[one] for one in pair) for pair in tied if pair <= speakers.keys()}
    for group in clustering.group_printings(links, copied, speakers=speakers):
        voices = {speakers[one] for one in group if one in speakers}
        met = clustering.components((min(pair), max(pair)) for pair in meet if len(pair) == 2)
        assert len(voices) < 2 or any(voices <= set(hang) for hang in met)
