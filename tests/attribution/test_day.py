"""The day a thing was said. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

from datetime import date

import pytest

from quotetrack.attribution.day import day_of, resolve_day
from tests.attribution.walk import day, only, statements

parser = pytest.mark.parser
SAILS = "“The ferry will sail,” Nadia Okoro said"


@parser
@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("on Monday", "2024-05-13", "day"),
        ("Tuesday", "2024-05-14", "day"),
        ("on Wednesday", "2024-05-15", "day"),
        ("on Thursday", "2024-05-09", "day"),
        ("last Friday", "2024-05-10", "day"),
        ("yesterday", "2024-05-14", "day"),
        ("on 3 May", "2024-05-03", "day"),
        ("on May 3, 2023", "2023-05-03", "day"),
        ("on 31 December", "2023-12-31", "day"),
        ("in March", "2024-03", "month"),
        ("in March 2023", "2023-03", "month"),
        ("in December", "2023-12", "month"),
    ],
)
def test_the_day_is_the_latest_not_after_publication(words: str, expected: str, precision: str) -> None:
    said_on = only(f"{SAILS} {words}.").attribution.said_on
    assert said_on is not None
    assert (said_on.date, said_on.precision, said_on.inferred) == (expected, precision, False)


@parser
def test_the_words_that_name_the_day_are_kept() -> None:
    text = f"{SAILS} on Monday."
    said_on = only(text).attribution.said_on
    assert said_on is not None
    assert said_on.basis.of(text) == "on Monday"


@parser
def test_a_saying_still_to_come_has_the_next_such_day() -> None:
    text = "Nadia Okoro will tell the council on Friday that the ferry is unsafe."
    assert day(only(text)) == "2024-05-17"


@parser
@pytest.mark.parametrize(
    "text",
    [
        "“We will sail on Friday,” Nadia Okoro said.",
        "Nadia Okoro said that the ferry would sail on Friday.",
        "Nadia Okoro, who was arrested on Monday, said the ferry was safe.",
        "“We will sail,” said Nadia Okoro, who was freed on Monday.",
        "Nadia Okoro said the ferry, which sank on Monday, was safe.",
    ],
)
def test_a_day_of_something_else_does_not_count(text: str) -> None:
    assert day(only(text)) is None


@parser
def test_the_day_of_the_saying_is_told_from_that_of_the_deed() -> None:
    assert day(only("Nadia Okoro said on Monday that the ferry would sail on Friday.")) == "2024-05-13"


@parser
def test_a_weekday_without_a_day_of_publication_is_no_day() -> None:
    assert day(only(f"{SAILS} on Monday.", published=None)) is None


@parser
def test_a_full_date_needs_no_day_of_publication() -> None:
    assert day(only(f"{SAILS} on May 3, 2023.", published=None)) == "2023-05-03"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 29 February", ("2024-02-29", "day")),
        ("on 31 June", None),
        ("on 30 February 2023", None),
        ("on 1st of May", ("2024-05-01", "day")),
        ("Sept. 9", ("2023-09-09", "day")),
        ("tonight", ("2024-05-15", "day")),
        ("soon", None),
    ],
)
def test_a_day_is_resolved_or_nothing(words: str, expected: tuple[str, str] | None) -> None:
    assert resolve_day(words, date(2024, 5, 15)) == expected


@pytest.mark.parametrize(
    ("published", "expected"), [("2024-05-15", date(2024, 5, 15)), ("May", None), (None, None)]
)
def test_a_day_of_publication_that_is_no_day_is_none(published: str | None, expected: date | None) -> None:
    assert day_of(published) == expected


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_counted_from_by_nobody(published: str) -> None:
    text = "“We sail,” Nadia Okoro said tomorrow. “We sailed,” she said yesterday."
    assert [s.attribution.said_on for s in statements(text, published=published)] == [None, None]
