"""What one printing says for or against some words' being said: how they fit it, whose it is, and how it tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quotetrack.comparison.alignment import Asked, Fit, fit, is_negation, likeness
from quotetrack.comparison.tokens import tokens_of
from quotetrack.records import Printed
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, Whose

Bearing = Literal["quoted", "told", "denied", "none"]
"""`quoted`: in marks, as said; `told`: in the reporter's words, as said; `denied`: as what the speaker denies or never
said."""

_THAT = re.compile(r"\b(?:that|having|whether|if|ever)\b", re.IGNORECASE)
_DENIED = 0.6
"""How alike words must be to a denied claim."""
_REACH = 200
_ALIKE = 0.8
"""The part of the words that a printing has in any order that is laid beside them in any case."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A printing with all that a verdict asks of it; `like` is the part of the words that it has in any order."""

    row: int
    printed: Printed
    fit: Fit
    whose: Whose
    bearing: Bearing
    like: float = 0.0

    @property
    def score(self) -> float:
        """How alike the words are."""
        return self.fit.score

    @property
    def rank(self) -> tuple[int, float]:
        """By how they fit: exact before cut before all others."""
        return (("exact", "cut").index(self.fit.how) if self.fit.how in ("exact", "cut") else 2, -self.score)


def weigh(
    asked: Asked,
    found: Mapping[int, Printed],
    ids: Mapping[int, str],
    speaker: ClaimedSpeaker | None,
    *,
    most: int = 8,
) -> list[Weighed]:
    """The printings that have most of the words, weighed: all that have nearly all of them, and some others."""
    like = {row: likeness(asked, printed) for row, printed in found.items()}
    likely = sorted(found, key=lambda row: (-like[row], row))
    near = sum(value >= _ALIKE for value in like.values())
    out = []
    for row in likely[: max(near, most)]:
        printed = found[row]
        fitted = fit(asked, printed)
        who, how = whose(printed, ids.get(row), speaker), bearing(asked, printed, fitted)
        out.append(Weighed(row, printed, fitted, who, how, like[row]))
    return out


def whose(printed: Printed, id: str | None, speaker: ClaimedSpeaker | None) -> Whose:
    """Whose words a printing has; anybody's are wanted where no speaker is given."""
    return "theirs" if speaker is None else speaker.whose(printed, id)


def bearing(asked: Asked, printed: Printed, fitted: Fit) -> Bearing:
    """How a printing tells words that fit it so."""
    if fitted.how == "other words":
        return "none"
    how = manner(printed)
    if how == "denied":
        if fitted.how != "exact" and asked.is_negated != is_negated(printed):
            return "told"  # "I never took it" is what he says who denies that he took it
        return "denied" if fitted.how in ("exact", "cut") or fitted.score >= _DENIED else "none"
    if fitted.how == "told":
        return "told" if how == "said" else "none"
    return "quoted" if how != "declined" else "none"


def manner(printed: Printed) -> Literal["said", "denied", "declined", "open"]:
    """How the words are told: as said, as denied or never said, as what somebody would not say, or otherwise. Words in
    marks by which somebody denies something (“I never took it,” he denied) are said."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    stance = attribution.stance
    if quote.kind == "direct" and stance != "said":
        is_clause = not _is_governed(printed)
        if stance == "declined":
            return "said" if is_clause else "declined"
        if stance in ("denied", "not_said"):
            return "said" if is_clause and is_negated(printed) else "denied"
    if stance in ("denied", "not_said"):
        return "denied"
    if stance == "declined":
        return "declined"
    return "said" if stance == "said" else "open"


def is_negated(printed: Printed) -> bool:
    """Whether the words printed turn something round."""
    quote = printed.statement.quote
    said = tokens_of(printed.article.text, quote.proposition or quote.content)
    return any(is_negation(token.key) for token in said)


def _is_governed(printed: Printed) -> bool:
    """Whether the cue leads on to the words: "denied that “it sank”"."""
    quote = printed.statement.quote
    if not quote.cue or quote.cue[-1].end > quote.content[0].start:
        return False
    between = printed.article.text[quote.cue[-1].end : quote.content[0].start][:_REACH]
    return bool(_THAT.search(between))


def nearest(weighed: Sequence[Weighed]) -> Weighed | None:
    """The one that the words fit best."""
    return min(weighed, key=lambda one: one.rank, default=None)
