"""ninjs, news in JSON as agencies and newsroom systems export it (1.x and 2.x) → an `Article` for each item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.decode import decode
from quotetrack.readers.input import Input
from quotetrack.readers.wires.wire_items import WireItem, state_of_status, state_told, wire_article
from quotetrack.records import Article, Failure, ZoneKind

_BLANK = re.compile(r"\n\s*\n")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|div|blockquote|figcaption)\s*>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)


def ninjs_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield an article for each item of a ninjs file, in order: one item, a list of items, or an answer of a service
    that holds them. One that is canceled is an article that is withdrawn; one without words is a Failure. ReadError
    for what is no JSON or holds no item."""
    try:
        document = json.loads(decode(input.whole()))
    except (ValueError, RecursionError) as error:
        raise ReadError(
            f"its JSON is broken ({str(error)[:120]}); expected ninjs, one JSON object for an item"
        ) from error
    items = list(_items_in(document))
    if not items:
        raise ReadError('this JSON holds no item of ninjs; an object with "uri" and "headline" is expected')
    for number, fields in enumerate(items, start=1):
        item = _item(fields)
        if item.blocks or item.headline or item.state == "withdrawn":
            yield wire_article(item, input, number=number if len(items) > 1 else None)
        else:
            where = f"{input.origin.where}:{item.guid or number}"
            yield Failure(where, "this item has neither headline nor words; pictures and films are not read")


def _items_in(document: object) -> Iterator[Mapping[str, Any]]:
    """Yield the items: the document itself, those of a list, or those that an answer of a service wraps."""
    waiting: list[object] = [document]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += reversed(found)
        elif isinstance(found, dict):
            if ("uri" in found or "guid" in found) and not {"items", "_items"} & found.keys():
                yield found
            else:
                waiting += [found[name] for name in ("data", "item", "items", "_items") if name in found]


def _item(fields: Mapping[str, Any]) -> WireItem:
    status = _word(fields, "pubstatus")
    note = _word(fields, "ednote", "editorialnote")
    signal = _word(fields, "signal", "edstatus", "correction_sequence")
    stated = state_of_status(status)
    told = state_told([signal, (note or "").partition(":")[0]])
    item = WireItem(
        guid=_guid(fields),
        version=_word(fields, "version"),
        slug=_word(fields, "slugline", "slug"),
        embargo=_word(fields, "embargoed"),
        state=stated or ("usable" if told == "usable" else "corrected"),
        note=note,
        headline=_plain(_word(fields, "headline", "title") or _of_role(fields, "headlines", "main")) or None,
        byline=_BY.sub("", _word(fields, "byline", "by") or "", count=1) or None,
        provider=_provider(fields),
        credit=_word(fields, "creditline", "copyrightholder"),
        published=_word(fields, "versioncreated", "contentcreated", "firstcreated"),
        language=_word(fields, "language"),
        url=_address(fields),
    )
    item.blocks += _blocks(fields)
    item.blocks += _captions(fields)
    return item


def _guid(fields: Mapping[str, Any]) -> str | None:
    """Return what identifies an item over all its versions: an agency's own number of it, else its address."""
    other = fields.get("altids")
    own = other.get("itemid") if isinstance(other, dict) else None
    return own if isinstance(own, str) and own else _word(fields, "guid", "uri")


def _address(fields: Mapping[str, Any]) -> str | None:
    for name in ("url", "canonicalurl", "link"):
        if (address := _word(fields, name)) and address.startswith(("http://", "https://")):
            return address
    return None


def _provider(fields: Mapping[str, Any]) -> str | None:
    """Return who sends the item: a provider, else the first source of information."""
    named = _word(fields, "provider", "source", "providerid")
    if named:
        return named.rpartition(":")[2] or named
    sources = fields.get("infosources") or fields.get("infosource")
    first = sources[0] if isinstance(sources, list) and sources else sources
    return _word(first, "name") if isinstance(first, dict) else None


def _blocks(fields: Mapping[str, Any]) -> list[tuple[ZoneKind | None, str]]:
    """Return the words of the body: its markup if there is any, as that tells captions and headings, else plain."""
    markup = _word(fields, "body_xhtml", "body_html") or _of_role(fields, "bodies", "main", kind="html")
    if markup:
        return _marked(markup)
    plain = _word(fields, "body_text") or _of_role(fields, "bodies", "main")
    pieces = _BLANK.split((plain or "").replace("\r\n", "\n"))
    return [(None, words) for piece in pieces if (words := " ".join(piece.split()))]


def _marked(markup: str) -> list[tuple[ZoneKind | None, str]]:
    """Return the blocks of a body in XHTML or HTML. ReadError for one that cannot be taken apart."""
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    from quotetrack.readers.wires.nitf import marked_blocks

    try:
        tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError, AssertionError) as error:
        raise ReadError(f"the body of an item is no markup ({str(error)[:80]}); expected XHTML") from error
    return list(marked_blocks(tree))


def _captions(fields: Mapping[str, Any]) -> list[tuple[ZoneKind | None, str]]:
    """Return the captions of the pictures that go with an item, each once."""
    held = fields.get("associations")
    others = list(held.values()) if isinstance(held, dict) else held if isinstance(held, list) else []
    words = (_word(other, "description_text", "description") for other in others if isinstance(other, dict))
    return [("caption", caption) for caption in dict.fromkeys(_plain(line) for line in words) if caption]


def _of_role(fields: Mapping[str, Any], name: str, role: str, *, kind: str = "") -> str | None:
    """Return the value of a list of 2.x: that of the role wanted, else the first; with `kind` only one whose type of
    content says so."""
    held = fields.get(name)
    entries = [e for e in held if isinstance(e, dict)] if isinstance(held, list) else []
    if kind:
        entries = [e for e in entries if kind in (_word(e, "contenttype") or "")]
    chosen = next((e for e in entries if _word(e, "role") == role), entries[0] if entries else {})
    return _word(chosen, "value")


def _word(fields: Mapping[str, Any], *names: str) -> str | None:
    """Return the first of these fields that is a string with words in it, or a number."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and -(10**15) < value < 10**15:
            return str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _plain(words: str | None) -> str:
    """Return words without markup, in one line."""
    if not words:
        return ""
    if "<" in words or "&" in words:
        return " ".join(words for _, words in _marked(_BLOCK_END.sub(" ", words)))
    return " ".join(words.split())
