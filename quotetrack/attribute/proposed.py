"""Where the model sees the source of a quote: its words, as a mention that the rules can resolve like any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotetrack.attribute.mentions import Found, found_at
from quotetrack.attribute.scene import paragraph_at
from quotetrack.lang import Lexicon
from quotetrack.parse import Paragraph
from quotetrack.records import Proposal, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def proposed_mention(proposal: Proposal, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Found | None:
    """The mention that a proposal's source stands for; None where it has none, or the source lies in words that were
    masked for the parser."""
    if not proposal.source:
        return None
    span = proposal.source[0]
    paragraph = paragraph_at(span.start, paragraphs)
    tokens = [t for t in paragraph.tokens(span) if _lies_in(t, paragraph, span)]
    if not tokens:
        return None
    head = paragraph.doc[tokens[0].i : tokens[-1].i + 1].root
    if head.pos_ in ("ADP", "PUNCT", "DET", "VERB", "AUX"):
        nouns = [t for t in tokens if t.pos_ in ("PROPN", "NOUN", "PRON")]
        head = nouns[0] if nouns else head
    if head.pos_ not in ("PROPN", "NOUN", "PRON", "NUM", "DET", "ADJ"):
        return None
    found = found_at(paragraph, head, lexicon)
    heads = tuple(h for h in found.heads if h in tokens) or (head,)
    return Found(paragraph, heads, span, found.through)


def _lies_in(token: Token, paragraph: Paragraph, span: Span) -> bool:
    return span.start <= paragraph.starts[token.i] and paragraph.ends[token.i] <= span.end
