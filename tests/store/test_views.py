"""The views that other programs read: the same columns and rows in both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from quotetrack.linking.linker import link_store
from quotetrack.records import Extraction, Quote, Source, Speaker
from quotetrack.store import Store, open_store
from quotetrack.store.engines import WRITING
from tests.builders import extract, find, harbour, make_article, make_statement

from .test_linking import FIRST, OTHER, SECOND, WORDS, printed

FIRST_COLUMNS = (
    "words speaker speaker_kind mention role hearer stance kind said_on outlet domain published title url article "
    "quote printed_in confidence"
).split()
"""Those that the view has had from the beginning, in their order."""

LATER_COLUMNS = (
    "said_precision act rule offsets place occasion speaks_for anonymity via cue agencies byline archive_url retrieved "
    "digest claim person status reviewer checked_on notes shown"
).split()

CLAIM_COLUMNS = (
    "claim quote words speaker outlet published article url stance kind copy_of printings sources first_published"
).split()

TEXT = (
    "“We left,” she was quoted as saying in Porto by Meridian and Orbit at a rally, “at noon,” for the port. "
    "No name given."
)


def spoken(text: str = TEXT) -> Extraction:
    """One quotation of two pieces with all that can be told of it; `text` must hold the same words."""
    article = make_article(
        text,
        id="rally",
        source=Source("Ridge Times", "ridge.example"),
        published="2024-05-09",
        archive_url="https://archive.example/1",
        agencies=("Meridian", "Orbit"),
        byline="Rui Reis",
        retrieved="2024-05-10",
    )
    told = make_statement(
        article,
        "We left,",
        "at noon,",
        speaker=Speaker("Ana Lima", "person", "mayor"),
        mention="she",
        place=find(text, "in Porto"),
        occasion=find(text, "at a rally"),
        speaks_for=find(text, "the port"),
        anonymity=find(text, "No name given"),
        via=(find(text, "Meridian"), find(text, "Orbit")),
        quote={"cue": (find(text, "quoted as"), find(text, "saying")), "rule": "cue between"},
    )
    return extract(article, told)


def rows_of(store: Store, view: str, order: str) -> list[dict[str, Any]]:
    with store._database.engine.connect() as connection:
        return [
            dict(row) for row in connection.execute(text(f"SELECT * FROM {view} ORDER BY {order}")).mappings()
        ]


def test_columns_keep_their_order_and_new_ones_come_after(store: Store) -> None:
    store.add(spoken())
    (row,) = rows_of(store, "quotes_flat", "quote")
    assert list(row) == FIRST_COLUMNS + LATER_COLUMNS


def test_everything_told_of_a_quotation_stands_in_its_row(store: Store) -> None:
    extraction = spoken()
    store.add(extraction)
    (row,) = rows_of(store, "quotes_flat", "quote")
    assert {name: row[name] for name in LATER_COLUMNS} == {
        "said_precision": None,
        "act": "speech",
        "rule": "cue between",
        "offsets": f"1..9; {TEXT.index('at noon')}..{TEXT.index('at noon') + 8}",
        "place": "in Porto",
        "occasion": "at a rally",
        "speaks_for": "the port",
        "anonymity": "No name given",
        "via": "Meridian; Orbit",
        "cue": "quoted as … saying",
        "agencies": '["Meridian", "Orbit"]',
        "byline": "Rui Reis",
        "archive_url": "https://archive.example/1",
        "retrieved": "2024-05-10",
        "digest": extraction.article.digest,
        "claim": None,
        "person": "Ana Lima",
        "status": None,
        "reviewer": None,
        "checked_on": None,
        "notes": None,
        "shown": True,
    }
    assert (row["words"], row["role"]) == ("We left, … at noon,", "mayor")


def test_nothing_is_cut_out_of_a_text_whose_places_are_others_in_the_database(store: Store) -> None:
    store.add(spoken("\x00\x1a" + TEXT))
    (row,) = rows_of(store, "quotes_flat", "quote")
    assert {row[name] for name in ("place", "occasion", "speaks_for", "anonymity", "via", "cue")} == {None}
    assert row["offsets"].startswith("3..11; ")
    assert row["words"] == "We left, … at noon,"


def test_what_stands_behind_a_wide_character_is_cut_right(store: Store) -> None:
    store.add(spoken("😀 naïve: " + TEXT))
    (row,) = rows_of(store, "quotes_flat", "quote")
    assert (row["place"], row["cue"]) == ("in Porto", "quoted as … saying")


def test_a_review_stands_beside_its_quotation(store: Store) -> None:
    store.add(spoken())
    values = "1, 'confirmed', 'Eva', '2024-06-01', 'heard it', '[]'"
    with (
        store._database.engine.connect().execution_options(**{WRITING: True}) as connection,
        connection.begin(),
    ):
        into = "INSERT INTO reviews (quote, status, reviewer, checked_on, notes, corrected)"
        connection.exec_driver_sql(f"{into} VALUES ({values})")
    (row,) = rows_of(store, "quotes_flat", "quote")
    assert [row[name] for name in ("status", "reviewer", "checked_on", "notes")] == [
        "confirmed",
        "Eva",
        "2024-06-01",
        "heard it",
    ]


def test_each_printing_of_a_claim_is_a_row(store: Store) -> None:
    again = printed("star", WORDS, day="2024-05-08", outlet="The post")
    for extraction in (FIRST, SECOND, again, OTHER):
        store.add(extraction)
    link_store(store)
    (claim,) = store.claims.select()
    rows = rows_of(store, "claims_flat", "published")
    assert list(rows[0]) == CLAIM_COLUMNS
    assert [(row["article"], row["outlet"], row["speaker"], row["kind"]) for row in rows] == [
        ("post", "The post", "Ana Lima", "direct"),
        ("globe", "The globe", "Ana Lima", "direct"),
        ("star", "The post", "Ana Lima", "direct"),
    ]
    assert {(row["claim"], row["printings"], row["sources"], row["first_published"]) for row in rows} == {
        (claim.id, 3, claim.sources, "2024-05-06")
    }
    assert [row["copy_of"] for row in rows] == [one.copy_of for one in claim.printings]
    told = {row["article"]: row["claim"] for row in rows_of(store, "quotes_flat", "quote")}
    assert told == {"post": claim.id, "globe": claim.id, "star": claim.id, "sun": None}


def test_copies_name_what_they_copy_and_count_once(store: Store) -> None:
    for extraction in (FIRST, SECOND):
        store.add(extraction)
    link_store(store)
    with (
        store._database.engine.connect().execution_options(**{WRITING: True}) as connection,
        connection.begin(),
    ):
        connection.exec_driver_sql("UPDATE members SET copy_of = 1 WHERE quote = 2")
    first, second = rows_of(store, "claims_flat", "published")
    assert (first["copy_of"], second["copy_of"]) == (None, FIRST.statements[0].quote.id)
    assert (first["printings"], first["sources"]) == (2, 1)


def test_a_claim_of_which_one_printing_is_left_has_no_row(store: Store) -> None:
    for extraction in (FIRST, SECOND):
        store.add(extraction)
    link_store(store)
    assert len(rows_of(store, "claims_flat", "quote")) == 2
    store.add(extract(make_article("Nothing.", id="globe", source=SECOND.article.source)))
    assert rows_of(store, "claims_flat", "quote") == []


@pytest.mark.parametrize("view", ["quotes_flat", "claims_flat"])
def test_a_quotation_is_found_by_index(tmp_path: Path, view: str) -> None:
    with open_store(tmp_path / "quotes.db") as store:
        store.add(harbour())
    database = sqlite3.connect(tmp_path / "quotes.db")
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE quote = 'x'")]
    database.close()
    assert plan[0] == "SEARCH quotes USING INDEX quotes_given_id (given_id=?)"
    assert not [step for step in plan if step.startswith("SCAN") and "subquery" not in step]


def test_an_id_may_be_as_long_as_it_likes(store: Store) -> None:
    """A B-tree of PostgreSQL holds 2,700 bytes."""
    told = harbour()
    statement = told.statements[0]
    long = "".join(f"{n:x}" for n in range(4000))
    quote = Quote(id=long, kind=statement.quote.kind, content=statement.quote.content)
    attribution = type(statement.attribution)(quote=long, speaker=statement.attribution.speaker)
    store.add(extract(told.article, type(statement)(quote, attribution)))
    assert [row["quote"] for row in rows_of(store, "quotes_flat", "quote")] == [long]
