"""Why a statement is what it is, in plain words: what found it, what decided on the speaker, who else it could have
been, how the rest was read, how sure each part is. Every reason with the words of the text that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.export.reasons import STANCE_REASONS, explained, meaning
from quotetrack.export.wording import ACT_WORDS, STANCE_WORDS, day, how_named
from quotetrack.records import Attribution, Candidate, Printed, SaidOn, Span, Stance


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what it is about ("cue", "runner-up"), what there is to say of it ("": the words say it all), and
    the words it rests on. Neither is escaped."""

    about: str
    told: str
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Reasons under one heading; never empty."""

    heading: str
    reasons: tuple[Reason, ...]


_SPEAKER_HEADINGS = {
    "named": "Why this speaker",
    "not named": "Why a speaker without a name",
    "unknown": "Why nobody was settled on",
}
_OTHERS_HEADINGS = {True: "Who came into question", False: "Who else it could have been"}
"""If nobody was settled on, and if somebody was."""


def sections(printed: Printed) -> tuple[Section, ...]:
    """Return all that is known of why, in the order a reader asks; what says nothing is left out."""
    attribution = printed.statement.attribution
    parts = (
        ("Why these are somebody's words", _found(printed)),
        (_SPEAKER_HEADINGS[how_named(printed)], _decided(printed)),
        (_OTHERS_HEADINGS[attribution.speaker is None], _others(attribution)),
        ("How it was said", _manner(printed)),
        ("How sure it is, from 0 to 1", _sure(printed)),
    )
    filled = (
        Section(heading, tuple(reason for reason in reasons if reason.told or reason.words))
        for heading, reasons in parts
    )
    return tuple(section for section in filled if section.reasons)


def _words(about: str, *spans: Span | None) -> Reason:
    """Return the reason that needs no words of ours; it says nothing if none of the spans is known."""
    return Reason(about, "", tuple(filter(None, spans)))


def _found(printed: Printed) -> Iterator[Reason]:
    quote, evidence = printed.statement.quote, printed.statement.attribution.evidence
    beside = tuple(e.span for e in evidence if e.rule == quote.rule and e.span and e.span not in quote.cue)
    if quote.rule:
        yield Reason("found by", explained(quote.rule), beside)
    yield _words("cue", *quote.cue)
    for flag in quote.flags:
        yield Reason("repaired", explained(flag))


def _decided(printed: Printed) -> Iterator[Reason]:
    """Yield every piece of evidence but what found the quotation, then the words that stand for the speaker."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    evidence = [reason for reason in attribution.evidence if reason.rule != quote.rule]
    for reason in evidence:
        yield Reason("because", explained(reason.rule), (reason.span,) if reason.span else ())
    if set(attribution.mention) - {reason.span for reason in evidence}:
        yield _words("as printed", *attribution.mention)
    yield _words("role", attribution.role)
    yield _words("speaks for", attribution.speaks_for)
    yield _words("anonymity", attribution.anonymity)


def _others(attribution: Attribution) -> Iterator[Reason]:
    """Yield every candidate, best first."""
    first = "best fit" if attribution.speaker is None else "runner-up"
    for number, other in enumerate(attribution.candidates):
        yield Reason("or else" if number else first, _candidate(other), (other.mention,))


def _candidate(other: Candidate) -> str:
    reason = meaning(other.reason) or other.reason
    return f"{other.name}, {other.score:.2f}" + (f" – {reason}" if reason else "")


def _manner(printed: Printed) -> Iterator[Reason]:
    quote, attribution = printed.statement.quote, printed.statement.attribution
    yield _stance(quote.cue, attribution.stance)
    if attribution.act != "speech":
        yield Reason("act", ACT_WORDS[attribution.act], quote.cue)
    if quote.proposition:
        yield Reason("report", "the words in marks are part of it", quote.proposition)
    for figure in quote.figures:
        yield _words("figure", figure.span, figure.unit, figure.counted)
    yield _words("about", *quote.about)
    yield _words("hearer", attribution.hearer)
    if said_on := attribution.said_on:
        yield Reason("said on", _day(said_on, printed.article.published), (said_on.basis,))
    yield _words("place", attribution.place)
    yield _words("occasion", attribution.occasion)
    yield _words("via", *attribution.via)
    yield _words("translated", attribution.translated)


def _stance(cue: tuple[Span, ...], stance: Stance) -> Reason:
    """Return the stance and what makes it; what was plainly said rests on nothing in particular."""
    if stance == "said":
        return Reason(
            "stance", "said – " + (STANCE_REASONS["said"] if cue else "there is no cue that says otherwise")
        )
    return Reason("stance", f"{STANCE_WORDS[stance]} – {STANCE_REASONS[stance]}", cue)


def _day(said_on: SaidOn, published: str | None) -> str:
    """ "5 July 2012 – the day that these words give in an article of 6 July 2012"."""
    given = f"{day(said_on.date)} – the {said_on.precision} that these words give"
    given += f" in an article of {day(published)}" if published else ""
    return given + ("; they stand in a nearby sentence about the same speaker" if said_on.inferred else "")


def _sure(printed: Printed) -> Iterator[Reason]:
    quote, attribution = printed.statement.quote, printed.statement.attribution
    yield Reason("confidence", f"{quote.confidence:.2f} that these are a speaker's words at all")
    settled = "nobody was settled on" if attribution.speaker is None else "that the speaker is right"
    yield Reason("confidence", f"{attribution.confidence:.2f} {settled}")
