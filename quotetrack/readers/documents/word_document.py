"""A Word document (DOCX) → the words of its paragraphs, as they stand once all changes are accepted, and the `Article`
that they are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from quotetrack.readers.documents.office_facts import StyledParagraph, office_article, style_zone
from quotetrack.readers.documents.packed_xml import opened_parts, parse_if_there, parse_part, unpack_part
from quotetrack.readers.input import Input
from quotetrack.records import Article, ZoneKind

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show in the place of a text box: its words a second time."""
_MAIN = "/officeDocument"
"""How the type of the relation ends that leads to the document's own part."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO_DOCUMENT = "no Word document can be read in it ({}); save it as .docx again, or its text as .txt"
_CORE = "docProps/core.xml"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


def docx_articles(input: Input) -> Iterator[Article]:
    """Yield the one article of a document. ReadError if it is none, or holds no words."""
    data = input.whole()
    with opened_parts(data, _NO_DOCUMENT) as archive:
        main = _main_part(archive)
        paragraphs = _paragraphs(parse_part(unpack_part(archive, main)))
        kinds = _style_kinds(archive, posixpath.join(posixpath.dirname(main), "styles.xml"))
        core = parse_if_there(archive, _CORE)
    told = {
        name: None if core is None else core.findtext(f"{_DUBLIN}{name}") for name in ("title", "creator")
    }
    styled = [StyledParagraph(_words(one), kinds.get(_style(one))) for one in paragraphs]
    article = office_article(styled, id=input.origin.id, title=told["title"], author=told["creator"])
    yield input.origin.keyed(article)


def docx_paragraphs(data: bytes) -> list[str]:
    """Return the words of each paragraph of a document, in order, empty ones and those of tables among them. Words that
    a tracked change deletes are left out, those that one inserts are taken in.

    Raises:
        ReadError: the bytes are no such document.
    """
    with opened_parts(data, _NO_DOCUMENT) as archive:
        body = parse_part(unpack_part(archive, _main_part(archive)))
    return [_words(paragraph) for paragraph in _paragraphs(body)]


def _paragraphs(body: Any) -> list[Any]:
    return [
        paragraph
        for paragraph in body.iter(f"{_WORDS}p")
        if next(paragraph.iterancestors(_FALLBACK), None) is None
    ]


def _main_part(archive: ZipFile) -> str:
    for relation in parse_part(unpack_part(archive, "_rels/.rels")):
        if (relation.get("Type") or "").endswith(_MAIN):
            return (relation.get("Target") or "").lstrip("/")
    raise ValueError("no part of it is the document")


def _style_kinds(archive: ZipFile, name: str) -> dict[str, ZoneKind]:
    """Return what the document's styles make of a paragraph, by the style's id; its name is English in any program."""
    styles = parse_if_there(archive, name)
    found = () if styles is None else styles.iter(f"{_WORDS}style")
    named = ((style.get(f"{_WORDS}styleId") or "", style.find(f"{_WORDS}name")) for style in found)
    kinds = ((id, style_zone(name.get(f"{_WORDS}val") or "")) for id, name in named if name is not None)
    return {id: kind for id, kind in kinds if kind is not None}


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_WORDS}pPr/{_WORDS}pStyle")
    return "" if style is None else style.get(f"{_WORDS}val") or ""


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph without those of paragraphs inside it, such as a text box has."""
    pieces: list[str] = []
    for node in paragraph.iter(*(f"{_WORDS}{name}" for name in ("t", *_SIGNS))):
        holder = next(node.iterancestors(f"{_WORDS}p"), None)
        if holder is paragraph and next(node.iterancestors(f"{_WORDS}moveFrom"), None) is None:
            name = node.tag.removeprefix(_WORDS)
            pieces.append(node.text or "" if name == "t" else _SIGNS[name])
    return "".join(pieces)
