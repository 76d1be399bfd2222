"""The figures and named things of a claim. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.particulars import amount_of, with_particulars
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article, Quote, Span

pytestmark = pytest.mark.parser

Told = tuple[str, float | None, str | None, str | None]


def particulars(text: str) -> Quote:
    article = Article(id="case", text=text)
    [paragraph] = parse(article)
    return with_particulars(Quote(id="", kind="indirect", content=(Span(0, len(text)),)), paragraph)


def figures(text: str) -> list[Told]:
    """Number, value, unit and what is counted, of each figure."""
    return [
        (
            figure.span.of(text),
            figure.value,
            figure.unit.of(text) if figure.unit else None,
            figure.counted.of(text) if figure.counted else None,
        )
        for figure in particulars(text).figures
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The watchdog put the death toll at 27.", ("27", 27, None, "death toll")),
        ("At least 1,900 people were killed.", ("1,900", 1900, None, "people")),
        ("Losses would reach 4.5 billion rupees.", ("4.5 billion", 4.5e9, "rupees", None)),
        ("The firm lost $1.2bn.", ("1.2bn", 1.2e9, "$", None)),
        ("Unemployment rose to 8.2 per cent.", ("8.2", 8.2, "per cent", "Unemployment")),
        ("Polls show that 40% of women agree.", ("40", 40, "%", "women")),
        ("A dozen of the men fled.", ("A dozen", 12, None, "men")),
        (
            "The number of refugees had doubled to twenty-five thousand.",
            ("twenty-five thousand", 25_000, None, "number of refugees"),
        ),
    ],
)
def test_a_figure_has_its_value_its_unit_and_what_it_counts(text: str, told: Told) -> None:
    assert figures(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank on 5 July 2012.",
        "It was built in 1975.",
        "Nobody was hurt.",
        "The one who left came back.",
    ],
)
def test_a_date_or_a_pronoun_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_two_numbers_that_and_joins_are_two_figures() -> None:
    assert [told[0] for told in figures("Three and four boats sank in two bays.")] == ["Three", "four", "two"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("4.5 billion", 4.5e9),
        ("one hundred and six", 106),
        ("two hundred thousand", 200_000),
        ("a dozen", 12),
        ("1,200", 1200),
        ("3m", 3_000_000),
        ("boats", None),
        ("and", None),
        ("9" * 400, None),
    ],
)
def test_number_words_amount_to_one_number_or_none(words: str, value: float | None) -> None:
    assert amount_of(words.split()) == value


def test_a_named_thing_is_given_once_by_its_first_naming() -> None:
    text = "Angela Merkel met Angela Merkel’s minister in Turkey."
    assert [span.of(text) for span in particulars(text).about] == ["Angela Merkel", "Turkey"]


def test_words_in_marks_that_the_parser_does_not_see_have_no_figures() -> None:
    text = "“We have lost forty boats in that storm and will lose more of them,” Nadia Okoro said."
    assert figures(text) == []
