"""The frozen records that the rooms hand each other: what an article is, what was said, and by whom.

Nothing here reads a file, knows a library or imports another module of ours. Every position is a
`Span`: code points into the immutable `Article.text`, end not included.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["direct", "mixed", "indirect"]
"""`direct`: all of the reported content stands inside quotation marks (or is a turn of a transcript);
`mixed`: part of it stands outside; `indirect`: no marks."""

Where = Literal["body", "headline", "caption"]

SpeakerKind = Literal["person", "organisation", "outlet", "document", "group", "anonymous", "unknown"]

Stance = Literal["said", "denied", "declined", "asked", "would_say", "not_said"]
"""What the speaker does with the content. `denied` is also rejected or dismissed; `declined` is a
refusal to say; `would_say` is conditional or still to come; `not_said` is "never said"."""

ZoneKind = Literal[
    "headline",
    "standfirst",
    "dateline",
    "date",
    "outlet",
    "url",
    "byline",
    "heading",
    "caption",
    "credit",
    "sign_off",
    "agency",
    "initials",
    "chrome",
    "blockquote",
]
"""What a stretch of the article is, where it is not plain body text. `credit` is an image credit,
`chrome` is page furniture (menus, share buttons), `agency` and `initials` lie inside a `sign_off`."""

Act = Literal["speech", "attitude"]
"""What a cue tells of: `speech` is something said, written or otherwise let out; `attitude` is what goes on in a head
("believes", "wants"), which the speaker may never have put into words."""

Precision = Literal["day", "month", "year"]

Status = Literal["confirmed", "corrected", "rejected", "unsure"]
"""What a reviewer has found of a quotation. `confirmed`: it stands as it is; `corrected`: it stands as put right;
`rejected`: nothing of it is to be used; `unsure`: it was looked at, and cannot be settled."""

DecisionField = Literal["status", "words", "speaker", "stance", "notes"]
"""What a reviewer can decide on. `words` is where the words begin and end."""

Relation = Literal["copy", "same_utterance", "same_claim", "related", "contradicts"]
"""How two quotations of different articles hang together. `copy`: both stand in one text that was reprinted;
`same_utterance`: one act of saying, printed verbatim, cut, altered, translated or told indirectly; `same_claim`: the
same proposition, on another occasion or by somebody else; `related`: another proposition on the same matter;
`contradicts`: both cannot be true."""

KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")
ACTS: tuple[Act, ...] = ("speech", "attitude")
RELATIONS: tuple[Relation, ...] = ("copy", "same_utterance", "same_claim", "related", "contradicts")
PLACES: tuple[Where, ...] = get_args(Where)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
STANCES: tuple[Stance, ...] = ("said", "denied", "declined", "asked", "would_say", "not_said")
STATUSES: tuple[Status, ...] = ("confirmed", "corrected", "rejected", "unsure")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`: code points, end not included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article that is not plain body text, and what it is."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """The outlet that published an article. Either field may be None where the page does not tell."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article, its text settled once.

    `key` is what makes it the same article on another day: its given id, else its URL, else the path
    it came from. `id` is the given id, else the file's stem, and is what people see. `published` is
    "YYYY-MM-DD"; `published_at` adds the time of day (ISO 8601) where the page gives it. `archive_url` is where a
    copy of the page is kept, `retrieved` the day ("YYYY-MM-DD") it was fetched; both only as given with the article.
    `zones` are in text order and may lie inside one another.
    """

    id: str
    text: str
    key: str = ""
    title: str | None = None
    source: Source = Source()
    published: str | None = None
    published_at: str | None = None
    url: str | None = None
    archive_url: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    language: str | None = None
    retrieved: str | None = None
    zones: tuple[Zone, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal. Lone surrogates count as they stand."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def spans(self, kind: ZoneKind) -> tuple[Span, ...]:
        """The spans of all zones of one kind, in text order."""
        return tuple(zone.span for zone in self.zones if zone.kind == kind)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or stored: what was found, where, and what to do."""

    where: str
    reason: str


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
class Figure:
    """A number in what was said: `span` is the number as printed ("4.5 billion"), `value` what it amounts to (None
    where the words cannot be read as one number), `unit` its unit ("%", "dollars") and `counted` what it counts or
    measures ("people", "the toll"), as printed; None where the sentence does not tell."""

    span: Span
    value: float | None
    unit: Span | None = None
    counted: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What was said, as printed. `content` leaves the quotation marks out; one utterance may have
    several pieces, in text order. `flags` name repairs ("unclosed mark"); `rule` is what found it;
    `confidence` (0-1) is how sure we are that these are a speaker's words.

    `proposition` is the whole of what is reported where `content` is only the part in marks, or outside them; empty
    otherwise, or where nothing tells how far it goes. `figures` and `about`, the numbers and the named things in it,
    are read where the words stand in the reporter's own sentence: in indirect claims and mixed quotations."""

    id: str
    kind: Kind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    where: Where = "body"
    rule: str = ""
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    proposition: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    about: tuple[Span, ...] = ()

    def words(self, text: str) -> str:
        """The content, sliced from `text`; pieces are joined by " … ", which is ours, not the speaker's."""
        return " … ".join(span.of(text) for span in self.content)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the trained model takes for reported speech: its cue, its content and its source (empty: none seen), all in
    text order, and how sure it is (0-1). Rules weigh it; it is never shown as it stands."""

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person or body quoted. `name` is None for one who is not named ("a senior official"), and
    for joint speakers the names joined by "; ". `role` is as printed."""

    name: str | None
    kind: SpeakerKind
    role: str | None = None


@dataclass(frozen=True, slots=True)
class SaidOn:
    """The day the words were said: "YYYY-MM-DD", "YYYY-MM" or "YYYY" by `precision`. `basis` is the
    words it rests on ("on Thursday"); `inferred` where those stand in a neighbouring sentence."""

    date: str
    precision: Precision
    basis: Span
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be the speaker: the name, where it stands, a score (0-1) and the reason."""

    name: str
    mention: Span
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason behind an attribution: the rule's name and the words it rests on (None: no words)."""

    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quote, to whom, when, how; kept apart from the quote so that attributing again never
    rewrites what was printed.

    `speaker` None means nobody could be settled on: see `candidates`, best first. `mention` is the words
    nearest the cue that stand for the speaker. `hearer` is who was told, `via` the relays between the
    speaker and this article, nearest the article first. `speaks_for` is for whom a spokesman speaks ("the
    ministry"), `anonymity` the reason printed for leaving a speaker unnamed ("because he was not authorised
    to speak"), `translated` the words that tell that it was said in another language ("through an interpreter").
    `candidates` leave the chosen speaker out, so the first is the runner-up.
    """

    quote: str
    mention: tuple[Span, ...] = ()
    speaker: Speaker | None = None
    role: Span | None = None
    hearer: Span | None = None
    stance: Stance = "said"
    act: Act = "speech"
    said_on: SaidOn | None = None
    place: Span | None = None
    occasion: Span | None = None
    via: tuple[Span, ...] = ()
    speaks_for: Span | None = None
    anonymity: Span | None = None
    translated: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote and its attribution: who said what."""

    quote: Quote
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class NotSpeech:
    """Words in quotation marks that quote nobody, marks left out, and the rule that says so ("title", "nickname",
    "scare quotes")."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article, in text order: what is said, what stands in marks and is not said; and the
    versions that found it (program, pipeline: part, version)."""

    article: Article
    statements: tuple[Statement, ...]
    versions: tuple[tuple[str, str], ...] = ()
    not_speech: tuple[NotSpeech, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An article with statements that somebody else has found in it, in text order. `unsettled` are the quotes of which
    only the mention is given: who that is has yet to be settled."""

    article: Article
    statements: tuple[Statement, ...]
    unsettled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Review:
    """What people have decided of a quotation, as it stands: the status (None: only notes, or reopened), who decided
    last, on which day it was checked ("YYYY-MM-DD"), notes, and which fields are as a person has put them."""

    status: Status | None
    reviewer: str
    checked_on: str
    notes: str | None = None
    corrected: tuple[DecisionField, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a reviewer has decided of a quotation, for good; a later one of the same field wins. `value` and
    `was` are what the field is since then and what it was before, as JSON. `undoes` is the number of a decision that
    this one takes back; `batch` numbers what was decided in one go. `made_at` is ISO 8601, `checked_on` a day."""

    number: int
    quote: str
    what: DecisionField
    value: str
    was: str
    made_by: str
    made_at: str
    checked_on: str
    batch: int = 0
    undoes: int | None = None
    article: str = ""


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


def identity_of(quote: Quote) -> tuple[Kind, tuple[Span, ...]]:
    """Return what tells a quote from all others in its text: the kind and the spans of the content, and of an indirect
    one those of the cue as well, as two speakers may be reported with one clause."""
    return quote.kind, (*quote.content, *quote.cue) if quote.kind == "indirect" else quote.content


def statement_id(article: Article, quote: Quote) -> str:
    """Make the id of a quote and of its statement; nothing else makes one.

    Twelve hexadecimal digits that depend on the article's key, its text and `identity_of` the quote: the same words in
    the same article get the same id on every run. The id that the quote has already does not count.
    """
    kind, identifying = identity_of(quote)
    spans = ",".join(f"{span.start}-{span.end}" for span in identifying)
    told = "\n".join((article.key or article.id, article.digest, kind, spans))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def claim_id(quote_id: str) -> str:
    """The id of the claim that this quote founds: twelve hexadecimal digits."""
    return hashlib.sha256(f"claim\n{quote_id}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


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


Settling = Literal["merge", "split", "alias"]


@dataclass(frozen=True, slots=True)
class SpeakerDecision:
    """What somebody has decided of two names, for good: they are one's ("merge", "alias") or two people's ("split");
    who, when (ISO 8601) and why. A later one about the same names wins."""

    what: Settling
    name: str
    other: str
    made_by: str
    made_at: str
    why: str | None = None


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


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a link rests on: what it is ("words", "speaker", "day", "figures", "negation", "printed around"),
    a sentence for a reader, and where it stands in the article of either end (empty where it stands nowhere)."""

    what: str
    says: str
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How two quotations hang together. `score` is the probability of the relation, 0-1; `probabilities` has that of
    every relation and of "unrelated", and they sum to one."""

    relation: Relation
    score: float
    probabilities: tuple[tuple[str, float], ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """A link between two printed statements; `a` was published first, or comes first where the days are the same."""

    a: Printed
    b: Printed
    link: Link


Difference = Literal["kept", "cut", "inserted", "altered"]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of one printing beside what another has there: `a` and `b` are spans into the articles' texts, empty
    for what is `inserted` or `cut`. `fair` tells why a reader need not mind ("brackets", "ellipsis", "pronoun",
    "tense", "spelling"); empty where nothing excuses it."""

    kind: Difference
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    fair: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How printing b differs from printing a. `verdict` is a line for a reader; `warnings` are what changes the
    sense: a "negation", other "figures", another "name"."""

    changes: tuple[Change, ...]
    verdict: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing:
    """A member of a claim, and the id of the quote that it is a copy of (None: an independent printing)."""

    printed: Printed
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Printings of one utterance, by day of publication; one that is printed only once is a claim as well. `sources`
    counts the outlets that print it independently: copies of one text count once. `conflicts` are the links by which a
    printing is contradicted, `same` those by which it is said again elsewhere."""

    id: str
    printings: tuple[Printing, ...]
    sources: int
    conflicts: tuple[PrintedLink, ...] = ()
    same: tuple[PrintedLink, ...] = ()

    @property
    def fullest(self) -> Printed:
        """The printing with most of the speaker's own words: direct before mixed before indirect, then the longest; of
        equal ones the earliest."""
        return min(
            (one.printed for one in self.printings),
            key=lambda p: (KINDS.index(p.statement.quote.kind), -len(p.text)),
        )

    @property
    def first_published(self) -> str | None:
        """The earliest day of publication; None where no printing has one."""
        return min(
            (p.printed.article.published for p in self.printings if p.printed.article.published), default=None
        )
