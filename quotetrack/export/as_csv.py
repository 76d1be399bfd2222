"""CSV with a heading line: RFC 4180, commas, UTF-8 with a byte order mark.

The mark is there for Excel, which otherwise reads the file in the machine's old code page and spoils every
curly quotation mark; Python ("utf-8-sig"), R, LibreOffice and pandas skip it. Cells that a spreadsheet
would run are neutralised; `restore` gives them back.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from quotetrack.export.columns import COLUMNS, row
from quotetrack.export.sheet import Sheet
from quotetrack.review.cells import neutralise


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the rows; return how many follow the heading line. Lone surrogates are written as "\\udXXX"."""
    return write_rows((column.heading for column in COLUMNS), map(row, sheet.printed), out)


def write_rows(headings: Iterable[str], rows: Iterable[Iterable[str]], out: BinaryIO) -> int:
    """Write a heading line and rows of any kind; return how many rows there were."""
    out.write(codecs.BOM_UTF8)
    out.write(_line(headings))
    count = 0
    for cells in rows:
        count += 1
        out.write(_line(map(neutralise, cells)))
    return count


def _line(cells: Iterable[str]) -> bytes:
    """Return one record, ended by CR LF; cells with commas, quotation marks or line breaks are quoted."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "backslashreplace")
