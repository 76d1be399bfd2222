"""What reports a stretch from behind it: the clause right after the closing mark, in either order.

Takes a stretch in its place, gives a `Cue` or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    CLOSING,
    OPENING,
    is_cue,
    is_finite,
    noun_run_before,
    past_nickname,
    subject_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FAR = 45
"""How many tokens after a closing mark a cue may stand: past appositives ("his lawyer, …, who …, told the court")."""
_NO_SUBJECT = ("CCONJ", "SCONJ", "VERB", "ADP", "PUNCT", "AUX")
"""What no subject begins with; a participle that belongs to a noun may ("retired general Lloyd said")."""


def cue_after(at: Place, lexicon: Lexicon) -> Cue | None:
    """A reporting clause right after the closing mark, in either order.
    Matches: “We asked for doctors,” said Abdiqani Warsame.
    Leaves: “They sent us brochures.” He added that it rained.
    Source: the commonest form of attribution in news writing (AP Stylebook, "quotations in the news")."""
    doc, i = at.paragraph.doc, at.close
    if at.stretch.open_ended:
        return None
    while i < len(doc) and doc[i].text in (",", "—", "–", "―", "-", "--"):
        i += 1
    if i >= len(doc) or at.final == ".":
        return None
    first = doc[i]
    if at.final in "?!…" and first.pos_ in ("PRON", "DET") and first.text[0].isupper():
        return None
    if _is_question_put(at):
        return None
    if first.lower_ == "according" and i + 1 < len(doc) and doc[i + 1].lower_ == "to":
        return Cue(i, i + 2, "according to", i)
    if _opens_inversion(first, lexicon):
        return Cue(i, i + 1, "cue after, inverted", i)
    return _clause_after(at, i, lexicon)


def _is_question_put(at: Place) -> bool:
    """“Asked whether he “has the temper”, 75 percent said yes”: the words are the question's."""
    doc = at.paragraph.doc
    first = doc[at.open].sent.start
    return (
        at.open > first
        and doc[first].lower_ == "asked"
        and doc[first + 1].lower_ in ("whether", "if", "about", "how", "what")
    )


def _opens_inversion(verb: Token, lexicon: Lexicon) -> bool:
    doc = verb.doc
    if verb.lemma_.lower() not in lexicon.inverted or verb.i + 1 >= len(doc):
        return False
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") and verb.lower_ not in ("said", "says", "read", "reads"):
        return False
    follows = doc[verb.i + 1]
    if verb.lemma_ == "go" and follows.pos_ == "ADJ":
        return False  # "went unanswered"
    nominal = follows.pos_ in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PRON") or follows.ent_type_ != ""
    return nominal or follows.text[0].isupper() or follows.lower_ in lexicon.people


def _clause_after(at: Place, start: int, lexicon: Lexicon) -> Cue | None:
    doc = at.paragraph.doc
    if doc[start].lower_ == "as" and start + 2 < len(doc):
        start += 1  # “…,” as the memo put it
    elif doc[start].pos_ in _NO_SUBJECT and doc[start].dep_ != "amod":
        return None
    depth = 0
    for i in range(start + 1, min(start + _FAR, len(doc))):
        token = doc[i]
        if _is_nickname(doc, i):
            continue
        if token.text in (OPENING, CLOSING, ";", ":") or token.text in ".?!":
            return None
        depth += (token.text in (",", "(")) + (token.lower_ in ("who", "which", "whose"))
        if token.pos_ not in ("VERB", "AUX") and not is_cue(token, lexicon):
            continue
        if is_cue(token, lexicon) and (is_finite(token) or token.tag_ == "VBN"):
            inside = noun_run_before(token, start)
            if inside == start or (depth and _subject_from(token, start)):
                return passive_saying(token) or _went_on(token, lexicon) or Cue(i, i + 1, "cue after", i)
        if is_finite(token) and not depth and token.dep_ not in ("aux", "auxpass"):
            return None
    return None


def _went_on(verb: Token, lexicon: Lexicon) -> Cue | None:
    """The whole of "went on to say", given "went"."""
    doc, i = verb.doc, verb.i
    goes_on = (
        verb.lemma_ == "go" and i + 3 < len(doc) and doc[i + 1].lower_ == "on" and doc[i + 2].lower_ == "to"
    )
    return Cue(i, i + 4, "cue after", i + 3) if goes_on and is_cue(doc[i + 3], lexicon) else None


def _is_nickname(doc: Doc, i: int) -> bool:
    """True for a mark around a nickname of a word or two inside a name: "Marcia “Cia” Price"."""
    opens = next((k for k in range(i, max(i - 4, 0), -1) if doc[k].text == OPENING), None)
    return opens is not None and doc[opens - 1].pos_ == "PROPN" and past_nickname(doc, opens) > i


def _subject_from(verb: Token, start: int) -> bool:
    """True where the verb's subject is the noun phrase that begins at `start`, or its appositives end in a comma
    right before the verb ("his lawyer, Ma Eun-ju, told")."""
    subject = subject_of(verb)
    inside = subject is not None and start <= subject.i < verb.i
    if subject is not None and inside and subject.left_edge.i <= start + 1:
        return True
    return (
        verb.doc[verb.i - 1].text == "," and (subject is None or inside) and verb.dep_ not in ("relcl", "acl")
    )


def passive_saying(verb: Token) -> Cue | None:
    """The whole of "was quoted (by X) as saying", or "quoted … as saying" of a relay, given its first verb; None for
    any other."""
    doc = verb.doc
    if verb.lemma_ not in ("quote", "cite", "report", "describe"):
        return None
    passive = [c.i for c in verb.children if c.dep_ == "auxpass"]
    for i in range(verb.i + 1, min(verb.i + 9, len(doc))):
        if doc[i].lower_ in ("saying", "telling") and doc[i - 1].lower_ == "as":
            return Cue(min(passive, default=verb.i), i + 1, "passive" if passive else "relayed", verb.i)
    return None


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (cue_after,)
