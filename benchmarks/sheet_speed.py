"""How fast sheets are written and taken over: `python benchmarks/sheet_speed.py [COUNT]` (default 10,000).

Makes a store of so many invented quotations, linked, and in a process of its own for each format writes a sheet of
all; then takes over the workbook as it is, and with a status in every second row. Prints seconds, the most memory held,
and the ratio to a bare library doing its part alone: xlsxwriter or the csv module writing the same cells, openpyxl
reading them. Linux only: memory is what /proc tells.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import xlsxwriter
from ask_speed import People, fill
from measuring import make_parser, most_memory

import quotetrack
from quotetrack.export import FORMATS
from quotetrack.export.columns import row
from quotetrack.store import open_store


def main() -> None:
    """Measure in processes of their own, so that each tells its own memory."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, folder = options.step
        step(name, Path(folder))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with open_store(folder / "quotes.db") as store:
            fill(store, People(options.count), options.count)
        with quotetrack.open(folder / "quotes.db") as collection:
            collection.link()
        bare = {name: run(f"bare {name}", folder) for name in ("xlsx", "csv")}
        for format in FORMATS:
            told(format, run(format, folder), bare.get(format))
        edit(folder / "sheet.xlsx", folder / "edited.xlsx")
        read = run("bare read", folder)
        told("import, nothing changed", run("import sheet", folder), read)
        told("import, every second row", run("import edited", folder), read)


def told(what: str, measured: tuple[float, float], bare: tuple[float, float] | None) -> None:
    """One line of figures."""
    ratio = f"  {measured[0] / bare[0]:4.1f} times the bare library" if bare else ""
    print(f"{what:26}{measured[0]:7.1f} s {measured[1]:7.0f} MiB{ratio}", flush=True)


def run(name: str, folder: Path) -> tuple[float, float]:
    """Seconds and mebibytes of one step in a process of its own."""
    command = [sys.executable, __file__, "--step", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def step(name: str, folder: Path) -> None:
    """Do one thing and print what it took; a bare library gets its cells ready made."""
    with quotetrack.open(folder / "quotes.db") as collection:
        kind, _, what = name.partition(" ")
        if kind == "bare" and what != "read":
            rows = [row(printed) for printed in collection.store.statements.printed(with_claims=True)]
            start = time.perf_counter()
            {"xlsx": bare_xlsx, "csv": bare_csv}[what](rows, folder / f"bare.{what}")
        elif kind == "bare":
            start = time.perf_counter()
            workbook = openpyxl.load_workbook(folder / "sheet.xlsx", read_only=True)
            for _ in workbook["quotations"].iter_rows(values_only=True):
                pass
        elif kind == "import":
            start = time.perf_counter()
            collection.import_review(folder / f"{what}.xlsx")
        else:
            start = time.perf_counter()
            quotetrack.write_sheet(collection.sheet(), folder / f"sheet.{kind}")
    seconds = time.perf_counter() - start
    print(seconds, most_memory())


def bare_xlsx(rows: list[tuple[str, ...]], path: Path) -> None:
    """The same cells, all as text, in one sheet."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for at, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell:
                    sheet.write_string(at, place, cell)


def bare_csv(rows: list[tuple[str, ...]], path: Path) -> None:
    """The same cells."""
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)


def edit(path: Path, to: Path) -> None:
    """Put a status into every second row."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["quotations"]
    place = next(cell.column for cell in sheet[1] if cell.value == "status")
    for line in range(2, sheet.max_row + 1, 2):
        sheet.cell(line, place).value = "confirmed"
    workbook.save(to)


if __name__ == "__main__":
    main()
