"""How far a name goes and what bears it. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import holding, name, only, statements

pytestmark = pytest.mark.parser


@pytest.mark.xfail(
    strict=True, reason="the entity label decides: given name and surname come out as an organisation"
)
@pytest.mark.parametrize("who", ["Amara Lindqvist", "Okoro"])
def test_who_speaks_under_a_bare_name_is_a_person(who: str) -> None:
    speaker = only(f"“It sank,” {who} said.").attribution.speaker
    assert speaker is not None
    assert speaker.kind == "person"


def test_a_place_before_newspaper_is_nobodys_name() -> None:
    text = "A US newspaper said the ferry “will never sail again”."
    assert name(only(text)) is None


def test_an_office_and_a_name_that_are_all_of_a_sentence_are_told_apart() -> None:
    text = (
        "The White House has said that it believes in ferries.\n\n"
        "“If the ferry were to sail, the harbour would be at risk,” White House Press Secretary Josh Okoro said."
    )
    statement = holding(text, "harbour would be")
    assert statement.attribution.speaker is not None
    assert (name(statement), statement.attribution.speaker.role) == (
        "Josh Okoro",
        "White House Press Secretary",
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Attorney General Troy King said the suit was late.", "Troy King"),
        (
            "The Department of Health and Human Services said it would pay.",
            "Department of Health and Human Services",
        ),
        (
            "The shop would close, Chief Financial Officer of Super Value Debra Symon said yesterday.",
            "Debra Symon",
        ),
        ("“It sank” – Siobhán Mac Aodha", "Siobhán Mac Aodha"),
    ],
)
def test_a_name_goes_as_far_as_it_is_printed(text: str, who: str) -> None:
    assert name(only(text)) == who


def test_a_surname_that_is_a_title_is_its_bearers() -> None:
    text = "Attorney General Troy King sued on Friday. King said the suit was late."
    assert name(only(text)) == "Troy King"


def test_a_day_and_a_time_zone_are_nobodys_name() -> None:
    text = "LISBON, May 3, 8:36 pm EDT (Reuters) - The ferry sank, and crews said the harbour would be shut."
    assert {name(statement) for statement in statements(text)} <= {None}


def test_signs_that_nobody_sees_are_not_in_a_name() -> None:
    text = "“It sank,” Na\u00addia Oko\u00adro said. Oko\u00adro con\u00adfirmed that the har\u00adbour was shut."
    assert {name(statement) for statement in statements(text)} == {"Nadia Okoro"}


def test_the_word_for_a_picture_is_no_name() -> None:
    text = "Image from a harbour video shows the leak. The company said that the leak was closed on Monday."
    assert "Image" not in [name(s) for s in statements(text)]
