"""What a store's index is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quotetrack.checking.retrieval import SETTINGS, as_typed, by_phrases, by_words
from quotetrack.records import Filter, Printed
from quotetrack.store import open_store

from ..builders import harbour


class Asked:
    """Stands for a store: keeps what it is asked for, and finds nothing."""

    def __init__(self) -> None:
        self.phrases: list[str] = []
        self.filters: list[Filter] = []
        self.statements = self

    def search_light(self, phrases: list[str], filter: Filter, **_: Any) -> list[tuple[int, Printed]]:
        self.phrases += phrases
        self.filters.append(filter)
        return []


def asked(look: Any, *given: Any) -> Asked:
    """What looking asks for."""
    store = Asked()
    assert look(store, *given) == {}
    return store


def test_the_whole_and_three_words_around_the_rarest_are_looked_up() -> None:
    assert (
        asked(by_phrases, "the orchestra and the Bruckner of it").phrases[0]
        == "the orchestra and the bruckner of it"
    )
    assert "the bruckner of" in asked(by_phrases, "the orchestra and the Bruckner of it").phrases


def test_sequences_of_common_words_are_looked_up_only_as_a_whole() -> None:
    assert asked(by_phrases, "it is of the").phrases == ["it is of the"]


def test_long_words_are_looked_up_all_over() -> None:
    words = " ".join(f"word{n}" for n in range(500))
    phrases = asked(by_phrases, words).phrases
    assert len(phrases[0].split()) == SETTINGS.whole
    assert len(phrases) <= 1 + SETTINGS.windows
    assert not any(f"word{n}" in phrase.split() for phrase in phrases for n in range(SETTINGS.read, 500))


@pytest.mark.parametrize(("people", "limit"), [((), SETTINGS.by_words), (("a", "b"), SETTINGS.by_own_words)])
def test_the_rarest_words_are_looked_up_by_anybody_or_by_some(people: tuple[str, ...], limit: int) -> None:
    store = asked(by_words, "the orchestra played Bruckner in the town", people)
    assert {"orchestra", "bruckner"} <= set(store.phrases)
    assert not {"the", "in"} & set(store.phrases)
    assert [(filter.people, filter.limit) for filter in store.filters] == [(people, limit)]


def test_nothing_is_asked_for_no_words() -> None:
    assert asked(by_words, "…").filters == []


def test_words_that_are_not_english_are_tried_with_an_error_each() -> None:
    store = asked(as_typed, "botomless well")
    assert "bottomless" in store.phrases
    assert all(filter.limit == SETTINGS.as_typed for filter in store.filters)


def test_errors_are_tried_for_a_few_words_only() -> None:
    assert asked(as_typed, "one two three four five six seven").filters == []


def test_the_words_of_a_store_are_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db") as store:
        store.add(harbour())
        for found in (by_phrases(store, "bridge will open on"), by_words(store, "open on Monday")):
            assert "The bridge will open on Monday," in [printed.text for printed in found.values()]
