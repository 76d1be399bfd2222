"""One quotation is decided on by itself: by the rules of a sheet, and only as it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack.collection import Collection
from quotetrack.errors import ChangedSince, NotFound, UsageError
from quotetrack.records import Printed, Span
from quotetrack.review.proposals import field_words
from tests.builders import harbour

OPENS, UNSAFE = "The bridge will open on Monday,", "the bridge was unsafe"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with quotetrack.open(tmp_path / "quotes.db") as opened:
        opened.store.add(harbour())
        opened.link()
        yield opened


def quotation(collection: Collection, words: str = OPENS) -> Printed:
    return next(one for one in collection.quotes(unshown=True) if one.text == words)


def decide(collection: Collection, on: str = OPENS, /, *, by: str = "Ana", **fields: Any) -> dict[str, str]:
    """Decide on the quotation with these words; return the fields decided with their values."""
    made = collection.decide(quotation(collection, on).id, by=by, **fields)
    return {one.what: field_words(one.what, one.value) for one in made}


def said(collection: Collection) -> list[tuple[str, str, str]]:
    return [(one.what, field_words(one.what, one.value), one.made_by) for one in collection.decisions()]


@pytest.mark.parametrize(
    ("fields", "decided"),
    [
        ({"status": "confirmed"}, {"status": "confirmed"}),
        ({"status": "unsure", "notes": "heard"}, {"notes": "heard", "status": "unsure"}),
        ({"speaker": "Boris Petrov"}, {"speaker": "Boris Petrov", "status": "corrected"}),
        ({"speaker": ""}, {"speaker": "speaker unknown", "status": "corrected"}),
        ({"stance": "denied"}, {"stance": "denied", "status": "corrected"}),
        ({"words": "The bridge will open"}, {"words": "The bridge will open", "status": "corrected"}),
    ],
)
def test_fields_that_are_given_are_decided(
    collection: Collection, fields: dict[str, str], decided: dict[str, str]
) -> None:
    assert decide(collection, **fields) == decided


def test_places_are_pairs_or_spans_of_the_text(collection: Collection) -> None:
    begins = quotation(collection).statement.quote.content[0].start
    places = (begins, begins + 3), Span(begins + 4, begins + 10)
    assert decide(collection, spans=places)["words"] == "The … bridge"


def test_the_speaker_may_be_another_kind(collection: Collection) -> None:
    decide(collection, speaker="The Dockers", kind="group")
    speaker = quotation(collection).statement.attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("The Dockers", "group")


def test_an_empty_status_opens_a_quotation_again_and_empty_notes_are_gone(collection: Collection) -> None:
    decide(collection, status="rejected", notes="a joke")
    assert decide(collection, status="", notes="") == {"notes": "", "status": ""}
    assert quotation(collection).review is None


def test_what_was_corrected_may_be_confirmed_later_but_not_at_once(collection: Collection) -> None:
    with pytest.raises(UsageError, match="says confirmed, and something was corrected"):
        decide(collection, speaker="Boris Petrov", status="confirmed")
    decide(collection, speaker="Boris Petrov")
    assert decide(collection, status="confirmed") == {"status": "confirmed"}
    review = quotation(collection).review
    assert review is not None
    assert (review.status, review.corrected) == ("confirmed", ("speaker",))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "nothing is decided: give a status"),
        ({"status": "perhaps"}, "expected one of confirmed"),
        ({"status": "corrected"}, "says corrected, and nothing was"),
        ({"words": "The tunnel"}, "does not stand where the quotation does"),
        ({"spans": ()}, "offsets"),
        ({"spans": [(5, 2)]}, "offsets"),
        ({"spans": [(-5, 2)]}, "offsets"),
        ({"spans": [(0, 10**6)]}, "go beyond the article's text"),
        ({"stance": "said"}, "is so already: stance would not change"),
        ({"kind": "unknown"}, "has a name, and the kind says unknown"),
        ({"notes": "a\0b"}, "is no text"),
        ({"notes": "a\ud800b"}, "is no text"),
        ({"notes": "n" * 10_001}, "at most 10,000"),
        ({"status": "confirmed", "by": "n" * 101}, "at most 100"),
        ({"status": "confirmed", "by": "a\0"}, "is no text"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    collection: Collection, fields: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        decide(collection, **fields)
    assert said(collection) == []


def test_a_quotation_is_found_by_how_its_id_begins(collection: Collection) -> None:
    printed = quotation(collection)
    assert collection.decide(printed.id[:4], status="unsure")[0].quote == printed.id
    with pytest.raises(NotFound, match="there is no quotation '0000'"):
        collection.decide("0000", status="unsure")


def test_an_id_in_two_articles_or_in_an_earlier_text_is_refused(collection: Collection) -> None:
    id = quotation(collection).id
    copy = replace(harbour(id="copy", key="copy"), statements=harbour().statements)
    collection.store.add(copy)
    with pytest.raises(UsageError, match="2 articles have a quotation"):
        collection.decide(id, status="unsure")
    for extraction in (copy, harbour()):
        article = replace(extraction.article, text="Nobody said a word.")
        collection.store.add(replace(extraction, article=article, statements=(), not_speech=()))
    with pytest.raises(NotFound, match="is printed no longer"):
        collection.decide(id, status="unsure")


# Again


def test_a_second_person_decides_the_same_and_the_same_person_does_not(collection: Collection) -> None:
    decide(collection, status="confirmed", by="Ana")
    with pytest.raises(UsageError, match="is so already"):
        decide(collection, status="confirmed", by="Ana")
    assert decide(collection, status=" Confirmed", by="Ben") == {"status": "confirmed"}
    with pytest.raises(UsageError, match="is so already"):
        decide(collection, status="confirmed", by="Ana")
    assert said(collection) == [("status", "confirmed", "Ana"), ("status", "confirmed", "Ben")]


def test_a_second_person_is_noted_also_if_they_add_notes_or_have_before(collection: Collection) -> None:
    decide(collection, status="confirmed", by="Ana")
    decide(collection, notes="heard on tape", by="Ben")
    assert decide(collection, status="confirmed", notes="heard twice", by="Ben") == {
        "notes": "heard twice",
        "status": "confirmed",
    }


def test_whoever_corrects_what_another_has_corrected_says_corrected_too(collection: Collection) -> None:
    decide(collection, speaker="Boris Petrov", by="Ana")
    assert decide(collection, stance="denied", by="Ben") == {"stance": "denied", "status": "corrected"}
    assert decide(collection, stance="asked", by="Ben") == {"stance": "asked"}


def test_whoever_takes_a_decision_back_may_make_it_again(collection: Collection) -> None:
    decide(collection, status="confirmed", by="Ana")
    decide(collection, status="confirmed", by="Ben")
    collection.undo_review(2, by="Ben")
    review = quotation(collection).review
    assert review is not None
    assert (review.status, review.reviewer) == ("confirmed", "Ana")
    assert decide(collection, status="confirmed", by="Ben") == {"status": "confirmed"}


# The state that a decision rests on


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "unsure"},
        {"notes": "heard"},
        {"speaker": "Boris Petrov"},
        {"kind": "group"},
        {"stance": "denied"},
        {"words": "The bridge"},
    ],
)
def test_a_state_changes_with_every_field_and_comes_back(
    collection: Collection, fields: dict[str, str]
) -> None:
    before = collection.state(quotation(collection))
    made = collection.decide(quotation(collection).id, by="Ana", **fields)  # type: ignore[arg-type]
    assert collection.state(collection.get(made[0].quote)) != before
    collection.undo_review(*(one.number for one in made))
    assert collection.state(quotation(collection)) == before


def test_a_state_is_the_same_on_every_run(collection: Collection) -> None:
    """Written out: a page that was opened before an update is sent behind it."""
    assert collection.state(quotation(collection)) == "6ae74df92d9ebe88"
    assert collection.state(quotation(collection, UNSAFE)) != collection.state(quotation(collection))


def test_a_decision_on_what_was_changed_since_is_refused(collection: Collection) -> None:
    printed = quotation(collection)
    seen = collection.state(printed)
    collection.decide(printed.id, status="unsure", by="Ana", seen=seen)
    with pytest.raises(ChangedSince, match=r"changed since it was looked at; Ana decided last, on \d{4}-"):
        collection.decide(printed.id, status="rejected", by="Ben", seen=seen)
    collection.decide(printed.id, status="rejected", by="Ben", seen=collection.state(quotation(collection)))
    assert [one.made_by for one in collection.decisions()] == ["Ana", "Ben"]


# Linking


def test_what_is_not_linked_at_once_stays_to_be_linked(collection: Collection) -> None:
    id = quotation(collection).id
    collection.decide(id, speaker="Boris Petrov", link=False)
    assert collection.store.has_pending()
    numbers = [one.number for one in collection.decisions()]
    collection.undo_review(*numbers, link=False)
    assert collection.store.has_pending()
    collection.decide(id, status="unsure")
    assert not collection.store.has_pending()
