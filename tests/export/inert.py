"""Checks that a sheet is inert: each opens it as a program would, and fails where something in it could act."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree

from rdflib import RDF, URIRef

from .poison import poisoned_sheet
from .reading import exported, md_tokens, read_csv, read_html, read_jsonld, read_xlsx
from .reopening import fields, read_bibtex, read_parquet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

RISKY = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell must not begin with: OWASP's list, and what Excel folds to it."""

BIDI = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Characters that reorder what follows them."""

_HARMLESS = tuple(poisoned_sheet("x", url) for url in ("https://e.example/x", "no address"))
"""Sheets that have every field and no harm in them, with what is a link and with what is none."""


def check_csv(data: bytes) -> None:
    """No cell begins as a formula does, and every line has as many cells as the heading."""
    heading, *rows = read_csv(data)
    for row in rows:
        assert len(row) == len(heading)
        assert not [cell for cell in row if cell.lstrip(" ").startswith(RISKY)]


def check_xlsx(data: bytes) -> None:
    """Cells are text, numbers and days; there is no formula but our own lists of choices, no link, no other part."""
    workbook = read_xlsx(data)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d"), cell.coordinate
                assert cell.hyperlink is None
    assert not [name for name in workbook.defined_names if not name.startswith("_xlnm")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert not [word for word in ("externalLink", "vba", "connections", "embeddings") if word in name]
            if name.endswith(".rels"):
                assert not [r for r in ElementTree.fromstring(archive.read(name)) if r.get("TargetMode")]


_ATTRIBUTES = {
    *(
        "class",
        "id",
        "href",
        "rel",
        "dir",
        "datetime",
        "title",
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
    ),
}
_PAGE = read_html(exported(_HARMLESS[0], "html"))
_TAGS = {element.tag for element in _PAGE.all()}


def check_html(data: bytes) -> None:
    """Only our own elements, attributes and style; links lead to the web or into the page; nothing is reordered."""
    root = read_html(data)
    for element in root.all():
        assert element.tag in _TAGS, element.tag
        assert set(element.attrs) <= _ATTRIBUTES, element.attrs
        href = element.attrs.get("href", "#")
        assert href.startswith(("#", "https://", "http://")) or href.lower().startswith(
            ("https://", "http://")
        )
    assert [style.text() for style in root.all("style")] == [_PAGE.one("style").text()]
    metas = [meta.attrs for meta in root.all("meta")]
    assert metas == [meta.attrs for meta in _PAGE.all("meta")]
    assert not BIDI & set(data.decode("utf-8"))


_MARKDOWN = {token.type for token in md_tokens(exported(_HARMLESS[0], "md"))} | {"softbreak", "text_special"}


def check_md(data: bytes) -> None:
    """A heading comes first; there is nothing but what we write; links lead to the web; nothing is reordered."""
    tokens = md_tokens(data)
    assert tokens[0].type == "heading_open"
    assert {token.type for token in tokens} <= _MARKDOWN
    addresses = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert not [a for a in addresses if not a.lower().startswith(("http://", "https://"))]
    assert not BIDI & set(data.decode("utf-8"))


_PARAGRAPH = {
    "p",
    "pPr",
    "pStyle",
    "r",
    "rPr",
    "t",
    "br",
    "tab",
    "b",
    "strike",
    "color",
    "highlight",
    "u",
    "shd",
}
_TABLE = {
    *("tbl", "tblPr", "tblStyle", "tblW", "tblLayout", "tblGrid", "gridCol"),
    *("tr", "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW"),
}
_BOX = {
    *("sdt", "sdtPr", "sdtContent", "rFonts"),
    *(f"{W14}{name}" for name in ("checkbox", "checked", "checkedState", "uncheckedState")),
}
_DOCUMENT = {"document", "body", "bookmarkStart", "bookmarkEnd", "hyperlink", *_PARAGRAPH, *_TABLE, *_BOX}
_SECTION = {"sectPr", "pgSz", "pgMar", "cols", "docGrid", "footerReference"}


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    """The XML parts of a document; each is well formed, and none declares an entity."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    assert not [name for name, xml in found.items() if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml]
    return {name: ElementTree.fromstring(xml) for name, xml in found.items()}


def check_docx(data: bytes) -> None:
    """Only paragraphs of text, boxes to tick and a table of text stand in the body, with links inside the document;
    nothing points out of the file, and nothing is reordered."""
    told = parts(data)
    body = told["word/document.xml"]
    assert {element.tag.removeprefix(W) for element in body.iter()} <= _DOCUMENT | _SECTION
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    for link in body.iter(f"{W}hyperlink"):
        assert link.get(f"{R}id") is None
        assert link.get(f"{W}anchor") in marks
    fields = [field.get(f"{W}instr") for xml in told.values() for field in xml.iter(f"{W}fldSimple")]
    assert fields == ["PAGE"]
    assert not [r for name, xml in told.items() if name.endswith(".rels") for r in xml if r.get("TargetMode")]
    assert not [name for name in told if "vba" in name.lower() or "embed" in name.lower()]
    assert not BIDI & set("".join(text.text or "" for text in body.iter(f"{W}t")))
    boxes = {box.find(f"{W}sdtContent/{W}r/{W}t").text for box in body.iter(f"{W}sdt")}  # type: ignore[union-attr]
    assert boxes <= {"☐", "☒"}


def check_json(data: bytes) -> None:
    """One array of objects that have our own names only."""
    told = json.loads(data)
    assert isinstance(told, list)
    assert {name for one in told for name in one} <= _names("json")


def check_jsonl(data: bytes) -> None:
    """An object a line."""
    check_json(b"[" + b",".join(data.splitlines()) + b"]")


def check_jsonld(data: bytes) -> None:
    """Our own terms and types; every name is ours and no text has become one; the file can stand in a page."""
    assert not set("<>&\u2028\u2029") & set(data.decode("utf-8"))
    told = json.loads(data)
    assert told["@context"] == json.loads(exported(_HARMLESS[0], "jsonld"))["@context"]
    assert set(_keys(told)) <= _names("jsonld")
    graph = read_jsonld(data)
    ours = ("https://schema.org/", "http://www.w3.org/ns/oa#", "urn:quotetrack:", str(RDF))
    names = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    assert not [name for name in names if not name.startswith(ours)]
    assert not [name for name in names if " " in name or '"' in name]


def check_parquet(data: bytes) -> None:
    """Rows that have our own columns only, whole enough to be read."""
    harmless = read_parquet(exported(_HARMLESS[0], "parquet"))
    assert all(row.keys() == harmless[0].keys() for row in read_parquet(data))


_KEY = re.compile(r"[a-z0-9]+-[0-9a-f]{12}")


def check_bibtex(data: bytes) -> None:
    """Entries with our own fields and nothing beside them; links lead to the web; nothing acts or is reordered."""
    entries = read_bibtex(data)
    known = {
        name for sheet in _HARMLESS for e in read_bibtex(exported(sheet, "bibtex")) for name in fields(e)
    }
    assert len({entry.key for entry in entries}) == len(entries)
    for entry in entries:
        assert _KEY.fullmatch(entry.key)
        assert entry.entry_type in ("article", "misc")
        assert fields(entry).keys() <= known | {"date", "year", "month", "urldate", "langid"}
        assert fields(entry).get("url", "http://").lower().startswith(("http://", "https://"))
    assert not BIDI & set(data.decode("utf-8"))


def check_csl(data: bytes) -> None:
    """Items with our own fields; links lead to the web; nothing acts or is reordered."""
    items = json.loads(data)
    known = {name for sheet in _HARMLESS for item in json.loads(exported(sheet, "csl")) for name in item}
    for item in items:
        assert _KEY.fullmatch(item["id"])
        assert item.keys() <= known | {"issued", "accessed", "language"}
        for address in (item.get("URL"), item.get("archive_location")):
            assert address is None or address.lower().startswith(("http://", "https://"))
        assert "{:" not in item.get("note", "")
    assert not BIDI & set(data.decode("utf-8"))


@cache
def _names(format: str) -> frozenset[str]:
    """The names that objects have in sheets without harm."""
    told = [json.loads(exported(sheet, format)) for sheet in _HARMLESS]
    if format == "json":
        return frozenset(name for one in told for row in one for name in row)
    return frozenset(_keys(told))


def _keys(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from _keys(value)
    elif isinstance(told, list):
        for value in told:
            yield from _keys(value)


CHECKS = {
    "csv": check_csv,
    "xlsx": check_xlsx,
    "html": check_html,
    "docx": check_docx,
    "md": check_md,
    "json": check_json,
    "jsonld": check_jsonld,
    "jsonl": check_jsonl,
    "ndjson": check_jsonl,
    "parquet": check_parquet,
    "bibtex": check_bibtex,
    "csl": check_csl,
}
"""The check of every format."""
