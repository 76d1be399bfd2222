"""Which statements are worth comparing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from quotetrack.linking import blocking
from quotetrack.linking.blocking import InvertedIndex, Meetings, choose_candidates, narrow, run_starts, sizes
from quotetrack.linking.features import Floats
from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.signatures import Signatures

from .statements import SENTENCES, signed


def test_statements_of_one_article_are_not_compared() -> None:
    everything = signed(*(LinkInput(words, article=1) for words in SENTENCES))
    met = choose_candidates(
        InvertedIndex(everything).meetings(0, len(everything)), everything, everything, sizes(everything)
    )
    assert not len(met.a)


def test_candidates_share_rare_words_and_the_nearest_come_first() -> None:
    everything = signed(*(LinkInput(words, article=n) for n, words in enumerate(SENTENCES[:6])))
    met = choose_candidates(
        InvertedIndex(everything).meetings(0, 1), everything[:1], everything, sizes(everything)
    )
    assert set(met.a.tolist()) == {0}
    assert met.b.tolist()[0] == 1
    assert set(met.b.tolist()) == {1, 2}


def test_statements_that_share_nothing_do_not_meet() -> None:
    everything = signed(LinkInput("Bruckner", article=1), LinkInput("quotas", article=2))
    assert InvertedIndex(everything).meetings(0, 2).b.tolist() == [0, 1]  # themselves
    assert not len(
        choose_candidates(
            InvertedIndex(everything).meetings(0, 2), everything, everything, sizes(everything)
        ).a
    )


def test_an_index_of_nothing_is_no_error() -> None:
    assert not len(InvertedIndex(signed()).meetings(0, 0).a)


def test_too_many_statements_at_once_are_refused() -> None:
    everything = np.repeat(signed(LinkInput("quotas")), 5000)
    with pytest.raises(ValueError, match="at most 4096"):
        choose_candidates(
            InvertedIndex(everything[:1]).meetings(0, 1), everything, everything, sizes(everything)
        )


def test_narrowing_keeps_those_with_most_weight_and_of_equals_the_first() -> None:
    met = Meetings(np.array([0, 0, 0, 0]), np.array([7, 5, 6, 7]), np.array([1, 2, 2, 2], np.float32))
    assert narrow(met, 2).b.tolist() == [7, 5]
    assert narrow(met, 2).weight.tolist() == [3, 2]


def test_the_best_are_those_of_sorting_all() -> None:
    drawn = np.random.default_rng(3)
    a, b = np.repeat(np.arange(9), 3000), np.tile(np.arange(3000), 9)
    weight = drawn.integers(1, 5000, len(a)).astype(np.float32)
    met = narrow(Meetings(a, b, weight), 50)
    order = np.lexsort((b, -weight, a))
    wanted = order[np.arange(len(a)) % 3000 < 50]
    assert met.a.tolist() == a[wanted].tolist()
    assert met.b.tolist() == b[wanted].tolist()


def test_candidates_are_the_same_in_lots_of_any_size() -> None:
    everything = signed(*(LinkInput(words, article=n, speaker=n % 3) for n, words in enumerate(SENTENCES)))
    index, size = InvertedIndex(everything), sizes(everything)
    pairs = [
        {
            (start + a, b)
            for start in range(0, len(everything), step)
            for a, b in _candidates(index, everything, size, start, min(start + step, len(everything)))
        }
        for step in (1, 5, len(everything))
    ]
    assert pairs[0] == pairs[1] == pairs[2]
    assert len(pairs[0]) > len(everything)


def _candidates(
    index: InvertedIndex, everything: Signatures, size: Floats, start: int, end: int
) -> Iterator[tuple[int, int]]:
    met = choose_candidates(index.meetings(start, end), everything[start:end], everything, size)
    return zip(met.a.tolist(), met.b.tolist(), strict=True)


@pytest.mark.parametrize(("values", "starts"), [([], []), ([0], [0]), ([4, 4, 9, 9, 9], [0, 2])])
def test_runs_start_at_each_new_value(values: list[int], starts: list[int]) -> None:
    assert run_starts(np.array(values, np.uint64)).tolist() == starts


def test_a_frequent_key_counts_less_and_a_trigram_less_than_a_word() -> None:
    keys = np.array([1, 1, blocking.TRIGRAM | np.uint64(1)], np.uint64)
    rare, frequent, trigram = blocking.key_weights(keys, np.array([2, 50, 2]), 100)
    assert rare > frequent > 0
    assert trigram == pytest.approx(rare * blocking.SETTINGS.trigram_weight**2)
