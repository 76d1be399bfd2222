"""What several rooms' tests share, and how long property tests search."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from quotetrack.collection import Collection
from quotetrack.collection import open as open_collection
from quotetrack.store import database

from .new_stores import Upgrade, replaying

ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles"

# `make test` tries few examples, the same in every run; `make test-long` tries many, others each time.
# A time limit for one example would fail on a busy machine.
settings.register_profile(
    "run",
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("long", settings.get_profile("run"), max_examples=500, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "run"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let one worker run all tests that share what takes long to make: a PostgreSQL server, the fixtures' store."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "postgresql_server" in names or "postgresql" in item.name:
            item.add_marker(pytest.mark.xdist_group("postgresql"))
        elif "fixture_articles" in names:
            item.add_marker(pytest.mark.xdist_group("fixtures"))
        mark = item.get_closest_marker("xdist_group")
        if mark is not None and config.getoption("loadgroup", default=False):
            _name_group(item, mark.args[0])


def _name_group(item: Any, group: str) -> None:
    """Write a test's group behind its node id, which is where the scheduler reads it.

    pytest-xdist 3.8 does that itself, but in a field that pytest 9.2 no longer has, so no group was kept together.
    """
    if hasattr(item, "_id") and not hasattr(item, "_nodeid"):
        item._id = type(item._id).parse(f"{item.nodeid}@{group}")


@pytest.fixture(scope="session", autouse=True)
def make_by_migrations() -> Iterator[Upgrade]:
    """Make new SQLite stores by the statements that made the first one of this worker. Yields what makes them without
    that, for tests of the migrations themselves."""
    upgrade = database._upgrade
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_upgrade", replaying(upgrade))
        yield upgrade


@pytest.fixture(scope="session")
def fixture_articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """All fixture articles, extracted and linked; made once a run, so nobody may change it."""
    with open_collection(tmp_path_factory.mktemp("fixtures") / "quotes.db") as made:
        made.add([ARTICLES])
        yield made
