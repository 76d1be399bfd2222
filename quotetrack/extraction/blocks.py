"""Block quotations: paragraphs that a page sets apart as quoted, without marks, announced by a colon.

Takes the paragraphs, gives a direct quotation a block. A block that nothing announces ("He wrote:") may be anything and
is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotetrack.extraction.before import find_announcement
from quotetrack.extraction.place import make_quote
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote


def find_blocks(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """Find the announced block quotations of an article, in text order."""
    for zone in article.spans("blockquote"):
        inside = [p for p in paragraphs if zone.holds(p.span)]
        if not inside or inside[0].number == 0 or any(p.stretches for p in inside):
            continue
        before = paragraphs[inside[0].number - 1]
        cue = find_announcement(before, inside[0], lexicon)
        if cue is not None:
            content = tuple(p.span for p in inside)
            words = sum(len(span.of(article.text).split()) for span in content)
            said_by = (before.between(before.doc[cue.start], before.doc[cue.end - 1]),)
            yield make_quote(article, "direct", content, said_by, cue.rule, lexicon, words=words)
