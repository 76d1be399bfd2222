"""Names in a paragraph: how far each goes, what kind of thing bears it, its role and what tells its bearer's sex.

Takes a paragraph, gives `Naming`s in order. What belongs to a name and what to the office before it ("Russian Foreign
Minister Lavrov") is told by the words of the language, not by capitals alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from quotetrack.grammar import CLOSING, OPENING, SUBJECTS, phrase, takes_verb
from quotetrack.lang import Lexicon
from quotetrack.parse import Paragraph
from quotetrack.records import Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

Gender = Literal["male", "female", ""]

_PLACES = frozenset(("GPE", "LOC", "FAC"))


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


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word for comparing names: no case, accents, possessive or "al-"."""
    word = re.sub(r"['’]s?$", "", word)
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    return re.sub(r"^(?:al|el|ad|as|ar)-(?=\w)", "", plain).strip(".")


def namings_in(text: str, paragraph: Paragraph, lexicon: Lexicon) -> list[Naming]:
    """Every name in a paragraph, in order."""
    doc = paragraph.doc
    out: list[Naming] = []
    i = 0
    while i < len(doc):
        if not _can_name(doc[i], lexicon):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and (_goes_on(doc[end], doc[end - 1], lexicon) or _past_nickname(doc, end)):
            end = max(end + 1, _past_nickname(doc, end))
        while end > i + 1 and not _can_name(doc[end - 1], lexicon) and doc[end - 2].text not in ("-", "‑"):
            end -= 1
        naming = _naming(text, paragraph, i, end, lexicon)
        if naming is not None:
            out.append(naming)
        i = end
    return out


def _past_nickname(doc: Doc, at: int) -> int:
    """The token behind a nickname in marks that opens at `at`, inside a name ("Marcia “Cia” Price"); 0 where there is
    none."""
    if doc[at].text != OPENING:
        return 0
    close = next((i for i in range(at + 2, min(at + 5, len(doc) - 1)) if doc[i].text == CLOSING), None)
    return close + 1 if close is not None and doc[close + 1].pos_ == "PROPN" else 0


def _can_name(token: Token, lexicon: Lexicon) -> bool:
    if not token.text[0].isupper() or token.lower_ in lexicon.calendar:
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
    return (
        _can_name(token, lexicon)
        or owns
        or (joins and before.text[0].isupper() and fold(before.text) in bodies)
    )


def _naming(text: str, paragraph: Paragraph, start: int, end: int, lexicon: Lexicon) -> Naming | None:
    doc = paragraph.doc
    begin = start
    if (
        doc[start].is_sent_start
        and doc[start].lower_.endswith("ing")
        and end > start + 1
        and len(doc[start]) > 4
    ):
        begin = start + 1  # "Citing Greta Tallis, …"
    head = doc[end - 1]
    for i in range(start, end - 1):
        word = fold(doc[i].text)
        if word in lexicon.titles or (doc[i].is_sent_start and word in lexicon.people):
            begin = i + 1
    people = [e for e in doc[begin:end].ents if e.label_ == "PERSON" and e.end >= end - 1]
    given = [
        i for i in range(begin, end - 1) if fold(doc[i].text) in lexicon.male_names | lexicon.female_names
    ]
    starts = [e.start for e in people[:1]] + given[:1]
    if (
        starts
        and min(starts) > begin
        and doc[min(starts) - 1].text != "-"
        and any(_is_before_name(t, lexicon) for t in doc[begin : min(starts)])
    ):
        begin = min(starts)
    if all(fold(t.text) in lexicon.titles or t.is_punct for t in doc[begin:end]):
        return None
    if head.tag_ == "VBN" or (doc[begin].text in "DRI" and end - begin > 1 and doc[begin + 1].text == "-"):
        return None  # "Florida-based"; "D-Wis."
    while (
        begin < end
        and ((doc[begin].ent_type_ == "NORP" and doc[begin].tag_ != "NNP") or doc[begin].text == "-")
        and begin + 1 < end
        and doc[begin].text != doc[end - 1].text
    ):
        if people and begin >= people[0].start:
            break
        if doc[begin].ent_type_ == "NORP" and any(
            fold(t.text) in lexicon.organisations for t in doc[begin:end]
        ):
            break
        begin += 1
    if begin >= end:
        return None
    printed = Span(paragraph.starts[begin], paragraph.ends[end - 1]).of(text).split()
    words = tuple(word.strip("\"'“”‘’") or word for word in printed)
    kind = _kind(doc, begin, end, lexicon)
    if kind is None or not any(c.isalpha() for c in "".join(words)) or _is_adjective(doc[begin:end]):
        return None
    if fold(words[-1]) in lexicon.titles:
        return None  # an office without a name: "Under-Secretary-General"
    role = (
        _role(paragraph, begin, end, lexicon)
        if kind in ("person", "outlet", "organisation", "unknown")
        else None
    )
    if role is not None and len(words) < 3 and _tells_of(role.of(text), lexicon.outlets):
        kind = "outlet"
    if role is not None and (_says_nothing(role.of(text), lexicon) or _is_quoted(role, paragraph)):
        role = None
    gender = _gender(paragraph, start, begin, end, lexicon) if kind in ("person", "unknown") else ""
    is_place = head.ent_type_ in _PLACES and kind != "person"
    hint = (
        _hint(words, is_person=doc[begin].ent_type_ == "PERSON", lexicon=lexicon) if kind == "person" else ""
    )
    return Naming(paragraph, begin, end, head, words, role, gender, kind, hint, is_place)


def _is_before_name(token: Token, lexicon: Lexicon) -> bool:
    """True for a word of an office, body or place that stands before a name rather than in it."""
    word = fold(token.text)
    known = lexicon.titles | lexicon.people | lexicon.organisations | lexicon.outlets
    return token.ent_type_ not in ("", "PERSON") or token.pos_ != "PROPN" or word in known


def _tells_of(role: str, nouns: frozenset[str]) -> bool:
    """True where the head of a role, its last word before "of", "in", "close" and the like, is one of `nouns`."""
    head = re.split(r" (?:of|in|for|with|close|near|that|which|run|linked)\b", role)[0]
    return fold(head.split()[-1]) in nouns


def _says_nothing(role: str, lexicon: Lexicon) -> bool:
    """True for "the site" or "website" beside a name: what kind of thing it is, not what it is known for."""
    words = [word for word in role.lower().split() if word not in ("the", "a", "an")]
    return len(words) == 1 and words[0] in lexicon.outlets | lexicon.organisations


def _is_quoted(role: Span, paragraph: Paragraph) -> bool:
    """True for words that stand in marks or hold some: they are what is said, not who says it."""
    return any(stretch.outer.meets(role) for stretch in paragraph.stretches)


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


def _gender(paragraph: Paragraph, start: int, begin: int, end: int, lexicon: Lexicon) -> Gender:
    doc = paragraph.doc
    before = [fold(doc[i].text) for i in range(max(0, min(start, begin) - 4), begin)]
    around = before[-3:] if begin > 0 and doc[begin - 1].text not in (".", ";") else []
    for word in reversed(around):
        if word in (",", "and", "of", "for", "with", "by"):
            break
        if word in lexicon.female:
            return "female"
        if word in lexicon.male:
            return "male"
    for child in doc[end - 1].children:
        if child.dep_ == "appos":
            if child.lower_ in lexicon.female:
                return "female"
            if child.lower_ in lexicon.male:
                return "male"
    above = doc[end - 1]
    if above.dep_ == "appos" and above.head.lower_ in lexicon.female | lexicon.male:
        return "female" if above.head.lower_ in lexicon.female else "male"
    return ""


def _hint(words: tuple[str, ...], *, is_person: bool, lexicon: Lexicon) -> Gender:
    """The sex that goes with a given name. Alone a man's name may be a surname (Scott, Clinton); few women's are."""
    given = fold(words[0])
    if given in lexicon.female_names and (len(words) > 1 or is_person):
        return "female"
    if given in lexicon.male_names and len(words) > 1:
        return "male"
    return ""


def _role(paragraph: Paragraph, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """The role printed with a name: behind it in apposition ("George Sabra, the spokesman for …"), before it
    ("Russia's foreign minister Sergei Lavrov"; a leading article is left out), or in apposition before it."""
    doc = paragraph.doc
    head = doc[end - 1]
    for child in head.children:
        if (
            child.dep_ == "appos"
            and child.i > end
            and child.pos_ in ("NOUN", "PROPN")
            and _is_office(child, lexicon)
        ):
            first, last = phrase(child)
            return paragraph.between(doc[first], doc[last - 1])
    begins = _before_name(head, start, lexicon) if start > 0 else None
    if begins is not None:
        return paragraph.between(doc[begins], doc[start - 1])
    above = head.head
    if head.dep_ == "appos" and above.pos_ == "NOUN" and above.i < start and _is_office(above, lexicon):
        first, last = phrase(above)
        end = min(last, start) - 1
        return paragraph.between(doc[first], doc[end - 1 if doc[end].text == "," else end])
    return None


def _is_office(token: Token, lexicon: Lexicon) -> bool:
    word = token.lemma_.lower()
    return (
        word in lexicon.people
        or word in lexicon.titles
        or word in lexicon.outlets
        or word in lexicon.organisations
        or token.pos_ == "NOUN"
    )


def _before_name(head: Token, start: int, lexicon: Lexicon) -> int | None:
    """Where the words of an office that run straight into a name begin, its leading article left out."""
    doc = head.doc
    nearest = doc[start - 1]
    if nearest.pos_ not in ("NOUN", "PROPN", "ADJ") or fold(nearest.text) in (
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
    ):
        return None
    if nearest.pos_ == "ADJ" and fold(nearest.text) not in lexicon.titles:
        return None
    if (
        fold(nearest.text) not in lexicon.titles
        and nearest.lower_ not in lexicon.people
        and nearest.pos_ != "NOUN"
    ):
        return None
    first = start - 1
    while first > 0:
        token = doc[first - 1]
        if (
            token.pos_ in ("NOUN", "PROPN", "ADJ")
            or token.text in ("-", "'s", "’s")
            or token.tag_ in ("POS", "VBN")
        ):
            first -= 1
        else:
            break
    while first < start and (
        doc[first].tag_ == "PRP$"
        or doc[first].is_punct
        or doc[first].tag_ in ("POS", "DT")
        or doc[first].pos_ == "VERB"
        or doc[first].ent_type_ == "DATE"
    ):
        first += 1
    return first if first < start else None
