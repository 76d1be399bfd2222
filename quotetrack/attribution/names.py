"""Names in a paragraph: how far each goes, what kind of thing bears it, its role and what tells its bearer's sex.

Takes a paragraph, gives `EntityMention`s in order. What belongs to a name and what to the office before it ("Russian
Foreign Minister Lavrov") is told by the words of the language, not by capitals alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from quotetrack.attribution.name_context import (
    gender_beside,
    gender_of_given,
    is_quoted,
    is_role,
    role_beside,
    says_nothing,
    tells_of,
)
from quotetrack.attribution.name_forms import fold
from quotetrack.lang import Gender, Lexicon
from quotetrack.parsing.grammar import SUBJECTS, past_nickname, skip, takes_verb
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Span, SpeakerKind
from quotetrack.text.calendar import MONTHS, WEEKDAYS
from quotetrack.text.unseen import as_read

_PLACES = frozenset(("GPE", "LOC", "FAC"))
_HYPHENS = frozenset("-‑")
_TIME_ZONES = frozenset(("bst", "cest", "cet", "edt", "est", "gmt", "ist", "pdt", "pst", "utc"))
_PICTURES = frozenset(("image", "photo", "photograph", "picture", "video"))
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS, *_TIME_ZONES, *_PICTURES, "miss", "mr", "mrs", "ms"))
"""Words with a capital that neither are nor begin a name."""


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One place where an entity is named: token numbers of the name, its head, and the words of the name.

    `gender` rests on an office, a title or kinship; `hint` on the given name alone, which may mislead."""

    paragraph: Paragraph
    start: int
    end: int
    head: Token
    words: tuple[str, ...]
    role: Span | None
    gender: Gender
    kind: SpeakerKind
    hint: Gender = ""
    is_place: bool = False
    # Whether the sentence is about the entity: its grammatical subject, or the name it opens with.
    is_subject: bool = field(init=False)

    def __post_init__(self) -> None:
        """Find out whether it is the subject: that is asked more often than there are mentions."""
        object.__setattr__(self, "is_subject", self._stands_as_subject())

    @property
    def span(self) -> Span:
        """Return the name alone, without role and title."""
        return Span(self.paragraph.starts[self.start], self.paragraph.ends[self.end - 1])

    def _stands_as_subject(self) -> bool:
        opens = self.start == self.head.sent.start and not any(c.dep_ == "case" for c in self.head.children)
        return self.subject.dep_ in SUBJECTS or opens or takes_verb(self.head.doc, self.end)

    @property
    def owns_subject(self) -> bool:
        """Return True for "Oz" in "Oz's advice earned him …"."""
        return self.head.dep_ == "poss" and self.head.head.dep_ in SUBJECTS

    @property
    def subject(self) -> Token:
        """Return the token that stands for the entity in its clause. It is the head of the name, or of the description
        that the name is beside ("The judge, Cho Sang-wook, was …")."""
        beside = (
            self.head.dep_ == "appos" and self.head.head.pos_ == "NOUN" and self.head.head.i < self.head.i
        )
        return self.head.head if beside else self.head


def find_names(text: str, paragraph: Paragraph, lexicon: Lexicon) -> list[EntityMention]:
    """Find every name in a paragraph, in order."""
    doc = paragraph.doc
    out: list[EntityMention | None] = []
    i = 0
    while (i := skip(doc, i, len(doc), lambda token: not _can_name(token))) < len(doc):
        end = i + 1
        while end < len(doc) and (_goes_on(doc[end], doc[end - 1], lexicon) or past_nickname(doc, end)):
            end = max(end + 1, past_nickname(doc, end))
        while end > i + 1 and not _can_name(doc[end - 1]) and doc[end - 2].text not in _HYPHENS:
            end -= 1
        out.append(_read_name(text, paragraph, i, end, lexicon))
        i = end
    return [mention for mention in out if mention is not None]


def _can_name(token: Token) -> bool:
    """Return True for a token that can be part of a name by its capital, its tag and where it stands."""
    if not token.text[0].isupper() or token.lower_ in _NO_NAMES:
        return token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.text[0].isalpha()
    if token.pos_ in ("PROPN", "X") or token.ent_type_ in ("PERSON", "ORG"):
        return token.tag_ not in ("DT", "IN", "PRP", "PRP$", "CC")
    inside = not token.is_sent_start and token.i > 0
    return inside and token.pos_ in ("NOUN", "ADJ", "VERB") and token.text[1:].islower()


def _goes_on(token: Token, before: Token, lexicon: Lexicon) -> bool:
    """Return True for a token that goes on with the name that the token before is part of."""
    if token.text in _HYPHENS or (before.text in _HYPHENS and token.text[0].isalpha()):
        return not token.whitespace_ or token.text not in _HYPHENS
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    is_upper = after is not None and after.text[0].isupper()
    is_particle = token.lower_ in lexicon.particles and after is not None and (is_upper or after.text == "-")
    is_initial = token.text == "." and len(before.text) == 1
    if is_particle or is_initial or token.text == "&" or _can_name(token):
        return True
    if token.tag_ == "POS" and after is not None and is_upper:
        return fold(after.text) in lexicon.organisations
    if token.lower_ == "and" and after is not None and is_upper:
        return _is_inside_body(token)
    bodies = lexicon.organisations | lexicon.outlets | lexicon.documents | _BODIES
    if token.lower_ == "the":  # "Friends of the Odra"
        return is_upper and before.lower_ == "of" and before.i > 0 and fold(before.nbor(-1).text) in _BODIES
    is_followed = is_upper or (after is not None and after.lower_ == "the" and fold(before.text) in _BODIES)
    joins = token.lower_ in ("of", "for", "on") and (
        is_followed or before.ent_type_ == "ORG" == token.ent_type_
    )
    return joins and before.text[0].isupper() and fold(before.text) in bodies


_BODIES = frozenset("daughters doctors fathers friends mothers port reporters sons women".split())
"""First words of bodies' names that are common nouns elsewhere."""


def _is_inside_body(token: Token) -> bool:
    """Return True for the "and" of one body's name: "Centre for Disease Prevention and Control"."""
    inside = [t for t in token.doc[max(0, token.i - 6) : token.i + 2] if t.ent_type_ == "ORG"]
    is_one = token.ent_iob_ == "I" == token.nbor().ent_iob_ and token in inside
    return is_one and any(t.lower_ in ("of", "for", "on") and t.i < token.i for t in inside)


def _read_name(
    text: str, paragraph: Paragraph, start: int, end: int, lexicon: Lexicon
) -> EntityMention | None:
    doc = paragraph.doc
    head = doc[end - 1]
    begin = _behind_titles(doc, start, end, lexicon)
    people = [e for e in doc[begin:end].ents if e.label_ == "PERSON" and e.end >= end - 1]
    begin = _behind_office(doc, begin, end, people, lexicon)
    is_surname = _is_surname(doc, begin, end, lexicon)
    is_title = not is_surname and all(fold(t.text) in lexicon.titles or t.is_punct for t in doc[begin:end])
    is_party = doc[begin].text in "DRI" and end - begin > 1 and doc[begin + 1].text == "-"
    if is_title or is_party or head.tag_ == "VBN":
        return None  # "D-Wis."; "Florida-based"
    begin = _behind_nation(doc, begin, end, people, lexicon)
    begin = _behind_description(doc, begin, end, lexicon)
    printed = as_read(Span(paragraph.starts[begin], paragraph.ends[end - 1]).of(text)).split()
    words = tuple(word.strip("\"'“”‘’") or word for word in printed)
    kind = _kind(doc, begin, end, lexicon)
    is_nameless = _is_adjective(doc[begin:end]) or not any(c.isalpha() for c in "".join(words))
    if kind is None or is_nameless or (fold(words[-1]) in lexicon.titles and not is_surname):
        return None  # also an office without a name: "Under-Secretary-General"
    role = role_beside(paragraph, begin, end, lexicon) if kind != "document" else None
    if role is not None and len(words) < 3 and tells_of(role.of(text), lexicon.outlets):
        kind = "outlet"
    if role is not None and (
        says_nothing(role.of(text), lexicon)
        or is_quoted(role, paragraph)
        or not is_role(role.of(text), lexicon)
    ):
        role = None
    gender = gender_beside(paragraph, start, begin, end, lexicon) if kind in ("person", "unknown") else ""
    is_place = head.ent_type_ in _PLACES and kind != "person"
    is_person = doc[begin].ent_type_ == "PERSON"
    hint = gender_of_given(words, is_person=is_person, lexicon=lexicon) if kind == "person" else ""
    return EntityMention(paragraph, begin, end, head, words, role, gender, kind, hint, is_place)


def _is_surname(doc: Doc, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Return True for a surname that is a title elsewhere, behind a given name: "Troy King"."""
    first, last = fold(doc[begin].text), fold(doc[end - 1].text)
    is_given = first in lexicon.given_names and first not in lexicon.titles
    return end - begin == 2 and is_given and last in lexicon.titles and not doc[end - 1].is_upper


def _behind_titles(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Find where a name begins behind a participle that opens the sentence ("Citing Greta Tallis, …") and behind
    titles."""
    if _is_one_body(doc, start, end, lexicon):
        return start
    first = doc[start]
    opens = first.is_sent_start and first.lower_.endswith("ing") and end > start + 1 and len(first) > 4
    offices = (
        i
        for i in range(end - 2, start - 1, -1)
        if doc[i + 1].lower_ != "and"  # "Department of Health and Human Services"
        and (
            (word := fold(doc[i].text)) in lexicon.titles
            or _is_shared_title(doc, i, end, lexicon)
            or (doc[i].is_sent_start and word in lexicon.people)
        )
    )
    return next(offices, start if opens else start - 1) + 1


def _is_shared_title(doc: Doc, i: int, end: int, lexicon: Lexicon) -> bool:
    """Return True for the title of two: "Captains Jonas Urbonas and Edgars Liepa"."""
    is_plural = fold(doc[i].text).removesuffix("s") in lexicon.titles
    return is_plural and end < len(doc) and doc[end].lower_ == "and" and doc[i + 1].is_alpha


def _is_one_body(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return True for a body's name that begins with the word of an office: "Health Protection Agency"."""
    words = doc[start:end]
    is_body = fold(doc[end - 1].text) in lexicon.organisations
    return (
        is_body and all(t.ent_type_ == "ORG" for t in words) and not any(t.ent_iob_ == "B" for t in words[1:])
    )


def _behind_office(doc: Doc, begin: int, end: int, people: list[TokenSpan], lexicon: Lexicon) -> int:
    """Find where a name begins behind the words of an office, body or place that run into it. A person that the tagger
    sees tells it, or a given name."""
    # "Mac" begins a surname: no given name behind another.
    capitals = (i for i in range(begin, end - 1) if doc[i].text[0].isupper() and doc[i].lower_ != "mac")
    given = [i for i in capitals if fold(doc[i].text) in lexicon.given_names]
    starts = [e.start for e in people[:1]] + given[:1]
    if not starts or min(starts) <= begin or doc[min(starts) - 1].text == "-":
        return begin
    leading = doc[begin : min(starts)]
    # "Chief executive of Harbour Value Debra Symon": a body of two words, then who works for it.
    is_body = len(leading) > 1 and begin > 0 and doc[begin - 1].lower_ in ("of", "for", "at") and bool(given)
    is_before = is_body or any(_is_before_name(token, lexicon) for token in leading)
    return min(starts) if is_before else begin


def _behind_nation(doc: Doc, begin: int, end: int, people: list[TokenSpan], lexicon: Lexicon) -> int:
    """Find where a name begins behind a word of nationality ("Russian Lavrov"), unless that is part of it."""
    last = people[0].start if people else end
    while begin + 1 < end and doc[begin].text != doc[end - 1].text:
        is_nation = doc[begin].ent_type_ == "NORP"
        is_body = is_nation and any(fold(t.text) in lexicon.organisations for t in doc[begin:end])
        is_before = (is_nation and doc[begin].tag_ != "NNP") or doc[begin].text == "-"
        if begin >= last or is_body or not is_before:
            break
        begin += 1
    return begin


def _behind_description(doc: Doc, begin: int, end: int, lexicon: Lexicon) -> int:
    """Find where a person's name begins behind a word that has an article: "the Icelander Hrafnhildur Jónsdóttir". No
    personal name has one."""
    if end - begin != _WITH_DESCRIPTION or begin == 0 or doc[begin - 1].lower_ not in ("the", "a", "an"):
        return begin
    words = doc[begin:end]
    is_plain = all(t.text[0].isupper() and t.is_alpha and not t.is_upper for t in words)
    is_place = not _PLACES.isdisjoint(t.ent_type_ for t in words)
    bodies = lexicon.organisations | lexicon.outlets | lexicon.bodies | lexicon.documents
    is_person = is_plain and not is_place and bodies.isdisjoint(fold(t.text) for t in words)
    return begin + 1 if is_person and _is_demonym(doc[begin]) else begin


_WITH_DESCRIPTION = 3
"""Words of a name with a surname, and of the one word before it."""


def _is_demonym(token: Token) -> bool:
    """Return True for a word for somebody from somewhere, by the tagger or by its ending."""
    return token.ent_type_ == "NORP" or token.lower_.endswith(_DEMONYMS)


_DEMONYMS = ("ean", "er", "ese", "ian", "ish", "man")


def _is_before_name(token: Token, lexicon: Lexicon) -> bool:
    """Return True for a word of an office, body or place that stands before a name rather than in it."""
    word = fold(token.text)
    known = lexicon.titles | lexicon.people | lexicon.organisations | lexicon.outlets
    return token.ent_type_ not in ("", "PERSON") or token.pos_ != "PROPN" or word in known


def _is_adjective(tokens: TokenSpan) -> bool:
    """Return True for "Syrian" before a noun: it names nobody."""
    return all(t.ent_type_ == "NORP" or t.pos_ == "ADJ" for t in tokens) and tokens[-1].dep_ in (
        "amod",
        "compound",
        "nmod",
    )


def _kind(doc: Doc, start: int, end: int, lexicon: Lexicon) -> SpeakerKind | None:
    """Tell what kind of thing bears a name, by its words and those beside it; None if it is no name of a speaker."""
    last, following = fold(doc[end - 1].text), doc[end].lower_ if end < len(doc) else ""
    inside = [fold(t.text) for t in doc[start:end]]
    labels = {t.ent_type_ for t in doc[start:end]}
    is_single, is_place = end - start == 1, not labels.isdisjoint(_PLACES)
    before = doc[start - 1] if start > 0 else None
    titled = before is not None and fold(before.text) in lexicon.titles and before.text[0].isupper()
    first_known = inside[0] in lexicon.given_names
    is_person = "PERSON" in labels
    is_outlet = last in lexicon.outlets
    of_place = following in lexicon.outlets and not is_outlet and doc[end - 1].ent_type_ in _PLACES
    in_capitals = is_single and doc[start].is_upper and len(doc[start]) > 2
    beside_outlet = (is_outlet or following in lexicon.outlets) and following not in lexicon.titles
    is_masthead = last in lexicon.mastheads and not is_single and not first_known and not is_person
    has_body = not lexicon.organisations.isdisjoint(inside) or (inside[0] in _BODIES and "of" in inside)
    is_somebody = is_single and is_demonym_alone(doc[start], lexicon)
    kinds: tuple[tuple[SpeakerKind | None, bool], ...] = (
        (None, is_somebody),
        (
            None,
            in_capitals and "ORG" not in labels and not is_place,
        ),  # a word in capitals for weight, no name
        ("outlet", not is_person and _is_described_as_outlet(doc, start, lexicon)),
        (None, of_place),  # "a US newspaper" is named by what follows, if at all
        ("outlet", is_masthead),
        ("outlet" if not is_person or is_outlet else "person", beside_outlet),
        ("organisation", not first_known and body_set_off(doc, start, end, lexicon) is not None),
        ("organisation", has_body and not titled and not (first_known and end - start == 2)),
        ("person", titled or (first_known and not is_single) or is_person),
        ("document", last in lexicon.documents),
        ("person", _is_described_as_person(doc, start, end, lexicon)),
        ("organisation", "ORG" in labels),
        ("organisation" if is_single or "GPE" in labels else None, is_place),
        (None, not labels.isdisjoint(_NO_SPEAKERS)),
    )
    is_too_long = end - start > _LONGEST_PERSON
    otherwise: SpeakerKind = "unknown" if is_single else "organisation" if is_too_long else "person"
    return next((kind for kind, applies in kinds if applies), otherwise)


def is_demonym_alone(token: Token, lexicon: Lexicon) -> bool:
    """Return True for "the Pole": somebody from somewhere, who is not named."""
    is_definite = token.i > 0 and token.nbor(-1).lower_ == "the"
    return is_definite and token.lower_ in lexicon.demonyms and token.tag_ in ("NN", "NNP")


_LONGEST_PERSON = 4
"""Words of a name that is taken for a person's though nothing says so."""


_NO_SPEAKERS = frozenset(("NORP", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"))


def body_set_off(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Token | None:
    """Return the noun for a body that a name between commas stands behind: "the airline, Air Sahel, said"."""
    is_closed = end < len(doc) and doc[end].text in (",", ".")
    if start < 2 or doc[start - 1].text != "," or not is_closed:
        return None
    noun = doc[start - 2]
    is_body = noun.pos_ == "NOUN" and noun.lemma_.lower() in lexicon.organisations | lexicon.bodies
    is_definite = any(
        t.lower_ in ("the", "its", "their", "his", "her") for t in doc[max(0, start - 4) : start - 2]
    )
    return noun if is_body and is_definite else None


def _is_described_as_outlet(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Return True for "the newspaper The Harbour Post"."""
    described = start - 2 if start > 0 and doc[start - 1].lower_ == "the" else start - 1
    return described >= 0 and doc[described].lower_ in lexicon.outlets


def _is_described_as_person(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return True for a name with a noun for a person before it or in apposition."""
    head = doc[end - 1]
    beside = [c for c in head.children if c.dep_ == "appos"] + [head.head] * (head.dep_ == "appos")
    return any(
        t.lemma_.lower() in lexicon.people | lexicon.kinship
        for t in (*beside, *doc[max(0, start - 1) : start])
    )


_AGE_BEHIND = re.compile(r",? *\(?\d{1,3}\)?\W*$")


def is_name_heading(text: str, paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """Return True for a heading within the page that is somebody's name, an age behind it or not: what follows is about
    that person."""
    words = _AGE_BEHIND.sub("", paragraph.span.of(text))
    if paragraph.number == 0 or not 1 < len(words.split()) < 6:
        return False
    names = [n for n in find_names(text, paragraph, lexicon) if n.kind == "person"]
    return len(names) == 1 and names[0].span.of(text) == words
