"""A question's answers are counted and narrowed; other readings and what is nobody's are shown."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.records import Source, Speaker

from ..builders import extract, make_article, make_statement
from .conftest import fill

QUESTION = "What did Lima say about the bridge?"


def ask(client: TestClient, question: str, more: str = "") -> str:
    return client.get(f"/?q={quote_plus(question)}{more}").text


def test_answers_are_counted_and_the_counts_narrow_them(client: TestClient) -> None:
    page = ask(client, QUESTION)
    assert "Answers: 2 by speaker" in page
    assert f"/?q={quote_plus(QUESTION)}&amp;stance=denied&amp;counts=1" in page
    page = ask(client, QUESTION, "&stance=denied")
    assert "1 answer" in page
    assert "the bridge was unsafe" in page
    assert "will open on Monday" not in page.split('class="answer"')[1].split("<mark")[1]
    assert f'href="/?q={quote_plus(QUESTION)}" aria-label="Without Stance denied"' in page


def test_answers_of_one_person(client: TestClient, collection: Collection) -> None:
    [petrov] = [one for one in collection.facets().speakers if one.name == "Boris Petrov"]
    page = ask(client, "who said the repairs cost too much", f"&person={petrov.value}")
    assert "1 answer" in page
    assert "Speaker: <bdi>Boris Petrov</bdi>" in page
    [lima] = [one for one in collection.facets().speakers if one.name == "Ana Lima"]
    assert 'class="nothing"' in ask(client, "who said the repairs cost too much", f"&person={lima.value}")


def test_other_readings_are_links(client: TestClient, collection: Collection) -> None:
    article = make_article(
        "“It is late,” said Rosa Lima of the bridge.", id="late", source=Source("The Globe")
    )
    fill(
        collection,
        extract(article, make_statement(article, "It is late,", speaker=Speaker("Rosa Lima", "person"))),
    )
    page = ask(client, QUESTION)
    other = "What did Rosa Lima say about the bridge?"
    assert f'<a href="/?q={quote_plus(other)}"><bdi>{other}</bdi></a>' in page


def test_what_is_nobodys_is_shown_where_nothing_answers(client: TestClient, collection: Collection) -> None:
    article = make_article("“The turbines hum at night,” it said.", id="hum", source=Source("The Globe"))
    fill(collection, extract(article, make_statement(article, "The turbines hum at night,", by=None)))
    page = ask(client, "What did Petrov say about turbines at night?")
    assert "not attributed to anybody" in page
    assert "The turbines hum at night," in page
    page = ask(client, "What did Petrov say about salt and rope?")
    assert "Salt and Rope" in page
    assert "title –" in page
    assert 'href="/article/works"' in page


@pytest.mark.parametrize("more", ["&kind=loud", "&from=1000", "&since=2024-02-30"])
def test_what_makes_no_sense_is_refused(client: TestClient, more: str) -> None:
    assert client.get(f"/?q=x{more}").status_code == 400
