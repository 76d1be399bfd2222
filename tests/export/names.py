"""The names of rules and reasons that the rooms give, read from their source: every text that may end up in a field or
parameter called `rule`, `reason`, `flags` or `why`, whether it is written there or comes through a variable, a branch,
an f-string, the first that applies in a table, or a function of the same rooms.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import quotetrack
from quotetrack.records.rules import RuleName

FOLDER = Path(quotetrack.__file__).parent
ROOMS = (
    "extraction/*.py",
    "attribution/*.py",
    "review/decisions.py",
    "text/quotation_marks.py",
    "parsing/*.py",
    "records/*.py",
)
"""Where names are given, and where the records are that hold them."""

HOLDERS = ("rule", "reason", "flags", "why")

Function = ast.FunctionDef | None
"""The innermost function around an expression."""


@dataclass(slots=True)
class Source:
    """What the rooms' source says: what each class and function takes, in order; the functions by name; texts that have
    a name in their module; every text but docstrings."""

    trees: list[ast.Module]
    takes: dict[str, list[str]] = field(default_factory=dict)
    functions: dict[str, list[ast.FunctionDef]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)


def read_source() -> Source:
    """The source of the rooms."""
    paths = sorted(path for room in ROOMS for path in FOLDER.glob(room))
    source = Source([ast.parse(path.read_text(encoding="utf-8")) for path in paths])
    for top in (node for tree in source.trees for node in tree.body):
        match top:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                source.named[name] = text
    for node in (node for tree in source.trees for node in ast.walk(tree)):
        if isinstance(node, ast.ClassDef):
            fields = [n.target for n in node.body if isinstance(n, ast.AnnAssign)]
            source.takes[node.name] = [name.id for name in fields if isinstance(name, ast.Name)]
        elif isinstance(node, ast.FunctionDef):
            source.takes[node.name] = [argument.arg for argument in node.args.args]
            source.functions[node.name].append(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
            source.texts.add(node.value)
    return source


def names_given(source: Source) -> set[tuple[str, str]]:
    """The names in the source, each with what takes it ("Evidence.rule")."""
    found = set()
    for tree in source.trees:
        for home, call in _calls(tree, None):
            for place, value in _given(call, source):
                texts = _texts(value, home, source, frozenset())
                found |= {(place, text) for text in texts if text}
    return found


def names_returned(source: Source, functions: Iterable[str]) -> set[str]:
    """The texts that functions of the rooms may give back."""
    homes = [home for name in functions for home in source.functions[name]]
    returned = [
        (n.value, home) for home in homes for n in ast.walk(home) if isinstance(n, ast.Return) and n.value
    ]
    return {text for value, home in returned for text in _texts(value, home, source, frozenset()) if text}


def _calls(node: ast.AST, home: Function) -> Iterator[tuple[Function, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield home, child
        yield from _calls(child, child if isinstance(child, ast.FunctionDef) else home)


def _given(call: ast.Call, source: Source) -> Iterator[tuple[str, ast.expr]]:
    """What a call gives to the holders of names, by "Class.field"."""
    called = call.func.id if isinstance(call.func, ast.Name) else ""
    places = zip(source.takes.get(called, ()), call.args, strict=False)
    words = ((word.arg or "", word.value) for word in call.keywords)
    return ((f"{called}.{name}", value) for name, value in (*places, *words) if name in HOLDERS)


def _texts(value: ast.expr, home: Function, source: Source, seen: frozenset[str]) -> set[str]:
    """The texts that an expression may come to, as far as the source tells."""

    def any_of(values: Iterable[ast.expr], where: Function = home, also: str = "") -> set[str]:
        return {text for one in values for text in _texts(one, where, source, seen | {also})}

    match value:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp():
            return any_of((value.body, value.orelse))
        case ast.BoolOp():
            return any_of(value.values)
        case ast.Tuple() | ast.List():
            return any_of(value.elts)
        case ast.Attribute(value=ast.Name(id="RuleName"), attr=member):
            return {RuleName[member].value}
        case ast.Attribute(attr="value"):
            return any_of((value.value,))
        case ast.Subscript(value=ast.Dict(values=choices)):
            return any_of(choices)
        case ast.Starred() | ast.FormattedValue() | ast.NamedExpr():
            return any_of((value.value,))
        case ast.JoinedStr():
            return set(map("".join, product(*(any_of((part,)) - {""} for part in value.values))))
        case ast.Name(id=name) if name in source.named:
            return {source.named[name]}
        case ast.Name(id=name) if home is not None and name not in seen:
            return any_of(_assigned(home, name), also=name)
        case ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp(generators=[each]), *default]):
            return any_of((each.iter, *default))
        case ast.Call(func=ast.Name(id=name)) if name in source.functions and f"{name}()" not in seen:
            passed = any_of(arg for arg in value.args if isinstance(arg, ast.Constant))
            for function in source.functions[name]:
                returned = (n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value)
                passed |= any_of(returned, function, f"{name}()")
            return passed
    return set()


def _assigned(function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    """What a function gives to a variable, by itself or among others."""
    pairs: list[tuple[ast.expr, ast.expr]]
    for node in ast.walk(function):
        if isinstance(node, ast.NamedExpr):
            pairs = [(node.target, node.value)]
        elif isinstance(node, ast.Assign):
            pairs = [pair for target in node.targets for pair in _pairs(target, node.value)]
        else:
            continue
        yield from (given for taker, given in pairs if isinstance(taker, ast.Name) and taker.id == name)


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=False))
    return [(target, value)]
