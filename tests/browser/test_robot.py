"""A robot decides by keyboard alone, and the desk is killed at random: nothing that was shown as saved is lost."""

from __future__ import annotations

import io
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetrack.collection import open as open_collection
from tests.browser.served import Served

DECISIONS = 200
KILLS = 20
LEAST = 1.0
"""Decisions a second."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A database with enough quotations, each of another speaker."""

    def lines() -> Iterator[str]:
        for number in range(DECISIONS + 30):
            said = f"“Harbour number {number} is open,” said Pilot Number{number} on Monday."
            quote = {
                "content": [[1, said.index("”") - 1]],
                "speaker": {"name": f"Pilot Number{number}", "kind": "person"},
            }
            yield json.dumps({"id": f"article-{number}", "text": said, "quotes": [quote]})

    db = tmp_path / "many.db"
    with open_collection(db) as collection:
        told = collection.load(["-"], stdin=io.BytesIO("\n".join(lines()).encode()))
        assert told.quotations >= DECISIONS, told
    return db


def come(browser: Browser, served: Served) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(served.address)
    page.goto(f"{served.origin}/queue")
    return page


def saved_on(page: Page) -> set[str]:
    """The quotations that the page shows as saved."""
    return set(
        page.locator("[data-item]:has([data-saved].done)").evaluate_all("all => all.map(a => a.dataset.item)")
    )


def test_200_decisions_by_keyboard(browser: Browser, many: Path) -> None:
    served = Served(many, "--reviewer", "Eva Holm")
    page = come(browser, served)
    decided: set[str] = set()
    began = time.monotonic()
    while len(decided) < DECISIONS:
        item = page.locator("article.current")
        id = item.get_attribute("data-item")
        assert id is not None
        page.keyboard.press(random.Random(id).choice("axu"))
        decided.add(id)
        page.wait_for_function("id => document.querySelector('article.current')?.dataset.item !== id", arg=id)
    took = time.monotonic() - began
    page.wait_for_load_state("networkidle")
    page.context.close()
    served.stop()
    with open_collection(many, create=False) as collection:
        assert {decision.quote for decision in collection.decisions()} >= decided
    print(f"{len(decided)} decisions in {took:.1f} s")
    assert len(decided) / took >= LEAST


def test_nothing_shown_as_saved_is_lost_when_the_desk_is_killed(
    browser: Browser, many: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)
    token = tmp_path / "token"
    saved: set[str] = set()
    port = 0
    for _ in range(KILLS):
        served = Served(many, "--reviewer", "Eva Holm", token_file=token, port=port)
        port = served.port
        page = come(browser, served)
        for _ in range(chance.randrange(1, 8)):
            page.keyboard.press(chance.choice("axu"))
            page.wait_for_timeout(chance.uniform(0, 60))
        served.kill()
        page.wait_for_timeout(30)
        saved |= saved_on(page)
        expect(page.locator("[data-saved]", has_text=re.compile("^Saving"))).to_have_count(0)
        page.context.close()
    assert len(saved) >= KILLS // 4, "too few were saved before the desk was killed to tell anything"
    with open_collection(many, create=False) as collection:
        stored = {decision.quote for decision in collection.decisions()}
        assert list(collection.verify()) == []
    assert saved <= stored
