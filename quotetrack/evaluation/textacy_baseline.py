"""The baseline to measure against: textacy's direct quotations, an article's paragraphs → an `Extraction`.

A paragraph at a time, because textacy gives up on a whole text with an odd number of quotation marks. Only `evaluate`
and `extract --engine textacy` use this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.records import (
    KINDS,
    Article,
    Attribution,
    Extraction,
    Failure,
    Kind,
    Quote,
    Span,
    Speaker,
    Statement,
    statement_id,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HOW_TO_INSTALL = "textacy is not installed: pip install 'quotetrack[dev]' fills its column"


def has_textacy() -> bool:
    """True if textacy can be imported; does not import it."""
    return find_spec("textacy") is not None


def extract_by_textacy(article: Article) -> Extraction:
    """Return what textacy finds in an article, in text order. ImportError if textacy is missing.

    A speaker's words that hold a proper noun are taken for a name as they are printed; others name nobody.
    """
    triples = _triples(article.text) if article.is_english else ()
    statements = tuple(_statement(article, start, triple) for start, triple in triples)
    return Extraction(article=article, statements=statements, versions=(("textacy", version("textacy")),))


def extract_articles(
    articles: Iterable[Article | Failure], *, kinds: Iterable[Kind] = KINDS
) -> Iterator[Extraction | Failure]:
    """What textacy finds in a stream of articles, in its order. Failures go through as they are, and an article that it
    cannot work on becomes one. All it finds is direct: without that kind no quotations are left."""
    wanted = frozenset(kinds)
    for article in articles:
        yield _extracted(article, wanted) if isinstance(article, Article) else article


def _extracted(article: Article, kinds: frozenset[Kind]) -> Extraction | Failure:
    try:
        found = extract_by_textacy(article)
    except Exception as error:  # whatever textacy or the parser raises on a strange text
        return Failure(article.key or article.id, f"textacy failed: {type(error).__name__}: {error}")
    return replace(found, statements=tuple(s for s in found.statements if s.quote.kind in kinds))


def _triples(text: str) -> Iterator[tuple[int, Any]]:
    """Yield where a paragraph starts in the text, and a triple (speaker, cue, content) found in it."""
    lines = text.splitlines(keepends=True)
    starts = accumulate(map(len, lines), initial=0)
    paragraphs = [(line.rstrip(), start) for line, start in zip(lines, starts, strict=False) if line.strip()]
    for doc, start in load_pipeline().pipe(paragraphs, as_tuples=True):
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
    """Return the span from first to last token; textacy gives the words of a phrase without those between them."""
    return Span(start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1]))
