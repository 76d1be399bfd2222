"""Whether a printing is by the speaker whom somebody names."""

from __future__ import annotations

import pytest

from quotetrack.errors import UsageError
from quotetrack.records import Printed, Speaker
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, find_claimed_speaker
from quotetrack.speakers.grouping import NameLookup, SpeakerGroup
from quotetrack.store import Store, open_store
from tests.builders import extract, make_article, make_statement
from tests.speakers.entries import make_entry

ORLOV = ClaimedSpeaker(
    NameLookup("Orlov", (SpeakerGroup((make_entry("Sergei Orlov"),)),)), frozenset({"1"}), ("Sergei Orlov",)
)


def printed(speaker: Speaker | None, text: str = "“It is so,” he said.") -> Printed:
    article = make_article(text)
    return Printed(article=article, statement=make_statement(article, "It is so,", by=None, speaker=speaker))


@pytest.mark.parametrize(
    ("speaker", "id", "whose"),
    [
        (None, None, "unknown"),
        (Speaker("X", "person"), "1", "theirs"),
        (Speaker("Sergei Orlov; Wei Ma", "person"), "2", "theirs"),
        (Speaker("Orlov", "person"), "2", "open"),
        (Speaker("Ilya Orlov", "person"), "2", "another"),
        (Speaker("Orlov", "organisation"), "2", "another"),
        (Speaker(None, "anonymous"), None, "unnamed"),
        (Speaker(None, "organisation"), None, "another"),
    ],
)
def test_whose_a_printing_is(speaker: Speaker | None, id: str | None, whose: str) -> None:
    assert ORLOV.whose(printed(speaker), id) == whose


def test_an_unnamed_source_is_nobody_whom_the_article_names() -> None:
    text = "“It is so,” an official said. Orlov was away."
    assert ORLOV.whose(printed(Speaker(None, "anonymous"), text), None) == "another"


@pytest.fixture(scope="module")
def store() -> Store:
    article = make_article("“It is so,” he said. “It is not,” she said.")
    store = open_store(":memory:")
    store.add(
        extract(
            article,
            make_statement(article, "It is so,", by="Sergei Orlov"),
            make_statement(article, "It is not,", by="Wei Ma"),
        )
    )
    return store


def test_who_is_meant_by_a_name_and_by_several(store: Store) -> None:
    one = find_claimed_speaker(" Orlov ", store)
    assert (one.name, one.asked, one.names, len(one.ids)) == (
        "Sergei Orlov",
        "Orlov",
        ("Sergei Orlov", "Orlov"),
        1,
    )
    both = find_claimed_speaker("Orlov; Wei Ma", store)
    assert (both.name, len(both.ids)) == ("Orlov; Wei Ma", 2)
    nobody = find_claimed_speaker("Hartley", store)
    assert (nobody.name, nobody.ids) == ("Hartley", frozenset())


@pytest.mark.parametrize("asked", ["", "…", ";;"])
def test_a_name_without_words_is_refused(store: Store, asked: str) -> None:
    with pytest.raises(UsageError, match="names no speaker"):
        find_claimed_speaker(asked, store)
