"""Whom a mention means: the figure of the article behind "he", "the spokesman", "Lavrov"; or nobody, with candidates.

Takes a mention and the scene, gives a `Resolution`. An explicit name always wins; pronouns and descriptions have rooms
of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotetrack.attribution.cast import Figure, brought_in, first_bearer
from quotetrack.attribution.context import Resolution, Scene, speaker_of
from quotetrack.attribution.descriptions import body_kind, described, without_article
from quotetrack.attribution.mentions import Found
from quotetrack.attribution.name_context import Gender
from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.names import Naming
from quotetrack.attribution.pronouns import HE, IT, pronoun
from quotetrack.parsing.grammar import phrase
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Quote, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def settle(found: Found, quote: Quote, scene: Scene) -> Resolution:
    """Resolve the mention of `quote` for good: what it tells of figures counts for the mentions after it."""
    resolution = resolve(found, quote, scene)
    scene.cast.learn(resolution.learned)
    return resolution


def resolve(found: Found, quote: Quote, scene: Scene) -> Resolution:
    """Whom the mention of `quote` means, as things stand. The cast stays as it is."""
    if quote.rule == "turn":
        return _label(found, quote, scene)
    if len(found.heads) > 1:
        return _joint(found, quote, scene)
    return _resolve_head(found.head, found, quote, scene)


def interviewed(quote: Quote, scene: Scene) -> Resolution:
    """Who answers where nothing says so: the one person named so far, if there is but one who did not ask."""
    asked = scene.previous.figure if scene.previous is not None and quote.rule == "answer" else None
    before = [f for f in scene.cast.figures if f.namings[0].span.start < quote.content[0].start]
    people = [f for f in before if f.kind == "person" and f is not asked]
    if len(people) == 1:
        return Resolution(speaker_of(people[0]), people[0], "the only one to answer")
    return Resolution(None, None, "no mention")


def _label(found: Found, quote: Quote, scene: Scene) -> Resolution:
    """Whom the label of a turn means: a figure of the cast that goes by it ("MS VARGA"), an office ("THE WITNESS",
    "Q"), else the name on the label, in its fullest form where another label gives more of it."""
    label = without_article(found.span.of(scene.text))
    words = [w for w in label.split() if fold(w) not in scene.lexicon.titles]
    key = [fold(w) for w in words]
    for figure in scene.cast.figures if len(label) > 2 else ():
        if figure.name and key and key == [fold(w) for w in figure.words][-len(key) :]:
            return Resolution(speaker_of(figure), figure, "label")
    if label.strip(".") == "A":
        return interviewed(quote, scene)
    bench = scene.lexicon.people | {"court", "bench", "tribunal"}
    office = not words or fold(words[-1]) in bench or len(label) < 3
    if office or not label[:1].isupper():
        return Resolution(Speaker(None, "anonymous"), None, "label of an office")
    name = _fullest_label(words[0], scene) if len(words) == 1 else " ".join(words)
    kind: SpeakerKind = "outlet" if fold(words[-1]) in scene.lexicon.outlets else "person"
    return Resolution(Speaker(name, kind), None, "label")


def _fullest_label(word: str, scene: Scene) -> str:
    """A label of one word as the fullest label that ends in it; looked up once a word, as transcripts are long."""
    known = scene.cast.labels
    if word not in known:
        fuller = re.search(rf"^([^\W\d_][\w.'’ -]{{0,30}} {re.escape(word)}):", scene.text, re.MULTILINE)
        known[word] = fuller[1] if fuller else word
    return known[word]


def _joint(found: Found, quote: Quote, scene: Scene) -> Resolution:
    parts = [_resolve_head(head, found, quote, scene) for head in found.heads]
    names = [part.speaker.name for part in parts if part.speaker is not None and part.speaker.name]
    name = "; ".join(dict.fromkeys(names)) if len(names) == len(parts) else None
    learned = tuple(one for part in parts for one in part.learned)
    return Resolution(Speaker(name, "group"), None, "joint speakers", learned=learned)


def _resolve_head(head: Token, found: Found, quote: Quote, scene: Scene) -> Resolution:
    named = _named(head, found.paragraph, scene)
    if named is not None:
        return named
    if head.lower_ in ("both", "neither") or (head.i > 0 and head.doc[head.i - 1].lower_ == "both"):
        return _both(found, scene)
    if head.lower_ in HE or head.lower_ in IT:
        return pronoun(found, quote, scene, head.lower_)
    if head.lower_ in ("they", "i", "we", "you", "who", "that", "this", "one", "me"):
        return Resolution(None, None, "pronoun without antecedent")
    return described(head, found, quote, scene)


def _named(head: Token, paragraph: Paragraph, scene: Scene) -> Resolution | None:
    """The figure named at the head, beside it in apposition, or as part of it ("Syria Steps website")."""
    heads = [head, *(c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i)]
    relative = any(c.dep_ == "relcl" for c in head.children)
    if relative and head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.head.i < head.i:
        heads.append(head.head)
    here = scene.cast.named_in.get(paragraph.number, ())
    if (
        head.pos_ == "NOUN"
        and (named := _name_beside(head, here, is_body=head.lemma_.lower() in scene.lexicon.outlets))
        is not None
    ):
        _, figure = named
        kind = body_kind(head, scene.lexicon)
        speaker = speaker_of(figure)
        if kind in ("outlet", "organisation"):
            speaker = Speaker(speaker.name, kind)
        return Resolution(speaker, figure, "named")
    for token in heads:
        for naming, figure in here:
            if (
                figure.name
                and figure.is_settled
                and naming.start <= token.i < naming.end
                and naming.kind != "anonymous"
            ):
                return Resolution(speaker_of(figure), figure, "named")
    bodies = scene.lexicon.outlets | scene.lexicon.documents | scene.lexicon.organisations
    if head.lemma_.lower() in bodies:
        for naming, figure in here:
            before = naming.end == head.i and naming.kind == "outlet"
            if before and naming.head.dep_ == "compound" and naming.head.head == head:
                return Resolution(speaker_of(figure), figure, "named")
    if head.pos_ == "PROPN":
        return _shared_name(head, paragraph, scene)
    return None


def _name_beside(
    noun: Token, here: Sequence[tuple[Naming, Figure]], *, is_body: bool
) -> tuple[Naming, Figure] | None:
    """The name that stands right behind a description: "the actress Hind Rostom", "the website Tidewatch", or between
    commas, "the captain, Owen Tallis, she …". A list ("the captain, Owen Tallis, and …") is none."""
    doc = noun.doc
    for naming, figure in here:
        if naming.start == noun.i + 1 and naming.kind == "person" and len(naming.words) > 1:
            return naming, figure
        if naming.start == noun.i + 1 and is_body and naming.kind in ("outlet", "unknown", "organisation"):
            return naming, figure
        last = phrase(noun)[1] - 1 if naming.kind == "person" and len(naming.words) > 1 else noun.i
        between = naming.start == last + 2 and doc[last + 1].text == "," and naming.end < len(doc)
        if between and doc[naming.end].text == "," and doc[min(naming.end + 1, len(doc) - 1)].lower_ != "and":
            return naming, figure
    return None


def _shared_name(head: Token, paragraph: Paragraph, scene: Scene) -> Resolution | None:
    """A surname that two figures bear: a form of address may tell them apart, otherwise neither is named."""
    bearers = [
        f
        for f in scene.cast.figures
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
        return Resolution(speaker_of(figure), figure, "name and form of address")
    if (latest := brought_in(known, paragraph.number, at)) is not None:
        return Resolution(speaker_of(latest), latest, "name, just brought in")
    if (first := first_bearer(known)) is not None:
        return Resolution(speaker_of(first), first, "name, borne first")
    if bearers:
        ranked = tuple(Candidate(f.name, f.namings[-1].span, 0.5, "bears the name") for f in bearers)
        return Resolution(None, None, "name borne by several", ranked)
    if fold(head.text) in scene.lexicon.titles and head.doc[phrase(head)[0]].lower_ != "the":
        return Resolution(Speaker(None, "anonymous"), None, "an office without a name")
    if head.text[0].isupper() and head.ent_type_ != "NORP":
        start, end = phrase(head)[0], head.i + 1
        name = re.sub(r"\s+", " ", paragraph.between(head.doc[start], head.doc[end - 1]).of(scene.text))
        return Resolution(Speaker(without_article(name), body_kind(head, scene.lexicon)), None, "named")
    return None


def _both(found: Found, scene: Scene) -> Resolution:
    """Who "both men" are: the two figures named together last."""
    start = found.span.start
    numbers = (found.paragraph.number - 1, found.paragraph.number)
    near = [(n, f) for number in numbers for n, f in scene.cast.named_in.get(number, ())]
    people = sorted((n.span.start, f.name) for n, f in near if f.kind == "person" and n.span.start < start)
    last_two = list(dict.fromkeys(name for _, name in people[-2:]))
    if len(last_two) == 2:
        return Resolution(Speaker("; ".join(last_two), "group"), None, "both")
    return Resolution(Speaker(None, "group"), None, "both")
