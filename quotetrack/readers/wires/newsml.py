"""NewsML-G2 → an `Article` for each news item: its words in NITF, XHTML or plain, and what its envelope tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.wires.nitf import fill_from_nitf, marked_blocks
from quotetrack.readers.wires.wire_items import WireItem, state_of_status, state_told, wire_article
from quotetrack.readers.xml_trees import (
    attribute_named,
    children_named,
    first_named,
    local_name,
    nodes_named,
    parse_xml,
    xml_words,
)
from quotetrack.records import Article, Failure

_OTHERS = ("packageitem", "conceptitem", "knowledgeitem", "planningitem", "cataloguitem")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")


def newsml_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield an article for each news item of a NewsML-G2 file, in order; a canceled one is an article that is
    withdrawn. What refers to items without holding their words (a package) yields nothing. An item without words is a
    Failure. ReadError if the input holds no item at all."""
    root = parse_xml(input.whole(), what="NewsML-G2")
    items = list(nodes_named(root, "newsitem"))
    if not items:
        others = next(nodes_named(root, *_OTHERS), None)
        if others is not None:
            raise ReadError(
                f"this NewsML-G2 holds a <{local_name(others)}> alone, which refers to items and has no words of "
                "theirs; give the file of each item"
            )
        raise ReadError(
            f"its root is <{local_name(root)[:40]}> and it holds no <newsItem>; NewsML-G2 is expected"
        )
    for number, node in enumerate(items, start=1):
        item = _item(node)
        if item.blocks or item.headline or item.state == "withdrawn":
            yield wire_article(item, input, number=number if len(items) > 1 else None)
        else:
            yield Failure(
                f"{input.origin.where}:{item.guid or number}",
                "this item has neither headline nor words; pictures and films are not read",
            )


def _item(node: Any) -> WireItem:
    item = WireItem(
        guid=attribute_named(node, "guid") or None, version=attribute_named(node, "version") or None
    )
    item.language = attribute_named(node, "lang") or None
    _fill_from_management(item, first_named(node, "itemmeta"))
    _fill_from_content_meta(item, first_named(node, "contentmeta"))
    _fill_from_content(item, first_named(node, "contentset"))
    return item


def _fill_from_management(item: WireItem, facts: Any | None) -> None:
    """Take what `<itemMeta>` tells: the provider, versions, embargo, status and notes to editors."""
    if facts is None:
        return
    provider = first_named(facts, "provider")
    item.provider = _called(provider)
    item.published = xml_words(first_named(facts, "versioncreated")) or None
    item.embargo = xml_words(first_named(facts, "embargoed")) or None
    notes = [words for node in children_named(facts, "ednote") if (words := xml_words(node))]
    item.note = " ".join(notes)[:_LONGEST_NOTE] or None
    signals = [attribute_named(node, "qcode", "uri") for node in children_named(facts, "signal")]
    status = attribute_named(first_named(facts, "pubstatus"), "qcode", "uri", "literal")
    opening = [words.partition(":")[0] for words in notes]
    told = state_told([signal.rpartition(":")[2] for signal in signals]), state_told(opening[:1])
    stated = state_of_status(status)
    item.state = stated or ("corrected" if "corrected" in told or "withdrawn" in told else "usable")
    if stated is None and told[0] == "withdrawn":
        item.state = "withdrawn"
    if status.endswith("withheld"):
        item.note = item.note or "withheld by its provider"


def _fill_from_content_meta(item: WireItem, facts: Any | None) -> None:
    """Take what `<contentMeta>` tells: headline, slugline, byline, dateline, credit and language."""
    if facts is None:
        return
    created = xml_words(first_named(facts, "contentcreated"))
    item.published = item.published or created or None
    item.slug = xml_words(first_named(facts, "slugline")) or None
    item.headline = xml_words(first_named(facts, "headline")) or None
    item.credit = xml_words(first_named(facts, "creditline")) or None
    item.dateline = xml_words(first_named(facts, "dateline")) or None
    by = xml_words(first_named(facts, "by")) or _called(first_named(facts, "creator")) or ""
    item.byline = _BY.sub("", by, count=1) or None
    item.language = attribute_named(first_named(facts, "language"), "tag") or item.language


def _fill_from_content(item: WireItem, content: Any | None) -> None:
    """Take the words: the first content that has any, as the same words may come in several forms."""
    for node in () if content is None else children_named(content, "inlinexml", "inlinedata"):
        before = len(item.blocks)
        document = first_named(node, "nitf")
        if document is not None:
            fill_from_nitf(item, document)
        elif local_name(node) == "inlinexml":
            body = first_named(node, "body")
            item.blocks += marked_blocks(node if body is None else body)
        else:
            pieces = _BLANK.split("".join(node.itertext()).replace("\r\n", "\n"))
            item.blocks += [(None, words) for piece in pieces if (words := " ".join(piece.split()))]
        if len(item.blocks) > before:
            item.blocks = _without_headline(item)
            return


def _without_headline(item: WireItem) -> list[Any]:
    """Return the blocks without a first one that says the headline a second time."""
    first = item.blocks[0][1] if item.blocks else ""
    return item.blocks[1:] if item.headline and first.casefold() == item.headline.casefold() else item.blocks


def _called(node: Any | None) -> str | None:
    """Return the name of somebody: as it is written out, else as the code that stands for it."""
    name = xml_words(first_named(node, "name")) if node is not None else ""
    return name or attribute_named(node, "literal", "qcode").rpartition(":")[2] or None


_LONGEST_NOTE = 2_000
"""Code points of a note to editors that are kept."""
