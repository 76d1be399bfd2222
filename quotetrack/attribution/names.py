"""Names in a paragraph: how far each goes, what kind of thing bears it, its role and what tells its bearer's sex.

Takes a paragraph, gives `Naming`s in order. What belongs to a name and what to the office before it ("Russian Foreign
Minister Lavrov") is told by the words of the language, not by capitals alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.attribution.name_context import (
    Gender,
    gender_beside,
    gender_of_given,
    is_quoted,
    role_beside,
    says_nothing,
    tells_of,
)
from quotetrack.attribution.name_forms import fold
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import SUBJECTS, past_nickname, takes_verb
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Span, SpeakerKind
from quotetrack.text.calendar import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_PLACES = frozenset(("GPE", "LOC", "FAC"))
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS, "miss", "mr", "mrs", "ms"))
"""Words with a capital that neither are nor begin a name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a figure is named: token numbers of the name, its head, and the words of the name. `gender` rests
    on an office, a title or kinship; `hint` on the given name alone, which may mislead."""

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

    @property
    def span(self) -> Span:
        """The name alone, without role and title."""
        return Span(self.paragraph.starts[self.start], self.paragraph.ends[self.end - 1])

    @property
    def is_subject(self) -> bool:
        """True where the sentence is about the figure: its grammatical subject, or the name it opens with."""
        opens = self.start == self.head.sent.start and not any(c.dep_ == "case" for c in self.head.children)
        return self.subject.dep_ in SUBJECTS or opens or takes_verb(self.head.doc, self.end)

    @property
    def owns_subject(self) -> bool:
        """True for "Oz" in "Oz's advice earned him …"."""
        return self.head.dep_ == "poss" and self.head.head.dep_ in SUBJECTS

    @property
    def subject(self) -> Token:
        """The token that stands for the figure in its clause: the head of the name, or of the description that the name
        is beside ("The judge, Cho Sang-wook, was …")."""
        beside = (
            self.head.dep_ == "appos" and self.head.head.pos_ == "NOUN" and self.head.head.i < self.head.i
        )
        return self.head.head if beside else self.head


def namings_in(text: str, paragraph: Paragraph, lexicon: Lexicon) -> list[Naming]:
    """Every name in a paragraph, in order."""
    doc = paragraph.doc
    out: list[Naming] = []
    i = 0
    while i < len(doc):
        if not _can_name(doc[i]):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and (_goes_on(doc[end], doc[end - 1], lexicon) or past_nickname(doc, end)):
            end = max(end + 1, past_nickname(doc, end))
        while end > i + 1 and not _can_name(doc[end - 1]) and doc[end - 2].text not in ("-", "‑"):
            end -= 1
        naming = _naming(text, paragraph, i, end, lexicon)
        if naming is not None:
            out.append(naming)
        i = end
    return out


def _can_name(token: Token) -> bool:
    if not token.text[0].isupper() or token.lower_ in _NO_NAMES:
        return token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.text[0].isalpha()
    if token.pos_ in ("PROPN", "X") or token.ent_type_ in ("PERSON", "ORG"):
        return token.tag_ not in ("DT", "IN", "PRP", "PRP$", "CC")
    return (
        not token.is_sent_start
        and token.pos_ in ("NOUN", "ADJ", "VERB")
        and token.text[1:].islower()
        and token.i > 0
    )


def _goes_on(token: Token, before: Token, lexicon: Lexicon) -> bool:
    if token.text in ("-", "‑") or (before.text in ("-", "‑") and token.text[0].isalpha()):
        return not token.whitespace_ or token.text not in ("-", "‑")
    if (
        token.lower_ in lexicon.particles
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].text[:1].isupper()
    ):
        return True
    if (
        token.lower_ in lexicon.particles
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].text == "-"
    ):
        return True
    if token.text in ("&",) or (token.text == "." and len(before.text) == 1):
        return True
    after = token.doc[token.i + 1].text[:1] if token.i + 1 < len(token.doc) else ""
    joins = token.lower_ in ("of", "for", "on") and (
        before.ent_type_ == "ORG" == token.ent_type_ or after.isupper()
    )
    bodies = lexicon.organisations | lexicon.outlets | lexicon.documents | {"friends"}
    owns = (
        token.tag_ == "POS" and after.isupper() and fold(token.doc[token.i + 1].text) in lexicon.organisations
    )
    return _can_name(token) or owns or (joins and before.text[0].isupper() and fold(before.text) in bodies)


def _naming(text: str, paragraph: Paragraph, start: int, end: int, lexicon: Lexicon) -> Naming | None:
    doc = paragraph.doc
    head = doc[end - 1]
    begin = _behind_titles(doc, start, end, lexicon)
    people = [e for e in doc[begin:end].ents if e.label_ == "PERSON" and e.end >= end - 1]
    begin = _behind_office(doc, begin, end, people, lexicon)
    if all(fold(t.text) in lexicon.titles or t.is_punct for t in doc[begin:end]):
        return None
    if head.tag_ == "VBN" or (doc[begin].text in "DRI" and end - begin > 1 and doc[begin + 1].text == "-"):
        return None  # "Florida-based"; "D-Wis."
    begin = _behind_nation(doc, begin, end, people, lexicon)
    printed = Span(paragraph.starts[begin], paragraph.ends[end - 1]).of(text).split()
    words = tuple(word.strip("\"'“”‘’") or word for word in printed)
    kind = _kind(doc, begin, end, lexicon)
    if kind is None or not any(c.isalpha() for c in "".join(words)) or _is_adjective(doc[begin:end]):
        return None
    if fold(words[-1]) in lexicon.titles:
        return None  # an office without a name: "Under-Secretary-General"
    role = role_beside(paragraph, begin, end, lexicon) if kind != "document" else None
    if role is not None and len(words) < 3 and tells_of(role.of(text), lexicon.outlets):
        kind = "outlet"
    if role is not None and (says_nothing(role.of(text), lexicon) or is_quoted(role, paragraph)):
        role = None
    gender = gender_beside(paragraph, start, begin, end, lexicon) if kind in ("person", "unknown") else ""
    is_place = head.ent_type_ in _PLACES and kind != "person"
    is_person = doc[begin].ent_type_ == "PERSON"
    hint = gender_of_given(words, is_person=is_person, lexicon=lexicon) if kind == "person" else ""
    return Naming(paragraph, begin, end, head, words, role, gender, kind, hint, is_place)


def _behind_titles(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name begins behind a participle that opens the sentence ("Citing Greta Tallis, …") and behind titles."""
    first = doc[start]
    opens = first.is_sent_start and first.lower_.endswith("ing") and end > start + 1 and len(first) > 4
    begin = start + 1 if opens else start
    for i in range(start, end - 1):
        word = fold(doc[i].text)
        if word in lexicon.titles or (doc[i].is_sent_start and word in lexicon.people):
            begin = i + 1
    return begin


def _behind_office(doc: Doc, begin: int, end: int, people: list[TokenSpan], lexicon: Lexicon) -> int:
    """Where a name begins behind the words of an office, body or place that run into it, told by where the tagger sees
    a person, or by a given name."""
    names = lexicon.male_names | lexicon.female_names
    given = [i for i in range(begin, end - 1) if fold(doc[i].text) in names]
    starts = [e.start for e in people[:1]] + given[:1]
    if not starts or min(starts) <= begin or doc[min(starts) - 1].text == "-":
        return begin
    leading = doc[begin : min(starts)]
    return min(starts) if any(_is_before_name(token, lexicon) for token in leading) else begin


def _behind_nation(doc: Doc, begin: int, end: int, people: list[TokenSpan], lexicon: Lexicon) -> int:
    """Where a name begins behind a word of nationality ("Russian Lavrov"), unless that is part of it."""
    while begin + 1 < end and doc[begin].text != doc[end - 1].text:
        nation = doc[begin].ent_type_ == "NORP" and doc[begin].tag_ != "NNP"
        if not nation and doc[begin].text != "-":
            break
        if people and begin >= people[0].start:
            break
        if doc[begin].ent_type_ == "NORP" and any(
            fold(t.text) in lexicon.organisations for t in doc[begin:end]
        ):
            break
        begin += 1
    return begin


def _is_before_name(token: Token, lexicon: Lexicon) -> bool:
    """True for a word of an office, body or place that stands before a name rather than in it."""
    word = fold(token.text)
    known = lexicon.titles | lexicon.people | lexicon.organisations | lexicon.outlets
    return token.ent_type_ not in ("", "PERSON") or token.pos_ != "PROPN" or word in known


def _is_adjective(tokens: TokenSpan) -> bool:
    """True for "Syrian" before a noun: it names nobody."""
    return all(t.ent_type_ == "NORP" or t.pos_ == "ADJ" for t in tokens) and tokens[-1].dep_ in (
        "amod",
        "compound",
        "nmod",
    )


def _kind(doc: Doc, start: int, end: int, lexicon: Lexicon) -> SpeakerKind | None:
    last = fold(doc[end - 1].text)
    following = doc[end].lower_ if end < len(doc) else ""
    inside = [fold(t.text) for t in doc[start:end]]
    labels = {t.ent_type_ for t in doc[start:end]}
    titled = start > 0 and fold(doc[start - 1].text) in lexicon.titles and doc[start - 1].text[0].isupper()
    if (
        end - start == 1
        and doc[start].is_upper
        and "ORG" not in labels
        and len(doc[start]) > 2
        and not labels & _PLACES
    ):
        return None  # a word in capitals for weight, no name
    first_known = inside[0] in lexicon.male_names or inside[0] in lexicon.female_names
    described = start - 2 if start > 0 and doc[start - 1].lower_ == "the" else start - 1
    if described >= 0 and doc[described].lower_ in lexicon.outlets and labels.isdisjoint(("PERSON",)):
        return "outlet"  # "the newspaper The Harbour Post"
    if following in lexicon.outlets and last not in lexicon.outlets and doc[end - 1].ent_type_ in _PLACES:
        return None  # "a US newspaper" is named by what follows, if at all
    if last in lexicon.mastheads and len(inside) > 1 and not first_known and "PERSON" not in labels:
        return "outlet"
    if any(w in lexicon.outlets for w in (last, following)) and following not in lexicon.titles:
        return "outlet" if "PERSON" not in labels or last in lexicon.outlets else "person"
    if (
        any(w in lexicon.organisations for w in inside)
        and not titled
        and not (first_known and end - start == 2)
    ):
        return "organisation"
    if titled or (first_known and end - start > 1) or "PERSON" in labels:
        return "person"
    if last in lexicon.documents:
        return "document"
    human = lexicon.people | lexicon.kinship
    beside = [c for c in doc[end - 1].children if c.dep_ == "appos"]
    beside += [doc[end - 1].head] if doc[end - 1].dep_ == "appos" else []
    if any(c.lemma_.lower() in human for c in beside) or (
        start > 0 and doc[start - 1].lemma_.lower() in human
    ):
        return "person"
    if "ORG" in labels:
        return "organisation"
    if labels & _PLACES:
        return "organisation" if end - start == 1 or "GPE" in labels else None
    if labels & {"NORP", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}:
        return None
    return "person" if end - start > 1 else "unknown"
