"""What look-ups come to: subjects, words in their context, periods and developments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import Span
from quotetrack.records.stored import Printed

PeriodLength = Literal["day", "week", "month", "year"]
"""Periods of a timeline; a week is named by its Monday."""


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """A word or name that quotations come back to, as it is printed most; in how many of them it stands, and the first
    and last day of publication."""

    words: str
    quotes: int
    first: str | None = None
    last: str | None = None


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
