"""Ideas that somebody turns down or brings up: denied, dismissed as a joke, declined to discuss, raised at a meeting.

Each rule takes a verb and gives a `Reported` or None; the content is the thing said or the idea, the cue the stance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quotetrack.extraction.reported import Reported
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    OPENING,
    agent_of,
    clause_end,
    is_finite,
    is_passive,
    phrase,
    subject_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def declined(verb: Token, lexicon: Lexicon) -> Reported | None:
    """What somebody would not do or say.
    Matches: The bank declined to comment on the matter.
    Leaves: The numbers declined to a new low.
    Source: stance "declined" of the vocabulary; what was declined is the content."""
    if verb.lemma_.lower() not in lexicon.declined or not is_finite(verb) or subject_of(verb) is None:
        return None
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and c.tag_ == "VB"), None)
    if inner is None or any(c.dep_ == "ccomp" for c in inner.children):
        return None
    return Reported(inner.left_edge.i, clause_end(inner), verb.i, verb.i + 1, "declined")


def dismissed(verb: Token, lexicon: Lexicon) -> Reported | None:
    """What somebody denies, rejects or dismisses: a thing said, a deed, an idea.
    Matches: Both men denied throwing the bottle.
    Leaves: The court dismissed the clerk.
    Source: stance "denied" of the vocabulary; the content is what is denied, without "suggestions that"."""
    if (
        verb.lemma_.lower() not in lexicon.denied
        or verb.pos_ != "VERB"
        or not (is_finite(verb) or verb.tag_ in ("VBG", "VB"))
    ):
        return None
    if is_passive(verb):
        return _dismissed_passive(verb, lexicon)
    if subject_of(verb) is None:
        return None
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("xcomp", "ccomp"):
            start = child.left_edge.i + (child.left_edge.lower_ == "that")
            return Reported(start, clause_end(child), verb.i, verb.i + 1, "dismissed")
        if child.dep_ == "dobj" and _is_claim(child, lexicon):
            inner = [
                c
                for c in child.children
                if c.dep_ in ("acl", "ccomp", "relcl") and any(g.lower_ == "that" for g in c.children)
            ]
            if inner:
                return Reported(
                    inner[0].left_edge.i + 1, clause_end(inner[0]), verb.i, verb.i + 1, "dismissed"
                )
            return Reported(child.left_edge.i, clause_end(child), verb.i, verb.i + 1, "dismissed")
    return None


def _is_claim(noun: Token, lexicon: Lexicon) -> bool:
    return noun.lemma_.lower() in lexicon.cue_nouns | lexicon.ideas


def _dismissed_passive(verb: Token, lexicon: Lexicon) -> Reported | None:
    agent = agent_of(verb)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if agent is None or subject is None or not _is_claim(subject, lexicon):
        return None
    start, end = _topic(subject, verb)
    doc = verb.doc
    cue_end = verb.i + 1
    if doc[cue_end].lower_ == "as":
        by = next((i for i in range(cue_end, min(cue_end + 8, len(doc))) if doc[i].lower_ == "by"), cue_end)
        cue_end = by
    return Reported(start, end, verb.i, cue_end, "dismissed, passive")


def _topic(noun: Token, verb: Token) -> tuple[int, int]:
    """The noun phrase and what it is about ("the idea of Russia hosting Assad"), up to the first comma."""
    start, end = phrase(noun)[0], noun.i + 1
    doc = noun.doc
    stop = verb.i if verb.i > noun.i else len(doc)
    while (
        end < stop
        and doc[end].text not in (",", ";", "—", OPENING)
        and doc[end].dep_ not in ("aux", "auxpass", "ROOT")
        and not (doc[end].lower_ in ("that", "which", "who") and doc[end].dep_ in ("nsubj", "nsubjpass"))
    ):
        end += 1
    return start, end


def raised(verb: Token, lexicon: Lexicon) -> Reported | None:
    """An idea that somebody is said to have raised.
    Matches: The idea of moving the port, which was first raised by Kofi Larbi, was dropped.
    Leaves: The flag was raised by Kofi Larbi.
    Source: fixtures; the idea is the content, who raised it the speaker."""
    if verb.lemma_ not in lexicon.raises or not is_passive(verb) or agent_of(verb) is None:
        return None
    if verb.dep_ == "relcl":
        near = [*verb.ancestors, *verb.doc[verb.sent.start : verb.i]]
        noun = next((t for t in near if t.lemma_ in lexicon.ideas and t.i < verb.i), None)
    else:
        noun = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.lemma_ in lexicon.ideas), None)
    if noun is None:
        return None
    start, end = _topic(noun, verb)
    return Reported(start, end, verb.i, verb.i + 1, "raised")


RULES: tuple[Callable[[Token, Lexicon], Reported | None], ...] = (dismissed, declined, raised)
"""Order is precedence for one token."""
