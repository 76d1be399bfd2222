"""What comes back from a store: statements with their articles, the filter that chooses them, and entries of lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import Article
from quotetrack.records.quotation import Kind, NotSpeech, SpeakerKind, Stance, Statement
from quotetrack.records.review import Review, Status


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a database: the table, the row by its primary key (its parts joined by "/"; empty
    where it is in none), where that is for a reader (the id of an article or quotation, empty where it cannot be told),
    and what was found and what was expected."""

    table: str
    row: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """The claim that a quotation prints, in brief: its id, how many printings it has, how many outlets print it
    independently, the day and outlet of its first printing, and how many links tell that it is contradicted."""

    id: str
    printings: int = 1
    sources: int = 1
    first_published: str | None = None
    first_source: str | None = None
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Printed:
    """A statement with the article it is printed in, as it comes back from a store: as a reviewer has corrected it,
    where one has. `review` is None where nobody has decided anything; `claim` is told where it is asked for."""

    article: Article
    statement: Statement
    review: Review | None = None
    claim: ClaimNote | None = None

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.statement.quote.words(self.article.text)


@dataclass(frozen=True, slots=True)
class PrintedNotSpeech:
    """Words in marks that quote nobody with the article they are printed in, as they come back from a store."""

    article: Article
    not_speech: NotSpeech

    @property
    def text(self) -> str:
        """The words as printed, marks left out."""
        return self.not_speech.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements are wanted; every field that is set must hold, an unset one asks nothing.

    `speaker` matches names that contain all of its words, whatever their case and accents; `about`
    asks for all of its words in the quotation or its paragraph; `source` matches the outlet's name or
    domain; `since` and `until` are days ("YYYY-MM-DD") of publication, both included. `person` is the id of one
    speaker across articles (`SpeakerEntry.id`), `people` those of several, any of whom will do. `status` is what a
    reviewer has found, or "unchecked" where nobody has.
    """

    speaker: str | None = None
    about: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    stance: Stance | None = None
    min_confidence: float = 0.0
    limit: int | None = None
    person: str | None = None
    people: tuple[str, ...] = ()
    status: Status | Literal["unchecked"] | None = None


EVERYTHING = Filter()
"""Asks nothing of a statement."""


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A role as printed of a speaker: of how many statements, and on which days of publication first and last."""

    words: str
    quotes: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """One speaker across the articles of a store: the name printed most, the kind, how many statements; every name,
    role and mention as printed and every outlet, most frequent first; first and last day of publication.

    `id` names this one speaker in a `Filter`. `candidates` are those whom a surname alone may mean, where nothing
    settles whom it means."""

    id: str
    name: str
    kind: SpeakerKind
    quotes: int
    names: tuple[str, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    mentions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One outlet in a store: its articles (current revisions), statements, first and last day of publication."""

    name: str | None
    domain: str | None
    articles: int
    quotes: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds: `revisions` counts older texts of the same articles, which are kept; `unattributed`
    the statements whose speaker is unknown or not named."""

    articles: int
    revisions: int
    quotes: int
    by_kind: tuple[tuple[Kind, int], ...]
    by_stance: tuple[tuple[Stance, int], ...]
    speakers: int
    unattributed: int
    sources: int
    first: str | None
    last: str | None
