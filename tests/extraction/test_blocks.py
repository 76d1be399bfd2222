"""Paragraphs that a page sets apart as quoted. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.blocks import find_blocks
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article, Zone
from tests.builders import find

pytestmark = pytest.mark.parser


def blocks(before: str, *words: str) -> list[tuple[str, list[str], list[str]]]:
    text = "\n\n".join((before, *words))
    inside = find(text, "\n\n".join(words))
    article = Article(id="case", text=text, zones=(Zone("blockquote", inside),))
    quotes = find_blocks(article, parse(article), load_lexicon())
    return [(q.kind, [s.of(text) for s in q.content], [s.of(text) for s in q.cue]) for q in quotes]


def test_an_announced_block_is_one_quotation() -> None:
    assert blocks("Nadia Okoro wrote:", "The ferry sank.", "Nobody was hurt.") == [
        ("direct", ["The ferry sank.", "Nobody was hurt."], ["wrote"])
    ]


def test_a_block_that_nothing_announces_is_left_alone() -> None:
    assert blocks("Nadia Okoro wrote a letter.", "The ferry sank.") == []


def test_a_block_with_words_in_marks_is_left_to_the_marks() -> None:
    assert blocks("Nadia Okoro wrote:", "“The ferry sank.”") == []
