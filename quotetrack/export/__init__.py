"""Statements in, a stream in one format out: CSV, XLSX, HTML, DOCX, Markdown, JSON, JSON-LD or JSON Lines.

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

__all__ = ["FORMATS", "Sheet", "format_of", "whole_file", "write", "write_sheet"]

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
    }
)
"""Format name, which is also the file's ending, and the module here whose `write` makes it."""


def write(printed: Sheet | Iterable[Printed], format: str, out: BinaryIO) -> int:
    """Write statements to `out`, in the order given; return how many.

    `format` is a name in `FORMATS`; another one is a `UsageError`. `out` stays open.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}: choose one of {', '.join(FORMATS)}")
    writer: Writer = import_module(f"{__name__}.{FORMATS[format]}").write
    return writer(printed if isinstance(printed, Sheet) else Sheet(printed=printed), out)


def format_of(path: Path) -> str:
    """Return the format that a file's ending asks for; an ending that is none of ours is a `UsageError`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        problem = f"ends in {path.suffix!r}" if path.suffix else "has no ending"
        raise UsageError(
            f"{path}: the name {problem}, which says no format: "
            f"end it in .{', .'.join(FORMATS)} or name the format"
        )
    return ending


def write_sheet(printed: Sheet | Iterable[Printed], path: str | Path, *, format: str | None = None) -> int:
    """Write quotations to a file.

    The file appears under its name only once it is whole; one that stood there is replaced.

    Args:
        printed: A sheet, as `Collection.sheet` makes it, or quotations.
        path: The file.
        format: csv, xlsx, html, docx, md, json, jsonld, jsonl or ndjson; by default that of the file's ending.

    Returns:
        How many quotations were written.

    Raises:
        UsageError: If the format, or the file's ending, is none of these.
        OutputError: If the file cannot be written.

    Example:
        >>> quotetrack.write_sheet(collection.quotes(speaker="Petrov"), "petrov.json")
        1
    """
    path = Path(path)
    format = format or format_of(path)
    with whole_file(path) as out:
        return write(printed, format, out)
