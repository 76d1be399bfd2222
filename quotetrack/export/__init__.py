"""Statements in, a stream in one format out: CSV, XLSX, HTML, DOCX, Markdown, JSON, JSON-LD, JSON Lines or Parquet,
or the articles that they cite in BibTeX or CSL JSON.

Rows are written as they come, so a sheet of a million quotations needs no more memory than one of ten.
A format is one file of this folder and one line of `FORMATS`; its writer's libraries load when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from quotetrack.errors import UsageError
from quotetrack.export.sheet import Sheet
from quotetrack.output import whole_file
from quotetrack.records import Printed

__all__ = ["FORMATS", "Sheet", "ending_of", "format_of", "whole_file", "write", "write_sheet"]

Writer = Callable[[Sheet, BinaryIO], int]
"""Writes a sheet to a binary stream and returns how many statements it has."""

FORMATS = MappingProxyType(
    {
        "csv": "as_csv",
        "xlsx": "as_xlsx",
        "html": "as_html",
        "docx": "as_docx",
        "md": "as_md",
        "json": "as_json",
        "jsonld": "as_jsonld",
        "jsonl": "as_jsonl",
        "ndjson": "as_jsonl",
        "parquet": "as_parquet",
        "bibtex": "as_bibtex",
        "csl": "as_csl",
    }
)
"""Format name, and the module here whose `write` makes it."""

_OTHER_ENDINGS = MappingProxyType({"bibtex": "bib", "csl": "csl.json"})
"""The file's ending where it is not the format's name."""


def write(printed: Sheet | Iterable[Printed], format: str, out: BinaryIO) -> int:
    """Write statements to `out`, in the order given; return how many.

    `format` is a name in `FORMATS`; another one is a `UsageError`. `out` stays open.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}: choose one of {', '.join(FORMATS)}")
    writer: Writer = import_module(f"{__name__}.{FORMATS[format]}").write
    return writer(printed if isinstance(printed, Sheet) else Sheet(printed=printed), out)


def ending_of(format: str) -> str:
    """Return the ending of a file in this format, without its first dot."""
    return _OTHER_ENDINGS.get(format, format)


def format_of(path: Path) -> str:
    """Return the format that a file's ending asks for; an ending that is none of ours is a `UsageError`."""
    formats = {f".{ending_of(format)}": format for format in FORMATS}
    for ending in ("".join(path.suffixes[-2:]), path.suffix):
        if ending.lower() in formats:
            return formats[ending.lower()]
    problem = f"ends in {path.suffix!r}" if path.suffix else "has no ending"
    raise UsageError(
        f"{path}: the name {problem}, which says no format: end it in {', '.join(formats)} or name the format"
    )


def write_sheet(printed: Sheet | Iterable[Printed], path: str | Path, *, format: str | None = None) -> int:
    """Write quotations to a file.

    The file appears under its name only once it is whole; one that stood there is replaced.

    Args:
        printed: A sheet, as `Collection.sheet` makes it, or quotations.
        path: The file.
        format: csv, xlsx, html, docx, md, json, jsonld, jsonl, ndjson, parquet, bibtex or csl; by default that of the
            file's ending.

    Returns:
        How many quotations were written; of bibtex and csl, of how many the articles were.

    Raises:
        UsageError: If the format, or the file's ending, is none of these, or the extra that it needs is missing.
        OutputError: If the file cannot be written.

    Example:
        >>> quotetrack.write_sheet(collection.quotes(speaker="Petrov"), "petrov.json")
        1
    """
    path = Path(path)
    format = format or format_of(path)
    with whole_file(path) as out:
        return write(printed, format, out)
