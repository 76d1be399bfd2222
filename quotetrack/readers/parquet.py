"""Parquet with a column of texts → one `Article` or `Failure` a row, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.table_columns import article_of_row, find_columns
from quotetrack.records import Article, Failure

_AT_ONCE = 64
"""Rows that are held at once."""
_LARGEST_GROUP = 4_000_000_000
"""Bytes of a group of rows, unpacked, that is read."""
_MISSING = 'Parquet is read with pyarrow, which is not installed: pip install "quotetrack[parquet]"'


def parquet_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the article of each row, and a Failure for a row that has none; rows count from 1.

    Raises:
        ReadError: pyarrow is not installed, the file is broken, or no column holds texts.
    """
    try:
        import pyarrow as arrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ReadError(_MISSING) from error
    try:
        table = ParquetFile(input.seekable())
        columns = find_columns(table.schema_arrow.names, input.options.columns)
        _check_groups(table.metadata)
        batches = table.iter_batches(batch_size=_AT_ONCE, columns=list(dict.fromkeys(columns.values())))
        number = 0
        for batch in batches:
            for row in batch.to_pylist():
                number += 1
                yield _row({field: row[column] for field, column in columns.items()}, number, input)
    except (arrow.ArrowException, OSError, ValueError, KeyError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ReadError(f"this Parquet file is broken ({reason}); write it anew") from error


def _row(told: dict[str, object], number: int, input: Input) -> Article | Failure:
    try:
        return article_of_row(told, number, input)
    except ReadError as error:
        return Failure(f"{input.origin.where}:{number}", str(error))


def _check_groups(metadata: Any) -> None:
    for number in range(metadata.num_row_groups):
        size = metadata.row_group(number).total_byte_size
        if size > _LARGEST_GROUP:
            raise ReadError(
                f"a group of its rows has {size / 1e9:,.0f} GB; write it in smaller groups of rows"
            )
