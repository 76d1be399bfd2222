"""Statements with figures about invented towns, for tests of what counts what."""

from __future__ import annotations

from typing import Any

from quotetrack.records import Extraction, Figure, SaidOn, Source, Span

from ..builders import extract, find, make_article, make_statement

AMOUNTS = {"two": 2.0, "4 million": 4e6, "6 million": 6e6, "4.05 million": 4.05e6}


def told(
    words: str,
    figure: str,
    counted: str | None,
    *,
    id: str = "a",
    by: str | None = "Ana Lima",
    title: str = "Ferry sinks off Telm",
    day: str | None = "2024-03-04",
    said: str | None = None,
    unit: str | None = None,
    about: tuple[str, ...] = (),
    outlet: str = "Ridge Times",
    **attribution: Any,
) -> Extraction:
    """An article of one indirect statement with one figure; all parts of it are found in its words."""
    text = f"{by or 'Somebody'} said in {id} that {words}."
    article = make_article(text, id=id, title=title, published=day, source=Source(outlet))
    start = text.index(words)

    def place(part: str) -> Span:
        span = find(words, part)
        return Span(start + span.start, start + span.end)

    number = Figure(
        span=place(figure),
        value=AMOUNTS.get(figure) or float(figure),
        unit=place(unit) if unit else None,
        counted=place(counted) if counted else None,
    )
    said_on = SaidOn(date=said, precision="day", basis=Span(0, 1)) if said else None
    quote = {"figures": (number,), "about": tuple(map(place, about))}
    statement = make_statement(
        article, words, by=by, mention=by, kind="indirect", quote=quote, said_on=said_on, **attribution
    )
    return extract(article, statement)
