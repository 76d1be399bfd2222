"""Parquet: a row for each quotation, in typed columns that have the names and meanings of `as_jsonl`.

The libraries that write it are an extra, so they are imported only when such a file is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from typing import BinaryIO

from quotetrack import __version__
from quotetrack.errors import UsageError
from quotetrack.export.sheet import Sheet
from quotetrack.records import Printed

ROWS_A_GROUP = 5_000
"""Rows that are held until they are written as one group. One of 5,000 takes some 30 MB."""


def write(sheet: Sheet, out: BinaryIO, *, rows_a_group: int = ROWS_A_GROUP) -> int:
    """Write the quotations, so many a row group; return how many. UsageError if pyarrow is not installed.

    The file's metadata has the key "quotetrack": the version, the sheet's title and its method, as JSON.
    """
    if find_spec("pyarrow") is None:
        raise UsageError('Parquet needs pyarrow: pip install "quotetrack[parquet]"')
    from pyarrow.parquet import ParquetWriter

    from quotetrack.export.typed_columns import batch, schema

    rows, printed = 0, iter(sheet.printed)
    with ParquetWriter(out, schema({"quotetrack": _told(sheet)}), compression="zstd") as writer:
        for group in _groups(printed, rows_a_group):
            writer.write_batch(batch(group))
            rows += len(group)
    return rows


def _groups(printed: Iterator[Printed], size: int) -> Iterator[list[Printed]]:
    while group := list(islice(printed, size)):
        yield group


def _told(sheet: Sheet) -> str:
    return json.dumps({"version": __version__, "title": sheet.title, "method": sheet.method})
