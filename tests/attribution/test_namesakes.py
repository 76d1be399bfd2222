"""Two of one name within an article. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import last, name

pytestmark = pytest.mark.parser
SAD = "“It is sad,”"


@pytest.mark.parametrize(
    "text",
    [
        "President Okoro left on Monday. In a statement, the first lady, Nadia Okoro, praised Ms. Tallis.",
        "The aide mocked President Okoro’s daughters. He had written to Nadia Okoro.",
    ],
)
def test_the_president_is_not_the_relative_who_is_named_in_full(text: str) -> None:
    assert name(last(f"{text} {SAD} the president said.")) == "Okoro"


def test_a_president_named_in_full_later_is_one_person() -> None:
    text = f"President Okoro spoke on Monday. “We will act,” Nadia Okoro said. {SAD} the president said."
    assert name(last(text)) == "Nadia Okoro"


@pytest.mark.parametrize(("said", "who"), [("Okoro Jr.", "Piet Okoro Jr."), ("Piet Okoro", "Piet Okoro")])
def test_father_and_son_are_told_apart_by_the_suffix(said: str, who: str) -> None:
    text = "President Piet Okoro’s oldest son, Piet Okoro Jr., wrote to the board on Monday."
    assert name(last(f"{text} {SAD} {said} said.")) == who
