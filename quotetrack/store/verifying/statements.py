"""What is wrong with a quotation and all that belongs to it, compared with the text that it stands in. No database is
touched here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, get_args

from quotetrack.records import ACTS, KINDS, PLACES, SPEAKER_KINDS, STANCES, Precision
from quotetrack.store.escaping import unescape
from quotetrack.store.rows import SHORT_ID
from quotetrack.store.verifying.faults import among, are_texts, chance, json_faults, misplaced, shown

SEVERAL = ("content", "proposition", "about", "cue", "mention", "via")
SINGLE = ("role", "hearer", "place", "occasion", "speaks_for", "anonymity", "translated", "said_on")
"""What spans mark: several of a quotation, or one at most."""

_DATES = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}


class Rest(NamedTuple):
    """What belongs to a quotation beside its row, each in its order; the attribution is None where there is none."""

    attribution: Any
    spans: Sequence[Any]
    figures: Sequence[Any]
    candidates: Sequence[Any]
    evidence: Sequence[Any]


def quote_faults(
    row: Any, rest: Rest, text: str | None, unread: Iterable[str]
) -> Iterator[tuple[str, Any, str]]:
    """What is wrong with a quotation: the table, the row or None for the quotation's own, and the fault. Nothing is
    compared with a `text` of None, nor with rows of the tables `unread`."""
    for what in _own_faults(row):
        yield "quotes", None, what
    if rest.attribution is not None:
        for what in _attribution_faults(rest.attribution):
            yield "attributions", None, what
    elif "attributions" not in unread:
        yield "quotes", None, "there is no attribution, expected one"
    length = None if text is None else len(text)
    whole = set() if "spans" in unread else {*SEVERAL, *SINGLE}
    marked: dict[str, list[Any]] = {role: [] for role in (*SEVERAL, *SINGLE)}
    for span in rest.spans:
        if span.role not in marked:
            yield "spans", span, f"the role is {shown(span.role)}, expected one of {', '.join(marked)}"
            continue
        marked[span.role].append(span)
        wrong = misplaced(span.begins, span.ends, length, least=int(span.role == "content"))
        if wrong:
            yield "spans", span, wrong
            whole.discard(span.role)
    for role, spans in marked.items():
        if role in whole and [span.n for span in spans] != list(range(len(spans))):
            numbers = [span.n for span in spans]
            yield "spans", spans[0], f"those of {role!r} are numbered {numbers}, expected from 0 on"
            whole.discard(role)
    for role in SINGLE:
        if role in whole and len(marked[role]) > 1:
            yield "spans", marked[role][1], f"there are {len(marked[role])} of {role!r}, expected one at most"
    yield from _words_faults(row, rest.attribution, marked, text, whole)
    yield from _parts_faults(rest, text)


def _own_faults(row: Any) -> Iterator[str]:
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
    if row.said_precision not in get_args(Precision):
        yield from among("said_precision", row.said_precision, get_args(Precision))
    elif not re.fullmatch(_DATES[row.said_precision], row.said_on):
        yield f"said_on is {shown(row.said_on)}, expected a {row.said_precision}"
    if row.said_inferred is None:
        yield "said_inferred is null, expected true or false as there is a day"


def _words_faults(
    row: Any, attribution: Any, marked: Mapping[str, Sequence[Any]], text: str | None, whole: set[str]
) -> Iterator[tuple[str, Any, str]]:
    """Where the words that are kept beside spans are not those that stand there."""
    if "content" in whole:
        content = marked["content"]
        if not content:
            yield "quotes", None, "there is no span of its words, expected one or more"
        elif row.begins != content[0].begins:
            yield "quotes", None, f"begins is {row.begins}, expected {content[0].begins} by its spans"
        for one, other in pairwise(content):
            if other.begins < one.ends:
                yield (
                    "spans",
                    other,
                    f"begins at {other.begins}, expected {one.ends} or later, in the order of the text",
                )
        if content and text is not None:
            yield from _differs("quotes", "words", row.words, content, text)
    if attribution is None:
        return
    for role in ("mention", "role", "hearer"):
        if role in whole and text is not None:
            yield from _differs("attributions", role, getattr(attribution, role), marked[role], text)
    if "said_on" in whole and bool(marked["said_on"]) != (attribution.said_on is not None):
        basis = "words" if marked["said_on"] else "no words"
        yield (
            "attributions",
            None,
            (
                f"said_on is {shown(attribution.said_on)} with {basis} that it rests on, expected both or neither"
            ),
        )


def _parts_faults(rest: Rest, text: str | None) -> Iterator[tuple[str, Any, str]]:
    length = None if text is None else len(text)
    for figure in rest.figures:
        places = {"": (figure.begins, figure.ends)}
        places |= {
            name: (getattr(figure, f"{name}_begins"), getattr(figure, f"{name}_ends"))
            for name in ("unit", "counted")
        }
        for name, (begins, ends) in places.items():
            if begins is None and ends is None and name:
                wrong, stands = None, None
            else:
                wrong = misplaced(begins, ends, length)
                stands = text[begins:ends] if text is not None and not wrong else None
            if wrong:
                yield "figures", figure, f"{name or 'it'} {wrong}"
            elif name and (text is not None or begins is None):
                kept = getattr(figure, name)
                if (None if kept is None else unescape(kept)) != stands:
                    yield (
                        "figures",
                        figure,
                        f"{name} is {shown(kept)}, expected {shown(stands)} as the text has it",
                    )
    for candidate in rest.candidates:
        wrong = misplaced(candidate.begins, candidate.ends, length)
        for what in (*((wrong,) if wrong else ()), *chance("score", candidate.score)):
            yield "candidates", candidate, what
    for reason in rest.evidence:
        if (reason.begins, reason.ends) != (None, None):
            wrong = misplaced(reason.begins, reason.ends, length)
            if wrong:
                yield "evidence", reason, wrong
    for table, rows in (
        ("figures", rest.figures),
        ("candidates", rest.candidates),
        ("evidence", rest.evidence),
    ):
        if [row.n for row in rows] != list(range(len(rows))):
            yield table, rows[0], f"they are numbered {[row.n for row in rows]}, expected from 0 on"


def _differs(
    table: str, name: str, kept: str | None, spans: Sequence[Any], text: str
) -> Iterator[tuple[str, Any, str]]:
    stands = " … ".join(text[span.begins : span.ends] for span in spans) or None
    if (None if kept is None else unescape(kept)) != stands:
        yield table, None, f"{name} is {shown(kept)}, expected {shown(stands)} as the text has it"
