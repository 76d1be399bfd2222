"""The baseline to measure against: textacy's direct quotations, an article's paragraphs → an `Extraction`.

A paragraph at a time, because textacy gives up on a whole text with an odd number of quotation marks. Nothing but
`evaluate` uses this; textacy comes with the `dev` extra and takes seconds to import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.records import Article, Attribution, Extraction, Quote, Span, Speaker, Statement, statement_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HOW_TO_INSTALL = "textacy is not installed: pip install 'quotetrack[dev]' fills its column"


def is_installed() -> bool:
    """True where textacy can be imported; does not import it."""
    return find_spec("textacy") is not None


def extract_article(article: Article) -> Extraction:
    """What textacy finds in an article, in text order. A speaker's words that hold a proper noun are taken for a name
    as they are printed; others name nobody. ImportError where textacy is missing."""
    found = tuple(_statement(article, start, triple) for start, triple in _triples(article.text))
    return Extraction(article=article, statements=found, versions=(("textacy", version("textacy")),))


def _triples(text: str) -> Iterator[tuple[int, Any]]:
    """Where a paragraph starts in the text, and a triple (speaker, cue, content) found in it."""
    starts, lines = [], []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            starts.append(at)
            lines.append(line.rstrip())
        at += len(line)
    for start, doc in zip(starts, load_pipeline().pipe(lines), strict=True):
        for triple in _quotations(doc):
            yield start, triple


def _quotations(doc: Doc) -> list[Any]:
    from textacy.extract.triples import direct_quotations

    try:
        return list(direct_quotations(doc))
    except ValueError:  # "odd number of quotation marks": textacy gives nothing then
        return []


def _statement(article: Article, start: int, triple: Any) -> Statement:
    words = triple.content[1:-1]  # the marks are its first and last token
    content = (Span(start + words.start_char, start + words.end_char),)
    quote = Quote(id="", kind="direct", content=content, cue=(_span(triple.cue, start),), rule="textacy")
    quote = replace(quote, id=statement_id(article, quote))
    mention = _span(triple.speaker, start)
    named = any(token.pos_ == "PROPN" for token in triple.speaker)
    speaker = Speaker(mention.of(article.text), "unknown") if named else None
    return Statement(quote, Attribution(quote=quote.id, mention=(mention,), speaker=speaker))


def _span(tokens: Sequence[Token], start: int) -> Span:
    """From the first token to the last; textacy gives the words of a phrase without those between them."""
    return Span(start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1]))
