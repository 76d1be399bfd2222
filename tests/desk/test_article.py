"""The view of an article: its whole text with every quotation marked, numbered and linked."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.addresses import to_article
from quotetrack.records import Source

from ..builders import extract, make_article, make_statement


def shown(client: TestClient, address: str) -> str:
    """What the page of an address holds."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_every_quotation_is_marked_in_the_whole_text_and_leads_to_its_page(
    client: TestClient, collection: Collection
) -> None:
    page = shown(client, "/article/harbour")
    said = collection.article("harbour").printed
    for printed in said:
        assert f'id="q-{printed.id}" data-item="{printed.id}"' in page
        assert f'<a href="/quotation/{printed.id}">' in page
    text = re.sub(r"<sup.*?</sup>|<[^>]+>", "", page[page.index('id="items"') :])
    assert "".join(said[0].article.text.split())[:200] in "".join(text.split())


def test_the_one_looked_for_is_told_apart(client: TestClient, collection: Collection) -> None:
    first, second = collection.article("harbour").printed[:2]
    page = shown(client, to_article("harbour", at=second.id).partition("#")[0])
    assert f'data-at="{second.id}"' in page
    (mark,) = re.findall(r'<mark class="[^"]* at"[^>]*data-item="(\w+)"', page)
    assert mark == second.id != first.id


def test_an_id_may_hold_anything(client: TestClient, collection: Collection) -> None:
    ids = ("a/b c", "/news/x.txt", "50%", "what?x=1#y", "é/ü", "a\nb", "<script>alert(1)</script>", "../log")
    for number, id in enumerate(ids):
        article = make_article(f"“We left {number},” said Ana Lima.", id=id)
        statement = make_statement(article, f"We left {number},", mention="Ana Lima")
        collection.store.add(extract(article, statement))
    for number, id in enumerate(ids):
        assert f"We left {number}," in shown(client, to_article(id)), id


def test_of_several_with_one_id_it_is_the_one_where_the_quotation_stands(
    client: TestClient, collection: Collection
) -> None:
    for number in (1, 2):
        article = replace(make_article(f"“We left {number},” said Ana Lima.", id="same"), key=f"k{number}")
        statement = make_statement(article, f"We left {number},", mention="Ana Lima")
        collection.store.add(extract(article, statement))
    assert client.get("/article/same").status_code == 404
    second = collection.article("k2").printed[0]
    assert "We left 2," in shown(client, f"/article/same?at={second.id}")


def test_what_is_not_shown_is_marked_if_it_is_asked_for(client: TestClient, collection: Collection) -> None:
    first = collection.article("harbour").printed[0]
    collection.decide(first.id, status="rejected", by="Eva Holm")
    assert f'data-item="{first.id}"' not in shown(client, "/article/harbour")
    assert "1 more is not shown" in shown(client, "/article/harbour")
    assert f'data-item="{first.id}"' in shown(client, "/article/harbour?unshown=true")
    assert f'data-item="{first.id}"' in shown(client, f"/article/harbour?at={first.id}")


def test_a_long_text_comes_in_parts(client: TestClient, collection: Collection) -> None:
    text = "Nothing was said.\n" * 20_000 + "“We left,” said Ana Lima.\n"
    article = make_article(text, id="long", source=Source("The Globe"))
    collection.store.add(extract(article, make_statement(article, "We left,", mention="Ana Lima")))
    (printed,) = collection.article("long").printed
    first = shown(client, "/article/long")
    assert len(first) < 400_000
    assert "from=100000" in first
    assert 'data-item="' not in first
    assert f'data-item="{printed.id}"' in shown(client, f"/article/long?at={printed.id}")


def test_an_article_that_is_not_there_is_said_so(client: TestClient) -> None:
    answer = client.get("/article/nowhere")
    assert answer.status_code == 404
    assert "there is no article" in answer.text


def test_scripts_in_an_article_stay_words(client: TestClient, collection: Collection) -> None:
    text = "<script>alert(1)</script> “<b>We left</b>,” said Ana Lima\u202e."
    article = replace(
        make_article(text, id="evil"),
        title="<script>x</script>",
        url="javascript:alert(1)",
        byline="\u200b<i>",
    )
    collection.store.add(extract(article, make_statement(article, "<b>We left</b>,", mention="Ana Lima")))
    page = shown(client, "/article/evil")
    assert "<script>" not in page
    assert "<b>We" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page
