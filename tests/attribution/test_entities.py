"""The named people and bodies of an article, under all the names they go by. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import holding, name, only

pytestmark = pytest.mark.parser
QUAY = "“The nets are empty,”"


def test_a_surname_means_the_full_name_before_it() -> None:
    assert name(only(f"Nadia Okoro runs the harbour. {QUAY} Okoro said.")) == "Nadia Okoro"


def test_a_surname_that_two_bear_names_neither() -> None:
    statement = only(f"Owen Tallis and Greta Tallis came to the quay. {QUAY} Tallis said.")
    assert statement.attribution.speaker is None
    assert {c.name for c in statement.attribution.candidates} == {"Owen Tallis", "Greta Tallis"}


def test_a_wifes_title_never_means_the_husband() -> None:
    text = f"Amara Lindqvist and her husband Jonas Lindqvist live nearby. {QUAY} Mrs Lindqvist said."
    assert name(only(text)) == "Amara Lindqvist"


def test_a_given_name_means_its_bearer() -> None:
    text = "Nadia Okoro came with Greta Tallis. “The nets are empty,” Greta said."
    assert name(only(text)) == "Greta Tallis"


def test_a_surname_means_whom_a_new_item_brings_in() -> None:
    between = "\n\n".join(f"Item {n} tells of ferries that sail at {n} in the morning." for n in range(1, 11))
    text = (
        f"Owen Tallis’s doctor is in town.\n\n{between}\n\n"
        "Harbour Secretary Greta Tallis says that the ferry is safe.\n\nTallis said the nets “are empty”."
    )
    assert name(holding(text, "are empty")) == "Greta Tallis"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # A word that ran into the name, behind it and before it.
        (
            "Nadia Okoro Empty nets fill the quay.\n\nDr Nadia Okoro counts them. “It is late,” Okoro said.",
            "Nadia Okoro",
        ),
        ("Reuters Owen Tallis sails on.\n\nOwen Tallis is late. “It is late,” Tallis said.", "Owen Tallis"),
        # A surname, not a given name.
        ("Kofi Hussein sails. Saad Eddin Kofi mends nets.\n\n“It is late,” said Kofi.", "Saad Eddin Kofi"),
        ("Captains Jonas Urban and Edgar Lepa sailed. “It is late,” Urban said.", "Jonas Urban"),
        (
            "The prize goes to the Icelander Ragna Jonsdottir. “It is late,” Ragna Jonsdottir said.",
            "Ragna Jonsdottir",
        ),
        ("“It is late,” the Health Protection Agency said.", "Health Protection Agency"),
        ("“It is late,” Friends of the Harbour said.", "Friends of the Harbour"),
    ],
)
def test_a_name_is_the_whole_name_and_nothing_but_the_name(text: str, named: str) -> None:
    assert name(holding(text, "It is late,")) == named
