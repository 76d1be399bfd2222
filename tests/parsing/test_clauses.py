"""Which words are a clause. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.parsing.clauses import clauses_among
from tests.builders import find, make_article

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "words", "is_clause"),
    [
        ("Ines Rocha said the tunnel was safe.", "the tunnel was safe", True),
        ("Ines Rocha promised to shut the tunnel.", "to shut the tunnel", True),
        ("Ines Rocha promised a fight.", "a fight", False),
        ("Ines Rocha praised the tunnel that he built.", "the tunnel that he built", False),
    ],
)
def test_a_clause_says_something_and_a_thing_does_not(text: str, words: str, is_clause: bool) -> None:
    article = make_article(f"Nothing happened here.\n\n{text}")
    span = find(article.text, words)
    assert clauses_among(article, [span]) == (frozenset({span}) if is_clause else frozenset())


def test_nothing_is_parsed_for_nothing() -> None:
    assert clauses_among(make_article("The tunnel was safe."), []) == frozenset()
