"""What stands beside a name: the role printed with it, and what tells its bearer's sex.

Takes the token numbers of a name in its paragraph, gives the words of the text that tell, or nothing.
"""

from __future__ import annotations

import re
from itertools import takewhile

from spacy.tokens import Doc, Token

from quotetrack.attribution.name_forms import fold
from quotetrack.lang import Gender, Lexicon
from quotetrack.parsing.grammar import phrase, skip, skip_back
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Span

_FORMS_OF_ADDRESS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir"))


def role_beside(paragraph: Paragraph, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """Find the role printed with a name. It stands behind the name in apposition ("George Sabra, the spokesman for …"),
    before it ("Russia's foreign minister Sergei Lavrov"), or in apposition before it. A leading article is left out."""
    doc = paragraph.doc
    head = doc[end - 1]
    behind = (c for c in head.children if c.dep_ == "appos" and c.i > end and c.pos_ in ("NOUN", "PROPN"))
    if (office := next((c for c in behind if _is_office(c, lexicon)), None)) is not None:
        first, last = phrase(office)
        return paragraph.between(doc[first], doc[_whole_word(doc, last) - 1])
    if start > 0 and (begins := _before_name(head, start, lexicon)) is not None:
        return paragraph.between(doc[begins], doc[start - 1])
    above = head.head
    if head.dep_ == "appos" and above.pos_ == "NOUN" and above.i < start:
        first, last = phrase(above)
        end = min(last, start) - 1
        return paragraph.between(doc[first], doc[end - 1 if doc[end].text == "," else end])
    return None


def _whole_word(doc: Doc, end: int) -> int:
    """Return where a role ends that is cut inside a word: "vice | -president"."""
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ + doc[end].whitespace_:
        end += 2
    return end


def _is_office(token: Token, lexicon: Lexicon) -> bool:
    offices = (lexicon.people, lexicon.titles, lexicon.outlets, lexicon.organisations)
    return token.pos_ == "NOUN" or any(token.lemma_.lower() in words for words in offices)


def _before_name(head: Token, start: int, lexicon: Lexicon) -> int | None:
    """Find where the words of an office that run straight into a name begin, its leading article left out."""
    doc = head.doc
    nearest = doc[start - 1]
    word = fold(nearest.text)
    is_title = word in lexicon.titles
    is_noun = nearest.pos_ == "NOUN" or (nearest.pos_ == "PROPN" and nearest.lower_ in lexicon.people)
    if word in _FORMS_OF_ADDRESS or not (is_noun or (is_title and nearest.pos_ in ("PROPN", "ADJ"))):
        return None
    first = skip_back(doc, 0, start - 1, _is_of_office)
    first = skip(doc, first, start, _opens_no_office)
    return first if first < start else None


def _is_of_office(token: Token) -> bool:
    in_phrase = token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("POS", "VBN")
    return in_phrase or token.text in ("-", "'s", "’s")


def _opens_no_office(token: Token) -> bool:
    is_small = token.tag_ in ("PRP$", "POS", "DT") or token.is_punct
    return is_small or token.pos_ == "VERB" or token.ent_type_ == "DATE"


def tells_of(role: str, nouns: frozenset[str]) -> bool:
    """Return True if the head of a role, its last word before "of", "in", "close" and the like, is one of `nouns`."""
    head = re.split(r" (?:of|in|for|with|close|near|that|which|run|linked)\b", role)[0]
    return fold(head.split()[-1]) in nouns


def is_role(role: str, lexicon: Lexicon) -> bool:
    """Return True if words beside a name say who or what bears it: the last word before "of", "in", "who" and the like,
    or the very last one ("a University of Denver law professor"), is a noun for a person or a body. "The bill",
    "demand" and "dressed in blue" are none."""
    heads = (_HEAD_END.split(role.strip(" ,"), maxsplit=1)[0], role)
    return any(_is_bearer(head.split()[-1], lexicon) for head in heads if head.split())


def _is_bearer(word: str, lexicon: Lexicon) -> bool:
    word = fold(word).rstrip(".’'").removesuffix("’s").removesuffix("'s")
    people = lexicon.people | lexicon.titles | lexicon.kinship | lexicon.ranks | lexicon.agents
    known = people | lexicon.organisations | lexicon.outlets | lexicon.bodies | lexicon.groups
    is_known = bool(known & {word, word.removesuffix("s")})
    return word not in _NO_HEADS and (is_known or word.endswith(_PERSON_ENDINGS))


_HEAD_END = re.compile(
    r" (?:of|in|for|with|at|on|to|from|under|who|which|that|and|close|near|run|linked)\b|,"
)
_NO_HEADS = frozenset("former senior several late acting p.m".split())
"""Words before an office that are none by themselves."""
_PERSON_ENDINGS = tuple(
    "agent ant boss comic crat ee er eur fellow figure ful ian ican ist ive liaison man men native or personality "
    "scholar star tycoon voice".split()
)
"""How nouns for people end ("baker", "chemist", "nominee", "Democrat", "representative", "hopeful")."""


def says_nothing(role: str, lexicon: Lexicon) -> bool:
    """Return True for "the site" or "website" beside a name: what kind of thing it is, not what it is known for."""
    words = [word for word in role.lower().split() if word not in ("the", "a", "an")]
    return len(words) == 1 and words[0] in lexicon.outlets | lexicon.organisations


def is_quoted(role: Span, paragraph: Paragraph) -> bool:
    """Return True for words that stand in marks or hold some: they are what is said, not who says it."""
    return any(stretch.outer.meets(role) for stretch in paragraph.stretches)


def gender_beside(paragraph: Paragraph, start: int, begin: int, end: int, lexicon: Lexicon) -> Gender:
    """The sex that a title, an office or kinship beside a name tells; "" if nothing does. The name's own words begin
    at `begin`, those that run into it at `start`."""
    doc = paragraph.doc
    before = [fold(doc[i].text) for i in range(max(0, min(start, begin) - 4), begin)]
    around = before[-3:] if begin > 0 and doc[begin - 1].text not in (".", ";") else []
    near = takewhile(lambda word: word not in _BREAKS, reversed(around))
    head = doc[end - 1]
    beside = [child.lower_ for child in head.children if child.dep_ == "appos"]
    beside += [head.head.lower_] if head.dep_ == "appos" else []
    return next((gender for word in (*near, *beside) if (gender := lexicon.gender_of(word))), "")


_BREAKS = frozenset((",", "and", "of", "for", "with", "by"))
"""Words before a name behind which a title belongs to somebody else."""


def gender_of_given(words: tuple[str, ...], *, is_person: bool, lexicon: Lexicon) -> Gender:
    """The sex that goes with a given name. Alone a man's name may be a surname (Scott, Clinton); few women's are."""
    given, is_full = fold(words[0]), len(words) > 1
    is_female = given in lexicon.female_names and (is_full or is_person)
    is_male = given in lexicon.male_names and is_full
    return "female" if is_female else "male" if is_male else ""
