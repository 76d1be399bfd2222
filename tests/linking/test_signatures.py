"""Statements as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.signatures import COUNTED_THINGS, FINE, SIGNATURE

from .statements import LONG, WORDS, signed


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("27 people had died", [27]),
        ("twelve were hurt and 1,400 fled", [12, 1400]),
        ("$4.5 million was spent", [4_500_000]),
        ("on July 5 2012 nothing happened", []),
        ("version 1.2.3", []),
    ],
)
def test_figures_are_what_is_counted(words: str, figures: list[float]) -> None:
    (row,) = signed(LinkInput(words))
    assert [f for f in row["figures"].tolist() if f] == figures


def test_what_figures_count_is_read_beside_them_where_the_words_do_not_tell() -> None:
    inside, beside, neither = signed(
        LinkInput("27 dead"), LinkInput("27", beside="put the toll at"), LinkInput("27")
    )
    assert inside["measures"] == beside["measures"] == 1 << 0
    assert neither["measures"] == 0
    assert len(COUNTED_THINGS) <= 16


def test_a_denial_by_the_cue_is_told_apart() -> None:
    said, denied = signed(LinkInput("the town had fallen"), LinkInput("the town had fallen", is_denied=True))
    assert (said["turns"], denied["turns"]) == (0, 1)
    assert denied["is_denied"]


def test_the_layout_is_the_one_that_stores_keep() -> None:
    """A change of size means that every store is linked anew: it must be meant."""
    assert SIGNATURE.itemsize == 997


def test_words_are_kept_with_their_weights_and_padded_with_0() -> None:
    (row,) = signed(LinkInput("the cracked girder"))
    known = [WORDS["cracked"], WORDS["girder"]]
    kept = dict(zip(row["words"].tolist(), row["weights"].tolist(), strict=True))
    assert {word.number: round(word.weight * FINE) for word in known} == {n: w for n, w in kept.items() if n}
    assert row["total"] == pytest.approx(sum(word.weight for word in known))


def test_the_sketch_of_trigrams_is_the_smallest_hashes_in_order() -> None:
    few, many = signed(
        LinkInput(LONG), LinkInput(f"{LONG} and painted {LONG.swapcase()} by men of the harbour")
    )
    kept = [n for n in few["trigrams"].tolist() if n]
    assert kept == sorted(set(kept))
    assert len(kept) == len(LONG.split()) - 2
    shared = set(kept) & set(many["trigrams"].tolist())
    assert all(n in shared for n in kept if n <= max(many["trigrams"]))


def test_two_words_have_no_trigram() -> None:
    (row,) = signed(LinkInput("two words"))
    assert not row["trigrams"].any()


def test_names_are_capitalised_words_that_do_not_open_the_text() -> None:
    (row,) = signed(LinkInput("Harbour men met Bruckner"))
    assert [n for n in row["names"].tolist() if n] == [WORDS["bruckner"].number]
    assert row["opening"] == 0


def test_an_opening_word_that_goes_on_in_a_name_is_kept() -> None:
    (row,) = signed(LinkInput("“Bruckner Hall was closed"))
    assert row["opening"] == WORDS["bruckner"].number


def test_the_opposite_of_a_word_is_the_word_without_its_prefix() -> None:
    (row,) = signed(LinkInput("an unqualified and disloyal man under us"))
    wanted = [WORDS["qualified"].number, WORDS["loyal"].number]
    assert [n for n in row["opposed"].tolist() if n] == wanted


def test_what_a_not_turns_round_is_kept() -> None:
    (row,) = signed(LinkInput("the girder was not cracked, and the bridge held"))
    assert [n for n in row["negated"].tolist() if n] == [WORDS["cracked"].number]


def test_no_words_give_an_empty_row() -> None:
    (row,) = signed(LinkInput("", is_said=False))
    assert row == np.zeros(1, SIGNATURE)[0]
