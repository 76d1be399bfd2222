"""What every store does with words in marks that quote nobody, whichever database is behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quotetrack.records import NotSpeech
from quotetrack.store import Store
from tests.builders import extract, find, harbour, make_article, works


def test_what_is_no_speech_comes_back_in_text_order(store: Store) -> None:
    told = works()
    store.add(harbour())
    assert store.add(told) == "added"
    found = list(store.statements.not_speech())
    assert [printed.not_speech for printed in found] == list(told.not_speech)
    assert [printed.text for printed in found] == ["Salt and Rope", "quiet"]
    assert {printed.article for printed in found} == {told.article}


def test_what_is_no_speech_is_added_once(store: Store) -> None:
    store.add(works())
    assert store.add(works()) == "unchanged"
    assert len(list(store.statements.not_speech())) == 2


def test_what_is_no_speech_is_replaced_with_the_rest(store: Store) -> None:
    told = works()
    store.add(told)
    other = (NotSpeech(told.not_speech[0].span, "coined term"),)
    assert store.add(replace(told, not_speech=other)) == "updated"
    assert [printed.not_speech for printed in store.statements.not_speech()] == list(other)
    assert list(store.statements.not_speech(about="quiet")) == []


def test_what_is_no_speech_in_an_earlier_text_is_not_shown(store: Store) -> None:
    store.add(works())
    store.add(extract(make_article("Nothing in marks.", id="works")))
    assert list(store.statements.not_speech()) == []


def test_a_copy_from_another_path_tells_the_same_of_what_is_no_speech(store: Store) -> None:
    store.add(works())
    copy = replace(works().article, key="/copy/works.txt")
    assert store.add(replace(works(), article=copy)) == "unchanged"
    assert len(list(store.statements.not_speech())) == 2


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, ["Salt and Rope", "quiet"]),
        ({"about": "ropes"}, ["Salt and Rope"]),
        ({"about": "films"}, ["Salt and Rope"]),
        ({"about": "zary set"}, ["quiet"]),
        ({"about": "film set"}, []),
        ({"about": "?"}, []),
        ({"source": "ridge"}, ["Salt and Rope", "quiet"]),
        ({"source": "harbour post"}, []),
        ({"since": "2024-03-03"}, []),
        ({"since": "2024-03-02", "until": "2024-03-02", "limit": 1}, ["Salt and Rope"]),
    ],
)
def test_what_is_no_speech_by_filter(store: Store, asked: dict[str, Any], words: list[str]) -> None:
    store.add(harbour())
    store.add(works())
    assert [printed.text for printed in store.statements.not_speech(**asked)] == words


def test_more_that_is_no_speech_than_one_batch_streams_in_order(store: Store) -> None:
    article = make_article(" ".join(f"“sign {n:04}”" for n in range(450)))
    signs = tuple(NotSpeech(find(article.text, f"sign {n:04}"), "words as words") for n in range(450))
    store.add(replace(extract(article), not_speech=signs))
    assert [printed.not_speech for printed in store.statements.not_speech()] == list(signs)
