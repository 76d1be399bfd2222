"""Where a report ends: what its reporter adds behind it, or reports next, is none of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, SUBJECTS, TENSED, is_finite

_FEWEST = 3
"""Words that a report has at least: no end is looked for among them."""
_CONCESSIONS = frozenset(("although", "though"))
_BREAKS = frozenset((",", ";", "-", "–", "—", "--"))
_FINAL = frozenset(".?!")
_JOINTS = frozenset(("and", "but"))
_SUBJECTS = SUBJECTS | {"expl"}
_CALLED = frozenset(("for", "on", OPENING))
"""What makes calling a report: "called for calm", "called it “a shame”"."""
_ARTICLES = frozenset(("a", "an", "his", "her", "its", "their", "the"))
_SURELY_FINITE = TENSED - {"VBP"}
"""Without the tag that infinitives get at times: "to act and consider"."""


def own_length(tokens: Sequence[Token], lexicon: Lexicon, *, fewest: int = _FEWEST) -> int:
    """Return how many of a report's words, from its first one, are its own; no end is looked for among the `fewest`
    first ones.

    A report without marks ends with its sentence. Before that, these are the reporter's:

    - what the reporter sets against it: ", though she named nobody", "even as his party left him". A clause of
      concession behind a comma is no part of the clause that is reported (Quirk et al. 1985, 15.39);
    - a further report: "and warned against …", ", adding that …". A verb of saying without a subject of its own has
      the subject of the verb that reports, and so has any finite verb if the report is no clause;
    - what the reporter calls it, or tells of what it names: ", comments that were condemned";
    - where it was said, if that closes the sentence: "in a statement".
    """
    for index in range(max(fewest, _FEWEST), len(tokens)):
        if any(is_end(tokens, index, lexicon) for is_end in _ENDS):
            return _without_loose(tokens, _without_joint(tokens, index))
    return _without_loose(tokens, len(tokens))


def _begins_sentence(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:  # noqa: ARG001
    token, before = tokens[index], tokens[index - 1]
    is_behind = before.text in _FINAL or (before.text == CLOSING and tokens[index - 2].text in _FINAL)
    return token.is_sent_start is True and is_behind and not token.text[0].islower()


def _is_behind_break(tokens: Sequence[Token], index: int) -> bool:
    """Return True behind a comma, dash or semicolon, which may stand inside closing marks."""
    before = tokens[index - 1]
    return before.text in _BREAKS or (before.text == CLOSING and tokens[index - 2].text in _BREAKS)


def _concedes(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:  # noqa: ARG001
    following = tokens[index + 1].lower_ if index + 1 < len(tokens) else ""
    is_concession = tokens[index].lower_ in _CONCESSIONS and _is_behind_break(tokens, index)
    return is_concession or (tokens[index].lower_ == "even" and following == "as")


def _reports_further(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    token = tokens[index]
    if token.lemma_.lower() not in lexicon.acts:
        return False
    if token.tag_ == "VBG":
        return _is_behind_break(tokens, index) and (
            token.lower_ == "adding" or _reports_clause(tokens, index)
        )
    # Taggers take "dismissed" for a participle at times.
    has_more = index + 1 < len(tokens)
    if token.lemma_ == "call" and not any(t.lower_ in _CALLED for t in tokens[index + 1 : index + 4]):
        return False  # "and called it off"
    return (token.tag_ == "VBN" or is_finite(token)) and has_more and _is_coordinated(tokens, index)


def _reports_clause(tokens: Sequence[Token], index: int) -> bool:
    """Return True if a clause follows a participle of saying."""
    is_that = any(token.lower_ == "that" for token in tokens[index + 1 : index + 2])
    return is_that or any(c.dep_ == "ccomp" and c.i > tokens[index].i for c in tokens[index].children)


def _is_coordinated(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a verb behind "and" or "but", adverbs and "has" passed over, that has no subject and no "by"
    behind it."""
    at = index - 1
    while at > _FEWEST and _is_before_verb(tokens[at]):
        at -= 1
    is_passive = any(token.lower_ in ("by", "as") for token in tokens[index + 1 : index + 2])
    has_subject = any(child.dep_ in _SUBJECTS for child in tokens[index].children)
    return tokens[at].lower_ in _JOINTS and not is_passive and not has_subject


def _is_before_verb(token: Token) -> bool:
    return token.pos_ == "ADV" or token.lower_ in ("has", "have", "had")


def _goes_on_with_the_matrix(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:  # noqa: ARG001
    """Return True for the first finite verb of words that are no clause, behind "and" or "but"; and for a verb right
    behind closing marks and a comma."""
    token, before = tokens[index], tokens[index - 1]
    if token.tag_ not in _SURELY_FINITE:
        return False
    if before.text == CLOSING and tokens[index - 2].text == ",":
        return not any(child.dep_ in _SUBJECTS and child.i > before.i for child in token.children)
    return _is_coordinated(tokens, index) and not _has_finite(tokens[:index])


def _describes(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:  # noqa: ARG001
    """Return True for ", which …" behind words that are no clause: "the rumours, which went round on Friday"."""
    is_relative = tokens[index].lower_ == "which" and tokens[index - 1].text == ","
    if not is_relative:
        return False
    # Not in "the email, which was long, had been sent".
    is_last = not any(token.text == "," for token in tokens[index:])
    return is_last and not _has_finite(tokens[:index])


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any(token.tag_ in TENSED for token in tokens)


def _names_the_report(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Return True for ", comments that …" and ", a claim that …"."""
    at = index + (tokens[index].lower_ in _ARTICLES)
    if not _is_behind_break(tokens, index) or at + 1 >= len(tokens):
        return False
    is_followed = tokens[at + 1].lower_ in ("that", "which")
    return is_followed and tokens[at].pos_ == "NOUN" and tokens[at].lower_ in lexicon.cue_nouns


def _tells_where_it_was_said(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Return True for "in a statement", days passed over, at the end."""
    if tokens[index].lower_ != "in" or tokens[index].head.lemma_ == "be" or index + 2 >= len(tokens):
        return False
    is_channel = tokens[index + 1].lower_ in _ARTICLES and tokens[index + 2].lower_ in lexicon.channels
    rest = tokens[index + 3 :]
    return is_channel and all(t.ent_type_ in ("DATE", "TIME") or t.lower_ == "on" or t.is_punct for t in rest)


_ENDS: tuple[Callable[[Sequence[Token], int, Lexicon], bool], ...] = (
    _begins_sentence,
    _concedes,
    _reports_further,
    _goes_on_with_the_matrix,
    _describes,
    _names_the_report,
    _tells_where_it_was_said,
)


def _without_joint(tokens: Sequence[Token], index: int) -> int:
    """Return the end without the comma, the joint and the adverbs before it."""
    while index > 1 and (
        (tokens[index - 1].is_punct and tokens[index - 1].text not in (CLOSING, ")"))
        or tokens[index - 1].lower_ in _JOINTS
        or (_is_before_verb(tokens[index - 1]) and tokens[index - 2].lower_ in _JOINTS)
    ):
        index -= 1
    return index


def _without_loose(tokens: Sequence[Token], end: int) -> int:
    """Return the end without words that belong to what follows: a joint, or the first words of a phrase that is cut."""
    while end > _FEWEST and _is_loose(tokens[end - 1]):
        end -= 1
    return end


def _is_loose(token: Token) -> bool:
    """Return True for "and" or "which" at the end, for an article, owner or preposition whose noun is cut off, and for
    a subject whose verb is: "…,” he | told reporters"."""
    if token.tag_ in ("CC", "WDT", "WP") or (token.dep_ in _SUBJECTS and token.head.i > token.i):
        return True
    needs_noun = token.tag_ in ("DT", "PRP$") and token.dep_ in ("det", "poss") and token.head.i > token.i
    return needs_noun or (
        token.tag_ == "IN" and any(c.dep_ == "pobj" and c.i > token.i for c in token.children)
    )
