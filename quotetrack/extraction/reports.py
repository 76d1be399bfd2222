"""One report, one quote: a sentence that is partly in marks becomes one mixed quote with the whole report.

Takes the quotes in marks with the proposals behind them, and the claims. Gives the same quotes, each report once: words
in marks that one report holds are one quote, and what stands beside them in the report is no claim of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quotetrack.extraction.near import shared
from quotetrack.records import Article, Proposal, Quote, Span, statement_id
from quotetrack.text.quotation_marks import Stretch
from quotetrack.text.unseen import UNSEEN

QuoteWithBacking = tuple[Quote, Proposal | None]
"""A quote and the proposal that tells of the same words; None if there is none."""

_SIGNS_BEFORE, _SIGNS_BEHIND = "$€£#@", "%)"
_WITHIN_WORDS = "-–’'&/" + UNSEEN
"""Signs that join two halves of a word ("foreign-exchange", "Mr. O’Neill", "AT&T"), and those that nobody sees."""
_STOPS = ",.;:!?"
_FINITE = frozenset("is was has had does did will would can could may might must shall should".split())
"""Verbs that a sentence needs a subject before: a "that" before one is the subject itself."""
_CLOSELY = 3
"""Code points between words in marks and a report that goes on beside them: a space, and marks."""


class Reports:
    """Where the reports of one article begin and end; `blocks` are its paragraphs, `stretches` what stands in its
    marks, outermost ones."""

    def __init__(self, article: Article, blocks: Sequence[Span], stretches: Sequence[Stretch]) -> None:
        self._article = article
        self._blocks = blocks
        self._text = article.text
        self._stretches = stretches

    def whole(self, content: Sequence[Span]) -> tuple[Span, ...]:
        """Return a report cut at its real edges: whole words and whole pairs of marks, without the "that" that opens
        it and without punctuation at its edges. Empty if no word is left."""
        spans = (self._edge(span) for span in content)
        return tuple(span for span in spans if span.start < span.end)

    def _edge(self, span: Span) -> Span:
        text, start, end = self._text, span.start, span.end
        while start < end and not (text[start].isalnum() or text[start] in _SIGNS_BEFORE):
            start += 1
        while start < end and not (text[end - 1].isalnum() or text[end - 1] in _SIGNS_BEHIND):
            end -= 1
        block = self._blocks[bisect_right(self._blocks, span.start, key=lambda b: b.start) - 1]
        while block.start < start < end and _is_within_word(text, start):
            start -= 1
        while start < end < block.end and _is_within_word(text, end):
            end += 1
        if text[start : start + 5].lower() == "that " and start + 5 < end:
            # "Said that would help": what is reported begins with its subject.
            start += 0 if text[start + 5 : end].partition(" ")[0].lower() in _FINITE else 5
        elif text[start:end].lower() == "that":
            start = end
        return self._with_marks(Span(start, end))

    def _with_marks(self, span: Span) -> Span:
        """Take in the marks of words in marks at either edge."""
        for stretch in self.stretches_in(span):
            if span.start in (stretch.outer.start, stretch.inner.start):
                span = Span(stretch.outer.start, span.end)
            if stretch.inner.start < span.end and span.end >= stretch.inner.end - 1:
                span = Span(span.start, max(span.end, stretch.outer.end))
        return span

    def stretches_in(self, span: Span) -> Sequence[Stretch]:
        """Return the words in marks that share code points with a span."""
        first = bisect_right(self._stretches, span.start, key=lambda s: s.outer.end)
        return self._stretches[first : bisect_left(self._stretches, span.end, key=lambda s: s.outer.start)]

    def has_outside(self, content: Sequence[Span]) -> bool:
        """Return True if a word of a report stands outside marks."""
        return any(self.outside(content))

    def outside(self, content: Iterable[Span]) -> Iterator[Span]:
        """Yield the parts of a report outside marks that hold a word, without what stands at their edges."""
        for span in content:
            inside = [stretch.outer for stretch in self.stretches_in(span)]
            edges = [Span(span.start, span.start), *inside, Span(span.end, span.end)]
            gaps = (Span(left.end, right.start) for left, right in pairwise(edges) if left.end < right.start)
            yield from (part for part in map(self._bare, gaps) if part.start < part.end)

    def _bare(self, span: Span) -> Span:
        words = span.of(self._text)
        held = [n for n, sign in enumerate(words) if sign.isalnum()]
        if not held or words[held[0] : held[-1] + 1].lower() == "that":
            return Span(span.start, span.start)
        return Span(span.start + held[0], span.start + held[-1] + 1)

    def goes_on_beside(self, quote: Quote, report: Sequence[Span]) -> bool:
        """Return True if words of the report stand right beside the words in marks, with no stop between them.

        Words that begin with a capital are a sentence of their own, which nothing behind them is part of."""
        parts = [p for p in self.outside(report) if not p.of(self._text).lower().endswith(" that")]
        return any(self._touches(part, piece) for part in parts for piece in quote.content)

    def _touches(self, part: Span, piece: Span) -> bool:
        is_sentence = self._text[piece.start].isupper() or self._text[piece.end - 1] in _STOPS
        edges = [(part.end, piece.start)] + [(piece.end, part.start)] * (not is_sentence)
        near = (self._text[left:right] for left, right in edges if 0 <= right - left <= _CLOSELY)
        return any(not any(sign in _STOPS for sign in between) for between in near)

    def join(self, pairs: Iterable[QuoteWithBacking]) -> list[QuoteWithBacking]:
        """Return the quotes, in which those that one report holds are one mixed quote. Its cue and its rule are those
        of the quote whose cue is the report's."""
        out: list[QuoteWithBacking] = []
        at: dict[Proposal, int] = {}
        for quote, backing in pairs:
            first = at.get(backing) if backing is not None and quote.proposition else None
            if first is None:
                if backing is not None and quote.proposition:
                    at[backing] = len(out)
                out.append((quote, backing))
            elif backing is not None:
                out[first] = (self._joined(out[first][0], quote, backing), backing)
        return out

    def _joined(self, left: Quote, right: Quote, report: Proposal) -> Quote:
        by_cue = max((left, right), key=lambda quote: shared(quote.cue, report.cue))
        content = tuple(sorted({*left.content, *right.content}))
        flags = tuple(dict.fromkeys((*left.flags, *right.flags)))
        joined = replace(by_cue, kind="mixed", content=content, flags=flags)
        return replace(joined, id=statement_id(self._article, joined))


def is_told(content: Sequence[Span], reports: Iterable[Sequence[Span]]) -> bool:
    """Return True if half of a claim's words stand in one of the whole reports."""
    length = sum(span.end - span.start for span in content)
    return any(2 * shared(content, report) >= length for report in reports)


def _is_within_word(text: str, at: int) -> bool:
    """Return True if no word ends or begins between the code points before and at a place."""
    left, right = text[at - 1], text[at]
    if left.isalnum() and right.isalnum():
        return True
    if right in _WITHIN_WORDS:
        return left.isalnum() and text[at + 1 : at + 2].isalnum()
    return left in _WITHIN_WORDS and right.isalnum() and text[at - 2 : at - 1].isalnum()
