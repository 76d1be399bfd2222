"""Several people at one desk, on either database: each by their name and role, none with another's quotation, and two
who decide at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

import quotetrack
from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk
from quotetrack.desk.handing_out import HELD_FOR, HandingOut
from quotetrack.desk.reviewers import Reviewers, Role, read_reviewers, reviewer_lines
from quotetrack.desk.serving import settings_for
from quotetrack.desk.sessions import Access
from quotetrack.records import Source

from ..builders import extract, make_article, make_statement
from ..store.conftest import location, postgresql, postgresql_server
from .conftest import ADDRESS, PORT, SECRET

__all__ = ["location", "postgresql", "postgresql_server"]

PASSWORDS = {"Eva Holm": "eva's password", "Rui Reis": "rui's password", "Ada Reader": "ada's password"}
ROLES: dict[str, frozenset[Role]] = {
    "Eva Holm": frozenset({"read", "decide", "add"}),
    "Rui Reis": frozenset({"read", "decide"}),
}
QUOTATIONS = 24


@pytest.fixture(scope="module")
def reviewers(tmp_path_factory: pytest.TempPathFactory) -> Reviewers:
    file = tmp_path_factory.mktemp("reviewers") / "reviewers.toml"
    lines = [reviewer_lines(name, word, ROLES.get(name, frozenset())) for name, word in PASSWORDS.items()]
    file.write_text("\n".join(lines), "utf-8")
    return read_reviewers(file)


@pytest.fixture
def many(location: str, reviewers: Reviewers) -> Iterator[Desk]:
    """A desk of 24 quotations, a quarter of which two people look at."""
    with quotetrack.open(location) as collection:
        for number in range(QUOTATIONS):
            text = f"“Gate {number} is open,” said Ana Lima on Friday."
            article = make_article(
                text, id=f"gate-{number}", source=Source(f"Paper {number}"), published="2024-03-05"
            )
            collection.store.add(extract(article, make_statement(article, f"Gate {number} is open,")))
        collection.link(workers=1)
        desk = Desk(
            collection=collection,
            access=Access(token=None, secret=SECRET, reviewers=reviewers),
            settings=settings_for("127.0.0.1", PORT),
            handing_out=HandingOut(double=0.5),
        )
        yield desk
        desk.close()


def come(desk: Desk, name: str) -> TestClient:
    """A browser in which somebody came in by their password."""
    browser = TestClient(application(desk), base_url=ADDRESS, follow_redirects=False)
    answer = browser.post("/login", data={"name": name, "password": PASSWORDS[name], "then": "/queue"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    return browser


def items(browser: TestClient, address: str = "/queue") -> list[str]:
    return re.findall(r'data-item="(\w+)"', browser.get(address).text)


def csrf(browser: TestClient) -> str:
    found = re.search(r'data-csrf="(\w+)"', browser.get("/").text)
    assert found is not None
    return found[1]


def decide(browser: TestClient, quote: str, **fields: str) -> int:
    answer = browser.post(
        f"/quotation/{quote}/decide",
        data={"csrf": csrf(browser), **fields},
        headers={"Accept": "application/json"},
    )
    return answer.status_code


def test_a_wrong_password_lets_nobody_in(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.desk.views.coming_in.AFTER_FAILURE", 0.0)
    browser = TestClient(application(many), base_url=ADDRESS, follow_redirects=False)
    for name, word in (("Eva Holm", "rui's password"), ("Nobody", "eva's password"), ("", "")):
        answer = browser.post("/login", data={"name": name, "password": word})
        assert answer.status_code == 403
    assert browser.get("/").status_code == 303


def test_nobody_is_handed_what_another_looks_at_until_it_is_let_go(many: Desk) -> None:
    now = [0.0]
    many.handing_out = HandingOut(clock=lambda: now[0])
    eva, rui = come(many, "Eva Holm"), come(many, "Rui Reis")
    first = items(eva)
    second = items(rui)
    assert first
    assert not set(first) & set(second)
    assert items(eva) == first
    assert set(items(rui, "/queue?handed=all")) & set(first)
    now[0] += HELD_FOR + 1
    assert items(rui)[: len(first)] == first


def test_a_second_person_decides_on_a_share_and_is_not_told_what_the_first_found(many: Desk) -> None:
    eva, rui = come(many, "Eva Holm"), come(many, "Rui Reis")
    double = [printed.id for printed in many.collection.quotes() if many.handing_out.is_double(printed.id)]
    assert 0 < len(double) < QUOTATIONS
    assert decide(eva, double[0], status="rejected", notes="not on the tape") == 200
    assert double[0] not in items(eva)
    page = rui.get("/queue").text
    assert double[0] in re.findall(r'data-item="(\w+)"', page)
    assert "not on the tape" not in page
    assert decide(rui, double[0], status="confirmed") == 200
    assert double[0] not in items(rui)
    said = [(one.made_by, one.what) for one in many.collection.decisions(quote=double[0])]
    assert ("Eva Holm", "status") in said
    assert ("Rui Reis", "status") in said


def test_who_only_reads_decides_nothing(many: Desk) -> None:
    ada = come(many, "Ada Reader")
    [quote] = [printed.id for printed in many.collection.quotes(limit=1)]
    assert 'value="confirmed"' not in ada.get(f"/quotation/{quote}").text
    assert decide(ada, quote, status="confirmed") == 403
    assert ada.get("/add").status_code == 403
    assert "/add" not in re.findall(r'<a href="([^"]+)"', ada.get("/").text)


def test_of_two_who_decide_at_once_on_what_they_saw_one_is_refused(many: Desk) -> None:
    browsers = [come(many, "Eva Holm"), come(many, "Rui Reis")]
    tokens = [csrf(browser) for browser in browsers]
    for printed in list(many.collection.quotes(limit=6)):
        seen = many.collection.state(printed)

        def at_once(which: int, quote: str = printed.id, seen: str = seen) -> int:
            return (
                browsers[which]
                .post(
                    f"/quotation/{quote}/decide",
                    data={"csrf": tokens[which], "seen": seen, "status": ("confirmed", "unsure")[which]},
                    headers={"Accept": "application/json"},
                )
                .status_code
            )

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(at_once, range(2))) == [200, 409]
    assert len(list(many.collection.decisions())) == 6


def test_who_is_struck_from_the_file_is_not_let_in_any_more(many: Desk) -> None:
    eva = come(many, "Eva Holm")
    known = many.access.reviewers
    assert known is not None
    many.access.reviewers = replace(
        known, people={name: one for name, one in known.people.items() if name != "Eva Holm"}
    )
    assert eva.get("/").status_code == 303
