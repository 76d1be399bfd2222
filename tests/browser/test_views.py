"""Every view on a telephone and on a desk: no rule of accessibility is broken, nothing is too wide or too heavy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from quotetrack.collection import open as open_collection
from tests.browser.conftest import WIDTHS
from tests.browser.served import Served

MOST_BYTES = {"first": 40_000, "quotation": 60_000, "answers": 100_000, "queue": 100_000}
"""Of a page with all that it loads."""

VIEWS = {
    "first": "/",
    "answers": "/?q=what+did+Lavrov+say+about+Assad",
    "no answer": "/?q=what+did+Lavrov+say+about+marzipan",
    "quotations": "/quotes?speaker=Sabra",
    "queue": "/queue",
    "quotation": "/quotation/{quotation}",
    "article": "/article/{article}?at={quotation}",
    "claims": "/claims",
    "claim": "/claim/{quotation}",
    "speakers": "/speakers",
    "speaker": "/speaker/{speaker}",
    "sources": "/sources",
    "check": "/check",
    "alarms": "/alarms",
    "watches": "/watches",
    "what is new": "/watches/news?name=lavrov",
    "log": "/log",
    "agreement": "/agreement",
    "add": "/add",
    "nothing there": "/nothing-there",
    "coming in": "/login",
}

OTHERWISE = {"nothing there": 404, "coming in": 401}
"""The statuses of views that are not 200."""


@pytest.fixture(scope="module")
def ids(served: Served) -> dict[str, str]:
    """Of one speaker, a quotation, its article and the speaker. One decision is made, so that the log has one."""
    with open_collection(served.db, create=False) as collection:
        entry = collection.speaker("Lavrov")[0]
        printed = next(iter(collection.quotes(person=entry.id)))
        collection.decide(printed.id, status="unsure", by="Eva Holm")
        collection.add_watch("what did Lavrov say about Assad", name="lavrov", from_start=True)
    return {"quotation": printed.id, "article": printed.article.id, "speaker": entry.id}


@pytest.fixture(params=WIDTHS)
def sized(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a browser of this width that has come in; light if it is wide, else dark."""
    made = browser.new_context(
        base_url=served.origin,
        viewport={"width": request.param, "height": 900},
        color_scheme="dark" if request.param == min(WIDTHS) else "light",
    )
    page = made.new_page()
    page.goto(served.address)
    yield page
    made.close()


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_breaks_no_rule_and_fits_the_screen(sized: Page, ids: dict[str, str], view: str) -> None:
    answer = sized.goto(VIEWS[view].format(**ids))
    assert answer is not None
    assert answer.status == OTHERWISE.get(view, 200)
    assert sized.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the screen"
    found = Axe().run(sized)
    assert found.violations_count == 0, found.generate_report()


def test_the_opened_forms_and_the_help_break_no_rule(sized: Page) -> None:
    sized.goto("/queue")
    sized.locator("article.current details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert Axe().run(sized).violations_count == 0
    sized.keyboard.press("?")
    assert Axe().run(sized).violations_count == 0


@pytest.mark.parametrize("view", MOST_BYTES)
def test_a_page_is_light(page: Page, ids: dict[str, str], view: str) -> None:
    loaded: list[int] = []
    page.on("response", lambda response: loaded.append(len(response.body())))
    page.goto(VIEWS[view].format(**ids), wait_until="networkidle")
    assert sum(loaded) <= MOST_BYTES[view], loaded


def test_nothing_is_loaded_from_elsewhere(page: Page, served: Served, ids: dict[str, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in (address for view, address in VIEWS.items() if view not in OTHERWISE):
        page.goto(address.format(**ids))
    assert [url for url in asked if not url.startswith(served.origin)] == []
