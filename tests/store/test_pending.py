"""Work that was broken off: it is known what is missing, and whatever writes next makes it up."""

from __future__ import annotations

import csv
import json
import logging
import os
import shutil
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack.errors import StoreLocked
from quotetrack.export import Sheet, write_sheet
from quotetrack.linking import in_memory
from quotetrack.linking.in_memory import LinkerSettings
from quotetrack.linking.linker import Linked, decide_pairs, link_store
from quotetrack.records import Extraction, PairDecision
from quotetrack.sheets.incoming import import_sheet
from quotetrack.store import Store, open_store, turns, waiting

from .broken_off import Killed, content, killed_after
from .test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed, quote

EVERY = (
    FIRST,
    SECOND,
    OTHER,
    printed("echo", WORDS, day="2024-05-08"),
    printed("mail", WORDS, by="Lima", day="2024-05-08"),
    printed("wave", CUT, by="Rui Reis", day="2024-05-09"),
)
NOW = datetime(2024, 6, 1, tzinfo=UTC)
AFRESH = LinkerSettings(
    few=0, share=10**9, signed_at_once=3, statements_at_once=4, pairs_at_once=4, rows_at_once=100
)
"""Everything is linked afresh, by many small transactions."""


def fill(store: Store, articles: tuple[Extraction, ...] = EVERY) -> None:
    for extraction in articles:
        store.add(extraction)


@pytest.fixture(params=["grown", "afresh"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The two ways in which a store is linked."""
    if request.param == "afresh":
        monkeypatch.setattr(in_memory, "SETTINGS", AFRESH)
    return str(request.param)


@pytest.fixture
def undisturbed(way: str) -> dict[str, list[Any]]:
    """What comes of it if nothing is broken off."""
    assert way
    with open_store(":memory:") as store:
        fill(store)
        link_store(store)
        return content(store)


def test_what_is_stored_is_marked_until_it_is_linked(store: Store) -> None:
    fill(store)
    assert store.articles.stats().pending == store.progress().unlinked == len(EVERY)
    link_store(store)
    assert store.articles.stats().pending == store.progress().unlinked == 0
    assert not store.has_pending()
    store.add(printed("post", "Gulls cried", day="2024-05-07"))
    assert store.progress().unlinked == 1
    store.add(printed("post", "Nobody cried", day="2024-05-07"))
    assert store.progress().unlinked == 1


def test_linking_that_is_broken_off_anywhere_is_made_up(
    tmp_path: Path, undisturbed: dict[str, list[Any]]
) -> None:
    for transaction in range(100):
        with open_store(tmp_path / f"{transaction}.db") as store:
            fill(store)
            if linked_before_kill(store, transaction):
                break
            link_store(store)
            assert content(store) == undisturbed
            assert list(store.verify()) == []
            assert not store.has_pending()
    assert transaction >= 3


def test_a_rebuild_that_is_broken_off_is_made_up_by_what_writes_next(tmp_path: Path) -> None:
    with open_store(tmp_path / "whole.db") as store:
        fill(store)
        link_store(store)
        undisturbed = content(store)
    for transaction in range(100):
        copy = shutil.copy(tmp_path / "whole.db", tmp_path / f"{transaction}.db")
        with open_store(copy) as store:
            if linked_before_kill(store, transaction, rebuild=True):
                break
            link_store(store)
            assert content(store) == undisturbed
            assert list(store.verify()) == []
    assert transaction >= 3


def linked_before_kill(store: Store, transaction: int, *, rebuild: bool = False) -> bool:
    """Link until a transaction is broken off; return True if there are not so many."""
    with killed_after(transaction):
        try:
            link_store(store, rebuild=rebuild)
        except Killed:
            is_over = False
        else:
            is_over = True
    if not is_over:
        _forget_holder(store)
    return is_over


def _forget_holder(store: Store) -> None:
    """Let the process be gone that was linking: it is this one."""
    with store._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM linking_state WHERE name = 'linker'")


@pytest.mark.parametrize("transaction", range(3))
def test_a_decision_on_a_pair_that_is_broken_off_is_made_up(tmp_path: Path, transaction: int) -> None:
    one, other = sorted((quote(FIRST), quote(SECOND)))
    decision = PairDecision(
        quote=one,
        other=other,
        verdict="wrong",
        relation="same_utterance",
        made_by="Ana",
        made_at="2024-06-01",
    )
    made = []
    for name in ("whole", "broken"):
        with open_store(tmp_path / f"{name}.db") as store:
            fill(store)
            link_store(store)
            if name == "broken":
                with killed_after(transaction), suppress(Killed):
                    decide_pairs(store, [decision])
                _forget_holder(store)
                link_store(store)
            else:
                decide_pairs(store, [decision])
            made.append(content(store))
    assert made[0] == made[1]


def test_what_is_left_of_a_claim_is_grouped_by_what_writes_next(tmp_path: Path) -> None:
    made = []
    for name in ("whole", "broken"):
        with quotetrack.open(tmp_path / f"{name}.db") as collection:
            store = collection.store
            fill(store)
            link_store(store)
            path = tmp_path / f"{name}.csv"
            write_sheet(Sheet(printed=store.statements.printed(with_claims=True)), path)
            with path.open(encoding="utf-8-sig", newline="") as stream:
                heading, *rows = list(csv.reader(stream))
            for row in rows:
                row[heading.index("status")] = "rejected" if row[heading.index("article")] == "post" else ""
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows([heading, *rows])
            if name == "whole":
                collection.import_review(path, by="Ben")
            else:
                import_sheet(store, path, by="Ben", now=NOW)
                assert store.has_pending()
                collection.keep_check(collection.check(WORDS))
            assert not store.has_pending()
            made.append(content(store))
    assert made[0] == made[1]


def test_adding_nothing_new_makes_up_what_is_missing(tmp_path: Path) -> None:
    line = b'{"id": "a", "text": "We left, he said.", "quotes": [{"content": [[0, 7]]}]}'
    (tmp_path / "given.jsonl").write_bytes(line)
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        collection.load([tmp_path / "given.jsonl"], link=False)
        assert collection.stats().pending == 1
        assert collection.load([tmp_path / "given.jsonl"]).unchanged == 1
        assert collection.stats().pending == 0


def test_whoever_reads_is_told_what_is_not_linked(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "quotetrack")
    with open_store(tmp_path / "quotes.db") as store:
        fill(store, EVERY[:2])
    quotetrack.open(tmp_path / "quotes.db", create=False).close()
    (message,) = caplog.messages
    assert message.startswith("2 quotations of ")
    assert message.endswith("quotes.db are not linked yet: the next command that writes links them")


def test_a_second_linker_waits_and_finds_nothing_left(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db") as store, open_store(tmp_path / "quotes.db") as other:
        fill(store)
        done: list[Linked] = []
        with store.turn(lambda _: False) as turn:
            assert turn is not None
            waiter = threading.Thread(target=lambda: done.append(link_store(other)))
            waiter.start()
            time.sleep(0.3)
            assert waiter.is_alive()
            other.add(printed("moon", "Gulls cried"))  # adding goes on
        waiter.join()
        assert [linked.statements for linked in done] == [len(EVERY) + 1]
        assert link_store(store) == Linked()


def test_the_turn_of_a_process_that_is_gone_is_taken(
    tmp_path: Path, undisturbed: dict[str, list[Any]]
) -> None:
    gone = {
        "token": "x",
        "host": socket.gethostname(),
        "process": 2**22 + 1,
        "since": "today",
        "beat": time.time(),
    }
    elsewhere = {**gone, "host": "elsewhere", "beat": time.time() - 3600}
    for number, holder in enumerate((gone, elsewhere)):
        with open_store(tmp_path / f"{number}.db", patience=0.0) as store:
            fill(store)
            with store.linking() as work:
                work.set_state("linker", json.dumps(holder))
            link_store(store)
            assert content(store) == undisturbed


def test_whoever_waits_too_long_is_told_for_whom(tmp_path: Path) -> None:
    holder = {"token": "x", "host": "elsewhere", "process": 4711, "since": "today", "beat": time.time() + 60}
    with open_store(tmp_path / "quotes.db", patience=0.2) as store:
        fill(store)
        with store.linking() as work:
            work.set_state("linker", json.dumps(holder))
        with pytest.raises(
            StoreLocked, match="by process 4711 on elsewhere, which links it since today: what was"
        ):
            link_store(store)


def test_a_turn_that_was_taken_away_writes_nothing_more(
    tmp_path: Path, undisturbed: dict[str, list[Any]]
) -> None:
    """A process that was taken for dead finds out when it wants to write, and begins anew."""
    with open_store(tmp_path / "quotes.db") as store, open_store(tmp_path / "quotes.db") as other:
        fill(store)
        with store.turn(lambda _: False) as turn, pytest.MonkeyPatch.context() as patch:
            assert turn is not None
            patch.setattr(turns.Holder, "is_alive", lambda _: False)
            link_store(other)
            with pytest.raises(waiting.Interfered), turn.writing():
                pass
        assert content(store) == undisturbed


def test_a_writer_says_for_whom_it_waits(
    location: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "quotetrack")
    monkeypatch.setattr(waiting, "_TOLD_AFTER", 0.2)
    open_store(location).close()
    with open_store(location) as store, open_store(location) as other:
        with store._database.writing():
            waiter = threading.Thread(target=lambda: decide_nothing(other))
            waiter.start()
            time.sleep(0.8)
        waiter.join()
    (message,) = caplog.messages
    assert message.startswith("waiting to write ")
    assert f"process {os.getpid()}" in message


def decide_nothing(store: Store) -> None:
    with store.linking():
        pass
