"""Who is let in, as whom, and on to where."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from quotetrack.desk.desk import Desk

from .conftest import TOKEN, stranger


def test_a_token_becomes_a_cookie(desk: Desk) -> None:
    browser = stranger(desk)
    answer = browser.get(f"/queue?token={TOKEN}&order=printed")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?order=printed")
    assert TOKEN not in answer.headers["set-cookie"]
    assert browser.get("/").status_code == 200


def test_who_came_is_at_home(client: TestClient) -> None:
    assert "Eva Holm" in client.get("/").text


def test_who_did_not_is_asked(desk: Desk) -> None:
    answer = stranger(desk).get("/queue?order=printed")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?then=%2Fqueue%3Forder%3Dprinted")


def test_a_name_is_taken_down(client: TestClient, csrf: str) -> None:
    answer = client.post("/who", data={"name": "  Rui \n Reis ", "csrf": csrf, "then": "/queue"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    assert "Rui Reis" in client.get("/").text


@pytest.mark.parametrize("path", ["/", "/quotation/none"])
def test_a_program_with_the_token_needs_no_cookie(program: TestClient, path: str) -> None:
    assert program.get(path).status_code == (404 if "none" in path else 200)
    assert not program.cookies
