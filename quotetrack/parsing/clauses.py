"""Which words of an article are a clause, and so say something that may be true or false."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from quotetrack.parsing.grammar import is_finite
from quotetrack.parsing.paragraphs import paragraph_at, parse
from quotetrack.records import Article, Span

_BESIDE_NOUNS = ("relcl", "acl")
"""Dependencies of a clause that only tells which thing is meant."""


def clauses_among(article: Article, spans: Sequence[Span]) -> frozenset[Span]:
    """Return those of some places of an article whose words are a clause ("the bridge is safe", "to shut the bridge"),
    not a thing ("the bridge", "the bridge that he built"). Only the paragraphs that hold them are parsed."""
    if not spans:
        return frozenset()
    paragraphs = parse(article, at=spans)
    return frozenset(span for span in spans if _is_clause(paragraph_at(span.start, paragraphs).tokens(span)))


def _is_clause(tokens: Sequence[Token]) -> bool:
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.head == token]
    return any(_heads_clause(token) for token in heads)


def _heads_clause(token: Token) -> bool:
    """Return True for the verb of a clause, or for what "to" makes an aim of."""
    is_verb = token.pos_ in ("VERB", "AUX") and token.dep_ not in _BESIDE_NOUNS
    is_aim = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
    return is_verb and (is_finite(token) or is_aim)
