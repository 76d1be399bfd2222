"""Proposals made by hand, and what rules and model make of a text together."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.attribution import attribute
from quotetrack.extraction import Findings, extract_quotes
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article, Proposal, Quote, Statement
from tests.builders import find


def propose(text: str, source: str | None, cue: str, *content: str, sure: float = 0.9) -> Proposal:
    """A proposal by its words, each of which stands once in the text."""
    return Proposal(
        cue=(find(text, cue),),
        content=tuple(find(text, words) for words in content),
        source=(find(text, source),) if source else (),
        sure=sure,
    )


def weighed(text: str, proposals: Sequence[Proposal] | None) -> Findings:
    article = Article(id="case", text=text)
    return extract_quotes(article, parse(article), load_lexicon(), proposals)


def told(text: str, *proposals: Proposal) -> list[Statement]:
    article = Article(id="case", text=text)
    paragraphs = parse(article)
    found = extract_quotes(article, paragraphs, load_lexicon(), proposals)
    return list(attribute(article, paragraphs, found.quotes, load_lexicon(), found.backed))


def shown(quotes: Sequence[Quote], text: str) -> list[tuple[str, str, str]]:
    return [(quote.kind, quote.rule, quote.words(text)) for quote in quotes]
