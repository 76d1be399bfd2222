"""Statements as numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking.blocking import InvertedIndex, choose_candidates, sizes
from quotetrack.linking.features import COLUMN, features
from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.postings import look_up, make_rows, row_keys
from quotetrack.linking.signatures import MEASURES, Signatures, make_signatures
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

WORDS = Words(word_ranks())


def signed(*told: LinkInput) -> Signatures:
    """Their signatures."""
    return make_signatures(told, WORDS)


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
    assert len(MEASURES) <= 16


def test_a_denial_by_the_cue_is_told_apart() -> None:
    said, denied = signed(LinkInput("the town had fallen"), LinkInput("the town had fallen", is_denied=True))
    assert (said["turns"], denied["turns"]) == (0, 1)
    assert denied["is_denied"]


@given(st.text(), st.text())
def test_features_are_numbers_and_the_same_whichever_comes_first(a: str, b: str) -> None:
    left, right = signed(LinkInput(a, marked=b, around=b, title=a)), signed(LinkInput(b, around=a, name=a))
    there, back = features(left, right), features(right, left)
    assert there.shape == (1, len(COLUMN))
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
    all = signed(*(LinkInput(words, article=n + 1, source=1) for n, words in enumerate(SENTENCES)))
    owners = np.arange(len(all), dtype=np.int64)
    in_memory = choose_candidates(InvertedIndex(all).meetings(0, len(all)), all, all, sizes(all))
    half = len(all) // 2
    rows = {key: (count, kept) for key, count, kept in make_rows(all[:half], owners[:half], {})}
    lot = all[half:]
    before = {key: rows[key] for key in row_keys(lot) if key in rows}
    rows |= {key: (count, kept) for key, count, kept in make_rows(lot, owners[half:], before)}
    by_rows = choose_candidates(look_up(rows, lot, len(all)), lot, all, sizes(all))
    wanted = {(a, b) for a, b in zip(in_memory.a.tolist(), in_memory.b.tolist(), strict=True) if a >= half}
    assert {(a + half, b) for a, b in zip(by_rows.a.tolist(), by_rows.b.tolist(), strict=True)} == wanted
    assert wanted


def test_statements_of_one_article_are_not_compared() -> None:
    all = signed(*(LinkInput(words, article=1) for words in SENTENCES))
    met = choose_candidates(InvertedIndex(all).meetings(0, len(all)), all, all, sizes(all))
    assert not len(met.a)
