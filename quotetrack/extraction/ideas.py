"""Ideas that somebody turns down or brings up: denied, dismissed as a joke, declined to discuss, raised at a meeting,
claimed and not so.

Each rule takes a verb and gives an `IndirectClaim` or None; the content is the thing said or the idea, the cue the
stance.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from quotetrack.extraction.place import IndirectClaim
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    OPENING,
    agent_of,
    child_of,
    clause_end,
    is_finite,
    is_negated,
    is_passive,
    phrase,
    skip,
    subject_of,
)
from quotetrack.records.rules import RuleName


def declined(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """What somebody would not do or say.
    Matches: The bank declined to comment on the matter.
    Leaves: The numbers declined to a new low.
    Source: stance "declined" of the vocabulary; what was declined is the content."""
    declines = verb.lemma_.lower() in lexicon.declined and is_finite(verb) and subject_of(verb) is not None
    deeds = (c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and c.tag_ == "VB")
    inner = next(deeds, None) if declines else None
    if inner is None or child_of(inner, "ccomp") is not None:
        return None
    return IndirectClaim(inner.left_edge.i, clause_end(inner), verb.i, verb.i + 1, RuleName.DECLINED)


def drawn(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """What somebody would not be drawn on.
    Matches: The mayor would not be drawn on whether the bridge was safe.
    Leaves: The mayor would not be drawn into the crowd.
    Source: "be drawn", to be led to say more (Oxford English Dictionary, "draw"); "declined" of the vocabulary."""
    is_refused = is_negated(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon.declined)
    if verb.lemma_ != "draw" or not is_passive(verb) or not is_refused:
        return None
    preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("on", "about")), None)
    if preposition is None or subject_of(verb) is None or preposition.right_edge.i == preposition.i:
        return None
    return IndirectClaim(preposition.i + 1, clause_end(preposition), verb.i, verb.i + 1, RuleName.DECLINED)


def claimed_otherwise(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """What somebody is said to claim and the sentence says is not so: "not X, as they claim, but Y".
    Matches: The fire was not an attack, as the rebels have claimed, but the work of a careless cook.
    Leaves: The bridge is not safe, as the engineers have warned.
    Source: a comment clause with "as" behind a phrase that is negated alone holds for the phrase (Quirk et al. 1985,
    15.55); that it is so shows in "but", in "and not", and in "not" right before the clause."""
    doc, subject = verb.doc, subject_of(verb)
    is_report = verb.lemma_.lower() in lexicon.cues - _GRANTING and is_finite(verb)
    if subject is None or not is_report:
        return None
    opener = phrase(subject)[0] - 1
    last = skip(
        doc,
        verb.i + 1,
        min(verb.i + 6, verb.sent.end),
        lambda token: not token.is_punct and token.pos_ not in _VERBAL,
    )
    if any(token.dep_ == "neg" or token.lower_ == "never" for token in doc[opener:last]):
        return None
    is_apart = opener > verb.sent.start and doc[opener].lower_ == "as" and doc[opener - 1].text == ","
    if not is_apart or (last < len(doc) and doc[last].text not in (",", ".", ";")):
        return None
    place = _turned_down(doc, verb.sent.start, opener - 1, last, verb.sent.end)
    if place is None:
        return None
    start, end = place
    return IndirectClaim(start, end, verb.i, verb.i + 1, RuleName.CLAIMED_OTHERWISE)


def _turned_down(doc: Doc, floor: int, comma: int, last: int, end: int) -> tuple[int, int] | None:
    """Return the phrase that "not" turns down: between "not" and the comma before the "as" clause, or behind that
    clause if "not" stands right before it. None if the sentence may as well agree."""
    is_closed = last < end and doc[last].text == ","
    if doc[comma - 1].lower_ == "not":
        stop = skip(doc, last + 1, end, lambda token: not token.is_punct and token.lower_ != "but")
        return (last + 1, stop) if is_closed and last + 1 < stop else None
    nots = (i for i in range(comma - 2, floor, -1) if doc[i].lower_ in ("not", "n't", ",", ";"))
    at = next(nots, None)
    if at is None or doc[at].text in (",", ";") or doc[at + 1].lower_ in _NOT_ALONE:
        return None
    is_contrast = is_closed and last + 2 < end and doc[last + 1].lower_ == "but"
    is_contrast = is_contrast and doc[last + 2].pos_ not in _VERBAL
    is_phrase = doc[at - 1].lower_ in ("and", ",") and not any(map(is_finite, doc[at:comma]))
    return (at + 1, comma) if is_contrast or is_phrase else None


_GRANTING = frozenset(
    "acknowledge admit concede confirm explain find grant note observe recognise recognize show".split()
)
"""Verbs that hold what is reported to be so: what is not so cannot be their object."""
_VERBAL = ("VERB", "AUX")
_NOT_ALONE = frozenset(("only", "just", "merely", "simply", "solely"))
"""Words that with "not" turn nothing down: "not only a fire, as they say, but a crime"."""


def dismissed(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """What somebody denies, rejects or dismisses: a thing said, a deed, an idea.
    Matches: Both men denied throwing the bottle.
    Leaves: The court dismissed the clerk.
    Source: stance "denied" of the vocabulary; the content is what is denied, without "suggestions that"."""
    is_verb = verb.pos_ == "VERB" and (is_finite(verb) or verb.tag_ in ("VBG", "VB"))
    if verb.lemma_.lower() not in lexicon.denied or not is_verb:
        return None
    if is_passive(verb):
        return _dismissed_passive(verb, lexicon)
    denied = (c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") or _is_claim_of(c, lexicon))
    child = next(denied, None) if subject_of(verb) is not None else None
    if child is None:
        return None
    clauses = (c for c in child.children if child.dep_ == "dobj" and c.dep_ in ("acl", "ccomp", "relcl"))
    that = next((c for c in clauses if any(word.lower_ == "that" for word in c.children)), None)
    start = child.left_edge.i + (child.dep_ != "dobj" and child.left_edge.lower_ == "that")
    if that is not None:
        start, child = that.left_edge.i + 1, that
    return IndirectClaim(start, clause_end(child), verb.i, verb.i + 1, RuleName.DISMISSED)


def _is_claim_of(noun: Token, lexicon: Lexicon, dependency: str = "dobj") -> bool:
    """Return True for a noun of saying or of an idea that hangs on its verb by the dependency."""
    lemma = noun.lemma_.lower()
    return noun.dep_ == dependency and (lemma in lexicon.cue_nouns or lemma in lexicon.ideas)


def _dismissed_passive(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    subject = child_of(verb, "nsubjpass")
    if agent_of(verb) is None or subject is None or not _is_claim_of(subject, lexicon, "nsubjpass"):
        return None
    start, end = _topic(subject, verb)
    doc, cue_end = verb.doc, verb.i + 1
    if doc[cue_end].lower_ == "as":
        near = range(cue_end, min(cue_end + 8, len(doc)))
        cue_end = next((i for i in near if doc[i].lower_ == "by"), cue_end)
    return IndirectClaim(start, end, verb.i, cue_end, RuleName.DISMISSED_PASSIVE)


def _topic(noun: Token, verb: Token) -> tuple[int, int]:
    """Return the noun phrase and what it is about ("the idea of Russia hosting Assad"), up to the first comma."""
    doc = noun.doc
    stop = verb.i if verb.i > noun.i else len(doc)
    return phrase(noun)[0], skip(doc, noun.i + 1, stop, lambda token: not _ends_topic(token))


def _ends_topic(token: Token) -> bool:
    is_relative = token.lower_ in ("that", "which", "who") and token.dep_ in ("nsubj", "nsubjpass")
    is_mark = token.text in (",", ";", "—", OPENING)
    return is_mark or is_relative or token.dep_ in ("aux", "auxpass", "ROOT")


def raised(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """An idea that somebody is said to have raised.
    Matches: The idea of moving the port, which was first raised by Kofi Larbi, was dropped.
    Leaves: The flag was raised by Kofi Larbi.
    Source: fixtures; the idea is the content, who raised it the speaker."""
    if verb.lemma_ not in lexicon.raises or not is_passive(verb) or agent_of(verb) is None:
        return None
    before = (t for t in (*verb.ancestors, *verb.doc[verb.sent.start : verb.i]) if t.i < verb.i)
    own = (c for c in verb.children if c.dep_ == "nsubjpass")
    near = before if verb.dep_ == "relcl" else own
    noun = next((t for t in near if t.lemma_ in lexicon.ideas), None)
    if noun is None:
        return None
    start, end = _topic(noun, verb)
    return IndirectClaim(start, end, verb.i, verb.i + 1, RuleName.RAISED)


RULES: tuple[Callable[[Token, Lexicon], IndirectClaim | None], ...] = (
    dismissed,
    declined,
    drawn,
    raised,
    claimed_otherwise,
)
"""Order is precedence for one token."""
