"""Whom a mention means: the entity of the article behind "he", "the spokesman", "Lavrov"; or nobody, with candidates.

Takes a mention and the context, gives a `Resolution`. An explicit name always wins; pronouns and descriptions have
modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from quotetrack.attribution.bearers import bearer_of
from quotetrack.attribution.context import Context, Resolution, resolved, speaker_of
from quotetrack.attribution.descriptions import body_kind, resolve_description, without_article
from quotetrack.attribution.documents import resolve_document
from quotetrack.attribution.entities import Entity, Learned, may_be_person
from quotetrack.attribution.labels import holder_of_office, name_of_letter, read_label
from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.names import EntityMention, is_demonym_alone
from quotetrack.attribution.pronouns import HE, IT, resolve_pronoun
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import phrase, skip_back
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Quote, Span, Speaker, SpeakerKind
from quotetrack.records.rules import rule_of
from quotetrack.text.unseen import as_read


def settle(mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    """Resolve the mention of `quote` for good: what it tells of entities counts for the mentions after it."""
    resolution = resolve(mention, quote, context)
    context.entities.speakers.update((mention.paragraph.number, head.i) for head in mention.heads)
    context.entities.learn(resolution.learned)
    return resolution


def resolve(mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    """Tell whom the mention of `quote` means, as things stand. The entities stay as they are."""
    if rule_of(quote.rule).speaker_at == "label":
        return _label(mention, quote, context)
    if (holder := _of_two_offices(mention, context)) is not None:
        return holder
    if len(mention.heads) > 1:
        return _joint(mention, quote, context)
    return _resolve_head(mention.head, mention, quote, context)


def resolve_interviewed(quote: Quote, context: Context) -> Resolution:
    """Find who answers if nothing says so: the one person named so far, or in the headline, who did not ask."""
    asked = (
        context.previous.entity if context.previous is not None and rule_of(quote.rule).is_answer else None
    )
    before = [f for f in context.entities.named if f.mentions[0].span.start < quote.content[0].start]
    people = [f for f in before if f.kind == "person" and f is not asked]
    if len(people) > 1:
        people = [f for f in people if f.mentions[0].paragraph.where == "headline"]
    return (
        resolved(people[0], "the only one to answer")
        if len(people) == 1
        else Resolution(None, None, "no mention")
    )


def _label(mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    """Find whom the label of a turn means, with the office that the label itself gives."""
    begin = mention.paragraph.span.start
    whole = Span(begin, max(begin, min(quote.content[0].start, mention.paragraph.span.end)))
    office = read_label(context.text, whole, context.lexicon).office
    return replace(_labelled(mention, quote, context), role=office)


def _labelled(mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    """Find whom the name on a label means: an entity that goes by it ("MS VARGA"), or an office ("THE WITNESS", "Q").
    Otherwise it is the name on the label, in its fullest form if another label gives more of it."""
    label = without_article(mention.span.of(context.text))
    if (letter := label.strip(".")) in ("Q", "A"):
        return _of_letter(letter, mention, quote, context)
    words = [w for w in label.split() if fold(w) not in context.lexicon.titles]
    if fold(label.partition(" ")[0]) in _ADDRESSES and "of" in words[1:]:
        words = words[: words.index("of")]  # "Ms. OKORO of Odda"
    if len(words) == 1:
        words = [
            w for w in _fullest_label(words[0], context).split() if fold(w) not in context.lexicon.titles
        ]
    key = [fold(w) for w in words]
    for entity in context.entities.named if len(label) > 2 else ():
        if not key or not entity.name or not entity.words or fold(entity.words[-1]) != key[-1]:
            continue
        own = [fold(w) for w in entity.words]
        # A surname is whoever bears it; a name in full is no longer one that a headline runs into.
        if key == (own[-1:] if len(key) == 1 else own):
            return resolved(entity, "label")
    bench = context.lexicon.people | _NO_NAMES
    office = not words or fold(words[-1]) in bench or len(label) < 3 or words[-1].isdigit()
    office = office or _is_place(label, mention)
    printed = mention.span.of(context.text)
    if office and (holder := holder_of_office(printed, context.text, context.lexicon)) is not None:
        return _by_name(holder, context)
    if office or not label[:1].isupper():
        return Resolution(Speaker(None, "anonymous"), None, "label of an office")
    name = " ".join(words)
    kind: SpeakerKind = "outlet" if fold(words[-1]) in context.lexicon.outlets else "person"
    return Resolution(Speaker(name, kind), None, "label")


def _is_place(label: str, mention: SpeakerMention) -> bool:
    """Return whether a label says where somebody writes from, as in readers' questions: "Northport", "Odda, Me."."""
    kinds = [t.ent_type_ in ("GPE", "LOC") for t in mention.paragraph.tokens(mention.span) if not t.is_punct]
    is_abbreviated = re.search(r", (?:[A-Z][a-z]{1,5}\.|(?:[A-Z]\.){2,3})$", label) is not None
    return not label.isupper() and (all(kinds) or ("," in label and any(kinds)) or is_abbreviated)


_ADDRESSES = frozenset("mr ms mrs miss dr".split())
_NO_NAMES = frozenset(
    "court bench tribunal moderator interviewer operator host narrator announcer audience caller question answer "
    "voice voices members tempore anonymous".split()
)
"""Words that end a label and name nobody, beside those for people."""


def _of_letter(letter: str, mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    """Find whom "Q" or "A" stands for: whom the text says, else for an answer the only one who may give it."""
    name = name_of_letter(letter, mention.span.start, context.text)
    if name is None:
        unnamed = Resolution(Speaker(None, "anonymous"), None, "label of an office")
        return resolve_interviewed(quote, context) if letter == "A" else unnamed
    return _by_name(name, context)


def _by_name(name: str, context: Context) -> Resolution:
    """Return the entity of the article that bears a name, else the name itself, without its title."""
    key = [fold(w) for w in name.split() if fold(w) not in context.lexicon.titles]
    bearers = (e for e in context.entities.named if e.name and [fold(w) for w in e.words][-len(key) :] == key)
    entity = next(bearers, None) if key else None
    bare = " ".join(w for w in name.split() if fold(w) not in context.lexicon.titles)
    return (
        resolved(entity, "label")
        if entity is not None
        else Resolution(Speaker(bare, "person"), None, "label")
    )


_FULLER = (
    r"^((?:[^\W\d_a-z][\w'’-]{{0,20}}\.? ){{1,4}}{word})(?:,[^:\n]{{1,80}})?(?: \([^()\n]{{1,60}}\)){{0,3}}:"
)


def _fullest_label(word: str, context: Context) -> str:
    """A label of one word as the fullest label that ends in it; looked up once a word, as transcripts are long."""
    known = context.entities.labels
    if word not in known:
        fuller = re.search(_FULLER.format(word=re.escape(word)), context.text, re.MULTILINE)
        known[word] = fuller[1] if fuller else word
    return known[word]


def _of_two_offices(mention: SpeakerMention, context: Context) -> Resolution | None:
    """Return the person who has two offices, named behind both: "chairman and managing director of Cold Chain, Eng.
    Josphat Mutiso". None for two who speak together."""
    lexicon, doc = context.lexicon, mention.head.doc
    heads = [*mention.heads, *(c for head in mention.heads for c in head.children if c.dep_ == "conj")]
    offices = lexicon.people | lexicon.titles
    if len(heads) < 2 or not all(head.lemma_.lower() in offices for head in heads):
        return None
    last = max(head.i for head in heads)
    for named, entity in context.entities.named_in.get(mention.paragraph.number, ()):
        between = doc[last + 1 : named.start]
        is_person = entity.kind == "person" or may_be_person(entity, lexicon)
        is_one = named.start > last and all(t.pos_ in _OF_OFFICE or t.text in (",", ".") for t in between)
        is_apart = sum(t.text == "," for t in between) == 1
        if is_person and is_one and is_apart and len(named.words) > 1:
            return resolved(entity, "named")
    return None


_HANDLE = re.compile(r"@\w{2,40}")
_OF_OFFICE = frozenset("ADJ ADP CCONJ DET NOUN PROPN".split())


def _joint(mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    parts = [_resolve_head(head, mention, quote, context) for head in mention.heads]
    names = [part.speaker.name for part in parts if part.speaker is not None and part.speaker.name]
    if (last := parts[-1].speaker) is not None and last.kind == "person":
        names = _with_shared_surname(names, mention)
    name = "; ".join(dict.fromkeys(names)) if len(names) == len(parts) else None
    learned = tuple(lesson for part in parts for lesson in part.learned)
    return Resolution(Speaker(name, "group"), None, "joint speakers", learned=learned)


def _with_shared_surname(names: list[str], mention: SpeakerMention) -> list[str]:
    """Give the first of two the surname that is printed once for both: "Grace and Mordecai Okafor"."""
    heads = mention.heads
    if len(names) != 2 or len(heads) != 2 or " " in names[0] or names[1].count(" ") != 1:
        return names
    between = [token.lower_ for token in heads[0].doc[heads[0].i + 1 : heads[1].i]]
    given, surname = names[1].split()
    return [f"{names[0]} {surname}", names[1]] if between == ["and", given.lower()] else names


def _resolve_head(head: Token, mention: SpeakerMention, quote: Quote, context: Context) -> Resolution:
    named = _named(head, mention.paragraph, context)
    if named is not None:
        return named
    if (made := resolve_document(head, mention.paragraph, context)) is not None:
        return made
    if _HANDLE.fullmatch(head.text):
        return Resolution(Speaker(head.text, "unknown"), None, "named")
    if head.lower_ in ("both", "neither") or (head.i > 0 and head.doc[head.i - 1].lower_ == "both"):
        return _both(mention, context)
    if head.lower_ in HE or head.lower_ in IT:
        return resolve_pronoun(mention, quote, context, head.lower_)
    if head.lower_ in ("who", "that", "which") and (antecedent := _antecedent(head)) is not None:
        return _resolve_head(antecedent, mention, quote, context)
    if head.lower_ == "they" and (joint := _joint_before(mention, context)) is not None:
        return joint
    if head.lower_ in ("they", "i", "we", "you", "who", "that", "this", "one", "me"):
        return Resolution(None, None, "pronoun without antecedent")
    return resolve_description(head, mention, quote, context)


def _antecedent(relative: Token) -> Token | None:
    """Return the noun that the clause of a relative pronoun hangs on: "the clerk, who denies it"."""
    clause = relative.head
    is_relative = clause.dep_ == "relcl" and clause.head.i < relative.i
    return clause.head if is_relative and clause.head.pos_ in ("NOUN", "PROPN") else None


def _joint_before(mention: SpeakerMention, context: Context) -> Resolution | None:
    """Return the two who spoke together right before: "“…,” the brothers Ode said. “…,” they added"."""
    previous = context.previous
    is_near = previous is not None and mention.paragraph.number - previous.paragraph <= 1
    speaker = previous.speaker if previous is not None and is_near else None
    is_joint = speaker is not None and speaker.kind == "group" and "; " in (speaker.name or "")
    return Resolution(speaker, None, "joint speakers go on") if is_joint else None


def _named(head: Token, paragraph: Paragraph, context: Context) -> Resolution | None:
    """Return the entity named at the head, beside it in apposition, or as part of it ("Syria Steps website")."""
    heads = [head, *(c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i)]
    relative = any(c.dep_ == "relcl" for c in head.children)
    if relative and head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.head.i < head.i:
        heads.append(head.head)
    here = context.entities.named_in.get(paragraph.number, ())
    is_body = head.lemma_.lower() in context.lexicon.outlets
    entity = _name_beside(head, here, context.lexicon, is_body=is_body) if head.pos_ == "NOUN" else None
    if entity is not None:
        kind, speaker = body_kind(head, context.lexicon), speaker_of(entity)
        speaker = Speaker(speaker.name, kind) if kind in ("outlet", "organisation") else speaker
        return Resolution(speaker, entity, "named")
    settled = [(m, e) for m, e in here if e.name and e.is_settled and m.kind != "anonymous"]
    if _is_told_apart(head):
        return Resolution(None, None, "name borne by several")
    at_heads = (e for token in heads for m, e in settled if m.start <= token.i < m.end)
    if (entity := next(at_heads, None) or _name_of_body(head, here, context.lexicon)) is not None:
        return resolved(entity, "named")
    if (entity := _surname_that_is_a_word(head, context)) is not None:
        learned = (Learned(entity, pronoun=(paragraph, head)),)
        return replace(resolved(entity, "named"), learned=learned)
    is_name = head.pos_ == "PROPN" and not is_demonym_alone(head, context.lexicon)
    return _shared_name(head, paragraph, context) if is_name else None


def _surname_that_is_a_word(head: Token, context: Context) -> Entity | None:
    """Return the one person of the article whose surname a noun with a capital is, if it has no article or other word
    beside it: "Price said the price of milk would rise"."""
    is_bare = head.pos_ == "NOUN" and head.text.istitle() and next(head.children, None) is None
    full = (e for e in context.entities.named if is_bare and len(e.words) > 1 and e.is_settled)
    bearers = [
        e
        for e in full
        if e.words[-1] == head.text and (e.kind == "person" or may_be_person(e, context.lexicon))
    ]
    return bearers[0] if len(bearers) == 1 else None


def _name_of_body(
    head: Token, here: Sequence[tuple[EntityMention, Entity]], lexicon: Lexicon
) -> Entity | None:
    """Find the outlet whose name runs into the noun for it: "Syria Steps website"."""
    if head.lemma_.lower() not in lexicon.outlets | lexicon.documents | lexicon.organisations:
        return None
    before = ((m, e) for m, e in here if m.end == head.i and m.kind == "outlet")
    return next((e for m, e in before if m.head.dep_ == "compound" and m.head.head == head), None)


def _name_beside(
    noun: Token, here: Sequence[tuple[EntityMention, Entity]], lexicon: Lexicon, *, is_body: bool
) -> Entity | None:
    """Find the name that stands right behind a description: "the actress Hind Rostom", "the website Tidewatch", or
    set off, "the captain, Dr Owen Tallis, she …". A list ("the captain, Owen Tallis, and …") is none."""
    doc = noun.doc
    for mention, entity in here:
        is_full = mention.kind == "person" and len(mention.words) > 1
        fits = is_full or (is_body and mention.kind in ("outlet", "unknown", "organisation"))
        last = phrase(noun)[1] - 1 if is_full else noun.i
        begin = skip_back(doc, last + 2, mention.start, lambda token: fold(token.text) in lexicon.titles)
        between = begin == last + 2 and doc[last + 1].text == ","
        behind = doc[mention.end].text if mention.end < len(doc) else "."
        closed = between and (behind == "," or (is_full and behind in _CLOSES_NAME))
        is_list = closed and doc[min(mention.end + 1, len(doc) - 1)].lower_ == "and"
        if (fits and mention.start == noun.i + 1) or (closed and not is_list):
            return entity
    return None


_CLOSES_NAME = frozenset((".", ";", ":", "-", "–", "—", ")", "?", "!"))


_MOST_PEOPLE, _MOST_BEARERS = 1_000, 50
"""Entities among which the bearers of a surname are looked for, and bearers that are compared. News has 7 at most."""


def _shared_name(head: Token, paragraph: Paragraph, context: Context) -> Resolution | None:
    """A surname that two entities bear: a form of address may tell them apart, otherwise neither is named."""
    name = fold(head.text)
    people = [e for e in context.entities.named[-_MOST_PEOPLE:] if e.is_settled and e.kind == "person"]
    bearers = [e for e in people if name in (fold(e.words[-1]), fold(e.words[0]))][-_MOST_BEARERS:]
    at = paragraph.starts[head.i]
    known = [e for e in bearers if e.mentions[0].span.start < at]
    gender = context.lexicon.gender_of(fold(head.nbor(-1).text)) if head.i else ""
    agreed = [e for e in bearers if e.gender in ("", gender)] if gender else bearers
    sure = [e for e in agreed if e.gender == gender] if gender else []
    if len(agreed) == 1 or len(sure) == 1:
        return resolved((sure or agreed)[0], "name and form of address")
    if (bearer := bearer_of(known, paragraph, at)) is not None:
        return resolved(*bearer)
    if bearers:
        ranked = tuple(
            Candidate(name=f.name, mention=f.mentions[-1].span, score=0.5, reason="bears the name")
            for f in bearers
        )
        return Resolution(None, None, "name borne by several", ranked)
    if fold(head.text) in context.lexicon.titles and head.doc[phrase(head)[0]].lower_ != "the":
        return Resolution(Speaker(None, "anonymous"), None, "an office without a name")
    if head.text[0].isupper() and head.ent_type_ not in ("NORP", "DATE", "TIME"):
        words = paragraph.between(head.doc[phrase(head)[0]], head).of(context.text)
        called = as_read(words)
        return Resolution(Speaker(without_article(called), body_kind(head, context.lexicon)), None, "named")
    return None


_APART = frozenset("elder older younger another other".split())
"""Words before a surname that tell one bearer from another, and not which is which."""


def _is_told_apart(head: Token) -> bool:
    """Return True for "the elder Rafiq" and "another Clarke": a word tells which of several, and none is named so."""
    return head.pos_ == "PROPN" and head.i > 0 and head.nbor(-1).lower_ in _APART


def _both(mention: SpeakerMention, context: Context) -> Resolution:
    """Find who "both men" are: the two entities named together last."""
    start = mention.span.start
    numbers = (mention.paragraph.number - 1, mention.paragraph.number)
    near = [(n, f) for number in numbers for n, f in context.entities.named_in.get(number, ())]
    people = sorted((n.span.start, f.name) for n, f in near if f.kind == "person" and n.span.start < start)
    last_two = list(dict.fromkeys(name for _, name in people[-2:]))
    name = "; ".join(last_two) if len(last_two) == 2 else None
    return Resolution(Speaker(name, "group"), None, "both")
