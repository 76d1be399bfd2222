"""What reports a stretch from before it: the verb or noun that governs it, a colon, "according to".

Takes a stretch in its place, gives a `Cue` or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quotetrack.extraction.after import passive_saying
from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, FINITE, OPENING, is_cue, is_finite, sentence_bounds
from quotetrack.parsing.paragraphs import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token


_IMPERSONAL = frozenset(("it", "this", "that", "which", "there"))
"""Subjects that speak only where nobody else does: "She says it underscores that …" is what she says."""


_OWN_WORDS = frozenset(("word", "view", "opinion", "phrase", "account", "telling"))
"""What somebody says or thinks "in his words"."""


def cue_before(at: Place, lexicon: Lexicon) -> Cue | None:
    """A reporting verb that governs the stretch from before it, directly or through its clause.
    Matches: She said the save was “impossible”.
    Leaves: Physicists, who said nothing of it, study “cold lightning”.
    Source: the verb that governs the clause is the one whose subject speaks (PARC 3 guidelines, Pareti 2015)."""
    doc = at.paragraph.doc
    floor, _ = sentence_bounds(doc, at.open)
    if at.open > floor and doc[at.open - 1].text == ":":
        return _colon(at, floor, lexicon)
    governors = [t for t in doc[at.open : at.close].root.ancestors if floor <= t.i < at.open]
    if (noun := _cue_noun(at, governors, lexicon)) is not None:
        return noun
    for verb in governors:
        if verb.lower_ == "according" and (cue := _according_before(verb, at)):
            return cue
        if (
            is_cue(verb, lexicon)
            and not _is_far_relative(verb, at)
            and _may_govern(verb, at, governors, lexicon)
        ):
            return passive_saying(verb) or _whole(verb)
    return _adjacent(at, floor, lexicon)


def _cue_noun(at: Place, governors: list[Token], lexicon: Lexicon) -> Cue | None:
    """A noun of saying whose "that" clause holds the stretch, before any verb of saying in it: "has not budged from its
    claim that “…”", "the mayor's claim that there had been “thousands of rats”"."""
    doc = at.paragraph.doc
    last = at.open - 2 if doc[at.open - 1].text == "," else at.open - 1
    if (
        last > 1
        and doc[last].lemma_.lower() in _OWN_WORDS
        and any(c.dep_ == "poss" for c in doc[last].children)
    ):
        return Cue(last, last + 1, "cue noun", last) if doc[last].head.lower_ == "in" else None
    beside = [doc[at.open - 2]] if at.open >= 2 and doc[at.open - 1].lower_ == "that" else []
    for word in [*beside, *governors]:
        if is_cue(word, lexicon) and word.lemma_.lower() not in lexicon.weak:
            return None
        if word.pos_ != "NOUN" or word.lemma_.lower() not in lexicon.cue_nouns:
            continue
        owned = any(child.dep_ == "poss" for child in word.children)
        if owned and word.i + 1 < at.open and doc[word.i + 1].lower_ == "that":
            return Cue(word.i, word.i + 1, "cue noun", word.i)
    return None


def _may_govern(verb: Token, at: Place, governors: list[Token], lexicon: Lexicon) -> bool:
    """True for a verb that can be the cue: a strong one; one that names ("called it “a joke”") right above the stretch;
    a verb of thought or another weak one only where no strong one reports it in turn ("says he feels “great”")."""
    lemma = verb.lemma_.lower()
    above = governors[governors.index(verb) + 1 :]
    reported = any(is_cue(t, lexicon) and t.lemma_.lower() not in lexicon.weak for t in above)
    if reported and (_is_impersonal(verb) or _is_inner(verb, lexicon)):
        return False
    if verb.dep_ == "conj" and lemma in lexicon.weak and at.open - verb.i <= 3:
        return True
    if lemma not in lexicon.weak or (lemma in lexicon.naming and verb == governors[0]):
        return True
    if reported:
        return False
    return lemma in lexicon.naming | lexicon.thought or at.open - verb.i <= 4


def _is_impersonal(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ in _IMPERSONAL for c in verb.children)


def _is_inner(verb: Token, lexicon: Lexicon) -> bool:
    """True for what a reported pronoun's bearer only recalls, or might say: "He said he would advise him on “…”" and
    "She said she remembers thinking “…”" are what they said."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    return (modal or verb.lemma_.lower() in lexicon.private) and all(c.pos_ == "PRON" for c in subjects)


def _whole(verb: Token) -> Cue:
    saying = [c for c in verb.children if c.lower_ == "saying" and c.i > verb.i]
    if verb.lower_ in ("quoted", "reported") and saying:
        return Cue(verb.i, saying[0].i + 1, "passive", verb.i)
    for parent in (verb.head, verb.head.head):
        if verb.lower_ in ("saying", "telling") and (found := passive_saying(parent)):
            return found
    return Cue(verb.i, verb.i + 1, "cue before", verb.i)


def _is_far_relative(verb: Token, at: Place) -> bool:
    """True for a cue in a relative clause that ended, at a comma, before the stretch began."""
    doc = at.paragraph.doc
    return (
        verb.dep_ == "relcl"
        and verb.right_edge.i < at.open - 1
        and "," in (t.text for t in doc[verb.i : at.open])
    )


def _according_before(token: Token, at: Place) -> Cue | None:
    doc = at.paragraph.doc
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        return Cue(token.i, token.i + 2, "according to", token.i)
    return None


def _adjacent(at: Place, floor: int, lexicon: Lexicon) -> Cue | None:
    """The last cue before the stretch in its sentence, with nothing between them that begins another clause; or the
    "According to" that opens the sentence."""
    doc = at.paragraph.doc
    if doc[floor].lower_ == "according" and floor + 2 < at.open:
        return Cue(floor, floor + 2, "according to", floor)
    for i in range(at.open - 1, max(floor - 1, at.open - 14), -1):
        token = doc[i]
        if token.text in (OPENING, CLOSING, ";", ".", "?", "!"):
            return None
        if token.lower_ == "according" and doc[i + 1].lower_ == "to":
            return Cue(i, i + 2, "according to", i)
        if (
            is_cue(token, lexicon)
            and token.dep_ not in ("amod", "compound")
            and not _is_far_relative(token, at)
        ):
            lemma = token.lemma_.lower()
            if lemma not in lexicon.weak or (
                lemma in lexicon.naming and token.tag_ in FINITE and at.open - i <= 7
            ):
                return _whole(token)
        if token.lower_ in ("who", "which", "while", "after", "because", "although", "when"):
            return None
    return None


def _colon(at: Place, floor: int, lexicon: Lexicon) -> Cue:
    return colon_cue(at.paragraph, floor, at.open - 1, lexicon)


def colon_cue(paragraph: Paragraph, floor: int, colon: int, lexicon: Lexicon) -> Cue:
    """The cue of what stands behind the colon at token `colon`: the last finite cue of its sentence, else the colon."""
    doc = paragraph.doc
    if doc[floor].lower_ == "according" and floor + 2 < colon:
        return Cue(floor, floor + 2, "according to", floor)
    spoken = [
        t
        for t in doc[floor:colon]
        if is_cue(t, lexicon)
        and is_finite(t)
        and t.dep_ != "amod"
        and (t.dep_ != "relcl" or colon - t.i <= 3)
    ]
    for verb in reversed(spoken):
        if (passive := passive_saying(verb)) is not None:
            return passive
    if spoken:
        last = spoken[-1]
        return Cue(last.i, last.i + 1, "colon", last.i)
    return Cue(colon, colon + 1, "colon without verb")


def announced_by(before: Paragraph, paragraph: Paragraph, lexicon: Lexicon) -> Cue | None:
    """The cue of a paragraph that closes with a colon, for what opens the next one: "The clerk continued:"."""
    doc = before.doc
    if before.number + 1 != paragraph.number or not len(doc) or doc[-1].text != ":":
        return None
    return colon_cue(before, sentence_bounds(doc, max(0, len(doc) - 2))[0], len(doc) - 1, lexicon)


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (cue_before,)
