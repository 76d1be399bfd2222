"""A collection written out and taken in again, and taken into another: nothing is lost, and later decisions count."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from quotetrack.collection import Collection
from quotetrack.errors import ReadError, UsageError
from quotetrack.records import Decision, KeyTerm, Statement
from quotetrack.store import Store, open_store
from quotetrack.store.reviews import NewDecisions
from quotetrack.store.tables import metadata
from tests.builders import extract, find, harbour, make_article, make_statement, works

from .filled_store import PORT, fill
from .test_erasing import SECRET, note_on, orchard, snapshot
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


def exported(collection: Collection) -> bytes:
    out = io.BytesIO()
    collection.export(out)
    return out.getvalue()


def decide(store: Store, one: Statement, what: str, value: object, *, at: str, by: str = "Ana") -> None:
    """Note a decision on a quotation, as a sheet does."""
    from quotetrack.review.decisions import dump, value_of

    with store.reviewing() as work:
        (found,) = work.find([one.quote.id])[one.quote.id]
        was = value_of(what, found.printed)  # type: ignore[arg-type]
        decision = Decision(
            number=0,
            quote=one.quote.id,
            what=what,  # type: ignore[arg-type]
            value=dump(value),
            was=was,
            made_by=by,
            made_at=at,
            checked_on=at[:10],
            batch=work.batch,
        )
        work.decide(
            [
                NewDecisions(
                    found, [decision], work.decided([found]).get(found.article, {}).get(one.quote.id, [])
                )
            ]
        )


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
    decide(store, FIRST.statements[0], "status", "confirmed", at="2024-06-01T10:00:00+00:00")
    decide(store, OTHER.statements[0], "stance", "denied", at="2024-06-02T10:00:00+00:00")
    note_on(store, SECOND.statements[0].quote.id, "look again")
    collection.link(workers=1)
    collection.undo_review(2, by="Eva")
    collection.split_claim(SECOND.statements[0].quote.id, SECOND.statements[0].quote.id, by="Eva", note="no")
    collection.decide_speakers("split", "Ana Lima", "Boris Petrov", why="two")
    collection.decide_speakers("alias", "The Mayor", "Ana Lima")
    collection.keep_check(collection.check(WORDS), collection.check("nothing of the sort"), by="Eva")
    collection.erase("orchard", reason="asked to")
    collection.erase_speaker("Boris Petrov", reason="asked to")
    collection.link(rebuild=True, workers=1)
    return collection


def claims_of(collection: Collection) -> list[Any]:
    return [claim.to_dict() for claim in collection.claims()]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store in either database, beside `store`."""
    location = str(tmp_path / "empty.db")
    if request.param == "postgresql":
        location = str(request.getfixturevalue("postgresql"))
    with open_store(location) as made:
        yield made


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
    decide(empty, SECOND.statements[0], "status", "rejected", at="2025-01-01T00:00:00+00:00")
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


# Merging


@pytest.fixture
def ours(store: Store) -> Collection:
    for extraction in (harbour(), FIRST, OTHER):
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    return collection


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Collection]:
    with open_store(tmp_path / "theirs.db") as store:
        for extraction in (FIRST, SECOND, works()):
            store.add(extraction)
        collection = Collection(store)
        collection.link(workers=1)
        yield collection


def merged(ours: Collection, theirs: Collection) -> Any:
    added = ours.merge(theirs.location)
    assert list(ours.verify()) == []
    return added


def test_articles_that_are_new_come_in_and_are_linked(ours: Collection, theirs: Collection) -> None:
    before = exported(theirs)
    added = merged(ours, theirs)
    assert (added.articles, added.added, added.unchanged, added.quotations) == (3, 2, 1, 1)
    (claim,) = ours.claims()
    assert [one.printed.article.id for one in claim.printings] == ["post", "globe"]
    assert exported(theirs) == before
    assert merged(ours, theirs).unchanged == 3


def test_decisions_come_in_with_their_results(ours: Collection, theirs: Collection) -> None:
    one = FIRST.statements[0]
    decide(theirs.store, one, "status", "rejected", at="2024-06-01T10:00:00+00:00")
    decide(theirs.store, one, "stance", "denied", at="2024-06-01T10:00:00+00:00")
    assert merged(ours, theirs).updated == 1
    (found,) = (p for p in ours.quotes(unshown=True) if p.id == one.quote.id)
    assert (found.statement.attribution.stance, found.review.status) == ("denied", "rejected")  # type: ignore[union-attr]
    assert [d.made_by for d in ours.decisions()] == ["Ana", "Ana"]
    assert merged(ours, theirs).unchanged == 3


@pytest.mark.parametrize(("day", "taken"), [("2024-06-05", "theirs"), ("2024-05-31", "ours")])
def test_of_two_decisions_the_later_counts(
    ours: Collection, theirs: Collection, day: str, taken: str
) -> None:
    one = FIRST.statements[0]
    decide(ours.store, one, "status", "confirmed", at="2024-06-01T10:00:00+00:00", by="Ana")
    decide(ours.store, one, "stance", "asked", at="2024-06-01T10:00:00+00:00", by="Ana")
    decide(theirs.store, one, "status", "rejected", at=f"{day}T10:00:00+00:00", by="Eva")
    added = merged(ours, theirs)
    (conflict,) = added.conflicts
    assert (conflict.what, conflict.where, conflict.taken) == ("status", one.quote.id, taken)
    assert (conflict.ours, conflict.theirs) == ("confirmed (Ana, 2024-06-01)", f"rejected (Eva, {day})")
    (found,) = (p for p in ours.quotes(unshown=True) if p.id == one.quote.id)
    assert found.review is not None
    assert found.review.status == ("rejected" if taken == "theirs" else "confirmed")
    assert found.statement.attribution.stance == "asked"
    assert [d.made_at[:10] for d in ours.decisions()] == sorted([d.made_at[:10] for d in ours.decisions()])
    assert merged(ours, theirs).conflicts == ()


def test_a_decision_that_was_taken_back_stays_so(ours: Collection, theirs: Collection) -> None:
    one = FIRST.statements[0]
    decide(theirs.store, one, "stance", "denied", at="2024-06-01T10:00:00+00:00")
    theirs.undo_review(by="Eva")
    merged(ours, theirs)
    assert [d.undoes is not None for d in ours.decisions()] == [False, True]
    (found,) = (p for p in ours.quotes() if p.id == one.quote.id)
    assert found.statement.attribution.stance == "said"


def revised(text: str, day: str) -> Any:
    article = replace(FIRST.article, text=FIRST.article.text + text, retrieved=day)
    return extract(article, make_statement(article, WORDS, by="Ana Lima", mention="Ana Lima"))


@pytest.mark.parametrize(
    ("day", "taken"), [("2024-07-02", "theirs"), ("2024-07-01", "ours"), ("2024-06-30", "ours")]
)
def test_of_two_texts_the_later_is_current(
    ours: Collection, theirs: Collection, day: str, taken: str
) -> None:
    ours.store.add(revised(" Ours.", "2024-07-01"))
    theirs.store.add(revised(" Theirs.", day))
    added = merged(ours, theirs)
    (conflict,) = added.conflicts
    assert (conflict.what, conflict.where, conflict.taken) == ("text", "/news/post.txt", taken)
    assert ours.store.articles.get("post").text.endswith(" Theirs." if taken == "theirs" else " Ours.")
    (texts,) = ours.store.revisions.texts(["/news/post.txt"]).values()
    assert [text.is_current for text in texts] == [False, False, True]
    assert (added.revised, added.updated) == ((1, 0) if taken == "theirs" else (0, 1))
    again = merged(ours, theirs)
    assert (again.unchanged, again.conflicts) == (3, ())


def test_a_later_text_of_theirs_is_no_conflict(ours: Collection, theirs: Collection) -> None:
    theirs.store.add(revised(" Theirs.", "2024-07-01"))
    added = merged(ours, theirs)
    assert (added.revised, added.conflicts) == (1, ())
    again = merged(ours, theirs)
    assert (again.unchanged, again.conflicts) == (3, ())


def test_decisions_on_pairs_and_names_come_in(ours: Collection, theirs: Collection) -> None:
    theirs.unlink(FIRST.statements[0].quote.id, SECOND.statements[0].quote.id, by="Eva")
    theirs.store.add(harbour())
    theirs.link(workers=1)
    theirs.decide_speakers("merge", "Ana Lima", "Boris Petrov", by="Eva")
    assert merged(ours, theirs).decisions == 2
    assert list(ours.claims()) == []
    assert len(list(ours.speakers())) == 1


def test_conflicts_of_pairs_and_names_are_told(ours: Collection, theirs: Collection) -> None:
    ends = FIRST.statements[0].quote.id, SECOND.statements[0].quote.id
    ours.store.add(SECOND)
    ours.link(workers=1)
    ours.unlink(*ends, by="Ana")
    theirs.confirm_claim(ends[0], by="Eva")
    theirs.store.add(harbour())
    theirs.link(workers=1)
    ours.decide_speakers("split", "Ana Lima", "Boris Petrov", by="Ana")
    theirs.decide_speakers("merge", "ana lima", "Boris Petrov", by="Eva")
    assert [one.what for one in merged(ours, theirs).conflicts] == ["names", "pair"]


def test_checks_come_in_once(ours: Collection, theirs: Collection) -> None:
    theirs.keep_check(theirs.check(WORDS), by="Eva")
    assert (merged(ours, theirs).checks, merged(ours, theirs).checks) == (1, 0)
    assert [one.kept_by for one in ours.kept_checks()] == ["Eva"]


def test_what_was_erased_here_stays_out(ours: Collection, theirs: Collection) -> None:
    decide(theirs.store, FIRST.statements[0], "status", "rejected", at="2024-06-01T10:00:00+00:00")
    ours.erase("post", reason="asked to")
    theirs.store.add(orchard())
    ours.store.add(orchard())
    ours.erase_speaker("Zinaida Kvasnikova", reason="asked to")
    added = merged(ours, theirs)
    assert added.erased == 1
    assert list(ours.quotes(speaker="Zinaida", unshown=True)) == []
    assert list(ours.decisions()) == []


def test_what_was_erased_there_is_told_of_and_stays_here(ours: Collection, theirs: Collection) -> None:
    theirs.erase("post", reason="asked to")
    theirs.store.add(harbour(id="other", title="Other"))
    theirs.erase_speaker("Boris Petrov", reason="he asked")
    theirs.erase("works", reason="asked to")
    added = merged(ours, theirs)
    assert [(one.where, one.theirs, one.taken) for one in added.conflicts] == [
        ("/news/post.txt", "erased (asked to)", "ours"),
        ("Boris Petrov", "erased (he asked)", "ours"),
    ]
    assert ours.store.add(works()) == "erased"
    assert ours.store.add(FIRST) == "unchanged"


def test_a_collection_is_not_merged_with_itself(theirs: Collection) -> None:
    with pytest.raises(UsageError, match="cannot be merged with itself"):
        theirs.merge(theirs.location)


def test_a_merge_into_nothing_is_a_copy(theirs: Collection, empty: Store) -> None:
    theirs.erase_speaker("Ana Lima", reason="so")
    theirs.store.add(make_and_say())
    theirs.link(rebuild=True, workers=1)
    other = Collection(empty)
    other.merge(theirs.location)
    assert exported(other) == exported(theirs)
    assert SECRET not in exported(other).decode()


def make_and_say() -> Any:
    article = make_article("“We go,” said Rui Reis.", id="go")
    return extract(article, make_statement(article, "We go,", by="Rui Reis"))


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
