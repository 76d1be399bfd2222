"""Figures for one thing, beside each other: who counts what, and which of them cannot both be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import JsonObject, span_list, span_text, spans_text
from quotetrack.records.quotation import Figure
from quotetrack.records.span import Span
from quotetrack.records.stored import Printed

Limit = Literal["exact", "at least", "at most"]
"""What a figure is to the number that it stands for, by the words right before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure for something that is counted, with the statement that gives it.

    Attributes:
        printed: The statement.
        figure: The figure; it has a value and something counted.
        limit: exact, "at least" or "at most".
        bound: The words that make it a limit, such as "more than"; None if it is exact.
        conflicts: The ids of quotations of the same tally whose figure cannot be true beside this one, in their order.
            The first 20 if there are more.

    Example:
        >>> [count.amount for tally in collection.figures() for count in tally.counts]
        []
    """

    printed: Printed
    figure: Figure
    limit: Limit = "exact"
    bound: Span | None = None
    conflicts: tuple[str, ...] = ()

    @property
    def amount(self) -> str:
        """The figure as printed with its unit and the words that bound it: "more than $4 million"."""
        spans = [span for span in (self.bound, self.figure.unit, self.figure.span) if span is not None]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        return whole.of(self.printed.article.text)

    @property
    def counted(self) -> str:
        """What is counted, as printed."""
        return span_text(self.printed.article.text, self.figure.counted) or ""

    def to_dict(self) -> JsonObject:
        """Return the figure as `quotetrack figures --format jsonl` prints it, but for the number of its group."""
        article, quote = self.printed.article, self.printed.statement.quote
        attribution, figure = self.printed.statement.attribution, self.figure
        return {
            "article": article.id,
            "source": article.outlet,
            "published": article.published,
            "speaker": attribution.speaker.to_dict() if attribution.speaker else None,
            "mention": spans_text(article.text, attribution.mention) or None,
            "mention_spans": span_list(attribution.mention),
            "stance": attribution.stance,
            "said_on": attribution.said_on.date if attribution.said_on else None,
            "figure": figure.to_dict(article.text),
            "unit_span": _place_of(figure.unit),
            "counted_span": _place_of(figure.counted),
            "limit": self.limit,
            "bound": span_text(article.text, self.bound),
            "bound_span": _place_of(self.bound),
            "text": self.printed.text,
            "content": span_list(quote.content),
            "report": span_list(quote.report),
            "quote": quote.id,
            "conflicts": list(self.conflicts),
        }


def _place_of(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures for one thing on one matter, from about the same days. A figure beside no other is a tally as well.

    Attributes:
        counts: The figures, by day of publication (unknown last).

    Example:
        >>> collection.figures(about="bridge")
        []
    """

    counts: tuple[Count, ...]

    @property
    def has_conflict(self) -> bool:
        """Whether two of the figures cannot both be true."""
        return any(count.conflicts for count in self.counts)
