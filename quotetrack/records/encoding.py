"""Records as JSON and back, by the types of their fields: no record needs code of its own.

A span is `[start, end]`, a tuple a list, any other record an object. Fields that hold their default are left out.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from quotetrack.records.span import Span

T = TypeVar("T")


class MisfitError(ValueError):
    """A value is not what a field of a record holds."""


def encode(value: Any) -> Any:
    """Return a record as JSON has it."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [encode(one) for one in value]
    if is_dataclass(value):
        told = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: encode(held) for field, held in told if not _is_default(field, held)}
    return value


def decode_as(kind: type[T], value: Any) -> T:
    """Return the record of this kind that `encode` made the value of. MisfitError if it is none."""
    try:
        decoded: T = _decoder(cast("Any", kind))(value)
    except _OddError as odd:
        what = f"{kind.__name__}{odd.path} is {str(odd.value)[:60]!r}; {odd.expected} is expected"
        raise MisfitError(what) from odd
    return decoded


def _is_default(field: Field[Any], value: Any) -> bool:
    return field.default is not MISSING and bool(value == field.default)


class _OddError(Exception):
    """A value that does not fit, and where it is in the whole, such as ".quote.kind"."""

    def __init__(self, value: object, expected: str) -> None:
        self.value, self.expected, self.path = value, expected, ""


_Decoder = Callable[[Any], Any]


@cache
def _decoder(kind: Any) -> _Decoder:
    """Return what decodes values of a type. It is put together once: types are asked for their parts only then, as an
    article of news has some 500 values."""
    if kind is Span:
        return _span
    if is_dataclass(kind):
        return _record_decoder(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _any_decoder(parts)
    if origin is tuple:
        return _tuple_decoder(parts)
    if origin is Literal:
        return _literal_decoder(parts)
    return _plain_decoder(kind)


def _record_decoder(kind: Any) -> _Decoder:
    # Asked for with the first value: a record may hold others of its own kind.
    hints = get_type_hints(kind)
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    decoders: dict[str, _Decoder] = {}

    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise _OddError(value, "an object")
        told = {}
        for name, held in value.items():
            try:
                told[name] = (decoders.get(name) or learn(name, value))(held)
            except _OddError as odd:
                odd.path = f".{name}{odd.path}" if name in hints else odd.path
                raise
        if missing := [name for name in needed if name not in told]:
            raise _OddError(missing, "these fields as well")
        return kind(**told)

    def learn(name: str, value: dict[str, Any]) -> _Decoder:
        if name not in hints:
            raise _OddError(sorted(value.keys() - hints.keys()), f"only {', '.join(hints)}")
        return decoders.setdefault(name, _decoder(hints[name]))

    return decode


def _any_decoder(kinds: Sequence[Any]) -> _Decoder:
    """For a value of one of several types, which may be none at all, or words of several lists."""
    first, *others = (_decoder(one) for one in kinds if one is not type(None))
    words = [word for kind in kinds[1:] if get_origin(kind) is Literal for word in get_args(kind)]
    may_be_none = type(None) in kinds

    def decode(value: Any) -> Any:
        if (value is None and may_be_none) or (others and value in words):
            return value
        return first(value)

    return decode


def _tuple_decoder(kinds: Sequence[Any]) -> _Decoder:
    decoders = [_decoder(kind) for kind in kinds if kind is not Ellipsis]
    is_of_one_kind = len(kinds) == 2 and kinds[1] is Ellipsis

    def decode(value: Any) -> Any:
        if type(value) is not list:
            raise _OddError(value, "a list")
        if is_of_one_kind:
            (decoder,) = decoders
            return tuple([decoder(one) for one in value])
        if len(value) != len(decoders):
            raise _OddError(value, f"a list of {len(decoders)}")
        return tuple([decoder(one) for decoder, one in zip(decoders, value, strict=True)])

    return decode


def _literal_decoder(words: Sequence[Any]) -> _Decoder:
    def decode(value: Any) -> Any:
        if value not in words:
            raise _OddError(value, f"one of {', '.join(map(str, words))}")
        return value

    return decode


def _plain_decoder(kind: Any) -> _Decoder:
    def decode(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise _OddError(value, kind.__name__)

    return decode


def _span(value: Any) -> Span:
    if type(value) is list and len(value) == 2:
        start, end = value
        if type(start) is int and type(end) is int and 0 <= start <= end:
            return Span(start, end)
    raise _OddError(value, "a span, [start, end]")
