"""Descriptions of speakers who are not named."""

from __future__ import annotations

import pytest

from quotetrack.text.described import (
    description_words,
    is_described_so,
    is_several,
    without_leading_article,
)


@pytest.mark.parametrize(
    ("mention", "words"),
    [
        ("A Western diplomat", ("western", "diplomat")),
        ("some of the activists", ("of", "the", "activists")),
        ("U.S. officials", ("us", "officials")),
        ("they", ()),
        ("Many others", ()),
        ("the", ()),
        ("—", ()),
        ("", ()),
    ],
)
def test_descriptions_have_no_article_before_them_and_pronouns_are_none(
    mention: str, words: tuple[str, ...]
) -> None:
    assert description_words(mention) == words


def test_an_article_alone_stays_as_it_is_printed() -> None:
    assert without_leading_article("The Dutch  envoy") == "Dutch envoy"
    assert without_leading_article("the") == "the"


@pytest.mark.parametrize(
    ("asked", "mention", "fits"),
    [
        ("activists", "an activist in Telm", True),
        ("the activists", "Some activists", True),
        ("a Western diplomat", "two Western diplomats", True),
        ("US officials", "U.S. officials", True),
        ("ports", "Portuguese officials", False),
        ("Western diplomat", "a diplomat", False),
        ("the", "the officials", False),
        ("they", "they", False),
    ],
)
def test_a_description_fits_if_it_has_all_words_in_any_form(asked: str, mention: str, fits: bool) -> None:
    assert is_described_so(asked, mention) is fits


@pytest.mark.parametrize(
    ("asked", "several"),
    [("officials", True), ("the aides", True), ("a diplomat", False), ("press", False), ("they", False)],
)
def test_a_plural_describes_several(asked: str, several: bool) -> None:
    assert is_several(asked) is several
