"""What linking reads of a printed statement: its words and those around them, who said it, when, how it was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.records import Printed, Quote, Span
from quotetrack.text.calendar import day_number
from quotetrack.text.quotation_marks import pair_marks


@dataclass(frozen=True, slots=True)
class InputSettings:
    """How far linking reads, in code points. What is read goes into signatures: raise `signatures.MAKE` with these."""

    # Into the paragraph around a quotation, on either side, and of the headline.
    paragraph: int = 300
    # Around a quotation, across paragraphs: compared with another article for text reprinted.
    context: int = 300
    # Around a quotation, for what its figures count ("put the toll at 27").
    beside: int = 60


SETTINGS = InputSettings()
_DISMISSES = re.compile(r"\b(?:dismiss|reject|disput)", re.IGNORECASE)
_AS = re.compile(r"\bas\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkInput:
    """A statement as linking reads it.

    - `words`: what is reported; `marked`: the part of it in quotation marks.
    - `around`: what the reporter writes in the same paragraph; `beside`: the nearest part of it.
    - `context`: the article around, quotations and all; `title`: the headline.
    - `speaker`: the speaker's number across articles, 0 if nobody is named; `name`: the speaker's name.
    - `day`, `said`: the days of publication and of saying as proleptic ordinals, 0 if unknown.
    - `is_denied`: the stance turns the words round; `is_said`: they are said, not asked, declined or to come.
    - `article`, `source`: numbers of the article and of the outlet."""

    words: str
    marked: str = ""
    around: str = ""
    beside: str = ""
    context: str = ""
    title: str = ""
    speaker: int = 0
    name: str = ""
    day: int = 0
    said: int = 0
    is_denied: bool = False
    is_said: bool = True
    article: int = 0
    source: int = 0


def read_input(printed: Printed, *, speaker: int = 0, article: int = 0) -> LinkInput:
    """Return what linking reads of `printed`. The numbers stand for its speaker and article, 0 if not known yet."""
    text, quote, attribution = printed.article.text, printed.statement.quote, printed.statement.attribution
    spans = quote.proposition or quote.content
    return LinkInput(
        words=_joined(text, spans),
        marked=_marked(text, quote),
        around=_around(text, spans),
        beside=_near(text, spans, SETTINGS.beside),
        context=_near(text, spans, SETTINGS.context),
        title=(printed.article.title or "")[: SETTINGS.paragraph],
        speaker=speaker,
        name=(attribution.speaker.name or "") if attribution.speaker else "",
        day=day_number(printed.article.published) or 0,
        said=day_number(attribution.said_on.date if attribution.said_on else None) or 0,
        is_denied=attribution.stance == "denied" and not _is_called(printed, spans),
        is_said=attribution.stance == "said",
        article=article,
    )


def _is_called(printed: Printed, spans: Sequence[Span]) -> bool:
    """Return whether what is said is what somebody calls a thing that he dismisses: "dismissed the plan as costly"."""
    text = printed.article.text
    cue = _joined(text, printed.statement.quote.cue)
    return bool(_DISMISSES.search(cue)) and bool(_AS.search(_joined(text, spans)))


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)


def _marked(text: str, quote: Quote) -> str:
    """Return the words in quotation marks: all of a direct quotation, of another the stretches in marks. A mixed one
    whose content leaves the marks out is taken whole."""
    if quote.kind == "direct":
        return _joined(text, quote.content)
    inner = [pair.inner for pair in pair_marks(text, quote.proposition or quote.content) if pair.depth == 0]
    return _joined(text, inner if inner or quote.kind == "indirect" else quote.content)


def _around(text: str, spans: Sequence[Span]) -> str:
    """Return the reporter's words in the paragraphs of the quotation, so far on either side."""
    first, last, reach = spans[0].start, spans[-1].end, SETTINGS.paragraph
    start = max(text.rfind("\n", 0, first) + 1, first - reach)
    end = text.find("\n", last, last + reach)
    gaps = [text[a.end : min(b.start, a.end + reach)] for a, b in pairwise(spans)]
    return " ".join([text[start:first], *gaps, text[last : end if end >= 0 else last + reach]])


def _near(text: str, spans: Sequence[Span], reach: int) -> str:
    """Return what stands before and after, so far."""
    first, last = spans[0].start, spans[-1].end
    return f"{text[max(0, first - reach) : first]} {text[last : last + reach]}"
