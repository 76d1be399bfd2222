"""Short texts through the whole pipeline by rules alone, and what came out as words."""

from __future__ import annotations

from quotetrack.pipeline import extract_article
from quotetrack.records import Article, Kind, Span, Statement

WEDNESDAY = "2024-05-15"
"""The day on which the texts of these tests are printed."""


def statements(text: str, *, published: str | None = WEDNESDAY, kind: Kind | None = None) -> list[Statement]:
    """All that is said in a text without zones; with `kind`, of that kind alone."""
    found = extract_article(Article(id="case", text=text, published=published), engine="rules").statements
    return [s for s in found if kind in (None, s.quote.kind)]


def only(text: str, *, published: str | None = WEDNESDAY) -> Statement:
    """The one statement of a text."""
    found = statements(text, published=published)
    assert len(found) == 1, [s.quote.words(text) for s in found]
    return found[0]


def holding(text: str, words: str, *, published: str | None = WEDNESDAY) -> Statement:
    """The one statement whose content holds `words`."""
    found = [s for s in statements(text, published=published) if any(words in p for p in pieces(s, text))]
    assert len(found) == 1, f"{len(found)} statements hold {words!r}"
    return found[0]


def last(text: str, *, published: str | None = WEDNESDAY) -> Statement:
    """The last statement of a text; there is at least one."""
    found = statements(text, published=published)
    assert found, "nobody is quoted"
    return found[-1]


def pieces(statement: Statement, text: str) -> list[str]:
    """The words of each piece of a quotation."""
    return [span.of(text) for span in statement.quote.content]


def name(statement: Statement) -> str | None:
    """The speaker's name; None where nobody is settled on or the speaker has none."""
    speaker = statement.attribution.speaker
    return speaker.name if speaker is not None else None


def day(statement: Statement) -> str | None:
    """The day it was said."""
    said_on = statement.attribution.said_on
    return said_on.date if said_on is not None else None


def shown(span: Span | None, text: str) -> str | None:
    """The words of a span that may be missing."""
    return span.of(text) if span is not None else None
