"""What `quotetrack verify` notices: `python benchmarks/faults_changes.py [COUNT] [--deep]` (default 1,000 changes).

Makes a store of the fixtures with decisions, pairs, kept checks and speakers decided by people. Then it changes one
value of one row in a copy, behind the program's back, and verifies that copy. Every column of every table takes its
turn; the row and the new value are drawn by seed 7. A change that the database itself refuses is none. Prints how many
were noticed, and each column of which some were not.
"""

from __future__ import annotations

import csv
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

from faults_table import Databases, Row, Size
from measuring import make_parser

import quotetrack
from quotetrack.store.tables import metadata

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.store.changed_values import HARMLESS, change

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"
_TRIES = 3
"""How often another row is drawn if the database refuses a change."""


def main() -> None:
    """Make the store, change it so often, and print what was noticed."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--deep", action="store_true", help="make anew what is derived")
    options = parser.parse_args()
    for line in table_rows(options.count, deep=options.deep):
        print(line)


def table_rows(count: int, *, deep: bool = False) -> Iterator[str]:
    """Yield the lines of the table for so many changes."""
    made, missed = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch, "quotes.db")
        fill(store)
        for column, is_noticed in changes(store, count, deep=deep):
            made[column] += 1
            missed[column] += not is_noticed
    whole, harmless = made.total(), sum(missed[column] for column in HARMLESS)
    noticed = whole - missed.total()
    told = f"{noticed} of {whole}, {harmless} of the others harmless, in {len(made)} columns"
    yield f"changes noticed by verify{' --deep' if deep else ''}: {told}"
    for column, number in (+missed).most_common():
        why = f": {HARMLESS[column]}" if column in HARMLESS else ""
        yield f"  not noticed: {column} ({number} of {made[column]}){why}"


def rows(_: Databases, size: Size) -> Iterator[Row]:
    """Yield the row of all changes for the table of `faults.py`: 99 of 100 must be noticed."""
    begun = time.perf_counter()
    first, *missed = table_rows(size.changes, deep=True)
    noticed, whole, harmless = map(int, re.findall(r"\d+", first)[:3])
    told = f"{noticed} noticed, {harmless} of the others harmless"
    told += "".join(f"; {line.strip()}" for line in missed if "): " not in line)
    is_good = noticed >= 0.99 * (whole - harmless)
    yield Row("changes", "verify --deep", whole, told, is_good, time.perf_counter() - begun)


def fill(file: Path) -> None:
    """Make a store with rows in every table, if it can have any at rest."""
    with quotetrack.open(file) as collection:
        collection.add([FIXTURES], engine="rules")
        printed = list(collection.quotes())
        sheet = file.with_name("sheet.csv")
        quotetrack.write_sheet(collection.sheet(), sheet)
        _fill_in(sheet)
        collection.import_review(sheet, by="Ana Lima")
        ids = [one.statement.quote.id for one in printed]
        collection.decide_link("right", ids[0], ids[-1], relation="related", by="Ana Lima")
        collection.keep_check(*(collection.check(one.text) for one in printed[:3]), by="Ana Lima")
        collection.decide_speakers("alias", "the minister", "Sergei Lavrov", by="Ana Lima", why="a trial")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill_in(sheet: Path) -> None:
    """Confirm the first rows of a sheet, and reject one."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row, status in zip(rows, ("confirmed", "confirmed", "rejected"), strict=False):
        row["status"] = status
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def changes(store: Path, count: int, *, deep: bool) -> Iterator[tuple[str, bool]]:
    """Yield each change, as the column it was made in, and whether it was noticed."""
    rng = random.Random(7)
    columns = [(table.name, column) for table in metadata.tables.values() for column in table.columns]
    copy = store.with_name("changed.db")
    turns = cycle(columns)
    for name, column in islice(turns, count):
        if not any(change(store, copy, name, column, rng) for _ in range(_TRIES)):
            continue
        with quotetrack.open(copy) as collection:
            yield f"{name}.{column.name}", next(iter(collection.verify(deep=deep)), None) is not None


if __name__ == "__main__":
    main()
