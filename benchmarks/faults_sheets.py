"""Damaged sheets: each gives the decisions of the whole sheet, or one line that refuses it, and never a traceback.

    python benchmarks/faults_sheets.py [COUNT] [--seed S] [--largest]

Makes a store of 30 invented quotations, writes a workbook and a CSV file of them, fills in half of the rows, damages
them COUNT times (500 if not told) in the ways of `tests/sheets/damage.py`, and imports each, without storing. Prints a
line for each kind of damage: how many gave the same decisions, one error, fewer decisions with the loss named, fewer
without a word, or a traceback; the longest time, and the most memory that one took. `--largest` adds a workbook that
unpacks to 2 GB. Exit code 1 if anything was lost without a word or ended in a traceback. Linux only: memory is what
/proc tells.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from ask_speed import People, fill
from faults_table import Databases, Row, Size
from measuring import make_parser, most_memory

import quotetrack
from quotetrack.errors import ReadError
from quotetrack.sheets.incoming import import_sheet
from quotetrack.store import Store, open_store

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.sheets.damage import Damaged, damaged_sheets, with_part

COUNT = 500
_QUOTATIONS = 30
_NOW = datetime(2024, 3, 9, 12, tzinfo=UTC)
Decided = frozenset[tuple[str, str, str]]


@dataclass(slots=True)
class Outcomes:
    """What came of the sheets with one kind of damage."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0
    memory: float = 0.0


def main() -> None:
    """Print the table."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", action="store_true", help="add a workbook that unpacks to 2 GB")
    options = parser.parse_args()
    sys.exit(print_rows(options.count, seed=options.seed, largest=options.largest))


_OUTCOMES = ("same", "one error", "loss named", "loss not named", "traceback")


def print_rows(count: int = COUNT, *, seed: int = 1, largest: bool = False) -> int:
    """Print the rows of the table and return 1 if anything was lost without a word or ended in a traceback, else 0."""
    print(f"{'damaged sheets':34}" + "".join(f"{name:>16}" for name in _OUTCOMES) + f"{'s':>8}{'MiB':>8}")
    by_kind = measure(count, seed=seed, largest=largest)
    total: dict[str, int] = defaultdict(int)
    for kind, found in by_kind.items():
        cells = "".join(f"{found.counts[name]:>16}" for name in _OUTCOMES)
        print(f"{kind:34}{cells}{found.seconds:8.2f}{found.memory:8.0f}")
        for name in _OUTCOMES:
            total[name] += found.counts[name]
    print(f"{'all':34}" + "".join(f"{total[name]:>16}" for name in _OUTCOMES))
    return int(total["loss not named"] + total["traceback"] > 0)


def rows(_: Databases, size: Size) -> Iterator[Row]:
    """Yield the row of all damaged sheets for the table of `faults.py`."""
    begun = time.perf_counter()
    total: dict[str, int] = defaultdict(int)
    for found in measure(size.sheets, seed=size.seed).values():
        for name, number in found.counts.items():
            total[name] += number
    is_good = not total["loss not named"] + total["traceback"]
    told = ", ".join(f"{total[name]} {name}" for name in _OUTCOMES)
    yield Row("sheets", "damaged sheets", size.sheets, told, is_good, time.perf_counter() - begun)


def measure(count: int, *, seed: int = 1, largest: bool = False) -> dict[str, Outcomes]:
    """Import so many damaged sheets, and map each kind of damage to what came of it."""
    by_kind: dict[str, Outcomes] = defaultdict(Outcomes)
    with tempfile.TemporaryDirectory() as scratch, open_store(Path(scratch) / "quotes.db") as store:
        with redirect_stdout(io.StringIO()):
            fill(store, People(_QUOTATIONS), _QUOTATIONS)
        xlsx, text = filled_in(Path(scratch))
        whole = {"xlsx": decide(store, xlsx), "csv": decide(store, text)}
        sheets = damaged_sheets(xlsx.read_bytes(), text.read_bytes(), count, seed)
        for damaged in (*sheets, *(_largest(xlsx) if largest else ())):
            path = Path(scratch) / f"damaged.{damaged.ending}"
            path.write_bytes(damaged.data)
            found = by_kind[damaged.kind]
            start = time.perf_counter()
            held = _forget_memory()
            found.counts[outcome(store, path, whole[damaged.ending])] += 1
            found.seconds = max(found.seconds, time.perf_counter() - start)
            found.memory = max(found.memory, most_memory() - held)
    return by_kind


def _forget_memory() -> float:
    """Let the system count anew the most memory that this process has held, and return what it holds, in mebibytes."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return most_memory()


def outcome(store: Store, path: Path, whole: Decided) -> str:
    """Return what comes of a damaged sheet."""
    try:
        imported = import_sheet(store, path, by="Ben", now=_NOW, dry_run=True)
    except ReadError as error:
        return "one error" if "\n" not in str(error) else "traceback"
    except Exception as error:
        print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return "traceback"
    decided = frozenset((one.quote, one.what, one.value) for one in imported.decisions)
    if decided == whole:
        return "same"
    return "loss named" if imported.refused or imported.unread or imported.ignored else "loss not named"


def decide(store: Store, path: Path) -> Decided:
    """Return what a sheet decides."""
    imported = import_sheet(store, path, by="Ben", now=_NOW, dry_run=True)
    return frozenset((one.quote, one.what, one.value) for one in imported.decisions)


def filled_in(folder: Path) -> tuple[Path, Path]:
    """Write a workbook and a CSV file of the store in a folder, with a status and a note in every second row."""
    xlsx, text = folder / "sheet.xlsx", folder / "sheet.csv"
    with quotetrack.open(folder / "quotes.db") as collection:
        for path in (xlsx, text):
            quotetrack.write_sheet(collection.sheet(), path)
    workbook = openpyxl.load_workbook(xlsx)
    sheet = workbook["quotations"]
    place = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1, 2):
        sheet.cell(line, place["status"]).value = "confirmed"
        sheet.cell(line, place["notes"]).value = f"note {line}"
    workbook.save(xlsx)
    with text.open(newline="", encoding="utf-8-sig") as stream:
        heading, *rows = csv.reader(stream)
    for row in rows[::2]:
        row[heading.index("status")], row[heading.index("notes")] = "confirmed", "heard"
    with text.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([heading, *rows])
    return xlsx, text


def _largest(xlsx: Path) -> Iterator[Damaged]:
    """Yield a workbook whose rows unpack to 2 GB, and one that says it unpacks to less."""
    out = io.BytesIO()
    rows = b'<row><c t="inlineStr"><is><t>0</t></is></c></row>' * 20_000
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
        book.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(2_000_000_000 // len(rows)):
            part.write(rows)
    yield Damaged("unpacks to 2 GB", "error", "xlsx", out.getvalue())
    lying = bytearray(out.getvalue())
    entry = lying.rindex(b"PK\x01\x02")
    lying[entry + 24 : entry + 28] = (400_000_000).to_bytes(4, "little")
    yield Damaged("unpacks to 2 GB, says 400 MB", "error", "xlsx", bytes(lying))
    yield Damaged("a row of 60 MB", "error", "xlsx", with_part(xlsx.read_bytes(), _one_long_row))


def _one_long_row(part: bytes) -> bytes:
    return part.replace(b"</row>", b'<c t="s"><v>0</v></c>' * 3_000_000 + b"</row>", 1)


if __name__ == "__main__":
    main()
