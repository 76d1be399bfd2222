"""What linking reads of a printed statement: its words and those around them, who said it, when, how it was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from quotetrack.records import Printed, Quote, Span
from quotetrack.text.quotation_marks import pair_marks

REACH = 300
"""How far into the paragraph around a quotation is read, in code points on either side."""
SETTING = 300
"""How far around a quotation, across paragraphs, its article is compared with another's for text reprinted."""
BESIDE = 60
"""How far around a quotation what its figures count may stand ("put the toll at 27")."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as linking reads it. `words` are what is reported, `marked` the part of them that stands in quotation
    marks, `around` what the reporter writes beside them, `beside` the nearest part of it, `setting` the article around
    them, quotations and all, `title` the headline. `speaker` numbers the speaker across
    articles (0: nobody is named), `name` is the name. `day` and `said` are the days of publication and of saying as
    proleptic ordinals, 0 where unknown. `is_denied` is true where the stance turns the words round."""

    words: str
    marked: str = ""
    around: str = ""
    beside: str = ""
    setting: str = ""
    title: str = ""
    speaker: int = 0
    name: str = ""
    day: int = 0
    said: int = 0
    is_denied: bool = False
    article: int = 0
    source: int = 0


def read(printed: Printed, *, speaker: int = 0, name: str = "", article: int = 0, source: int = 0) -> Told:
    """What linking reads of `printed`. The numbers stand for its speaker, article and outlet in the store."""
    text, quote, attribution = printed.article.text, printed.statement.quote, printed.statement.attribution
    spans = quote.proposition or quote.content
    said = attribution.said_on
    return Told(
        words=_joined(text, spans),
        marked=_marked(text, quote),
        around=_around(text, spans),
        beside=_near(text, spans, BESIDE),
        setting=_near(text, spans, SETTING),
        title=(printed.article.title or "")[:REACH],
        speaker=speaker,
        name=name or (attribution.speaker.name or "" if attribution.speaker else ""),
        day=_ordinal(printed.article.published),
        said=_ordinal(said.date) if said is not None else 0,
        is_denied=attribution.stance == "denied",
        article=article,
        source=source,
    )


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)


def _marked(text: str, quote: Quote) -> str:
    """The words in quotation marks: all of a direct quotation; of another the stretches in marks, or its content where
    that leaves the marks out."""
    if quote.kind == "direct":
        return _joined(text, quote.content)
    found = [s.inner for s in pair_marks(text, quote.proposition or quote.content) if s.depth == 0]
    if not found and quote.kind == "mixed":
        return _joined(text, quote.content)
    return _joined(text, found)


def _around(text: str, spans: Sequence[Span]) -> str:
    """The reporter's words in the paragraphs of the quotation, up to `REACH` on either side."""
    first, last = spans[0].start, spans[-1].end
    start = max(text.rfind("\n", 0, first) + 1, first - REACH)
    end = text.find("\n", last, last + REACH)
    pieces = [text[start:first]]
    pieces += [text[a.end : min(b.start, a.end + REACH)] for a, b in pairwise(spans)]
    pieces.append(text[last : end if end >= 0 else last + REACH])
    return " ".join(pieces)


def _near(text: str, spans: Sequence[Span], reach: int) -> str:
    """What stands before and after, so far."""
    first, last = spans[0].start, spans[-1].end
    return f"{text[max(0, first - reach) : first]} {text[last : last + reach]}"


def _ordinal(day: str | None) -> int:
    """The day as a number, 0 where it is not known to the day."""
    if day is None or len(day) != len("2012-07-05"):
        return 0
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # a store holds what it was given; "2012-02-30" is no day
        return 0
