"""Datasette shows a database with the descriptions and the counts that `docs/recipes/metadata.yml` asks for."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

import quotetrack

from ..builders import harbour, works
from .datasette import METADATA, VIEWS, columns, metadata_file

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    datasette = pytest.importorskip("datasette.app")


@pytest.fixture
def shown(tmp_path: Path) -> Any:
    file = tmp_path / "quotes.db"
    with quotetrack.open(file) as collection:
        for one in (harbour(), works()):
            collection.store.add(one)
        collection.link(workers=1)
    return datasette.Datasette([str(file)], metadata=yaml.safe_load(METADATA.read_text("utf-8")))


def get(shown: Any, path: str) -> Any:
    """What Datasette answers."""

    async def ask() -> Any:
        await shown.invoke_startup()
        return await shown.client.get(path)

    return asyncio.run(ask())


def test_the_file_is_up_to_date() -> None:
    assert METADATA.read_text("utf-8") == metadata_file()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.filterwarnings("ignore")
def test_every_column_has_a_description(shown: Any, view: str) -> None:
    answer = get(shown, f"/quotes/{view}.json?_shape=objects&_size=1&_extra=columns")
    assert answer.status_code == 200
    assert set(answer.json()["columns"]) == set(columns(view))
    page = get(shown, f"/quotes/{view}").text
    assert VIEWS[view][0] in page


@pytest.mark.filterwarnings("ignore")
def test_what_is_counted_is_shown(shown: Any) -> None:
    facets = get(shown, "/quotes/quotes_flat.json?_where=shown").json()["facet_results"]
    assert set(facets) == set(VIEWS["quotes_flat"][1])
    assert {one["value"]: one["count"] for one in facets["person"]["results"]} == {
        "Ana Lima": 2,
        "Boris Petrov": 1,
    }


@pytest.mark.filterwarnings("ignore")
def test_the_tables_of_the_program_are_out_of_the_way(shown: Any) -> None:
    tables = get(shown, "/quotes.json").json()
    assert [table["name"] for table in tables["tables"] if not table["hidden"]] == []
