"""Tells what is wrong with a quotation and all that belongs to it, compared with the text that it stands in. No
database is touched here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from quotetrack.records import ACTS, KINDS, PLACES, SPEAKER_KINDS, STANCES
from quotetrack.store.escaping import unescape
from quotetrack.store.rows import IN_ATTRIBUTION, IN_QUOTE, SHORT_ID, SINGLE
from quotetrack.store.verifying.faults import (
    among,
    are_texts,
    chance,
    json_faults,
    misnumbered,
    misplaced,
    shown,
    unprinted,
)

_ONE_AT_MOST = (*SINGLE, "said_on")

_DATES = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}

Told = tuple[str, Any, str]
"""A fault: the table, the row or None for the quotation's own, and what is wrong."""


class Rest(NamedTuple):
    """What belongs to a quotation beside its row, each in its order; the attribution is None if there is none."""

    attribution: Any
    spans: Sequence[Any]
    figures: Sequence[Any]
    candidates: Sequence[Any]
    evidence: Sequence[Any]


def quote_faults(row: Any, rest: Rest, text: str | None, unread: Collection[str]) -> Iterator[Told]:
    """Tell what is wrong with a quotation.

    Nothing is compared with a `text` of None, nor with rows of the tables `unread`.
    """
    yield from _of("quotes", _quote_row_faults(row))
    if rest.attribution is not None:
        yield from _of("attributions", _attribution_faults(rest.attribution))
    elif "attributions" not in unread:
        yield "quotes", None, "there is no attribution, expected one"
    marked: dict[str, list[Any]] = {role: [] for role in (*IN_QUOTE, *IN_ATTRIBUTION, *_ONE_AT_MOST)}
    whole = set() if "spans" in unread else set(marked)
    yield from _span_faults(rest.spans, text, marked, whole)
    yield from _words_faults(row, rest.attribution, marked, text, whole)
    yield from _parts_faults(rest, text)


def _of(table: str, wrong: Iterable[str], row: Any = None) -> Iterator[Told]:
    return ((table, row, what) for what in wrong)


def _quote_row_faults(row: Any) -> Iterator[str]:
    given, short = unescape(row.given_id), unescape(row.short_id)
    if short != given[:SHORT_ID]:
        yield f"short_id is {shown(short)}, expected {shown(given[:SHORT_ID])} by given_id"
    yield from among("kind", row.kind, KINDS)
    yield from among("printed_in", row.printed_in, PLACES)
    yield from chance("confidence", row.confidence)
    yield from json_faults("flags", row.flags, are_texts, "a list of texts")


def _attribution_faults(row: Any) -> Iterator[str]:
    yield from among("stance", row.stance, STANCES)
    yield from among("act", row.act, ACTS)
    if row.speaker_kind is not None:
        yield from among("speaker_kind", row.speaker_kind, SPEAKER_KINDS)
    elif row.speaker is not None:
        yield "speaker_kind is null, expected one as there is a speaker"
    yield from chance("confidence", row.confidence)
    if row.said_on is None:
        if row.said_precision is not None:
            yield f"said_precision is {shown(row.said_precision)}, expected null as there is no day"
        return
    yield from among("said_precision", row.said_precision, tuple(_DATES))
    if not re.fullmatch(_DATES.get(row.said_precision, ".*"), row.said_on, re.DOTALL):
        yield f"said_on is {shown(row.said_on)}, expected a {row.said_precision}"
    if row.said_inferred is None:
        yield "said_inferred is null, expected true or false as there is a day"


def _span_faults(
    spans: Sequence[Any], text: str | None, marked: dict[str, list[Any]], whole: set[str]
) -> Iterator[Told]:
    """Sort the spans into `marked` by role, and tell what is wrong; roles with a fault are taken out of `whole`."""
    for span in spans:
        if span.role not in marked:
            yield "spans", span, f"the role is {shown(span.role)}, expected one of {', '.join(marked)}"
            continue
        marked[span.role].append(span)
        for what in misplaced(span.begins, span.ends, text, least=int(span.role == "content")):
            yield "spans", span, what
            whole.discard(span.role)
    for role, own in marked.items():
        for what in misnumbered(own, f"those of {role!r}") if role in whole else ():
            yield "spans", own[0], what
            whole.discard(role)
    for role in _ONE_AT_MOST:
        if role in whole and len(marked[role]) > 1:
            yield "spans", marked[role][1], f"there are {len(marked[role])} of {role!r}, expected one at most"


def _words_faults(
    row: Any, attribution: Any, marked: Mapping[str, Sequence[Any]], text: str | None, whole: Collection[str]
) -> Iterator[Told]:
    """Tell if the words that are kept beside spans are not those that stand there."""
    content = marked["content"] if "content" in whole else ()
    if content and row.begins != content[0].begins:
        yield "quotes", None, f"begins is {row.begins}, expected {content[0].begins} by its spans"
    elif not content and "content" in whole:
        yield "quotes", None, "there is no span of its words, expected one or more"
    for span, following in pairwise(content):
        if following.begins < span.ends:
            what = f"begins at {following.begins}, expected {span.ends} or later, in the order of the text"
            yield "spans", following, what
    if content and text is not None:
        yield from _of("quotes", unprinted("words", row.words, _printed(content, text)))
    if attribution is None:
        return
    for role in ("mention", "role", "hearer"):
        if role in whole and text is not None:
            wrong = unprinted(role, getattr(attribution, role), _printed(marked[role], text))
            yield from _of("attributions", wrong)
    if "said_on" in whole and bool(marked["said_on"]) != (attribution.said_on is not None):
        basis = "words" if marked["said_on"] else "no words"
        day = shown(attribution.said_on)
        what = f"said_on is {day} with {basis} that it rests on, expected both or neither"
        yield "attributions", None, what


def _printed(spans: Sequence[Any], text: str) -> str | None:
    return " … ".join(text[span.begins : span.ends] for span in spans) or None


def _parts_faults(rest: Rest, text: str | None) -> Iterator[Told]:
    for figure in rest.figures:
        yield from _of("figures", _figure_faults(figure, text), figure)
    for candidate in rest.candidates:
        wrong = misplaced(candidate.begins, candidate.ends, text)
        yield from _of("candidates", (*wrong, *chance("score", candidate.score)), candidate)
    for reason in rest.evidence:
        if (reason.begins, reason.ends) != (None, None):
            yield from _of("evidence", misplaced(reason.begins, reason.ends, text), reason)
    for table in ("figures", "candidates", "evidence"):
        rows = getattr(rest, table)
        yield from _of(table, misnumbered(rows, "they"), rows[0] if rows else None)


def _figure_faults(figure: Any, text: str | None) -> Iterator[str]:
    yield from (f"it {what}" for what in misplaced(figure.begins, figure.ends, text))
    for name in ("unit", "counted"):
        begins, ends = getattr(figure, f"{name}_begins"), getattr(figure, f"{name}_ends")
        is_there = (begins, ends) != (None, None)
        wrong = list(misplaced(begins, ends, text)) if is_there else []
        yield from (f"{name} {what}" for what in wrong)
        if not wrong and (text is not None or not is_there):
            printed = text[begins:ends] if text is not None and is_there else None
            yield from unprinted(name, getattr(figure, name), printed)
