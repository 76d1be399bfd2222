"""Where a report ends that its reporter goes on behind. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text

pytestmark = pytest.mark.parser


def reports(text: str) -> list[str]:
    """The whole reports of a text, in order."""
    quotes = [s.quote for s in extract_article(article_from_text(text)).statements if s.quote.shown]
    return [" … ".join(span.of(text) for span in quote.proposition or quote.content) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "report"),
    [
        # What the reporter sets against it.
        ("Nadia Okoro said the ferry had sunk, though she named nobody.", "the ferry had sunk"),
        (
            "Nadia Okoro said “the ferry is safe” in any wind, even as crews left.",
            "“the ferry is safe” in any wind",
        ),
        # A further report of hers.
        ("Nadia Okoro said the ferry would sail and warned against a strike.", "the ferry would sail"),
        (
            "Nadia Okoro said the ferry would sail, adding that nobody had been asked.",
            "the ferry would sail",
        ),
        ("Nadia Okoro said the ferry would sail, and has denied any fault.", "the ferry would sail"),
        # What the reporter calls it.
        (
            "Nadia Okoro said the crew had “no spine,” comments that were widely condemned.",
            "the crew had “no spine,”",
        ),
        # Where it was said.
        ("Nadia Okoro called the ferry “a tub” in a statement on Friday.", "the ferry “a tub”"),
        # The next sentence.
        (
            "According to Nadia Okoro, the ferry carried women from Porto. Many of them were nurses.",
            "the ferry carried women from Porto",
        ),
    ],
)
def test_a_report_ends_where_its_reporter_goes_on(text: str, report: str) -> None:
    assert reports(text)[0] == report


@pytest.mark.parametrize(
    "report",
    [
        "the ferry had sunk and the crew had swum ashore",
        "the trial of Ivan Petrov, the singer's former doctor, was over",
        "a further 17 people had caught the flu, taking the number of cases to 203",
        "the harbour would stay open although the ferry had been sold",
        "the master had asked for help and called it off again by noon",
        "the email, which held a draft, had been sent",
    ],
)
def test_what_is_reported_on_stays(report: str) -> None:
    assert reports(f"Nadia Okoro said {report}.")[0] == report


def test_a_pronoun_that_is_the_subject_stays() -> None:
    assert reports("Nadia Okoro said that would help the harbour.") == ["that would help the harbour"]
    assert reports("Nadia Okoro said that the ferry would help.") == ["the ferry would help"]


def test_a_relative_pronoun_opens_no_report() -> None:
    text = "Nadia Okoro talked through her radio, which, she said, scared the man off."
    assert "scared the man off" in reports(text)


def test_a_sentence_that_closes_with_its_report_is_one_report() -> None:
    text = "The vote to keep the old motto is “not helping anybody,” Nadia Okoro said on Friday."
    assert reports(text) == ["The vote to keep the old motto is “not helping anybody,”"]


def test_words_are_on_one_side_of_their_cue() -> None:
    text = "Nadia Okoro said the harbour had no money and called the mayor “a thief”."
    assert reports(text) == ["the harbour had no money", "the mayor “a thief”"]


def test_who_says_it_is_no_part_of_a_report() -> None:
    text = (
        "Owen Tallis spoke in Porto. The seats “speak for themselves, and they are empty,” he told Meridian."
    )
    assert reports(text) == ["The seats “speak for themselves, and they are empty,”"]
