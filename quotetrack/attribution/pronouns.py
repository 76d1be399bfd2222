"""Whom a pronoun means: everybody it agrees with, ranked by grammar and by who spoke before.

Takes the mention in its context, gives a `Resolution`. If two fit as well, or somebody else was named since, nobody is
named: "unknown" with candidates is a good answer, a wrong name is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Token

from quotetrack.attribution.context import Context, Previous, Resolution, speaker_of
from quotetrack.attribution.entities import Entity, Learned, may_be_person
from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.attribution.names import EntityMention
from quotetrack.lang import Gender, Lexicon
from quotetrack.parsing.grammar import SUBJECTS, is_finite, is_passive, subject_of
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Evidence, Quote, SpeakerKind

HE: dict[str, Gender] = {"he": "male", "she": "female", "him": "male", "her": "female", "his": "male"}
IT = frozenset(("it", "its"))
PERSON_KINDS: tuple[SpeakerKind, ...] = ("person", "unknown", "anonymous")
BODY_KINDS: tuple[SpeakerKind, ...] = ("organisation", "outlet")


@dataclass(frozen=True, slots=True)
class PronounSettings:
    """Points for those whom a pronoun may mean, and the leads that settle it, chosen on the development articles. After
    a change run `quotetrack evaluate` and the gate."""

    # How far the best candidate must lead the next; below it the two are as good as each other.
    margin: float = 0.75
    # A lead that outweighs somebody named since; who leads by less is passed over.
    clear: float = 2.0
    # A lead that outweighs somebody else's agreeing in sex, if nothing tells the sex of who leads.
    agreed: float = 1.25
    # Paragraphs back that a pronoun may reach for somebody who does not go on speaking.
    reach: int = 4
    # Points for standing in the same paragraph, and before the pronoun in the same sentence.
    same_paragraph: float = 1.5
    same_sentence: float = 1.0
    # Points for going on speaking, and what an answer takes from who spoke before.
    goes_on: float = 2.5
    answered: float = 6.0
    # What a paragraph of distance costs, and each newer subject; of one who goes on only this share.
    distance: float = 0.75
    share_of_goes_on: float = 0.3
    # Points for agreeing in sex, and what a given name of the other sex costs.
    agrees: float = 1.5
    disagrees: float = 2.5
    # Points for opening a main clause as its subject, and for the sentence right before.
    opens_clause: float = 1.5
    is_next: float = 1.0


SETTINGS = PronounSettings()


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entity that a pronoun may mean: its points, its last mention, the weightiest reason, whether it goes on
    speaking, and whether the quotation itself names it."""

    points: float
    entity: Entity
    last: EntityMention
    why: str
    goes_on: bool = False
    is_quoted: bool = False


def resolve_pronoun(mention: SpeakerMention, quote: Quote, context: Context, pronoun: str) -> Resolution:
    """Whom "he", "she" or "it" means: the best of those it agrees with, if that one leads clearly and nothing speaks
    against it; otherwise nobody, with the candidates."""
    if pronoun not in HE:
        return _settle(_rank(mention, quote, context, (*BODY_KINDS, "document"), ""), "")
    gender = HE[pronoun]
    resolution = _settle(_rank(mention, quote, context, PERSON_KINDS, gender), gender)
    entity, speaker = resolution.entity, resolution.speaker
    if entity is None or speaker is None:
        return resolution
    if speaker.kind == "organisation":
        speaker = replace(speaker, kind="person")
    # Who was "he" once stays so.
    learned = Learned(entity, gender=gender, pronoun=(mention.paragraph, mention.head))
    return replace(resolution, speaker=speaker, learned=(learned,))


def find_topic(
    mention: SpeakerMention,
    quote: Quote,
    context: Context,
    gender: Gender,
    kinds: tuple[SpeakerKind, ...] = PERSON_KINDS,
) -> Entity | None:
    """Return the person or body whom a sentence before is about, if nobody else comes near: whom a description that
    fits nobody by office may mean ("Ellis spoke on Friday. The Ohio businessman said …"). None if there is any
    doubt."""
    ranked = _rank(mention, quote, context, kinds, gender)
    if not ranked or not ranked[0].entity.name or _lead(ranked) < SETTINGS.clear or _against(ranked, gender):
        return None
    last = ranked[0].last
    is_near = last.paragraph.number >= mention.paragraph.number - 2 and last.head.sent != mention.head.sent
    return ranked[0].entity if last.is_subject and is_near else None


def _settle(ranked: list[_Ranked], gender: Gender) -> Resolution:
    """The best of the ranked, if it leads and nothing speaks against it; otherwise nobody, with all of them named."""
    candidates = tuple(
        Candidate(
            name=r.entity.name or " ".join(r.entity.words),
            mention=r.last.span,
            score=round(min(1.0, r.points / 8), 2),
            reason=r.why,
        )
        for r in ranked[:4]
    )
    reason = _against(ranked, gender) if ranked else "nobody fits"
    if reason:
        return Resolution(None, None, f"pronoun: {reason}", candidates)
    best = ranked[0]
    grounds = [Evidence(best.why, best.last.span)]
    if gender and _agreement(best.entity, gender) > 0:
        grounds.append(Evidence("agrees in sex", best.entity.mentions[0].span))
    return Resolution(speaker_of(best.entity), best.entity, "pronoun", candidates[1:], tuple(grounds))


def _lead(ranked: list[_Ranked]) -> float:
    """Tell how far the first is ahead of the second, in points; all its points if it is alone."""
    return ranked[0].points - (ranked[1].points if len(ranked) > 1 else 0.0)


def _against(ranked: list[_Ranked], gender: Gender) -> str:
    """Why the best candidate is not good enough, or "". A pronoun does not reach across somebody who was named since,
    unless the one before goes on speaking or the newer one only stands by in the same paragraph."""
    best, rest, lead = ranked[0], ranked[1:], _lead(ranked)
    entity, is_told = best.entity, best.entity.gender or best.entity.hint
    agree = [r for r in rest if _agreement(r.entity, gender) > 0] if gender and not is_told else []
    newer = [r for r in rest if r.last.span.start > best.last.span.start and r.last.head.dep_ != "poss"]
    across = [r for r in newer if r.last.paragraph is not best.last.paragraph or r.last.is_subject]
    reasons = (
        ("two fit as well", bool(rest) and lead < SETTINGS.margin),
        ("the quotation names who fits best", best.is_quoted),
        ("the name before it is borne by several", not entity.is_settled),
        (
            "the given name speaks against who fits best",
            gender != "" and not entity.gender and entity.hint not in ("", gender),
        ),
        (
            "another agrees better",
            any(_is_spoken_to(r.last, best.last) for r in agree) or (agree and lead < SETTINGS.agreed),
        ),
        ("somebody else was named since", across and not best.goes_on and lead < SETTINGS.clear),
    )
    return next((reason for reason, applies in reasons if applies), "")


def _is_spoken_to(other: EntityMention, subject: EntityMention) -> bool:
    """Return True for whom or of whom the subject of a clause speaks: the object of its verb, or behind its "to" or
    "of"."""
    above = other.head.head
    is_behind = other.head.dep_ == "pobj" and above.lower_ in ("to", "of", "at")
    governor = above.head if is_behind else above
    return (is_behind or other.head.dep_ in ("dobj", "dative")) and governor == subject.subject.head


def _rank(
    mention: SpeakerMention, quote: Quote, context: Context, kinds: tuple[SpeakerKind, ...], gender: Gender
) -> list[_Ranked]:
    """Everybody a pronoun may mean, best first."""
    out: list[_Ranked] = []
    near = context.entities.near(mention.paragraph.number, SETTINGS.reach)
    previous = context.previous.entity if context.previous is not None else None
    asker = _question_before(quote, mention, context)
    for entity in [*near, *([previous] if previous is not None and previous not in near else [])]:
        disagrees = gender and entity.gender and entity.gender != gender
        is_none = entity.is_place or _is_doubtful(entity) or _is_plural(entity)
        if _is_at(entity, asker):
            continue
        fits = entity.kind in kinds or (bool(gender) and may_be_person(entity, context.lexicon))
        last = _last_told(entity, mention)
        if not fits or disagrees or (is_none and previous is not entity) or last is None:
            continue
        ranked = _points(entity, last, mention, quote, context, gender, answers=asker is None)
        if ranked.points > 0:
            out.append(replace(ranked, is_quoted=_named_inside(entity, quote, context.text)))
    agreed = [
        r for r in out if not (gender and r.entity.hint and r.entity.hint != gender and not r.entity.gender)
    ]
    return sorted(agreed or out, key=lambda r: -r.points)


def _last_told(entity: Entity, mention: SpeakerMention) -> EntityMention | None:
    """Return where the story names an entity last before a mention. Who stands in a caption is no part of it, but for
    a mention in that caption."""
    before = bisect_right(entity.mentions, mention.span.start, key=lambda n: n.span.end)
    here = mention.paragraph
    told = (
        n for n in reversed(entity.mentions[:before]) if n.paragraph.where != "caption" or n.paragraph is here
    )
    return next(told, None)


def _is_doubtful(entity: Entity) -> bool:
    """Return True for a single word that only ever opens a sentence and that nothing else says is a name: its capital
    tells nothing."""
    return entity.kind == "unknown" and all(
        len(n.words) == 1 and n.head.is_sent_start and not n.head.ent_type_ for n in entity.mentions
    )


def _is_plural(entity: Entity) -> bool:
    """Return True for "Democrats" and the like, which no "he" or "it" means."""
    return len(entity.words) == 1 and entity.mentions[0].head.tag_ in ("NNPS", "NNS")


def _points(
    entity: Entity,
    last: EntityMention,
    mention: SpeakerMention,
    quote: Quote,
    context: Context,
    gender: Gender,
    *,
    answers: bool,
) -> _Ranked:
    """Tell how well an entity fits a pronoun, and the weightiest reason. With `answers`, an answer is given to who
    spoke before, since nobody is seen to ask. Speaker continuity and subjecthood weigh most
    (centering theory: Grosz, Joshi, Weinstein 1995); a paragraph of distance costs three quarters of a point."""
    gap = mention.paragraph.number - last.paragraph.number
    previous = context.previous
    is_near = previous is not None and mention.paragraph.number - previous.paragraph <= 1
    spoke = is_near and previous is not None and previous.entity is entity
    goes_on = spoke and previous is not None and _goes_on(entity, previous, mention, quote, context)
    if gap > SETTINGS.reach and not goes_on:
        return _Ranked(0.0, entity, last, "")
    points, why = _standing(last, mention)
    is_here = last.paragraph is mention.paragraph
    is_before = is_here and last.head.sent == mention.head.sent and last.head.i < mention.head.i
    points += SETTINGS.same_paragraph * is_here + SETTINGS.same_sentence * is_before
    if goes_on:
        points, why = points + SETTINGS.goes_on, "spoke just before"
    elif answers and spoke and _is_answer(quote, mention, context):
        points -= SETTINGS.answered
    points += _agreement(entity, gender)
    steps = min(gap, SETTINGS.reach) + _newer(entity, last, mention, context)
    points -= SETTINGS.distance * steps * (SETTINGS.share_of_goes_on if goes_on else 1.0)
    return _Ranked(points, entity, last, why, goes_on)


def _standing(last: EntityMention, mention: SpeakerMention) -> tuple[float, str]:
    """Return the points that a mention has by its place in its sentence, and the reason: the subject of a main clause
    most."""
    head, above = last.head, last.head.head
    in_subject = head.dep_ in ("conj", "appos") and above.dep_ in SUBJECTS
    is_topic = head.dep_ == "pobj" and above.i == head.sent.start
    owns_subject = last.owns_subject and head.sent == mention.head.sent
    places: tuple[tuple[bool, float, str, Token | None], ...] = (
        (last.is_subject, 3.25, "subject of the sentence before", last.subject),
        (in_subject, 2.75, "in the subject of the sentence before", above),
        (is_topic, 3.0, "topic of the sentence before", None),
        (owns_subject, 4.0, "owns the subject of the sentence", None),
        (head.dep_ in ("poss", "pobj"), 1.5, "named before", None),
        (True, 2.0, "named before", None),
    )
    _, points, why, subject = next(place for place in places if place[0])
    if subject is not None:
        points += SETTINGS.opens_clause * _opens_clause(subject) + SETTINGS.is_next * _is_next(last, mention)
    return points, why


def _opens_clause(subject: Token) -> bool:
    """Return True for the subject of a sentence's main clause, false for one of a clause inside it."""
    verb = subject.head
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _is_next(last: EntityMention, mention: SpeakerMention) -> bool:
    """Return True if no other sentence of the reporter's stands between the mention and the pronoun."""
    here, there = mention.head.sent, last.head.sent
    if last.paragraph is mention.paragraph:
        return there.end >= here.start
    gap = mention.paragraph.number - last.paragraph.number
    return gap == 1 and there.end >= len(last.paragraph.doc)


def _agreement(entity: Entity, gender: Gender) -> float:
    """Return the points for agreement in sex. An office or title that tells it counts for the entity, a given name for
    or against it. Who disagrees by office is no candidate at all."""
    is_told = gender and (entity.gender or entity.hint)
    agrees = entity.gender or entity.hint == gender
    return (SETTINGS.agrees if agrees else -SETTINGS.disagrees) if is_told else 0.0


def _is_answer(quote: Quote, mention: SpeakerMention, context: Context) -> bool:
    """Return True for "she answered": an answer is another's."""
    cue = mention.paragraph.tokens(quote.cue[0]) if quote.cue else []
    return bool(cue) and cue[0].lemma_.lower() in context.lexicon.answers


def _question_before(
    quote: Quote, mention: SpeakerMention, context: Context
) -> tuple[Paragraph, Token] | None:
    """Find who asked somebody right before, with the paragraph: the words that follow are the other's. A question lies
    in the same paragraph, or in the one before if the cue says that somebody answers."""
    here = mention.paragraph
    first = here.number - _is_answer(quote, mention, context)
    for paragraph in reversed(context.paragraphs[max(0, first) : here.number + 1]):
        until = mention.head.i if paragraph is here else len(paragraph.doc)
        asking = (t for t in reversed(paragraph.doc[:until]) if _is_asking(t, context.lexicon))
        asked = next((t for t in asking if not any(map(paragraph.between(t, t).meets, quote.cue))), None)
        if asked is not None:
            subject = subject_of(asked)
            return (paragraph, subject) if subject is not None else None
    return None


def _is_at(entity: Entity, place: tuple[Paragraph, Token] | None) -> bool:
    """Return True if the entity is named, or meant, at a token of a paragraph."""
    return place is not None and any(
        n.paragraph is place[0] and n.start <= place[1].i < n.end for n in entity.mentions
    )


def _is_asking(token: Token, lexicon: Lexicon) -> bool:
    """Return True for "asked him": a question, or "demand", with whom it is put to."""
    asks = token.lemma_.lower() in lexicon.asked and token.pos_ == "VERB" and is_finite(token)
    return asks and not is_passive(token) and any(c.dep_ in ("dobj", "dative") for c in token.rights)


def _goes_on(
    entity: Entity, previous: Previous, mention: SpeakerMention, quote: Quote, context: Context
) -> bool:
    """Return True if the speaker of the quote before goes on: no answer, and nobody else has come on or been introduced
    since."""
    others = (
        other
        for other in context.entities.near(mention.paragraph.number, SETTINGS.reach)
        if other is not entity and other.kind in ("person", "anonymous", entity.kind)
    )
    since = (
        (n.is_subject or n.owns_subject or (n is other.mentions[0] and len(n.words) > 1 and other.name))
        for other in others
        for n in other.mentions
        if previous.end < n.span.start < mention.span.start and n.paragraph.where != "caption"
    )
    return not _is_answer(quote, mention, context) and not any(since)


def _newer(entity: Entity, last: EntityMention, mention: SpeakerMention, context: Context) -> int:
    """Tell how many other entities that could speak were subjects between this one's last mention and the pronoun."""
    return sum(
        other is not entity
        and other.kind == entity.kind
        and any(last.span.end < n.span.start < mention.span.start and n.is_subject for n in other.mentions)
        for other in context.entities.near(mention.paragraph.number, SETTINGS.reach)
    )


def _named_inside(entity: Entity, quote: Quote, text: str) -> bool:
    """Return True if the quotation itself names the entity: people rarely speak of themselves by name."""
    name = re.compile(rf"\b{re.escape(entity.words[-1])}\b")
    is_inside = any(name.search(span.of(text)) for span in quote.content)
    return is_inside and entity.name != "" and quote.kind != "indirect"
