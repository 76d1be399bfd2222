"""Saved questions on the desk: what is new, what was seen, and who may save one."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.desk import Desk
from quotetrack.desk.reviewers import Reviewers
from quotetrack.desk.sessions import Access
from quotetrack.desk.views import watches
from quotetrack.records import Extraction, Source

from ..builders import extract, make_article, make_statement
from .conftest import SECRET, fill, make_desk, stranger
from .test_hostile import ACTS, require_harmless

QUESTION = "What did Ana Lima say?"


def echo(words: str = "The ferry sails again,", id: str = "echo") -> Extraction:
    text = f"“{words}” said Ana Lima."
    article = make_article(text, id=id, source=Source("The Echo"), published="2024-05-01")
    return extract(article, make_statement(article, words, mention="Ana Lima"))


@pytest.fixture
def saved(collection: Collection) -> Collection:
    """A collection with a saved question, of which one thing is new."""
    collection.add_watch(QUESTION, name="lima", by="Eva Holm")
    fill(collection, echo())
    return collection


def news_of(client: TestClient, name: str = "lima") -> str:
    return client.get(f"/watches/news?{urlencode({'name': name})}").text


def ids_on(page: str) -> str:
    (found,) = re.findall(r'name="ids" value="([^"]*)"', page)
    return html.unescape(str(found))


def test_questions_are_listed_with_how_much_is_new(client: TestClient, saved: Collection) -> None:
    assert saved.watches()
    page = client.get("/watches").text
    assert 'href="/watches/news?name=lima"' in page
    assert QUESTION in page
    assert '<td class="number" data-of="new">1</td>' in page


def test_news_are_shown_until_they_are_seen(client: TestClient, saved: Collection, csrf: str) -> None:
    page = news_of(client)
    assert "1 new, 4 answers in all" in page
    assert "The ferry sails again," in page
    assert news_of(client) == page, "to look at them is not to have seen them"
    fill(saved, echo("The quay is shut,", "later"))
    answer = client.post("/watches/seen", data={"name": "lima", "ids": ids_on(page), "csrf": csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/watches/news?name=lima")
    left = news_of(client)
    assert "The quay is shut," in left, "what came in since was not on the page"
    assert "Seen before" in left
    assert '<td class="number" data-of="new">1</td>' in client.get("/watches").text


def test_many_news_are_seen_a_page_at_a_time(
    client: TestClient, saved: Collection, csrf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "PAGE", 2)
    fill(saved, echo("The quay is shut,", "second"), echo("Nobody warned us,", "third"))
    page = news_of(client)
    assert "and 1 more, once these are seen." in page
    client.post("/watches/seen", data={"name": "lima", "ids": ids_on(page), "csrf": csrf})
    assert "1 new, 6 answers" in news_of(client)


def test_a_further_printing_and_an_edit_are_told_as_such(client: TestClient, saved: Collection) -> None:
    known = "The bridge will open on Monday,"
    fill(saved, echo(known, "again"))
    page = news_of(client)
    assert "printed again" in page
    assert "first: " in page
    article = make_article(
        "“The bridge will not open on Monday,” said Ana Lima.",
        id="harbour",
        source=Source("Harbour Post"),
        published="2024-03-01",
    )
    fill(saved, extract(article, make_statement(article, "The bridge will not open on Monday,")))
    page = news_of(client)
    assert "reworded" in page
    assert f"before: <q><bdi>{known}</bdi></q>" in page


def test_a_question_is_saved_and_forgotten(client: TestClient, collection: Collection, csrf: str) -> None:
    given = {"question": QUESTION, "source": "Harbour Post", "since": "2024-01-01", "csrf": csrf}
    answer = client.post("/watches", data=given)
    assert answer.headers["location"] == "/watches/news?name=ana-lima-say"
    (one,) = collection.watches()
    assert (one.made_by, one.filter.source, one.filter.since) == ("Eva Holm", "Harbour Post", "2024-01-01")
    page = news_of(client, one.name)
    assert "source Harbour Post, since 2024-01-01" in page
    assert "Nothing is new." in page
    assert client.post("/watches/remove", data={"name": one.name, "csrf": csrf}).status_code == 303
    assert collection.watches() == []
    assert "No question is saved yet." in client.get("/watches").text


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/watches", {}, 400),
        ("/watches", {"question": "x " * 600}, 400),
        ("/watches", {"question": QUESTION, "since": "soon"}, 400),
        ("/watches", {"question": QUESTION, "name": "lima"}, 400),
        ("/watches/remove", {"name": "nobody"}, 404),
        ("/watches/seen", {"name": "nobody", "ids": '[["a"]]'}, 404),
        ("/watches/seen", {"name": "lima", "ids": "[["}, 400),
        ("/watches/seen", {"name": "lima", "ids": "[]"}, 400),
        ("/watches/seen", {"name": "lima", "ids": json.dumps([["a", str(n)] for n in range(50)])}, 400),
        ("/watches/seen", {"name": "lima", "ids": "[" * 90_000}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, saved: Collection, csrf: str, path: str, given: dict[str, str], status: int
) -> None:
    before = saved.watches()
    assert client.post(path, data={**given, "csrf": csrf}).status_code == status
    assert saved.watches() == before


def test_whoever_only_reads_changes_nothing(saved: Collection) -> None:
    people = Reviewers({"Eva Holm": ("$argon2id$none", frozenset({"read"}))})
    access = Access(token=None, secret=SECRET, reviewers=people)
    desk = make_desk(saved, access)
    visitor = replace(access.anybody(), name="Eva Holm", roles=frozenset({"read"}))
    browser = stranger(desk)
    browser.cookies.set(desk.settings.cookie, access.cookie(visitor))
    page = news_of(browser)
    assert "1 new" in page
    assert "/watches/seen" not in page
    assert 'action="/watches"' not in browser.get("/watches").text
    for path in ("/watches", "/watches/seen", "/watches/remove"):
        told = {"question": "x", "name": "lima", "ids": '[["a"]]', "csrf": access.csrf(visitor)}
        assert browser.post(path, data=told).status_code == 403
    assert len(saved.watches()) == 1


def test_hostile_questions_are_words(desk: Desk, client: TestClient, collection: Collection) -> None:
    name = "".join(sign for sign in ACTS if sign.isprintable())[:80]
    collection.add_watch(f"What did Ana Lima say about {name}?", name=name, by=ACTS, from_start=True)
    for page in (client.get("/watches").text, news_of(client, name)):
        require_harmless("/watches", page)
        assert "alert(1)" in page
    assert desk.collection.watches()
