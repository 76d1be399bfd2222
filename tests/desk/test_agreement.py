"""The view that compares reviewers."""

from __future__ import annotations

from starlette.testclient import TestClient

from quotetrack.collection import Collection


def test_without_double_reviews_it_says_how_to_get_some(client: TestClient) -> None:
    assert "--double" in client.get("/agreement").text


def test_two_people_are_compared_and_what_they_differ_on_is_shown(
    client: TestClient, collection: Collection
) -> None:
    quotes = [printed.id for printed in collection.quotes(limit=3)]
    for quote, statuses in zip(
        quotes, (("confirmed", "confirmed"), ("unsure", "unsure"), ("rejected", "confirmed")), strict=True
    ):
        for person, status in zip(("Eva Holm", "Rui Reis"), statuses, strict=True):
            collection.decide(quote, status=status, by=person)
    page = client.get("/agreement").text
    # 2 of 3 agree; chance gives (1 × 2 + 1 × 1) / 9, so that kappa is (2/3 - 1/3) / (1 - 1/3).
    assert '<td class="number">0.67</td><td class="number">0.50</td>' in page
    assert "on 2 all of them found the same" in page
    assert f'data-item="{quotes[2]}"' in page
    assert f'data-item="{quotes[0]}"' not in page


def test_a_place_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/agreement?from=-1").status_code == 400
