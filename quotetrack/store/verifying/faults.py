"""Tells what is wrong with rows that could be read: each compared with the text it is about, and with the rows beside
it; a quotation with all that belongs to it. No database is touched here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, get_args

from quotetrack.records import (
    ACTS,
    KINDS,
    PLACES,
    RELATIONS,
    SEEN_AS,
    SPEAKER_KINDS,
    STANCES,
    STATUSES,
    VERDICTS,
    DecisionField,
    Form,
    PairVerdict,
    ZoneKind,
)
from quotetrack.store.escaping import fingerprint, plain, unescape
from quotetrack.store.rows import DETAILS, IN_ATTRIBUTION, IN_QUOTE, SHORT_ID, SINGLE, details_of
from quotetrack.store.tables import PROBABILITIES
from quotetrack.store.verifying.shapes import (
    are_printings,
    are_spans,
    are_texts,
    are_versions,
    are_zones,
    is_filter,
)
from quotetrack.text.folding import fold_words

_FIELDS: tuple[str, ...] = get_args(DecisionField)
_NEAR_ONE = 0.01
"""By how much the probabilities of a link may miss one: they are rounded."""
_LONGEST = 60
"""Characters of a value that are shown in a fault."""
_BROKEN = object()
"""Stands for what is no JSON."""
_ONE_AT_MOST = (*SINGLE, "said_on")

_DATES = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}

QuoteFault = tuple[str, Any, str]
"""A fault: the table, the row or None for the quotation's own, and what is wrong."""


_Check = Callable[[str, Any], Iterator[str]]
"""Tells what is wrong with a value, given the name of its column."""


def column_faults(table: str, row: Any) -> Iterator[str]:
    """Tell of values that their columns may not hold; of null nothing is told."""
    for name, check in _CHECKS[table].items():
        if getattr(row, name) is not None:
            yield from check(name, getattr(row, name))


def source_faults(row: Any) -> Iterator[str]:
    """Tell if an outlet is not kept under the key and the words that it is found by."""
    yield from unlike("key", row.key, fingerprint(plain(row.name), plain(row.domain)))
    yield from unlike("folded", row.folded, f" {' '.join(fold_words(plain(row.name) or ''))} ")


def run_faults(row: Any) -> Iterator[str]:
    """Tell if versions are none, or are not kept under the key that they are found by."""
    yield from column_faults("runs", row)
    versions = _json_of(row.versions)
    if are_versions(versions):
        yield from unlike("key", row.key, fingerprint(versions))


def speaker_faults(row: Any) -> Iterator[str]:
    """Tell if a speaker has a kind that is none, or is not kept under the key that it is found by."""
    yield from column_faults("speakers", row)
    yield from unlike("key", row.key, fingerprint(unescape(row.name), row.kind))


def tombstone_faults(row: Any) -> Iterator[str]:
    """Tell if what was erased is not kept under the key that it is found by."""
    yield from unlike("key_hash", row.key_hash, fingerprint(unescape(row.key)))


def revision_faults(row: Any) -> Iterator[str]:
    """Tell what is wrong with a text and what is told of its article, by a row of `revisions`."""
    text = unescape(row.text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest != row.digest:
        stored = show_value(row.digest[:12])[1:-1]
        yield f"the text has the SHA-256 {digest[:12]}…, expected {stored}… as stored beside it"
    if row.given_hash != fingerprint(unescape(row.given_id)):
        yield f"given_hash is {show_value(row.given_hash)}, expected the fingerprint of the article's id"
    yield from column_faults("revisions", row)
    zones = _json_of(row.zones)
    for kind, start, end in zones if are_zones(zones) else ():
        if kind not in get_args(ZoneKind):
            yield f"zones has the kind {show_value(kind)}, expected one of {', '.join(get_args(ZoneKind))}"
        if not 0 <= start <= end <= len(text):
            yield f"a {show_value(kind)} zone is {start}..{end}, expected a place in the text of {len(text)} characters"
    yield from _detail_faults(row.details, len(text))


def _detail_faults(stored: str | None, length: int) -> Iterator[str]:
    try:
        locators = details_of(stored).get("locators", ())
    except (ValueError, RecursionError):
        yield f"details holds {show_value(stored)}, expected JSON: an object with {', '.join(DETAILS)}"
        return
    for locator in locators:
        start, end = locator.span.start, locator.span.end
        if not 0 <= start <= end <= length:
            what = f"{locator.kind} {show_value(locator.label)} is at {start}..{end}"
            yield f"{what}, expected a place in the text of {length} characters"


def not_speech_faults(row: Any, text: str | None) -> Iterator[str]:
    """Tell what is wrong with words that quote nobody."""
    yield from _printed_faults("words", row.words, row.begins, row.ends, text)


def link_faults(row: Any) -> Iterator[str]:
    """Tell what is wrong with a link by itself."""
    yield from column_faults("links", row)
    if row.a == row.b:
        yield "it ties a quotation to itself, expected two quotations"
    elif row.a > row.b:
        yield f"it goes from row {row.a} to row {row.b}, expected the smaller first"
    total = sum(getattr(row, name) for name in PROBABILITIES)
    if abs(total - 1) > _NEAR_ONE:
        yield f"its probabilities sum to {total:.3f}, expected 1"


def quote_faults(
    row: Any, parts: Mapping[str, Sequence[Any]], text: str | None, unread: Collection[str]
) -> Iterator[QuoteFault]:
    """Tell what is wrong with a quotation. `parts` are the rows that belong to it, in their order, by table.

    Nothing is compared with a `text` of None, nor with rows of the tables `unread`.
    """
    given, short = unescape(row.given_id), unescape(row.short_id)
    if short != given[:SHORT_ID]:
        yield (
            "quotes",
            None,
            f"short_id is {show_value(short)}, expected {show_value(given[:SHORT_ID])} by given_id",
        )
    yield from _of("quotes", column_faults("quotes", row))
    attribution = next(iter(parts["attributions"]), None)
    if attribution is not None:
        yield from _of("attributions", _attribution_faults(attribution))
    elif "attributions" not in unread:
        yield "quotes", None, "there is no attribution, expected one"
    marked: dict[str, list[Any]] = {role: [] for role in (*IN_QUOTE, *IN_ATTRIBUTION, *_ONE_AT_MOST)}
    whole = set() if "spans" in unread else set(marked)
    yield from _span_faults(parts["spans"], text, marked, whole)
    yield from _words_faults(row, attribution, marked, text, whole)
    yield from _parts_faults(parts, text)


def _of(table: str, wrong: Iterable[str], row: Any = None) -> Iterator[QuoteFault]:
    return ((table, row, what) for what in wrong)


def _attribution_faults(row: Any) -> Iterator[str]:
    yield from column_faults("attributions", row)
    if row.speaker is not None and row.speaker_kind is None:
        yield "speaker_kind is null, expected one as there is a speaker"
    if row.said_on is None:
        if row.said_precision is not None:
            yield f"said_precision is {show_value(row.said_precision)}, expected null as there is no day"
        return
    yield from among("said_precision", row.said_precision, tuple(_DATES))
    if not re.fullmatch(_DATES.get(row.said_precision, ".*"), row.said_on, re.DOTALL):
        yield f"said_on is {show_value(row.said_on)}, expected a {row.said_precision}"
    if row.said_inferred is None:
        yield "said_inferred is null, expected true or false as there is a day"


def _span_faults(
    spans: Sequence[Any], text: str | None, marked: dict[str, list[Any]], whole: set[str]
) -> Iterator[QuoteFault]:
    """Sort the spans into `marked` by role, and tell what is wrong; roles with a fault are taken out of `whole`."""
    for span in spans:
        if span.role not in marked:
            yield "spans", span, f"the role is {show_value(span.role)}, expected one of {', '.join(marked)}"
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
) -> Iterator[QuoteFault]:
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
        day = show_value(attribution.said_on)
        what = f"said_on is {day} with {basis} that it rests on, expected both or neither"
        yield "attributions", None, what


def _printed(spans: Sequence[Any], text: str) -> str | None:
    return " … ".join(text[span.begins : span.ends] for span in spans) or None


def _parts_faults(parts: Mapping[str, Sequence[Any]], text: str | None) -> Iterator[QuoteFault]:
    for figure in parts["figures"]:
        yield from _of("figures", _figure_faults(figure, text), figure)
    for candidate in parts["candidates"]:
        yield from _of("candidates", misplaced(candidate.begins, candidate.ends, text), candidate)
        yield from _of("candidates", column_faults("candidates", candidate), candidate)
    for reason in parts["evidence"]:
        if (reason.begins, reason.ends) != (None, None):
            yield from _of("evidence", misplaced(reason.begins, reason.ends, text), reason)
    for table in ("figures", "candidates", "evidence"):
        yield from _of(table, misnumbered(parts[table], "they"), next(iter(parts[table]), None))


def _figure_faults(figure: Any, text: str | None) -> Iterator[str]:
    yield from (f"it {what}" for what in misplaced(figure.begins, figure.ends, text))
    for name in ("unit", "counted"):
        begins, ends = getattr(figure, f"{name}_begins"), getattr(figure, f"{name}_ends")
        kept = getattr(figure, name)
        if (begins, ends) == (None, None):
            yield from unprinted(name, kept, None)
        else:
            yield from _printed_faults(name, kept, begins, ends, text, named=f"{name} ")


def unlike(name: str, value: str, wanted: str) -> Iterator[str]:
    """Tell of a value that is not the one that the rest of the row makes."""
    if value != wanted:
        yield f"{name} is {show_value(value)}, expected {show_value(wanted)}"


def unprinted(name: str, kept: str | None, printed: str | None) -> Iterator[str]:
    """Tell of words that are kept beside a place and are not those printed there."""
    if plain(kept) != printed:
        yield f"{name} is {show_value(kept)}, expected {show_value(printed)} as the text has it"


def _printed_faults(
    name: str, kept: str, begins: int, ends: int, text: str | None, *, named: str = ""
) -> Iterator[str]:
    """Tell of a place that is `misplaced`, else of words kept beside it that are not printed there."""
    wrong = [f"{named}{what}" for what in misplaced(begins, ends, text)]
    yield from wrong
    if text is not None and not wrong:
        yield from unprinted(name, kept, text[begins:ends])


def among(name: str, value: object, known: Sequence[object]) -> Iterator[str]:
    """Tell of a value that is not one of those known."""
    if value not in known:
        yield f"{name} is {show_value(value)}, expected one of {', '.join(map(str, known))}"


def chance(name: str, value: float) -> Iterator[str]:
    """Tell of a number that does not lie between 0 and 1."""
    if not 0 <= value <= 1:
        yield f"{name} is {value}, expected a number from 0 to 1"


def misnumbered(rows: Sequence[Any], whose: str) -> Iterator[str]:
    """Tell of rows whose numbers `n` do not count from 0 on."""
    numbers = [row.n for row in rows]
    if numbers != list(range(len(rows))):
        yield f"{whose} are numbered {numbers}, expected from 0 on"


def misplaced(begins: int | None, ends: int | None, text: str | None, *, least: int = 0) -> Iterator[str]:
    """Tell of a place of fewer than `least` characters, or that does not lie in the text (None: not known)."""
    if begins is None or ends is None:
        yield f"is {begins}..{ends}, expected a beginning and an end"
    elif not 0 <= begins <= ends - least or (text is not None and ends > len(text)):
        where = "a text" if text is None else f"the text of {len(text)} characters"
        yield f"is {begins}..{ends}, expected {'one character or more' if least else 'a place'} in {where}"


def json_faults(name: str, stored: str, is_good: Callable[[Any], bool], wanted: str) -> Iterator[str]:
    """Tell of a column that should hold JSON of a certain kind, and does not."""
    value = _json_of(stored)
    if value is _BROKEN or not is_good(value):
        yield f"{name} holds {show_value(stored)}, expected JSON: {wanted}"


def _json_of(stored: str) -> Any:
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return _BROKEN


def show_value(value: object) -> str:
    """Return a value as a sentence shows it: words in marks, cut if they are long, "null" for None."""
    if value is None:
        return "null"
    words = str(value)
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


def _are_fields(value: Any) -> bool:
    return are_texts(value) and set(value) <= set(_FIELDS)


_IS_TEXTS: _Check = partial(json_faults, is_good=are_texts, wanted="a list of texts")
_IS_VALUE: _Check = partial(json_faults, is_good=lambda _: True, wanted="a value")

_CHECKS: dict[str, dict[str, _Check]] = {
    "runs": {
        "versions": partial(json_faults, is_good=are_versions, wanted="a list of parts with their versions")
    },
    "speakers": {"kind": partial(among, known=SPEAKER_KINDS)},
    "descriptions": {
        "told": partial(json_faults, is_good=lambda value: isinstance(value, dict), wanted="an object")
    },
    "revisions": {
        "agencies": _IS_TEXTS,
        "zones": partial(json_faults, is_good=are_zones, wanted="a list of [kind, start, end]"),
    },
    "quotes": {
        "kind": partial(among, known=KINDS),
        "printed_in": partial(among, known=PLACES),
        "confidence": chance,
        "flags": _IS_TEXTS,
        "shown": partial(among, known=(False, True)),
    },
    "attributions": {
        "stance": partial(among, known=STANCES),
        "act": partial(among, known=ACTS),
        "speaker_kind": partial(among, known=SPEAKER_KINDS),
        "confidence": chance,
    },
    "candidates": {"score": chance},
    "links": {
        "relation": partial(among, known=RELATIONS),
        **dict.fromkeys(("score", *PROBABILITIES), chance),
    },
    "decisions": {"what": partial(among, known=_FIELDS), "value": _IS_VALUE, "was": _IS_VALUE},
    "pair_decisions": {
        "verdict": partial(among, known=get_args(PairVerdict)),
        "relation": partial(among, known=RELATIONS),
    },
    "kept_checks": {
        "form": partial(among, known=get_args(Form)),
        "verdict": partial(among, known=VERDICTS),
        "printings": partial(json_faults, is_good=are_printings, wanted="a list of printings"),
    },
    "watches": {
        "filter": partial(json_faults, is_good=is_filter, wanted="the fields of a filter"),
    },
    "watched": {
        "spans": partial(json_faults, is_good=are_spans, wanted="a list of [start, end]"),
        "what": partial(among, known=SEEN_AS),
    },
    "watched_pairs": {"what": partial(among, known=SEEN_AS)},
    "reviews": {
        "status": partial(among, known=STATUSES),
        "corrected": partial(json_faults, is_good=_are_fields, wanted=f"a list of {', '.join(_FIELDS)}"),
    },
}
"""What the columns of each table may hold, if that can be told of a value by itself."""
