"""What belongs to an article has one digest wherever it is kept, and nothing can be changed without another."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

import quotetrack
from quotetrack.linking.linker import link_store
from quotetrack.store import Store, open_store
from quotetrack.store.leaves import LINE_TABLES, line_columns, sum_of
from quotetrack.store.seals import check_of, sealed_columns
from quotetrack.store.tables import leaves, metadata
from tests.builders import extract, harbour, make_article, works

from .filled_store import PORT, change, fill, verified
from .older import send_back
from .test_linking import FIRST, SECOND


def test_both_databases_give_one_digest(filled_file: Path, postgresql: str, tmp_path: Path) -> None:
    fill(postgresql)
    copy = tmp_path / "quotes.db"
    copy.write_bytes(filled_file.read_bytes())
    with open_store(copy) as one, open_store(postgresql) as other:
        ours, theirs = one.digests(), other.digests()
    # Articles tell when they were added; nothing else may differ.
    assert [(digest.part, digest.key, digest.name) for digest in ours] == [
        (digest.part, digest.key, digest.name) for digest in theirs
    ]


def test_the_order_in_which_articles_come_does_not_matter(tmp_path: Path) -> None:
    found = []
    for name, order in (("one.db", (PORT, harbour(), works())), ("two.db", (works(), PORT, harbour()))):
        with open_store(tmp_path / name) as store:
            for extraction in order:
                store.add(extraction)
            with store._database.writing() as connection:
                connection.exec_driver_sql("UPDATE revisions SET added_at = '2024-03-09T12:00:00+00:00'")
            found.append(store.digests())
    assert found[0] == found[1]


def test_what_was_erased_since_is_told_as_erased(tmp_path: Path) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        for extraction in (harbour(), works()):
            collection.store.add(extraction)
        kept = collection.digests()
        collection.erase("works", reason="the outlet asked us to")
        (fault,) = collection.changed_since(kept)
    assert (fault.table, fault.where) == ("articles", "works")
    assert fault.what.startswith("it was erased on ")
    assert "(the outlet asked us to), expected the digest" in fault.what


def test_what_is_linked_changes_no_digest(store: Store) -> None:
    for extraction in (FIRST, SECOND):
        store.add(extraction)
    before = store.digests()
    assert link_store(store).claims == 1
    assert store.digests() == before


def test_a_text_that_is_revised_changes_one_digest_and_that_of_the_collection(store: Store) -> None:
    for extraction in (harbour(), works()):
        store.add(extraction)
    before = store.digests()
    store.add(extract(make_article("Nobody spoke.", id="works", source=works().article.source)))
    after = store.digests()
    assert [old.part for old, new in zip(before, after, strict=True) if old != new] == [
        "collection",
        "articles",
    ]
    assert list(store.verify()) == []


def test_the_collection_s_digest_is_the_sum_whoever_came_and_went(store: Store) -> None:
    for extraction in (harbour(), works(), FIRST):
        store.add(extraction)
    with store._database.reading() as connection:
        rows = connection.execute(select(leaves.c.part, leaves.c.digest)).all()
    whole = [digest for part, digest in rows if part == "collection"]
    assert whole == [sum_of(digest for part, digest in rows if part == "articles")]


def test_a_sum_takes_out_what_was_put_in() -> None:
    one, two = "0" * 63 + "1", "f" * 64
    assert sum_of([one, two], [two]) == one
    assert sum_of([], [one]) == "f" * 64
    assert sum_of(["no digest", one]) == one


@pytest.mark.parametrize(
    ("statement", "table", "row"),
    [
        ("UPDATE spans SET ends = ends - 1 WHERE quote = 1 AND role = 'cue'", "spans", "1/cue/0"),
        ("UPDATE attributions SET speaker = 2 WHERE quote = 1", "attributions", "1"),
        ("UPDATE attributions SET said_on = '2024-03-03' WHERE quote = 1", "attributions", "1"),
        ("UPDATE revisions SET title = 'Nothing lost' WHERE id = 2", "revisions", "2"),
        ("UPDATE revisions SET published = '2024-03-06' WHERE id = 2", "revisions", "2"),
        ("UPDATE revisions SET source = 1 WHERE id = 2", "revisions", "2"),
        ("UPDATE quotes SET rule = 'script' WHERE id = 1", "quotes", "1"),
        ("UPDATE quotes SET confidence = 0.99 WHERE id = 1", "quotes", "1"),
        ("UPDATE candidates SET reason = 'nearest' WHERE quote = 1", "candidates", "1/0"),
        ("UPDATE decisions SET made_by = 'Eva' WHERE id = 1", "decisions", "1"),
        ("UPDATE links SET score = 0.5", "links", "6/7"),
        ("UPDATE claims SET given_id = 'c0ffee'", "claims", "1"),
        ("UPDATE descriptions SET quotes = 77 WHERE speaker = 1", "descriptions", "1"),
        ("UPDATE linking_state SET value = '9' WHERE name = 'statements'", "linking_state", "statements"),
    ],
)
def test_a_value_that_nobody_wrote_is_told_by_row_and_column(
    filled: str, statement: str, table: str, row: str
) -> None:
    change(filled, [statement])
    (fault,) = verified(filled)
    assert (fault.table, fault.row) == (table, row)
    column = statement.split(" SET ")[1].split(" = ")[0]
    assert fault.what.startswith(f"{column} is ")


def test_rows_that_are_gone_are_told_of_their_article(filled: str) -> None:
    change(filled, ["DELETE FROM candidates WHERE quote = 1"])
    (fault,) = verified(filled)
    assert (fault.table, fault.where) == ("articles", "port")
    assert fault.what.startswith("1 of the rows of candidates that its digest was made of cannot be found")


def test_an_article_that_is_gone_with_all_its_rows_is_told(filled: str) -> None:
    change(filled, ["DELETE FROM leaves WHERE part = 'articles' AND owner = 2"])
    assert [fault.table for fault in verified(filled)] == ["leaves", "articles"]


@pytest.mark.parametrize("digest", ["no digest", "0" * 64])
def test_a_damaged_digest_stops_neither_reader_nor_writer(filled: str, digest: str) -> None:
    change(filled, [f"UPDATE leaves SET digest = '{digest}' WHERE owner = 1"])
    assert {fault.row for fault in verified(filled)} == {"collection", "articles/1"}
    with open_store(filled) as store:
        again = extract(make_article("Nothing at all.", id="port", key=PORT.article.key))
        assert store.add(again) == "revised"


def test_an_earlier_database_is_sealed_when_it_is_opened(filled: str) -> None:
    with open_store(filled) as store:
        before = store.digests()
        with store._database.writing() as connection:
            send_back(connection, "0015")
    with open_store(filled) as store:
        assert store.digests() == before
        assert list(store.verify()) == []


def test_every_column_is_under_a_digest_a_seal_or_made_anew() -> None:
    """A table or column that is new must be put under one of them, or be argued for here."""
    made_anew = {"descriptions", "role_words", "speaker_words", "term_forms", "subjects", "reviews"}
    by_linking = {"signatures", "postings", "speaker_keys", "members", "claims", "links"}
    found_by = {"sources", "speakers", "runs"}  # shared rows, under the digest of each article they stand in
    empty_at_rest = {"undescribed", "pending"}
    known = {*made_anew, *by_linking, *found_by, *empty_at_rest, "leaves"}
    for name, table in metadata.tables.items():
        if table in LINE_TABLES:
            assert line_columns(table), name
        elif not sealed_columns(table):
            assert name in known


def test_checks_tell_values_apart() -> None:
    assert len({check_of(value) for value in (None, "", "0", 0.5, 1, "a", "b", b"ab")}) == 8
    assert check_of(True) == check_of(1)


def test_deep_finds_what_is_counted_wrong(filled: str) -> None:
    change(filled, ["UPDATE speaker_words SET word = 'reis' WHERE word = 'lima'"])
    with open_store(filled) as store:
        assert list(store.verify()) == []
        assert {fault.table for fault in store.verify(deep=True)} == {"speaker_words"}


def test_deep_finds_an_index_that_has_other_words(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    fill(str(file))
    connection = sqlite3.connect(file)
    connection.execute("INSERT INTO quote_words (rowid, words, around, heads) VALUES (1, 'other', '', '')")
    connection.commit()
    connection.close()
    with open_store(file) as store:
        (fault,) = store.verify(deep=True)
    assert (fault.table, fault.row) == ("quotes", "1")
