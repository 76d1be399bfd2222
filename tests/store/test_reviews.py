"""Decisions in either database: they stand through extracting anew and through another text, and can be taken back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotetrack.errors import NotFound
from quotetrack.export import Sheet, write_sheet
from quotetrack.records import Extraction, Filter, Printed, Review, Speaker, Statement
from quotetrack.review.decisions import with_id
from quotetrack.sheets.incoming import Imported, import_sheet, undo
from quotetrack.store import Store
from tests.builders import HARBOUR, extract, find, harbour, make_article, make_statement

NOW = datetime(2024, 3, 9, 12, tzinfo=UTC)
LATER = (("quotetrack", "0.9.0"), ("pipeline", "3.8.0"))
SAID, DENIED, COSTS = harbour().statements


def edited(store: Store, path: Path, **edits: dict[str, str]) -> Path:
    """A sheet of the store in which the rows whose words begin so have these cells."""
    write_sheet(Sheet(printed=store.statements.printed(with_claims=True)), path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = list(csv.reader(stream))
    for row in rows:
        for start, cells in edits.items():
            if row[heading.index("words")].startswith(start.replace("_", " ")):
                for name, cell in cells.items():
                    row[heading.index(name)] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([heading, *rows])
    return path


def reviewed(store: Store, tmp_path: Path, **edits: dict[str, str]) -> Imported:
    return import_sheet(store, edited(store, tmp_path / "sheet.csv", **edits), by="Ben", now=NOW)


def by_words(store: Store) -> dict[str, Printed]:
    return {printed.text: printed for printed in store.statements.printed()}


def again(found: Extraction, *statements: Statement) -> Extraction:
    """What a later version finds in the same text."""
    return replace(found, statements=statements or found.statements, versions=LATER)


def test_decisions_show_wherever_the_statement_does(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    done = reviewed(
        store,
        tmp_path,
        The={"status": "confirmed", "reviewer": "Ana", "checked on": "2024-03-05", "notes": "heard it"},
        the_repairs={"speaker": "Ana Lima", "words": "repairs cost too much"},
    )
    assert (done.rows, done.unchanged, done.quotations, len(done.decisions)) == (3, 1, 2, 5)
    assert (done.refused, done.ignored) == ((), ())
    found = by_words(store)
    first, third = found["The bridge will open on Monday,"], found["repairs cost too much"]
    assert first.review == Review(
        status="confirmed", reviewer="Ana", checked_on="2024-03-05", notes="heard it"
    )
    assert first.statement == SAID
    assert third.review == Review(
        status="corrected",
        reviewer="Ben",
        checked_on="2024-03-09",
        notes=None,
        corrected=("words", "speaker"),
    )
    assert third.statement.quote.id == COSTS.quote.id
    assert third.statement.attribution.speaker == Speaker("Ana Lima", "person")
    assert [one.text for one in store.statements.printed(Filter(speaker="Lima", status="corrected"))] == [
        third.text
    ]
    assert [one.text for one in store.statements.printed(Filter(status="unchecked"))] == [
        "the bridge was unsafe"
    ]
    assert [one.text for one, _ in store.statements.search(["repairs"], Filter(speaker="Lima"))] == [
        third.text
    ]
    assert store.statements.get(COSTS.quote.id[:6]) == third
    assert [one.made_by for one in store.decisions(quote=SAID.quote.id)] == ["Ana", "Ana"]
    assert [one.what for one in store.decisions(by="Ben")] == ["words", "speaker", "status"]


def test_a_second_import_of_one_sheet_decides_nothing(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    path = edited(store, tmp_path / "sheet.csv", The={"status": "confirmed"}, the={"stance": "asked"})
    assert import_sheet(store, path, by="Ben", now=NOW).quotations == 3
    assert import_sheet(store, path, by="Ben", now=NOW) == Imported(rows=3, filled_in=3, unchanged=3)


def test_a_dry_run_changes_nothing(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    before = list(store.statements.printed())
    path = edited(store, tmp_path / "sheet.csv", the={"speaker": "X"})
    assert import_sheet(store, path, by="Ben", now=NOW, dry_run=True).quotations == 2
    assert list(store.statements.printed()) == before
    assert list(store.decisions()) == []


def test_a_senseless_row_is_refused_by_its_line_and_the_rest_goes_in(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    done = reviewed(
        store,
        tmp_path,
        The={"status": "fine", "notes": "kept out with its row"},
        the_bridge={"status": "confirmed"},
        the_repairs={"id": "000000000000", "status": "rejected"},
    )
    assert [(one.where[-6:], one.reason[:30]) for one in done.refused] == [
        ("line 2", "status 'fine': expected one of"),
        ("line 4", "there is no quotation '0000000"),
    ]
    assert [one.quote for one in done.decisions] == [DENIED.quote.id]
    assert by_words(store)[SAID.quote.words(HARBOUR)].review is None


def test_an_id_that_a_spreadsheet_took_for_a_number_is_found_by_its_place(
    store: Store, tmp_path: Path
) -> None:
    store.add(harbour())
    done = reviewed(store, tmp_path, The={"id": "8.2612002E+106", "status": "confirmed", "claim": "1E+7"})
    assert (done.refused, done.ignored) == ((), ())
    assert [one.quote for one in done.decisions] == [SAID.quote.id]
    moved = {"id": "8.2612002E+106", "status": "rejected", "offsets": "1..2"}
    assert "there is no quotation '8.26" in reviewed(store, tmp_path, The=moved).refused[0].reason


def test_evidence_that_was_changed_is_named_and_left(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    done = reviewed(store, tmp_path, The={"outlet": "Elsewhere", "status": "confirmed"})
    assert len(done.ignored) == 1
    assert "line 2" in done.ignored[0].where
    assert "“outlet” was changed, and is evidence" in done.ignored[0].reason
    printed = by_words(store)[SAID.quote.words(HARBOUR)]
    assert (printed.article.source.name, printed.review and printed.review.status) == (
        "Harbour Post",
        "confirmed",
    )


def test_a_row_twice_in_a_sheet_is_taken_once(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    path = edited(store, tmp_path / "sheet.csv", The={"status": "confirmed"})
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1].replace("confirmed", "rejected")]), encoding="utf-8-sig")
    done = import_sheet(store, path, by="Ben", now=NOW)
    assert [one.value for one in done.decisions] == ['"confirmed"']
    assert "is decided on in line 2 already" in done.refused[0].reason


def test_decisions_stand_when_the_article_is_extracted_anew(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    reviewed(
        store,
        tmp_path,
        The={"speaker": "Boris Petrov", "notes": "see the tape"},
        the_bridge={"status": "rejected"},
        the_repairs={"words": "repairs cost too much"},
    )
    before = {one.text: (one.statement, one.review) for one in store.statements.printed()}
    found = harbour()
    # The denial is missed now, and the costs are found with another end.
    shorter = make_statement(found.article, "the repairs cost too", kind="indirect")
    assert store.add(again(found, SAID, shorter)) == "updated"
    assert {one.text: (one.statement, one.review) for one in store.statements.printed()} == before
    assert store.add(again(found, SAID, shorter)) == "unchanged"


def test_what_is_found_again_as_it_was_keeps_its_row(store: Store) -> None:
    store.add(harbour())
    rows = dict(store.statements.search_light(()))
    found = harbour()
    renamed = make_statement(found.article, "the repairs cost too much", by="Carla Dias", kind="indirect")
    assert store.add(again(found, DENIED, SAID, renamed)) == "updated"
    later = dict(store.statements.search_light(()))
    kept = {row for row, one in later.items() if one.statement.quote.id != COSTS.quote.id}
    assert kept < rows.keys()
    assert len(later) == 3
    assert [
        one.statement.attribution.speaker for one in store.statements.printed(Filter(about="repairs"))
    ] == [Speaker("Carla Dias", "person")]


def test_decisions_go_over_to_a_text_that_prints_the_same_words(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    reviewed(
        store,
        tmp_path,
        The={"speaker": "Boris Petrov", "words": "bridge will open on Monday", "notes": "see the tape"},
        the_bridge={"status": "confirmed"},
    )
    text = f"Corrected on Tuesday.\n\n{HARBOUR}".replace("unsafe", "unsound")
    article = make_article(text, id="harbour", source=harbour().article.source, published="2024-03-01")
    said = make_statement(article, "The bridge will open on Monday,", mention="Ana Lima")
    assert store.add(extract(article, said)) == "revised"
    (printed,) = store.statements.printed()
    assert printed.statement.attribution.speaker == Speaker("Boris Petrov", "person")
    assert printed.statement.quote.content == (find(text, "bridge will open on Monday"),)
    assert printed.review == Review(
        status="corrected",
        reviewer="Ben",
        checked_on="2024-03-09",
        notes="see the tape",
        corrected=("words", "speaker"),
    )
    assert {one.quote for one in store.decisions()} == {SAID.quote.id, said.quote.id, DENIED.quote.id}
    undo(store, (), by="Ana", now=NOW)
    assert [one.statement for one in store.statements.printed()] == [said]


def test_what_is_taken_back_is_as_it_was(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    before = list(store.statements.printed())
    reviewed(store, tmp_path, The={"speaker": "Boris Petrov", "status": "corrected"}, the={"stance": "asked"})
    made = undo(store, (), by="Ana", now=NOW)
    assert len(made) == 6
    assert list(store.statements.printed()) == before
    assert len(list(store.decisions())) == 12
    with pytest.raises(NotFound, match="no decision to take back"):
        undo(store, (), by="Ana", now=NOW)


def test_one_decision_is_taken_back_and_the_others_stand(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    reviewed(store, tmp_path, The={"speaker": "Boris Petrov", "notes": "first"})
    reviewed(store, tmp_path, The={"notes": "second"})
    number = next(one.number for one in store.decisions() if one.what == "speaker")
    made = undo(store, (number,), by="Ana", now=NOW)
    assert [(one.what, one.undoes) for one in made] == [("speaker", number)]
    printed = by_words(store)[SAID.quote.words(HARBOUR)]
    assert printed.statement == SAID
    assert printed.review == Review(
        status="corrected", reviewer="Ben", checked_on="2024-03-09", notes="second"
    )
    notes = [one.number for one in store.decisions() if one.what == "notes"]
    undo(store, notes[1:], by="Ana", now=NOW)
    review = by_words(store)[SAID.quote.words(HARBOUR)].review
    assert review is not None
    assert review.notes == "first"
    with pytest.raises(NotFound, match="taken back already"):
        undo(store, (number,), by="Ana", now=NOW)
    with pytest.raises(NotFound, match="no decision 99"):
        undo(store, (99,), by="Ana", now=NOW)


def test_what_is_rejected_is_listed_for_those_only_who_ask_for_it(store: Store, tmp_path: Path) -> None:
    store.add(harbour())
    reviewed(store, tmp_path, the_bridge={"status": "rejected"})
    assert {one.text for _, one in store.statements.search_light(())} == {
        SAID.quote.words(HARBOUR),
        COSTS.quote.words(HARBOUR),
    }
    assert len(list(store.statements.printed())) == 2
    (rejected,) = store.statements.printed(Filter(status="rejected"))
    assert (rejected.shown, len(list(store.statements.printed(Filter(unshown=True))))) == (False, 3)


def test_decisions_stand_on_a_claim_whose_stored_id_was_made_otherwise(store: Store, tmp_path: Path) -> None:
    """0.2.0 made the id of a claim in an article that was moved by its new place."""
    article = harbour().article
    told = make_statement(
        article, "the repairs cost too much", kind="indirect", quote={"cue": (find(HARBOUR, "said"),)}
    )
    stored = with_id(told, "0123456789ab")
    store.add(extract(article, stored))
    reviewed(store, tmp_path, the={"status": "corrected", "words": "repairs cost too much", "speaker": "X"})
    assert store.add(extract(article, told, versions=LATER)) == "updated"
    (printed,) = store.statements.printed()
    assert printed.statement.quote.id == stored.quote.id
    assert printed.text == "repairs cost too much"
    assert printed.review is not None
    assert printed.review.corrected == ("words", "speaker")
    assert store.add(extract(article, told, versions=LATER)) == "unchanged"
