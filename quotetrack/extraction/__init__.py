"""From parsed paragraphs to quotes: what was said, in which words, reported by which cue.

`extract` gives direct and mixed quotations, turns of transcripts, block quotations and indirect claims; who said them
is settled in `attribute`.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.extraction.blocks import blocks
from quotetrack.extraction.indirect import indirect
from quotetrack.extraction.proposed import Weighed, weigh
from quotetrack.extraction.quoted import quoted
from quotetrack.extraction.turns import turns
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Proposal

__all__ = ["Weighed", "extract"]


def extract(
    article: Article,
    paragraphs: Sequence[Paragraph],
    lexicon: Lexicon,
    proposals: Sequence[Proposal] | None = None,
) -> Weighed:
    """All quotes of an article, none for a text in which nobody is reported; and what stands in marks but is no speech.
    Both in text order. `proposals` are what the model takes for reported; with None rules decide alone."""
    in_marks, silent = quoted(article, paragraphs, lexicon)
    marked = [
        *in_marks,
        *turns(article, paragraphs, lexicon),
        *blocks(article, paragraphs, lexicon),
    ]
    claims = list(indirect(article, paragraphs, marked, lexicon))
    return weigh(article, paragraphs, marked, silent, claims, proposals, lexicon)
