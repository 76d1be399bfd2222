"""Whom a description means: "the spokesman", "the 62-year-old", "the site"; and what kind of speaker a noun stands for.

Takes a noun phrase in its scene, gives a `Resolution`: the figure whose role, age or name says the same, otherwise an
unnamed speaker of that kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotetrack.attribution.cast import Figure, Learned
from quotetrack.attribution.context import Resolution, Scene, speaker_of
from quotetrack.attribution.mentions import Found
from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.pronouns import BODIES, topic
from quotetrack.lang import Lexicon
from quotetrack.records import Candidate, Quote, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_NAMES = frozenset("a an one another some several many his her its their my our".split())
"""First words of a description that cannot stand for a name: "a spokesman", "his staff"."""
_DEFINITE = frozenset("the that this its his her their".split())
_CONTRASTS = frozenset("other latter first second third last next same elder".split())
"""Words that choose among several: "the older man" and "the other official" go on about nobody."""
_FORMER = re.compile(r"\b(?:former|ex|late|retired|outgoing)\b", re.IGNORECASE)
_AGE = re.compile(r"(\d{1,3})-year-old")


def described(head: Token, found: Found, quote: Quote, scene: Scene) -> Resolution:
    """A description: the figure whose role says the same, one of that age, else an unnamed speaker of that kind."""
    words = found.span.of(scene.text)
    noun = head.lemma_.lower()
    determiners = {c.lower_ for c in head.children if c.dep_ in ("det", "poss")} | {
        *words.lower().split()[:1]
    }
    definite = bool(determiners & _DEFINITE)
    kind = body_kind(head, scene.lexicon)
    if definite or head.doc[max(0, head.i - 1)].dep_ == "poss":
        if (age := _AGE.search(words)) and (figure := _of_age(age[1], scene)):
            return Resolution(speaker_of(figure), figure, "age")
        fits = _by_role(noun, found, scene)
        if len(fits) == 1:
            return Resolution(speaker_of(fits[0]), fits[0], "role")
        if len(fits) > 1 and (figure := topic(found, quote, scene, "")) in fits and figure is not None:
            return Resolution(speaker_of(figure), figure, "role, and the topic")
        if len(fits) > 1:
            ranked = tuple(Candidate(f.name, f.namings[0].span, 0.5, "has the role") for f in fits[:4])
            return Resolution(None, None, "role borne by several", ranked)
        if (figure := _varied(head, found, quote, scene)) is not None:
            return Resolution(speaker_of(figure), figure, "the topic, described anew")
    elif kind in ("outlet", "organisation") and (figure := _named_next(noun, found, scene)):
        learned = (Learned(figure, role=found.span),)
        return Resolution(speaker_of(figure), figure, "described first, then named", learned=learned)
    if quote.rule == "colon without verb" and kind == "document":
        return Resolution(None, None, "a document announced, not its author")
    return _unnamed(head, found, scene, kind)


def _varied(head: Token, found: Found, quote: Quote, scene: Scene) -> Figure | None:
    """The person whom the text goes on about, under a new description: news writing varies its names ("the Vermont
    senator", "the 34-year-old mother of three", "the candidate", "the company"). The description must tell more than an
    office ("the band leader" is one) or be a public rank, and nobody without a name may have been described by its noun
    before."""
    noun = head.lemma_.lower()
    people = scene.lexicon.people | scene.lexicon.titles | scene.lexicon.kinship
    if noun in scene.lexicon.bodies and head.tag_ == "NN":
        return None if _described_since(noun, None, found, scene) else topic(found, quote, scene, "", BODIES)
    owned = any(c.tag_ == "PRP$" for c in head.children)
    if owned or noun in scene.lexicon.agents:
        return None  # "his spokesman" is another
    more = [c for c in head.children if c.dep_ in ("amod", "nummod", "poss") or c.pos_ == "PROPN"]
    more += [head] if noun in scene.lexicon.ranks else []
    contrasts = any(c.tag_ in ("JJR", "JJS") or c.lower_ in _CONTRASTS for c in head.children)
    if head.tag_ not in ("NN", "NNP") or noun not in people or not more or contrasts:
        return None
    if any(
        f.namings[0].head.lemma_.lower() == noun
        for f in scene.cast.unnamed
        if f.namings[0].words[0] in ("a", "A")
    ):
        return None
    figure = _topic_of_sex(noun, found, quote, scene)
    return None if figure is not None and _still_holds(figure, noun, found, scene) else figure


def _still_holds(figure: Figure, noun: str, found: Found, scene: Scene) -> bool:
    """True for one who holds the office that the description calls former."""
    roles = [role.of(scene.text) for role in figure.roles]
    same = [role for role in roles if noun in fold(role).split()]
    return bool(_FORMER.search(found.span.of(scene.text)) and same) and not any(map(_FORMER.search, same))


def _topic_of_sex(noun: str, found: Found, quote: Quote, scene: Scene) -> Figure | None:
    female, male = noun in scene.lexicon.female, noun in scene.lexicon.male
    return topic(found, quote, scene, "female" if female else "male" if male else "")


def _described_since(noun: str, figure: Figure | None, found: Found, scene: Scene) -> bool:
    """True where something without a name was described by the noun before the mention, and after the figure's last
    naming: "the trade group" is nearer to "the group" than a group that is named."""
    start = (
        max((n.span.end for n in figure.namings if n.span.end <= found.span.start), default=0)
        if figure
        else 0
    )
    named = scene.cast.named_in
    for paragraph in scene.paragraphs[max(0, found.paragraph.number - 4) : found.paragraph.number + 1]:
        names = {i for n, _ in named.get(paragraph.number, ()) for i in range(n.start, n.end)}
        for token in paragraph.doc:
            between = start < paragraph.starts[token.i] < found.span.start
            indefinite = any(
                c.dep_ in ("amod", "compound", "nmod") or c.lower_ in ("a", "an", "another")
                for c in token.children
            )
            if between and token.lemma_.lower() == noun and token.i not in names and indefinite:
                return True
    return False


def _of_age(age: str, scene: Scene) -> Figure | None:
    """The one figure whose name is followed by that age ("Thabo Cele, 62,")."""
    behind = re.compile(rf",? \(?{age}\b")
    fits = [f for f in scene.cast.figures if any(behind.match(scene.text, n.span.end) for n in f.namings)]
    return fits[0] if len(fits) == 1 else None


def _by_role(noun: str, found: Found, scene: Scene) -> list[Figure]:
    """The figures before the mention that the noun describes: by a role printed with them, as part of a name ("the
    Observatory"), or, for an outlet, by being the only one of its kind ("the site")."""
    before = [f for f in scene.cast.figures if f.namings[0].span.start < found.span.start]
    fits = scene.cast.in_office(noun, found.span.start, scene.lexicon)
    if _FORMER.search(found.span.of(scene.text)):
        fits = [f for f in fits if any(_FORMER.search(role.of(scene.text)) for role in f.roles)]
    fits += [
        f
        for f in before
        if f not in fits
        and f.kind != "person"
        and noun in [fold(w) for w in f.words]
        and not _described_since(noun, f, found, scene)
    ]
    if not fits and noun in scene.lexicon.outlets:
        fits = [f for f in before if f.kind == "outlet"]
    return fits


def _named_next(noun: str, found: Found, scene: Scene) -> Figure | None:
    """A body described in one paragraph and named in the next under the same noun ("a news website confirmed …"
    "Syria Steps website reported"): the lead describes, the second paragraph names."""
    fits = [
        f
        for f in scene.cast.figures
        if f.kind in ("outlet", "organisation")
        and (first := f.namings[0]).paragraph.number in (found.paragraph.number, found.paragraph.number + 1)
        and first.span.start > found.span.end
        and first.end < len(first.paragraph.doc)
        and noun in (first.paragraph.doc[first.end].lower_, fold(f.words[-1]))
    ]
    return fits[0] if len(fits) == 1 else None


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


def _unnamed(head: Token, found: Found, scene: Scene, kind: SpeakerKind) -> Resolution:
    """A speaker without a name. A body without a proper name goes by its fullest noun phrase, article left out."""
    noun = head.lemma_.lower()
    words = re.sub(r"\s+", " ", found.span.of(scene.text))
    indefinite = words.split()[0].lower() in _NO_NAMES if words else True
    if (
        (kind in ("organisation", "document") or noun in scene.lexicon.groups)
        and not indefinite
        and head.lower_ != "it"
    ):
        return Resolution(Speaker(without_article(words), kind), None, "described")
    told = any(c.dep_ in ("det", "poss") for c in head.children)
    if kind == "outlet" and not indefinite and told:
        return Resolution(Speaker(without_article(words), kind), None, "described")
    return Resolution(Speaker(None, kind), None, "unnamed")


def without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
