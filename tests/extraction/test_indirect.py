"""Reports without marks: which clause is the content, and what is no report. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import only, pieces, statements

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Police said that the ferry had sunk at noon.", "the ferry had sunk at noon"),
        ("Police said the ferry had sunk at noon.", "the ferry had sunk at noon"),
        ("The ferry had sunk at noon, police said.", "The ferry had sunk at noon"),
        ("The ferry had sunk at noon, according to police.", "The ferry had sunk at noon"),
        ("According to police, the ferry had sunk at noon.", "the ferry had sunk at noon"),
        ("Nadia Okoro denied that the ferry had sunk.", "the ferry had sunk"),
        ("Nadia Okoro declined to name the owner.", "to name the owner"),
        ("Activists put the death toll at 60.", "the death toll at 60"),
        ("Nadia Okoro told reporters that the ferry had sunk.", "the ferry had sunk"),
        ("Nadia Okoro said in a statement that the ferry had sunk.", "the ferry had sunk"),
        ("According to the mayor, Nadia Okoro, the ferry had sunk.", "the ferry had sunk"),
        pytest.param(
            "Nadia Okoro told dpa that Owen Tallis had left.",
            "Owen Tallis had left",
            marks=pytest.mark.xfail(
                strict=True, reason="a hearer in lower case before the clause loses the claim"
            ),
        ),
    ],
)
def test_the_reported_clause_is_the_content(text: str, content: str) -> None:
    statement = only(text)
    assert statement.quote.kind == "indirect"
    assert pieces(statement, text) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "Police said nothing.",
        "The numbers declined to a new low.",
        "The court dismissed the clerk.",
        "Activists put the banner at the gate.",
        "Greta Tallis believes that the ferry is safe.",
        "The harbour office has three boats and a tug.",
        "The seats were dealt out according to size.",
    ],
)
def test_what_reports_nothing_is_no_claim(text: str) -> None:
    assert statements(text) == []


def test_a_clause_that_holds_a_quotation_is_not_given_twice() -> None:
    text = "Police said the ferry was “a wreck” at noon."
    assert [s.quote.kind for s in statements(text)] == ["mixed"]


def test_who_is_asked_is_not_the_asker() -> None:
    text = "Asked on Friday whether the ferry had sunk, a harbour clerk said nobody knew."
    assert [s.quote.words(text) for s in statements(text)] == ["nobody knew"]


def test_a_semicolon_ends_what_is_reported() -> None:
    text = "Activists said nine people had drowned; the coastguard counted four."
    assert [s.quote.words(text) for s in statements(text)] == ["nine people had drowned"]
