"""A collection written out and taken in again: nothing is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from quotetrack.collection import Collection
from quotetrack.errors import ReadError, UsageError
from quotetrack.records import KeyTerm
from quotetrack.store import Store, open_store
from quotetrack.store.tables import metadata
from tests.builders import extract, find, harbour, make_statement, works

from .filled_store import PORT, fill
from .orchard import decide, exported, note_on, orchard, snapshot
from .test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed

DERIVED = {
    "signatures", "postings", "links", "linking_state", "speaker_keys", "descriptions", "role_words", "undescribed",
}  # fmt: skip
"""What linking makes anew; compared by what it tells."""


def canonical(store: Store) -> dict[str, list[Any]]:
    """The rows of all tables that are not derived, with what they belong to named by what people see."""
    names: dict[str, dict[int, Any]] = {}
    told: dict[str, list[Any]] = {}
    with store._database.reading() as connection:
        for table in metadata.sorted_tables:
            if table.name in DERIVED:
                continue
            owners = {
                key.parent.name: key.column.table.name
                for key in table.foreign_keys
                if key.column.table.name != table.name
            }
            rows = []
            for row in connection.execute(select(table)).mappings():
                values = {
                    name: names[owners[name]].get(value) if owners.get(name) in names else value
                    for name, value in row.items()
                    if name not in ("id", "person", "seal")
                    or (name == "id" and table.name in ("decisions", "kept_checks"))
                }
                rows.append((row.get("id"), json.dumps(values, sort_keys=True, default=str)))
            names[table.name] = {
                id: json.loads(cell).get("given_id") or cell for id, cell in rows if id is not None
            }
            told[table.name] = sorted(cell for _, cell in rows)
    return told


@pytest.fixture
def rich(store: Store) -> Collection:
    """A collection with something of everything that people do."""
    terms = (KeyTerm("bridg", find(harbour().article.text, "the bridge was")),)
    for extraction in (
        PORT,
        replace(harbour(), key_terms=terms),
        works(),
        FIRST,
        SECOND,
        OTHER,
        printed("echo", CUT, day="2024-05-08"),
        orchard(),
    ):
        store.add(extraction)
    later = harbour()
    text = later.article.text + "\nMore follows.\n"
    article = replace(later.article, text=text)
    store.add(
        extract(
            article, make_statement(article, "the repairs cost too much", by="Boris Petrov", kind="indirect")
        )
    )
    collection = Collection(store)
    collection.link(workers=1)
    decide(store, FIRST.statements[0].quote.id, "status", "confirmed", at="2024-06-01T10:00:00+00:00")
    decide(store, OTHER.statements[0].quote.id, "stance", "denied", at="2024-06-02T10:00:00+00:00")
    note_on(store, SECOND.statements[0].quote.id, "look again")
    collection.link(workers=1)
    collection.undo_review(2, by="Eva")
    collection.split_claim(SECOND.statements[0].quote.id, SECOND.statements[0].quote.id, by="Eva", note="no")
    collection.decide_speakers("split", "Ana Lima", "Boris Petrov", why="two")
    collection.decide_speakers("alias", "The Mayor", "Ana Lima")
    collection.keep_check(collection.check(WORDS), collection.check("nothing of the sort"), by="Eva")
    collection.add_watch("what did Ana Lima say", name="lima")
    collection.erase("orchard", reason="asked to")
    collection.erase_speaker("Boris Petrov", reason="asked to")
    collection.link(rebuild=True, workers=1)
    return collection


def claims_of(collection: Collection) -> list[Any]:
    return [claim.to_dict() for claim in collection.claims()]


def test_an_export_comes_in_again_as_an_equal_collection(rich: Collection, empty: Store) -> None:
    lines = exported(rich)
    other = Collection(empty)
    added = other.load(["-"], stdin=io.BytesIO(lines))
    assert (added.failures, added.conflicts, added.added) == ((), (), 7)
    assert canonical(empty) == canonical(rich.store)
    assert snapshot(other) == snapshot(rich)
    assert claims_of(other) == claims_of(rich)
    assert exported(other) == lines
    assert list(other.verify()) == []
    # What comes next is numbered on.
    decide(empty, SECOND.statements[0].quote.id, "status", "rejected", at="2025-01-01T00:00:00+00:00")
    assert max(one.number for one in other.decisions()) == len(list(rich.decisions())) + 1


def test_an_export_that_comes_in_twice_changes_nothing(rich: Collection) -> None:
    before = canonical(rich.store), snapshot(rich)
    added = rich.load(["-"], stdin=io.BytesIO(exported(rich)))
    assert (added.unchanged, added.decisions, added.checks, added.conflicts) == (7, 0, 0, ())
    assert (canonical(rich.store), snapshot(rich)) == before


@pytest.mark.parametrize("articles", [0, 3, 7])
def test_a_load_that_was_broken_off_goes_on(
    rich: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, articles: int
) -> None:
    lines = exported(rich)
    with open_store(tmp_path / "empty.db") as empty:
        other, put, put_told, done = (
            Collection(empty),
            empty.put_article,
            empty.put_told,
            iter(range(articles)),
        )
        with monkeypatch.context() as broken:
            broken.setattr(empty, "put_article", lambda *told: (next(done), put(*told))[1])
            broken.setattr(empty, "put_told", lambda *told: (next(done), put_told(*told))[1])
            with pytest.raises((StopIteration, RuntimeError)):
                other.load(["-"], stdin=io.BytesIO(lines))
        other.load(["-"], stdin=io.BytesIO(lines))
        assert canonical(empty) == canonical(rich.store)
        assert (exported(other), snapshot(other)) == (lines, snapshot(rich))


def test_a_file_of_everything_verifies(filled: str, tmp_path: Path) -> None:
    with open_store(filled) as store, open_store(tmp_path / "other.db") as other:
        Collection(store).export(tmp_path / "all.jsonl")
        Collection(other).load([tmp_path / "all.jsonl"])
        assert list(other.verify()) == []
        assert exported(Collection(other)) == (tmp_path / "all.jsonl").read_bytes()


def test_lines_of_today_and_exports_are_read_together(rich: Collection, empty: Store, tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_bytes(exported(rich))
    given = tmp_path / "given.jsonl"
    given.write_text(
        '{"id": "x", "text": "We left, he said.", "quotes": [{"content": [[0, 7]]}]}\n', encoding="utf-8"
    )
    added = Collection(empty).load([given, tmp_path / "all.jsonl", tmp_path / "none.jsonl"])
    assert (added.added, len(added.failures)) == (8, 1)


def damaged(change: Callable[[list[bytes]], list[bytes]], collection: Collection) -> bytes:
    return b"".join(change(exported(collection).splitlines(keepends=True)))


def test_what_was_cut_off_or_changed_is_told_of(rich: Collection, empty: Store) -> None:
    other = Collection(empty)
    cut = other.load(["-"], stdin=io.BytesIO(damaged(lambda lines: lines[:5], rich)))
    (failure,) = cut.failures
    assert "the export is not whole: 4 records and no end" in failure.reason
    text = damaged(lambda lines: [line.replace(b"Gulls cried", b"Gulls dried") for line in lines], rich)
    assert "has another digest" in other.load(["-"], stdin=io.BytesIO(text)).failures[0].reason
    odd = damaged(
        lambda lines: [*lines[:-1], b'{"cake": {}}\n', b'{"speaker": {"name": 1}}\n', b"{\n", lines[-1]], rich
    )
    reasons = [failure.reason for failure in other.load(["-"], stdin=io.BytesIO(odd)).failures]
    assert [reason[:24] for reason in reasons[:3]] == [
        "holds 'cake'; one of spe", "WholeName.name is '1'; s", "is no JSON (Expecting pr",
    ]  # fmt: skip


def test_an_export_of_a_later_version_is_refused(empty: Store) -> None:
    line = b'{"quotetrack": "collection", "version": 9}\n'
    with pytest.raises(ReadError, match="version 9; this program reads version 1"):
        Collection(empty).load(["-"], stdin=io.BytesIO(line))


def test_an_export_leaves_an_older_file_until_it_is_whole(filled_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("old")
    with open_store(filled_file, create=False) as store:
        collection = Collection(store)
        collection.store.whole = None  # type: ignore[assignment]
        with pytest.raises(AttributeError):
            collection.export(file)
    assert file.read_text() == "old"
    with (
        open_store(filled_file, create=False) as store,
        pytest.raises(UsageError, match="is one of the inputs"),
    ):
        Collection(store).export(filled_file)


def test_a_filled_store_is_exported(location: str) -> None:
    fill(location)
    with open_store(location) as store:
        lines = exported(Collection(store)).splitlines()
    assert json.loads(lines[0])["version"] == 1
    assert json.loads(lines[-1]) == {"end": len(lines) - 2}
