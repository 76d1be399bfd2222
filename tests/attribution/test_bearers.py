"""Which of several bearers a surname means. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import last, name, only

pytestmark = pytest.mark.parser
QUAY = "“The nets are empty,”"


def test_whom_the_sentence_before_brings_in_by_full_name_is_meant() -> None:
    old = "Edward Lascelles made his money in coal.\n\nClara Lascelles, a nurse, sat in the court."
    assert name(only(f"{old} {QUAY} Lascelles said.")) == "Clara Lascelles"


@pytest.mark.parametrize("word", ["elder", "younger"])
def test_a_word_that_tells_brothers_apart_names_neither(word: str) -> None:
    text = f"Brothers Amir and Zahid Rafiq ran the same race. {QUAY} the {word} Rafiq said."
    assert name(only(text)) is None


def test_a_name_that_somebody_is_known_by_is_his() -> None:
    text = f"Juan Pedro Molina Rey, known to the whole market as JP, sold his stall. {QUAY} JP said."
    assert name(last(text)) == "Juan Pedro Molina Rey"


def test_a_hyphen_makes_no_other_name() -> None:
    assert name(only(f"Omar Abdel-Wahid farms here. {QUAY} Abdelwahid said.")) == "Omar Abdel-Wahid"


def test_a_word_for_somebody_from_somewhere_is_no_name() -> None:
    text = f"Lena Novak beat the Dane Ida Holm on Sunday. {QUAY} the Czech said."
    assert name(only(text)) == "Lena Novak"


def test_a_number_tells_two_mothers_apart() -> None:
    told = "Ann Kerrigan, a mother of two from Derry, came first. Last came Britt Olsen."
    text = f"{told} {QUAY} said the mother of four."
    assert name(only(text)) != "Ann Kerrigan"


def test_a_heading_that_is_a_name_renews_who_is_meant() -> None:
    first = "Rosa Quispe, 61\n\nShe had kept the shop. Her neighbour Justo Rojas found her."
    text = (
        f"The people who died at Huallay\n\n{first}\n\n"
        f"Efraín Mamani, 34\n\nHe had gone back for the dog. {QUAY} he had said."
    )
    assert name(last(text)) == "Efraín Mamani"


def test_a_body_set_off_behind_its_noun_goes_by_it() -> None:
    text = "The union and the airline, Air Sahel, have not met. The airline says it is “waiting by the telephone”."
    assert name(only(text)) == "Air Sahel"


def test_a_letter_read_out_is_its_writers() -> None:
    assert name(only("The mayor read out a letter from Ana Ruiz: “I will not sell the boat.”")) == "Ana Ruiz"
