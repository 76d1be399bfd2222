"""CSL JSON: the articles that the quotations are printed in, each once, for Zotero, Pandoc and citation processors."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

from quotetrack.export.as_jsonl import json_line
from quotetrack.export.references import Cited, Reference
from quotetrack.export.sheet import Sheet


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the array, an article a line; return how many quotations there were."""
    cited = Cited(sheet.printed)
    out.write(b"[")
    for number, reference in enumerate(cited):
        out.write((b",\n" if number else b"\n") + json_line(_item(reference)))
    out.write(b"\n]\n")
    return cited.rows


def _item(reference: Reference) -> dict[str, object]:
    """Return the article as CSL has it; what is not known is left out."""
    item = {
        "id": reference.id,
        "type": _type(reference),
        "title": reference.title,
        "container-title": reference.outlet,
        # One literal name, as printed: nobody knows which of its words are a family's name.
        "author": [{"literal": reference.byline}] if reference.byline else None,
        "issued": _date(reference.published),
        "URL": reference.url,
        "accessed": _date(reference.retrieved),
        "archive": _host(reference.archive_url),
        "archive_location": reference.archive_url,
        "language": reference.language,
        # Processors take "{:field: value}" in a note for a field of its own.
        "note": ". ".join(reference.notes).replace("{:", "{ :") or None,
    }
    return {name: value for name, value in item.items() if value is not None}


def _type(reference: Reference) -> str:
    if reference.outlet:
        return "article-newspaper"
    return "webpage" if reference.url else "document"


def _date(day: date | None) -> dict[str, object] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _host(url: str | None) -> str | None:
    """Return which archive an address is of; None for one that names none."""
    try:
        return (urlsplit(url).hostname or None) if url else None
    except ValueError:  # brackets that hold no address
        return None
