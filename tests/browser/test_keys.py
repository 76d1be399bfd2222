"""Each key does what its button says, and nothing while something is typed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect


def current(page: Page) -> Locator:
    return page.locator("article.current")


def first_and_rest(page: Page) -> tuple[str, Locator]:
    page.goto("/queue")
    shown = current(page).get_attribute("data-item")
    assert shown is not None
    return shown, page.locator(f"#q-{shown} [data-saved]")


@pytest.mark.parametrize(("key", "status"), [("a", "confirmed"), ("x", "rejected"), ("u", "unsure")])
def test_a_key_decides_and_moves_on(page: Page, key: str, status: str) -> None:
    decided, line = first_and_rest(page)
    page.keyboard.press(key)
    expect(line).to_have_text(re.compile(f"Saved – .*{status}"))
    expect(page.locator("#told")).to_have_text(re.compile("Saved"))
    assert current(page).get_attribute("data-item") != decided
    page.goto(f"/quotation/{decided}")
    expect(page.locator(".badges .badge").last).to_have_text(
        re.compile(status if status != "unsure" else "unsure|not settled")
    )


def test_z_takes_back_what_was_decided_last_and_goes_there(page: Page) -> None:
    decided, line = first_and_rest(page)
    page.keyboard.press("a")
    expect(line).to_have_text(re.compile("Saved"))
    page.keyboard.press("z")
    expect(line).to_have_text(re.compile("Taken back"))
    assert current(page).get_attribute("data-item") == decided


def test_a_digit_makes_a_runner_up_the_speaker(page: Page) -> None:
    page.goto("/queue")
    item = page.locator("article:has([data-key='1'])").first
    while item.count() == 0:
        page.locator("a[data-more]").click()
        item = page.locator("article:has([data-key='1'])").first
    shown = item.get_attribute("data-item")
    name = item.locator("[data-key='1'] bdi").inner_text()
    while current(page).get_attribute("data-item") != shown:
        page.keyboard.press("j")
    page.keyboard.press("1")
    expect(page.locator(f"#q-{shown} [data-saved]")).to_have_text(re.compile(f"Saved – .*{re.escape(name)}"))
    page.goto(f"/quotation/{shown}")
    expect(page.locator(".told h2")).to_have_text(re.compile(re.escape(name)))


def test_s_e_and_n_open_a_form_and_typing_in_it_presses_no_key(page: Page) -> None:
    decided, line = first_and_rest(page)
    page.keyboard.press("s")
    page.keyboard.type("Axl Juarez")
    expect(page.locator("input:focus")).to_have_value("Axl Juarez")
    expect(line).to_have_text("")
    page.keyboard.press("Enter")
    expect(line).to_have_text(re.compile("Saved – .*Axl Juarez"))
    page.keyboard.press("k")
    page.keyboard.press("n")
    page.keyboard.type("a note with a x u z in it")
    page.locator(f"#q-{decided}").get_by_role("button", name="Save the note").click()
    expect(line).to_have_text(re.compile("Saved – .*a note with a x u z in it"))


def test_words_that_are_selected_are_those_that_are_saved(page: Page) -> None:
    decided, line = first_and_rest(page)
    quoted = page.locator(f"#q-{decided} mark").first
    first = quoted.inner_text().split()[0]
    quoted.evaluate(
        """(mark, length) => {
          const range = document.createRange();
          range.setStart(mark.firstChild, 0);
          range.setEnd(mark.firstChild, length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        len(first),
    )
    page.locator(f"#q-{decided}").get_by_role("button", name="Save the words").click()
    expect(line).to_have_text(re.compile(f"Saved – .*words: {re.escape(first)}"))


def test_e_corrects_the_words_by_typing_them(page: Page) -> None:
    decided, line = first_and_rest(page)
    page.keyboard.press("e")
    words = page.locator("textarea:focus").input_value()
    fewer = " ".join(words.split()[:-1])
    page.locator("textarea:focus").fill(fewer)
    page.locator(f"#q-{decided}").get_by_role("button", name="Save the words").click()
    expect(line).to_have_text(re.compile("Saved – "))


def test_j_and_k_move_and_decide_nothing_and_the_address_keeps_the_place(page: Page) -> None:
    page.goto("/queue")
    first = current(page).get_attribute("data-item")
    page.keyboard.press("j")
    second = current(page).get_attribute("data-item")
    assert second != first
    assert f"at={second}" in page.url
    page.reload()
    assert current(page).get_attribute("data-item") == second
    page.keyboard.press("k")
    assert current(page).get_attribute("data-item") == first
    expect(page.locator("[data-saved]:not(:empty)")).to_have_count(0)


def test_no_key_counts_with_a_modifier_or_while_the_question_is_typed(page: Page) -> None:
    page.goto("/queue")
    first = current(page).get_attribute("data-item")
    page.keyboard.press("Control+x")
    page.keyboard.press("Alt+u")
    page.keyboard.press("/")
    page.keyboard.type("axu")
    expect(page.locator("input:focus")).to_have_value("axu")
    assert current(page).get_attribute("data-item") == first
    expect(page.locator("[data-saved]:not(:empty)")).to_have_count(0)


def test_the_question_mark_shows_the_keys_which_can_be_switched_off(page: Page) -> None:
    page.goto("/queue")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[data-saved]:not(:empty)")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").check()


def test_looking_decides_nothing(page: Page) -> None:
    """Every link of the first pages is followed; the log stays as it is."""
    before = _log(page)
    for address in ("/", "/queue", "/?q=what+did+Lavrov+say"):
        page.goto(address)
        for href in page.locator("main a[href^='/']").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )[:12]:
            page.goto(href)
    assert _log(page) == before


def _log(page: Page) -> str:
    page.goto("/log")
    return page.locator("main").inner_text()
