"""What a check comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.claim import Comparison
from quotetrack.records.stored import Printed

Verdict = Literal["exact", "cut", "altered", "paraphrase", "other_speaker", "denied", "not_found"]
"""`exact`: all words of a printing and no other; `cut`: a part of them, or parts that an honest ellipsis joins;
`altered`: the same words with differences; `paraphrase`: told, but not as the speaker's words in marks;
`other_speaker`: printed as somebody else's words only; `denied`: the speaker denied it, or never said it by what is
printed, and is nowhere quoted with it; `not_found`: nothing like it."""

How = Literal["exact", "cut", "altered", "told", "alike", "same claim"]
"""How the words fit one printing. `told`: in the reporter's words, not in marks; `alike`: the same in other words;
`same claim`: another printing of an utterance that they fit."""


@dataclass(frozen=True, slots=True)
class Match:
    """A printing that bears on a verdict: how alike its words and those checked are (0-1), how they fit it, word by
    word how those checked differ from it (None where no word does, or none is the same), and what a reader should
    know."""

    printed: Printed
    score: float
    how: How
    differs: Comparison | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on some words, why, in a sentence or two for a reader, and the printings that it rests on, by day of
    publication. `speaker` is whom they are said to be of (None: anybody)."""

    words: str
    speaker: str | None
    verdict: Verdict
    why: str
    matches: tuple[Match, ...] = ()
