"""Whom a pronoun means: rules say who may be meant, a trained ranker says how likely each is.

Takes the mention in its context, gives a `Resolution`. If nobody is likely enough, nobody is named: "unknown" with
candidates is a good answer, a wrong name is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from quotetrack.attribution.antecedent_features import Features, features_of_candidates
from quotetrack.attribution.antecedents import (
    PronounPlace,
    Saying,
    Seen,
    agreement,
    is_bound,
    is_joined,
    see,
)
from quotetrack.attribution.context import Context, Previous, Resolution, speaker_of
from quotetrack.attribution.entities import Entity, Learned, may_be_person
from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.attribution.sight import in_sight
from quotetrack.lang import Gender, Lexicon
from quotetrack.parsing.grammar import is_finite, is_passive, subject_of
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Evidence, Quote, SpeakerKind

HE: dict[str, Gender] = {"he": "male", "she": "female", "him": "male", "her": "female", "his": "male"}
IT = frozenset(("it", "its"))


@dataclass(frozen=True, slots=True)
class PronounSettings:
    """From which chances on somebody is meant, chosen in folds on the development articles. After a change run
    `quotetrack evaluate` and the gate."""

    # The chance from which whom a speaker's pronoun most likely means is named.
    bar: float = 0.5
    # The chance from which a body is named for "it", and the share of all bodies' chances that it must have.
    body: float = 0.25
    of_bodies: float = 0.6
    # The same as `bar` of a description ("the Ohio businessman").
    topic: float = 0.7
    # The same of a pronoun that the reporter tells of somebody by, and the chance from which it tells that one's sex.
    told: float = 0.5
    teaches: float = 0.95
    # Candidates that are looked at: those named last, and those named most often.
    nearest: int = 8
    foremost: int = 4
    # Chance below which nobody is worth a reader's while.
    told_of: float = 0.02
    # Share of the first's chance from which a second is said to fit as well, and one whose sex is told to fit better if
    # nothing tells the first's.
    rival: float = 0.5
    agreeing: float = 0.35


SETTINGS = PronounSettings()
PERSON_KINDS: tuple[SpeakerKind, ...] = ("person", "unknown", "anonymous")
BODY_KINDS: tuple[SpeakerKind, ...] = ("organisation", "outlet")
_FORMS: dict[bool, tuple[str, tuple[SpeakerKind, ...]]] = {
    True: ("pronoun", PERSON_KINDS),
    False: ("it", (*BODY_KINDS, "document")),
}
"""The form of a pronoun, and who may be meant by it, by whether it tells a sex."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Who may be meant, with features and chances of each, best first, and the chance that it is none of them."""

    seen: list[Seen]
    features: list[Features]
    chances: list[float]
    nobody: float


def resolve_pronoun(mention: SpeakerMention, quote: Quote, context: Context, pronoun: str) -> Resolution:
    """Whom "he", "she" or "it" means: the likeliest, if that one is likely enough and nothing speaks against it;
    otherwise nobody, with the candidates."""
    gender: Gender = HE.get(pronoun, "")
    ranked = rank(mention, quote, context, gender, *_FORMS[bool(gender)])
    resolution = _settle(ranked, quote, context, gender)
    entity, speaker = resolution.entity, resolution.speaker
    if not gender or entity is None or speaker is None:
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
) -> tuple[Entity, float] | None:
    """Return the person or body whom the sentences before are about, and how likely that is (0-1): whom a description
    that fits nobody by office may mean ("Ellis spoke on Friday. The Ohio businessman said …"). None if that is in
    doubt."""
    ranked = rank(mention, quote, context, gender, "description", kinds)
    if not ranked.seen or not ranked.seen[0].entity.name or ranked.chances[0] < SETTINGS.topic:
        return None
    first, last = ranked.seen[0], ranked.seen[0].nearest
    is_near = last.paragraph.number >= mention.paragraph.number - 2 and last.head.sent != mention.head.sent
    fits = (last.is_subject or last.owns_subject) and is_near and not _against(first, quote, context, gender)
    return (first.entity, ranked.chances[0]) if fits else None


def rank(
    mention: SpeakerMention,
    quote: Quote,
    context: Context,
    gender: Gender,
    form: str,
    kinds: tuple[SpeakerKind, ...],
) -> Ranked:
    """Rank everybody whom the pronoun or description of a quote's speaker may mean."""
    place = _place(mention.paragraph, mention.head, context, gender, form)
    read_pronouns(context, place)
    previous = context.previous
    asker = _question_before(quote, mention, context)
    known = previous.entity if previous is not None else None
    seen = [s for s in _candidates(place, context, kinds, known) if not _is_at(s.entity, asker)]
    saying = _saying(
        seen, mention, quote, context, answers=asker is None and _is_answer(quote, mention, context)
    )
    return _ranked(seen, place, context, saying)


def read_pronouns(context: Context, until: PronounPlace) -> None:
    """Resolve the pronouns that the reporter tells of somebody by, up to a place: whoever they mean is as present there
    as if named, and is a man or a woman from there on."""
    entities = context.entities
    number, i = entities.read_to
    while (number, i) < (until.paragraph.number, until.token.i):
        paragraph = context.paragraphs[number]
        end = until.token.i if paragraph is until.paragraph else len(paragraph.doc)
        for token in paragraph.doc[i:end]:
            if token.lower_ in HE and token.tag_ in ("PRP", "PRP$"):
                _read_pronoun(paragraph, token, context)
        number, i = (number, end) if paragraph is until.paragraph else (number + 1, 0)
    entities.read_to = max(entities.read_to, (number, i))


def _read_pronoun(paragraph: Paragraph, token: Token, context: Context) -> None:
    at = paragraph.between(token, token)
    is_known = any(n.start == token.i for n, _ in context.entities.named_in.get(paragraph.number, ()))
    is_heard = (paragraph.number, token.i) in context.entities.speakers
    if is_known or is_heard or any(stretch.outer.holds(at) for stretch in paragraph.stretches):
        return
    ranked = rank_told(paragraph, token, context)
    if ranked.seen and ranked.chances[0] >= max(SETTINGS.told, ranked.nobody):
        hint: Gender = HE[token.lower_] if ranked.chances[0] >= SETTINGS.teaches else ""
        learned = Learned(ranked.seen[0].entity, hint=hint, pronoun=(paragraph, token))
        context.entities.learn((learned,))


def rank_told(paragraph: Paragraph, token: Token, context: Context, given: Sequence[Entity] = ()) -> Ranked:
    """Rank whom a pronoun of the reporter's may mean, once those before it are read. `given` come into question
    wherever they are named."""
    gender: Gender = HE.get(token.lower_, "")
    form, kinds = _FORMS[bool(gender)]
    place = _place(paragraph, token, context, gender, form)
    read_pronouns(context, place)
    seen = _candidates(place, context, kinds, None)
    known = [s.entity for s in seen]
    for entity in given:
        if all(entity is not other for other in known) and entity.gender in ("", gender):
            seen.append(
                see(entity, place, context.entities.sentences)
                or Seen(entity, [], entity.mentions[0], 0, is_after=True)
            )
    return _ranked(seen, place, context, None)


def _place(paragraph: Paragraph, token: Token, context: Context, gender: Gender, form: str) -> PronounPlace:
    sentence = context.entities.sentences.number(paragraph, token.i)
    return PronounPlace(paragraph, token, sentence, gender, form)


def _ranked(seen: list[Seen], place: PronounPlace, context: Context, saying: Saying | None) -> Ranked:
    of_each = features_of_candidates(seen, place, context.entities.sentences, context.lexicon, saying)
    *chances, nobody = context.ranker.chances(of_each)
    order = sorted(range(len(seen)), key=lambda k: -chances[k])
    context.ranker.watch(place, seen, of_each)
    return Ranked([seen[k] for k in order], [of_each[k] for k in order], [chances[k] for k in order], nobody)


def _candidates(
    place: PronounPlace, context: Context, kinds: tuple[SpeakerKind, ...], previous: Entity | None
) -> list[Seen]:
    """Return who may be meant, in text order: of the right kind and sex, and among those named last or most often."""
    entities, gender = context.entities, place.gender
    out = []
    start = place.paragraph.starts[place.token.i]
    for entity in (*in_sight(entities.named, start), *in_sight(entities.unnamed, start)):
        disagrees = gender and entity.gender and entity.gender != gender
        fits = entity.kind in kinds or (place.form != "it" and may_be_person(entity, context.lexicon))
        is_none = _is_doubtful(entity) or _is_plural(entity)
        if not disagrees and fits and (not is_none or entity is previous):
            out.append(see(entity, place, entities.sentences))
    seen = [s for s in out if s is not None and not is_bound(s.nearest, place.token)]
    if any(agreement(s.entity, gender) in ("agrees", "name agrees") for s in seen):
        # A given name may mislead, but not against one that agrees.
        seen = [s for s in seen if agreement(s.entity, gender) != "name differs"]
    nearest = sorted(seen, key=lambda s: (s.is_after, -s.nearest.span.start))[: SETTINGS.nearest]
    foremost = sorted(seen, key=lambda s: -len(s.before))[: SETTINGS.foremost]
    kept = {id(s) for s in (*nearest, *foremost)}
    return [s for s in seen if id(s) in kept or s.entity is previous]


def _settle(ranked: Ranked, quote: Quote, context: Context, gender: Gender) -> Resolution:
    """The likeliest, if it is likely enough and nothing speaks against it; otherwise nobody, with all of them named."""
    candidates = tuple(
        Candidate(
            name=s.entity.name or " ".join(s.entity.words),
            mention=s.nearest.span,
            score=round(chance, 2),
            reason=why(s, told),
        )
        for s, chance, told in zip(ranked.seen[:4], ranked.chances, ranked.features, strict=False)
        if chance >= SETTINGS.told_of
    )
    is_body = not gender and _leads_bodies(ranked)
    if not ranked.seen or (ranked.nobody > ranked.chances[0] and not is_body):
        return Resolution(None, None, "pronoun: nobody fits", candidates)
    best, chance = ranked.seen[0], ranked.chances[0]
    if against := _against(best, quote, context, gender) or _too_unlikely(ranked, gender, is_body=is_body):
        return Resolution(None, None, f"pronoun: {against}", candidates)
    grounds = [Evidence(why(best, ranked.features[0]), best.nearest.span)]
    if gender and agreement(best.entity, gender) in ("agrees", "name agrees"):
        grounds.append(Evidence("agrees in sex", best.entity.mentions[0].span))
    return Resolution(
        speaker_of(best.entity), best.entity, "pronoun", candidates[1:], tuple(grounds), chance=chance
    )


def _leads_bodies(ranked: Ranked) -> bool:
    """Return True if one body leads all others clearly. "It" mostly stands for things, and the ranker has learned so;
    "it said" stands for a body."""
    first = ranked.chances[0] if ranked.chances else 0.0
    return first >= max(SETTINGS.body, SETTINGS.of_bodies * sum(ranked.chances))


def _too_unlikely(ranked: Ranked, gender: Gender, *, is_body: bool) -> str:
    """Return why the likeliest is not likely enough, or ""; `is_body` if it leads all other bodies."""
    best, chance = ranked.seen[0], ranked.chances[0]
    rival = ranked.chances[1] if len(ranked.chances) > 1 else 0.0
    is_low = chance < SETTINGS.bar and not is_body
    is_even = any(is_joined(best.nearest, other.nearest) for other in ranked.seen[1:])
    # Somebody without a name is passed over too easily: nearly all labelled pronouns mean one who has a name.
    is_even = is_even or (rival >= SETTINGS.rival * chance and not ranked.seen[1].entity.name)
    untold = gender != "" and agreement(best.entity, gender) == "unknown"
    told = (
        chance
        for other, chance in zip(ranked.seen, ranked.chances, strict=True)
        if agreement(other.entity, gender) in ("agrees", "name agrees")
    )
    reasons = (
        ("another agrees better", untold and max(told, default=0.0) >= SETTINGS.agreeing * chance),
        ("two fit as well", is_even or (is_low and rival >= SETTINGS.rival * chance)),
        ("nobody fits well enough", is_low),
    )
    return next((reason for reason, applies in reasons if applies), "")


def why(seen: Seen, told: Features) -> str:
    """Return the weightiest reason why somebody comes into question."""
    reasons = (
        ("spoke just before", any(name.startswith("goes on") for name in told)),
        ("owns the subject of the sentence", "owns the subject here" in told),
        ("subject of the sentence before", seen.nearest.is_subject and not seen.is_after),
        ("in the subject of the sentence before", "role one of two subjects" in told),
        ("named behind", seen.is_after),
    )
    return next((reason for reason, applies in reasons if applies), "named before")


def _against(best: Seen, quote: Quote, context: Context, gender: Gender) -> str:
    """Return what forbids to name the likeliest, or ""."""
    entity = best.entity
    reasons = (
        ("the quotation names who fits best", _named_inside(entity, quote, context.text)),
        ("the name before it is borne by several", not entity.is_settled),
        ("the given name speaks against who fits best", agreement(entity, gender) == "name differs"),
    )
    return next((reason for reason, applies in reasons if applies), "")


def _is_doubtful(entity: Entity) -> bool:
    """Return True for a single word that only ever opens a sentence and that nothing else says is a name: its capital
    tells nothing."""
    return entity.kind == "unknown" and all(
        len(n.words) == 1 and n.head.is_sent_start and not n.head.ent_type_ for n in entity.mentions
    )


def _is_plural(entity: Entity) -> bool:
    """Return True for "Democrats" and the like, which no "he" or "it" means."""
    return len(entity.words) == 1 and entity.mentions[0].head.tag_ in ("NNPS", "NNS")


def _saying(
    seen: Sequence[Seen], mention: SpeakerMention, quote: Quote, context: Context, *, answers: bool
) -> Saying:
    """Put together what is known of the words whose speaker is looked for."""
    previous = context.previous
    inside = frozenset(id(s.entity) for s in seen if _named_inside(s.entity, quote, context.text))
    is_marked = quote.kind != "indirect"
    if previous is None or previous.entity is None:
        return Saying(None, 0, False, answers, is_marked, inside)
    gap = max(0, mention.paragraph.number - previous.paragraph)
    goes_on = gap <= 1 and _goes_on(previous.entity, previous, mention, context)
    return Saying(previous.entity, gap, goes_on and not answers, answers, is_marked, inside)


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


def _goes_on(entity: Entity, previous: Previous, mention: SpeakerMention, context: Context) -> bool:
    """Return True if nobody else has come on or been introduced since the quote before."""
    others = (
        other
        for other in context.entities.near(mention.paragraph.number, 1)
        if other is not entity and other.kind in ("person", "anonymous", entity.kind)
    )
    since = (
        (n.is_subject or n.owns_subject or (n is other.mentions[0] and len(n.words) > 1 and other.name))
        for other in others
        for n in other.mentions
        if previous.end < n.span.start < mention.span.start and n.paragraph.where != "caption"
    )
    return not any(since)


def _named_inside(entity: Entity, quote: Quote, text: str) -> bool:
    """Return True if the quotation itself names the entity: people rarely speak of themselves by name."""
    name = re.compile(rf"\b{re.escape(entity.words[-1])}\b")
    is_inside = any(name.search(span.of(text)) for span in quote.content)
    return is_inside and entity.name != "" and quote.kind != "indirect"
