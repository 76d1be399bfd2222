"""What one printing says for or against some words' being said: how they fit it, whose it is, and how it tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quotetrack.comparison.alignment import CheckedWords, Fit, fit_printing, is_negation, share_printed
from quotetrack.comparison.tokens import tokens_of
from quotetrack.records import Printed
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, Whose
from quotetrack.text.negation import OPPOSITION

Bearing = Literal["quoted", "told", "denied", "none"]
"""`quoted`: in marks, as said; `told`: in the reporter's words, as said; `denied`: as what the speaker denies or never
said."""
Manner = Literal["said", "denied", "declined", "open"]

_THAT = re.compile(r"\b(?:that|having|whether|if|ever)\b", re.IGNORECASE)
_OPENING = 3
"""Words of a report among which a noun may say that somebody is against what follows."""
_REACH = 200
"""Code points between a cue and the words that are searched for what leads on to them."""


@dataclass(frozen=True, slots=True)
class AssessmentSettings:
    """Rerun `benchmarks/check_altered.py` before changing one."""

    # How alike words must be to a denied claim.
    denied: float = 0.6
    # The part of the words that a printing has in any order from which on it is always laid beside them.
    share: float = 0.8


SETTINGS = AssessmentSettings()


@dataclass(frozen=True, slots=True)
class Assessed:
    """A printing with all that a verdict asks of it; `share` is the part of the words that it has in any order."""

    row: int
    printed: Printed
    fit: Fit
    whose: Whose
    bearing: Bearing
    share: float = 0.0

    @property
    def score(self) -> float:
        """How alike the words are."""
        return self.fit.score

    @property
    def rank(self) -> tuple[int, float]:
        """By how they fit: exact before cut before all others."""
        return {"exact": 0, "cut": 1}.get(self.fit.kind, 2), -self.score


def assess(
    asked: CheckedWords,
    found: Mapping[int, Printed],
    ids: Mapping[int, str],
    speaker: ClaimedSpeaker | None,
    *,
    most: int = 8,
) -> list[Assessed]:
    """Return the printings that have most of the words, assessed: all that have nearly all of them, and others up to
    `most`. Anybody's words are wanted if no speaker is given."""
    share = {row: share_printed(asked, printed) for row, printed in found.items()}
    likely = sorted(found, key=lambda row: (-share[row], row))
    near = sum(value >= SETTINGS.share for value in share.values())
    out = []
    for row in likely[: max(near, most)]:
        printed = found[row]
        fit = fit_printing(asked, printed)
        whose = "theirs" if speaker is None else speaker.whose(printed, ids.get(row))
        out.append(Assessed(row, printed, fit, whose, bearing_of(asked, printed, fit), share[row]))
    return out


def are_apart(one: Assessed, other: Assessed) -> bool:
    """Return whether two printings have different stretches of the words."""
    (start, end), (begin, last) = one.fit.place, other.fit.place
    return end <= begin or last <= start


def bearing_of(asked: CheckedWords, printed: Printed, fit: Fit) -> Bearing:
    """Return how a printing tells words that fit it so."""
    if fit.kind == "other words":
        return "none"
    how = manner(printed)
    if how == "denied":
        if fit.kind != "exact" and asked.is_negated != is_printed_negated(printed):
            return "told"  # "I never took it" is what he says who denies that he took it
        return "denied" if fit.is_verbatim or fit.score >= SETTINGS.denied else "none"
    if fit.kind == "told":
        return "told" if how == "said" else "none"
    return "quoted" if how != "declined" else "none"


_MANNERS: dict[str, Manner] = {
    "said": "said",
    "denied": "denied",
    "not_said": "denied",
    "declined": "declined",
}
"""How a stance tells words; any other leaves it open."""


def manner(printed: Printed) -> Manner:
    """Return how the words are told: as said, as denied or never said, as what somebody would not say, or otherwise.
    Words in marks by which somebody denies something (“I never took it,” he denied) are said."""
    how = _MANNERS.get(printed.statement.attribution.stance, "open")
    if (
        how in ("denied", "declined")
        and printed.statement.quote.kind == "direct"
        and not _is_governed(printed)
    ):
        return "said" if how == "declined" or is_printed_negated(printed) else how
    return how


def is_printed_negated(printed: Printed) -> bool:
    """Return whether the words printed turn something round, or begin with what is against it: "criticism of …"."""
    quote = printed.statement.quote
    said = tokens_of(printed.article.text, quote.proposition or quote.content)
    is_against = quote.kind == "indirect" and any(token.key in OPPOSITION for token in said[:_OPENING])
    return is_against or any(is_negation(token.key) for token in said)


def _is_governed(printed: Printed) -> bool:
    """Return whether the cue leads on to the words: "denied that “it sank”"."""
    quote = printed.statement.quote
    if not quote.cue or quote.cue[-1].end > quote.content[0].start:
        return False
    between = printed.article.text[quote.cue[-1].end : quote.content[0].start][:_REACH]
    return bool(_THAT.search(between))
