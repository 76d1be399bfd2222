"""A pronoun and somebody it may mean: where both stand, how they agree, and when grammar forbids that they are one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from quotetrack.attribution.entities import Entity
from quotetrack.attribution.names import EntityMention
from quotetrack.lang import Gender
from quotetrack.parsing.grammar import SUBJECTS
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.parsing.sentences import Sentences

PRONOUNS: dict[str, frozenset[str]] = {
    "male": frozenset(("he", "him", "his", "himself")),
    "female": frozenset(("she", "her", "hers", "herself")),
    "": frozenset(("it", "its", "itself")),
}


@dataclass(frozen=True, slots=True)
class PronounPlace:
    """Where a pronoun or description stands, in which sentence of the article, the sex it tells ("" if none), and its
    form: "pronoun", "it" or "description"."""

    paragraph: Paragraph
    token: Token
    sentence: int
    gender: Gender
    form: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What is known of the words whose speaker a pronoun is: who spoke before and how many paragraphs ago, whether that
    one goes on, whether these words answer or go by no marks, and whom they name."""

    previous: Entity | None
    gap: int
    goes_on: bool
    answers: bool
    is_marked: bool
    named_inside: frozenset[int]


def clause(token: Token) -> Token:
    """Return the verb of the clause that a token stands in; the top of its sentence if there is none."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def stands_for(mention: EntityMention) -> Token:
    """Return the token that stands for a name in its clause: in "the judge, Cho Sang-wook, was" the judge."""
    token = mention.subject
    while token.dep_ in ("compound", "flat", "nmod") and token.head.pos_ == "PROPN":
        token = token.head
    return token


def part_of_name(token: Token) -> str:
    """Return the part that a token has in its clause."""
    dep = token.dep_
    if dep in SUBJECTS:
        verb = token.head
        is_main = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
        return "subject" if is_main else "inner subject"
    if dep == "conj" and token.head.dep_ in SUBJECTS:
        return "one of two subjects"
    if dep == "appos" and token.head.dep_ in SUBJECTS:
        return "subject"
    if dep == "pobj":
        return "by" if token.head.lower_ == "by" and token.head.dep_ == "agent" else "behind a preposition"
    names = {"dobj": "object", "dative": "object", "poss": "owner", "appos": "apposition", "conj": "conjunct"}
    return names.get(dep, "top" if dep == "ROOT" else "other")


def part(token: Token) -> str:
    """Return the part of a pronoun, coarser than that of a name."""
    dep = token.dep_
    if dep in SUBJECTS:
        return "subject"
    return "owner" if dep == "poss" else "behind a preposition" if dep == "pobj" else "object"


def is_bound(mention: EntityMention, pronoun: Token) -> bool:
    """Return True for a name that is subject, object or hearer of the very verb that the pronoun is one of. Then they
    are two ("she told Ana Ruiz"; principle B of Chomsky 1981). What is owned may be one's own: "Ruiz sold her boat"."""
    token = stands_for(mention)
    if token.doc is not pronoun.doc or pronoun.dep_ == "poss":
        return False
    return _governor(token).i == _governor(pronoun).i and _governor(token).i not in (token.i, pronoun.i)


def _governor(token: Token) -> Token:
    """Return what a token is an argument of: the verb, also across "to", "with" or "by"; itself if it is none."""
    above = token.head.head if token.dep_ == "pobj" else token.head
    is_argument = token.dep_ in (*SUBJECTS, "dobj", "dative", "pobj") and above.pos_ in ("VERB", "AUX")
    return above if is_argument else token


def is_joined(one: EntityMention, other: EntityMention) -> bool:
    """Return True for two names that "and" joins: neither stands out."""
    first, second = stands_for(one), stands_for(other)
    is_here = first.doc is second.doc
    return is_here and any(
        a.dep_ == "conj" and a.head.i == b.i for a, b in ((first, second), (second, first))
    )


def told_before(entity: Entity, place: PronounPlace) -> list[EntityMention]:
    """Return where the story names an entity before a pronoun. Who stands in a caption is no part of it, but for a
    pronoun in that caption."""
    start = place.paragraph.starts[place.token.i]
    before = entity.mentions[: bisect_right(entity.mentions, start, key=lambda n: n.span.end)]
    return [n for n in before if n.paragraph.where != "caption" or n.paragraph is place.paragraph]


def told_after(entity: Entity, place: PronounPlace) -> EntityMention | None:
    """Return the first mention behind a pronoun in the same sentence: "in her speech Ana Ruiz said"."""
    start = place.paragraph.ends[place.token.i]
    at = bisect_left(entity.mentions, start, key=lambda n: n.span.start)
    behind = entity.mentions[at] if at < len(entity.mentions) else None
    is_here = behind is not None and behind.paragraph is place.paragraph
    return behind if is_here and behind is not None and behind.head.sent == place.token.sent else None


def is_pronoun(mention: EntityMention) -> bool:
    """Return True for a mention that is a pronoun."""
    return mention.head.tag_ in ("PRP", "PRP$")


@dataclass(frozen=True, slots=True)
class Seen:
    """A candidate as it stands before a pronoun: its mentions so far, the one that counts, how far that is."""

    entity: Entity
    before: list[EntityMention]
    nearest: EntityMention
    distance: int
    is_after: bool


def see(entity: Entity, place: PronounPlace, sentences: Sentences) -> Seen | None:
    """Return how an entity stands to a pronoun; None if it is not named before it nor in its sentence."""
    before = told_before(entity, place)
    nearest = before[-1] if before else told_after(entity, place)
    if nearest is None:
        return None
    distance = place.sentence - sentences.number(nearest.paragraph, nearest.head.i)
    return Seen(entity, before, nearest, max(0, distance), not before)


def agreement(entity: Entity, gender: Gender) -> str:
    """Tell what is known of an entity's sex beside a pronoun's."""
    if not gender:
        return "none asked"
    if entity.gender:
        return "agrees" if entity.gender == gender else "differs"
    if entity.hint:
        return "name agrees" if entity.hint == gender else "name differs"
    return "unknown"
