"""One Ray for all tests of this room: it takes some seconds to start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotetrack.cluster import shards
from quotetrack.cluster.aside import thread_aside
from quotetrack.cluster.session import connected_ray


@pytest.fixture(scope="session")
def ray_here() -> Iterator[Any]:
    """Ray with two cores, started as the program starts it. The program uses what it finds connected."""
    with thread_aside() as aside, connected_ray(None, aside, cpus=2) as ray:
        yield ray


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of two to four articles."""
    monkeypatch.setattr(shards, "FEWEST", 2)
    monkeypatch.setattr(shards, "MOST", 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where shards are kept."""
    return tmp_path / "shards"
