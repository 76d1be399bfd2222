"""The paragraphs in which words stand: the index and the ranking of answers see the same."""

from __future__ import annotations

import pytest

from quotetrack.records import Span
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans
from tests.builders import find, make_article, make_statement

LONG = "word " * 30
WRAPPED = "One line\nof two.\n\nThe next."
UNWRAPPED = f"First.\n{LONG}\nLast."


@pytest.mark.parametrize(("text", "breaks"), [(WRAPPED, "\n\n"), (UNWRAPPED, "\n"), ("", "\n\n")])
def test_what_ends_a_paragraph(text: str, breaks: str) -> None:
    assert find_paragraph_break(text) == breaks


@pytest.mark.parametrize(
    ("text", "words", "paragraph"),
    [(WRAPPED, "two", "One line\nof two."), (WRAPPED, "next", "The next."), (UNWRAPPED, "Last", "Last.")],
)
def test_the_paragraph_of_a_word(text: str, words: str, paragraph: str) -> None:
    (span,) = find_paragraphs(text, [find(text, words)], find_paragraph_break(text))
    assert span.of(text) == paragraph


def test_a_paragraph_is_given_once_and_read_to_a_limit() -> None:
    text = "a" * 10_000
    assert find_paragraphs(text, [Span(5000, 5001), Span(5000, 5001)], "\n") == [Span(3500, 6501)]


def test_a_statement_stands_at_its_content_cue_and_mention() -> None:
    article = make_article("“It is so,” Ana Lima said.")
    cue = find(article.text, "said")
    statement = make_statement(article, "It is so,", by="Ana Lima", mention="Ana Lima", quote={"cue": (cue,)})
    assert [span.of(article.text) for span in statement_spans(statement)] == ["It is so,", "said", "Ana Lima"]
