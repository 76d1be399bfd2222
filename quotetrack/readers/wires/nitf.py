"""NITF, the markup of news agencies: one `<nitf>` document → an `Article`; its body may stand in NewsML-G2 as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.wires.wire_items import WireItem, iso_time, state_told, wire_article
from quotetrack.readers.xml_trees import (
    attribute_named,
    children_named,
    first_named,
    local_name,
    nodes_named,
    parse_xml,
    xml_words,
)
from quotetrack.records import Article, Failure, ZoneKind

_BY = re.compile(r"by\s+", re.IGNORECASE)
_KINDS: dict[str, ZoneKind | None] = {
    **dict.fromkeys(("p", "li", "pre", "dt", "dd", "fn"), None),
    **dict.fromkeys(("hl1", "hl2", "hl3", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("media-caption", "figcaption", "caption"), "caption"),
    **dict.fromkeys(("media-producer",), "credit"),
    **dict.fromkeys(("bq", "blockquote"), "blockquote"),
}
"""Elements that are blocks of their own, and what zone each is."""
_INNER = frozenset(("media", "table", "bq", "blockquote", "ul", "ol"))
_SILENT = frozenset(("script", "style", "media-metadata", "media-reference", "media-object", "head"))


def nitf_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the one article of an NITF document. A kill is an article that is withdrawn. ReadError if the input is no
    NITF, or has no words and is no kill."""
    root = parse_xml(input.whole(), what="NITF")
    document = first_named(root, "nitf")
    if document is None:
        raise ReadError(f"its root is <{local_name(root)[:40]}>; NITF with a root <nitf> is expected")
    item = WireItem()
    fill_from_nitf(item, document)
    if not item.blocks and not item.headline and item.state != "withdrawn":
        raise ReadError(
            "this NITF has neither a headline nor a word in <body.content>; give one that has a text"
        )
    yield wire_article(item, input)


def fill_from_nitf(item: WireItem, document: Any) -> None:
    """Fill an item with what an `<nitf>` element tells. What the item knows already is kept."""
    _fill_head(item, first_named(document, "docdata"))
    body = first_named(document, "body")
    head = first_named(body, "body.head")
    first_line = next((hl for hl in nodes_named(head, "hl1")), None) if head is not None else None
    title = first_named(document, "title")
    item.headline = item.headline or xml_words(first_line) or xml_words(title) or None
    if head is not None:
        second = next((xml_words(hl) for hl in nodes_named(head, "hl2")), "")
        abstract = xml_words(first_named(head, "abstract"))
        item.blocks += [("standfirst", words) for words in dict.fromkeys((second, abstract)) if words]
        item.byline = item.byline or _BY.sub("", xml_words(first_named(head, "byline")), count=1) or None
        item.dateline = item.dateline or xml_words(first_named(head, "dateline")) or None
        item.credit = item.credit or xml_words(first_named(head, "distributor")) or None
        note = xml_words(next(iter(children_named(head, "note")), None))
        item.note = item.note or note or None
    content = first_named(body, "body.content")
    if content is not None:
        item.blocks += marked_blocks(content)
    tagline = xml_words(first_named(first_named(body, "body.end"), "tagline"))
    if tagline:
        item.blocks.append(("sign_off", tagline))


def _fill_head(item: WireItem, facts: Any | None) -> None:
    """Take what `<docdata>` tells: number, version, days, notes, and whether this corrects or kills another."""
    if facts is None:
        return
    fix = first_named(facts, "correction")
    key = first_named(facts, "du-key")
    message = attribute_named(first_named(facts, "ed-msg"), "info", "msg-type")
    told = attribute_named(fix, "info", "regsrc", "type")
    own = attribute_named(first_named(facts, "doc-id"), "id-string")
    item.guid = item.guid or attribute_named(fix, "id-string") or own or attribute_named(key, "key") or None
    item.version = item.version or attribute_named(key, "version", "generation") or None
    item.slug = (
        item.slug or attribute_named(first_named(facts, "fixture"), "fix-id") or attribute_named(key, "key")
    )
    item.note = item.note or message or attribute_named(fix, "info") or None
    issued = iso_time(attribute_named(first_named(facts, "date.issue"), "norm"))
    release = iso_time(attribute_named(first_named(facts, "date.release"), "norm"))
    item.published = item.published or issued or release
    if release and (issued is None or release > issued):
        item.embargo = item.embargo or release
    if item.state == "usable":
        words = (message, told, attribute_named(facts, "management-status"))
        item.state = state_told(words)
        if fix is not None and item.state == "usable":
            item.state = "corrected"
    status = attribute_named(facts, "management-doc-status", "management-status")
    if status.casefold() in ("canceled", "cancelled", "withdrawn"):
        item.state = "withdrawn"


def marked_blocks(content: Any) -> Iterator[tuple[ZoneKind | None, str]]:
    """Yield the blocks of a body in NITF or XHTML: the words of each with the zone that it is, None for body text.
    Words that stand outside any block are body text; a row of a table is one block."""
    waiting: list[Any] = [content]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            if words := " ".join(node.split()):
                yield None, words
            continue
        name = local_name(node)
        if name in _SILENT or not name:
            continue
        if name == "tr":
            cells = (xml_words(cell) for cell in children_named(node, "td", "th"))
            if row := " | ".join(filter(None, cells)):
                yield None, row
        elif name in _KINDS and first_named_inside(node) is None:
            if words := xml_words(node, without=_SILENT):
                yield _KINDS[name], words
        else:
            for child in reversed(node):
                waiting += [child.tail or "", child]
            waiting.append(node.text or "")


def first_named_inside(node: Any) -> Any | None:
    """Return the first block that stands inside a block; None if it holds words alone."""
    return next(
        (below for below in node.iterdescendants() if local_name(below) in _KINDS | dict.fromkeys(_INNER)),
        None,
    )
