"""Words that negate, the only copy: one core, and the wider sets that linking and checking need."""

from __future__ import annotations

import re

NEGATIONS = frozenset("not no never nobody nothing none neither nor".split())
"""Words that negate their clause wherever they stand."""
SENTENCE_NEGATIONS = NEGATIONS | frozenset("cannot without hardly barely false".split())
"""With those that a printing may not lose when it is compared with words to be checked."""
DENIAL_WORDS = NEGATIONS | frozenset(
    "without cannot false falsely untrue lie lies nonsense myth wrong deny denied denies reject rejected rejects "
    "refuse refused refuses dismiss dismissed oppose opposed opposes against unable impossible hardly skeptical "
    "sceptical doubt doubts doubted doubtful".split()
)
"""With words that deny or doubt: what sets two statements of the same words at odds, for linking."""
OPPOSITION = frozenset(
    "condemnation criticism denial dismissal objection objections opposition refusal rejection resistance".split()
)
"""Nouns by which somebody is against what follows: "criticism of a law"."""
VERB_NEGATIONS = frozenset(("never", "neither", "nor"))
"""Those that hang on a verb; "not" is found by its dependency."""
SUBJECT_NEGATIONS = frozenset(("neither", "nobody", "none"))
"""Those that negate a verb as its subject, or in it ("none of them said")."""

_PIECE = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.,-][^\W_]+)*%?|[.,;:!?()…–—]")
_REACH = 8
"""Words behind a negation that it may turn round, as long as the clause goes on."""
_NEGATES = NEGATIONS | frozenset("cannot without false falsely untrue little few hardly barely".split())
_ENDS_CLAUSE = frozenset("and but that which who because although though while if when unless until".split())
_NOT_ONLY = frozenset("only just merely simply".split())


def negated_part(text: str) -> str:
    """Return the words of a text that a negation turns round: those behind it in its clause, `_REACH` at most.

    "Not only" negates nothing, "non-payment" negates "payment"."""
    out: list[str] = []
    left = 0
    for match in _PIECE.finditer(text):
        piece = match.group()
        plain = piece.casefold().replace("’", "'")
        if plain.startswith("non-"):
            out.append(piece[4:])
        elif not piece[0].isalnum() or plain in _ENDS_CLAUSE or (left == _REACH and plain in _NOT_ONLY):
            left = 0
        elif plain in _NEGATES or plain.endswith("n't"):
            left = _REACH
        elif left:
            out.append(piece)
            left -= 1
    return " ".join(out)
