"""Which of several people of one surname a bare surname means.

Takes the bearers whom the article has named so far, gives the one that the habits of newspapers tell, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotetrack.parsing.paragraphs import Paragraph

if TYPE_CHECKING:
    from quotetrack.attribution.entities import Entity


def bearer_of(known: Sequence[Entity], paragraph: Paragraph, start: int) -> tuple[Entity, str] | None:
    """Return the one of several bearers whom a bare surname means, and the rule that tells; None if nothing does. A
    relative whom the sentence
    before is about leaves it open: newspapers keep the bare surname for their subject, and pages do not."""
    just = brought_in_before(known, paragraph, start)
    if just is not None:
        return None if just.is_relative else (just, "name, just brought in")
    if (latest := brought_in(known, paragraph.number, start)) is not None:
        return latest, "name, just brought in"
    first = first_bearer(known)
    return (first, "name, borne first") if first is not None else None


_JUST, _LONG_AGO = 2, 8
"""Paragraphs within which somebody has just been brought in, and after which another of the name is out of sight."""


def brought_in(known: Sequence[Entity], number: int, start: int) -> Entity | None:
    """Return the bearer of a surname who was named in full just before and is no relative, if no other bearer has been
    named for long. A page of several items goes on about whom it has just brought in. `number` is the paragraph of the
    surname, `start` its place."""

    def age(entity: Entity) -> int:
        return number - max(n.paragraph.number for n in entity.mentions if n.span.start < start)

    if len(known) < 2:
        return None
    latest, *others = sorted(known, key=age)
    fits = age(latest) <= _JUST and not latest.is_relative and all(age(f) >= _LONG_AGO for f in others)
    return latest if fits else None


def brought_in_before(known: Sequence[Entity], paragraph: Paragraph, start: int) -> Entity | None:
    """Return the bearer of a surname whom the sentence right before, in the same paragraph, has as its subject by the
    full name: it may be this one who is meant, whoever bore the name first."""
    token = paragraph.token_at(start)
    here = (
        (n, e)
        for e in known
        for n in e.mentions
        if n.paragraph is paragraph and n.span.start < start and len(n.words) > 1
    )
    if token is None or len(known) < 2:
        return None
    mention, entity = max(here, key=lambda pair: pair[0].span.start, default=(None, None))
    is_just = mention is not None and mention.head.sent.end >= token.sent.start
    return entity if mention is not None and is_just and mention.is_subject else None


def first_bearer(known: Sequence[Entity]) -> Entity | None:
    """Return the entity to whom a bare surname belongs if several bear it: the one introduced in a paragraph before the
    others. Newspapers keep the bare surname for their subject and give his relatives' names in full."""
    ranked = sorted(known, key=lambda e: e.mentions[0].span.start)
    own = [e for e in ranked if not e.is_relative]
    if len(own) == 1 and own[0] is ranked[0]:
        return own[0]
    introduced = [e.mentions[0].paragraph.number for e in ranked[:2]]
    return ranked[0] if ranked and (len(ranked) == 1 or introduced[0] < introduced[1]) else None
