"""What offices and callings an article gives somebody: by title, by role, and by what it says somebody is.

Takes an entity, gives nouns with the places where they are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.names import EntityMention, body_set_off
from quotetrack.lang import Lexicon

if TYPE_CHECKING:
    from quotetrack.attribution.entities import Entity

_DEPUTIES = frozenset(("vice", "deputy", "assistant"))
"""Words before an office that make it another: a vice president is no president."""


def offices_of(entity: Entity, text: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the words of the offices that an entity has, by title, by role and by what the text says it is ("Ruiz was a
    nurse"), each with its place."""
    for mention in entity.mentions:
        yield from ((word, mention.span.start) for word in _titles_before(mention, lexicon))
        is_person = mention.head.dep_ == "nsubj" and mention.head.head.lemma_ in ("be", "become")
        told = (c for c in mention.head.head.children if is_person and c.dep_ == "attr")
        yield from (
            (c.lemma_.lower(), mention.span.start) for c in told if c.lemma_.lower() in lexicon.humans
        )
        noun = body_set_off(mention.paragraph.doc, mention.start, mention.end, lexicon)
        if noun is not None and entity.kind != "person":
            yield noun.lemma_.lower(), mention.span.start
    # An agency's spokesman is no agency.
    bodies = (lexicon.bodies | lexicon.organisations) - lexicon.people - lexicon.titles
    for role in entity.roles:
        words = [fold(word) for word in re.findall(r"[\w-]+", role.of(text))]
        is_persons = not lexicon.people.isdisjoint(words)
        others = bodies if entity.kind == "person" and is_persons else frozenset[str]()
        pairs = ((b, w) for b, w in zip(("", *words), words, strict=False) if w not in others)
        yield from ((word, role.start) for before, word in pairs if before not in _DEPUTIES)


def _titles_before(mention: EntityMention, lexicon: Lexicon) -> list[str]:
    """Return the titles that run into a name: "Rep. Adam Schiff" is a representative, whatever else is said of him."""
    words = [fold(t.text) for t in mention.paragraph.doc[max(0, mention.start - 3) : mention.start]]
    titles = list(takewhile(lambda word: word in lexicon.titles, reversed(words)))
    return [] if _DEPUTIES & set(titles) else titles
