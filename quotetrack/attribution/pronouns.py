"""Whom a pronoun means: everybody it agrees with, ranked by grammar and by who spoke before.

Takes the mention in its scene, gives a `Resolution`. Where two fit as well, or somebody else was named since, nobody is
named: "unknown" with candidates is a good answer, a wrong name is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotetrack.attribution.cast import Figure, Learned
from quotetrack.attribution.context import Previous, Resolution, Scene, speaker_of
from quotetrack.attribution.mentions import Found
from quotetrack.attribution.name_context import Gender
from quotetrack.attribution.names import Naming
from quotetrack.parsing.grammar import SUBJECTS
from quotetrack.records import Candidate, Evidence, Quote, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

HE: dict[str, Gender] = {"he": "male", "she": "female", "him": "male", "her": "female", "his": "male"}
IT = frozenset(("it", "its"))
PERSONS: tuple[SpeakerKind, ...] = ("person", "unknown", "anonymous")
BODIES: tuple[SpeakerKind, ...] = ("organisation", "outlet")
_MARGIN = 0.75
"""How far the best candidate must lead the next, in points of `_points`; below it the two are as good as each other."""
_CLEAR = 2.0
"""A lead that outweighs somebody named since; who leads by less is passed over."""
_AGREED = 1.25
"""A lead that outweighs somebody else's agreeing in sex, where nothing tells the sex of who leads."""
_REACH = 4
"""Paragraphs back that a pronoun may reach for somebody who does not go on speaking."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A figure that a pronoun may mean: its points, its last naming, the weightiest reason, whether it goes on
    speaking, and whether the quotation itself names it."""

    points: float
    figure: Figure
    last: Naming
    why: str
    goes_on: bool = False
    is_quoted: bool = False


def pronoun(found: Found, quote: Quote, scene: Scene, pronoun: str) -> Resolution:
    """Whom "he", "she" or "it" means: the best of those it agrees with, if that one leads clearly and nothing speaks
    against it; otherwise nobody, with the candidates."""
    if pronoun not in HE:
        return _settle(_rank(found, quote, scene, (*BODIES, "document"), ""), "")
    gender = HE[pronoun]
    resolution = _settle(_rank(found, quote, scene, PERSONS, gender), gender)
    if resolution.figure is None:
        return resolution
    # Who was "he" once stays so.
    learned = Learned(resolution.figure, gender=gender, pronoun=(found.paragraph, found.head))
    return replace(resolution, learned=(learned,))


def topic(
    found: Found, quote: Quote, scene: Scene, gender: Gender, kinds: tuple[SpeakerKind, ...] = PERSONS
) -> Figure | None:
    """The person or body whom a sentence before is about, if nobody else comes near: whom a description that fits
    nobody by office may mean ("Ellis spoke on Friday. The Ohio businessman said …"). None where there is any doubt."""
    ranked = _rank(found, quote, scene, kinds, gender)
    if not ranked or not ranked[0].figure.name or _lead(ranked) < _CLEAR or _against(ranked, gender):
        return None
    last = ranked[0].last
    is_near = last.paragraph.number >= found.paragraph.number - 2 and last.head.sent != found.head.sent
    return ranked[0].figure if last.is_subject and is_near else None


def _settle(ranked: list[_Ranked], gender: Gender) -> Resolution:
    """The best of the ranked, if it leads and nothing speaks against it; otherwise nobody, with all of them named."""
    candidates = tuple(
        Candidate(
            r.figure.name or " ".join(r.figure.words), r.last.span, round(min(1.0, r.points / 8), 2), r.why
        )
        for r in ranked[:4]
    )
    if not ranked:
        return Resolution(None, None, "pronoun: nobody fits")
    reason = _against(ranked, gender)
    if reason:
        return Resolution(None, None, f"pronoun: {reason}", candidates)
    best = ranked[0]
    grounds = [Evidence(best.why, best.last.span)]
    if gender and _agreement(best.figure, gender) > 0:
        grounds.append(Evidence("agrees in sex", best.figure.namings[0].span))
    return Resolution(speaker_of(best.figure), best.figure, "pronoun", candidates[1:], tuple(grounds))


def _lead(ranked: list[_Ranked]) -> float:
    """How far the first is ahead of the second, in points; all its points where it is alone."""
    return ranked[0].points - (ranked[1].points if len(ranked) > 1 else 0.0)


def _against(ranked: list[_Ranked], gender: Gender) -> str:
    """Why the best candidate is not good enough, or "". A pronoun does not reach across somebody who was named since,
    unless the one before goes on speaking or the newer one only stands by in the same paragraph."""
    best, rest, lead = ranked[0], ranked[1:], _lead(ranked)
    if rest and lead < _MARGIN:
        return "two fit as well"
    if best.is_quoted:
        return "the quotation names who fits best"
    if not best.figure.is_settled:
        return "the name before it is borne by several"
    figure = best.figure
    if gender and not figure.gender and figure.hint and figure.hint != gender:
        return "the given name speaks against who fits best"
    if gender and not (figure.gender or figure.hint):
        agree = [r for r in rest if _agreement(r.figure, gender) > 0]
        if any(_is_spoken_to(r.last, best.last) for r in agree) or (agree and lead < _AGREED):
            return "another agrees better"
    newer = [r for r in rest if r.last.span.start > best.last.span.start and r.last.head.dep_ != "poss"]
    across = [r for r in newer if r.last.paragraph is not best.last.paragraph or r.last.is_subject]
    if across and not best.goes_on and lead < _CLEAR:
        return "somebody else was named since"
    return ""


def _is_spoken_to(other: Naming, subject: Naming) -> bool:
    """True for whom or of whom the subject of a clause speaks: the object of its verb, or behind its "to" or "of"."""
    governor = other.head.head
    behind = other.head.dep_ == "pobj" and governor.lower_ in ("to", "of", "at")
    if behind:
        governor = governor.head
    return (behind or other.head.dep_ in ("dobj", "dative")) and governor == subject.subject.head


def _rank(
    found: Found, quote: Quote, scene: Scene, kinds: tuple[SpeakerKind, ...], gender: Gender
) -> list[_Ranked]:
    """Everybody a pronoun may mean, best first."""
    out: list[_Ranked] = []
    near = scene.cast.near(found.paragraph.number, _REACH)
    previous = scene.previous.figure if scene.previous is not None else None
    for figure in [*near, *([previous] if previous is not None and previous not in near else [])]:
        if figure.kind not in kinds or (gender and figure.gender and figure.gender != gender):
            continue
        if (figure.is_place or _is_doubtful(figure) or _is_plural(figure)) and previous is not figure:
            continue
        before = bisect_right(figure.namings, found.span.start, key=lambda n: n.span.end)
        if not before:
            continue
        ranked = _points(figure, figure.namings[before - 1], found, quote, scene, gender)
        if ranked.points > 0:
            out.append(replace(ranked, is_quoted=_named_inside(figure, quote, scene.text)))
    agreed = [
        r for r in out if not (gender and r.figure.hint and r.figure.hint != gender and not r.figure.gender)
    ]
    return sorted(agreed or out, key=lambda r: -r.points)


def _is_doubtful(figure: Figure) -> bool:
    """True for a single word that only ever opens a sentence and that nothing else says is a name: its capital tells
    nothing."""
    return figure.kind == "unknown" and all(
        len(n.words) == 1 and n.head.is_sent_start and not n.head.ent_type_ for n in figure.namings
    )


def _is_plural(figure: Figure) -> bool:
    """True for "Democrats" and the like, which no "he" or "it" means."""
    return len(figure.words) == 1 and figure.namings[0].head.tag_ in ("NNPS", "NNS")


def _points(
    figure: Figure, last: Naming, found: Found, quote: Quote, scene: Scene, gender: Gender
) -> _Ranked:
    """How well a figure fits a pronoun, and the weightiest reason. Speaker continuity and subjecthood weigh most
    (centering theory: Grosz, Joshi, Weinstein 1995); a paragraph of distance costs three quarters of a point."""
    gap = found.paragraph.number - last.paragraph.number
    previous = scene.previous
    spoke = (
        previous is not None
        and previous.figure is figure
        and found.paragraph.number - previous.paragraph <= 1
    )
    goes_on = spoke and previous is not None and _goes_on(figure, previous, found, quote, scene)
    if gap > _REACH and not goes_on:
        return _Ranked(0.0, figure, last, "")
    points, why = _standing(last, found)
    if last.paragraph is found.paragraph:
        points += 1.5
        if last.head.sent == found.head.sent and last.head.i < found.head.i:
            points += 1.0
    if goes_on:
        points, why = points + 2.5, "spoke just before"
    elif spoke:
        points -= 6.0 if _is_answer(quote, found, scene) else 0.0
    points += _agreement(figure, gender)
    points -= (0.75 * min(gap, 4) + 0.75 * _newer(figure, last, found, scene)) * (0.3 if goes_on else 1.0)
    return _Ranked(points, figure, last, why, goes_on)


def _standing(last: Naming, found: Found) -> tuple[float, str]:
    """The points that a naming has by its place in its sentence, and the reason: the subject of a main clause most."""
    if last.is_subject:
        points, why, subject = 3.25, "subject of the sentence before", last.subject
    elif last.head.dep_ in ("conj", "appos") and last.head.head.dep_ in SUBJECTS:
        points, why, subject = 2.75, "in the subject of the sentence before", last.head.head
    elif last.head.dep_ == "pobj" and last.head.head.i == last.head.sent.start:
        return 3.0, "topic of the sentence before"
    elif last.owns_subject and last.head.sent == found.head.sent:
        return 4.0, "owns the subject of the sentence"
    else:
        return (1.5 if last.head.dep_ in ("poss", "pobj") else 2.0), "named before"
    return points + 1.5 * _opens_clause(subject) + 1.0 * _is_next(last, found), why


def _opens_clause(subject: Token) -> bool:
    """True for the subject of a sentence's main clause, false for one of a clause inside it."""
    verb = subject.head
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _is_next(last: Naming, found: Found) -> bool:
    """True where no other sentence of the reporter's stands between the naming and the pronoun."""
    here, there = found.head.sent, last.head.sent
    if last.paragraph is found.paragraph:
        return there.end >= here.start
    gap = found.paragraph.number - last.paragraph.number
    return gap == 1 and there.end >= len(last.paragraph.doc)


def _agreement(figure: Figure, gender: Gender) -> float:
    """Agreement in sex: an office or title that tells it counts in full, a given name less, and against as well as for;
    who disagrees by office is no candidate at all."""
    if not gender or not (figure.gender or figure.hint):
        return 0.0
    if figure.gender:
        return 1.5
    return 1.5 if figure.hint == gender else -2.5


def _is_answer(quote: Quote, found: Found, scene: Scene) -> bool:
    """True for "she answered": an answer is another's."""
    cue = found.paragraph.tokens(quote.cue[0]) if quote.cue else []
    return bool(cue) and cue[0].lemma_.lower() in scene.lexicon.answers


def _goes_on(figure: Figure, previous: Previous, found: Found, quote: Quote, scene: Scene) -> bool:
    """True where the speaker of the quote before goes on: no answer, and nobody else has come on or been introduced
    since."""
    if _is_answer(quote, found, scene):
        return False
    return not any(
        other is not figure
        and other.kind in ("person", "anonymous", figure.kind)
        and any(
            previous.end < n.span.start < found.span.start
            and (
                n.is_subject or n.owns_subject or (n is other.namings[0] and len(n.words) > 1 and other.name)
            )
            for n in other.namings
        )
        for other in scene.cast.near(found.paragraph.number, _REACH)
    )


def _newer(figure: Figure, last: Naming, found: Found, scene: Scene) -> int:
    """How many other figures that could speak were subjects between this one's last naming and the pronoun."""
    return sum(
        other is not figure
        and other.kind == figure.kind
        and any(last.span.end < n.span.start < found.span.start and n.is_subject for n in other.namings)
        for other in scene.cast.near(found.paragraph.number, _REACH)
    )


def _named_inside(figure: Figure, quote: Quote, text: str) -> bool:
    """True where the quotation itself names the figure: people rarely speak of themselves by name."""
    name = figure.words[-1]
    return (
        figure.name != ""
        and any(re.search(rf"\b{re.escape(name)}\b", span.of(text)) for span in quote.content)
        and quote.kind != "indirect"
    )
