"""What stands in marks and is no speech: titles, nicknames, coined terms, signs, words as words.

Each test takes a stretch in its place, with its cue if it has one, and says why it is no speech, or "".
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from quotetrack.extract.place import Cue, Place
from quotetrack.grammar import CLOSING, is_cue, is_finite, subject_of
from quotetrack.lang import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def not_speech(at: Place, cue: Cue | None, lexicon: Lexicon) -> str:
    """Why the stretch is no speech ("title", "nickname", "coined term", "words as words"), or "" where it may be."""
    if _is_direction(at):
        return "stage direction"
    if _is_nickname(at):
        return "nickname"
    if _names_words(at, cue, lexicon):
        return "words as words"
    if _is_heading(at, cue, lexicon):
        return "heading"
    if _is_title(at, cue, lexicon):
        return "title"
    if _is_term(at, cue, lexicon):
        return "coined term"
    return ""


def _is_direction(at: Place) -> bool:
    """“(APPLAUSE.)”: what a transcript says of the hall, in brackets."""
    doc = at.paragraph.doc
    inside = [t.text for t in doc[at.open + 1 : at.close] if t.text not in (".", CLOSING)]
    return 2 < len(inside) < 8 and inside[0] in ("(", "[") and inside[-1] in (")", "]")


def _is_nickname(at: Place) -> bool:
    doc = at.paragraph.doc
    if at.close - at.open > 5 or at.open == 0 or at.close >= len(doc) or at.final in ",.!?":
        return False
    before, after = doc[at.open - 1], doc[at.close]
    return before.pos_ == "PROPN" and after.pos_ == "PROPN" and before.sent == after.sent


def _names_words(at: Place, cue: Cue | None, lexicon: Lexicon) -> bool:
    """“NO ENTRY”, the words “libertad”, banners reading “We remember”: the word before the mark says so."""
    doc = at.paragraph.doc
    words = [doc[i].lower_ for i in range(max(0, at.open - 3), at.open)]
    if len(words) > 1 and words[-1] == ",":
        words.pop()
    if not words:
        return False
    if (
        words[-1] in lexicon.announces_words
        or (words[-1] == "as" and "known" in words)
        or words[-2:] == ["so", "called"]
        or words[-2:] == ["-", "called"]
    ):
        return (
            words[-1] != "reading"
            or cue is None
            or cue.rule != "cue before"
            or doc[cue.start].lower_ == "reading"
        )
    if words[-1] == "and" and at.open > 3 and doc[at.open - 2].text == CLOSING:
        opening = next((i for i in range(at.open - 3, -1, -1) if doc[i].text == "“"), None)
        return opening is not None and any(
            doc[i].lower_ in lexicon.announces_words for i in range(max(0, opening - 2), opening)
        )
    if cue is not None and cue.verb is not None and doc[cue.verb].lemma_ == "read" and cue.verb < at.open:
        subject = subject_of(doc[cue.verb])
        if subject is not None and subject.lemma_.lower() in lexicon.announces_words:
            return True
    called = doc[at.open - 1] if words[-1] != "the" else doc[at.open - 2]
    return (
        called.lower_ == "called"
        and called.tag_ in ("VBN", "VBD")
        and called.dep_ in ("acl", "relcl", "amod")
    )


def _is_title(at: Place, cue: Cue | None, lexicon: Lexicon) -> bool:
    """Every word of weight has a capital, and the sentence treats it as a thing: the word for a work stands before it,
    a preposition or an owner does ("on CNN's “State of the Nation,”"), or no comma closes it before a cue."""
    words = _words(at)
    heavy = [w for w in words if w.lower() not in lexicon.small and w[0].isalpha()]
    if not heavy or not all(w[0].isupper() for w in heavy):
        return False
    doc = at.paragraph.doc
    near = [doc[i] for i in range(max(0, at.open - 4), at.open)]
    if any(t.lemma_.lower() in lexicon.works for t in near) and not any(is_cue(t, lexicon) for t in near):
        return True
    if len(heavy) < 2 or words == [w.upper() for w in words]:
        return False
    names = cue is not None and cue.verb is not None and doc[cue.verb].lemma_.lower() in lexicon.naming
    if names and near and near[-1].lower_ == "as":
        return False  # "hailed him as “The Comeback Kid”"
    if near and (near[-1].tag_ == "POS" or near[-1].lower_ in ("on", "in", "of")):
        return True
    return cue is None or (cue.rule == "cue before" and at.final not in ",.!?")


def _is_heading(at: Place, cue: Cue | None, lexicon: Lexicon) -> bool:
    """A paragraph of its own in which every word of weight has a capital: the heading of a section."""
    words = _words(at)
    heavy = [w for w in words if w.lower() not in lexicon.small and w[0].isalpha()]
    alone = at.open == 0 and at.close + 1 >= len(at.paragraph.doc) and not at.stretch.open_ended
    return cue is None and alone and len(heavy) > 1 and len(words) < 12 and all(w[0].isupper() for w in heavy)


def _words(at: Place) -> list[str]:
    return [t.text for t in at.paragraph.doc[at.open + 1 : at.close] if not t.is_punct]


def _is_term(at: Place, cue: Cue | None, lexicon: Lexicon) -> bool:
    """A bare noun of at most three words after "call" and its like: a name for a thing, not a judgement of it
    ("calls offenders “sunshine traders”", but "called it “a joke”", "called them “frank”")."""
    if cue is None or cue.verb is None:
        return False
    doc = at.paragraph.doc
    verb = doc[cue.verb]
    inside = [t for t in doc[at.open + 1 : at.close] if not t.is_punct]
    if verb.lemma_.lower() not in lexicon.calls or not 0 < len(inside) <= 3:
        return False
    if inside[0].pos_ in ("DET", "PRON", "AUX"):
        return False
    article = doc[at.open - 1].lower_ if verb.i == at.open - 2 and at.final not in ",.!?" else ""
    if article in ("the", "a", "an"):
        return article == "the" or not _is_fronted(verb)
    if _is_fronted(verb):
        return False
    plain = inside[-1].pos_ in ("NOUN", "PROPN") and len(inside) > 1
    return plain and verb.tag_ in ("VBP", "VBZ", "VBN", "VB") and verb.i < at.open and at.final not in ",.!?"


def _is_fronted(verb: Token) -> bool:
    """True for "what she called “a brazen breach”", "which Cook called “total rubbish”": a judgement, not a name."""
    before = reversed(list(verb.doc[verb.sent.start : verb.i]))
    clause = takewhile(lambda t: not (t.pos_ == "VERB" and is_finite(t)), before)
    return any(t.lower_ in ("what", "which") for t in clause)
