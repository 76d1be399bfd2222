"""What the interface takes, described: the fields of each address, under the names of the command line's options, and
what is sent to be decided."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

from quotetrack.desk.addresses import LONGEST_FIELD
from quotetrack.records import ClaimOrder, Kind, QueueOrder, Relation, SpeakerKind, Stance, Status
from quotetrack.records.check import Form

MOST_AT_ONCE = 500
"""Items of one answer: more are some megabytes, which a reader waits for and a server holds in memory."""
LARGEST_NUMBER = 1_000_000_000
"""The largest number that an address may have: what the command line's options take."""

_Words = Annotated[str, Field(max_length=LONGEST_FIELD)]
_Limit = Annotated[int, Field(ge=1, le=MOST_AT_ONCE, description="At most this many.")]


def _written_in_full(value: object) -> object:
    """Refuse what is no day written like 2012-07-05: pydantic takes seconds since 1970 as well."""
    if not isinstance(value, str) or len(value) != len("2012-07-05") or "-" not in value:
        raise ValueError("expected a day such as 2012-07-05")
    return value


def _whole(value: object) -> object:
    """Take 7.0 for 7, as JSON does; a text stays none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_Day = Annotated[date, BeforeValidator(_written_in_full)]
_Position = Annotated[StrictInt, Field(ge=0, le=LARGEST_NUMBER), BeforeValidator(_whole)]
_Number = Annotated[StrictInt, Field(ge=1, le=LARGEST_NUMBER), BeforeValidator(_whole)]


class Fields(BaseModel):
    """Fields of an address. One that is not known is refused: misspelt, it would ask for everything."""

    model_config = ConfigDict(extra="forbid")


class PagedFields(Fields):
    """How many of a list are wanted, and which."""

    limit: _Limit = 50
    offset: int = Field(0, ge=0, le=LARGEST_NUMBER, description="Leave out so many of the first.")


class AnswerFilter(Fields):
    """Which quotations may answer."""

    source: _Words | None = Field(None, description="Only this outlet, by name or domain.")
    since: _Day | None = Field(None, description="Only published on this day or later.")
    until: _Day | None = Field(None, description="Only published on this day or earlier.")
    kind: Kind | None = Field(None, description="Only this kind.")
    stance: Stance | None = Field(None, description="Only this stance.")
    status: Status | Literal["unchecked"] | None = Field(
        None, description="Only what a reviewer has found so."
    )
    min_confidence: float = Field(
        0.0, ge=0.0, le=1.0, description="Only where the speaker is at least this sure."
    )
    person: _Words | None = Field(None, description="Only the speaker with this id.")
    unshown: bool = Field(False, description="Also what is kept back, and what was rejected.")


class FilterFields(AnswerFilter):
    """Which quotations are wanted. Every field that is given must hold."""

    speaker: _Words | None = Field(
        None, description="Only speakers whose name has all these words, or unnamed ones described so."
    )
    about: _Words | None = Field(
        None, description="Only if all these words stand in the quotation or its paragraph."
    )


class AskFields(AnswerFilter):
    """A question. Its `limit` and `offset` count answers."""

    q: str = Field(min_length=1, max_length=1000, description="“What did Lavrov say about Assad?”")
    today: _Day | None = Field(None, description="The day from which “last week” is counted.")
    limit: _Limit = 20
    offset: int = Field(0, ge=0, le=MOST_AT_ONCE, description="Leave out so many of the first.")


class QuoteFields(FilterFields):
    """Which quotations are wanted, and how many."""

    limit: _Limit = 50
    after: str | None = Field(None, max_length=64, description="Only what comes behind this quotation's id.")


class ListFields(FilterFields, PagedFields):
    """Which quotations a list rests on, and how many of it are wanted."""


class FacetFields(FilterFields):
    """Which quotations are counted."""

    most: int = Field(12, ge=1, le=MOST_AT_ONCE, description="So many speakers, outlets and months at most.")


class ClaimFields(ListFields):
    """Which claims are wanted, and in which order."""

    by: ClaimOrder = Field("sources", description="What they are sorted by.")
    least: int = Field(2, ge=1, le=LARGEST_NUMBER, description="With so many printings or more.")


class LinkFields(ListFields):
    """Which links are wanted."""

    # Below that no link is stored, and all pairs would be scored afresh.
    min_score: float | None = Field(
        None, ge=0.2, le=1.0, description="Only of this probability or more; unset, those sure enough."
    )
    relation: Relation | None = Field(None, description="Only of this relation.")


class QueueFields(FilterFields):
    """What is to be looked at next."""

    limit: _Limit = 20
    order: QueueOrder = Field("unsure", description="What comes first.")
    after: str | None = Field(None, max_length=200, description="Only what comes behind this position or id.")
    second_for: _Words | None = Field(
        None, description="Only what just one reviewer has decided on, and not this one."
    )


class LogFields(Fields):
    """Which decisions are wanted."""

    quote: _Words | None = Field(None, description="Only of quotations whose id begins so.")
    by: _Words | None = Field(None, description="Only what this person decided.")
    since: _Day | None = Field(None, description="Only from this day on.")
    limit: _Limit = 50
    after: int = Field(0, ge=0, le=LARGEST_NUMBER, description="Only those behind this number.")


class StatementOptions(Fields):
    """How a quotation is told."""

    why: bool = Field(False, description="With all that decided, and everybody else it could have been.")


class ClaimOptions(Fields):
    """How a claim is told."""

    unshown: bool = Field(False, description="With its links to what is not shown.")


class CheckFields(Fields):
    """Words to be checked."""

    words: str = Field(min_length=1, max_length=20_000, description="What somebody is said to have said.")
    speaker: _Words | None = Field(None, description="Who is said to have said them: a name or a role.")
    form: Form = Field("marks", description="As the speaker's own words, or as told in others.")
    unshown: bool = Field(False, description="Look at what is not shown as well.")


class DraftOptions(Fields):
    """What a draft is."""

    name: str = Field(
        "", max_length=200, description="The file's name: .txt, .md, .html, .docx, .odt or .pdf."
    )
    unshown: bool = Field(False, description="Look at what is not shown as well.")


class NewDecision(Fields):
    """What is decided of a quotation. A field that is left out, or null, stays as it is."""

    quote: str = Field(max_length=64, description="The quotation's id, or its first four or more characters.")
    status: Status | Literal[""] | None = Field(None, description="An empty one opens it again.")
    speaker: _Words | None = Field(None, description="Who said it; empty if nobody can be named.")
    kind: SpeakerKind | None = Field(None, description="The speaker's kind, unless the name is known.")
    words: str | None = Field(
        None, max_length=20_000, description="What was said, in words of the article at that place."
    )
    offsets: list[tuple[_Position, _Position]] | None = Field(
        None, max_length=100, description="Where the words begin and end instead, in code points."
    )
    stance: Stance | None = Field(None, description="What the speaker does with the words.")
    notes: str | None = Field(
        None, max_length=10_000, description="What a reader should know; empty clears it."
    )
    by: str | None = Field(None, max_length=100, description="Who decides.")
    seen: str | None = Field(
        None,
        max_length=100,
        description="The state that the decision rests on: the ETag of the quotation, without its marks.",
    )


class TakenBack(Fields):
    """Decisions that are taken back."""

    numbers: list[_Number] = Field(min_length=1, max_length=1000)
    by: str | None = Field(None, max_length=100, description="Who takes them back.")
