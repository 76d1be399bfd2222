"""How far a name goes and what bears it. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import holding, name, only

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
