"""The day a thing was said: what the text ties to the saying, counted against the day of publication.

Takes the cue's verb and the publication date, gives a `SaidOn` or None. "On Thursday" is the latest Thursday not after
publication, the day of publication included; the next one for a saying still to come.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from quotetrack.attribution.names import EntityMention
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import skip
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Precision, Quote, SaidOn
from quotetrack.records.rules import rule_of
from quotetrack.text.calendar import (
    ANY_MONTH,
    ANY_SHORT_MONTH,
    ANY_WEEKDAY,
    MONTHS,
    WEEKDAYS,
    month_number,
    shift_day,
)

_MONTH = rf"{ANY_MONTH}|(?:{ANY_SHORT_MONTH})\.?"
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b(?:,? (\d{{4}}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?", re.IGNORECASE)
_ONLY_MONTH = re.compile(rf"\b({_MONTH})\b(?: (\d{{4}}))?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(last |next )?({ANY_WEEKDAY})\b", re.IGNORECASE)
_RELATIVE = {
    **dict.fromkeys(("yesterday", "last night"), -1),
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), 0),
    "tomorrow": 1,
}
_DATE_WORDS = frozenset((*WEEKDAYS, *MONTHS, *_RELATIVE))
_BEFORE_DATE = frozenset(("on", "in", "since", "late", "early", "dated"))
_AHEAD = 60
"""Days after publication up to which a date without a year is of the same year: a later one was a year before."""
_NEAR = 4
"""Tokens behind a verb of saying within which a date is the day of the saying, if no other verb comes between."""


def said_on(
    verb: Token, paragraph: Paragraph, quote: Quote, text: str, published: str | None, *, to_come: bool
) -> SaidOn | None:
    """Return the day tied to the verb of saying, or None. Days inside the content count for nothing."""
    day = day_of(published)
    spans = (paragraph.between(first, last) for first, last in _day_phrases(verb, paragraph, quote))
    days = ((resolve_day(span.of(text), day, to_come=to_come), span) for span in spans)
    resolved = (SaidOn(date=day[0], precision=day[1], basis=span) for day, span in days if day is not None)
    return next(resolved, None)


def day_before(
    paragraph: Paragraph,
    quote: Quote,
    mentions: Sequence[EntityMention],
    text: str,
    published: str | None,
    lexicon: Lexicon,
) -> SaidOn | None:
    """Find the day of the occasion that the sentence right before the words tells of, if it names the speaker and its
    verb is one of speaking or appearing: "Ellis addressed the council on Monday. “We are broke,” she said."."""
    token = paragraph.token_at(min(span.start for span in (quote.content[0], *quote.cue[:1])))
    if token is None or token.sent.start == 0:
        return None
    sentence = token.doc[token.sent.start - 1].sent
    span = paragraph.between(sentence[0], sentence[-1])
    speaks = (lexicon.cues - lexicon.weak - lexicon.private) | lexicon.appears
    is_occasion = sentence.root.lemma_.lower() in speaks or any(t.lower_ == "silence" for t in sentence)
    if not is_occasion or not any(span.holds(mention.span) for mention in mentions):
        return None
    day = said_on(sentence.root, paragraph, quote, text, published, to_come=False)
    return replace(day, inferred=True) if day is not None and day.precision == "day" else None


def day_of(published: str | None) -> date | None:
    """A "YYYY-MM-DD" as a date; None for None, for what is no day, and for a year that nothing can be counted from."""
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day is not None and date.min.year < day.year < date.max.year else None


def _day_phrases(verb: Token, paragraph: Paragraph, quote: Quote) -> Iterator[tuple[Token, Token]]:
    """Find runs of date words that hang on the verb, on its hearer or on the statement it was said through, or that
    stand next to it. The preposition is taken in."""
    doc, sentence = verb.doc, verb.sent
    i = sentence.start
    while (i := skip(doc, i, sentence.end, lambda token: not _is_date(token))) < sentence.end:
        end = skip(doc, i + 1, sentence.end, lambda token: _is_date(token) or _is_comma_of_date(token))
        first = doc[i - 1 if i > sentence.start and doc[i - 1].lower_ in _BEFORE_DATE else i]
        if _is_of_saying(doc[i], first, verb, paragraph, quote):
            yield first, doc[end - 1]
        i = end


def _is_date(token: Token) -> bool:
    return token.ent_type_ == "DATE" or token.lower_ in _DATE_WORDS


def _is_comma_of_date(token: Token) -> bool:
    """Return True for the comma of "July 5, 2012"."""
    return token.text == "," and token.i + 1 < token.sent.end and token.nbor().like_num


def _is_of_saying(token: Token, first: Token, verb: Token, paragraph: Paragraph, quote: Quote) -> bool:
    """Return True if a date, with `first` its first word, is that of the saying and not of what is said."""
    start = paragraph.starts[token.i]
    inside = any(span.start <= start < span.end for span in quote.content)
    if inside or rule_of(quote.rule).is_undated or first.lower_ == "since":
        return False
    between = verb.doc[verb.i + 1 : token.i]
    if verb.i < token.i <= verb.i + _NEAR and not any(t.pos_ == "VERB" for t in between):
        return True
    chain = [first, *first.ancestors][:6]
    for step, above in itertools.pairwise(chain):
        if above == verb:
            clause_first = any(c.dep_ == "ccomp" and verb.i < c.i < token.i for c in verb.children)
            return not clause_first or token.i < verb.i or step.i < verb.i + 6
        if above.pos_ == "VERB" or above.dep_ in ("relcl", "acl"):
            return False
    return False


def resolve_day(words: str, published: date | None, *, to_come: bool = False) -> tuple[str, Precision] | None:
    """Return the day that words like "on Thursday", "28 September" or "in June" name, seen from `published`:
    "YYYY-MM-DD" or "YYYY-MM" with its precision. None if they name none, or if the year cannot be told."""
    for pattern, order in ((_DAY_MONTH, (2, 1, 3)), (_MONTH_DAY, (1, 2, 3))):
        if match := pattern.search(words):
            return _calendar_day(match[order[0]], int(match[order[1]]), match[order[2]], published)
    low = words.lower()
    if published is None:
        match = _ONLY_MONTH.search(words)
        return (f"{match[2]}-{month_number(match[1]):02d}", "month") if match and match[2] else None
    for word, shift in _RELATIVE.items():
        if re.search(rf"\b{word}\b", low):
            return shift_day(published, shift).isoformat(), "day"
    if match := _WEEKDAY.search(words):
        return _weekday(match, published, to_come).isoformat(), "day"
    if match := _ONLY_MONTH.search(words):
        month = month_number(match[1])
        year = int(match[2]) if match[2] else published.year - (month > published.month and not to_come)
        return f"{year}-{month:02d}", "month"
    return None


def _weekday(match: re.Match[str], published: date, to_come: bool) -> date:
    which = (match[1] or "").strip().lower()
    ahead = (WEEKDAYS.index(match[2].lower()) - published.weekday()) % 7
    if to_come or which == "next":
        return shift_day(published, ahead)
    back = -ahead % 7 or (7 if which == "last" else 0)
    return shift_day(published, -back)


def _calendar_day(
    month: str, day: int, year: str | None, published: date | None
) -> tuple[str, Precision] | None:
    number = month_number(month)
    try:
        if year:
            return date(int(year), number, day).isoformat(), "day"
        if published is None:
            return None
        same_year = date(published.year, number, day)
        is_past = same_year > shift_day(published, _AHEAD)
        return (date(published.year - 1, number, day) if is_past else same_year).isoformat(), "day"
    except ValueError:
        return None
