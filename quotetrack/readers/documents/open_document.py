"""An OpenDocument text (ODT, or FODT in one XML file) → the words of its paragraphs, as they stand once all changes are
accepted, and the `Article` that they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.documents.office_facts import StyledParagraph, office_article, style_zone
from quotetrack.readers.documents.packed_xml import opened_parts, parse_if_there, parse_part, unpack_part
from quotetrack.readers.input import Input
from quotetrack.records import Article, ZoneKind

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{{{_OASIS}:text:1.0}}"
_STYLE = f"{{{_OASIS}:style:1.0}}"
_OFFICE = f"{{{_OASIS}:office:1.0}}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_META = f"{{{_OASIS}:meta:1.0}}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_LEFT_OUT = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note",
        f"{_OFFICE}annotation",
        f"{_TEXT}ruby-text",
        f"{_OFFICE}forms",
    )
)
"""What holds words that are no part of the text: deleted ones, notes, remarks."""
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_SPACES = 100
_MOST_NESTED = 500
_MOST_PARENTS = 20
"""Styles that a style rests on."""
_NO_DOCUMENT = "no OpenDocument text can be read in it ({}); save it as .odt again, or its text as .txt"


def odt_articles(input: Input) -> Iterator[Article]:
    """Yield the one article of a document. ReadError if it is none, or holds no words."""
    paragraphs, title, author = _read(input.whole())
    yield input.origin.keyed(office_article(paragraphs, id=input.origin.id, title=title, author=author))


def odt_paragraphs(data: bytes) -> list[str]:
    """Return the words of each paragraph of a document, in order, empty ones and those of tables among them.

    Raises:
        ReadError: the bytes are no such document.
    """
    return [one.words for one in _read(data)[0]]


def _read(data: bytes) -> tuple[list[StyledParagraph], str | None, str | None]:
    """Return the paragraphs, and the title and author that the document names."""
    if not data.startswith(b"PK"):
        try:
            root = parse_part(data)
        except ValueError as error:
            raise ReadError(_NO_DOCUMENT.format(error)) from error
        roots, meta = [root], root
    else:
        with opened_parts(data, _NO_DOCUMENT) as archive:
            root = parse_part(unpack_part(archive, "content.xml"))
            styles, meta = parse_if_there(archive, "styles.xml"), parse_if_there(archive, "meta.xml")
        roots = [root, *([] if styles is None else [styles])]
    body = next(root.iter(f"{_OFFICE}text"), None)
    if body is None:
        raise ReadError(_NO_DOCUMENT.format("it holds no text, but a sheet or slides"))
    kinds = _style_kinds(roots)
    title = None if meta is None else next((one.text for one in meta.iter(f"{_DUBLIN}title")), None)
    return list(_paragraphs(body, kinds)), title, _author(meta)


def _author(meta: Any) -> str | None:
    nodes = () if meta is None else meta.iter(f"{_META}initial-creator", f"{_DUBLIN}creator")
    return next((node.text for node in nodes if node.getparent().tag == f"{_OFFICE}meta"), None)


def _style_kinds(roots: list[Any]) -> dict[str, ZoneKind]:
    """Return what the styles make of a paragraph, by name: their own names say it, or those that they rest on."""
    parents = {
        style.get(f"{_STYLE}name") or "": style.get(f"{_STYLE}parent-style-name")
        for root in roots
        for style in root.iter(f"{_STYLE}style")
    }
    kinds: dict[str, ZoneKind] = {}
    for name in {*parents, *filter(None, parents.values())}:
        at: str | None = name
        for _ in range(_MOST_PARENTS):
            kind = style_zone(at or "")
            if kind is not None:
                kinds[name] = kind
            if kind is not None or at is None:
                break
            at = parents.get(at)
    return kinds


def _paragraphs(body: Any, kinds: dict[str, ZoneKind]) -> Iterator[StyledParagraph]:
    """Yield the paragraphs that stand in no note and no remark, those inside another behind it."""
    for paragraph in body.iter(*_PARAGRAPHS):
        for depth, holder in enumerate(paragraph.iterancestors()):
            if holder.tag in _LEFT_OUT:
                break
            if depth > _MOST_NESTED:
                raise ReadError(_NO_DOCUMENT.format("it is nested too deep"))
        else:
            style = paragraph.get(f"{_TEXT}style-name") or ""
            kind = kinds.get(style) or style_zone(style)
            is_heading = paragraph.tag == f"{_TEXT}h" and kind is None
            yield StyledParagraph(_words(paragraph), "heading" if is_heading else kind)


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph, white space collapsed as the format has it, without those of paragraphs inside
    it."""
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, node in walk:
        is_own = node is paragraph
        if event == "start" and not is_own and (node.tag in _LEFT_OUT or node.tag in _PARAGRAPHS):
            walk.skip_subtree()
        elif event == "start":
            pieces.append(_sign(node) + _collapsed(node.text if isinstance(node.tag, str) else None))
        elif not is_own:
            pieces.append(_collapsed(node.tail))
    return "".join(pieces).strip(" ")


def _sign(node: Any) -> str:
    if node.tag == f"{_TEXT}s":
        count = node.get(f"{_TEXT}c") or "1"
        return " " * min(int(count), _MOST_SPACES) if count.isdecimal() else " "
    return _SIGNS.get(node.tag, "")


def _collapsed(words: str | None) -> str:
    if not words:
        return ""
    inner = " ".join(words.split(None))
    before, after = words[:1].isspace(), words[-1:].isspace()
    return (" " * before + inner + " " * after) if inner else " "
