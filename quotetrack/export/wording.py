"""A statement's parts in a reader's words: who, how, on what day, where printed. Plain text, not escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from types import MappingProxyType
from typing import cast

from quotetrack.records import (
    Act,
    AlarmKind,
    Article,
    Figure,
    Filter,
    Printed,
    Span,
    SpeakerKind,
    Stance,
    Status,
    spans_text,
)

# Also for those who may not use the room of reviews.
from quotetrack.review.cells import offsets as offsets
from quotetrack.review.proposals import field_words as field_words
from quotetrack.text.calendar import written_day
from quotetrack.text.languages import language_name

STANCE_WORDS: MappingProxyType[Stance, str] = MappingProxyType(
    {
        "said": "said",
        "denied": "denied",
        "declined": "declined to say",
        "asked": "asked",
        "would_say": "would say",
        "not_said": "did not say",
    }
)
"""Each stance as a reader sees it."""

ACT_WORDS: MappingProxyType[Act, str] = MappingProxyType(
    {"speech": "speech", "attitude": "attitude (what somebody thinks or wants; nobody need have said it)"}
)
"""What the cue tells of, as a reader sees it."""

_MARKS = ("''", "``", *"“”„‟«»‹›‘’‚‛\"'「」『』")
"""Quotation marks; those of two characters first."""


def counted(number: int, noun: str) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def left_open(unattributed: int, unreported: int) -> str:
    """Return what to say of whole utterances in marks that nobody is known to have said: "4 utterances in marks without
    a speaker, 2 more taken for no speech". "" for none."""
    parts = [counted(unattributed, "utterance") + " in marks without a speaker"] * bool(unattributed)
    if unreported:
        noun = "more" if unattributed else "utterance in marks" if unreported == 1 else "utterances in marks"
        parts.append(f"{unreported:,} {noun} taken for no speech")
    return ", ".join(parts)


def read_by_rules(too_dense: int) -> str:
    """Return what to say of paragraphs that are too dense: "12 paragraphs read by rules: too dense". "" for none."""
    return f"{counted(too_dense, 'paragraph')} read by rules: too dense" if too_dense else ""


def not_read(languages: Iterable[str]) -> str:
    """Return what to say of articles that are not English: "3 articles not read: French", "3 articles not read: 2
    French, 1 German", the most frequent first. "" for none. `languages` has a code an article."""
    counts = Counter(map(language_name, languages))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = ", ".join(name if len(ranked) == 1 else f"{number:,} {name}" for name, number in ranked)
    return f"{counted(counts.total(), 'article')} not read: {names}" if ranked else ""


def outlet(article: Article) -> str:
    """Return the outlet's name, else its domain, else nothing."""
    return article.outlet or ""


def page_or_time(printed: Printed) -> str:
    """Return at which page or time the words stand: "p. 3", "pp. 3–4", "00:00:12–00:00:17"; nothing if none is
    known."""
    quote = printed.statement.quote
    place = printed.article.located(quote.extent) if quote.content else {}
    told = []
    if "page" in place:
        told.append(f"{'pp.' if '–' in str(place['page']) else 'p.'} {place['page']}")
    if "time" in place:
        begins, ends = cast("list[str]", place["time"])
        told.append(f"{begins.partition('.')[0]}–{ends.partition('.')[0]}")
    return ", ".join(told)


def who(printed: Printed) -> str:
    """Return the speaker for a reader: the name, else the mention of one not named, else that nobody is known."""
    attribution = printed.statement.attribution
    mention = spans_text(printed.article.text, attribution.mention)
    if attribution.speaker is None:
        return f"speaker unknown (“{mention}”)" if mention else "speaker unknown"
    if attribution.speaker.name is None:
        return f"{mention or attribution.speaker.kind} (not named)"
    return attribution.speaker.name


def described_so(description: str) -> str:
    """Return the sentence for a list of unnamed speakers who are described so, as nobody has the name."""
    return (
        f"nobody is named {description!r}: these are several unnamed sources described so, "
        "who may be different people"
    )


def role(printed: Printed) -> str:
    """Return the speaker's role as printed, else nothing."""
    attribution = printed.statement.attribution
    if attribution.speaker is not None and attribution.speaker.role:
        return attribution.speaker.role
    return attribution.role.of(printed.article.text) if attribution.role else ""


def how_named(printed: Printed) -> str:
    """Return whether the speaker is "named", "not named" in the article, or "unknown"."""
    speaker = printed.statement.attribution.speaker
    if speaker is None:
        return "unknown"
    return "named" if speaker.name is not None else "not named"


def speaker_kind(printed: Printed) -> SpeakerKind:
    """Return what the speaker is, such as "person"; "unknown" if nobody is known."""
    speaker = printed.statement.attribution.speaker
    return speaker.kind if speaker else "unknown"


def marks(printed: Printed) -> str:
    """The quotation marks as printed around each piece of the content: "“ ”", "« »"; nothing where there are none."""
    text = printed.article.text
    pairs = (_marks_around(text, span) for span in printed.statement.quote.content)
    return "; ".join(dict.fromkeys(pair for pair in pairs if pair))


def _marks_around(text: str, span: Span) -> str:
    before = text[max(0, span.start - 2) : span.start].rstrip(" \u00a0\u202f")
    after = text[span.end : span.end + 2].lstrip(" \u00a0\u202f")
    opening = next((mark for mark in _MARKS if before.endswith(mark)), "")
    closing = next((mark for mark in _MARKS if after.startswith(mark)), "")
    return " ".join(mark for mark in (opening, closing) if mark)


def report(printed: Printed) -> str:
    """Return the whole of what is reported, if the words in marks are but part of it, else nothing."""
    return spans_text(printed.article.text, printed.statement.quote.proposition)


def has_report(printed: Printed) -> bool:
    """Return True if more is reported than the words quoted, so that the article's own marks stand in it."""
    quote = printed.statement.quote
    return quote.report != quote.content


def figures(printed: Printed) -> str:
    """The figures in it with what they count: "27 (death toll); 4.5 billion rupees". Nothing where there are none."""
    text = printed.article.text
    return "; ".join(_figure(text, figure) for figure in printed.statement.quote.figures)


def _figure(text: str, figure: Figure) -> str:
    number = figure.span.of(text)
    if figure.unit is not None:
        unit, before = figure.unit.of(text), figure.unit.start < figure.span.start
        number = f"{unit}{number}" if before else f"{number}{'' if unit == '%' else ' '}{unit}"
    return number + (f" ({figure.counted.of(text)})" if figure.counted else "")


ALARM_WORDS: MappingProxyType[AlarmKind, str] = MappingProxyType(
    {
        "words under two names": "same words under two names",
        "two figures": "one speaker with two figures for one thing",
        "against oneself": "one speaker against oneself",
    }
)
"""Each kind of alarm as a reader sees it."""


STATUS_WORDS: MappingProxyType[Status, str] = MappingProxyType(
    {
        "confirmed": "confirmed",
        "corrected": "corrected",
        "rejected": "rejected: not to be used",
        "unsure": "checked, and not settled",
    }
)
"""Each status as a reader sees it."""


def status(printed: Printed) -> Status | None:
    """Return what a reviewer has found; None if nobody has checked it, or there are only notes."""
    return printed.review.status if printed.review else None


def withdrawn(article: Article) -> str:
    """Return "withdrawn by its agency", with the agency's note behind a colon if it sent one; nothing for any other
    article."""
    if not article.is_withdrawn:
        return ""
    note = article.wire.note if article.wire is not None else None
    return "withdrawn by its agency" + (f": {note}" if note else "")


def embargo(article: Article, now: datetime) -> str:
    """Return "embargoed until 8 July 2026, 06:00 +02:00" if an agency's embargo has not ended by `now`, a time with its
    zone; nothing for any other article. A time without a zone counts as UTC, a day from its first minute."""
    until = article.wire.embargo if article.wire is not None else None
    if until is None:
        return ""
    try:
        end = datetime.fromisoformat(until)
    except ValueError:  # as it was sent: nobody can tell that it has ended
        return f"embargoed until {until[:40]}"
    end = end if end.tzinfo is not None else end.replace(tzinfo=UTC)
    if end <= now:
        return ""
    zone = until[19:].strip().replace("Z", "UTC")
    clock = f", {until[11:16]}{f' {zone}' if zone else ''}" if len(until) > 10 else ""
    return f"embargoed until {day(until[:10])}{clock}"


def review_line(printed: Printed) -> str:
    """Return what a reviewer has found: "confirmed by Ana Reis, 5 July 2012 (speaker, words): a note", that its article
    is withdrawn, and that it is kept back; each if it is so."""
    parts = (withdrawn(printed.article), _found_by_reviewer(printed), kept_back(printed))
    return "; ".join(filter(None, parts))


def status_word(printed: Printed) -> str:
    """Return "withdrawn" if the article is; and what a reviewer has found, in a word, else "kept back" for what is not
    shown; nothing for the rest."""
    found = status(printed) or ("" if printed.shown else "kept back")
    return ", ".join(filter(None, ("withdrawn" if printed.article.is_withdrawn else "", found)))


def kept_back(printed: Printed) -> str:
    """Return "kept back: confidence 0.43", by how sure the words are; without it if it was given as not shown."""
    sure = printed.statement.quote.confidence
    if printed.shown or status(printed) == "rejected":
        return ""
    return "kept back" + (f": confidence {sure:.2f}" if sure < 1 else "")


def _found_by_reviewer(printed: Printed) -> str:
    review = printed.review
    if review is None:
        return ""
    status, _, then = (STATUS_WORDS[review.status] if review.status else "noted").partition(": ")
    changed = f" ({', '.join(review.corrected)})" if review.corrected else ""
    notes = f": {review.notes}" if review.notes else ""
    return f"{status} by {review.reviewer}, {day(review.checked_on)}{changed}{then and f', {then}'}{notes}"


def about(printed: Printed) -> str:
    """Return the named things in it, in text order."""
    return "; ".join(span.of(printed.article.text) for span in printed.statement.quote.about)


day = written_day
"""A date in words, under the name that writers know it by."""


def filter_in_words(filter: Filter) -> str:
    """Which quotations a filter chooses, in words: "speaker Lavrov; published since 2012-07-05"; "all quotations"."""
    criteria = (
        ("unnamed speakers described as" if filter.mentions else "speaker", filter.speaker),
        ("about", filter.about),
        ("outlet", filter.source),
        ("published since", filter.since),
        ("published until", filter.until),
        ("kind", filter.kind),
        ("stance", filter.stance),
        ("status", filter.status),
        ("confidence at least", f"{filter.min_confidence:g}" if filter.min_confidence else None),
        ("with what is not shown", "" if filter.unshown else None),
        ("at most", str(filter.limit) if filter.limit is not None else None),
    )
    told = (f"{name} {value}".rstrip() for name, value in criteria if value is not None)
    return "; ".join(told) or "all quotations"
