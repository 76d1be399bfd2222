"""Two tabs, and two people: what changed in between is refused and shown; nobody is handed what somebody else has."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.served import Served


def shown_in(page: Page) -> list[str]:
    return [
        str(one) for one in page.locator("[data-item]").evaluate_all("all => all.map(a => a.dataset.item)")
    ]


def test_a_decision_on_what_another_tab_has_changed_is_refused_and_shown(context: BrowserContext) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto("/queue")
    item = shown_in(one)[0]
    other.goto(f"/quotation/{item}")
    other.keyboard.press("x")
    expect(other.locator("[data-saved]")).to_have_text(re.compile("Saved"))
    one.keyboard.press("a")
    line = one.locator(f"#q-{item} [data-saved]")
    expect(line).to_have_text(re.compile("Not saved"))
    expect(one.locator(f"#q-{item} .review")).to_contain_text("rejected")
    assert one.locator("article.current").get_attribute("data-item") == item
    one.keyboard.press("a")
    expect(line).to_have_text(re.compile("Saved – .*confirmed"))


def test_without_scripts_it_is_refused_too(browser: Browser, served: Served) -> None:
    made = browser.new_context(base_url=served.origin, java_script_enabled=False)
    one, other = made.new_page(), made.new_page()
    one.goto(served.address)
    one.goto("/queue")
    item = shown_in(one)[0]
    other.goto(f"/quotation/{item}")
    other.get_by_role("button", name="Reject").click()
    one.locator(f"#q-{item}").get_by_role("button", name="Confirm").click()
    expect(one.get_by_role("alert")).to_contain_text("since")
    made.close()


def test_two_people_are_not_handed_the_same(browser: Browser, served: Served) -> None:
    pages = []
    for name in ("Noor Haddad", "Pim de Vries"):
        made = browser.new_context(base_url=served.origin)
        page = made.new_page()
        page.goto(served.address)
        page.goto("/login")
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="That is me").click()
        page.goto("/queue")
        pages.append(page)
    one, other = map(shown_in, pages)
    assert len(one) == len(other) == 8
    assert not set(one) & set(other)
    pages[1].get_by_role("link", name="show them too").click()
    assert set(shown_in(pages[1])) & set(one)
    for page in pages:
        page.context.close()
