"""XML as the readers take it: bounded, nothing fetched, no entity of the file's own put in; and the words of a node."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from typing import Any

from quotetrack.errors import ReadError

_MOST_MESSAGE = 200
"""Code points of what the parser says of a broken file that are repeated."""
_BLOCKS = frozenset(("p", "div", "br", "li", "td", "th", "tr", "block", "para", "paratext", "line"))
"""Local names, in lower case, that part words although no white space stands between them."""


def parse_xml(data: bytes, *, what: str) -> Any:
    """Return the root of an XML file. Comments and instructions are left out, entities stay unresolved, nothing is
    fetched, and no tree is deeper than 256 nodes.

    Raises:
        ReadError: it is no XML, or nested too deep; `what` names the format that was expected.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        told = " ".join(str(error).split())[:_MOST_MESSAGE] or "it ends too soon"
        raise ReadError(
            f"its XML is broken ({told}); expected {what}: get it again from its maker"
        ) from error


def local_name(node: Any) -> str:
    """Return the name of an element without its namespace, in lower case; "" for what is no element."""
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children_named(node: Any, *names: str) -> Iterator[Any]:
    """Yield the direct children that bear one of these local names (lower case), in order."""
    return (child for child in node if local_name(child) in names)


def nodes_named(node: Any, *names: str) -> Iterator[Any]:
    """Yield the node and all below it that bear one of these local names (lower case), in document order."""
    return (below for below in node.iter() if local_name(below) in names)


def first_named(node: Any | None, *names: str) -> Any | None:
    """Return the first below or at the node with one of these local names (lower case); None if there is none."""
    return None if node is None else next(nodes_named(node, *names), None)


def xml_words(node: Any | None, *, without: Collection[str] = ()) -> str:
    """Return all words in a node, each run of white space as one space; "" for None. Elements `without` (local names,
    lower case) are left out, entities that HTML knows are the signs that they stand for, others are left out."""
    if node is None:
        return ""
    parts: list[str] = [node.text or ""]
    waiting: list[Any] = list(reversed(node))
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        waiting.append(item.tail or "")
        name = local_name(item)
        if not name:
            parts.append(_entity(item))
        elif name not in without:
            gap = " " if name in _BLOCKS else ""
            parts.append(gap + (item.text or ""))
            waiting += [gap, *reversed(item)] if gap else reversed(item)
    return " ".join("".join(parts).split())


def attribute_named(node: Any | None, *names: str) -> str:
    """Return the first attribute with one of these local names that holds more than white space; "" if none does."""
    if node is None:
        return ""
    found = {
        str(name).rpartition("}")[2].lower(): " ".join(str(value).split()) for name, value in node.items()
    }
    return next((found[name] for name in names if found.get(name)), "")


def _entity(node: Any) -> str:
    """Return the sign that an entity which was not resolved stands for, if HTML knows it."""
    name = node.text or ""
    sign = html.unescape(name) if name.startswith("&") else ""
    return "" if sign == name else sign
