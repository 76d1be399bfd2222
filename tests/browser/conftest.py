"""A browser, and a desk for it to look at. Without a browser the tests are skipped, and counted as skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.served import Served, fill

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (390, 1280)
"""Pixels across: a telephone, a desk."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)}")
    # As root a browser refuses its own sandbox.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=found, args=options)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the fixtures, to be copied."""
    db = tmp_path_factory.mktemp("desk") / "quotes.db"
    fill(db)
    return db


@pytest.fixture(scope="module")
def served(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk of a module's own, whose decisions Eva Holm makes."""
    db = tmp_path_factory.mktemp("served") / "quotes.db"
    shutil.copy(filled, db)
    desk = Served(db, "--reviewer", "Eva Holm")
    yield desk
    desk.stop()


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """A browser that has come in, with an address of its own to start from."""
    made = browser.new_context(base_url=served.origin, viewport={"width": 1280, "height": 900})
    made.new_page().goto(served.address)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of that browser; whatever its console says fails the test."""
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    assert said == []
