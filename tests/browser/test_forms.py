"""Without scripts every button is a plain form, and does the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import Served


@pytest.fixture
def plain(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    made = browser.new_context(base_url=served.origin, java_script_enabled=False)
    page = made.new_page()
    page.goto(served.address)
    yield page
    made.close()


def first(page: Page) -> str:
    page.goto("/queue")
    shown = page.locator("[data-item]").first.get_attribute("data-item")
    assert shown is not None
    return shown


@pytest.mark.parametrize(
    ("button", "said"), [("Confirm", "confirmed"), ("Reject", "rejected"), ("Unsure", "not settled")]
)
def test_a_decision_is_saved_and_the_next_one_is_shown(plain: Page, button: str, said: str) -> None:
    shown = first(plain)
    plain.locator(f"#q-{shown}").get_by_role("button", name=button).click()
    expect(plain.locator(f"#q-{shown}")).to_have_count(0)
    expect(plain.get_by_role("heading", name="Queue")).to_be_visible()
    plain.goto(f"/quotation/{shown}")
    expect(plain.locator(".review")).to_contain_text(said)


@pytest.mark.parametrize(
    ("opens", "field", "typed", "button", "where"),
    [
        ("Another speaker", "Who said it", "Axl Juarez", "Save the speaker", ".told"),
        ("Note", "What a reader should know", "a note", "Save the note", ".review"),
    ],
)
def test_a_field_is_saved(plain: Page, opens: str, field: str, typed: str, button: str, where: str) -> None:
    shown = first(plain)
    item = plain.locator(f"#q-{shown}")
    item.locator("summary", has_text=opens).click()
    item.get_by_label(field).fill(typed)
    item.get_by_role("button", name=button).click()
    plain.goto(f"/quotation/{shown}")
    expect(plain.locator(where)).to_contain_text(typed)


def test_words_stance_and_speaker_are_saved_reopened_and_taken_back(plain: Page) -> None:
    plain.goto("/queue?speaker=Sabra")
    shown = plain.locator("[data-item]").first.get_attribute("data-item")
    plain.goto(f"/quotation/{shown}")
    plain.locator("summary", has_text="Other words").click()
    words = plain.get_by_label("The words as the article prints them").input_value()
    plain.get_by_label("The words as the article prints them").fill(" ".join(words.split()[:-1]))
    plain.get_by_role("button", name="Save the words").click()
    expect(plain.locator("td", has_text="words")).to_have_count(1)
    plain.locator("summary", has_text="Stance").click()
    plain.get_by_label("What the speaker does with the words").select_option("denied")
    plain.get_by_role("button", name="Save the stance").click()
    expect(plain.locator(".badge.denied")).to_have_count(1)
    plain.locator("summary", has_text="Another speaker").click()
    plain.get_by_role("button", name="Nobody can be named").click()
    expect(plain.locator(".told h2.unknown")).to_have_count(1)
    plain.get_by_role("button", name="Reopen").click()
    expect(plain.locator(".badge.corrected")).to_have_count(0)


def test_a_question_is_asked(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox").fill("what did Lavrov say about Assad")
    plain.get_by_role("button", name="Ask").click()
    expect(plain.locator(".read-as")).to_contain_text("Sergei Lavrov")
