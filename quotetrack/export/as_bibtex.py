"""BibTeX: the articles that the quotations are printed in, each once, for BibTeX, BibLaTeX and Zotero; in UTF-8.

A text is always one group of its own, so that letters keep their case and a byline is one name. Whatever TeX would take
for a command is escaped. BibTeX counts escaped braces like others, so those that would not balance are named instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from quotetrack.export.references import Cited, Reference
from quotetrack.export.sheet import Sheet
from quotetrack.text.languages import language_name

_ESCAPED = {
    **{ord(sign): f"\\{sign}" for sign in "$%&#_{}"},
    ord("\\"): "\\textbackslash{}",
    ord("~"): "\\textasciitilde{}",
    ord("^"): "\\textasciicircum{}",
}

_BRACES_NAMED = {ord("{"): "\\textbraceleft{}", ord("}"): "\\textbraceright{}"}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write an entry for each article; return how many quotations there were."""
    cited = Cited(sheet.printed)
    out.write(b"% Encoding: UTF-8\n")
    for reference in cited:
        kind = "article" if reference.outlet else "misc"
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
        out.write(f"\n@{kind}{{{reference.id},\n{fields}}}\n".encode())
    return cited.rows


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each field that is known. BibLaTeX and Zotero read `date`; BibTeX, `year` and
    `month`."""
    if reference.byline:
        yield "author", _group(reference.byline)
    if reference.title:
        yield "title", _group(reference.title)
    if reference.outlet:
        yield "journal", _group(reference.outlet)
        yield "entrysubtype", "{newspaper}"
    if reference.published:
        yield "date", f"{{{reference.published.isoformat()}}}"
        yield "year", f"{{{reference.published.year:04}}}"
        yield "month", _MONTHS[reference.published.month - 1]
    if reference.url:
        yield "url", f"{{{reference.url}}}"
    if reference.retrieved:
        yield "urldate", f"{{{reference.retrieved.isoformat()}}}"
    if reference.language:
        yield "langid", f"{{{language_name(reference.language).lower()}}}"
    notes = list(reference.notes)
    if reference.archive_url:
        notes.append(f"Archived copy: {reference.archive_url}")
    if notes:
        yield "note", _group(". ".join(notes))


def _group(text: str) -> str:
    escaped = text.translate(_ESCAPED if _balances(text) else {**_ESCAPED, **_BRACES_NAMED})
    return f"{{{{{escaped}}}}}"


def _balances(text: str) -> bool:
    """Return True if every brace that opens in a text closes in it."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
