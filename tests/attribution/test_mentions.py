"""Where the words for a speaker stand. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import name, only, pieces, statements

pytestmark = pytest.mark.parser


def test_turns_are_each_their_labels() -> None:
    text = "Marta Klein: Did you see the ferry?\nOwen Tallis: I saw it leave.\nMarta Klein: At what time?"
    assert [name(s) for s in statements(text)] == ["Marta Klein", "Owen Tallis", "Marta Klein"]


def test_an_unnamed_turn_has_its_label_as_mention() -> None:
    text = "Counsel: Did you see the ferry?\nWitness: I saw it leave."
    assert [s.attribution.mention[0].of(text) for s in statements(text)] == ["Counsel", "Witness"]
    assert [name(s) for s in statements(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("News from the quay – Owen Brandt: “It sank.”", "Owen Brandt"),
        ("This statement from Greta Tallis: “It sank.”", "Greta Tallis"),
        ("Greta Tallis’s reply: “It sank.”", "Greta Tallis"),
        ("The mayor’s reply: “It sank.”", "The mayor’s"),
        ("Greta Tallis stood up. “It sank.”", "Greta Tallis"),
        ("“It sank.” (Nadia Okoro)", "Nadia Okoro"),
    ],
)
def test_words_without_a_cue_have_the_mention_that_announces_or_signs_them(text: str, mention: str) -> None:
    assert [span.of(text) for span in only(text).attribution.mention] == [mention]


def test_one_person_of_two_offices_is_one_speaker() -> None:
    text = "The former mayor and current minister said “it sank”."
    attribution = only(text).attribution
    assert [span.of(text) for span in attribution.mention] == ["The former mayor and current minister"]
    assert attribution.speaker is not None
    assert attribution.speaker.kind == "anonymous"


def test_figures_are_those_of_the_body_that_they_come_from() -> None:
    text = "According to the latest figures from the WHO, 21 ports have closed."
    assert name(only(text)) == "WHO"


def test_items_of_a_list_are_the_announcers() -> None:
    text = "The architect, Noor Silva, gave two reasons:\n\n1. “I did not build it. Forty welders did.”\n2. “It leaks.”"
    assert [(name(s), pieces(s, text)) for s in statements(text)] == [
        ("Noor Silva", ["I did not build it. Forty welders did."]),
        ("Noor Silva", ["It leaks."]),
    ]
