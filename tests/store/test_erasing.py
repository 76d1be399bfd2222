"""Articles and people that are erased: out of every table and of the files, for good. All people are invented."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from quotetrack.collection import Collection
from quotetrack.errors import NotFound, StoreLocked, UsageError
from quotetrack.records import Source
from quotetrack.store import Store, open_store
from tests.builders import harbour

from .filled_store import PORT, TEXT, fill
from .orchard import SECRET, bytes_left, cells, holders, note_on, orchard, snapshot
from .test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed

NOTE = "They even say the velvet orchard belonged to seventeen grandmothers there"


def test_nothing_of_an_article_is_left_in_any_table(collection: Collection) -> None:
    words = ("orchard", "velvet", "Kvasnikova", "Ostrogorsk", "beekeep", "greengrocer", "Courier")
    assert len(holders(collection.store, *words)) > 8
    erasure = collection.erase("orchard", reason="they asked us to", by="Eva Holm")
    assert holders(collection.store, *words) == {"tombstones"}
    assert {cell for name, cell in cells(collection.store) if "orchard" in cell} == {"/news/orchard.txt"}
    assert [(one.id, one.texts, one.quotations) for one in erasure.articles] == [("orchard", 2, 2)]
    assert (erasure.quotations, erasure.is_done) == (2, True)
    assert list(collection.verify()) == []


def test_no_byte_is_left_in_the_files(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        for extraction in (harbour(), orchard(), FIRST, SECOND):
            store.add(extraction)
        collection = Collection(store)
        collection.link(workers=1)
        assert bytes_left(file, SECRET)
        erasure = collection.erase("orchard", reason="they asked us to")
        assert (erasure.remains, bytes_left(file, SECRET, "Velvet orchard stays")) == (0, [])
    assert bytes_left(file, SECRET, "velvet orchard") == []


def test_no_sample_of_its_values_is_left(collection: Collection) -> None:
    with collection.store._database.writing() as connection:
        connection.execute(text("ANALYZE"))
    collection.erase("orchard", reason="so")
    with collection.store._database.reading() as connection:
        if connection.dialect.name == "sqlite":
            told = connection.execute(text("SELECT * FROM sqlite_stat1")).all()
        else:
            told = connection.execute(text("SELECT most_common_vals, histogram_bounds FROM pg_stats")).all()
    assert told
    assert "velvet" not in str(told).lower()


def test_what_is_left_in_a_file_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(harbour())
        store.purge()
        assert store.count_remains([SECRET]) == 0
        with file.open("ab") as out:
            out.write(b"\0" * 4001 + SECRET[20:43].encode() + b"\0" * 72)
        assert store.count_remains([SECRET]) == 1
        # What stands in a row that stays is no remains.
        assert store.count_remains([harbour().article.text]) == 0


@pytest.mark.parametrize("gone", ["post", "globe", "harbour"])
def test_what_stays_is_as_if_the_article_had_never_come(gone: str, store: Store, tmp_path: Path) -> None:
    echo, ferry = (
        printed("echo", CUT, day="2024-05-08"),
        printed("ferry", WORDS, by="A. Lima", day="2024-05-09"),
    )
    every = (harbour(), FIRST, SECOND, OTHER, echo, ferry)
    for extraction in every:
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    collection.erase(gone, reason="so")
    with open_store(tmp_path / "other.db") as other:
        for extraction in every:
            if extraction.article.id != gone:
                other.add(extraction)
        never = Collection(other)
        never.link(workers=1)
        expected, got = snapshot(never), snapshot(collection)
    if gone == "post":  # the claim keeps the id that its first printing gave it
        for told in (expected, got):
            del told["claims"]
            told["links"] = len(told["links"])
    assert got == expected
    assert list(collection.verify()) == []


def test_a_claim_that_loses_a_printing_keeps_its_id(collection: Collection) -> None:
    collection.store.add(printed("echo", CUT, day="2024-05-08"))
    collection.link(workers=1)
    (before,) = collection.claims()
    collection.erase("globe", reason="so")
    (after,) = collection.claims()
    assert (after.id, len(before.printings), len(after.printings)) == (before.id, 3, 2)


def test_what_comes_later_is_linked_as_before(collection: Collection) -> None:
    collection.erase("post", reason="so")
    assert list(collection.claims()) == []
    collection.store.add(printed("echo", CUT, day="2024-05-08"))
    assert collection.link(workers=1).claims == 1
    (claim,) = collection.claims()
    assert [one.printed.article.id for one in claim.printings] == ["globe", "echo"]


def test_an_article_that_was_erased_stays_out(collection: Collection) -> None:
    collection.erase("orchard", reason="they asked us to", by="Eva Holm")
    assert collection.store.add(orchard()) == "erased"
    assert collection.store.add(orchard(text=SECRET.replace("Friday", "Monday"))) == "erased"
    assert collection.store.add(orchard(id="copy")) == "erased"
    assert collection.store.foresee(orchard(id="copy").article, ()) == "erased"
    assert [(one.key, one.reason, one.made_by) for one in collection.tombstones()] == [
        ("/news/orchard.txt", "they asked us to", "Eva Holm")
    ] * 2
    assert orchard().article.digest in {one.digest for one in collection.tombstones()}
    with pytest.raises(NotFound, match=r"was erased from .* \(they asked us to\)"):
        collection.erase("/news/orchard.txt", reason="again")


def test_a_copy_that_stays_is_told_of_and_may_be_added_again(collection: Collection) -> None:
    copied = orchard(
        id="copy", key="https://copy.example/1", source=Source("Other"), url="https://copy.example/1"
    )
    collection.store.add(copied)
    erasure = collection.erase("/news/orchard.txt", reason="so")
    assert [one.id for one in erasure.holding] == ["copy"]
    assert collection.store.add(copied) == "unchanged"


def test_a_dry_run_changes_nothing(collection: Collection) -> None:
    before = snapshot(collection)
    erasure = collection.erase("orchard", "post", reason="", dry_run=True)
    assert (len(erasure.articles), erasure.quotations, erasure.links, erasure.is_done) == (2, 3, 1, False)
    assert collection.erase_speaker("Ana Lima", reason="", dry_run=True).quotations == 5
    assert snapshot(collection) == before
    assert collection.tombstones() == ()


def test_articles_leave_by_age_and_outlet(collection: Collection) -> None:
    told = collection.erase(before="2024-05-07", reason="", dry_run=True)
    assert [one.id for one in told.articles] == ["harbour", "post", "sun"]
    told = collection.erase(before="2024-05-07", source="The Post", reason="", dry_run=True)
    assert [one.id for one in told.articles] == ["post"]
    assert collection.erase(source="Nobody's", reason="so").articles == ()
    collection.erase(source="harbour.example", reason="the licence ended")
    assert {one.name for one in collection.sources()} == {
        "Meadow Courier",
        "The post",
        "The globe",
        "The sun",
    }


def test_an_article_without_a_day_has_that_on_which_it_came(collection: Collection) -> None:
    every = collection.erase(before="9999-01-01", reason="", dry_run=True)
    assert "orchard" in {one.id for one in every.articles}
    assert len(every.articles) == 5


def test_what_to_erase_and_why_must_be_said(collection: Collection) -> None:
    with pytest.raises(UsageError, match="name the articles"):
        collection.erase(reason="so")
    with pytest.raises(UsageError, match="give the reason"):
        collection.erase("orchard", reason=" ")
    with pytest.raises(NotFound, match="there is no article 'none'"):
        collection.erase("none", reason="so")


# What people have written


def test_notes_that_hold_its_words_lose_them(collection: Collection) -> None:
    kept, gone = harbour().statements[:2]
    note_on(collection.store, kept.quote.id, "The velvet orchard is another matter")
    note_on(collection.store, gone.quote.id, NOTE)
    collection.unlink(FIRST.statements[0].quote.id, OTHER.statements[0].quote.id, by="Ana", note=NOTE)
    collection.decide_speakers("split", "Ana Lima", "Boris Petrov", why=NOTE)
    collection.erase("orchard", reason="so")
    assert holders(collection.store, "seventeen") == set()
    assert [json.loads(one.value) for one in collection.decisions()] == [
        "The velvet orchard is another matter",
        None,
    ]
    assert {one.statement.quote.id: one.review for one in collection.quotes(unshown=True)}[
        gone.quote.id
    ] is None
    assert [one.decision.note for one in collection.decided_pairs()] == [None]
    assert list(collection.verify()) == []


def test_its_decisions_leave_with_it(collection: Collection) -> None:
    secret = next(one for one in collection.quotes(about="velvet"))
    note_on(collection.store, secret.id, "fine")
    collection.unlink(FIRST.statements[0].quote.id, secret.id)
    erasure = collection.erase("orchard", reason="so")
    assert (erasure.decisions, list(collection.decisions()), list(collection.decided_pairs())) == (2, [], [])


def test_checks_that_rest_on_it_leave(collection: Collection) -> None:
    words = "The velvet orchard belonged to several greengrocers"
    collection.keep_check(collection.check(words))
    collection.keep_check(collection.check("seventeen grandmothers never said any such thing at all"))
    collection.keep_check(collection.check(WORDS))
    assert [len(one.printings) for one in collection.kept_checks()] == [1, 0, 1]
    assert collection.erase("orchard", reason="so").checks == 1
    collection.erase("globe", reason="so")
    assert next((one.words, len(one.printings)) for one in collection.kept_checks()) == (WORDS, 1)
    assert collection.erase("post", reason="so").checks == 1


# Others at the same time


def test_a_reader_keeps_the_journal_and_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file, patience=0.1) as store:
        store.add(orchard())
        store.add(harbour())
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM quotes").fetchone()
        collection = Collection(store)
        with pytest.raises(StoreLocked, match="erase --clean"):
            collection.erase("orchard", reason="so")
        reader.close()
        collection.clean()
        assert store.articles.stats().articles == 1
    assert bytes_left(file, SECRET) == []


def test_an_erasure_that_was_broken_off_is_made_up(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Collection, "link", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collection.erase("post", reason="so")
    assert not collection.is_clean()
    assert [len(claim.printings) for claim in collection.claims()] in ([], [1])
    collection.link(workers=1)
    collection.clean()
    assert collection.is_clean()
    assert list(collection.claims()) == []
    assert list(collection.verify()) == []


def test_an_erasure_is_whole_or_nothing(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(collection)
    with monkeypatch.context() as broken:
        broken.setattr("quotetrack.store.erasing.refill_indexes", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collection.erase("orchard", reason="so")
    assert snapshot(collection) == before
    assert collection.tombstones() == ()
    assert list(collection.verify()) == []


def test_a_filled_store_is_sound_after_every_erasure(location: str) -> None:
    fill(location)
    with open_store(location) as store:
        collection = Collection(store)
        collection.erase("port", reason="so")
        assert list(collection.verify()) == []
        collection.erase_speaker("Ana Lima", reason="so")
        assert list(collection.verify()) == []
        assert store.add(PORT) == "erased"
        assert not holders(store, TEXT[:30])
        collection.erase(before="9999-01-01", reason="so")
        assert list(collection.verify()) == []
        assert collection.stats().articles == 0
