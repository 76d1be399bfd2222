"""Whether a printing tells what some words tell, in whatever words: what the scorer of links makes of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quotetrack.linking.features import COLUMN, features
from quotetrack.linking.inputs import LinkInput, read_input
from quotetrack.linking.scorer import shipped_scorer
from quotetrack.linking.signatures import make_signatures
from quotetrack.records import Printed
from quotetrack.text.word_weights import known_words

_LONGEST = 3000
"""Code points of the words checked that are read."""


@dataclass(frozen=True, slots=True)
class ParaphraseSettings:
    """Words by one speaker tell the same if they have so much in common: in the pairs of `bench/linking` that are no
    like words otherwise, 14 of 14 do. Rerun `benchmarks/check_altered.py` before changing one."""

    # The part of the words checked, by weight, that both have.
    share: float = 0.4
    # The part of the words of both, by weight, that both have.
    of_both: float = 0.3
    # What the words that both have weigh.
    weight: float = 4.0


SETTINGS = ParaphraseSettings()


def chances_alike(words: str, printed: Sequence[Printed], *, is_theirs: bool) -> list[float]:
    """Return for each printing how probable it is that it tells what the words tell, in the same words or others,
    denied or not. `is_theirs`: all are known to be by the speaker whom the words are said to be of."""
    if not printed:
        return []
    # When the words are said to have been said is not known: the day tells nothing for or against.
    speaker = int(is_theirs)
    inputs = [
        replace(read_input(each, speaker=speaker, article=n), is_denied=False, day=1, said=0)
        for n, each in enumerate(printed, 1)
    ]
    own = LinkInput(words[:_LONGEST], marked=words[:_LONGEST], speaker=speaker, day=1)
    signed = make_signatures([own, *inputs], known_words())
    rows = features(np.repeat(signed[:1], len(inputs)), signed[1:])
    alike = shipped_scorer().probabilities(rows)[:, :2].sum(axis=1)
    if is_theirs:
        shared = np.expm1(rows[:, COLUMN["shared"]])
        share = shared / np.maximum(signed["total"][0], 0.5)
        is_much = (share >= SETTINGS.share) & (rows[:, COLUMN["of both"]] >= SETTINGS.of_both)
        alike = np.maximum(alike, np.where(is_much & (shared >= SETTINGS.weight), share, 0.0))
    return [float(chance) for chance in alike]
