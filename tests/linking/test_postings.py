"""The inverted index as rows of a database."""

from __future__ import annotations

import numpy as np

from quotetrack.linking.blocking import InvertedIndex, choose_candidates, sizes
from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.postings import look_up, make_rows, row_keys

from .statements import SENTENCES, signed


def test_rows_of_a_database_lead_to_the_same_statements_as_the_index_in_memory() -> None:
    everything = signed(*(LinkInput(words, article=n + 1, source=1) for n, words in enumerate(SENTENCES)))
    owners = np.arange(len(everything), dtype=np.int64)
    in_memory = choose_candidates(
        InvertedIndex(everything).meetings(0, len(everything)), everything, everything, sizes(everything)
    )
    half = len(everything) // 2
    rows = {key: (count, kept) for key, count, kept in make_rows(everything[:half], owners[:half], {})}
    lot = everything[half:]
    before = {key: rows[key] for key in row_keys(lot) if key in rows}
    rows |= {key: (count, kept) for key, count, kept in make_rows(lot, owners[half:], before)}
    by_rows = choose_candidates(look_up(rows, lot, len(everything)), lot, everything, sizes(everything))
    wanted = {(a, b) for a, b in zip(in_memory.a.tolist(), in_memory.b.tolist(), strict=True) if a >= half}
    assert {(a + half, b) for a, b in zip(by_rows.a.tolist(), by_rows.b.tolist(), strict=True)} == wanted
    assert wanted


def test_no_statements_have_no_rows_and_meet_nobody() -> None:
    nothing = signed()
    assert row_keys(nothing) == []
    assert list(make_rows(nothing, np.zeros(0, np.int64), {})) == []
    assert not len(look_up({}, nothing, 1).a)
