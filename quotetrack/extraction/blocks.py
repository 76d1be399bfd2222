"""Block quotations: paragraphs that a page sets apart as quoted, without marks, announced by a colon.

Takes the paragraphs, gives a direct quotation a block. A block that nothing announces ("He wrote:") may be anything and
is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotetrack.confidence import of_words
from quotetrack.extraction.before import announced_by
from quotetrack.extraction.place import Cue
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote, Span, statement_id


def blocks(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """The announced block quotations of an article, in text order."""
    for zone in article.spans("blockquote"):
        inside = [p for p in paragraphs if zone.holds(p.span)]
        if not inside or inside[0].number == 0 or any(p.stretches for p in inside):
            continue
        before = paragraphs[inside[0].number - 1]
        cue = announced_by(before, inside[0], lexicon)
        if cue is not None:
            yield _quote(article, before, cue, tuple(p.span for p in inside), lexicon)


def _quote(
    article: Article, before: Paragraph, cue: Cue, content: tuple[Span, ...], lexicon: Lexicon
) -> Quote:
    at = Span(before.starts[cue.start], before.ends[cue.end - 1])
    words = sum(len(span.of(article.text).split()) for span in content)
    sure = round(of_words(lexicon.confidence, cue.rule, words, is_repaired=False, is_marked=True), 2)
    quote = Quote("", "direct", content, (at,), "body", cue.rule, sure)
    return replace(quote, id=statement_id(article, quote))
