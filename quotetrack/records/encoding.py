"""Records as JSON and back, by the types of their fields: no record needs code of its own.

A span is `[start, end]`, a tuple a list, any other record an object. Fields that hold their default are left out.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

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
    decoded: T = _decode(kind, value, kind.__name__)
    return decoded


def _is_default(field: Field[Any], value: Any) -> bool:
    return field.default is not MISSING and bool(value == field.default)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, value: Any, where: str) -> Any:
    if kind is Span:
        return Span(*_numbers(value, where))
    if is_dataclass(kind):
        return _decode_record(kind, value, where)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_any(get_args(kind), value, where)
    if origin is tuple:
        return _decode_tuple(get_args(kind), value, where)
    if origin is Literal:
        _expect(value in get_args(kind), value, where, f"one of {', '.join(map(str, get_args(kind)))}")
        return value
    if kind is float and type(value) is int:
        return float(value)
    _expect(type(value) is kind, value, where, kind.__name__)
    return value


def _decode_any(kinds: Sequence[Any], value: Any, where: str) -> Any:
    """Decode a value of one of several types, which may be none at all, or words of several lists."""
    if value is None and type(None) in kinds:
        return None
    first, *others = (one for one in kinds if one is not type(None))
    for kind in others:
        if get_origin(kind) is Literal and value in get_args(kind):
            return value
    return _decode(first, value, where)


def _decode_record(kind: Any, value: Any, where: str) -> Any:
    _expect(isinstance(value, dict), value, where, "an object")
    hints = _hints(kind)
    unknown = value.keys() - hints.keys()
    _expect(not unknown, sorted(unknown), where, f"only {', '.join(hints)}")
    told = {name: _decode(hints[name], held, f"{where}.{name}") for name, held in value.items()}
    needed = [field.name for field in fields(kind) if field.default is MISSING and field.name not in told]
    _expect(not needed, needed, where, "these fields as well")
    return kind(**told)


def _decode_tuple(kinds: Sequence[Any], value: Any, where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), value, where, "a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], one, where) for one in value)
    _expect(len(value) == len(kinds), value, where, f"a list of {len(kinds)}")
    return tuple(_decode(kind, one, where) for kind, one in zip(kinds, value, strict=True))


def _numbers(value: Any, where: str) -> tuple[int, int]:
    is_place = isinstance(value, list) and len(value) == 2 and all(type(number) is int for number in value)
    _expect(is_place and 0 <= value[0] <= value[1], value, where, "a span, [start, end]")
    return value[0], value[1]


def _expect(is_so: bool, value: Any, where: str, expected: str) -> None:
    if not is_so:
        raise MisfitError(f"{where} is {str(value)[:60]!r}; {expected} is expected")
