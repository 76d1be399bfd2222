"""Whether a printing tells what some words tell, in whatever words: what the scorer of links makes of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from quotetrack.linking.features import COLUMN, features
from quotetrack.linking.inputs import LinkInput, read_input
from quotetrack.linking.scorer import shipped_scorer
from quotetrack.linking.signatures import make_signatures
from quotetrack.records import Printed
from quotetrack.text.word_weights import known_words

_LONGEST = 3000
_SHARE, _BOTH, _WEIGHT = 0.4, 0.3, 4.0
"""Words by one speaker tell the same where so much of the words checked, by weight, and of the words of both, is in
both, and weighs so much: in the pairs of `bench/linking` that are no like words otherwise, 14 of 14 do."""


def chances_alike(words: str, printed: Sequence[Printed], *, is_theirs: bool) -> list[float]:
    """Of each printing how probable it is that it tells what the words tell, in the same words or others, denied or
    not. `is_theirs`: all are known to be by the speaker whom the words are said to be of."""
    if not printed:
        return []
    # When the words are said to have been said is not known: the day tells nothing for or against.
    speaker = int(is_theirs)
    told = [
        replace(read_input(one, speaker=speaker, article=n + 1), is_denied=False, day=1, said=0)
        for n, one in enumerate(printed)
    ]
    own = LinkInput(words[:_LONGEST], marked=words[:_LONGEST], speaker=speaker, day=1)
    made = make_signatures([own, *told], known_words())
    rows = features(np.repeat(made[:1], len(told)), made[1:])
    alike = shipped_scorer().probabilities(rows)[:, :2].sum(axis=1)
    if not is_theirs:
        return [float(chance) for chance in alike]
    shared = np.expm1(rows[:, COLUMN["shared"]])
    share = shared / np.maximum(made["total"][0], 0.5)
    is_much = (share >= _SHARE) & (rows[:, COLUMN["of both"]] >= _BOTH) & (shared >= _WEIGHT)
    return [float(chance) for chance in np.maximum(alike, np.where(is_much, share, 0.0))]
