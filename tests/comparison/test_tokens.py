"""Words as they must agree to be called the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.comparison.tokens import in_marks, tokens_of
from quotetrack.records import Kind, Printed, Span

from ..builders import make_article, make_statement


def keys(text: str) -> list[str]:
    """What the tokens of a text are compared by, those that stand apart with a bar before them."""
    return ["|" * token.is_apart + token.key for token in tokens_of(text, (Span(0, len(text)),))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The  BRIDGE, “closed”!", ["the", "bridge", "closed"]),
        ("don’t don't don`t", ["don't"] * 3),
        ("1,000 −5 −5.5", ["1,000", "-5", "-5.5"]),
        ("the U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("ﬁne ｆine", ["fine", "fine"]),
        ("co\u00adoperate zero\u200bwidth", ["cooperate", "zerowidth"]),
        ("50% of £5 — or “№ 5”", ["50", "%", "of", "£", "5", "or", "no", "5"]),
        ("one … two [...] three . . . four", ["one", "|two", "|three", "|four"]),
        ("… one …", ["one"]),
        ("'' , ; —", []),
        ("", []),
    ],
)
def test_a_text_has_these_words(text: str, wanted: list[str]) -> None:
    assert keys(text) == wanted


def test_places_begin_parts_of_their_own_if_they_stand_apart() -> None:
    spans = (Span(0, 3), Span(4, 7))
    assert [t.is_apart for t in tokens_of("one two", spans, are_apart=True)] == [False, True]
    assert [t.is_apart for t in tokens_of("one two", spans)] == [False, False]


@given(st.text(max_size=80))
def test_tokens_stand_in_order_within_the_text(text: str) -> None:
    spans = [token.span for token in tokens_of(text, (Span(0, len(text)),))]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("text", "content", "kind", "wanted"),
    [
        ("“Open it,” she said.", "Open it,", "direct", ["Open it,"]),
        ("He called it “a well”.", "a well", "mixed", ["a well"]),
        (
            "She said it was “a well” and “a gift”.",
            "it was “a well” and “a gift”",
            "mixed",
            ["a well", "a gift"],
        ),
        ("She said it was deep.", "it was deep", "indirect", []),
        ("She said it was deep.", "it was deep", "mixed", ["it was deep"]),
        ("She said it was “deep”.", "it was “deep”", "indirect", ["deep"]),
    ],
)
def test_the_speakers_own_words_stand_in_marks(
    text: str, content: str, kind: Kind, wanted: list[str]
) -> None:
    article = make_article(text)
    printed = Printed(article=article, statement=make_statement(article, content, kind=kind))
    assert [span.of(text) for span in in_marks(printed)] == wanted
