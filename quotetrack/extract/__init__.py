"""From parsed paragraphs to quotes: what was said, in which words, reported by which cue.

`extract` gives direct and mixed quotations, turns of transcripts, block quotations and clear indirect claims; who said
them is settled in `attribute`.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.extract.blocks import blocks
from quotetrack.extract.indirect import indirect
from quotetrack.extract.quoted import quoted
from quotetrack.extract.turns import turns
from quotetrack.lang import Lexicon
from quotetrack.parse import Paragraph
from quotetrack.records import Article, NotSpeech, Quote

__all__ = ["extract"]


def extract(
    article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> tuple[tuple[Quote, ...], tuple[NotSpeech, ...]]:
    """All quotes of an article, none for a text in which nobody is reported; and what stands in marks but is no speech.
    Both in text order."""
    in_marks, silent = quoted(article, paragraphs, lexicon)
    marked = [
        *in_marks,
        *turns(article, paragraphs, lexicon),
        *blocks(article, paragraphs, lexicon),
    ]
    found = [*marked, *indirect(article, paragraphs, marked, lexicon)]
    quotes = sorted(found, key=lambda quote: (quote.content[0].start, quote.content[-1].end))
    return tuple(quotes), tuple(silent)
