"""What look-ups come to: subjects, words in their context, periods and developments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import Span
from quotetrack.records.stored import Printed

PeriodLength = Literal["day", "week", "month", "year"]
"""Periods of a timeline; a week is named by its Monday."""


@dataclass(frozen=True, slots=True)
class CountedTerm:
    """A key term of several articles: its key and the form it is printed in most; how many of the statements chosen
    stand in those articles, how many articles that are, and the first and last day of publication."""

    key: str
    words: str
    quotes: int
    articles: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """A key term of the articles that quotations stand in, as it is printed most; how many of the quotations those
    articles print, the first and last day of publication, and how many articles there are."""

    words: str
    quotes: int
    first: str | None = None
    last: str | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class InContext:
    """A word of a quotation, with its place in the article's text."""

    printed: Printed
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month or year ("2012-07"; None: days that are unknown), and how many quotations it printed."""

    name: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class Development:
    """What was printed after a day: something `new`, what was `said_again` since an `earlier` printing, or what
    `contradicts` one; `earlier` is None for what is new."""

    what: Literal["new", "said_again", "contradicts"]
    printed: Printed
    earlier: Printed | None = None
