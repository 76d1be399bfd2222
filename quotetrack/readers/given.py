"""Quotations that somebody else has found, as JSON Lines: what `quotetrack extract --text` or another tool prints.

An article is taken whole or not at all: every span is checked against its text. One that does not fit refuses the line,
which is named by file and number. An article needs only "text" and a quote only "content".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from quotetrack.errors import ReadError
from quotetrack.readers.files import Origin
from quotetrack.readers.inputs import OpenInput, open_inputs, unreadable
from quotetrack.readers.jsonlines import kind_of, parse_article, read_lines
from quotetrack.records import (
    ACTS,
    KINDS,
    PLACES,
    SPEAKER_KINDS,
    STANCES,
    Article,
    Attribution,
    Failure,
    Figure,
    Given,
    Kind,
    Precision,
    Quote,
    SaidOn,
    Span,
    Speaker,
    Statement,
    Where,
    ZoneKind,
    identity_of,
    statement_id,
)

_ID = re.compile(r"[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_ZONE_PLACES: dict[ZoneKind | None, Where] = {"headline": "headline", "caption": "caption"}
# Code points from the content in which words that are given, such as the hearer, are looked for.
_REACH = 1000
# Quotes of one article that are read.
_MOST_QUOTES = 100_000

_Word = TypeVar("_Word", bound=str)


def read_given(
    inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None, max_size: int | None = None
) -> Iterator[Given | Failure]:
    """Yield the articles of each input with what is said in them, in order, and a Failure for each refused line.

    An input is a file or "-" for `stdin` (default: the process's own). Lines of more than `max_size` bytes, by default
    50 million, are not read.
    """
    for opened in open_inputs(inputs, stdin=stdin, max_size=max_size):
        if isinstance(opened, Failure):
            yield opened
        else:
            yield from given_in(opened)


def given_in(opened: OpenInput) -> Iterator[Given | Failure]:
    """Yield the articles of one input, and a Failure for each refused line."""
    where = opened.origin.where
    if not opened.first:
        what = "the file is empty; expected JSON Lines as `quotetrack extract --text` prints them"
        yield Failure(where, what)
        return
    try:
        yield from read_lines(opened.lines(), opened.origin, _parse_given)
    except ReadError as error:
        yield Failure(where, str(error))
    except (OSError, ValueError) as error:
        yield unreadable(where, error)


def _parse_given(record: dict[str, object], number: int, origin: Origin) -> Given:
    name = record.get("id", record.get("article"))
    article = parse_article({**record, "id": name}, number, origin)
    quotes = record.get("quotes", [])
    if not isinstance(quotes, list):
        raise ReadError(f'field "quotes" is {kind_of(quotes)}; a list of quotes is expected')
    if len(quotes) > _MOST_QUOTES:
        raise ReadError(f"{len(quotes):,} quotes in one article; {_MOST_QUOTES:,} at most are read")
    statements: dict[tuple[Span, ...], Statement] = {}
    unsettled: set[str] = set()
    taken: set[str] = set()
    for place, fields in enumerate(quotes):
        reading = _Quote(article, place, fields)
        statement = reading.statement(taken)
        _, identity = identity_of(statement.quote)
        # The same words twice, for two speakers, by no cue or one: the first stands.
        if statements.setdefault(identity, statement) is statement:
            taken.add(statement.quote.id)
            if statement.attribution.mention and "speaker" not in reading.fields:
                unsettled.add(statement.quote.id)
    ordered = sorted(statements.values(), key=lambda statement: statement.quote.content)
    return Given(article, tuple(ordered), frozenset(unsettled))


class _Quote:
    """One quote of a line, read field by field."""

    def __init__(self, article: Article, place: int, fields: object) -> None:
        self._article, self._place = article, place
        if not isinstance(fields, dict):
            raise self.error(f"is {kind_of(fields)}; an object is expected")
        self.fields: dict[str, Any] = fields

    def error(self, problem: str) -> ReadError:
        """Return the error that names this quote by its number, from 1."""
        return ReadError(f"quote {self._place + 1} {problem}")

    def statement(self, taken: set[str]) -> Statement:
        """Return the quote with its attribution.

        Its id is the one given, if that is one of ours and not in `taken`, else made afresh.
        """
        article, text = self._article, self._article.text
        content = self._spans("content")
        if not content:
            raise self.error('has no "content"; a list of spans, [[start, end], …], is expected')
        words = " … ".join(span.of(text) for span in content)
        given = self._words("text")
        if given not in (None, words):
            raise self.error(f'says "{given[:80]}" and points at "{words[:80]}", {_places_of(content)}')
        id = self._words("id") or ""
        quote = Quote(
            id=id if _ID.fullmatch(id) and id not in taken else "",
            kind=self._one_of("kind", KINDS) or _kind(text, content),
            content=content,
            cue=self._spans("cue"),
            where=self._one_of("where", PLACES) or self._where(content),
            rule=self._words("rule") or "given",
            proposition=self._spans("proposition"),
            figures=tuple(self._figures()),
            about=self._all_near("about", content),
            shown=self._shown(),
        )
        quote = replace(quote, id=quote.id or statement_id(article, quote))
        return Statement(quote, self._attribution(quote))

    def _attribution(self, quote: Quote) -> Attribution:
        speaker, content = self._speaker(), quote.content
        return Attribution(
            quote=quote.id,
            mention=self._spans("mention"),
            speaker=speaker,
            role=self._near(speaker.role if speaker else None, content),
            hearer=self._near(self._words("hearer"), content),
            stance=self._one_of("stance", STANCES) or "said",
            act=self._one_of("act", ACTS) or "speech",
            said_on=self._said_on(content),
            via=self._all_near("via", content),
            speaks_for=self._near(self._words("speaks_for"), content),
            anonymity=self._near(self._words("anonymity"), content),
            confidence=self._confidence(speaker),
        )

    def _expect(self, name: str, value: Any, kind: type, expected: str) -> Any:
        """Return a field's value if it is of this kind. ReadError with what is `expected` if it is not."""
        if not isinstance(value, kind):
            raise self.error(f'has {kind_of(value)} as "{name}"; {expected} is expected')
        return value

    def _spans(self, name: str) -> tuple[Span, ...]:
        """Return the spans of a field in text order, checked: whole numbers, inside the text, not empty, none over
        another."""
        pairs = self.fields.get(name)
        if pairs is None:
            return ()
        self._expect(name, pairs, list, "a list of spans, [[start, end], …],")
        spans = sorted(self._span(name, pair) for pair in pairs[:_MOST_QUOTES])
        over = next((pair for pair in pairwise(spans) if pair[1].start < pair[0].end), None)
        if over is not None:
            raise self.error(f'has spans in "{name}" that lie over each other: {_places_of(over)}')
        return tuple(spans)

    def _span(self, name: str, pair: Any) -> Span:
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair)):
            raise self.error(f'has {str(pair)[:60]} in "{name}"; a span, [start, end], is expected')
        start, end = pair
        length = len(self._article.text)
        if not 0 <= start < end <= length:
            raise self.error(f'has the span [{start}, {end}] in "{name}"; the text is [0, {length}]')
        return Span(start, end)

    def _words(self, name: str) -> str | None:
        value = self.fields.get(name)
        return None if value is None else self._expect(name, value, str, "a string") or None

    def _one_of(self, name: str, allowed: tuple[_Word, ...]) -> _Word | None:
        word = self._words(name)
        if word is not None and word not in allowed:
            raise self.error(f'has "{word[:60]}" as "{name}"; one of {", ".join(allowed)} is expected')
        return word

    def _speaker(self) -> Speaker | None:
        value = self.fields.get("speaker")
        if value is None or isinstance(value, str):
            return Speaker(value, "person") if value and value.strip() else None
        fields = self._expect("speaker", value, dict, 'an object with a "name"')
        inner = _Quote(self._article, self._place, fields)
        kind = inner._one_of("kind", SPEAKER_KINDS) or "person"
        return Speaker((inner._words("name") or "").strip() or None, kind, inner._words("role"))

    def _shown(self) -> bool:
        """Return whether the quote is shown: unless the line says that it is not."""
        value = self.fields.get("shown")
        return value is None or bool(self._expect("shown", value, bool, "true or false"))

    def _confidence(self, speaker: Speaker | None) -> float:
        value = self.fields.get("confidence")
        if value is None:
            return 1.0 if speaker is not None and speaker.name else 0.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error(f'has {str(value)[:60]} as "confidence"; a number from 0 to 1 is expected')
        return float(value)

    def _said_on(self, content: tuple[Span, ...]) -> SaidOn | None:
        """Return the day given. A line does not tell what the day rests on: the content stands for it."""
        day = self._words("said_on")
        if day is None:
            return None
        if not _DAY.fullmatch(day):
            raise self.error(f'has "{day[:60]}" as "said_on"; "YYYY-MM-DD", "YYYY-MM" or "YYYY" is expected')
        return SaidOn(date=day, precision=_PRECISIONS[len(day)], basis=content[0], inferred=True)

    def _figures(self) -> Iterator[Figure]:
        """Yield the figures that are given with a span; those given as words are read by nobody."""
        for item in self._expect("figures", self.fields.get("figures") or [], list, "a list"):
            if isinstance(item, dict) and "span" in item:
                value = item.get("value")
                has_value = isinstance(value, int | float) and abs(value) < 1e300
                span = self._span("span", item["span"])
                yield Figure(span=span, value=float(cast("float", value)) if has_value else None)

    def _all_near(self, name: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return what is given as a list of words as the places next to the content where they stand."""
        words = self._expect(name, self.fields.get(name) or [], list, "a list")
        near = {self._near(item, content) for item in words if isinstance(item, str)}
        return tuple(sorted(filter(None, near)))

    def _near(self, words: str | None, content: tuple[Span, ...]) -> Span | None:
        """Return where these words stand next to the content; None if they do not, as all that is shown is a slice."""
        if not words:
            return None
        text, first, last = self._article.text, content[0].start, content[-1].end
        before = text.rfind(words, max(0, first - _REACH), first + len(words))
        after = text.find(words, first, last + _REACH)
        places = [at for at in (before, after) if at >= 0]
        best = min(places, key=lambda at: max(first - at, at - last, 0), default=None)
        return None if best is None else Span(best, best + len(words))

    def _where(self, content: tuple[Span, ...]) -> Where:
        """Return whether the quote stands in the headline, a caption or the body: the first zone that it meets says."""
        zones = (zone.kind for zone in self._article.zones if zone.span.meets(content[0]))
        return _ZONE_PLACES.get(next(zones, None), "body")


def _kind(text: str, content: tuple[Span, ...]) -> Kind:
    """Return "direct" if marks stand around the content or at both its ends, else "indirect"."""
    first, last = content[0], content[-1]
    places = (text[first.start : last.end], text[max(0, first.start - 1) : last.end + 1])
    marked = (len(at) > 2 and at[0] in "\"“„«‘'" and at[-1] in "\"”“»’'" for at in places)
    return "direct" if any(marked) else "indirect"


def _places_of(spans: tuple[Span, ...]) -> str:
    return "at " + ", ".join(f"{span.start}-{span.end}" for span in spans[:3])
