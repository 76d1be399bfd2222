"""Invented statements of one speaker, each in an article of its own day."""

from __future__ import annotations

from typing import Any

from quotetrack.records import Article, Claim, Printed, Printing, SaidOn, Source, Span, Speaker
from tests.builders import make_article, make_statement

LIMA = Speaker("Ana Lima", "person", "mayor of Porto Novo")


def article_of(day: str | None, words: str, *, cue: str = "said", outlet: str = "Harbour Post") -> Article:
    """An article of one sentence in which Ana Lima says these words."""
    text = f"Porto Novo. Ana Lima {cue} {words}."
    return make_article(text, id=f"{day}-{words[:24]}-{outlet}", published=day, source=Source(outlet))


def said(
    day: str | None,
    words: str,
    *,
    cue: str = "said",
    outlet: str = "Harbour Post",
    speaker: Speaker = LIMA,
    said_on: str | None = None,
    **fields: Any,
) -> Printed:
    """What Ana Lima is reported to have said, printed on this day. Without `said_on` nothing tells when she said it."""
    article = article_of(day, words, cue=cue, outlet=outlet)
    told = SaidOn(date=said_on, precision="day", basis=Span(0, 5)) if said_on else None
    start = article.text.index("Ana Lima ") + len("Ana Lima ")
    about: dict[str, Any] = {"cue": (Span(start, start + len(cue)),)}
    statement = make_statement(
        article,
        words,
        **{"kind": "indirect", "mention": "Ana Lima", "speaker": speaker, "said_on": told, **fields},
        quote=about,
    )
    return Printed(article=article, statement=statement)


def claim_of(*printed: Printed) -> Claim:
    """The claim that these print, linked to no other."""
    return Claim(id=printed[0].id, printings=tuple(map(Printing, printed)), sources=len(printed))
