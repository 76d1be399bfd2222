"""What is kept back is stored and linked, and shown nowhere until a reviewer confirms it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from quotetrack.export import Sheet, write_sheet
from quotetrack.linking.linker import link_store
from quotetrack.query import answer
from quotetrack.records import Extraction, Filter, KeyTerm, Source, Stats
from quotetrack.sheets.incoming import import_sheet, undo
from quotetrack.store import Store, open_store
from quotetrack.store.migrations.versions.v0008_views import quotes_view
from quotetrack.store.tables import VERSION_TABLE
from tests.builders import VERSIONS, find, make_article, make_statement

NOW = datetime(2024, 3, 9, 12, tzinfo=UTC)
ALL = Filter(unshown=True)

WORDS = "the northern bridge will stay closed until every cracked girder has been replaced"


def told(id: str, *, day: str, shown: bool = True, by: str = "Ana Lima") -> Extraction:
    """An article of one report without marks, with words of its own around it."""
    own = " ".join(f"{id}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    article = make_article(
        f"{own.capitalize()}. {by} said {WORDS}. And {own}.",
        id=id,
        published=day,
        source=Source(f"The {id}"),
    )
    cue = (find(article.text, "said"),)
    quote = {"cue": cue, "confidence": 0.9 if shown else 0.43, "shown": shown}
    said = make_statement(article, WORDS, by=by, mention=by, kind="indirect", quote=quote)
    bridge = KeyTerm("bridg", find(article.text, "bridge"))
    return Extraction(
        article=article, statements=(said,), versions=(("quotetrack", "1"),), key_terms=(bridge,)
    )


FIRST = told("post", day="2024-05-06", shown=False)
SECOND = told("globe", day="2024-05-07")
THIRD = told("echo", day="2024-05-08")
LATER = told("sun", day="2024-05-09", shown=False, by="Rui Reis")


def ids(*extractions: Extraction) -> list[str]:
    return [extraction.statements[0].quote.id for extraction in extractions]


@pytest.fixture
def filled(store: Store) -> Store:
    """Two printings that are shown, and two that are not: an earlier one, and one by somebody else."""
    for extraction in (FIRST, SECOND, THIRD, LATER):
        store.add(extraction)
    link_store(store)
    return store


def decide(store: Store, path: Path, **status: str) -> None:
    """Import a sheet of all statements in which those of these articles have a status, and link as the program does."""
    write_sheet(Sheet(printed=store.statements.printed(ALL, with_claims=True)), path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = list(csv.reader(stream))
    for row in rows:
        article, found = (row[heading.index(name)] for name in ("article", "status"))
        row[heading.index("status")] = status.get(article, found)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([heading, *rows])
    done = import_sheet(store, path, by="Ben", now=NOW)
    assert len(done.decisions) == len(status)
    link_store(store, regroup=done.left)


def listed(store: Store, filter: Filter = Filter()) -> list[str]:  # noqa: B008 — a frozen record
    return [printed.article.id for printed in store.statements.printed(filter)]


def printings(store: Store) -> list[list[str]]:
    return [[one.printed.article.id for one in claim.printings] for claim in store.claims.select()]


def counted(stats: Stats) -> tuple[int, int, int, dict[str, int]]:
    return stats.quotes, stats.kept_back, stats.speakers, dict(stats.by_kind)


def test_what_is_kept_back_is_listed_for_those_only_who_ask_for_it(filled: Store) -> None:
    assert listed(filled) == ["globe", "echo"]
    assert listed(filled, ALL) == ["post", "globe", "echo", "sun"]
    assert [one.shown for one in filled.statements.printed(ALL)] == [False, True, True, False]
    assert listed(filled, Filter(status="unchecked")) == ["globe", "echo"]
    assert filled.statements.get(ids(FIRST)[0]).to_dict()["shown"] is False


def test_what_is_kept_back_is_found_by_no_words(filled: Store) -> None:
    for wanted, found in ((Filter(), 2), (Filter(limit=2), 2), (ALL, 4), (Filter(limit=3, unshown=True), 3)):
        assert len(list(filled.statements.search(["girder"], wanted))) == found
        assert len(list(filled.statements.search_light(["girder"], wanted))) == found
    assert len(list(filled.with_unshown().statements.search_light(["girder"]))) == 4


def test_answers_are_of_what_is_shown(filled: Store) -> None:
    reply = answer("what did Lima say about the bridge", filled, unfold=True)
    assert sorted(found.printed.article.id for found in reply.results) == ["echo", "globe"]
    assert not answer("what did Reis say about the bridge", filled).results
    everything = filled.with_unshown()
    (found,) = answer("what did Reis say about the bridge", everything, filter=ALL).results
    assert (found.printed.article.id, found.to_dict(rank=1)["shown"]) == ("sun", False)


def test_counts_are_of_what_is_shown(filled: Store) -> None:
    kinds = {"direct": 0, "mixed": 0, "indirect": 2}
    assert counted(filled.articles.stats()) == (2, 2, 1, kinds)
    assert filled.articles.size() == (2, 4)
    assert filled.with_unshown().articles.size() == (4, 4)
    assert [entry.name for entry in filled.speakers.select()] == ["Ana Lima"]
    assert [(entry.name, entry.quotes) for entry in filled.speakers.named("Lima")] == [("Ana Lima", 2)]
    assert filled.speakers.named("Reis") == []
    assert [entry.name for entry in filled.with_unshown().speakers.named("Reis")] == ["Rui Reis"]
    quoted = {entry.name: entry.quotes for entry in filled.articles.sources()}
    assert quoted == {"The echo": 1, "The globe": 1, "The post": 0, "The sun": 0}
    for wanted, quotes in ((Filter(), 2), (Filter(since="2024-01-01"), 2), (ALL, 4)):
        assert [term.quotes for term in filled.articles.key_terms(wanted)] == [quotes]
    assert sorted(filled.statements.days()) == [("2024-05-07", 1), ("2024-05-08", 1)]


def test_what_is_kept_back_prints_no_claim_and_is_linked(filled: Store) -> None:
    assert printings(filled) == [["globe", "echo"]]
    (claim,) = filled.claims.select()
    assert (claim.first_published, claim.sources) == ("2024-05-07", 2)
    assert [one.printed.article.id for one in filled.claims.get(ids(FIRST)[0]).printings] == ["post"]
    assert len(list(filled.claims.select(least=1))) == 1
    ends = [{link.a.article.id, link.b.article.id} for link in filled.claims.links(min_score=0.2)]
    assert ends == [{"globe", "echo"}]
    everything = list(filled.claims.links(ALL, min_score=0.2))
    assert {"post", "globe"} in [{link.a.article.id, link.b.article.id} for link in everything]
    told = [link.to_dict() for link in everything]
    assert {end["shown"] for line in told for end in (line["a"], line["b"]) if isinstance(end, dict)} == {
        False,
        True,
    }


def test_confirmed_it_turns_up_everywhere_and_undone_it_goes(filled: Store, tmp_path: Path) -> None:
    before = next(iter(filled.claims.select())).id
    decide(filled, tmp_path / "sheet.csv", post="confirmed")
    assert listed(filled) == ["post", "globe", "echo"]
    assert printings(filled) == [["post", "globe", "echo"]]
    (claim,) = filled.claims.select()
    assert (claim.id, claim.first_published, claim.sources) == (before, "2024-05-06", 3)
    assert counted(filled.articles.stats())[:2] == (3, 1)
    assert filled.articles.size() == (3, 4)
    assert [entry.quotes for entry in filled.speakers.named("Lima")] == [3]
    assert [term.quotes for term in filled.articles.key_terms()] == [3]
    assert filled.statements.get(ids(FIRST)[0]).shown
    _, left = undo(filled, (), by="Ben", now=NOW)
    link_store(filled, regroup=left)
    assert listed(filled) == ["globe", "echo"]
    assert printings(filled) == [["globe", "echo"]]
    assert [term.quotes for term in filled.articles.key_terms()] == [2]
    assert list(filled.verify()) == []


def test_rejected_it_leaves_its_claim(filled: Store, tmp_path: Path) -> None:
    decide(filled, tmp_path / "sheet.csv", globe="rejected", post="rejected")
    assert listed(filled) == ["echo"]
    assert printings(filled) == []
    assert filled.articles.size() == (1, 4)
    assert [entry.quotes for entry in filled.speakers.named("Lima")] == [1]
    assert listed(filled, Filter(status="rejected")) == ["post", "globe"]
    alone = filled.claims.get(ids(THIRD)[0])
    assert len(alone.printings) == 1
    decide(filled, tmp_path / "sheet.csv", globe="confirmed")
    assert printings(filled) == [["globe", "echo"]]


def test_extracted_anew_it_stays_as_decided(filled: Store, tmp_path: Path) -> None:
    decide(filled, tmp_path / "sheet.csv", post="confirmed")
    again = Extraction(
        article=FIRST.article,
        statements=FIRST.statements,
        versions=(("quotetrack", "2"),),
        key_terms=FIRST.key_terms,
    )
    assert filled.add(again) == "updated"
    link_store(filled)
    assert printings(filled) == [["post", "globe", "echo"]]
    assert [term.quotes for term in filled.articles.key_terms()] == [3]


def test_it_comes_back_as_it_was_stored(store: Store) -> None:
    assert store.add(FIRST) == "added"
    assert store.add(FIRST) == "unchanged"
    (printed,) = store.statements.printed(ALL)
    assert printed.statement == FIRST.statements[0]
    assert store.add(told("post", day="2024-05-06")) == "updated"
    assert listed(store) == ["post"]


def test_the_view_tells_what_is_shown(filled: Store, tmp_path: Path) -> None:
    decide(filled, tmp_path / "sheet.csv", post="confirmed", echo="rejected")
    with filled._database.engine.connect() as connection:
        rows = connection.execute(text("SELECT article, shown FROM quotes_flat ORDER BY published")).all()
    assert [(row.article, bool(row.shown)) for row in rows] == [
        ("post", True),
        ("globe", True),
        ("echo", False),
        ("sun", False),
    ]


def sent_back(store: Store) -> None:
    """Make the database one of version 0009, which knows nothing of what is shown."""
    with store._database.writing() as connection:
        for statement in (
            "DROP TABLE text_words",
            "DROP TABLE tombstones",
            "DROP TABLE erased_names",
            "DROP TABLE erased_quotes",
            "DROP TABLE kept_checks",
            "DROP TABLE pair_decisions",
            "ALTER TABLE links DROP COLUMN decided_by",
            "DROP VIEW quotes_flat",
            "DROP INDEX quotes_kept_back",
            "ALTER TABLE quotes DROP COLUMN shown",
            "DROP INDEX revisions_earlier",
            "ALTER TABLE revisions DROP COLUMN added_at",
            quotes_view(connection.dialect.name),
            f"UPDATE {VERSION_TABLE} SET version_num = '0009'",
        ):
            connection.exec_driver_sql(statement)


def unsure(extraction: Extraction, *, versions: tuple[tuple[str, str], ...] = VERSIONS) -> Extraction:
    """The same as an earlier version stored it: not sure, and shown."""
    (said,) = extraction.statements
    quote = replace(said.quote, confidence=0.43, shown=True)
    return replace(extraction, statements=(replace(said, quote=quote),), versions=versions)


def test_what_an_earlier_version_stored_is_shown_by_the_same_rule(location: str) -> None:
    with open_store(location) as store:
        for extraction in (
            unsure(FIRST),
            unsure(THIRD),
            SECOND,
            unsure(LATER, versions=(("loaded", "2"),)),
            told("moon", day="2024-05-10"),
        ):
            store.add(extraction)
        link_store(store)
        (before,) = store.claims.select()
        assert len(before.printings) == 4
        sent_back(store)
    with open_store(location) as store:
        assert listed(store) == ["globe", "sun", "moon"]
        assert printings(store) == [["globe", "moon"]]
        assert [claim.id for claim in store.claims.select()] == [before.id]
        assert [entry.quotes for entry in store.speakers.named("Lima")] == [2]
        assert [term.quotes for term in store.articles.key_terms()] == [3]
        assert list(store.verify()) == []
        link_store(store)
        assert [claim.id for claim in store.claims.select()] == [before.id]
        assert store.add(FIRST) == "updated"
        assert store.statements.get(ids(FIRST)[0]).statement == FIRST.statements[0]


def test_a_value_that_is_neither_yes_nor_no_is_a_fault(tmp_path: Path) -> None:
    """SQLite holds any number; PostgreSQL would take none but these two."""
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(FIRST)
        with store._database.writing() as connection:
            connection.exec_driver_sql("UPDATE quotes SET shown = 2")
        (fault,) = store.verify()
    assert (fault.table, fault.where) == ("quotes", ids(FIRST)[0])
    assert fault.what == "shown is “2”, expected one of False, True"
