"""What a check gives, described: the objects that `quotetrack check --format jsonl` prints."""

from __future__ import annotations

from pydantic import BaseModel

from quotetrack.desk.api.schemas import Comparison, NamedSpeaker, Place, left_out
from quotetrack.records import Kind, Stance
from quotetrack.records.check import CorrectionKind, Form, TurnGround, Verdict


class Correction(BaseModel):
    """How an article had some words before it was corrected, and how it has them now."""

    kind: CorrectionKind
    says: str
    before: str
    after: str | None
    speaker_before: str | None
    speaker_after: str | None
    seen: str | None
    changed: str | None
    archive_url: str | None


class Match(BaseModel):
    """A printing that bears on a verdict. For words that are nobody's quotation `how` is "printed", and what only a
    quotation has is left out; so are `via`, `ground`, `governing` and `sentence` if they do not apply."""

    article: str
    content: list[Place]
    text: str
    speaker: NamedSpeaker | None
    score: float
    how: str
    source: str | None
    published: str | None
    url: str | None
    archive_url: str | None
    retrieved: str | None
    earlier: bool
    correction: Correction | None
    kind: Kind = left_out()
    stance: Stance = left_out()
    confidence: float = left_out()
    shown: bool = left_out()
    quote: str = left_out()
    via: str = left_out()
    notes: list[str] = left_out()
    differs: Comparison | None = left_out()
    ground: TurnGround = left_out()
    governing: list[Place] = left_out()
    sentence: Place = left_out()


class Check(BaseModel):
    """The verdict on some words."""

    verdict: Verdict
    matches: list[Match]
    why: str
    words: str
    asked: str | None
    form: Form


class DraftCheck(Check):
    """The verdict on one stretch of a draft."""

    id: str
    line: int
