"""Words that negate, the only copy: one core, and the wider sets that linking and checking need."""

from __future__ import annotations

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
VERB_NEGATIONS = frozenset(("never", "neither", "nor"))
"""Those that hang on a verb; "not" is found by its dependency."""
SUBJECT_NEGATIONS = frozenset(("neither", "nobody", "none"))
"""Those that negate a verb as its subject, or in it ("none of them said")."""
