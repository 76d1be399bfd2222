"""The entities of an article: every named person and body in it, under all the names it goes by, with roles as printed.

Takes the paragraphs, gives `Entity`s. A surname joins the one full name that bears it; two people of one surname stay
two, and a bare surname that fits both joins neither.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from spacy.tokens import Token

from quotetrack.attribution.bearers import bearer_of
from quotetrack.attribution.labels import is_behind_label
from quotetrack.attribution.name_forms import fold, is_one_letter_off, joined
from quotetrack.attribution.names import EntityMention, find_names, is_name_heading
from quotetrack.attribution.namesakes import SUFFIXES, is_of_another_age, is_relative_of
from quotetrack.attribution.offices import offices_of
from quotetrack.lang import Gender, Lexicon
from quotetrack.parsing.grammar import phrase
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.parsing.sentences import Sentences
from quotetrack.records import Span, SpeakerKind
from quotetrack.text.unseen import as_read

_LONG_SURNAME = 5
"""Letters of a surname from which one wrong letter is taken for a slip: shorter ones are too near each other."""
_MOST_NAMESAKES = 50
"""Entities that share a word with a name, or an office, and are compared. News has 7 at most."""


@dataclass(slots=True)
class Entity:
    """A person or body of the article: its fullest name, kind, gender if something tells it, and its mentions. One
    that is not settled is a bare surname that could be several entities. `hint` is the gender of the given name."""

    name: str
    kind: SpeakerKind
    words: tuple[str, ...]
    gender: Gender = ""
    is_place: bool = False
    is_settled: bool = True
    hint: Gender = ""
    mentions: list[EntityMention] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """What a resolved mention tells of its entity, for the mentions after it. It is the sex that a pronoun gives, for
    sure or as a hint, the place of that pronoun, and a description that goes before the name."""

    entity: Entity
    gender: Gender = ""
    hint: Gender = ""
    pronoun: tuple[Paragraph, Token] | None = None
    role: Span | None = None


@dataclass(slots=True)
class Entities:
    """Everybody in an article: the named entities and, apart, the people who do things but have no name, each in order
    of first mention. They can be looked up by paragraph and by office, so that nothing is searched from end to end. The
    reporter's pronouns are resolved up to `read_to`; `speakers` are the places of pronouns that stand for a speaker."""

    named: list[Entity]
    unnamed: list[Entity] = field(default_factory=list)
    named_in: dict[int, list[tuple[EntityMention, Entity]]] = field(default_factory=lambda: defaultdict(list))
    offices: dict[str, list[tuple[int, Entity]]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)
    sentences: Sentences = field(default_factory=lambda: Sentences(()))
    read_to: tuple[int, int] = (0, 0)
    speakers: set[tuple[int, int]] = field(default_factory=set)

    def enter(self, mention: EntityMention, entity: Entity) -> None:
        """Note where an entity is named or described."""
        self.named_in[mention.paragraph.number].append((mention, entity))

    def learn(self, learned: Iterable[Learned]) -> None:
        """Note what resolved mentions tell of their entities; the only change once the entities are read."""
        for lesson in learned:
            entity = lesson.entity
            if lesson.pronoun is not None:
                paragraph, token = lesson.pronoun
                # The entity is as present there as if it were named.
                seen = EntityMention(
                    paragraph, token.i, token.i + 1, token, (token.text,), None, "", "anonymous"
                )
                insort(entity.mentions, seen, key=lambda mention: mention.span.start)
                self.enter(seen, entity)
            entity.gender = lesson.gender or entity.gender
            entity.hint = entity.hint or lesson.hint
            if lesson.gender and entity.kind == "organisation":
                entity.kind = "person"  # "he" or "she" is nobody's pronoun but a person's
            if lesson.role is not None and lesson.role not in entity.roles:
                entity.roles.insert(0, lesson.role)

    def near(self, number: int, reach: int) -> list[Entity]:
        """Return the entities named in a paragraph or in the `reach` before it, the unnamed among them."""
        places = chain.from_iterable(self.named_in.get(n, ()) for n in range(number - reach, number + 1))
        return list({id(entity): entity for _, entity in places}.values())

    def in_office(self, noun: str, before: int, lexicon: Lexicon) -> list[Entity]:
        """Return the entities of whom a role printed before a place says the same as a noun ("lawyer", "attorney")."""
        same = lexicon.offices.get(noun, frozenset((noun,)))
        fits = (e for word in sorted(same) for start, e in self.offices.get(word, ()) if start < before)
        latest = list(fits)[-_MOST_NAMESAKES:]
        return list({id(e): e for e in latest if e.mentions[0].span.start < before}.values())


def read_entities(text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Entities:
    """Find the entities of an article."""
    told = [p for p in paragraphs if p.where != "headline" or is_name_heading(text, p, lexicon)]
    running = [p for p in told if not _is_title_case(p)]
    mentions = list(
        _without_tails([m for p in running or paragraphs for m in find_names(text, p, lexicon)], lexicon)
    )
    index = _NameIndex(lexicon)
    for mention in sorted((m for m in mentions if len(m.words) > 1), key=lambda m: -len(m.words)):
        _join(text, mention, index)
    for entity in index.all:
        entity.mentions.sort(key=lambda m: m.span.start)
        if entity.kind == "organisation" and _has_namesake(entity, index, lexicon):
            entity.kind = "person"
    for mention in mentions:
        if len(mention.words) == 1:
            _join(text, mention, index)
    named = sorted(index.all, key=lambda e: min(m.span.start for m in e.mentions))
    entities = Entities(named, sentences=Sentences(paragraphs))
    for entity in entities.named:
        entity.mentions.sort(key=lambda m: m.span.start)
        entity.roles.sort(key=lambda span: span.start)
        for mention in entity.mentions:
            entities.enter(mention, entity)
        for word, start in offices_of(entity, text, lexicon):
            entities.offices[word].append((start, entity))
    _read_unnamed(text, running, entities, lexicon)
    return entities


def _without_tails(mentions: list[EntityMention], lexicon: Lexicon) -> Iterator[EntityMention]:
    """The mentions, less a word that ran into a person's name ("Bernie Sanders Pins", "Reuters Tony Hayward") where the
    rest of it stands elsewhere as a name of its own: the surname comes last, and few names have another before them."""
    counts = Counter(n.words for n in mentions)
    for mention in mentions:
        words = mention.words
        is_long = mention.kind == "person" and len(words) > 2
        is_tail = counts[words[:-1]] >= counts[words] and not counts[words[-1:]]
        is_lead = counts[words[1:]] >= counts[words] and fold(words[0]) not in lexicon.given_names
        if is_long and is_tail and fold(words[-1]) not in SUFFIXES:
            head = mention.paragraph.doc[mention.end - 2]
            mention = replace(mention, end=mention.end - 1, head=head, words=words[:-1])
        elif is_long and is_lead and mention.end - mention.start == len(words):
            mention = replace(mention, start=mention.start + 1, words=words[1:])
        yield mention


def _read_unnamed(text: str, paragraphs: Sequence[Paragraph], entities: Entities, lexicon: Lexicon) -> None:
    """Enter the people without a name ("an official at the ministry, reached by telephone"): a pronoun may mean them;
    without them it would be given to whoever has a name. A description that fits one named entity ("the lawyer")
    is a mention of that entity."""
    for paragraph in paragraphs:
        named = {i for m, _ in entities.named_in.get(paragraph.number, ()) for i in range(m.start, m.end)}
        for token in paragraph.doc:
            if _is_unnamed_person(token, named, lexicon):
                _enter(_description(text, paragraph, token, lexicon), entities, lexicon)
    for entity in entities.named:
        entity.mentions.sort(key=lambda m: m.span.start)


def _is_unnamed_person(token: Token, named: set[int], lexicon: Lexicon) -> bool:
    noun = token.lemma_.lower()
    is_subject = token.dep_ in ("nsubj", "nsubjpass", "ROOT")
    if noun in _ONE_OF_MANY:
        return (
            is_subject and token.tag_ in ("CD", "DT", "NN") and (noun != "one" or _is_one_of(token, lexicon))
        )
    if noun not in lexicon.humans or token.tag_ != "NN":
        return False
    # A relative is somebody wherever he stands: "he lives with his sister".
    has_owner = noun in lexicon.kinship and any(c.dep_ == "poss" for c in token.children)
    is_told_of = is_subject or (has_owner and token.dep_ not in ("appos", "attr"))
    return is_told_of and not _is_named_beside(token, named)


def _is_named_beside(token: Token, named: set[int]) -> bool:
    """Return True if a name stands with a noun ("The leader of the council, Ana Ruiz, said"), or if it is nobody's ("no
    member")."""
    beside = (c.i for c in token.children if c.dep_ in ("appos", "compound"))
    if any(c.lower_ == "no" for c in token.children) or not named.isdisjoint((token.i, token.i + 1, *beside)):
        return True
    behind = phrase(token)[1]
    return behind + 1 < len(token.doc) and token.doc[behind].text == "," and behind + 1 in named


_ONE_OF_MANY = frozenset(("another", "one", "somebody", "someone"))


def _is_one_of(token: Token, lexicon: Lexicon) -> bool:
    """Return True for "one of them" and "one of the clerks"."""
    inside = (c for of in token.rights if of.lower_ == "of" for c in of.children)
    return any(c.pos_ == "PRON" or c.lemma_.lower() in lexicon.humans for c in inside)


def _description(text: str, paragraph: Paragraph, token: Token, lexicon: Lexicon) -> EntityMention:
    start, end = phrase(token)
    words = tuple(paragraph.between(token.doc[start], token.doc[end - 1]).of(text).split())
    gender = lexicon.gender_of(token.lemma_.lower())
    return EntityMention(paragraph, start, end, token, words, None, gender, "anonymous")


def _enter(seen: EntityMention, entities: Entities, lexicon: Lexicon) -> None:
    """Enter a description: of a named entity, of one without a name that was described before, or of a new one."""
    noun = seen.head.lemma_.lower()
    fits: list[Entity] = []
    if seen.words[0].lower() in ("the", "that", "this", "his", "her", "its", "their"):
        same = (e for e in entities.unnamed[-3:] if e.mentions[-1].head.lemma_.lower() == noun)
        fits = entities.in_office(noun, seen.span.start, lexicon) or list(same)
    if not fits:
        fits = [Entity("", "anonymous", seen.words, seen.gender)]
        entities.unnamed += fits
    if len(fits) == 1:
        fits[0].mentions.append(seen)
        entities.enter(seen, fits[0])


def _is_title_case(paragraph: Paragraph) -> bool:
    """Return True for a headline that nothing marks as one: nearly every longer word has a capital, and every verb; a
    sentence of names has its verb in small letters."""
    if any(t.tag_.startswith(("VB", "MD")) and t.text.islower() for t in paragraph.doc):
        return False
    words = [t.text for t in paragraph.doc if t.is_alpha and len(t.text) > 3]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _is_kin(mention: EntityMention, kinship: frozenset[str]) -> bool:
    """Return True for one brought in as somebody's relative: "his wife Hillary Clinton"."""
    before = mention.paragraph.doc[max(0, mention.start - 2) : mention.start]
    return any(token.tag_ == "NN" and token.lemma_.lower() in kinship for token in before)


def _has_namesake(entity: Entity, index: _NameIndex, lexicon: Lexicon) -> bool:
    """Return True for a name of two words that ends in a person's surname and is no body's: the tagger takes "Piers"
    for a plural."""
    words = [fold(word) for word in entity.words]
    is_body = not (lexicon.organisations | lexicon.outlets).isdisjoint(words)
    people = (e for e in index.all if e.kind == "person" and len(e.words) > 1)
    return len(words) == 2 and not is_body and any(fold(e.words[-1]) == words[-1] for e in people)


class _NameIndex:
    """The entities found so far, by the first and last word of their names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.all: list[Entity] = []
        self.lexicon = lexicon
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        self._called: dict[tuple[str, ...], Entity] = {}

    def add(self, entity: Entity) -> Entity:
        self.all.append(entity)
        for word in {joined(w) for w in entity.words}:
            self._by_word[word].append(entity)
        return entity

    def called(self, mention: EntityMention) -> Entity | None:
        """Return the person whom the article says to be known as this ("Ana Ruiz, known to all as Nita"); None if it
        says so of nobody."""
        bearer = self._bearer_beside(mention)
        if bearer is not None:
            self._called.setdefault(mention.words, bearer)
        return self._called.get(mention.words)

    def _bearer_beside(self, mention: EntityMention) -> Entity | None:
        token = mention.paragraph.doc[mention.start - 1] if mention.start else None
        above = token.ancestors if token is not None and token.lower_ == "as" else iter(())
        known = next((verb for verb in above if verb.lemma_ == "know" and verb.dep_ == "acl"), None)
        if known is None:
            return None
        full = (e for e in self.all if e.kind == "person" and len(e.words) > 1)
        at = known.head.i
        return next(
            (
                e
                for e in full
                for n in e.mentions
                if n.paragraph is mention.paragraph and n.start <= at < n.end
            ),
            None,
        )

    def sharing(self, mention: EntityMention) -> list[Entity]:
        """The entities whose names have the last word of this one: of very many the latest."""
        return self._by_word.get(joined(mention.words[-1]), [])[-_MOST_NAMESAKES:]


def _join(text: str, mention: EntityMention, index: _NameIndex) -> None:
    """Join a mention to the one entity that it can be, or make a new one of it."""
    if (called := index.called(mention)) is not None:
        called.mentions.append(mention)
        return
    same = [e for e in index.sharing(mention) if e.is_settled and _same(mention, e, index.lexicon)]
    same = [e for e in same if not is_relative_of(mention, e, text, index.lexicon)]
    if len(mention.words) == 1:  # a surname rather than a given name
        same = [e for e in same if joined(e.words[-1]) == joined(mention.words[0])] or same
    agreed = [e for e in same if not mention.gender or (e.gender or e.hint) in ("", mention.gender)]
    bearers = agreed or _misspelt(mention, index)
    if len(bearers) == 1:
        entity = bearers[0]
    elif bearers and len(mention.words) == 1:
        start = mention.span.start
        known = [e for e in bearers if e.mentions[0].span.start < start]
        bearer = bearer_of(known, mention.paragraph, start)
        entity = bearer[0] if bearer is not None else _unsettled(mention, index)
    else:
        name = as_read(mention.span.of(text))
        entity = index.add(Entity(name, mention.kind, mention.words, mention.gender, mention.is_place))
    entity.mentions.append(mention)
    if mention.role is not None and not is_behind_label(mention.span, mention.role, text):
        entity.roles.append(mention.role)
    if entity.is_settled:
        entity.gender = entity.gender or mention.gender
        entity.hint = entity.hint or mention.hint
    if len(entity.mentions) == 1:
        entity.is_relative = _is_kin(mention, index.lexicon.kinship)
    is_telling = len(mention.words) > 1 or mention.gender != ""
    is_surname = len(mention.words) == 1 and may_be_person(entity, index.lexicon)
    is_surname = is_surname and fold(mention.words[0]) == fold(entity.words[-1])
    if (entity.kind in ("unknown", "organisation") and mention.kind == "person" and is_telling) or is_surname:
        entity.kind = "person"  # who is called by the last word alone is a person


def _misspelt(mention: EntityMention, index: _NameIndex) -> list[Entity]:
    """Find the one person whose surname a bare surname misspells by one letter ("McLenney" for "McClenney"). Nobody is
    meant if it is short, if it fits two, or if it comes first."""
    word = fold(mention.words[0])
    if len(mention.words) > 1 or len(word) < _LONG_SURNAME or mention.kind not in ("person", "unknown"):
        return []
    people = (e for e in index.all if e.kind == "person" and len(e.words) > 1)
    near = [e for e in people if is_one_letter_off(word, fold(e.words[-1]))]
    return near if len(near) == 1 and near[0].mentions[0].span.start < mention.span.start else []


def _unsettled(mention: EntityMention, entities: _NameIndex) -> Entity:
    """Return the entity that stands for a surname when nothing tells which of its bearers is meant."""
    same = [f for f in entities.sharing(mention) if not f.is_settled and f.words == mention.words]
    return same[0] if same else entities.add(Entity("", "person", mention.words, is_settled=False))


def may_be_person(entity: Entity, lexicon: Lexicon) -> bool:
    """Return True for a name of two or three words that the tagger alone takes for a body's: no word of it names a kind
    of body, and no article stands before it."""
    if entity.kind != "organisation" or not 1 < len(entity.words) < 4:
        return False
    first = entity.mentions[0]
    is_plain = all(word.isalpha() and not word.isupper() for word in entity.words)
    has_article = first.start > 0 and first.paragraph.doc[first.start - 1].lower_ in ("the", "a", "an")
    bodies = (lexicon.organisations, lexicon.outlets, lexicon.bodies)
    words = {fold(word) for word in entity.words}
    return is_plain and not has_article and all(map(words.isdisjoint, bodies))


def _same(mention: EntityMention, entity: Entity, lexicon: Lexicon) -> bool:
    """Return True if a mention can be the entity: the same words, its surname or given name, or a compatible full
    name."""
    small, full = [joined(w) for w in mention.words], [joined(w) for w in entity.words]
    if small == full:
        return True
    if is_of_another_age(mention.words, entity.words):
        return False
    is_body = entity.kind in ("organisation", "outlet", "document") and not may_be_person(entity, lexicon)
    if is_body and len(small) == 1 and len(full) > 1:
        is_definite = mention.start > 0 and mention.paragraph.doc[mention.start - 1].lower_ == "the"
        is_short_form = is_definite and small[0] == full[-1] and mention.kind != "person"  # "the Times"
        return is_short_form or _is_acronym(mention.words[0], entity.words)
    titled = mention.gender != "" and entity.kind == "organisation" and len(entity.words) == 2
    titled = titled or (may_be_person(entity, lexicon) and (len(small) > 1 or small[0] == full[-1]))
    if not (entity.kind == "person" or titled) or mention.kind not in ("person", "unknown", "organisation"):
        return False
    if len(small) == 1:
        return len(full) > 1 and small[0] in (full[-1], full[0])
    is_given = small[0] == full[0] or small[0] == full[0][:1]  # the given name, or its initial
    is_part = any(full[i : i + len(small)] == small for i in range(len(full)))
    return is_part or (small[-1] == full[-1] and len(full) > 1 and is_given)


def _is_acronym(word: str, name: tuple[str, ...]) -> bool:
    """Return True for "IMF" beside "International Monetary Fund": the initials of the words that have a capital."""
    initials = "".join(part[0] for part in name if part[0].isupper())
    return len(word) > 1 and word.replace(".", "") == initials
