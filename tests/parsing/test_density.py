"""Paragraphs that are too dense to be news: what counts, and what becomes of them."""

from __future__ import annotations

import pytest

from quotetrack.parsing.density import BOUNDS, PIECE, is_too_dense, most_in_window, places
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.pipeline import extract_article
from quotetrack.records import Span
from tests.builders import make_article

NEWS = (
    "“The bridge will open on Monday,” Ana Ruiz, the mayor of Porto, told reporters. She said that the repairs had "
    "cost twice as much as planned, and denied that anybody had known. "
)


def too_dense(text: str) -> bool:
    return is_too_dense(text, Span(0, len(text)))


@pytest.mark.parametrize(
    "piece",
    [
        '"We go," he said. ',
        "he said that ",
        "Bakide Ruiz, ",
        "he ",
        "a?! ",
        "the old bridge over the river and ",
    ],
)
def test_what_repeats_without_end_is_too_dense(piece: str) -> None:
    assert too_dense(piece * (4_000 // len(piece)))


@pytest.mark.parametrize(
    "piece",
    [NEWS, "“We will go there soon and see for ourselves what it is that they have built since then.” "],
)
def test_news_is_not(piece: str) -> None:
    assert not too_dense(piece * (4_000 // len(piece)))


def test_a_short_paragraph_is_not() -> None:
    assert not too_dense('"We go," he said.')


def test_the_densest_stretch_counts() -> None:
    assert too_dense(NEWS * 10 + "he said " * 60 + NEWS * 10)


@pytest.mark.parametrize(
    ("found", "most"), [([], 0), ([5], 1), ([0, 999, 1000], 2), ([0, 400, 1200, 1399], 3)]
)
def test_most_in_a_window(found: list[int], most: int) -> None:
    assert most_in_window(found) == most


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        ("marks", "“We don't go,” the mayors' aide said.", 3),
        ("cues", "He said it, denying that they announced or told it.", 4),
        ("pronouns", "He said she had his.", 3),
        ("names", "Ana Ruiz of Porto said", 3),
        ("words and signs", "It's so.", 5),
    ],
)
def test_what_is_counted(kind: str, text: str, count: int) -> None:
    assert kind in BOUNDS
    assert len(places(kind, text, Span(0, len(text)))) == count


def test_a_dense_paragraph_is_read_in_short_pieces() -> None:
    dense = "he said it rained and " * 100
    article = make_article(f"{NEWS}\n\n{dense}\n\n{NEWS}")
    first, *pieces, last = read_paragraphs(article)
    assert (first.too_dense, last.too_dense) == (None, None)
    whole = article.text.index("he said it rained and")
    assert {piece.too_dense for piece in pieces} == {Span(whole, whole + len(dense.rstrip()))}
    assert max(piece.span.end - piece.span.start for piece in pieces) <= PIECE


@pytest.mark.parser
@pytest.mark.parametrize("engine", ["rules", "model"])
def test_what_is_too_dense_is_counted_and_the_rest_is_as_it_was(engine: str) -> None:
    alone = extract_article(make_article(NEWS), engine=engine)
    both = extract_article(make_article(f"{NEWS}\n\n{'he said it rained and ' * 100}"), engine=engine)
    assert (alone.too_dense, both.too_dense) == (0, 1)
    spans = [one.quote.content for one in alone.statements]
    assert [one.quote.content for one in both.statements][: len(spans)] == spans
