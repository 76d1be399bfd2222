"""Quotations as somebody else has found them: the JSON Lines that `quotetrack extract --text` prints, or another tool.

An article is taken whole or not at all: every span is checked against its text, and one that does not fit refuses the
line, by file and number. Only "text" is needed of an article and only "content" of a quote.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from quotetrack.errors import ReadError
from quotetrack.readers.jsonlines import article_of, kind_of, record_of
from quotetrack.readers.origin import Origin
from quotetrack.records import (
    ACTS,
    KINDS,
    PLACES,
    SPEAKER_KINDS,
    STANCES,
    Act,
    Article,
    Attribution,
    Failure,
    Figure,
    Given,
    Kind,
    Quote,
    SaidOn,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Where,
    identity_of,
    statement_id,
)

_ID = re.compile(r"[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_REACH = 1000
"""How far from the content what is given as words, the hearer or the role, is looked for."""
_MOST = 100_000
"""Quotes of one article that are read."""

T = TypeVar("T", bound=str)


def read_given(inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Given | Failure]:
    """The articles of each input with what is said in them, in order, and a Failure for each line that is refused. An
    input is a file or "-" for `stdin` (default: the process's own)."""
    for given in inputs:
        if str(given) == "-":
            yield from _lines(stdin or sys.stdin.buffer, Origin("-", "stdin", None))
            continue
        path = Path(given)
        try:
            with path.open("rb") as stream:
                yield from _lines(stream, Origin(str(path), path.stem, str(path.resolve())))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield Failure(str(path), f"cannot be read: {reason}; expected a file of JSON Lines")


def _lines(stream: BinaryIO, origin: Origin) -> Iterator[Given | Failure]:
    number = 0
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield _given(record_of(line), number, origin)
        except ReadError as error:
            yield Failure(f"{origin.where}:{number}", str(error))
    if not number:
        yield Failure(
            origin.where, "the file is empty; expected JSON Lines as `quotetrack extract --text` prints them"
        )


def _given(record: dict[str, object], number: int, origin: Origin) -> Given:
    name = record.get("id", record.get("article"))
    article = article_of({**record, "id": name}, number, origin)
    quotes = record.get("quotes", [])
    if not isinstance(quotes, list):
        raise ReadError(f'field "quotes" is {kind_of(quotes)}; a list of quotes is expected')
    if len(quotes) > _MOST:
        raise ReadError(f"{len(quotes):,} quotes in one article; {_MOST:,} at most are read")
    told: dict[tuple[Span, ...], Statement] = {}
    unsettled: set[str] = set()
    taken: set[str] = set()
    for place, found in enumerate(quotes):
        reading = _Quote(article, place, found)
        statement = reading.statement(taken)
        _, known_by = identity_of(statement.quote)
        if known_by in told:  # the same words twice, for two speakers, by no cue or one: the first stands
            continue
        taken.add(statement.quote.id)
        told[known_by] = statement
        if statement.attribution.mention and "speaker" not in reading.fields:
            unsettled.add(statement.quote.id)
    ordered = sorted(told.values(), key=lambda one: one.quote.content)
    return Given(article, tuple(ordered), frozenset(unsettled))


class _Quote:
    """One quote of a line, read field by field."""

    def __init__(self, article: Article, place: int, found: object) -> None:
        self._article, self._place = article, place
        if not isinstance(found, dict):
            raise self.error(f"is {kind_of(found)}; an object is expected")
        self.fields = cast("dict[str, Any]", found)

    def error(self, problem: str) -> ReadError:
        """What is wrong with this quote, told by its number, from 1."""
        return ReadError(f"quote {self._place + 1} {problem}")

    def statement(self, taken: set[str]) -> Statement:
        """The quote with its attribution. Its id is the one given, where that is one of ours, else made afresh."""
        article, text = self._article, self._article.text
        content = self._spans("content")
        if not content:
            raise self.error('has no "content"; a list of spans, [[start, end], …], is expected')
        words = " … ".join(span.of(text) for span in content)
        told = self._words("text")
        if told is not None and told != words:
            raise self.error(f'says "{told[:80]}" and points at "{words[:80]}", {_spans_told(content)}')
        kind: Kind = self._one_of("kind", KINDS) or _kind(text, content)
        given = self._words("id")
        quote = Quote(
            id=given if given and _ID.fullmatch(given) and given not in taken else "",
            kind=kind,
            content=content,
            cue=self._spans("cue"),
            where=self._one_of("where", PLACES) or self._where(content),
            rule=self._words("rule") or "given",
            proposition=self._spans("proposition"),
            figures=tuple(self._figures()),
            about=self._said_nearby("about", content),
        )
        if not quote.id:
            quote = replace(quote, id=statement_id(article, quote))
        return Statement(quote, self._attribution(quote))

    def _attribution(self, quote: Quote) -> Attribution:
        speaker, content = self._speaker(), quote.content
        role = self._near(speaker.role, content) if speaker is not None else None
        stance: Stance = self._one_of("stance", STANCES) or "said"
        act: Act = self._one_of("act", ACTS) or "speech"
        return Attribution(
            quote=quote.id,
            mention=self._spans("mention"),
            speaker=speaker,
            role=role,
            hearer=self._near(self._words("hearer"), content),
            stance=stance,
            act=act,
            said_on=self._said_on(content),
            via=self._said_nearby("via", content),
            speaks_for=self._near(self._words("speaks_for"), content),
            anonymity=self._near(self._words("anonymity"), content),
            confidence=self._confidence(speaker),
        )

    def _spans(self, name: str) -> tuple[Span, ...]:
        """The spans of a field in text order, checked: whole numbers, inside the text, not empty, none over another."""
        found = self.fields.get(name)
        if found is None:
            return ()
        if not isinstance(found, list):
            raise self.error(
                f'has {kind_of(found)} as "{name}"; a list of spans, [[start, end], …], is expected'
            )
        out: list[Span] = []
        length = len(self._article.text)
        for pair in found[:_MOST]:
            if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair)):
                raise self.error(f'has {str(pair)[:60]} in "{name}"; a span, [start, end], is expected')
            start, end = pair
            if not 0 <= start < end <= length:
                raise self.error(f'has the span [{start}, {end}] in "{name}"; the text is [0, {length}]')
            out.append(Span(start, end))
        out.sort()
        for one, other in pairwise(out):
            if other.start < one.end:
                raise self.error(
                    f'has spans in "{name}" that lie over each other: {_spans_told((one, other))}'
                )
        return tuple(out)

    def _words(self, name: str) -> str | None:
        found = self.fields.get(name)
        if found is not None and not isinstance(found, str):
            raise self.error(f'has {kind_of(found)} as "{name}"; a string is expected')
        return found or None

    def _one_of(self, name: str, allowed: tuple[T, ...]) -> T | None:
        found = self._words(name)
        if found is not None and found not in allowed:
            raise self.error(f'has "{found[:60]}" as "{name}"; one of {", ".join(allowed)} is expected')
        return next((one for one in allowed if one == found), None)

    def _speaker(self) -> Speaker | None:
        found = self.fields.get("speaker")
        if found is None:
            return None
        if isinstance(found, str):
            return Speaker(found, "person") if found.strip() else None
        if not isinstance(found, dict):
            raise self.error(f'has {kind_of(found)} as "speaker"; an object with a "name" is expected')
        inner = _Quote(self._article, self._place, found)
        kind: SpeakerKind = inner._one_of("kind", SPEAKER_KINDS) or "person"
        name = inner._words("name")
        return Speaker(name.strip() or None if name else None, kind, inner._words("role"))

    def _confidence(self, speaker: Speaker | None) -> float:
        found = self.fields.get("confidence")
        if found is None:
            return 1.0 if speaker is not None and speaker.name else 0.0
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= 1:
            raise self.error(f'has {str(found)[:60]} as "confidence"; a number from 0 to 1 is expected')
        return float(found)

    def _said_on(self, content: tuple[Span, ...]) -> SaidOn | None:
        """The day given. What it rests on is not told by a line: the content stands for it."""
        found = self._words("said_on")
        if found is None:
            return None
        if not _DAY.fullmatch(found):
            raise self.error(
                f'has "{found[:60]}" as "said_on"; "YYYY-MM-DD", "YYYY-MM" or "YYYY" is expected'
            )
        return SaidOn(
            date=found, precision=cast("Any", _PRECISIONS[len(found)]), basis=content[0], inferred=True
        )

    def _figures(self) -> Iterator[Figure]:
        """The figures, where their spans are told; figures told as words are read by nobody."""
        found = self.fields.get("figures") or []
        if not isinstance(found, list):
            raise self.error(f'has {kind_of(found)} as "figures"; a list is expected')
        for one in found:
            if isinstance(one, dict) and "span" in one:
                inner = _Quote(self._article, self._place, {"span": [one["span"]]})
                value = one.get("value")
                yield Figure(
                    span=inner._spans("span")[0],
                    value=float(value) if isinstance(value, int | float) and abs(value) < 1e300 else None,
                )

    def _said_nearby(self, name: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
        """What is given as a list of words, as the places next to the content where they stand."""
        found = self.fields.get(name) or []
        if not isinstance(found, list):
            raise self.error(f'has {kind_of(found)} as "{name}"; a list is expected')
        near = (self._near(words, content) for words in found if isinstance(words, str))
        return tuple(sorted({span for span in near if span is not None}))

    def _near(self, words: str | None, content: tuple[Span, ...]) -> Span | None:
        """Where these words stand next to the content; None where they do not, for all that is shown is a slice."""
        if not words:
            return None
        text, first, last = self._article.text, content[0].start, content[-1].end
        start = max(0, first - _REACH)
        before = text.rfind(words, start, first + len(words))
        after = text.find(words, max(0, first), last + _REACH)
        places = [at for at in (before, after) if at >= 0]
        if not places:
            return None
        best = min(places, key=lambda at: max(first - at, at - last, 0))
        return Span(best, best + len(words))

    def _where(self, content: tuple[Span, ...]) -> Where:
        for zone in self._article.zones:
            if zone.span.meets(content[0]):
                return (
                    "headline" if zone.kind == "headline" else "caption" if zone.kind == "caption" else "body"
                )
        return "body"


def _kind(text: str, content: tuple[Span, ...]) -> Kind:
    """Direct where marks stand around the content or at both its ends, else indirect."""
    first, last = content[0], content[-1]
    inside, around = text[first.start : last.end], text[max(0, first.start - 1) : last.end + 1]
    opening, closing = "\"“„«‘'", "\"”“»’'"
    for words in (inside, around):
        if len(words) > 2 and words[0] in opening and words[-1] in closing:
            return "direct"
    return "indirect"


def _spans_told(spans: tuple[Span, ...]) -> str:
    return "at " + ", ".join(f"{span.start}-{span.end}" for span in spans[:3])
