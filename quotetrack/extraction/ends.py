"""Where a report ends: what its reporter adds behind it, or reports next, is none of it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import is_finite

_FEWEST = 3
"""Words that a report has at least: no end is looked for among them."""
_CONCESSIONS = frozenset(("although", "though"))
_BREAKS = frozenset((",", ";", "-", "–", "—", "--"))
_FINAL = frozenset(".?!")
_JOINTS = frozenset(("and", "but"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))


def own_length(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """Return how many of a report's words, from its first one, are its own.

    A report without marks ends with its sentence. Three things in that are the reporter's: what the reporter sets
    against it (", though she named nobody"), a further report ("and warned against …") and one that goes with it
    (", adding that …"). A clause of concession behind a comma is no part of the clause that is reported (Quirk et al.
    1985, 15.39). A verb of saying without a subject of its own has the subject of the verb that reports.
    """
    for index in range(_FEWEST, len(tokens)):
        if _is_of_reporter(tokens, index, lexicon):
            return _without_joint(tokens, index)
    return len(tokens)


def _is_of_reporter(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.is_sent_start and before.text in _FINAL and token.text[0].isupper():
        return True
    if before.text in _BREAKS and token.lower_ in _CONCESSIONS:
        return True
    if token.lemma_.lower() not in lexicon.acts:
        return False
    if token.tag_ == "VBG":
        return before.text in _BREAKS and _reports_clause(tokens, index)
    return is_finite_form(token) and _is_coordinated(tokens, index)


def is_finite_form(token: Token) -> bool:
    """Return True for a verb in a form that a report may have: taggers take "dismissed" for a participle at times."""
    return token.tag_ == "VBN" or is_finite(token)


def _reports_clause(tokens: Sequence[Token], index: int) -> bool:
    """Return True if a clause follows a participle of saying."""
    following = tokens[index + 1 : index + 2]
    is_that = any(token.lower_ == "that" for token in following)
    return is_that or any(c.dep_ == "ccomp" and c.i > tokens[index].i for c in tokens[index].children)


def _is_coordinated(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a verb behind "and" or "but", adverbs passed over, that has no subject and no "by" behind it."""
    at = index - 1
    while at > _FEWEST and tokens[at].pos_ == "ADV":
        at -= 1
    is_passive = any(token.lower_ in ("by", "as") for token in tokens[index + 1 : index + 2])
    has_subject = any(child.dep_ in _SUBJECTS for child in tokens[index].children)
    has_more = index + 1 < len(tokens)
    return tokens[at].lower_ in _JOINTS and has_more and not is_passive and not has_subject


def _without_joint(tokens: Sequence[Token], index: int) -> int:
    """Return the end without the comma, the joint and the adverbs before it."""
    while index > 1 and (
        tokens[index - 1].is_punct
        or tokens[index - 1].lower_ in _JOINTS
        or (tokens[index - 1].pos_ == "ADV" and tokens[index - 2].lower_ in _JOINTS)
    ):
        index -= 1
    return index
