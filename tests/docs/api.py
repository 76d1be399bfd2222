"""The page of the public names, made from their docstrings.

`python -m tests.docs.api > docs/api.md` brings the page up to date; a test fails while it is not.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import quotetrack

_OPENING = """\
# Python

<!-- Made by `python -m tests.docs.api > docs/api.md`. Change the docstrings, not this page. -->

Everything here is imported from `quotetrack`. `quotetrack.open` gives a `Collection`, which does all that the command
line does. The examples run on three small articles: `collection` holds them, `extraction` is the first of them.
"""

_HEADINGS = ("Functions", "Collection", "Records", "Errors")
_SECTION = re.compile(r"^(Args|Returns|Raises|Attributes|Example):\n((?:    .*\n?|\n)*)", re.MULTILINE)


def page() -> str:
    """Return the whole page, ended by one line break."""
    parts: dict[str, list[str]] = {heading: [f"## {heading}\n"] for heading in _HEADINGS}
    for name in quotetrack.__all__:
        value = getattr(quotetrack, name)
        if name != "__version__":
            parts[_heading(value)] += _entry(name, value, "###")
    return "\n".join([_OPENING, *(part for entries in parts.values() for part in entries)])


def _heading(value: Any) -> str:
    if not inspect.isclass(value):
        return "Functions"
    if issubclass(value, Exception):
        return "Errors"
    return "Records" if dataclasses.is_dataclass(value) else "Collection"


def _entry(name: str, value: Any, level: str) -> Iterator[str]:
    """One name: how it is called, its docstring, and of a class its public methods."""
    yield f"{level} {name}\n"
    if _heading(value) in ("Functions", "Records"):
        yield f"```\n{name}{_signature(value)}\n```\n"
    yield _prose(inspect.getdoc(value) or "")
    if inspect.isclass(value) and not issubclass(value, Exception):
        for own, member in inspect.getmembers(value):
            if own.startswith("_"):
                continue
            if isinstance(member, property):
                yield f"`{name}.{own}`: {_flowing(inspect.getdoc(member) or '')}\n"
            elif inspect.isfunction(member):
                yield from _entry(f"{name}.{own}", member, f"{level}#")


def _signature(value: Callable[..., Any]) -> str:
    """The parameters with their defaults, without types: those are told with each."""
    signature = inspect.signature(value)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values() if p.name != "self"]
    shown = str(inspect.Signature(bare)).replace(repr(quotetrack.Filter()), "EVERYTHING")
    return re.sub(r"<function (\w+) at 0x\w+>", r"\1", shown)


def _prose(doc: str) -> str:
    """A docstring in Markdown: its sections as lists, its example as code."""
    return _SECTION.sub(_section, doc + "\n").strip() + "\n"


def _section(found: re.Match[str]) -> str:
    name, body = found[1], inspect.cleandoc(found[2])
    if name == "Example":
        return f"```pycon\n{body}\n```\n"
    if name == "Returns":
        return f"**Returns:** {_flowing(body)}\n\n"
    items = [_flowing(item) for item in re.split(r"\n(?=\S)", body)]
    lines = [re.sub(r"^(\S+?): ", r"`\1`: ", item) for item in items]
    title = {"Args": "Arguments", "Attributes": "Fields"}.get(name, name)
    return f"**{title}:**\n\n" + "\n".join(f"- {line}" for line in lines) + "\n\n"


def _flowing(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.stdout.write(page())
