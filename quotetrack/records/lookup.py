"""What look-ups give: subjects, unnamed speakers, words in their context, periods and developments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import JsonObject
from quotetrack.records.quotation import SpeakerKind
from quotetrack.records.span import Span
from quotetrack.records.stored import Printed

PeriodLength = Literal["day", "week", "month", "year"]
"""Periods of a timeline; a week is named by its Monday."""

CONTEXT_WIDTH = 400
"""Characters on either side of a word that `InContext` gives; a terminal shows as many as fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTerm:
    """A key term of several articles.

    Attributes:
        key: Its words folded and stemmed.
        words: The form it is printed in most.
        quotes: How many of the statements chosen stand in those articles.
        articles: How many articles have it.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.
    """

    key: str
    words: str
    quotes: int
    articles: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """A key term of the articles that quotations stand in.

    Attributes:
        words: The term, as it is printed most.
        quotes: How many of the quotations those articles print.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.
        articles: How many articles have it.

    Example:
        >>> [(subject.words, subject.quotes) for subject in collection.subjects()]
        [('bridge', 4)]
    """

    words: str
    quotes: int
    first: str | None = None
    last: str | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedEntry:
    """A description under which speakers are quoted who are not named: "a Western diplomat". They may be many.

    Attributes:
        words: The description without a leading article, in the form it is printed in most.
        kind: group, anonymous and the like; "unknown" if nothing tells.
        quotes: How many statements.
        mentions: Every form as printed, the most frequent first.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.

    Example:
        >>> list(collection.unnamed_speakers())
        []
    """

    words: str
    kind: SpeakerKind
    quotes: int
    mentions: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class InContext:
    """A word of a quotation where it stands.

    Attributes:
        printed: The quotation.
        span: The word's place in the article's text.

    Example:
        >>> [word.printed.article.id for word in collection.context("bridges")]
        ['harbour', 'harbour', 'globe']
    """

    printed: Printed
    span: Span

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before the word, the word, and the text after it, at most 400 characters on either side."""
        text, start, end = self.printed.article.text, self.span.start, self.span.end
        return text[max(0, start - CONTEXT_WIDTH) : start], text[start:end], text[end : end + CONTEXT_WIDTH]

    def to_dict(self) -> JsonObject:
        """Return the word as `quotetrack context --format jsonl` prints it."""
        left, word, right = self.parts
        at = [self.span.start, self.span.end]
        return {"left": left, "word": word, "right": right, "at": at, **self.printed.to_dict()}


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month or year.

    Attributes:
        name: Such as "2012-07"; None for quotations whose day is unknown.
        quotes: How many quotations it printed.

    Example:
        >>> collection.timeline(by="year")
        [Period(name='2024', quotes=4)]
    """

    name: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class Development:
    """What was printed after a day, beside what was printed before.

    Attributes:
        what: "new", "said_again" or "contradicts".
        printed: What was printed.
        earlier: The earlier printing that it says again or contradicts; None for what is new.

    Example:
        >>> [development.what for development in collection.diff("2024-03-01", "2024-03-31")]
        ['said_again']
    """

    what: Literal["new", "said_again", "contradicts"]
    printed: Printed
    earlier: Printed | None = None

    def to_dict(self) -> JsonObject:
        """Return the development as `quotetrack diff --format jsonl` prints it."""
        earlier = self.earlier.to_dict() if self.earlier else None
        return {"what": self.what, "printed": self.printed.to_dict(), "earlier": earlier}
