"""What was said, as printed, and who said it: a quote, its attribution, and both as a statement."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from quotetrack.records.article import Article, Span

Kind = Literal["direct", "mixed", "indirect"]
"""`direct`: all of the reported content stands inside quotation marks (or is a turn of a transcript);
`mixed`: part of it stands outside; `indirect`: no marks."""

Where = Literal["body", "headline", "caption"]

SpeakerKind = Literal["person", "organisation", "outlet", "document", "group", "anonymous", "unknown"]

Stance = Literal["said", "denied", "declined", "asked", "would_say", "not_said"]
"""What the speaker does with the content. `denied` is also rejected or dismissed; `declined` is a
refusal to say; `would_say` is conditional or still to come; `not_said` is "never said"."""

Act = Literal["speech", "attitude"]
"""What a cue tells of: `speech` is something said, written or otherwise let out; `attitude` is what goes on in a head
("believes", "wants"), which the speaker may never have put into words."""

Precision = Literal["day", "month", "year"]

KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")

ACTS: tuple[Act, ...] = ("speech", "attitude")

PLACES: tuple[Where, ...] = get_args(Where)

SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)

STANCES: tuple[Stance, ...] = ("said", "denied", "declined", "asked", "would_say", "not_said")


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

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the article with its quotations marked by speaker."""
        import quotetrack

        return quotetrack.render_html(self, page=False)


@dataclass(frozen=True, slots=True)
class Given:
    """An article with statements that somebody else has found in it, in text order. `unsettled` are the quotes of which
    only the mention is given: who that is has yet to be settled."""

    article: Article
    statements: tuple[Statement, ...]
    unsettled: frozenset[str] = frozenset()


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
