"""Words are found again in either database: as a phrase, by single words, and mistyped."""

from __future__ import annotations

import pytest

from quotetrack.checking import check
from quotetrack.store import Store
from tests.builders import extract, harbour, make_article


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
        ("the mayor of Porto Novo", None, "unattributed"),
        ("THE MAYOR of porto novo", "Boris Petrov", "unattributed"),
        ("'s & | ! <-> :* (\"' \\ \x00 OR AND NOT bridge", None, "not_found"),
    ],
)
def test_a_verdict_is_the_same_in_both(store: Store, words: str, speaker: str | None, verdict: str) -> None:
    store.add(harbour())
    assert check(store, words, speaker).verdict == verdict


@pytest.mark.parametrize(
    ("words", "least", "ids"),
    [
        (["mayor"], 1, ["harbour"]),
        (["MAYOR", "novo"], 2, ["harbour"]),
        (["mayor", "lighthouse"], 1, ["lamp", "harbour"]),
        (["mayor", "lighthouse"], 2, []),
        (["mayor", "bridge", "lighthouse"], 2, ["harbour"]),
        (["light"], 1, ["lamp"]),
        (["zebra"], 1, []),
    ],
)
def test_texts_with_enough_of_the_words_are_found(
    store: Store, words: list[str], least: int, ids: list[str]
) -> None:
    store.add(harbour())
    store.add(extract(make_article("The lighthouse is dark.", id="lamp", published="2024-05-01")))
    assert [article.id for article in store.articles.holding(words, least=least, limit=5)] == ids
    assert len(list(store.articles.holding(words, least=least, limit=1))) == min(len(ids), 1)


def test_an_earlier_text_is_not_looked_through(store: Store) -> None:
    store.add(extract(make_article("The old lighthouse is dark.")))
    store.add(extract(make_article("The new lighthouse is dark.")))
    assert not list(store.articles.holding(["old", "dark"], least=2, limit=5))
    assert len(list(store.articles.holding(["new", "dark"], least=2, limit=5))) == 1
