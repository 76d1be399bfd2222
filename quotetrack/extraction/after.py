"""What reports a stretch from behind it: the clause right after the closing mark, in either order.

Takes a stretch in its place, gives a `Cue` or None.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    CLOSING,
    OPENING,
    child_of,
    is_cue,
    is_finite,
    noun_run_before,
    past_nickname,
    skip,
    subject_of,
)
from quotetrack.records.rules import RuleName

_FAR = 45
"""How many tokens after a closing mark a cue may stand: past appositives ("his lawyer, …, who …, told the court")."""
_NO_SUBJECT = ("CCONJ", "SCONJ", "VERB", "ADP", "PUNCT", "AUX")
"""What no subject begins with; a participle that belongs to a noun may ("retired general Lloyd said")."""


def cue_after(at: Place, lexicon: Lexicon) -> Cue | None:
    """A reporting clause right after the closing mark, in either order.
    Matches: “We asked for doctors,” said Abdiqani Warsame.
    Leaves: “They sent us brochures.” He added that it rained.
    Source: the commonest form of attribution in news writing (AP Stylebook, "quotations in the news")."""
    i = skip(at.doc, at.close, len(at.doc), lambda token: token.text in (",", "—", "–", "―", "-", "--"))
    if at.stretch.open_ended or i >= len(at.doc) or at.final == ".":
        return None
    first = at.doc[i]
    opens_sentence = first.pos_ in ("PRON", "DET") and first.text[0].isupper()
    if (at.final in "?!…" and opens_sentence) or _is_question_put(at):
        return None
    if first.lower_ == "according" and i + 1 < len(at.doc) and at.doc[i + 1].lower_ == "to":
        return Cue(i, i + 2, RuleName.ACCORDING_TO, i)
    if _opens_inversion(first, lexicon):
        return Cue(i, i + 1, RuleName.AFTER_INVERTED, i)
    return _clause_after(at, i, lexicon)


def _is_question_put(at: Place) -> bool:
    """“Asked whether he “has the temper”, 75 percent said yes”: the words are the question's."""
    doc, first = at.paragraph.doc, at.floor
    asks = at.open > first and doc[first].lower_ == "asked"
    return asks and doc[first + 1].lower_ in ("whether", "if", "about", "how", "what")


def _opens_inversion(verb: Token, lexicon: Lexicon) -> bool:
    is_form = verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") or verb.lower_ in ("said", "says", "read", "reads")
    if verb.lemma_.lower() not in lexicon.inverted or not is_form or verb.i + 1 >= len(verb.doc):
        return False
    follows = verb.nbor()
    is_state = verb.lemma_ == "go" and follows.pos_ == "ADJ"  # "went unanswered"
    is_nominal = follows.pos_ in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PRON") or follows.ent_type_ != ""
    is_named = follows.text[0].isupper() or follows.lower_ in lexicon.people
    return not is_state and (is_nominal or is_named)


def _clause_after(at: Place, start: int, lexicon: Lexicon) -> Cue | None:
    if at.doc[start].lower_ == "as" and start + 2 < len(at.doc):
        start += 1  # “…,” as the memo put it
    elif at.doc[start].pos_ in _NO_SUBJECT and at.doc[start].dep_ != "amod":
        return None
    depth = 0
    for token in (t for t in at.doc[start + 1 : start + _FAR] if not _is_nickname(at.doc, t.i)):
        if token.text in (OPENING, CLOSING, ";", ":") or token.text in ".?!":
            return None
        depth += (token.text in (",", "(")) + (token.lower_ in ("who", "which", "whose"))
        reports = is_cue(token, lexicon)
        if reports and (is_finite(token) or token.tag_ == "VBN"):
            begins_here = noun_run_before(token, start) == start
            if begins_here or (depth and _subject_from(token, start)):
                plain = Cue(token.i, token.i + 1, RuleName.AFTER, token.i)
                return passive_saying(token) or _went_on(token, lexicon) or plain
        is_verb = reports or token.pos_ in ("VERB", "AUX")
        if is_verb and is_finite(token) and not depth and token.dep_ not in ("aux", "auxpass"):
            return None
    return None


def _went_on(verb: Token, lexicon: Lexicon) -> Cue | None:
    """Return the whole of "went on to say", given "went"."""
    doc, i = verb.doc, verb.i
    goes_on = verb.lemma_ == "go" and [t.lower_ for t in doc[i + 1 : i + 3]] == ["on", "to"]
    says = goes_on and i + 3 < len(doc) and is_cue(doc[i + 3], lexicon)
    return Cue(i, i + 4, RuleName.AFTER, i + 3) if says else None


def _is_nickname(doc: Doc, i: int) -> bool:
    """Return True for a mark around a nickname of a word or two inside a name: "Marcia “Cia” Price"."""
    opens = next((k for k in range(i, max(i - 4, 0), -1) if doc[k].text == OPENING), None)
    return opens is not None and doc[opens - 1].pos_ == "PROPN" and past_nickname(doc, opens) > i


def _subject_from(verb: Token, start: int) -> bool:
    """Return True if the verb's subject is the noun phrase that begins at `start`, or its appositives end in a comma
    right before the verb ("his lawyer, Ma Eun-ju, told")."""
    subject = subject_of(verb)
    inside = subject is not None and start <= subject.i < verb.i
    begins = subject is not None and inside and subject.left_edge.i <= start + 1
    behind_comma = verb.nbor(-1).text == "," and verb.dep_ not in ("relcl", "acl")
    return begins or (behind_comma and (subject is None or inside))


def passive_saying(verb: Token) -> Cue | None:
    """Return the whole of "was quoted (by X) as saying", or "quoted … as saying" of a relay, given its first verb;
    None for any other."""
    if verb.lemma_ not in ("quote", "cite", "report", "describe"):
        return None
    passive = child_of(verb, "auxpass")
    near = (t for t in verb.doc[verb.i + 1 : verb.i + 9] if t.lower_ in ("saying", "telling"))
    saying = next((t for t in near if t.nbor(-1).lower_ == "as"), None)
    rule = RuleName.PASSIVE if passive is not None else RuleName.RELAYED
    return Cue((passive or verb).i, saying.i + 1, rule, verb.i) if saying is not None else None


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (cue_after,)
