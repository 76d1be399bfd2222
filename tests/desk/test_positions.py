"""The view of a speaker's words on a matter: the picture, the same as a table, and what is asked for first."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection

from ..builders import extract, make_article, make_statement
from .conftest import fill

FERRY = "The council will close the northern ferry terminal"


@pytest.fixture
def lima(collection: Collection) -> str:
    """The id of Ana Lima, who says something of the ferry, and then the contrary."""
    for day, words in (("2024-05-01", FERRY), ("2024-06-01", FERRY.replace("will", "will not"))):
        article = make_article(f"“{words},” said Ana Lima.", id=day, published=day)
        fill(collection, extract(article, make_statement(article, f"{words},", mention="Ana Lima")))
    (entry,) = collection.speaker("Ana Lima")
    return entry.id


def shown(client: TestClient, address: str) -> str:
    """What the page of an address holds."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_picture_and_the_table_tell_the_same(client: TestClient, lima: str) -> None:
    page = shown(client, f"/speaker/{lima}/positions?about=ferry+terminal")
    picture, table = page.index("<svg"), page.index("<tbody>")
    for words in ("first said", "said otherwise", "one of them is negated", "1 June 2024"):
        assert words in page[picture : page.index("</svg>")]
        assert words in page[table:]
    links = re.findall(r'href="(/quotation/\w+)"', page[picture : page.index("</svg>")])
    assert len(links) == page[table:].count('<th scope="row">') > 1
    assert client.get(links[0]).status_code == 200


def test_the_picture_needs_nothing_that_the_desk_forbids(client: TestClient, lima: str) -> None:
    """Its policy allows neither scripts nor styles within a page."""
    answer = client.get(f"/speaker/{lima}/positions?about=ferry")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"<style| style=|<script>|\son\w+=", answer.text)


def test_a_speaker_leads_to_it_and_it_asks_for_a_matter(client: TestClient, lima: str) -> None:
    assert f'href="/speaker/{lima}/positions"' in shown(client, f"/speaker/{lima}")
    page = shown(client, f"/speaker/{lima}/positions")
    assert "On which matter" in page
    assert "<svg" not in page
    assert f"/speaker/{lima}/positions?about=bridge" in page


def test_what_nobody_said_is_told(client: TestClient, lima: str) -> None:
    page = shown(client, f"/speaker/{lima}/positions?about=volcanoes")
    assert "none is near enough" in page
    assert "<svg" not in page


def test_filters_count(client: TestClient, lima: str) -> None:
    page = shown(client, f"/speaker/{lima}/positions?about=ferry+terminal&since=2024-05-15")
    assert "printed on 1 June 2024" in page
    assert "1 May 2024" not in page


def test_nobody_is_not_found(client: TestClient) -> None:
    assert client.get("/speaker/000000000000/positions?about=ferry").status_code == 404
    assert client.get("/speaker/000000000000/positions").status_code == 404
