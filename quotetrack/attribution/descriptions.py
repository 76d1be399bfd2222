"""Whom a description means: "the spokesman", "the 62-year-old", "the site"; and what kind of speaker a noun stands for.

Takes a noun phrase in its context, gives a `Resolution`: the entity whose role, age or name says the same, otherwise an
unnamed speaker of that kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from quotetrack.attribution.context import Context, Resolution, resolved
from quotetrack.attribution.entities import Entity, Learned
from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.pronouns import BODY_KINDS, find_topic
from quotetrack.attribution.sight import in_sight
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import child_of
from quotetrack.records import Candidate, Quote, Speaker, SpeakerKind
from quotetrack.text.unseen import as_read

_NO_NAMES = frozenset("a an one another some several many his her its their my our".split())
"""First words of a description that cannot stand for a name: "a spokesman", "his staff"."""
_DEFINITE = frozenset("the that this its his her their our".split())
_CONTRASTS = frozenset("other latter first second third last next same elder".split())
"""Words that choose among several: "the older man" and "the other official" go on about nobody."""
_FORMER = re.compile(r"\b(?:former|ex|late|retired|outgoing)\b", re.IGNORECASE)
_COUNT = re.compile(r"\bof (two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b", re.IGNORECASE)
_AGE = re.compile(r"(\d{1,3})-year-old")


def resolve_description(head: Token, mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    """A description: the entity whose role says the same, one of that age, else an unnamed speaker of that kind."""
    words = mention.span.of(context.text)
    noun = head.lemma_.lower()
    determiners = (c.lower_ for c in head.children if c.dep_ in ("det", "poss"))
    definite = not _DEFINITE.isdisjoint((*determiners, *words.lower().split()[:1]))
    kind = body_kind(head, context.lexicon)
    if definite or head.doc[max(0, head.i - 1)].dep_ == "poss":
        of_age = _of_age(age[1], context) if (age := _AGE.search(words)) else []
        if len(of_age) == 1:
            return resolved(of_age[0], "age")
        fits = _by_role(noun, mention, context)
        if len(fits) == 1:
            return resolved(fits[0], "role")
        topic = find_topic(mention, quote, context, "") if len(fits) > 1 else None
        if topic is not None and topic[0] in fits:
            return replace(resolved(topic[0], "role, and the topic"), chance=topic[1])
        if len(fits) > 1:
            ranked = tuple(
                Candidate(name=f.name, mention=f.mentions[0].span, score=0.5, reason="has the role")
                for f in fits[:4]
            )
            return Resolution(None, None, "role borne by several", ranked)
        if (topic := _varied(head, mention, quote, context)) is not None:
            return replace(resolved(topic[0], "the topic, described anew"), chance=topic[1])
        if (entity := _named_later(head, context)) is not None:
            return resolved(entity, "role, named later")
    elif kind in ("outlet", "organisation") and (entity := _named_next(noun, mention, context)):
        learned = (Learned(entity, role=mention.span),)
        return replace(resolved(entity, "described first, then named"), learned=learned)
    if quote.rule == "colon without verb" and kind == "document":
        return Resolution(None, None, "a document announced, not its author")
    return _unnamed(head, mention, context, kind)


def _varied(
    head: Token, mention: SpeakerMention, quote: Quote, context: Context
) -> tuple[Entity, float] | None:
    """Return whom the text goes on about, under a new description, and how likely that is (0-1).

    News writing varies its names ("the Vermont senator", "the 34-year-old mother of three", "the candidate", "the
    company"). The description must tell more than an office ("the band leader" is one), or be a public rank or a
    calling. Nobody without a name may have been described by its noun before."""
    noun, lexicon = head.lemma_.lower(), context.lexicon
    if noun in lexicon.bodies and head.tag_ == "NN":
        is_taken = _described_since(noun, None, mention, context)
        return None if is_taken else find_topic(mention, quote, context, "", BODY_KINDS)
    anew = lexicon.callings | lexicon.demonyms
    people = (lexicon.people | lexicon.titles | lexicon.kinship | anew) - lexicon.agents
    age = _AGE.search(mention.span.of(context.text))
    has_age = age is not None and not _of_age(age[1], context)
    is_owned = any(c.tag_ == "PRP$" for c in head.children)  # "his spokesman" is another
    is_contrast = any(c.tag_ in ("JJR", "JJS") or c.lower_ in _CONTRASTS for c in head.children)
    more = [c for c in head.children if c.dep_ in ("amod", "nummod", "poss") or c.pos_ == "PROPN"]
    firsts = (f.mentions[0] for f in context.entities.unnamed)
    is_known = any(m.head.lemma_.lower() == noun and m.words[0] in ("a", "A") for m in firsts)
    is_telling = bool(more) or noun in lexicon.ranks | anew
    tells = has_age or (head.tag_ in ("NN", "NNP") and noun in people and is_telling)
    if not tells or is_owned or is_contrast or is_known:
        return None
    topic = find_topic(mention, quote, context, lexicon.gender_of(noun))
    if topic is None or _still_holds(topic[0], noun, mention, context):
        return None
    if noun not in anew and not has_age and _holds_another(topic[0], noun, context):
        return None
    return None if noun in lexicon.demonyms and _is_from_elsewhere(topic[0], noun, lexicon) else topic


def _is_from_elsewhere(entity: Entity, demonym: str, lexicon: Lexicon) -> bool:
    """Return True if a word right before the entity's name says that it is from somewhere else."""
    before = (n.paragraph.doc[n.start - 1] for n in entity.mentions if n.start > 0)
    told = {t.lower_ for t in before if t.lower_ in lexicon.demonyms or t.ent_type_ == "NORP"}
    return bool(told) and demonym not in told


def _named_later(head: Token, context: Context) -> Entity | None:
    """Return the one person who holds the office by what is printed behind the mention: "the mayor said … Ana Ruiz,
    mayor since 2015". The description tells no more than the office, and nobody else has been described by it."""
    noun = head.lemma_.lower()
    is_plain = all(c.lower_ == "the" for c in head.children) and head.tag_ in ("NN", "NNP")
    is_plain = is_plain and noun in context.lexicon.people | context.lexicon.titles
    bearers = context.entities.in_office(noun, len(context.text), context.lexicon) if is_plain else []
    people = [e for e in bearers if e.kind == "person"]
    before = (f.mentions[0] for f in context.entities.unnamed)
    is_taken = any(m.head.lemma_.lower() == noun and m.words[0] in ("a", "A", "another") for m in before)
    return people[0] if len(people) == 1 and not is_taken else None


def _still_holds(entity: Entity, noun: str, mention: SpeakerMention, context: Context) -> bool:
    """Return True for one who holds the office that the description calls former."""
    roles = [role.of(context.text) for role in entity.roles]
    same = [role for role in roles if noun in fold(role).split()]
    return bool(_FORMER.search(mention.span.of(context.text)) and same) and not any(map(_FORMER.search, same))


def _holds_another(entity: Entity, noun: str, context: Context) -> bool:
    """Return True for one of whom the text tells an office, and another than the noun: the governor is no senator."""
    words = {fold(word) for role in entity.roles for word in role.of(context.text).split()}
    offices = words & (context.lexicon.titles | context.lexicon.ranks)
    return bool(offices) and noun not in offices


def _described_since(noun: str, entity: Entity | None, mention: SpeakerMention, context: Context) -> bool:
    """Return True if something without a name was described by the noun before the mention, and after the entity's last
    mention: "the trade group" is nearer to "the group" than a group that is named."""
    start = (
        max((n.span.end for n in entity.mentions if n.span.end <= mention.span.start), default=0)
        if entity
        else 0
    )
    named = context.entities.named_in
    for paragraph in context.paragraphs[max(0, mention.paragraph.number - 4) : mention.paragraph.number + 1]:
        names = {i for n, _ in named.get(paragraph.number, ()) for i in range(n.start, n.end)}
        for token in paragraph.doc:
            between = start < paragraph.starts[token.i] < mention.span.start
            indefinite = any(
                c.dep_ in ("amod", "compound", "nmod") or c.lower_ in ("a", "an", "another")
                for c in token.children
            )
            if between and token.lemma_.lower() == noun and token.i not in names and indefinite:
                return True
    return False


def _of_age(age: str, context: Context) -> list[Entity]:
    """Return the entities whose names are followed by that age ("Thabo Cele, 62,")."""
    behind = re.compile(rf",? \(?{age}\b")
    return [
        f for f in context.entities.named if any(behind.match(context.text, n.span.end) for n in f.mentions)
    ]


def _by_role(noun: str, mention: SpeakerMention, context: Context) -> list[Entity]:
    """Return the entities before the mention that the noun describes, by a role printed with them or as part of a name
    ("the Observatory"). Without any, a noun for an outlet ("the site") describes every outlet before it."""
    start = mention.span.start
    before = [f for f in in_sight(context.entities.named, start) if f.mentions[0].span.start < start]
    fits = context.entities.in_office(noun, start, context.lexicon)
    if (count := _COUNT.search(mention.span.of(context.text))) is not None:
        # "The mother of four" is no mother of two.
        told = ((f, {c[1] for role in f.roles for c in _COUNT.finditer(role.of(context.text))}) for f in fits)
        fits = [f for f, counts in told if not counts or count[1] in counts]
    if _FORMER.search(mention.span.of(context.text)):
        # Of whom no role is printed, the text says that he "was" one.
        fits = [f for f in fits if not f.roles or any(_FORMER.search(r.of(context.text)) for r in f.roles)]
    fits += [
        f
        for f in before
        if f not in fits
        and f.kind != "person"
        and noun in [fold(w) for w in f.words]
        and not _described_since(noun, f, mention, context)
    ]
    if not fits and noun in context.lexicon.outlets:
        fits = [f for f in before if f.kind == "outlet"]
    return fits


def _named_next(noun: str, mention: SpeakerMention, context: Context) -> Entity | None:
    """Return the body described here and named in this paragraph or the next under the same noun. The lead says "a news
    website confirmed …", the second paragraph "Syria Steps website reported"."""
    fits = [
        f
        for f in context.entities.named
        if f.kind in ("outlet", "organisation")
        and (first := f.mentions[0]).paragraph.number
        in (mention.paragraph.number, mention.paragraph.number + 1)
        and first.span.start > mention.span.end
        and first.end < len(first.paragraph.doc)
        and noun in (first.paragraph.doc[first.end].lower_, fold(f.words[-1]))
    ]
    return fits[0] if len(fits) == 1 else None


def body_kind(head: Token, lexicon: Lexicon) -> SpeakerKind:
    """Tell what kind of speaker a noun stands for."""
    noun, word = head.lemma_.lower(), head.lower_
    humans = lexicon.people | lexicon.kinship | lexicon.female | lexicon.male | lexicon.demonyms
    is_one = any(c.lower_ in ("a", "an", "another", "one") for c in head.children)  # "a border guard"
    is_service = noun == "guard" and not is_one and head.doc[max(0, head.i - 1)].lower_ in _GUARDED
    kinds: tuple[tuple[SpeakerKind, bool], ...] = (
        ("organisation", is_service),
        ("group" if head.tag_ in ("NNS", "NNPS") else "anonymous", noun in humans or word in lexicon.people),
        ("outlet", noun in lexicon.outlets),
        ("document", noun in lexicon.documents or head.ent_type_ == "LAW"),
        ("group", noun in lexicon.groups),
        ("organisation", noun in lexicon.organisations or word in lexicon.organisations),
        ("organisation" if head.ent_type_ in ("ORG", "GPE") else "person", head.pos_ == "PROPN"),
        ("group", head.tag_ == "NNS"),
    )
    return next((kind for kind, applies in kinds if applies), "anonymous")


_GUARDED = frozenset("border civil coast national".split())
"""Words with which "guard" is a body."""


def _unnamed(head: Token, mention: SpeakerMention, context: Context, kind: SpeakerKind) -> Resolution:
    """A speaker without a name. A body without a proper name goes by its fullest noun phrase, article left out."""
    noun = head.lemma_.lower()
    words = as_read(mention.span.of(context.text))
    is_indefinite = words.split()[0].lower() in _NO_NAMES if words else True
    is_body = (kind in ("organisation", "document") or noun in context.lexicon.groups) and head.lower_ != "it"
    # "The group" does for a name only where no body has one.
    named = (e for e in context.entities.named if e.kind == "organisation" and not e.is_place)
    is_alone = noun in context.lexicon.bodies and len(without_article(words).split()) == 1
    is_bare = is_alone and any(e.mentions[0].span.start < mention.span.start for e in named)
    is_of_state = head.i > 0 and head.doc[head.i - 1].lower_ == "state"  # "state television"
    is_outlet = kind == "outlet" and (child_of(head, "det", "poss") is not None or is_of_state)
    if (is_body or is_outlet) and not is_indefinite and not is_bare:
        return Resolution(Speaker(without_article(words), kind), None, "described")
    return Resolution(Speaker(None, kind), None, "unnamed")


def without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
