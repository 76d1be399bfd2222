"""What stands in marks and is no speech: titles, nicknames, coined terms, mottos, signs, words as words, what is only
imagined.

Each rule takes a stretch in its place, with its cue if it has one, and gives the name of what it is, or "". Measures
(6″) and the apostrophes of '90s never make a stretch: `marks` tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from spacy.tokens import Token

from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, is_cue, is_finite, subject_of
from quotetrack.records.rules import RuleName, rule_of


def stage_direction(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """What a transcript says of the hall, in brackets.
    Matches: “(Applause.)”
    Leaves: “The hall (such as it was) applauded.”
    Source: the style of broadcasters' transcripts."""
    doc = at.paragraph.doc
    inside = [t.text for t in doc[at.open + 1 : at.close] if t.text not in (".", CLOSING)]
    bracketed = 2 < len(inside) < 8 and inside[0] in ("(", "[") and inside[-1] in (")", "]")
    return "stage direction" if bracketed else ""


def nickname(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """A word or two between the parts of a name.
    Matches: Obinna “Bones” Eluwa closed the shop.
    Leaves: Obinna said “bones” and left.
    Source: Chicago Manual of Style, 8.33."""
    doc = at.paragraph.doc
    if at.close - at.open > 5 or at.open == 0 or at.close >= len(doc) or at.final in ",.!?":
        return ""
    before, after = doc[at.open - 1], doc[at.close]
    inside_name = before.pos_ == "PROPN" and after.pos_ == "PROPN" and before.sent == after.sent
    return "nickname" if inside_name else ""


def announced(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """The word before the mark says what stands in it: a sign, a motto, a title, a term, a word as a word.
    Matches: Marchers carried banners reading “We remember”.
    Leaves: She closed by reading the letter: “We remember”.
    Source: Chicago Manual of Style, 7.61-7.63, on signs, mottoes and words as words."""
    doc = at.paragraph.doc
    words = [doc[i].lower_ for i in range(max(0, at.open - 3), at.open)]
    if len(words) > 1 and words[-1] == ",":
        words.pop()
    if not words:
        return ""
    if words[-2:] in (["so", "called"], ["-", "called"]) or (words[-1] == "as" and "known" in words):
        return "coined term"
    if words[-1] in lexicon.announced:
        if words[-1] == "reading" and len(words) > 1 and words[-2] in lexicon.announced:
            return lexicon.announced[words[-2]]
        if cue is not None and cue.rule == RuleName.CUE_NOUN:
            return ""  # "in her words, “…”"
        by_verb = cue is not None and rule_of(cue.rule).is_loose and doc[cue.start].lower_ != "reading"
        return "" if words[-1] == "reading" and by_verb else lexicon.announced[words[-1]]
    return _announced_before(at, words, lexicon) or _announced_by_verb(at, words, cue, lexicon)


def _announced_before(at: Place, words: list[str], lexicon: Lexicon) -> str:
    """The second of two: banners reading “…” and “…”."""
    doc = at.paragraph.doc
    if words[-1] != "and" or at.open <= 3 or doc[at.open - 2].text != CLOSING:
        return ""
    opening = next((i for i in range(at.open - 3, -1, -1) if doc[i].text == OPENING), None)
    near = doc[max(0, opening - 2) : opening] if opening is not None else ()
    return next((lexicon.announced[t.lower_] for t in near if t.lower_ in lexicon.announced), "")


def _announced_by_verb(at: Place, words: list[str], cue: Cue | None, lexicon: Lexicon) -> str:
    """A sign that “reads …”, a thing called “…”."""
    doc = at.paragraph.doc
    if cue is not None and cue.verb is not None and doc[cue.verb].lemma_ == "read" and cue.verb < at.open:
        subject = subject_of(doc[cue.verb])
        if subject is not None and subject.lemma_.lower() in lexicon.announced:
            return lexicon.announced[subject.lemma_.lower()]
    called = doc[at.open - 1] if words[-1] != "the" else doc[at.open - 2]
    passive = called.tag_ in ("VBN", "VBD") and called.dep_ in ("acl", "relcl", "amod")
    return "title" if called.lower_ == "called" and passive else ""


def heading(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """A paragraph of its own in which every word of weight has a capital.
    Matches: 'All Boats Are Late'
    Leaves: 'All boats are late tonight'
    Source: headings of sections quote the article below them."""
    words = _words(at)
    heavy = _heavy(words, lexicon)
    alone = at.open == 0 and at.close + 1 >= len(at.paragraph.doc) and not at.stretch.open_ended
    headed = (
        cue is None and alone and len(heavy) > 1 and len(words) < 12 and all(w[0].isupper() for w in heavy)
    )
    return "heading" if headed else ""


def title(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """Every word of weight has a capital, and the sentence treats it as a thing: the word for a work stands before it,
    a preposition or an owner does, or no comma closes it before a cue.
    Matches: The band played “Carry Me Over the Delta” twice.
    Leaves: The band played “in tune” twice.
    Source: Chicago Manual of Style, 8.156-8.162 (headline style)."""
    words = _words(at)
    heavy = _heavy(words, lexicon)
    if not heavy or not all(w[0].isupper() for w in heavy):
        return ""
    doc = at.paragraph.doc
    near = [doc[i] for i in range(max(0, at.open - 4), at.open)]
    if any(t.lemma_.lower() in lexicon.works for t in near) and not any(is_cue(t, lexicon) for t in near):
        return "title"
    if len(heavy) < 2 or words == [w.upper() for w in words]:
        return ""
    names = cue is not None and cue.verb is not None and doc[cue.verb].lemma_.lower() in lexicon.naming
    if names and near and near[-1].lower_ == "as":
        return ""  # "hailed him as “The Comeback Kid”"
    if near and (near[-1].tag_ == "POS" or near[-1].lower_ in ("on", "in", "of")):
        return "title"
    thing = cue is None or (rule_of(cue.rule).is_loose and at.final not in ",.!?")
    return "title" if thing else ""


def _words(at: Place) -> list[str]:
    return [t.text for t in at.paragraph.doc[at.open + 1 : at.close] if not t.is_punct]


def _heavy(words: list[str], lexicon: Lexicon) -> list[str]:
    return [w for w in words if w.lower() not in lexicon.small and w[0].isalpha()]


def coined_term(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """A bare noun of at most three words after "call" and its like: a name for a thing, not a judgement of it.
    Matches: Physicists call the effect “cold lightning”.
    Leaves: Physicists called it “a joke”.
    Source: fixtures; a judgement has an article or is an adjective."""
    doc = at.paragraph.doc
    verb = doc[cue.verb] if cue is not None and cue.verb is not None else _calling(at, lexicon)
    inside = [t for t in doc[at.open + 1 : at.close] if not t.is_punct]
    if verb is None or verb.lemma_.lower() not in lexicon.calls or not 0 < len(inside) <= 3:
        return ""
    if inside[0].pos_ in ("DET", "PRON", "AUX"):
        return ""
    closed = at.final in ",.!?"
    article = doc[at.open - 1].lower_ if verb.i == at.open - 2 and not closed else ""
    if article in ("the", "a", "an"):
        return "coined term" if article == "the" or not _is_fronted(verb) else ""
    plain = inside[-1].pos_ in ("NOUN", "PROPN") and len(inside) > 1 and not closed
    general = verb.tag_ in ("VBP", "VBZ", "VBN", "VB") and verb.i < at.open
    return "coined term" if plain and general and not _is_fronted(verb) else ""


def _calling(at: Place, lexicon: Lexicon) -> Token | None:
    return next((t for t in at.paragraph.doc[: at.open] if t.lemma_.lower() in lexicon.calls), None)


def _is_fronted(verb: Token) -> bool:
    """Return True for "what she called “a brazen breach”", "which Cook called “total rubbish”": a judgement, not a
    name."""
    before = reversed(list(verb.doc[verb.sent.start : verb.i]))
    clause = takewhile(lambda t: not (t.pos_ == "VERB" and is_finite(t)), before)
    return any(t.lower_ in ("what", "which") for t in clause)


_MIGHT_HAVE = re.compile(r"\b(?:could|might|should) (?:\w+ )?have$")
_NOBODY_WILL = re.compile(r"(?:nobody|no one|none)\b.* (?:will|would)\b")


def imagined(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """Words that nobody said: somebody acts as if to say them, seems to, or is imagined saying them.
    Matches: He shrugged as if to say “what boats?”
    Leaves: He shrugged and said “what boats?”
    Source: non-factual saying (Quirk et al. 1985, 14.20 on "as if", 16.33 on "imagine")."""
    doc = at.paragraph.doc
    floor = at.floor
    before = [t for t in doc[max(floor, at.open - 12) : at.open] if t.text not in (",", ":")]
    words = [t.lower_ for t in before]
    saying = next(
        (k for k in range(len(before) - 1, -1, -1) if before[k].lemma_ in ("say", "ask", "tell", "shout")),
        None,
    )
    if saying is None or len(before) - saying > 3:
        return ""
    lead = " ".join(words[:saying])
    if _MIGHT_HAVE.search(lead) or _NOBODY_WILL.match(lead):
        return "imagined"
    if lead.endswith(
        ("as if to", "as though to", "seemed to", "seems to", "appeared to", "as well", "as well have")
    ):
        return "imagined"
    wished = any(t.lemma_.lower() in lexicon.imagines for t in before[:saying])
    return "imagined" if wished and before[saying].tag_ in ("VBG", "VB") else ""


RULES: tuple[Callable[..., str], ...] = (
    stage_direction,
    nickname,
    announced,
    heading,
    title,
    coined_term,
    imagined,
)
"""Order is precedence."""


def not_speech(at: Place, cue: Cue | None, lexicon: Lexicon) -> str:
    """Why the stretch is no speech ("title", "nickname", "sign" …), or "" where it may be."""
    return next((name for rule in RULES if (name := rule(at, lexicon, cue))), "")
