"""What is wrong with rows that could be read: each compared with the text it is about, and with the rows beside it. No
database is touched here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

from quotetrack.records import (
    RELATIONS,
    STATUSES,
    DecisionField,
    ZoneKind,
)
from quotetrack.store.escaping import fingerprint, unescape

FIELDS: tuple[str, ...] = get_args(DecisionField)
CHANCES = ("copy", "same_utterance", "same_claim", "related", "contradicts", "unrelated")
_NEAR_ONE = 0.01
"""By how much the probabilities of a link may miss one: they are rounded."""

_LONGEST = 60


def revision_faults(row: Any) -> Iterator[str]:
    """What is wrong with a text and what is told of its article, by a row of `revisions`."""
    text = unescape(row.text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest != row.digest:
        yield f"the text has the SHA-256 {digest[:12]}…, expected {shown(row.digest[:12])[1:-1]}… as stored beside it"
    if row.given_hash != fingerprint(unescape(row.given_id)):
        yield f"given_hash is {shown(row.given_hash)}, expected the fingerprint of the article's id"
    yield from json_faults("agencies", row.agencies, are_texts, "a list of texts")
    zones = _loaded(row.zones)
    if not _are_zones(zones):
        yield f"zones holds {shown(row.zones)}, expected JSON: a list of [kind, start, end]"
        return
    for kind, start, end in zones:
        if kind not in get_args(ZoneKind):
            yield f"zones has the kind {shown(kind)}, expected one of {', '.join(get_args(ZoneKind))}"
        if not 0 <= start <= end <= len(text):
            yield f"a {shown(kind)} zone is {start}..{end}, expected a place in the text of {len(text)} characters"


def not_speech_faults(row: Any, text: str | None) -> Iterator[str]:
    """What is wrong with words that quote nobody."""
    wrong = misplaced(row.begins, row.ends, None if text is None else len(text))
    if wrong:
        yield wrong
    elif text is not None and unescape(row.words) != text[row.begins : row.ends]:
        yield f"words is {shown(row.words)}, expected {shown(text[row.begins : row.ends])} as the text has it"


def link_faults(row: Any) -> Iterator[str]:
    """What is wrong with a link by itself."""
    yield from among("relation", row.relation, RELATIONS)
    if row.a == row.b:
        yield "it ties a quotation to itself, expected two quotations"
    elif row.a > row.b:
        yield f"it goes from row {row.a} to row {row.b}, expected the smaller first"
    for name in ("score", *CHANCES):
        yield from chance(name, getattr(row, name))
    total = sum(getattr(row, name) for name in CHANCES)
    if abs(total - 1) > _NEAR_ONE:
        yield f"its probabilities sum to {total:.3f}, expected 1"


def decision_faults(row: Any) -> Iterator[str]:
    """What is wrong with a decision by itself."""
    yield from among("what", row.what, FIELDS)
    for name in ("value", "was"):
        yield from json_faults(name, getattr(row, name), lambda _: True, "a value")


def review_faults(row: Any) -> Iterator[str]:
    """What is wrong with what reviewers have decided, taken together."""
    if row.status is not None:
        yield from among("status", row.status, STATUSES)
    yield from json_faults("corrected", row.corrected, _are_fields, f"a list of {', '.join(FIELDS)}")


def among(name: str, value: object, known: Sequence[str]) -> Iterator[str]:
    """The fault of a value that is not one of those known."""
    if value not in known:
        yield f"{name} is {shown(value)}, expected one of {', '.join(known)}"


def chance(name: str, value: float) -> Iterator[str]:
    """The fault of a number that does not lie between 0 and 1."""
    if not 0 <= value <= 1:
        yield f"{name} is {value}, expected a number from 0 to 1"


def json_faults(name: str, stored: str, is_good: Callable[[Any], bool], wanted: str) -> Iterator[str]:
    """The fault of a column that should hold JSON of a certain kind."""
    value = _loaded(stored)
    if value is _BROKEN or not is_good(value):
        yield f"{name} holds {shown(stored)}, expected JSON: {wanted}"


def shown(value: object) -> str:
    """A value as a sentence shows it: words in marks, cut where they are long, "null" for None."""
    if value is None:
        return "null"
    told = value if isinstance(value, str) else str(value)
    return f"“{told if len(told) <= _LONGEST else told[: _LONGEST - 1] + '…'}”"


def misplaced(begins: int | None, ends: int | None, length: int | None, *, least: int = 0) -> str | None:
    """What is wrong with a place in a text; None where nothing is."""
    if begins is None or ends is None:
        return f"is {begins}..{ends}, expected a beginning and an end"
    if 0 <= begins <= ends - least and (length is None or ends <= length):
        return None
    told = "a text" if length is None else f"the text of {length} characters"
    return f"is {begins}..{ends}, expected {'one character or more' if least else 'a place'} in {told}"


_BROKEN = object()


def _loaded(stored: str) -> Any:
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return _BROKEN


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_fields(value: Any) -> bool:
    return are_texts(value) and set(value) <= set(FIELDS)


def _are_zones(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(zone, list) and len(zone) == 3 and [type(part) for part in zone] == [str, int, int]
        for zone in value
    )


def are_versions(value: Any) -> bool:
    """True for a list of parts with their versions, as `runs` keeps it."""
    return isinstance(value, list) and all(are_texts(one) and len(one) == 2 for one in value)
