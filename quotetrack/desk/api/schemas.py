"""What the interface gives, described: the objects that the command line prints with `--format jsonl`, by the same
names. They describe and check nothing while the desk runs; the tests compare them with what is given."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from quotetrack.records import AlarmKind, DecisionField, Kind, Relation, SpeakerKind, Stance, Status
from quotetrack.records.quotation import Act, Precision, Where

Place = tuple[int, int]
"""Where words begin and end: code points of the article's text, the end not included."""


def left_out() -> Any:
    """Return a field that is left out where it does not apply, and is never null."""
    return Field(default_factory=lambda: None)


class NamedSpeaker(BaseModel):
    """The person or body quoted."""

    name: str | None
    kind: SpeakerKind
    role: str | None


class Review(BaseModel):
    """What people have decided of a quotation, as it stands now."""

    status: Status | None
    reviewer: str
    checked_on: str
    notes: str | None
    corrected: list[DecisionField]


class Figure(BaseModel):
    """A number in what was said."""

    text: str
    span: Place
    value: int | float | None
    unit: str | None
    counted: str | None


class StatementFields(BaseModel):
    """What was said, as printed, and who said it."""

    id: str
    kind: Kind
    content: list[Place]
    text: str
    where: Where
    cue: list[Place] | None
    mention: list[Place] | None
    speaker: NamedSpeaker | None
    hearer: str | None
    stance: Stance
    act: Act
    said_on: str | None
    via: list[str]
    speaks_for: str | None
    anonymity: str | None
    translated: str | None
    proposition: list[Place] | None
    figures: list[Figure]
    about: list[str]
    confidence: float
    shown: bool
    rule: str
    # Only there if they are known.
    page: str = ""
    time: tuple[str, str] = ("", "")
    withdrawn: bool = False


class ReasonGiven(BaseModel):
    """One reason behind an attribution, with the words that it rests on."""

    rule: str
    text: str | None


class PlacedReason(ReasonGiven):
    """A reason, and where its words stand."""

    span: Place | None


class RunnerUp(BaseModel):
    """Somebody who could be the speaker."""

    name: str
    score: float
    reason: str


class PlacedRunnerUp(RunnerUp):
    """Somebody who could be the speaker, and where the article names them."""

    mention: list[Place]


class ClaimNote(BaseModel):
    """What is known of the claim that a quotation prints."""

    id: str
    printings: int
    sources: int
    first_published: str | None
    first_source: str | None
    conflicts: int


class QuotationFields(StatementFields):
    """A quotation with the article it is printed in."""

    article: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    agencies: list[str]
    byline: str | None
    archive_url: str | None
    retrieved: str | None
    digest: str
    said_on_precision: Precision | None
    said_on_basis: str | None
    place: str | None
    occasion: str | None
    before: str
    after: str
    why: list[ReasonGiven]
    claim: ClaimNote | None
    review: Review | None


class Quotation(QuotationFields):
    """A quotation, as `quotetrack quotes` prints it."""

    candidates: list[RunnerUp]


class QuotationWithWhy(QuotationFields):
    """A quotation with all that decided, as `quotetrack show --why` prints it."""

    candidates: list[PlacedRunnerUp]
    evidence: list[PlacedReason]
    flags: list[str]
    quote_confidence: float


class QueuedQuotation(Quotation):
    """A quotation of the queue, as `quotetrack review queue` prints it."""

    position: str = Field(description="Where it stands in its order; `after` goes on behind it.")


class Answer(BaseModel):
    """A quotation that answers a question, as `quotetrack ask` prints it. `review` is there only if somebody has
    decided."""

    rank: int
    score: float
    id: str
    article: str
    source: str | None
    published: str | None
    url: str | None
    content: list[Place]
    text: str
    speaker: NamedSpeaker | None
    mention: list[Place] | None
    kind: Kind
    stance: Stance
    hearer: str | None
    said_on: str | None
    confidence: float
    shown: bool
    cue: list[Place]
    claim: str
    read_as: str
    probability: float
    page: str = left_out()
    time: tuple[str, str] = left_out()
    withdrawn: bool = left_out()
    review: Review = left_out()


class PlaceOfWords(BaseModel):
    """An article, and where in it the words stand."""

    article: str
    content: list[Place]
    withdrawn: bool = left_out()


class LinkEnd(PlaceOfWords):
    """An end of a link."""

    confidence: float
    shown: bool


class Ground(BaseModel):
    """One thing that a link rests on."""

    what: str
    says: str
    a: list[Place]
    b: list[Place]


class Link(BaseModel):
    """How two quotations hang together, as `quotetrack links` prints it."""

    a: LinkEnd
    b: LinkEnd
    relation: Relation
    score: float
    probabilities: dict[str, float]
    grounds: list[Ground]


class Claim(BaseModel):
    """All printings of one utterance, as `quotetrack claims` prints it."""

    claim: str
    members: list[PlaceOfWords]
    first_published: str | None
    sources: int
    text: str
    speaker: str | None
    conflicts: int


class Change(BaseModel):
    """Words of one printing beside what another has there."""

    kind: str
    a: list[Place]
    b: list[Place]
    fair: str | None


class Comparison(BaseModel):
    """How one printing differs from another, word by word."""

    verdict: str
    warnings: list[str]
    changes: list[Change]


class Printing(StatementFields):
    """A printing of a claim."""

    article: str
    source: str | None
    published: str | None
    agencies: list[str]
    copy_of: str | None
    review: Review | None
    wording: int
    differs: Comparison | None


class WholeClaim(Claim):
    """A claim with every printing compared, as `quotetrack claim` prints it."""

    state: str
    printings: list[Printing]
    contradicted_by: list[Link]
    said_again: list[Link]


class Role(BaseModel):
    """A role as printed of a speaker."""

    words: str
    quotes: int
    first: str | None
    last: str | None


class Speaker(BaseModel):
    """One speaker across articles, as `quotetrack speakers` prints it."""

    id: str
    name: str
    kind: SpeakerKind
    quotes: int
    names: list[str]
    roles: list[Role]
    mentions: list[str]
    sources: list[str]
    first: str | None
    last: str | None
    candidates: list[str]


class UnnamedSpeaker(BaseModel):
    """A description of speakers who are not named, as `quotetrack speakers --unnamed` prints it."""

    words: str
    kind: SpeakerKind
    quotes: int
    mentions: list[str]
    first: str | None
    last: str | None


class Outlet(BaseModel):
    """An outlet, as `quotetrack sources` prints it."""

    name: str | None
    domain: str | None
    articles: int
    quotes: int
    first: str | None
    last: str | None


class Stats(BaseModel):
    """What the database holds, as `quotetrack stats` prints it."""

    database: str
    articles: int
    revisions: int
    quotes: int
    by_kind: dict[str, int]
    by_stance: dict[str, int]
    speakers: int
    unattributed: int
    sources: int
    first: str | None
    last: str | None
    kept_back: int
    pending: int
    alarms: int


class FacetCount(BaseModel):
    """How many quotations have one value of something."""

    value: str | None
    name: str
    quotes: int


class Facets(BaseModel):
    """Quotations counted, as `quotetrack facets` prints it."""

    quotes: int
    speakers: list[FacetCount]
    sources: list[FacetCount]
    months: list[FacetCount]
    kinds: list[FacetCount]
    stances: list[FacetCount]
    shown: list[FacetCount]
    statuses: list[FacetCount]


class Alarm(BaseModel):
    """Quotations of which something is wrong, as `quotetrack alarms` prints it."""

    kind: AlarmKind
    words: str
    speakers: list[str]
    printings: list[Quotation]


class Decision(BaseModel):
    """One thing that was decided of a quotation, as `quotetrack review log` prints it."""

    number: int
    article: str
    quote: str
    what: DecisionField
    value: Any = Field(description="What the field is since then.")
    was: Any = Field(description="What the field was before.")
    made_by: str
    made_at: str
    checked_on: str
    batch: int
    undoes: int | None


class Decided(BaseModel):
    """Decisions that were made, and the state of the quotation since then."""

    items: list[Decision]
    seen: dict[str, str] = Field(description="The state of each quotation by now, for the next decision.")
