"""How frequent words are."""

from __future__ import annotations

from quotetrack.text.word_frequency import word_ranks


def test_frequent_words_come_first() -> None:
    ranks = word_ranks()
    assert ranks["the"] < ranks["minister"] < ranks["harbour"]
    assert "" not in ranks
    assert "zyzzyva" not in ranks
    assert len(ranks) == 21_722
