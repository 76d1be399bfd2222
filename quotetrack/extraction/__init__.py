"""From parsed paragraphs to quotes: what was said, in which words, reported by which cue.

`extract_quotes` gives direct and mixed quotations, turns of transcripts, block quotations, posts and indirect claims.
Who said them is settled in `attribution`.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.extraction.blocks import find_blocks
from quotetrack.extraction.indirect import find_indirect
from quotetrack.extraction.interviews import find_interview
from quotetrack.extraction.posts import find_posts
from quotetrack.extraction.proposed import Findings, weigh
from quotetrack.extraction.quoted import find_quoted
from quotetrack.extraction.turns import find_turns, outside_turns
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Proposal

__all__ = ["Findings", "extract_quotes"]


def extract_quotes(
    article: Article,
    paragraphs: Sequence[Paragraph],
    lexicon: Lexicon,
    proposals: Sequence[Proposal] | None = None,
) -> Findings:
    """Find all quotes of an article, none in a text in which nobody is reported; and what stands in marks but is no
    speech. Both in text order. `proposals` are what the model takes for reported; with None rules decide alone."""
    in_marks, silent = find_quoted(article, paragraphs, lexicon)
    turns, blocks, posts = (
        list(find(article, paragraphs, lexicon)) for find in (find_turns, find_blocks, find_posts)
    )
    in_marks, silent = outside_turns(article, in_marks, silent, turns)
    interview = [] if turns else find_interview(article, paragraphs, lexicon)
    marked = [*in_marks, *turns, *interview, *blocks, *posts]
    claims = list(find_indirect(article, paragraphs, marked, lexicon))
    return weigh(article, paragraphs, marked, silent, claims, proposals, lexicon)
