"""What was said, as printed, and who said it: a quote, its attribution, and both as a statement."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from quotetrack.records.article import Article, JsonObject, span_list, span_text, spans_text
from quotetrack.records.span import Span, merged_spans

Kind = Literal["direct", "mixed", "indirect"]
"""`direct`: all of the reported content stands inside quotation marks, or is a turn of a transcript.
`mixed`: part of it stands outside. `indirect`: no marks."""

Where = Literal["body", "headline", "caption"]
"""In which part of the article a quotation stands."""

SpeakerKind = Literal["person", "organisation", "outlet", "document", "group", "anonymous", "unknown"]
"""What a speaker is. `anonymous`: described, and not named."""

Stance = Literal["said", "denied", "declined", "asked", "would_say", "not_said"]
"""What the speaker does with the content. `denied`: also rejected or dismissed. `declined`: a refusal to say.
`would_say`: conditional, or still to come. `not_said`: "never said"."""

Act = Literal["speech", "attitude"]
"""What a cue reports. `speech`: something said, written or otherwise let out. `attitude`: what somebody thinks or wants
("believes", "wants"), who may never have put it into words."""

Precision = Literal["day", "month", "year"]
"""How exactly a date is known."""

KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")

ACTS: tuple[Act, ...] = ("speech", "attitude")

PLACES: tuple[Where, ...] = get_args(Where)

SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)

STANCES: tuple[Stance, ...] = ("said", "denied", "declined", "asked", "would_say", "not_said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in what was said.

    Attributes:
        span: The number as printed, such as "4.5 billion".
        value: What it amounts to; None if the words cannot be read as one number.
        unit: The unit as printed, such as "%" or "dollars"; None if the sentence does not tell.
        counted: What is counted or measured, as printed, such as "people"; None if the sentence does not tell.
    """

    span: Span
    value: float | None
    unit: Span | None = None
    counted: Span | None = None

    def to_dict(self, text: str) -> JsonObject:
        """Return the figure as JSON has it; a value that is a whole number is printed as one."""
        value = self.value
        return {
            "text": self.span.of(text),
            "span": [self.span.start, self.span.end],
            "value": int(value) if value is not None and value.is_integer() else value,
            "unit": span_text(text, self.unit),
            "counted": span_text(text, self.counted),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What was said, as printed.

    Attributes:
        id: Twelve hexadecimal digits; the same words in the same text keep it.
        kind: direct, mixed or indirect.
        content: The words without their quotation marks. One utterance may have several pieces, in text order.
        cue: The words that report the speech, such as "said"; empty if nothing does.
        where: body, headline or caption.
        rule: The name of the rule that found it.
        confidence: How sure it is that these are a speaker's words, 0 to 1.
        flags: Names of repairs, such as "unclosed mark".
        proposition: The whole of what is reported, if `content` is only a part of it; else empty.
        figures: The numbers in it. Read only in the reporter's own sentences: in indirect and mixed quotations.
        about: The named things in it, read in the same places as `figures`.
        shown: Whether it passes the bar to be shown. A reviewer's decision may say otherwise (`Printed.shown`).

    Example:
        >>> Quote(id="q", kind="direct", content=(Span(0, 3), Span(9, 12))).words("One, he said two")
        'One … aid'
    """

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
    shown: bool = True

    def words(self, text: str) -> str:
        """Return the content, sliced from `text`. Pieces are joined by " … ", which is ours, not the speaker's."""
        return spans_text(text, self.content)

    @property
    def report(self) -> tuple[Span, ...]:
        """The whole of what is reported, in text order: the proposition with the content in it. The content alone if
        nothing stands in marks, or if the proposition is of other words, as a reviewer's correction can leave it."""
        around = merged_spans(self.proposition)
        if (
            self.kind == "indirect"
            or not around
            or not all(_meets_one(piece, around) for piece in self.content)
        ):
            return self.content
        return tuple(merged_spans((*around, *self.content)))

    @property
    def extent(self) -> Span:
        """From the first word of the content to the last. ValueError if there is no content."""
        return Span(min(span.start for span in self.content), max(span.end for span in self.content))


def _meets_one(piece: Span, spans: Sequence[Span]) -> bool:
    """Return whether a span meets one of others, which are in text order and none over another."""
    first = bisect_right(spans, piece.start, key=lambda span: span.end)
    return first < len(spans) and spans[first].meets(piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the trained model takes for reported speech. Rules weigh it; it is never shown as it stands.

    Attributes:
        cue: The words that report the speech, in text order.
        content: The words reported, in text order.
        source: The words for whoever speaks, in text order; empty if none were seen.
        sure: How sure the model is, 0 to 1.
        claims: What the words and their context say for a report that claims something, as log-odds; 0 says nothing.
    """

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    sure: float
    claims: float = 0.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person or body quoted.

    Attributes:
        name: The fullest name given. None for one who is not named ("a senior official"). Names of joint speakers
            are joined by "; ".
        kind: person, organisation, outlet, document, group, anonymous or unknown.
        role: The role as printed; None if the article gives none.

    Example:
        >>> Speaker("Ana Lima", "person", "mayor").to_dict()
        {'name': 'Ana Lima', 'kind': 'person', 'role': 'mayor'}
    """

    name: str | None
    kind: SpeakerKind
    role: str | None = None

    def to_dict(self) -> JsonObject:
        """Return the fields as JSON has them."""
        return {"name": self.name, "kind": self.kind, "role": self.role}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOn:
    """The day the words were said.

    Attributes:
        date: "YYYY-MM-DD", "YYYY-MM" or "YYYY", by `precision`.
        precision: day, month or year.
        basis: The words that the date rests on, such as "on Thursday".
        inferred: True if those words stand in a neighbouring sentence.

    Example:
        >>> SaidOn(date="2012-07", precision="month", basis=Span(10, 17)).inferred
        False
    """

    date: str
    precision: Precision
    basis: Span
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could be the speaker.

    Attributes:
        name: The name.
        mention: Where it stands in the article.
        score: How well it fits, 0 to 1.
        reason: Why it came into question; `quotetrack show --why` explains each reason.

    Example:
        >>> Candidate(name="Rui Reis", mention=Span(4, 12), score=0.2, reason="named before").score
        0.2
    """

    name: str
    mention: Span
    score: float
    reason: str

    def to_dict(self) -> JsonObject:
        """Return the candidate as JSON has it, without its place."""
        return {"name": self.name, "score": round(self.score, 4), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason behind an attribution.

    Attributes:
        rule: The rule's name; `quotetrack show --why` explains each rule.
        span: The words it rests on; None if it rests on no words.

    Example:
        >>> Evidence("named", Span(15, 26)).rule
        'named'
    """

    rule: str
    span: Span | None = None

    def to_dict(self, text: str) -> JsonObject:
        """Return the reason and its words as JSON has them."""
        return {"rule": self.rule, "text": span_text(text, self.span)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said a quote, to whom, when and how. It is kept apart from the quote, so attributing again never rewrites
    what was printed.

    Attributes:
        quote: The quote's id.
        mention: The words nearest the cue that stand for the speaker.
        speaker: The speaker; None if nobody could be settled on (then see `candidates`).
        role: Where the speaker's role is printed; None if it is not.
        hearer: Who was told; None if the article does not say.
        stance: What the speaker does with the words: said, denied, declined, asked, would_say or not_said.
        act: speech, or attitude for what somebody thinks or wants.
        said_on: The day the words were said; None if the article does not tell.
        place: Where they were said; None if the article does not tell.
        occasion: On what occasion; None if the article does not tell.
        via: The relays between the speaker and this article, nearest the article first.
        speaks_for: For whom a spokesman speaks ("the ministry"); None if for nobody else.
        anonymity: The reason printed for leaving the speaker unnamed; None if there is none.
        translated: The words that tell that it was said in another language; None if nothing tells.
        evidence: The reasons behind the attribution.
        confidence: How sure the speaker is, 0 to 1.
        candidates: Who else it could be, best first. The chosen speaker is left out, so the first is the runner-up.

    Example:
        >>> Attribution(quote="1e26e056d809").stance
        'said'
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

    @property
    def speaker_name(self) -> str | None:
        """The speaker's name; None for one who is unknown or not named."""
        return self.speaker.name if self.speaker else None


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote and its attribution: who said what.

    Attributes:
        quote: What was said.
        attribution: Who said it, and how.

    Example:
        >>> statement = extraction.statements[0]
        >>> statement.to_dict(extraction.article)["text"]
        'The bridge will open on Monday,'
    """

    quote: Quote
    attribution: Attribution

    def to_dict(self, article: Article) -> JsonObject:
        """Return one quotation as it stands under "quotes" in the JSON of `quotetrack extract`.

        Args:
            article: The article that it is printed in.

        Returns:
            A new dictionary. Spans are `[start, end]`; what is not known is None.
        """
        quote, attribution, text = self.quote, self.attribution, article.text
        return {
            "id": quote.id,
            "kind": quote.kind,
            "content": span_list(quote.content),
            "text": quote.words(text),
            "where": quote.where,
            "cue": span_list(quote.cue) or None,
            "mention": span_list(attribution.mention) or None,
            "speaker": attribution.speaker.to_dict() if attribution.speaker else None,
            "hearer": span_text(text, attribution.hearer),
            "stance": attribution.stance,
            "act": attribution.act,
            "said_on": attribution.said_on.date if attribution.said_on else None,
            "via": [span.of(text) for span in attribution.via],
            "speaks_for": span_text(text, attribution.speaks_for),
            "anonymity": span_text(text, attribution.anonymity),
            "translated": span_text(text, attribution.translated),
            "proposition": span_list(quote.proposition) or None,
            "figures": [figure.to_dict(text) for figure in quote.figures],
            "about": [span.of(text) for span in quote.about],
            "confidence": round(attribution.confidence, 4),
            "shown": quote.shown,
            "rule": quote.rule,
            **(article.located(quote.extent) if quote.content else {}),
        }


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
