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
    ("choices", "ids"),
    [
        ([["mayor"]], ["harbour"]),
        ([["MAYOR", "novo"]], ["harbour"]),
        ([["mayor"], ["lighthouse"]], ["lamp", "harbour"]),
        ([["mayor", "lighthouse"]], []),
        ([["mayor", "lighthouse"], ["bridge", "mayor"]], ["harbour"]),
        ([["zebra"]], []),
        ([['" OR (', "*"]], []),
        ([], []),
    ],
)
def test_texts_with_all_words_of_a_choice_are_found(
    store: Store, choices: list[list[str]], ids: list[str]
) -> None:
    store.add(harbour())
    store.add(extract(make_article("The lighthouse is dark.", id="lamp", published="2024-05-01")))
    assert [article.id for article in store.articles.holding(choices, limit=5)] == ids
    assert len(list(store.articles.holding(choices, limit=1))) == min(len(ids), 1)


def test_an_earlier_text_is_not_looked_through(store: Store) -> None:
    store.add(extract(make_article("The old lighthouse is dark.")))
    store.add(extract(make_article("The new lighthouse is dark.")))
    assert not list(store.articles.holding([["old", "dark"]], limit=5))
    assert len(list(store.articles.holding([["new", "dark"]], limit=5))) == 1
