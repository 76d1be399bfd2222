"""Tolls at odds are links, as `figures` tells them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack.collection import Collection
from quotetrack.linking.linker import link_store, score_all
from quotetrack.records import Extraction

from .counts import told


def toll(number: int, id: str, by: str = "Ana Lima", **more: Any) -> Extraction:
    """An article that gives a number of dead in a town."""
    words = f"{number} people were killed in Telm"
    return told(words, str(number), "people", id=id, by=by, about=("Telm",), **more)


def linked(collection: Collection, *found: Extraction, at_once: bool = True) -> set[frozenset[str]]:
    """The articles of each contradiction that is shown."""
    for each in found:
        collection.store.add(each)
        if not at_once:
            link_store(collection.store)
    link_store(collection.store)
    links = collection.store.claims.links(relation="contradicts")
    return {frozenset((link.a.article.id, link.b.article.id)) for link in links}


def conflicts(collection: Collection) -> set[frozenset[str]]:
    """The articles of each conflict that `figures` tells."""
    found = [count for tally in collection.figures() for count in tally.counts]
    article = {count.printed.id: count.printed.article.id for count in found}
    pairs = {frozenset((article[c.printed.id], article[id])) for c in found for id in c.conflicts}
    return {pair for pair in pairs if len(pair) == 2}


TOLLS = (
    toll(27, "a"),
    toll(60, "b", by="Rui Reis"),
    toll(27, "c", by="Ivo Kern"),
    toll(90, "d", by="Ivo Kern", day="2024-03-09"),
)


@pytest.mark.parametrize("at_once", [True, False])
def test_what_figures_tells_is_linked(tmp_path: Path, at_once: bool) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        found = linked(collection, *TOLLS, at_once=at_once)
        assert found == conflicts(collection) == {frozenset("ab"), frozenset("bc")}


def test_a_claim_names_the_other_toll(tmp_path: Path) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        linked(collection, *TOLLS[:2])
        (link,) = collection.claim(TOLLS[0].statements[0].quote.id).conflicts
        assert {link.a.article.id, link.b.article.id} == {"a", "b"}
        assert link.link.relation == "contradicts"


def test_every_pair_scored_afresh_has_them_too(tmp_path: Path) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        linked(collection, *TOLLS)
        scored = [link.link for link in score_all(collection.store)]
    assert [link.relation for link in scored].count("contradicts") == 2
    assert [link.score for link in scored] == sorted((link.score for link in scored), reverse=True)


def test_what_people_decided_stands(tmp_path: Path) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        linked(collection, *TOLLS[:2])
        (link,) = collection.store.claims.links(relation="contradicts")
        collection.decide_link("wrong", link.a.id, link.b.id, by="Ines")
        assert linked(collection) == set()
        link_store(collection.store, rebuild=True)
        assert linked(collection) == set()


def test_one_quotation_contradicts_a_claim_once(tmp_path: Path) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        linked(collection, toll(27, "a"), toll(27, "c", outlet="Quay Post"), toll(60, "b", by="Rui Reis"))
        link_of = {
            frozenset((li.a.article.id, li.b.article.id)) for li in collection.links(relation="contradicts")
        }
        claim = collection.claim(toll(27, "a").statements[0].quote.id)
        assert len(claim.printings) == 2
        assert link_of == {frozenset("ab"), frozenset("bc")}
        assert len(claim.conflicts) == 1
        (noted,) = collection.store.statements.with_claims([claim.printings[0].printed])
        assert noted.claim is not None
        assert noted.claim.conflicts == 1
