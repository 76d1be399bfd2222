"""Whether a text names somebody in full, and whether it has another bearer of the surname. All people are invented."""

from __future__ import annotations

import pytest

from quotetrack.linking.same_story import has_name, names_another, published_day

HELEN = ["Helen Castle", "Helen M. Castle"]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Then Helen Castle left.", True),
        ("Then Helen M. Castle's car left.", True),
        ("Helen Castles left.", False),
        ("Castle left.", False),
    ],
)
def test_a_name_in_full_stands_as_whole_words(text: str, is_named: bool) -> None:
    assert has_name(text, HELEN) is is_named


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("Helen Castle left, and Mayor Castle wept. Ms. Castle is fine. H. Castle, Helen Ada Castle.", False),
        ("When Castle left, it rained.", False),
        ("Yesterday Castle left. It was fine yesterday.", False),
        ("Yesterday Castle left.", True),
        ("Will Castle left.", True),
        ("Helen and Will Castle left.", True),
        ("The builder Oskar Castle left.", True),
        ("He saw Sen. Castle on Tower Road.", False),
        ("The Castles left.", False),
    ],
)
def test_another_bearer_has_another_word_before_the_surname(text: str, is_another: bool) -> None:
    assert names_another(text, "Castle", HELEN) is is_another


@pytest.mark.parametrize(("published", "is_known"), [("2024-03-05", True), ("March", False), (None, False)])
def test_a_day_that_is_none_is_unknown(published: str | None, is_known: bool) -> None:
    assert (published_day(published) is not None) is is_known
