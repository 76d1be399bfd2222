"""The views of speakers: the list, one speaker, and what is decided on names."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection

from ..builders import extract, make_article, make_statement
from .conftest import fill


def shown(client: TestClient, address: str) -> str:
    """What the page of an address holds."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.fixture
def lima(collection: Collection) -> str:
    """The id of Ana Lima."""
    (entry,) = collection.speaker("Ana Lima")
    return entry.id


def say(collection: Collection, words: str, by: str, *, id: str, published: str | None = None) -> None:
    """Store an article in which somebody says something."""
    article = make_article(f"“{words},” said {by}.", id=id, published=published)
    fill(collection, extract(article, make_statement(article, f"{words},", by=by, mention=by)))


def test_speakers_are_listed_and_found_by_name(client: TestClient, lima: str) -> None:
    page = shown(client, "/speakers")
    assert f'data-item="{lima}"' in page
    assert f"/speaker/{lima}" in page
    assert "Boris Petrov" in page
    assert "Boris Petrov" not in shown(client, "/speakers?speaker=lima")
    near = shown(client, "/speakers?speaker=Petrow")
    assert "Nobody who is quoted" in near
    assert "speaker=Boris+Petrov" in near
    assert client.get("/speakers?from=x").status_code == 400


def test_speakers_come_in_pages(client: TestClient, collection: Collection) -> None:
    text, statements = "", []
    for number in range(60):
        text += f"“We are {number},” said Zoe Number{number}.\n"
    article = make_article(text, id="many")
    for number in range(60):
        name = f"Zoe Number{number}"
        statements.append(make_statement(article, f"We are {number},", by=name, mention=f"{name}."))
    fill(collection, extract(article, *statements))
    first, second = shown(client, "/speakers"), shown(client, "/speakers?from=50")
    assert first.count("<tr data-item") == 50
    assert 0 < second.count("<tr data-item") < 50
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_those_not_named_are_listed_by_description(client: TestClient, collection: Collection) -> None:
    article = make_article("Two fishermen said that the boats were late.", id="boats")
    statement = make_statement(
        article, "the boats were late", kind="indirect", by=None, mention="Two fishermen"
    )
    fill(collection, extract(article, statement))
    page = shown(client, "/speakers?unnamed=true")
    assert "Two fishermen" in page
    assert "/quotes?speaker=Two+fishermen" in page
    assert "Ana Lima" not in page


def test_a_speaker_is_shown_with_names_roles_outlets_months_and_quotations(
    client: TestClient, collection: Collection, lima: str
) -> None:
    say(collection, "It is late", "Ana Lima", id="late", published="2024-07-01")
    page = shown(client, f"/speaker/{lima}")
    for words in ("the mayor of Porto Novo", "Harbour Post", "The Globe", "2024-03", "2024-07", "It is late"):
        assert words in page
    assert page.count("<rect") == 2
    assert f"/quotes?person={lima}" in page
    assert page.index("It is late") < page.index("The bridge will open,")


def test_the_latest_quotations_are_those_with_a_day_if_any_has_one(
    client: TestClient, collection: Collection
) -> None:
    for number in range(3):
        say(collection, f"It is {number}", "Zoe Adler", id=f"undated-{number}")
    (zoe,) = collection.speaker("Zoe Adler")
    assert shown(client, f"/speaker/{zoe.id}").count('class="quotation ') == 3
    say(collection, "It is late", "Zoe Adler", id="dated", published="2024-07-01")
    page = shown(client, f"/speaker/{zoe.id}")
    assert page.count('class="quotation ') == 1
    assert "It is late" in page


def test_a_quotation_leads_to_whoever_said_it(client: TestClient, collection: Collection, lima: str) -> None:
    said = next(iter(collection.quotes(speaker="Lima")))
    led = client.get(f"/speaker/{said.id}")
    assert (led.status_code, led.headers["location"]) == (303, f"/speaker/{lima}")
    assert client.get("/speaker/nobody-at-all").status_code == 404


def test_names_are_merged_split_and_given(
    client: TestClient, collection: Collection, csrf: str, lima: str
) -> None:
    say(collection, "It is late", "Anna Lima", id="late")
    address, then = f"/speaker/{lima}/decide", f"/speaker/{lima}"
    form = {"csrf": csrf, "name": "Ana Lima", "other": "Anna Lima", "then": then}
    for what in ("merge", "split"):
        done = client.post(address, data={**form, "what": what, "why": "her own page"})
        assert (done.status_code, done.headers["location"]) == (303, then)
    client.post(address, data={**form, "what": "alias", "name": "The Mayor", "other": "Ana Lima"})
    made = collection.speaker_decisions()
    assert [(one.what, one.made_by, one.why) for one in made] == [
        ("merge", "Eva Holm", "her own page"),
        ("split", "Eva Holm", "her own page"),
        ("alias", "Eva Holm", None),
    ]
    page = shown(client, f"/speaker/{lima}")
    assert page.count("her own page") == 2
    assert "The Mayor" in page
    assert page.count('name="numbers"') == 3
    back = {"csrf": csrf, "kind": "names", "numbers": str(made[1].number), "then": then}
    assert client.post("/log/undo", data=back).headers["location"] == then
    page = shown(client, f"/speaker/{lima}")
    assert page.count('name="numbers"') == 2
    assert "taken back: split" in page


def test_what_makes_no_sense_of_names_is_refused(client: TestClient, csrf: str, lima: str) -> None:
    address = f"/speaker/{lima}/decide"
    form = {"csrf": csrf, "name": "Ana Lima"}
    assert client.post(address, data={**form, "what": "merge"}).status_code == 400
    assert client.post(address, data={**form, "what": "merge", "other": "ana lima"}).status_code == 400
    assert client.post(address, data={**form, "what": "merge", "other": "Nobody Here"}).status_code == 404
    assert client.post(address, data={**form, "what": "marry", "other": "Rui"}).status_code == 422
    assert client.post(address, data={"what": "merge", "name": "Ana Lima", "other": "Rui"}).status_code == 403


def test_scripts_in_names_stay_words(client: TestClient, collection: Collection) -> None:
    name = "<script>alert(1)</script> Reis"
    say(collection, "It is late", name, id="evil")
    (entry,) = collection.speaker("Reis")
    for address in ("/speakers", f"/speaker/{entry.id}"):
        assert "<script>alert" not in shown(client, address)
