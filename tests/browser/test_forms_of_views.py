"""The forms of all other views, without scripts: claims, speakers, checks, articles that are added, and the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetrack.collection import open as open_collection
from tests.browser.served import Served


@pytest.fixture
def plain(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    made = browser.new_context(base_url=served.origin, java_script_enabled=False)
    page = made.new_page()
    page.goto(served.address)
    yield page
    made.close()


@pytest.fixture
def claim(served: Served) -> str:
    """A claim of four printings or more that nobody has decided on."""
    with open_collection(served.db, create=False) as collection:
        decided = {
            quote
            for pair in collection.decided_pairs()
            for quote in (pair.decision.quote, pair.decision.other)
        }
        claims = [one for one in collection.claims(least=4) if not one.quote_ids & decided]
    return claims[0].id


def test_a_claim_is_confirmed_and_that_is_taken_back(plain: Page, claim: str) -> None:
    plain.goto(f"/claim/{claim}")
    plain.get_by_role("button", name="All are one utterance").click()
    expect(plain.get_by_role("heading", name="What was decided")).to_be_visible()
    plain.goto("/log")
    entries = plain.get_by_role("button", name=re.compile("[Tt]ake .*back")).count()
    plain.get_by_role("button", name=re.compile("[Tt]ake .*back")).first.click()
    plain.goto("/log")
    assert plain.get_by_role("button", name=re.compile("[Tt]ake .*back")).count() < entries


def test_a_printing_is_split_off_and_merged_again(plain: Page, claim: str) -> None:
    plain.goto(f"/claim/{claim}")
    leaving = plain.get_by_role("checkbox").last
    quote = leaving.get_attribute("value")
    before = plain.get_by_role("checkbox").count()
    leaving.check()
    plain.get_by_role("button", name="Split off what is marked").click()
    plain.goto(f"/claim/{claim}")
    expect(plain.get_by_role("checkbox")).to_have_count(before - 1)
    plain.get_by_label("Id of the other claim").fill(str(quote))
    plain.get_by_role("button", name="All their printings are one utterance").click()
    plain.goto(f"/claim/{claim}")
    expect(plain.get_by_role("checkbox")).to_have_count(before)


def test_a_contradiction_is_untied(plain: Page, served: Served) -> None:
    with open_collection(served.db, create=False) as collection:
        found = [one.id for one in collection.claims() if one.conflicts]
        before = len(list(collection.decided_pairs()))
    plain.goto(f"/claim/{found[0]}")
    plain.get_by_role("button", name="Nothing ties the two").first.click()
    with open_collection(served.db, create=False) as collection:
        last = list(collection.decided_pairs())[-1]
        assert len(list(collection.decided_pairs())) == before + 1
    assert (last.decision.verdict, last.decision.made_by) == ("wrong", "Eva Holm")


def test_a_name_is_given_to_a_speaker(plain: Page, served: Served) -> None:
    with open_collection(served.db, create=False) as collection:
        id = collection.speaker("Sabra")[0].id
    plain.goto(f"/speaker/{id}")
    form = plain.locator("form", has=plain.locator("input[name=name]"))
    form.get_by_label("Name", exact=True).fill("The Geography Teacher")
    form.get_by_role("button", name="Alias").click()
    expect(plain.locator("main")).to_contain_text("The Geography Teacher")
    plain.goto("/log")
    expect(plain.locator("main")).to_contain_text("The Geography Teacher")


def test_words_and_a_draft_are_checked(plain: Page, tmp_path: Path) -> None:
    plain.goto("/check")
    plain.get_by_label("The words").fill("We took it as a joke and responded with a joke")
    plain.get_by_label("Who is said to have said them").fill("Lavrov")
    plain.get_by_role("button", name="Check these words").click()
    expect(plain.locator("main")).to_contain_text("Harbour Gazette")
    draft = tmp_path / "draft.md"
    draft.write_text("“We took it as a joke and responded with a joke,” said Helena Ostberg.\n", "utf-8")
    plain.goto("/check")
    plain.get_by_label("or choose a file").set_input_files(draft)
    plain.get_by_role("button", name="Check the draft").click()
    expect(plain.locator("main")).to_contain_text("Sergei Lavrov")


def test_an_article_is_pasted_and_files_are_sent(plain: Page, tmp_path: Path) -> None:
    plain.goto("/add")
    plain.get_by_label("Its text").fill("“The lighthouse is closed,” said Zita Moura, its keeper, on Monday.")
    plain.get_by_label("Headline").fill("No light")
    plain.get_by_role("button", name="Add this article").click()
    file = tmp_path / "pier.txt"
    file.write_text("Pier reopens\n\n“The pier is open,” said Zita Moura, the keeper, on Friday.\n", "utf-8")
    plain.goto("/add")
    plain.get_by_label("files of articles").set_input_files(file)
    plain.get_by_role("button", name="Add these files").click()
    expect(plain.locator("main")).to_contain_text("1 added", timeout=60_000)
    plain.goto("/quotes?speaker=Moura")
    expect(plain.locator("article[data-item]")).to_have_count(2)
