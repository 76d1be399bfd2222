"""Whom a mention means: the figure of the article behind "he", "the spokesman", "Lavrov"; or nobody, with candidates.

Takes a mention and the cast, gives a `Resolution`. An explicit name always wins. Pronouns and descriptions are ranked
by agreement, grammar and who spoke before; where two are as good as each other, nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotetrack.attribute.cast import Figure, Gender, Naming, bears_office, first_bearer, fold
from quotetrack.attribute.mentions import Found
from quotetrack.grammar import SUBJECTS, phrase
from quotetrack.lang import Lexicon
from quotetrack.parse import Paragraph
from quotetrack.records import Candidate, Quote, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE: dict[str, Gender] = {"he": "male", "she": "female", "him": "male", "her": "female", "his": "male"}
_MARGIN = 0.75
"""How far the best candidate for a pronoun must lead the next, in points of `_points`. Below it two figures are as good
as each other. Chosen on the phenomena suite and PolNeAR train: .5 names more speakers, a third of them wrong."""
_REACH = 4
"""Paragraphs back that a pronoun may reach; in PolNeAR train 98 in 100 antecedents lie nearer."""
_AGE = re.compile(r"(\d{1,3})-year-old")


@dataclass(frozen=True, slots=True)
class Previous:
    """The quote before: who said it, the words that pointed to the speaker, where its last piece ends."""

    speaker: Speaker | None
    figure: Figure | None
    mention: tuple[Span, ...]
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a mention means: the speaker (None: cannot be settled), the figure where it is one of the cast, how sure,
    by which rule, and everybody else who came into question, best first."""

    speaker: Speaker | None
    figure: Figure | None
    confidence: float
    rule: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure that a pronoun may mean: its points, its last naming, the weightiest reason, whether it goes on speaking,
    and whether the quotation itself names it."""

    points: float
    figure: Figure
    last: Naming
    why: str
    goes_on: bool = False
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a resolution may look at: the article's text, its paragraphs, the cast, the people in it without a name,
    the words of the language, and the quote before."""

    text: str
    paragraphs: Sequence[Paragraph]
    cast: Sequence[Figure]
    unnamed: Sequence[Figure]
    lexicon: Lexicon
    previous: Previous | None


def resolve(found: Found, quote: Quote, scene: Scene) -> Resolution:
    """Whom the mention of `quote` means."""
    if len(found.heads) > 1:
        return _joint(found, quote, scene)
    return _resolve_head(found.head, found, quote, scene)


def _joint(found: Found, quote: Quote, scene: Scene) -> Resolution:
    parts = [_resolve_head(head, found, quote, scene) for head in found.heads]
    names = [part.speaker.name for part in parts if part.speaker is not None and part.speaker.name]
    confidence = min(part.confidence for part in parts)
    if len(names) == len(parts):
        return Resolution(
            Speaker("; ".join(dict.fromkeys(names)), "group"), None, confidence, "joint speakers"
        )
    return Resolution(Speaker(None, "group"), None, confidence, "joint speakers")


def _resolve_head(head: Token, found: Found, quote: Quote, scene: Scene) -> Resolution:
    named = _named(head, found.paragraph, scene)
    if named is not None:
        return named
    if head.lower_ in ("both", "neither") or (head.i > 0 and head.doc[head.i - 1].lower_ == "both"):
        return _both(found, scene)
    if head.lower_ in _HE:
        return _pronoun(found, quote, scene, ("person", "unknown", "anonymous"), _HE[head.lower_], "pronoun")
    if head.lower_ in ("it", "its"):
        return _pronoun(found, quote, scene, ("outlet", "organisation", "document"), "", "pronoun")
    if head.lower_ in ("they", "i", "we", "you", "who", "that", "this", "one", "me"):
        return Resolution(None, None, 0.0, "pronoun without antecedent")
    return _described(head, found, quote, scene)


def _named(head: Token, paragraph: Paragraph, scene: Scene) -> Resolution | None:
    """The figure named at the head, beside it in apposition, or as part of it ("Syria Steps website")."""
    heads = [head, *(c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i)]
    relative = any(c.dep_ == "relcl" for c in head.children)
    if relative and head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.head.i < head.i:
        heads.append(head.head)
    for token in heads:
        for figure in scene.cast:
            for naming in figure.namings:
                if (
                    figure.is_settled
                    and naming.paragraph is paragraph
                    and naming.start <= token.i < naming.end
                ):
                    return Resolution(speaker_of(figure, scene, naming.span), figure, 0.95, "named")
    bodies = scene.lexicon.outlets | scene.lexicon.documents | scene.lexicon.organisations
    if head.lemma_.lower() in bodies:
        for figure in scene.cast:
            for naming in figure.namings:
                before = naming.paragraph is paragraph and naming.end == head.i and naming.kind == "outlet"
                if before and naming.head.dep_ == "compound" and naming.head.head == head:
                    return Resolution(speaker_of(figure, scene, naming.span), figure, 0.93, "named")
    if head.pos_ == "PROPN":
        return _shared_name(head, paragraph, scene)
    return None


def _shared_name(head: Token, paragraph: Paragraph, scene: Scene) -> Resolution | None:
    """A surname that two figures bear: a form of address may tell them apart, otherwise neither is named."""
    bearers = [
        f
        for f in scene.cast
        if f.is_settled and f.kind == "person" and fold(head.text) in (fold(f.words[-1]), fold(f.words[0]))
    ]
    at = paragraph.starts[head.i]
    known = [f for f in bearers if f.namings[0].span.start < at]
    title = fold(head.doc[head.i - 1].text) if head.i else ""
    gender: Gender = (
        "female" if title in scene.lexicon.female else "male" if title in scene.lexicon.male else ""
    )
    agreed = [f for f in bearers if f.gender in ("", gender)] if gender else bearers
    sure = [f for f in agreed if f.gender == gender] if gender else []
    if len(agreed) == 1 or len(sure) == 1:
        figure = (sure or agreed)[0]
        return Resolution(speaker_of(figure, scene, None), figure, 0.85, "name and form of address")
    if (first := first_bearer(known)) is not None:
        return Resolution(speaker_of(first, scene, None), first, 0.8, "name, borne first")
    if bearers:
        ranked = tuple(Candidate(f.name, f.namings[-1].span, 0.5, "bears the name") for f in bearers)
        return Resolution(None, None, 0.0, "name borne by several", ranked)
    if head.text[0].isupper() and head.ent_type_ != "NORP":
        start, end = phrase(head)[0], head.i + 1
        name = re.sub(r"\s+", " ", paragraph.between(head.doc[start], head.doc[end - 1]).of(scene.text))
        return Resolution(Speaker(_without_article(name), body_kind(head, scene.lexicon)), None, 0.6, "named")
    return None


def speaker_of(figure: Figure, scene: Scene, near: Span | None) -> Speaker:
    """The figure as a speaker, with its role as printed at `near`, else the nearest one before, else the first."""
    if not figure.name:
        return Speaker(None, figure.kind)
    role = role_of(figure, near)
    kind: SpeakerKind = "person" if figure.kind == "unknown" else figure.kind
    return Speaker(figure.name, kind, role.of(scene.text) if role is not None else None)


def role_of(figure: Figure, near: Span | None) -> Span | None:
    """Where the role is printed that belongs to a naming at `near`; None where the article gives none."""
    if not figure.roles:
        return None
    before = [span for span in figure.roles if near is None or span.start <= near.end + 200]
    return before[-1] if before else figure.roles[0]


def _both(found: Found, scene: Scene) -> Resolution:
    """ "Both men": the two figures named together last."""
    start = found.span.start
    near = [n for f in scene.cast if f.kind == "person" for n in f.namings if n.span.start < start]
    names = {n.span.start: f.name for f in scene.cast for n in f.namings}
    near.sort(key=lambda n: n.span.start)
    last_two = list(dict.fromkeys(names[n.span.start] for n in near[-2:]))
    if len(last_two) == 2 and near[-1].paragraph.number >= found.paragraph.number - 1:
        return Resolution(Speaker("; ".join(last_two), "group"), None, 0.7, "both")
    return Resolution(Speaker(None, "group"), None, 0.4, "both")


def _pronoun(
    found: Found, quote: Quote, scene: Scene, kinds: tuple[SpeakerKind, ...], gender: Gender, rule: str
) -> Resolution:
    ranked = _rank(found, quote, scene, kinds, gender)
    return _settle(ranked, scene, rule)


def _settle(ranked: list[Ranked], scene: Scene, rule: str) -> Resolution:
    """The best of the ranked, if it leads and nothing speaks against it; otherwise nobody, with all of them named."""
    candidates = tuple(
        Candidate(
            r.figure.name or " ".join(r.figure.words), r.last.span, round(min(1.0, r.points / 8), 2), r.why
        )
        for r in ranked[:4]
    )
    if not ranked:
        return Resolution(None, None, 0.0, f"{rule}: nobody fits")
    best, rest = ranked[0], ranked[1:]
    lead = best.points - (rest[0].points if rest else 0.0)
    reason = _against(best, rest, lead)
    if reason:
        return Resolution(None, None, 0.0, f"{rule}: {reason}", candidates)
    confidence = round(min(0.92, 0.6 + 0.08 * lead), 2)
    return Resolution(speaker_of(best.figure, scene, None), best.figure, confidence, rule, candidates[1:])


def _against(best: Ranked, rest: list[Ranked], lead: float) -> str:
    """Why the best candidate is not good enough, or "". A pronoun does not reach across somebody who was named since,
    unless the one before goes on speaking or the newer one only stands by in the same paragraph."""
    if rest and lead < _MARGIN:
        return "two fit as well"
    if best.is_quoted:
        return "the quotation names who fits best"
    if not best.figure.is_settled:
        return "the name before it is borne by several"
    newer = [r for r in rest if r.last.span.start > best.last.span.start and r.last.head.dep_ != "poss"]
    across = [r for r in newer if r.last.paragraph is not best.last.paragraph or r.last.is_subject]
    if across and not best.goes_on:
        return "somebody else was named since"
    return ""


def _rank(
    found: Found, quote: Quote, scene: Scene, kinds: tuple[SpeakerKind, ...], gender: Gender
) -> list[Ranked]:
    """Everybody a pronoun may mean, best first."""
    out: list[Ranked] = []
    for figure in (*scene.cast, *scene.unnamed):
        if figure.kind not in kinds or (gender and figure.gender and figure.gender != gender):
            continue
        if figure.is_place and (scene.previous is None or scene.previous.figure is not figure):
            continue
        before = [n for n in figure.namings if n.span.end <= found.span.start]
        if not before:
            continue
        ranked = _points(figure, before[-1], found, quote, scene, gender)
        if ranked.points > 0:
            out.append(replace(ranked, is_quoted=_named_inside(figure, quote, scene.text)))
    return sorted(out, key=lambda r: -r.points)


def _points(figure: Figure, last: Naming, found: Found, quote: Quote, scene: Scene, gender: Gender) -> Ranked:
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
        return Ranked(0.0, figure, last, "")
    points, why = 2.0, "named before"
    if last.paragraph is found.paragraph:
        points += 1.5
        if last.head.sent == found.head.sent and last.head.i < found.head.i:
            points += 1.0
    if last.is_subject:
        points, why = points + 2.0, "subject of the sentence before"
    elif last.head.dep_ in ("conj", "appos") and last.head.head.dep_ in SUBJECTS:
        points, why = points + 1.5, "in the subject of the sentence before"
    elif last.head.dep_ == "pobj" and last.head.head.i == last.head.sent.start:
        points, why = points + 1.0, "topic of the sentence before"
    elif last.head.dep_ in ("poss", "pobj"):
        points -= 0.5
    if goes_on:
        points, why = points + 2.5, "spoke just before"
    elif spoke:
        points -= 2.0 if _is_answer(quote, found, scene) else 0.0
    if gender and figure.gender == gender:
        points += 1.5
    points -= (0.75 * min(gap, 4) + 0.5 * _newer(figure, last, found, scene)) * (0.3 if goes_on else 1.0)
    return Ranked(points, figure, last, why, goes_on)


def _is_answer(quote: Quote, found: Found, scene: Scene) -> bool:
    """True for "she answered": an answer is another's."""
    return bool(quote.cue) and found.paragraph.tokens(quote.cue[0])[0].lemma_.lower() in scene.lexicon.answers


def _goes_on(figure: Figure, previous: Previous, found: Found, quote: Quote, scene: Scene) -> bool:
    """True where the speaker of the quote before goes on: no answer, and nobody else has come on since."""
    if _is_answer(quote, found, scene):
        return False
    return not any(
        other is not figure
        and other.kind in ("person", "anonymous", figure.kind)
        and any(previous.end < n.span.start < found.span.start and n.is_subject for n in other.namings)
        for other in (*scene.cast, *scene.unnamed)
    )


def _newer(figure: Figure, last: Naming, found: Found, scene: Scene) -> int:
    """How many other figures that could speak were subjects between this one's last naming and the pronoun."""
    return sum(
        other is not figure
        and other.kind == figure.kind
        and any(last.span.end < n.span.start < found.span.start and n.is_subject for n in other.namings)
        for other in scene.cast
    )


def _named_inside(figure: Figure, quote: Quote, text: str) -> bool:
    """True where the quotation itself names the figure: people rarely speak of themselves by name."""
    name = figure.words[-1]
    return (
        figure.name != ""
        and any(re.search(rf"\b{re.escape(name)}\b", span.of(text)) for span in quote.content)
        and quote.kind != "indirect"
    )


def _described(head: Token, found: Found, quote: Quote, scene: Scene) -> Resolution:
    """A description: the figure whose role says the same, one of that age, else an unnamed speaker of that kind."""
    words = found.span.of(scene.text)
    noun = head.lemma_.lower()
    definite = (
        words.split()[0].lower() in ("the", "that", "this", "its", "his", "her", "their") if words else False
    )
    kind = body_kind(head, scene.lexicon)
    if definite or head.doc[max(0, head.i - 1)].dep_ == "poss":
        if (age := _AGE.search(words)) and (figure := _of_age(age[1], scene)):
            return Resolution(speaker_of(figure, scene, None), figure, 0.85, "age")
        fits = _by_role(noun, found, scene)
        if len(fits) == 1:
            return Resolution(speaker_of(fits[0], scene, None), fits[0], 0.82, "role")
        if len(fits) > 1:
            ranked = tuple(Candidate(f.name, f.namings[0].span, 0.5, "has the role") for f in fits[:4])
            return Resolution(None, None, 0.0, "role borne by several", ranked)
    elif kind in ("outlet", "organisation") and (figure := _named_next(noun, found, scene)):
        return Resolution(speaker_of(figure, scene, found.span), figure, 0.75, "described first, then named")
    if quote.rule == "colon without verb" and kind == "document":
        return Resolution(None, None, 0.0, "a document announced, not its author")
    return unnamed(head, found, scene, kind)


def _of_age(age: str, scene: Scene) -> Figure | None:
    """The one figure whose name is followed by that age ("Thabo Cele, 62,")."""
    behind = re.compile(rf",? \(?{age}\b")
    fits = [f for f in scene.cast if any(behind.match(scene.text, n.span.end) for n in f.namings)]
    return fits[0] if len(fits) == 1 else None


def _by_role(noun: str, found: Found, scene: Scene) -> list[Figure]:
    """The figures before the mention that the noun describes: by a role printed with them, as part of a name ("the
    Observatory"), or, for an outlet, by being the only one of its kind ("the site")."""
    before = [f for f in scene.cast if f.namings[0].span.start < found.span.start]
    fits = [f for f in before if bears_office(scene.text, f, noun, found.span, scene.lexicon)]
    fits += [f for f in before if f not in fits and f.kind != "person" and noun in [fold(w) for w in f.words]]
    if not fits and noun in scene.lexicon.outlets:
        fits = [f for f in before if f.kind == "outlet"]
    return fits


def _named_next(noun: str, found: Found, scene: Scene) -> Figure | None:
    """A body described in one paragraph and named in the next under the same noun ("a news website confirmed …"
    "Syria Steps website reported"): the lead describes, the second paragraph names."""
    fits = [
        f
        for f in scene.cast
        if f.kind in ("outlet", "organisation")
        and (first := f.namings[0]).paragraph.number in (found.paragraph.number, found.paragraph.number + 1)
        and first.span.start > found.span.end
        and first.end < len(first.paragraph.doc)
        and noun in (first.paragraph.doc[first.end].lower_, fold(f.words[-1]))
    ]
    if len(fits) == 1:
        if found.span not in fits[0].roles:
            fits[0].roles.insert(0, found.span)
        return fits[0]
    return None


def body_kind(head: Token, lexicon: Lexicon) -> SpeakerKind:
    """What kind of speaker a noun stands for."""
    noun, word = head.lemma_.lower(), head.lower_
    if (
        noun in lexicon.people
        or word in lexicon.people
        or noun in lexicon.kinship
        or noun in lexicon.female | lexicon.male
    ):
        return "group" if head.tag_ in ("NNS", "NNPS") else "anonymous"
    if noun in lexicon.outlets:
        return "outlet"
    if noun in lexicon.documents or head.ent_type_ == "LAW":
        return "document"
    if noun in lexicon.groups:
        return "group"
    if noun in lexicon.organisations or word in lexicon.organisations:
        return "organisation"
    if head.pos_ == "PROPN":
        return "organisation" if head.ent_type_ in ("ORG", "GPE") else "person"
    if head.tag_ == "NNS":
        return "group"
    return "anonymous"


def unnamed(head: Token, found: Found, scene: Scene, kind: SpeakerKind) -> Resolution:
    """A speaker without a name. A body without a proper name goes by its fullest noun phrase, article left out."""
    noun = head.lemma_.lower()
    words = re.sub(r"\s+", " ", found.span.of(scene.text))
    indefinite = (
        words.split()[0].lower() in ("a", "an", "one", "another", "some", "several", "many")
        if words
        else True
    )
    if (
        (kind in ("organisation", "document") or noun in scene.lexicon.groups)
        and not indefinite
        and head.lower_ != "it"
    ):
        return Resolution(Speaker(_without_article(words), kind), None, 0.7, "described")
    if kind == "outlet" and not indefinite:
        return Resolution(Speaker(_without_article(words), kind), None, 0.6, "described")
    return Resolution(Speaker(None, kind), None, 0.7, "unnamed")


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
