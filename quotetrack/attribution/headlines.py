"""Who is named in the headline alone: "Ten minutes with Ewa Nowak", and the text goes on about "the singer".

Takes the entities of an article's running text, gives one that has no name there the headline's.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.attribution.entities import Entities, Entity
from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.names import EntityMention, find_names
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph

_EARLY = 2
"""Paragraphs behind the headline in which whom it names must be brought in."""
_SPEAKS = frozenset((":", "on"))
"""What stands behind the name of one whose words an article is made of: "Ewa Nowak: ‘I never learned’"."""


def name_from_headline(
    text: str, paragraphs: Sequence[Paragraph], entities: Entities, lexicon: Lexicon
) -> None:
    """Give the headline's name to whom the text calls "the minister" from its first sentences on, if nothing else can
    be meant. Nobody is named before, the headline names one person whom the text does not, and it gives that person
    this office or is made as those of interviews are."""
    if not paragraphs or paragraphs[0].where != "headline" or not entities.unnamed:
        return
    lead = entities.unnamed[0]
    first = lead.mentions[0]
    if not 0 < first.paragraph.number <= _EARLY or first.words[0].lower() != "the":
        return
    people = [n for n in find_names(text, paragraphs[0], lexicon) if n.kind == "person" and len(n.words) > 1]
    known = {fold(word) for entity in entities.named for word in entity.words}
    before = (e for e in entities.named if e.kind == "person" and e.mentions[0].span.start < first.span.start)
    if len(people) != 1 or fold(people[0].words[-1]) in known or any(before):
        return
    named = people[0]
    if lexicon.gender_of(first.head.lemma_.lower()) not in ("", named.gender) and named.gender:
        return
    if _has_office(named, first, text) or _is_about(named):
        _give_name(lead, named, entities)


def _has_office(named: EntityMention, described: EntityMention, text: str) -> bool:
    """Return True if the headline gives the person the office that the text describes somebody by."""
    role = fold(named.role.of(text)).split() if named.role is not None else []
    titles = [fold(t.text) for t in named.paragraph.doc[max(0, named.start - 2) : named.start]]
    return described.head.lower_ in (*role, *titles)


def _is_about(named: EntityMention) -> bool:
    """Return True for a headline as interviews have: "Ten minutes with X", "X: ‘…’", "X on tolls and trains"."""
    doc = named.paragraph.doc
    is_last = all(t.is_punct for t in doc[named.end :])
    if named.start > 0:
        return is_last and doc[named.start - 1].lower_ == "with"
    return named.end < len(doc) and doc[named.end].lower_ in _SPEAKS


def _give_name(entity: Entity, named: EntityMention, entities: Entities) -> None:
    described = entity.mentions[0].head.lower_
    entity.name, entity.words, entity.kind = " ".join(named.words), named.words, "person"
    entity.gender = entity.gender or named.gender
    entity.mentions.insert(0, named)
    entity.roles += [named.role] if named.role is not None else []
    entities.unnamed.remove(entity)
    entities.named.insert(0, entity)
    entities.enter(named, entity)
    entities.offices[described].append((named.span.start, entity))
