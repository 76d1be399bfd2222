"""Embedded posts: what somebody wrote on a network, with the line that signs it.

Pages print a post as its words and, in the line below, "— Name (@handle) date"; or as the name, the handle, the words
and the date, a line each. The words are the author's, and the line that signs them is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotetrack.extraction.place import make_quote
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote, Span
from quotetrack.records.rules import RuleName

_SIGNED = re.compile(r"[—–-] ?[^\n(@]{2,60} \(@\w{1,30}\)[^\n]{0,40}")
_HANDLE = re.compile(r"@\w{1,30}")
_BLANK_LINE = re.compile(r"\n\s*\n")
_STAMP = re.compile(r"[^\n]{0,20}\b\d{1,2}[:.]\d\d\b[^\n]{0,30}\d{4}[^\n]{0,20}")


def find_posts(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """Find the embedded posts of an article, in text order."""
    for number, paragraph in enumerate(paragraphs):
        words = paragraph.span.of(article.text)
        said: list[Paragraph] = []
        sign: Paragraph | None = paragraph
        if _SIGNED.fullmatch(words):
            said = _lines_above(article.text, paragraphs, number)
        elif _STAMP.fullmatch(words) and paragraph.where == "body":
            said, sign = _framed(article.text, paragraphs, number)
        if said and sign is not None and not any(p.stretches for p in said):
            content = (Span(said[0].span.start, said[-1].span.end),)
            count = len(content[0].of(article.text).split())
            cue = (sign.between(sign.doc[0], sign.doc[0]),) if len(sign.doc) else ()
            yield make_quote(article, "direct", content, cue, RuleName.POST, lexicon, words=count)


def _lines_above(text: str, paragraphs: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """Return the paragraphs above one in the same block: no blank line stands between them."""
    first = number
    while first > 0 and not _BLANK_LINE.search(
        text, paragraphs[first - 1].span.end, paragraphs[first].span.start
    ):
        first -= 1
    return list(paragraphs[first:number])


def _framed(
    text: str, paragraphs: Sequence[Paragraph], number: int
) -> tuple[list[Paragraph], Paragraph | None]:
    """Return the words of a post between its handle and its time, and the line with its author's name."""
    above = _lines_above(text, paragraphs, number)
    handles = [n for n, p in enumerate(above) if _HANDLE.fullmatch(p.span.of(text))]
    if len(handles) != 1 or handles[0] == 0:
        return [], None
    return above[handles[0] + 1 :], above[handles[0] - 1]
