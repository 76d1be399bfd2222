"""What the desk draws: printings of a claim along their days, and quotations by month. Places are in hundredths of the
width, so that a drawing fits any screen; all that it shows is told in words as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quotetrack.export import wording
from quotetrack.records import Printing

_EDGE = 3.0
"""Hundredths at either end that are left free, so that a mark at the end is seen whole."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A printing along the days: its place, or None if its day is unknown; a copy is drawn hollow."""

    at: str | None
    is_copy: bool
    id: str
    day: str


@dataclass(frozen=True, slots=True)
class OutletLine:
    """The printings of one outlet, first to last. `source` finds the outlet in a filter."""

    outlet: str
    source: str
    dots: tuple[Dot, ...]

    @property
    def days(self) -> tuple[str, ...]:
        """The days on which it printed them, each once."""
        return tuple(dict.fromkeys(dot.day for dot in self.dots))


@dataclass(frozen=True, slots=True)
class DayLines:
    """Printings by outlet along the days from `first` to `last`; both are empty if no day is known."""

    first: str
    last: str
    outlets: tuple[OutletLine, ...]


def along_days(printings: Sequence[Printing]) -> DayLines:
    """Return the printings by outlet, in the order in which the outlets first printed them."""
    days = [day for printing in printings if (day := _day(printing)) is not None]
    first, last = min(days, default=0), max(days, default=0)
    lines: dict[tuple[str, str], list[Dot]] = defaultdict(list)
    for printing in printings:
        article, day = printing.printed.article, _day(printing)
        called = (wording.outlet(article), article.source.domain or article.source.name or "")
        place = None if day is None else _place(day - first, last - first)
        told = wording.day(article.published) or "day unknown"
        lines[called].append(Dot(place, printing.copy_of is not None, printing.printed.id, told))
    return DayLines(
        first=_written(first) if days else "",
        last=_written(last) if days else "",
        outlets=tuple(OutletLine(*called, tuple(dots)) for called, dots in lines.items()),
    )


def _day(printing: Printing) -> int | None:
    """Return the day of publication as a number; None if it is unknown."""
    published = (printing.printed.article.published or "")[:10]
    try:
        return date.fromisoformat(published).toordinal()
    except ValueError:
        return None


def _written(day: int) -> str:
    return wording.day(date.fromordinal(day).isoformat())


def _place(days: int, all_days: int) -> str:
    return f"{_EDGE + (100 - 2 * _EDGE) * days / all_days:.2f}%" if all_days else "50%"


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of a bar chart: where it stands, how wide and how high it is, in hundredths."""

    name: str
    quotes: int
    x: str
    width: str
    y: str
    height: str


def bars(months: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    """Return a bar for each month, the highest for the most; none for none."""
    every = list(months)
    most = max((quotes for _, quotes in every), default=0)
    step = 100 / max(len(every), 12)
    return tuple(
        Bar(
            name=name,
            quotes=quotes,
            x=f"{number * step + step * 0.1:.2f}%",
            width=f"{step * 0.8:.2f}%",
            y=f"{100 - 100 * quotes / most:.2f}%",
            height=f"{100 * quotes / most:.2f}%",
        )
        for number, (name, quotes) in enumerate(every)
        if quotes
    )
