"""Words are found again in either database: as a phrase, by single words, and mistyped."""

from __future__ import annotations

import pytest

from quotetrack.checking import check
from quotetrack.store import Store
from tests.builders import harbour


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        ("The bridge will open on Monday", "Ana Lima", "exact"),
        ("will open on Monday", None, "cut"),
        ("The bridge will close on Monday", "Lima", "altered"),
        ("on Mnday", None, "altered"),
        ("The bridge will open on Monday", "Boris Petrov", "other_speaker"),
        ("the bridge was unsafe", "Ana Lima", "denied"),
        ("the repairs cost too much", "Boris Petrov", "paraphrase"),
        ("Parliament sits on Friday", None, "not_found"),
        ("'s & | ! <-> :* (\"' \\ \x00 OR AND NOT bridge", None, "not_found"),
    ],
)
def test_a_verdict_is_the_same_in_both(store: Store, words: str, speaker: str | None, verdict: str) -> None:
    store.add(harbour())
    assert check(store, words, speaker).verdict == verdict
