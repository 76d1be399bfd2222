"""The views of claims: the list, one with its printings compared, and what is decided on it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.addresses import to_article
from quotetrack.records import Source

from ..builders import extract, make_article, make_statement
from .conftest import fill


def shown(client: TestClient, address: str) -> str:
    """What the page of an address holds."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.fixture
def ids(collection: Collection) -> list[str]:
    """The quotations of the claim that is printed twice, the fullest first."""
    (claim,) = collection.claims()
    return [printing.printed.id for printing in claim.printings]


def seen(client: TestClient, id: str) -> str:
    """The state of a claim that its page carries along."""
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', shown(client, f"/claim/{id}"))
    assert found is not None
    return found[1]


def test_claims_are_listed_in_the_order_asked_for(client: TestClient, collection: Collection) -> None:
    (claim,) = collection.claims()
    page = shown(client, "/claims")
    assert page.count("<article") == 1
    assert f'data-item="{claim.id}"' in page
    assert "2 independent sources" in page
    assert shown(client, "/claims?least=1&order=latest").count("<article") > 1
    for address in re.findall(r'href="(/claim/\w+)"', shown(client, "/claims?least=1")):
        shown(client, address)
    assert "No claim is so" in shown(client, "/claims?source=nowhere")
    assert client.get("/claims?order=loudest").status_code == 422
    assert client.get("/claims?from=-1").status_code == 400


def test_claims_come_in_pages(client: TestClient, collection: Collection) -> None:
    for number in range(25):
        article = make_article(f"“Boat {number} is late today,” said Ana Lima.", id=f"boat-{number}")
        statement = make_statement(article, f"Boat {number} is late today,", mention="Ana Lima")
        collection.store.add(extract(article, statement))
    first, second = (shown(client, f"/claims?least=1&from={start}") for start in (0, 20))
    items = [re.findall(r'data-item="(\w+)"', page) for page in (first, second)]
    assert len(items[0]) == 20
    assert not set(items[0]) & set(items[1])
    assert "least=1&amp;from=20" in first
    assert "Before these" in second


def test_a_claim_shows_its_printings_by_outlet_and_day_and_word_by_word(
    client: TestClient, ids: list[str]
) -> None:
    for id in ids:
        page = shown(client, f"/claim/{id}")
        assert page.count("<circle") == 2
        assert "1 March 2024" in page
        assert "5 March 2024" in page
        assert "<del>" in page
        assert all(f"/quotation/{one}" in page for one in ids)


def test_a_claim_is_confirmed_as_it_was_shown(
    client: TestClient, collection: Collection, csrf: str, ids: list[str]
) -> None:
    form = {"csrf": csrf, "seen": seen(client, ids[0]), "then": f"/claim/{ids[0]}"}
    done = client.post(f"/claim/{ids[0]}/confirm", data=form)
    assert (done.status_code, done.headers["location"]) == (303, f"/claim/{ids[0]}")
    (pair,) = collection.decided_pairs(claim=ids[1])
    assert (pair.decision.verdict, pair.decision.made_by) == ("right", "Eva Holm")
    page = shown(client, f"/claim/{ids[0]}")
    assert f'name="numbers" value="{pair.decision.number}"' in page
    back = {"csrf": csrf, "kind": "pairs", "numbers": str(pair.decision.number), "then": f"/claim/{ids[0]}"}
    assert client.post("/log/undo", data=back).headers["location"] == f"/claim/{ids[0]}"
    assert 'name="numbers"' not in shown(client, f"/claim/{ids[0]}")


def test_a_printing_is_split_off_and_merged_again(
    client: TestClient, collection: Collection, csrf: str, ids: list[str]
) -> None:
    form = {"csrf": csrf, "seen": seen(client, ids[0]), "quotes": ids[1], "note": "another day"}
    assert client.post(f"/claim/{ids[0]}/split", data=form).status_code == 303
    assert list(collection.claims()) == []
    merged = client.post(f"/claim/{ids[0]}/merge", data={"csrf": csrf, "other": ids[1]})
    assert merged.status_code == 303
    assert len(collection.claim(ids[0]).printings) == 2
    assert {pair.decision.note for pair in collection.decided_pairs(every=True)} == {"another day", None}


def test_a_claim_that_has_changed_meanwhile_is_shown_and_not_decided_on(
    client: TestClient, collection: Collection, csrf: str, ids: list[str]
) -> None:
    state = seen(client, ids[0])
    collection.split_claim(ids[0], ids[1], by="Rui Reis")
    refused = client.post(f"/claim/{ids[0]}/confirm", data={"csrf": csrf, "seen": state})
    assert refused.status_code == 409
    assert "was changed since it was looked at" in refused.text
    assert {pair.decision.made_by for pair in collection.decided_pairs(every=True)} == {"Rui Reis"}


def test_what_makes_no_sense_is_refused(client: TestClient, csrf: str, ids: list[str]) -> None:
    for path, form in (
        ("split", {}),
        ("split", {"quotes": ids}),
        ("merge", {}),
        ("merge", {"other": ids[0]}),
    ):
        assert client.post(f"/claim/{ids[0]}/{path}", data={"csrf": csrf, **form}).status_code == 400, path
    assert client.post(f"/claim/{ids[0]}/confirm", data={}).status_code == 403
    assert client.get("/claim/ffffffffffff").status_code == 404


def contradicted(collection: Collection) -> tuple[str, str]:
    """Add two tolls that cannot both be true; return the ids of both quotations."""
    for outlet, toll in (("north", "27"), ("south", "60")):
        text = f"{toll} people were killed in Telm on Monday, Ana Lima said."
        article = make_article(text, id=outlet, published="2024-03-05")
        words = f"{toll} people were killed in Telm on Monday"
        fill(
            collection, extract(article, make_statement(article, words, kind="indirect", mention="Ana Lima"))
        )
    first, second = (collection.article(id).printed[0].id for id in ("north", "south"))
    collection.decide_link("right", first, second, relation="contradicts", by="Eva Holm")
    return first, second


def test_a_contradiction_is_shown_with_its_grounds_and_decided_on(
    client: TestClient, collection: Collection, csrf: str
) -> None:
    first, second = contradicted(collection)
    page = shown(client, f"/claim/{first}")
    assert "Contradicted by" in page
    assert "confirmed by Eva Holm" in page
    form = {"csrf": csrf, "quote": first, "other": second, "seen": "contradicts"}
    address = f"/claim/{first}/link"
    assert client.post(address, data={**form, "verdict": "right"}).status_code == 303
    assert client.post(address, data={**form, "verdict": "instead"}).status_code == 400
    instead = client.post(address, data={**form, "verdict": "instead", "relation": "same_claim"})
    assert instead.status_code == 303
    assert "Said again" in shown(client, f"/claim/{first}")
    stale = client.post(address, data={**form, "verdict": "unlink"})
    assert (stale.status_code, "it is same_claim now" in stale.text) == (409, True)
    assert client.post(address, data={**form, "seen": "same_claim", "verdict": "unlink"}).status_code == 303
    assert "Said again" not in shown(client, f"/claim/{first}")


def test_scripts_in_a_claim_stay_words(client: TestClient, collection: Collection) -> None:
    for outlet in ("one", "two"):
        article = make_article(
            f"“<script>alert(1)</script> is what we sell here,” said <b>Ana Lima</b>, {outlet}.", id=outlet
        )
        words = "<script>alert(1)</script> is what we sell here,"
        fill(
            collection, extract(article, make_statement(article, words, by="<b>Ana Lima", mention="Ana Lima"))
        )
    id = collection.article("one").printed[0].id
    for address in (f"/claim/{id}", "/claims?least=1"):
        page = shown(client, address)
        assert "<script>alert" not in page
        assert "<b>Ana" not in page


def test_what_is_no_text_breaks_no_page(client: TestClient, collection: Collection) -> None:
    odd = "\ud800\x00\u202e"
    for outlet in ("one", "two"):
        text = f"“The ferry{odd} is late again today,” said Ana{odd} Lima, {outlet}."
        article = replace(
            make_article(text, id=f"{outlet}{odd}", published="2024-05-01"),
            source=Source(f"{outlet}{odd}"),
            title=odd,
        )
        words = f"The ferry{odd} is late again today,"
        statement = make_statement(article, words, by=f"Ana{odd} Lima", mention=f"Ana{odd} Lima")
        fill(collection, extract(article, statement))
    (printed, *_) = collection.quotes(about="ferry")
    for address in (
        *("/claims?least=1", "/speakers", "/sources", "/quotes", f"/claim/{printed.id}"),
        to_article(printed.article.id, at=printed.id),
    ):
        assert odd[0] not in shown(client, address), address
    led = client.get(f"/speaker/{printed.id}")
    assert "\u202e" not in shown(client, led.headers["location"])
