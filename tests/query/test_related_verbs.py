"""Words that news uses for one another."""

from __future__ import annotations

from quotetrack.query.related_verbs import known_verbs, related_stems, same_in_news
from quotetrack.text.stemming import stem


def test_verbs_of_one_family_tell_the_same() -> None:
    assert {"condemn", stem("denounce")} <= related_stems("condemn")
    assert related_stems("say") == frozenset()
    assert known_verbs()[stem("condemned")] == "condemn"


def test_nouns_of_news_are_found_by_their_stems() -> None:
    assert same_in_news("meetings") == same_in_news("meeting")
    assert "summit" in same_in_news("meeting")
    assert "meeting" not in same_in_news("meeting")
    assert same_in_news("zyzzyva") == frozenset()
