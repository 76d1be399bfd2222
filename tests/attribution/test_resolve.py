"""Whom a mention means: labels, surnames with a form of address, several at once.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

import pytest

from tests.attribution.walk import name, only, statements

pytestmark = pytest.mark.parser
QUAY = "“The nets are empty,”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will sail at dawn,” said Nadia Okoro and Piet Vandaele.", "Nadia Okoro; Piet Vandaele"),
        (
            "Nadia Okoro, Greta Tallis and Owen Brandt said: “It sank.”",
            "Nadia Okoro; Greta Tallis; Owen Brandt",
        ),
    ],
)
def test_joint_speakers_are_joined(text: str, expected: str) -> None:
    speaker = only(text).attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (expected, "group")


@pytest.mark.parametrize("who", ["Both men", "Both"])
def test_both_are_the_two_named_last(who: str) -> None:
    text = f"Piet Vandaele and Owen Tallis were held overnight. {who} said the boat was theirs."
    assert name(only(text)) == "Piet Vandaele; Owen Tallis"


def test_a_form_of_address_tells_two_of_one_surname_apart() -> None:
    text = (
        "Mr. Owen Tallis, a fisherman, and Ms. Greta Tallis, a lawyer, came to the quay. "
        "“The nets are empty,” Mr Tallis said. “The law is clear,” Ms Tallis said."
    )
    assert [name(s) for s in statements(text)] == ["Owen Tallis", "Greta Tallis"]


def test_a_form_of_address_that_fits_nobody_known_names_nobody_of_the_other_gender() -> None:
    text = f"Greta Tallis runs the harbour. {QUAY} Mr Tallis said."
    assert name(only(text)) == "Tallis"
