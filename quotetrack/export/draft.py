"""A draft's report: the draft with each quotation marked by its verdict, and beside it what is printed; as HTML, DOCX
or Markdown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from quotetrack.errors import UsageError
from quotetrack.output import whole_file
from quotetrack.records import CheckedDraft

REPORT_FORMATS = MappingProxyType({"html": "draft_html", "docx": "draft_docx", "md": "draft_md"})
"""Format name, which is also the file's ending, and the module here whose `write_…_report` makes it."""

_Writer = Callable[[CheckedDraft, BinaryIO], None]


def report_format(path: Path) -> str:
    """Return the format that a report's ending asks for; UsageError for another ending."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in REPORT_FORMATS:
        raise UsageError(f"{path}: a report ends in .{', .'.join(REPORT_FORMATS)}")
    return ending


def write_report(draft: CheckedDraft, path: str | Path, *, format: str | None = None) -> None:
    """Write the report on a draft: its text, each quotation marked by its verdict, and beside it what is printed.

    The file appears under its name only once it is whole; one that stood there is replaced.

    Args:
        draft: What `Collection.check_draft` returned.
        path: The file.
        format: html, docx or md; by default that of the file's ending.

    Raises:
        UsageError: If the format, or the file's ending, is none of these.
        OutputError: If the file cannot be written.

    Example:
        >>> draft = collection.check_draft("“The bridge will open on Tuesday,” said Ana Lima.", engine="rules")
        >>> quotetrack.write_report(draft, "report.md")
    """
    path = Path(path)
    if format is not None and format not in REPORT_FORMATS:
        raise UsageError(f"there is no report as {format!r}: choose one of {', '.join(REPORT_FORMATS)}")
    format = format or report_format(path)
    module = import_module(f"quotetrack.export.{REPORT_FORMATS[format]}")
    write: _Writer = getattr(module, f"write_{format}_report")
    with whole_file(path) as out:
        write(draft, out)
