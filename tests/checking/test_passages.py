"""Words that stand in a stored text and in no quotation."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.checking.passages import SETTINGS, find_in_texts
from quotetrack.comparison.alignment import read_words
from quotetrack.records import Source
from quotetrack.store import Store, open_store

from ..builders import extract, make_article

FERRY = (
    "Ferry to the lower island sold\n\n"
    "The ferry to the lower island was sold for\n40,000 crowns on Friday, and nobody in the harbour office “knew a\n"
    "thing” about it. It isn’t clear who signed. A naïve clerk paid.\n\n"
    "The bell of Saint Barbara rang twice."
)
AGAIN = "The bell of Saint Barbara rang twice, a ship’s cook wrote home."


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as store:
        told = {"source": Source("Harbour Post"), "published": "2024-03-04"}
        store.add(extract(make_article(FERRY, id="ferry", **told)))
        store.add(extract(make_article(AGAIN, id="again", published="2024-03-01")))
        yield store


def found(store: Store, words: str) -> list[tuple[str, str]]:
    """Where the words stand, and as what."""
    return [(passage.article.id, passage.text) for passage in find_in_texts(store, read_words(words))]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("was sold for 40,000 crowns", "was sold for\n40,000 crowns"),
        ("WAS SOLD FOR 40,000 CROWNS", "was sold for\n40,000 crowns"),
        (
            "“nobody in the harbour office knew a thing about it.”",
            "nobody in the harbour office “knew a\nthing” about it",
        ),
        ("It isn't clear who signed", "It isn’t clear who signed"),
        (
            "The ferry … was sold … on Friday",
            "The ferry to the lower island was sold for\n40,000 crowns on Friday",
        ),
        ("harbour office", "harbour office"),
    ],
)
def test_marks_case_line_ends_and_ellipses_do_not_hide_words(store: Store, words: str, text: str) -> None:
    assert found(store, words) == [("ferry", text)]
    assert [passage.score for passage in find_in_texts(store, read_words(words))] == [1.0]


def test_typing_errors_do_not_hide_words(store: Store) -> None:
    words = (
        "The ferry to the lower island was sold for 40,000 crowns on Friday, and nobody in the harbuor office"
    )
    (passage,) = find_in_texts(store, read_words(words))
    assert SETTINGS.alike <= passage.score < 1
    assert "was sold for\n40,000 crowns on Friday" in passage.text


@pytest.mark.parametrize(
    "words",
    [
        "ferry",  # a single word stands anywhere
        "to the of",
        "The ferry to the upper island was bought for 90 crowns",
        "nobody knew",
        "crowns 40,000 for sold was",
        "it is",
        "%_",
        "naïve",
    ],
)
def test_other_words_are_not_found(store: Store, words: str) -> None:
    assert found(store, words) == []


def test_each_text_has_one_passage_the_most_alike_first(store: Store) -> None:
    assert [id for id, _ in found(store, "The bell of Saint Barbara rang twice")] == ["ferry", "again"]
    words = "The bell of Saint Barbara rang twice, a ship’s cook wrote hmoe"
    assert [id for id, _ in found(store, words)] == ["again"]


def test_the_text_that_is_current_is_searched() -> None:
    with open_store(":memory:") as store:
        store.add(extract(make_article("The old mill stands by the weir.")))
        assert found(store, "The old mill stands")
        store.add(extract(make_article("The new mill stands by the weir.")))
        assert not found(store, "The old mill")
        assert found(store, "The new mill stands")


words = st.one_of(
    st.lists(st.sampled_from([*FERRY.split(), "…", "%", "_", "\\", "\x00", "\ud800", "'"]), max_size=20).map(
        " ".join
    ),
    st.text(max_size=40),
)


@given(words)
def test_any_words_may_be_looked_for(store: Store, words: str) -> None:
    for passage in find_in_texts(store, read_words(words)):
        assert 0 <= passage.span.start < passage.span.end <= len(passage.article.text)
        assert SETTINGS.alike <= passage.score <= 1


def test_a_text_full_of_the_words_takes_no_time() -> None:
    with open_store(":memory:") as store:
        store.add(extract(make_article("the painters and the ferry " * 20_000)))
        begun = time.process_time()
        list(find_in_texts(store, read_words("the painters sank the ferry " * 40)))
        assert time.process_time() - begun < 5
