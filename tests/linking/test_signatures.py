"""Statements as numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking.blocking import Index, candidates, sizes
from quotetrack.linking.features import NAMES, features
from quotetrack.linking.inputs import Told
from quotetrack.linking.postings import grown, hits, row_keys, rows_of
from quotetrack.linking.signatures import MEASURES, Signatures, signatures
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

WORDS = Words(word_ranks())


def signed(*told: Told) -> Signatures:
    """Their signatures."""
    return signatures(told, WORDS)


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
    (row,) = signed(Told(words))
    assert [f for f in row["figures"].tolist() if f] == figures


def test_what_figures_count_is_read_beside_them_where_the_words_do_not_tell() -> None:
    inside, beside, neither = signed(Told("27 dead"), Told("27", beside="put the toll at"), Told("27"))
    assert inside["measures"] == beside["measures"] == 1 << 0
    assert neither["measures"] == 0
    assert len(MEASURES) <= 16


def test_a_denial_by_the_cue_is_told_apart() -> None:
    said, denied = signed(Told("the town had fallen"), Told("the town had fallen", is_denied=True))
    assert (said["turns"], denied["turns"]) == (0, 1)
    assert denied["is_denied"]


@given(st.text(), st.text())
def test_features_are_numbers_and_the_same_whichever_comes_first(a: str, b: str) -> None:
    left, right = signed(Told(a, marked=b, around=b, title=a)), signed(Told(b, around=a, name=a))
    there, back = features(left, right), features(right, left)
    assert there.shape == (1, len(NAMES))
    assert np.isfinite(there).all()
    assert there == pytest.approx(back, abs=1e-4)


SENTENCES = [
    "the harbour council closed the northern bridge on account of a crack",
    "the council closed the northern bridge",
    "a crack was found in the northern bridge",
    "fishermen protested against quotas in the gulf",
    "quotas in the gulf ruin the fishermen",
    "an orchestra played Bruckner in the cathedral",
] * 3


def test_rows_of_a_database_lead_to_the_same_statements_as_the_index_in_memory() -> None:
    all = signed(*(Told(words, article=n + 1, source=1) for n, words in enumerate(SENTENCES)))
    owners = np.arange(len(all), dtype=np.int64)
    in_memory = candidates(Index(all).hits(0, len(all)), all, all, sizes(all))
    half = len(all) // 2
    rows = {key: (count, kept) for key, count, kept in rows_of(all[:half], owners[:half])}
    lot = all[half:]
    rows |= grown({key: rows[key] for key in row_keys(lot) if key in rows}, lot, owners[half:])
    by_rows = candidates(hits(rows, lot, len(all)), lot, all, sizes(all))
    wanted = {(a, b) for a, b in zip(*map(np.ndarray.tolist, in_memory), strict=True) if a >= half}
    assert {(a + half, b) for a, b in zip(*map(np.ndarray.tolist, by_rows), strict=True)} == wanted
    assert wanted


def test_statements_of_one_article_are_not_compared() -> None:
    all = signed(*(Told(words, article=1) for words in SENTENCES))
    a, _ = candidates(Index(all).hits(0, len(all)), all, all, sizes(all))
    assert not len(a)
