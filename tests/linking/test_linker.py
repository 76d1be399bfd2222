"""Linking a store, in one process and in several."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from quotetrack.errors import QuotetrackError
from quotetrack.linking import in_memory
from quotetrack.linking.in_memory import LinkerSettings
from quotetrack.linking.linker import link_store, score_all
from quotetrack.records import Extraction, Source
from quotetrack.store import open_store

from ..builders import extract, make_article, make_statement
from .statements import SENTENCES


def articles() -> list[Extraction]:
    """Articles of one quotation each; some quote the same words."""
    made = []
    for n, words in enumerate(SENTENCES):
        own = " ".join(f"w{n}{letter}" for letter in "abcdefgh")
        article = make_article(
            f"{own} “{words.capitalize()},” Ana Lima said. {own}", id=f"a{n}", source=Source(f"The {n}")
        )
        made.append(extract(article, make_statement(article, f"{words.capitalize()},")))
    return made


def linked(path: Path, *, workers: int, at_once: int) -> list[list[tuple[object, ...]]]:
    """What a database holds that was linked after so many articles each time."""
    with open_store(path) as store:
        for n, extraction in enumerate(articles(), 1):
            store.add(extraction)
            if n % at_once == 0:
                link_store(store, workers=workers)
    tables = ("signatures", "links", "claims", "members")
    with sqlite3.connect(path) as connection:
        return [sorted(connection.execute(f"select * from {table}")) for table in tables]


def test_several_processes_link_as_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = LinkerSettings(few=0, share=10**9, statements_at_once=4, pairs_at_once=5)
    monkeypatch.setattr(in_memory, "SETTINGS", small)
    one = linked(tmp_path / "one.db", workers=1, at_once=len(SENTENCES))
    assert linked(tmp_path / "two.db", workers=2, at_once=len(SENTENCES)) == one
    assert all(one)


def test_what_is_added_bit_by_bit_is_linked_as_all_at_once(tmp_path: Path) -> None:
    groups = []
    for name, at_once in (("all.db", len(SENTENCES)), ("each.db", 1)):
        *_, members = linked(tmp_path / name, workers=1, at_once=at_once)
        by_claim: dict[Any, set[Any]] = defaultdict(set)
        for quote, claim, *_ in members:
            by_claim[claim].add(quote)
        groups.append(sorted(map(sorted, by_claim.values())))
    assert groups[0] == groups[1]
    assert len(groups[0]) > 1


def test_every_pair_worth_comparing_is_scored_best_first(tmp_path: Path) -> None:
    linked(tmp_path / "all.db", workers=1, at_once=len(SENTENCES))
    with open_store(tmp_path / "all.db") as store:
        scores = [found.link.score for found in score_all(store)]
        assert scores == [found.link.score for found in score_all(store, workers=2)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 18


def test_a_process_that_dies_ends_the_run_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_memory, "_sign", lambda _words, _lot: os._exit(3))
    with open_store(tmp_path / "x.db") as store:
        store.add(articles()[0])
        with pytest.raises(QuotetrackError, match=r"died \(exit code 3"):
            link_store(store, workers=2)
        monkeypatch.undo()
        assert link_store(store, workers=1).statements == 1
