"""A quoted stretch among the tokens of its paragraph, and the quote that is made of it."""

from __future__ import annotations

from dataclasses import replace

from quotetrack.extraction.place import make_quote, place
from quotetrack.lang import load_lexicon
from quotetrack.records import Article, Span, statement_id
from quotetrack.records.rules import RuleName
from tests.extraction.built import build_paragraph, build_place

TWO_SENTENCES = """
    Rain NN nsubj 1
    fell VBD ROOT 1 fall
    . . punct 1
    Okoro NNP nsubj 4
    left VBD ROOT 4 leave
    “ `` punct 4
    early RB advmod 4
    ! . punct 4
    ” '' punct 4
    . . punct 4
"""


def test_a_place_counts_tokens_from_the_mark_to_behind_the_closing_one() -> None:
    at = build_place(TWO_SENTENCES)
    assert (at.open, at.close, at.floor, at.final) == (5, 9, 3, "!")
    assert (at.before(), at.before(2), at.before(6)) == ("left", "Okoro", "")


def test_a_stretch_at_whose_start_no_token_begins_has_no_place() -> None:
    text, paragraph = build_paragraph(TWO_SENTENCES)
    [stretch] = paragraph.stretches
    moved = Span(stretch.outer.start - 1, stretch.outer.end)
    assert place(paragraph, replace(stretch, outer=moved), text) is None


def test_a_repaired_mark_makes_a_quote_less_sure() -> None:
    article = Article(id="case", text="“It sank.”")

    def make(flags: tuple[str, ...]) -> float:
        quote = make_quote(
            article, "direct", (Span(1, 9),), (), RuleName.TURN, load_lexicon(), words=2, flags=flags
        )
        assert quote.id == statement_id(article, quote)
        return quote.confidence

    assert 0 < make(("unclosed mark",)) < make(()) <= 1
