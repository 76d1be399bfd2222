"""Edited sheets come back: what is decided, refused, ignored, and taken back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import quotetrack
from quotetrack.collection import Collection
from quotetrack.errors import NotFound
from quotetrack.export import wording
from quotetrack.review.cells import EDITABLE
from quotetrack.sheets.incoming import Imported, import_sheet, undo
from tests.builders import extract, harbour, make_article

NOW = datetime(2024, 3, 9, 12, tzinfo=UTC)
OPENS, UNSAFE, COSTS = "The bridge will open on Monday,", "the bridge was unsafe", "the repairs cost too much"

Rows = list[dict[str, str]]
Edit = Callable[[Rows], object]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with quotetrack.open(tmp_path / "quotes.db") as opened:
        opened.store.add(harbour())
        yield opened


def bring_back(collection: Collection, path: Path, *edits: Edit, dry_run: bool = False) -> Imported:
    """Write the sheet of all quotations, edit its rows, and import it."""
    quotetrack.write_sheet(collection.sheet(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for edit in edits:
        edit(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return import_sheet(collection.store, path, by="Ben", now=NOW, dry_run=dry_run)


def setting(words: str, /, **cells: str) -> Edit:
    """Set cells of the row with these words."""

    def edit(rows: Rows) -> None:
        (row,) = (row for row in rows if row["words"] == words)
        row.update({heading.replace("_", " "): cell for heading, cell in cells.items()})

    return edit


def reasons(imported: Imported) -> str:
    return "\n".join(failure.reason for failure in (*imported.refused, *imported.ignored))


def statuses(collection: Collection) -> dict[str, str | None]:
    return {printed.text: wording.status(printed) for printed in collection.quotes(unshown=True)}


def test_a_sheet_that_nobody_edited_decides_nothing(collection: Collection, tmp_path: Path) -> None:
    imported = bring_back(collection, tmp_path / "sheet.csv")
    assert (imported.rows, imported.unchanged, imported.quotations) == (3, 3, 0)
    assert not list(collection.decisions())


def test_decisions_are_taken_over(collection: Collection, tmp_path: Path) -> None:
    edits = setting(OPENS, status="confirmed"), setting(UNSAFE, stance="said", notes="heard")
    imported = bring_back(collection, tmp_path / "sheet.csv", *edits)
    assert [decision.what for decision in imported.decisions] == ["status", "stance", "notes", "status"]
    assert (imported.unchanged, imported.quotations, imported.refused) == (1, 2, ())
    assert statuses(collection) == {OPENS: "confirmed", UNSAFE: "corrected", COSTS: None}
    assert {(one.made_by, one.checked_on, one.article) for one in imported.decisions} == {
        ("Ben", "2024-03-09", "harbour")
    }


def test_a_dry_run_leaves_the_store_as_it_is(collection: Collection, tmp_path: Path) -> None:
    edit = setting(OPENS, status="confirmed")
    assert bring_back(collection, tmp_path / "sheet.csv", edit, dry_run=True).quotations == 1
    assert statuses(collection)[OPENS] is None


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "perhaps"}, "expected one of confirmed, corrected, rejected, unsure"),
        ({"words": "The tunnel"}, "does not stand where the quotation does"),
        ({"id": ""}, "the row has no id"),
        ({"id": "0123456789ab"}, "there is no quotation '0123456789ab'"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_and_others_go_in(
    collection: Collection, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    edits = setting(OPENS, **{"status": "unsure", **cells}), setting(COSTS, status="rejected")
    imported = bring_back(collection, tmp_path / "sheet.csv", *edits)
    assert reason in reasons(imported)
    assert statuses(collection)[COSTS] == "rejected"
    assert (len(imported.refused), imported.unchanged) == (1, 1)


def test_of_two_rows_on_one_quotation_the_second_is_refused(collection: Collection, tmp_path: Path) -> None:
    edits = setting(OPENS, status="unsure"), lambda rows: rows.append({**rows[0], "status": "rejected"})
    imported = bring_back(collection, tmp_path / "sheet.csv", *edits)
    assert "is decided on in line 2 already" in reasons(imported)
    assert statuses(collection)[OPENS] == "unsure"


def test_an_id_in_two_articles_cannot_be_told(collection: Collection, tmp_path: Path) -> None:
    copy = harbour(id="copy", key="copy")
    collection.store.add(replace(copy, statements=harbour().statements))

    def edit(rows: Rows) -> None:
        del rows[1:]
        rows[0]["status"] = "confirmed"

    imported = bring_back(collection, tmp_path / "sheet.csv", edit)
    assert "2 articles have a quotation" in reasons(imported)


def test_an_id_that_a_spreadsheet_took_for_a_number_is_found_by_its_place(
    collection: Collection, tmp_path: Path
) -> None:
    imported = bring_back(collection, tmp_path / "sheet.csv", setting(OPENS, id="8.26E+15", status="unsure"))
    assert statuses(collection)[OPENS] == "unsure"
    assert "“id”" not in reasons(imported)


@pytest.mark.parametrize("offsets", ["1..2", "soon"])
def test_an_id_that_is_lost_with_its_place_is_refused(
    collection: Collection, tmp_path: Path, offsets: str
) -> None:
    edit = setting(OPENS, id="8.26E+15", offsets=offsets, status="unsure")
    assert "there is no quotation '8.26E+15'" in reasons(bring_back(collection, tmp_path / "sheet.csv", edit))


def test_cells_that_are_evidence_stay_as_they_are_and_are_named(
    collection: Collection, tmp_path: Path
) -> None:
    imported = bring_back(collection, tmp_path / "sheet.csv", setting(OPENS, cue="sang", outlet="Elsewhere"))
    assert not imported.decisions
    assert reasons(imported).startswith("“cue”, “outlet” was changed, and is evidence")
    assert EDITABLE[0] in reasons(imported)


def test_a_sheet_that_says_nothing_of_itself_is_compared_with_the_database(
    collection: Collection, tmp_path: Path
) -> None:
    def without_fingerprints(rows: Rows) -> None:
        for row in rows:
            del row["exported"]

    edits = setting(COSTS, stance="denied"), without_fingerprints
    imported = bring_back(collection, tmp_path / "sheet.csv", *edits)
    assert [decision.what for decision in imported.decisions] == ["stance", "status"]
    assert (imported.rows, imported.unchanged) == (3, 2)


def test_the_latest_import_is_taken_back(collection: Collection, tmp_path: Path) -> None:
    bring_back(collection, tmp_path / "sheet.csv", setting(OPENS, status="confirmed"))
    bring_back(collection, tmp_path / "sheet.csv", setting(UNSAFE, stance="said"))
    decisions = undo(collection.store, (), by="Ida", now=NOW)
    assert [(one.what, one.made_by) for one in decisions] == [("stance", "Ida"), ("status", "Ida")]
    assert statuses(collection) == {OPENS: "confirmed", UNSAFE: None, COSTS: None}
    stances = {printed.text: printed.statement.attribution.stance for printed in collection.quotes()}
    assert stances[UNSAFE] == "denied"


def test_a_decision_is_taken_back_by_its_number_and_only_once(collection: Collection, tmp_path: Path) -> None:
    (decision,) = bring_back(collection, tmp_path / "sheet.csv", setting(OPENS, status="confirmed")).decisions
    undo(collection.store, [decision.number], by="Ida", now=NOW)
    assert statuses(collection)[OPENS] is None
    with pytest.raises(NotFound, match="taken back already"):
        undo(collection.store, [decision.number], by="Ida", now=NOW)


def test_there_must_be_something_to_take_back(collection: Collection) -> None:
    with pytest.raises(NotFound, match="no decision to take back"):
        undo(collection.store, (), by="Ida", now=NOW)
    with pytest.raises(NotFound, match="no decision 7"):
        undo(collection.store, [7], by="Ida", now=NOW)


def test_decisions_on_what_is_printed_no_longer_cannot_be_taken_back_by_number(
    collection: Collection, tmp_path: Path
) -> None:
    (decision,) = bring_back(collection, tmp_path / "sheet.csv", setting(OPENS, status="confirmed")).decisions
    collection.store.add(extract(make_article("Nothing is said here any more.", id="harbour")))
    with pytest.raises(NotFound, match="printed no longer"):
        undo(collection.store, [decision.number], by="Ida", now=NOW)
