"""Workbooks as people send them back: filled in, rearranged, saved by another program, or of an older version."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import quotetrack
from quotetrack.collection import Collection
from quotetrack.errors import ReadError
from quotetrack.export.columns import CELL_OF, COLUMNS, row
from quotetrack.records import STATUSES, Printed
from quotetrack.sheets.incoming import Imported, import_sheet
from tests.builders import harbour
from tests.export.statements import HOSTILE

NOW = datetime(2024, 3, 9, 12, tzinfo=UTC)
OPENS = "The bridge will open on Monday,"

SOFFICE = shutil.which("soffice")
Save = Callable[[Path], Path]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with quotetrack.open(tmp_path / "quotes.db") as opened:
        opened.store.add(harbour())
        yield opened


def written(collection: Collection, path: Path) -> Path:
    quotetrack.write_sheet(collection.sheet(), path)
    return path


def fill(path: Path, fields: dict[str, Sequence[object]]) -> None:
    """Fill in the columns with these headings, row by row."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["quotations"]
    place = {cell.value: cell.column for cell in sheet[1]}
    for heading, values in fields.items():
        for line, value in enumerate(values, start=2):
            sheet.cell(line, place[heading]).value = value
    workbook.save(path)


def bring_back(collection: Collection, path: Path) -> Imported:
    return import_sheet(collection.store, path, by="Ben", now=NOW)


def told(collection: Collection) -> list[tuple[str | None, str | None]]:
    """Status and notes of every quotation, in order."""
    reviews = [printed.review for printed in collection.quotes(unshown=True)]
    return [(review.status, review.notes) if review else (None, None) for review in reviews]


# Saved by another program


def by_openpyxl(path: Path) -> Path:
    openpyxl.load_workbook(path).save(path)
    return path


def by_libreoffice(path: Path) -> Path:
    """The workbook as LibreOffice saves it in its own format, and from there as a workbook again."""
    for kind in ("ods", "xlsx"):
        profile = (path.parent / "profile").as_uri()
        folder = path.parent / kind
        command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120
        )
        path = folder / f"{path.stem}.{kind}"
    return path


OTHERS = [
    by_openpyxl,
    pytest.param(by_libreoffice, marks=pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")),
]


@pytest.mark.parametrize("save", OTHERS)
def test_another_program_loses_no_row_and_changes_nothing(
    collection: Collection, tmp_path: Path, save: Save
) -> None:
    imported = bring_back(collection, save(written(collection, tmp_path / "sheet.xlsx")))
    assert (imported.rows, imported.unchanged, imported.refused, imported.ignored) == (3, 3, (), ())


@pytest.mark.parametrize("save", OTHERS)
def test_what_was_filled_in_comes_back_from_another_program(
    collection: Collection, tmp_path: Path, save: Save
) -> None:
    path = save(written(collection, tmp_path / "sheet.xlsx"))
    notes = ["=1+1; not a sum\nsecond line", "“heard” on tape, 100 %", "2024-03-05"]
    day = datetime(2024, 3, 5)
    fill(path, {"status": ["confirmed", "Rejected", "unsure"], "notes": notes, "checked on": [day] * 3})
    imported = bring_back(collection, save(path))
    assert (imported.rows, imported.quotations, imported.refused, imported.ignored) == (3, 3, (), ())
    assert told(collection) == list(zip(("confirmed", "rejected", "unsure"), notes, strict=True))
    assert {decision.checked_on for decision in imported.decisions} == {"2024-03-05"}


@pytest.mark.parametrize("save", OTHERS)
def test_a_corrected_speaker_and_corrected_words_come_back(
    collection: Collection, tmp_path: Path, save: Save
) -> None:
    path = written(collection, tmp_path / "sheet.xlsx")
    (line,) = (n for n, one in enumerate(collection.quotes()) if one.text == OPENS)
    before = [one.text for one in collection.quotes()]
    fill(path, {"speaker": [*[None] * line, "Nuno Vaz"], "words": [*before[:line], "will open on Monday"]})
    imported = bring_back(collection, save(path))
    assert (imported.refused, imported.ignored) == ((), ())
    changed = list(collection.quotes())[line]
    assert changed.text == "will open on Monday"
    assert changed.statement.attribution.speaker is not None
    assert changed.statement.attribution.speaker.name == "Nuno Vaz"


# Rearranged


def move_to_the_front(sheet: Worksheet) -> None:
    """Turn the order of all columns round."""
    rows = [list(reversed([cell.value for cell in line])) for line in sheet.iter_rows()]
    sheet.delete_cols(1, sheet.max_column)
    for line in rows:
        sheet.append(line)
    sheet.delete_rows(1, sheet.max_row - len(rows))


def hide_and_widen(sheet: Worksheet) -> None:
    for letter in "ABCDEFGH":
        sheet.column_dimensions[letter].hidden = True
        sheet.column_dimensions[letter].width = 99


def rename(sheet: Worksheet) -> None:
    """Write the headings in capitals, with a low line for every blank, and blanks around."""
    for place, cell in enumerate(sheet[1]):
        name = str(cell.value)
        cell.value = (name.upper(), name.title().replace(" ", "_"), f" {name}  ")[place % 3]


def leave_out_what_is_not_needed(sheet: Worksheet) -> None:
    for place in range(sheet.max_column, 0, -1):
        if sheet.cell(1, place).value not in ("id", "status", "notes", "exported"):
            sheet.delete_cols(place)


def sort(sheet: Worksheet) -> None:
    """Turn the order of the rows round."""
    heading, *rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for line in (heading, *reversed(rows)):
        sheet.append(line)


@pytest.mark.parametrize(
    "rearrange", [move_to_the_front, hide_and_widen, rename, leave_out_what_is_not_needed, sort]
)
def test_columns_are_found_by_name(
    collection: Collection, tmp_path: Path, rearrange: Callable[[Worksheet], None]
) -> None:
    path = written(collection, tmp_path / "sheet.xlsx")
    fill(path, {"status": STATUSES[0:1] * 3, "notes": ["one", "two", "three"]})
    workbook = openpyxl.load_workbook(path)
    rearrange(workbook["quotations"])
    workbook.save(path)
    imported = bring_back(collection, path)
    assert (imported.rows, imported.quotations, imported.refused, imported.ignored) == (3, 3, (), ())
    assert told(collection) == [("confirmed", "one"), ("confirmed", "two"), ("confirmed", "three")]


def test_a_column_that_stands_twice_is_told_before_anything_is_decided(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(collection, tmp_path / "sheet.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["quotations"]
    sheet.cell(1, sheet.max_column + 1).value = "Status"
    workbook.save(path)
    with pytest.raises(ReadError, match="2 columns “status”"):
        bring_back(collection, path)
    assert not list(collection.decisions())


@pytest.mark.parametrize(("heading", "elsewhere"), [("outlet", "outlet"), ("link", "url")])
def test_what_stays_as_it_is_is_named_also_under_the_heading_for_people(
    collection: Collection, tmp_path: Path, heading: str, elsewhere: str
) -> None:
    path = written(collection, tmp_path / "sheet.xlsx")
    fill(path, {heading: ["https://elsewhere.example/"]})
    imported = bring_back(collection, path)
    assert not imported.decisions
    (ignored,) = imported.ignored
    assert f"“{elsewhere}” was changed, and is evidence" in ignored.reason


# Older versions


OF_0_2_0 = (
    *(
        "id",
        "words",
        "kind",
        "speaker",
        "as printed",
        "role",
        "speaker kind",
        "cue",
        "stance",
        "said on",
        "precision",
    ),
    *(
        "basis",
        "hearer",
        "via",
        "place",
        "occasion",
        "outlet",
        "agencies",
        "byline",
        "title",
        "published",
        "url",
    ),
    *(
        "article",
        "where",
        "context before",
        "context after",
        "offsets",
        "text digest",
        "confidence",
        "rule",
        "why",
    ),
    "runner-up",
)
"""The headings of 0.2.0, which had no column that is only for a reviewer."""
SINCE_RENAMED = {"as printed": "speaker as printed", "title": "headline"}


def as_0_2_0(printed: Printed) -> list[str]:
    return [CELL_OF[SINCE_RENAMED.get(heading, heading)](printed) for heading in OF_0_2_0]


def save_rows(path: Path, *rows: Sequence[object]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "quotations"
    for cells in rows:
        sheet.append(list(cells))
    workbook.save(path)
    return path


def test_a_sheet_of_0_2_0_comes_in(collection: Collection, tmp_path: Path) -> None:
    """Somebody has put a column of their own beside it, and corrected a speaker."""
    rows = [as_0_2_0(printed) for printed in collection.quotes()]
    (line,) = (n for n, cells in enumerate(rows) if cells[OF_0_2_0.index("words")] == OPENS)
    rows[line][OF_0_2_0.index("speaker")] = "Nuno Vaz"
    status = ["confirmed" if n != line else "" for n in range(len(rows))]
    headings = [*OF_0_2_0, "Status"]
    path = save_rows(
        tmp_path / "old.xlsx", headings, *([*cells, own] for cells, own in zip(rows, status, strict=True))
    )
    imported = bring_back(collection, path)
    assert (imported.rows, imported.quotations, imported.refused, imported.ignored) == (3, 3, (), ())
    assert [status for status, _ in told(collection)] == [own or "corrected" for own in status]


def test_a_sheet_whose_columns_stand_as_in_csv_comes_in(collection: Collection, tmp_path: Path) -> None:
    """So did those of a workbook up to 0.3.0."""
    headings = [column.heading for column in COLUMNS]
    rows = [list(row(printed)) for printed in collection.quotes()]
    for cells, note in zip(rows, ("one", "two", "three"), strict=True):
        cells[headings.index("notes")] = note
    rows[0][headings.index("status")] = "rejected"
    imported = bring_back(collection, save_rows(tmp_path / "old.xlsx", headings, *rows))
    assert (imported.rows, imported.quotations, imported.refused, imported.ignored) == (3, 3, (), ())
    assert told(collection) == [("rejected", "one"), (None, "two"), (None, "three")]


# Wrong sheets


@pytest.mark.parametrize("cell", [*HOSTILE[:12], True, 1.5, 10**30, datetime(1900, 1, 1)])
def test_a_wrong_cell_refuses_its_row_and_no_more(
    collection: Collection, tmp_path: Path, cell: object
) -> None:
    path = written(collection, tmp_path / "sheet.xlsx")
    fill(path, {"status": [cell, "confirmed"], "checked on": [cell], "offsets": [cell]})
    imported = bring_back(collection, path)
    assert (len(imported.refused), imported.quotations) == (1, 1)
    assert [status for status, _ in told(collection)] == [None, "confirmed", None]
