"""The day a thing was said: what the text ties to the saying, counted against the day of publication.

Takes the cue's verb and the publication date, gives a `SaidOn` or None. "On Thursday" is the latest Thursday not after
publication, the day of publication included; the next one for a saying still to come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quotetrack.attribution.names import Naming
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Precision, Quote, SaidOn, Span
from quotetrack.text.calendar import ANY_MONTH, ANY_SHORT_MONTH, ANY_WEEKDAY, MONTHS, WEEKDAYS, month_number

if TYPE_CHECKING:
    from spacy.tokens import Token

_MONTH = rf"{ANY_MONTH}|(?:{ANY_SHORT_MONTH})\.?"
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b(?:,? (\d{{4}}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?", re.IGNORECASE)
_ONLY_MONTH = re.compile(rf"\b({_MONTH})\b(?: (\d{{4}}))?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(last |next )?({ANY_WEEKDAY})\b", re.IGNORECASE)
_RELATIVE = {
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
}


def said_on(
    verb: Token, paragraph: Paragraph, quote: Quote, text: str, published: str | None, *, to_come: bool
) -> SaidOn | None:
    """The day tied to the verb of saying, or None. Days inside the content count for nothing."""
    day = day_of(published)
    for first, last in _day_phrases(verb, paragraph, quote):
        span = paragraph.between(first, last)
        resolved = resolve_day(span.of(text), day, to_come=to_come)
        if resolved is not None:
            return SaidOn(resolved[0], resolved[1], span)
    return None


def day_before(
    paragraph: Paragraph,
    quote: Quote,
    namings: Sequence[Naming],
    text: str,
    published: str | None,
    lexicon: Lexicon,
) -> SaidOn | None:
    """The day of the occasion that the sentence right before the words tells of, where it names the speaker and its
    verb is one of speaking or appearing: "Ellis addressed the council on Monday. “We are broke,” she said."."""
    token = paragraph.token_at(
        min(quote.content[0].start, quote.cue[0].start if quote.cue else quote.content[0].start)
    )
    if token is None or token.sent.start == 0:
        return None
    sentence = token.doc[token.sent.start - 1].sent
    span = Span(paragraph.starts[sentence.start], paragraph.ends[sentence.end - 1])
    root = sentence.root
    told = (lexicon.cues - lexicon.weak - lexicon.private) | lexicon.appears
    occasion = root.lemma_.lower() in told or "silence" in {t.lower_ for t in sentence}
    if not occasion or not any(span.holds(naming.span) for naming in namings):
        return None
    day = said_on(root, paragraph, quote, text, published, to_come=False)
    return replace(day, inferred=True) if day is not None and day.precision == "day" else None


def day_of(published: str | None) -> date | None:
    """A "YYYY-MM-DD" as a date; None for None, for what is no day, and for a year that nothing can be counted from."""
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day is not None and date.min.year < day.year < date.max.year else None


def _day_phrases(verb: Token, paragraph: Paragraph, quote: Quote) -> list[tuple[Token, Token]]:
    """Runs of date words that hang on the verb, on its hearer or on the statement it was said through, or that stand
    next to it; the preposition is taken in."""
    doc = verb.doc
    out = []
    sentence = verb.sent
    i = sentence.start
    while i < sentence.end:
        token = doc[i]
        if not _is_date(token):
            i += 1
            continue
        end = i
        while end + 1 < sentence.end and (
            _is_date(doc[end + 1])
            or (doc[end + 1].text == "," and end + 2 < sentence.end and doc[end + 2].like_num)
        ):
            end += 1
        first = (
            doc[i - 1]
            if i > sentence.start and doc[i - 1].lower_ in ("on", "in", "since", "late", "early", "dated")
            else token
        )
        if _is_of_saying(token, first, verb, paragraph, quote):
            out.append((first, doc[end]))
        i = end + 1
    return out


def _is_date(token: Token) -> bool:
    return (
        token.ent_type_ == "DATE"
        or token.lower_ in WEEKDAYS
        or token.lower_ in _RELATIVE
        or token.lower_ in MONTHS
    )


def _is_of_saying(token: Token, first: Token, verb: Token, paragraph: Paragraph, quote: Quote) -> bool:
    start = paragraph.starts[token.i]
    if any(span.start <= start < span.end for span in quote.content):
        return False
    if quote.rule in ("figure", "according to"):
        return False
    if first.lower_ == "since":
        return False
    if verb.i < token.i <= verb.i + 4 and not any(t.pos_ == "VERB" for t in verb.doc[verb.i + 1 : token.i]):
        return True
    step = first
    for _ in range(5):
        above = step.head
        if above == verb:
            return (
                not any(c.i < token.i and c.dep_ in ("ccomp",) and c.i > verb.i for c in verb.children)
                or token.i < verb.i
                or step.i < verb.i + 6
            )
        if above == step or above.pos_ == "VERB" or above.dep_ in ("relcl", "acl"):
            return False
        step = above
    return False


def resolve_day(words: str, published: date | None, *, to_come: bool = False) -> tuple[str, Precision] | None:
    """The day that words like "on Thursday", "28 September" or "in June" name, seen from `published`: "YYYY-MM-DD" or
    "YYYY-MM" with its precision. None where they name none, or where the year cannot be told."""
    for pattern, order in ((_DAY_MONTH, (2, 1, 3)), (_MONTH_DAY, (1, 2, 3))):
        if match := pattern.search(words):
            return _calendar_day(match[order[0]], int(match[order[1]]), match[order[2]], published)
    low = words.lower()
    if published is None:
        match = _ONLY_MONTH.search(words)
        return (f"{match[2]}-{month_number(match[1]):02d}", "month") if match and match[2] else None
    for word, shift in _RELATIVE.items():
        if re.search(rf"\b{word}\b", low):
            return (published + timedelta(days=shift)).isoformat(), "day"
    if match := _WEEKDAY.search(words):
        return _weekday(match, published, to_come).isoformat(), "day"
    if match := _ONLY_MONTH.search(words):
        month = month_number(match[1])
        year = int(match[2]) if match[2] else published.year - (month > published.month and not to_come)
        return f"{year}-{month:02d}", "month"
    return None


def _weekday(match: re.Match[str], published: date, to_come: bool) -> date:
    wanted = WEEKDAYS.index(match[2].lower())
    if to_come or (match[1] or "").lower().startswith("next"):
        return published + timedelta(days=(wanted - published.weekday()) % 7)
    back = (published.weekday() - wanted) % 7
    if (match[1] or "").lower().startswith("last") and back == 0:
        back = 7
    return published - timedelta(days=back)


def _calendar_day(
    month: str, day: int, year: str | None, published: date | None
) -> tuple[str, Precision] | None:
    number = month_number(month)
    try:
        if year:
            return date(int(year), number, day).isoformat(), "day"
        if published is None:
            return None
        told = date(published.year, number, day)
        if told > published + timedelta(days=60):
            told = date(published.year - 1, number, day)
    except ValueError:
        return None
    return told.isoformat(), "day"
