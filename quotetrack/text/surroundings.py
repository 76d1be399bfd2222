"""Finds the paragraphs in which the words of a statement stand: the index and the ranking of answers see the same."""

from __future__ import annotations

from collections.abc import Iterable

from quotetrack.records import Span, Statement

_WRAPPED_AT = 120
"""A text with no line longer than so many characters was wrapped by hand: its paragraphs end at empty lines. In other
texts each line is a paragraph."""
_REACH = 1500
"""How much of a paragraph is taken on either side, in characters. A page without line breaks is one paragraph, and
indexing all of it for each of its quotations would take forever."""


def find_paragraph_break(text: str) -> str:
    """Return what ends a paragraph of `text`: one line break, or two."""
    return "\n" if max(map(len, text.split("\n"))) > _WRAPPED_AT else "\n\n"


def statement_spans(statement: Statement) -> tuple[Span, ...]:
    """Return where a statement stands: the pieces of its content, its cue and the mention of its speaker."""
    return (*statement.quote.content, *statement.quote.cue, *statement.attribution.mention)


def find_paragraphs(text: str, spans: Iterable[Span], breaks: str) -> list[Span]:
    """Return the paragraphs in which `spans` stand, each once. `breaks` is the `find_paragraph_break` of `text`."""
    paragraphs: dict[Span, None] = {}
    for span in spans:
        first = max(0, span.start - _REACH)
        before = text.rfind(breaks, first, span.start)
        after = text.find(breaks, span.end, span.end + _REACH)
        start = first if before < 0 else before + len(breaks)
        paragraphs[Span(start, after if after >= 0 else span.end + _REACH)] = None
    return list(paragraphs)
