"""What stands beside a name: the role printed with it, and what tells its bearer's sex.

Takes the token numbers of a name in its paragraph, gives the words of the text that tell, or nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from quotetrack.attribution.name_forms import fold
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import phrase
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Gender = Literal["male", "female", ""]


def role_beside(paragraph: Paragraph, start: int, end: int, lexicon: Lexicon) -> Span | None:
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


def tells_of(role: str, nouns: frozenset[str]) -> bool:
    """True where the head of a role, its last word before "of", "in", "close" and the like, is one of `nouns`."""
    head = re.split(r" (?:of|in|for|with|close|near|that|which|run|linked)\b", role)[0]
    return fold(head.split()[-1]) in nouns


def says_nothing(role: str, lexicon: Lexicon) -> bool:
    """True for "the site" or "website" beside a name: what kind of thing it is, not what it is known for."""
    words = [word for word in role.lower().split() if word not in ("the", "a", "an")]
    return len(words) == 1 and words[0] in lexicon.outlets | lexicon.organisations


def is_quoted(role: Span, paragraph: Paragraph) -> bool:
    """True for words that stand in marks or hold some: they are what is said, not who says it."""
    return any(stretch.outer.meets(role) for stretch in paragraph.stretches)


def gender_beside(paragraph: Paragraph, start: int, begin: int, end: int, lexicon: Lexicon) -> Gender:
    """The sex that a title, an office or kinship beside a name tells; "" where nothing does. The name's own words begin
    at `begin`, those that run into it at `start`."""
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


def gender_of_given(words: tuple[str, ...], *, is_person: bool, lexicon: Lexicon) -> Gender:
    """The sex that goes with a given name. Alone a man's name may be a surname (Scott, Clinton); few women's are."""
    given = fold(words[0])
    if given in lexicon.female_names and (len(words) > 1 or is_person):
        return "female"
    if given in lexicon.male_names and len(words) > 1:
        return "male"
    return ""
