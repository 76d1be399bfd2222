"""The columns of a quotation as types: each key of `Printed.to_dict` with what it holds and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import pyarrow

from quotetrack.export.references import whole_day
from quotetrack.records import Printed

_TEXT, _DAY, _NUMBER = pyarrow.string(), pyarrow.date32(), pyarrow.int64()
_SURE, _YES = pyarrow.float64(), pyarrow.bool_()
_TEXTS = pyarrow.list_(_TEXT)
_SPAN = pyarrow.struct({"start": _NUMBER, "end": _NUMBER})
_SPANS = pyarrow.list_(_SPAN)
_SPEAKER = pyarrow.struct(dict.fromkeys(("name", "kind", "role"), _TEXT))
_FIGURES = pyarrow.list_(
    pyarrow.struct({"text": _TEXT, "span": _SPAN, "value": _SURE, "unit": _TEXT, "counted": _TEXT})
)
_REASONS = pyarrow.list_(pyarrow.struct({"rule": _TEXT, "text": _TEXT}))
_OTHERS = pyarrow.list_(pyarrow.struct({"name": _TEXT, "score": _SURE, "reason": _TEXT}))
_CLAIM = pyarrow.struct(
    {
        "id": _TEXT,
        "printings": _NUMBER,
        "sources": _NUMBER,
        "first_published": _DAY,
        "first_source": _TEXT,
        "conflicts": _NUMBER,
    }
)
_REVIEW = pyarrow.struct(
    {"status": _TEXT, "reviewer": _TEXT, "checked_on": _DAY, "notes": _TEXT, "corrected": _TEXTS}
)

_COLUMNS: tuple[tuple[str, pyarrow.DataType, str], ...] = (
    ("article", _TEXT, "The article's id."),
    ("title", _TEXT, "The article's title; null if unknown."),
    ("source", _TEXT, "The outlet's name, else its domain; null if unknown."),
    ("published", _DAY, "The day of publication; null if unknown."),
    ("url", _TEXT, "The article's address; null if unknown."),
    ("agencies", _TEXTS, "The agencies named as its origin."),
    ("byline", _TEXT, "The article's author as printed; null if unknown."),
    ("archive_url", _TEXT, "Where a copy of the page is kept; null if that was not given."),
    ("retrieved", _DAY, "The day the page was fetched; null if that was not given."),
    ("digest", _TEXT, "SHA-256 of the article's text in UTF-8: the same digest, the same text."),
    ("id", _TEXT, "The quotation's id; the same words in the same text keep it."),
    ("kind", _TEXT, "direct: all in quotation marks; mixed: part of it; indirect: none."),
    ("content", _SPANS, "Where the words lie in the article's text: characters from 0, end not included."),
    (
        "text",
        _TEXT,
        "The words as printed, without quotation marks; pieces are joined by “ … ”, which is ours.",
    ),
    ("where", _TEXT, "body, headline or caption."),
    ("cue", _SPANS, "Where the words stand that report the speech; null if nothing does."),
    ("mention", _SPANS, "Where the words stand that mean the speaker; null if there are none."),
    ("speaker", _SPEAKER, "Who said it; null if nobody could be settled on. Who is not named has no name."),
    ("hearer", _TEXT, "Who was told, as printed; or null."),
    ("stance", _TEXT, "said, denied, declined, asked, would_say or not_said. Only “said” means it was said."),
    ("act", _TEXT, "speech, or attitude: what somebody thinks or wants, which nobody need have said."),
    ("said_on", _TEXT, "The day it was said: YYYY-MM-DD, YYYY-MM or YYYY, by said_on_precision; or null."),
    ("via", _TEXTS, "Through whom the words came, nearest the article first."),
    ("speaks_for", _TEXT, "For whom a spokesman speaks, as printed; or null."),
    ("anonymity", _TEXT, "The reason printed for leaving the speaker unnamed; or null."),
    ("translated", _TEXT, "The words that tell it was said in another language; null if nothing tells."),
    (
        "proposition",
        _SPANS,
        "Where the whole of what is reported lies, if the words are a part of it; or null.",
    ),
    ("figures", _FIGURES, "The figures in a claim, with their units and what they count."),
    ("about", _TEXTS, "The named things in a claim."),
    ("confidence", _SURE, "The chance, 0 to 1, that these are a speaker's words and the speaker is right."),
    ("shown", _YES, "Whether it is shown; false: kept back as too unsure, or rejected."),
    ("rule", _TEXT, "What found the quotation."),
    ("page", _TEXT, "The page at which the words stand, such as 3 or 3–4; null if none is known."),
    ("time", _TEXTS, "From when until when the words are heard, HH:MM:SS.mmm; null if that is not known."),
    ("withdrawn", _YES, "Whether the agency that sent the article has withdrawn it."),
    ("said_on_precision", _TEXT, "day, month or year; null without said_on."),
    ("said_on_basis", _TEXT, "The words that said_on rests on; or null."),
    ("place", _TEXT, "Where it was said, as printed; or null."),
    ("occasion", _TEXT, "On what occasion, as printed; or null."),
    ("before", _TEXT, "What stands before the words in their paragraph."),
    ("after", _TEXT, "What stands after the words in their paragraph."),
    ("why", _REASONS, "What decided on the speaker, with the words it rests on."),
    ("candidates", _OTHERS, "Who else it could be, best first, with a score from 0 to 1."),
    (
        "claim",
        _CLAIM,
        "The claim it prints: its id, printings, independent sources, first day, conflicts; or null.",
    ),
    ("review", _REVIEW, "What reviewers have decided; null if nobody has decided anything."),
)
"""Names, types and meanings, in the order of `to_dict`, with what it has only at times."""

_SCHEMA = pyarrow.schema(
    pyarrow.field(name, holds, metadata={"description": meaning}) for name, holds, meaning in _COLUMNS
)

_Fitted = Callable[[Any], object]


def schema(metadata: Mapping[str, str]) -> pyarrow.Schema:
    """Return the columns, each with its meaning under "description", as a file has them that has this metadata."""
    return _SCHEMA.with_metadata(dict(metadata))


def batch(printed: Iterable[Printed]) -> pyarrow.RecordBatch:
    """Return the quotations as rows of these columns.

    A lone surrogate, which no file can hold, becomes the text "\\udXXX". What is no whole day becomes null.
    """
    rows = [_row({"withdrawn": False, **one.to_dict()}) for one in printed]
    return pyarrow.RecordBatch.from_pylist(rows, schema=_SCHEMA)


def _row(told: Mapping[str, object]) -> dict[str, object]:
    return {name: fit(told.get(name)) for name, fit in _FIT.items()}


def _fit_for(holds: pyarrow.DataType) -> _Fitted:
    """Return what makes a value of JSON one of this type; None stays None."""
    fit = _fit_known(holds)
    return lambda value: None if value is None else fit(value)


def _fit_known(holds: pyarrow.DataType) -> _Fitted:
    if holds == _SPAN:
        return lambda span: {"start": span[0], "end": span[1]}
    if pyarrow.types.is_list(holds):
        each = _fit_for(holds.value_type)
        return lambda values: [each(value) for value in values]
    if pyarrow.types.is_struct(holds):
        parts = {field.name: _fit_for(field.type) for field in holds}
        return lambda told: {name: fit(told[name]) for name, fit in parts.items()}
    fits: dict[pyarrow.DataType, _Fitted] = {_TEXT: _written, _DAY: _day, _SURE: float}
    return fits.get(holds, lambda value: cast(object, value))


def _written(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def _day(text: str) -> object:
    return whole_day(text[:10])


_FIT = {name: _fit_for(holds) for name, holds, _ in _COLUMNS}
