"""Whom a pronoun means, and when nobody is named. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.pipeline import extract_article
from quotetrack.records import Article, Zone
from tests.attribution.walk import last, name, only, statements
from tests.builders import find

pytestmark = pytest.mark.parser
QUAY = "“The nets are empty,”"


def test_a_pronoun_means_the_subject_before_it() -> None:
    assert name(only(f"Nadia Okoro met Greta Tallis on the quay. {QUAY} she said.")) == "Nadia Okoro"


@pytest.mark.parametrize(("who", "pronoun"), [("Ms Okoro", "he"), ("Mr Okoro", "she")])
def test_a_pronoun_of_the_other_gender_vetoes(who: str, pronoun: str) -> None:
    assert name(only(f"{who} runs the harbour. {QUAY} {pronoun} said.")) is None


def test_a_given_name_of_the_other_gender_vetoes() -> None:
    assert name(only(f"Nadia Okoro runs the harbour. {QUAY} he said.")) is None


def test_a_pronoun_passes_over_whom_its_gender_rules_out() -> None:
    assert name(only(f"Nadia Okoro met Owen Tallis on the quay. {QUAY} he said.")) == "Owen Tallis"


def test_a_pronoun_goes_on_from_who_spoke_before() -> None:
    text = "“The nets are empty,” said Nadia Okoro. “Nobody is fishing,” she added."
    assert [name(s) for s in statements(text)] == ["Nadia Okoro", "Nadia Okoro"]


def test_a_newcomer_takes_the_pronoun() -> None:
    text = "“It is unsafe,” Nadia Okoro said. Owen Tallis disagreed. “It is fine,” he said."
    assert name(last(text)) == "Owen Tallis"


def test_the_hearer_of_a_quotation_is_not_its_speaker() -> None:
    text = "“The nets are empty,” she told Greta Tallis."
    assert name(only(text)) is None


def test_who_was_asked_answers() -> None:
    text = "Nadia Okoro asked Owen Tallis: “Is it safe?” “It is,” he answered."
    assert name(last(text)) == "Owen Tallis"


@pytest.mark.parametrize(
    "text",
    [
        "Nadia Okoro wrote to Owen Tallis. “Nobody listens to Okoro any more,” she said.",
        "Nadia Okoro met Owen Tallis. “Tallis is a fool,” he said.",
    ],
)
def test_who_is_named_inside_is_not_the_speaker_behind_a_pronoun(text: str) -> None:
    assert name(only(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Never sail,” Piet Vandaele warned Greta Tallis. “Why not?” she asked him.", None),
        (
            "“She refused,” said Piet Vandaele of Greta Tallis. “I asked her,” he said. “He did not,” she said.",
            "Greta Tallis",
        ),
    ],
)
def test_a_woman_who_answers_is_not_the_man_who_spoke_before(text: str, expected: str | None) -> None:
    assert name(last(text)) == expected


def test_nobody_is_he_and_she() -> None:
    text = "Amara Lindqvist saw it. Jonas Lindqvist did not. “It sank,” he said. “It did,” she said."
    assert name(last(text)) == "Amara Lindqvist"


def test_an_unnamed_subject_competes_for_a_pronoun() -> None:
    assert name(only("The president met Owen Tallis. “It is safe,” he said.")) is None


def test_a_pronoun_that_nothing_explains_has_no_speaker() -> None:
    statement = only("“It sank,” she said.")
    assert statement.attribution.speaker is None
    assert statement.attribution.confidence == 0


def test_who_asked_does_not_answer() -> None:
    assert (
        name(last("“Is it safe?” Nadia Okoro asked Greta Tallis. “It is,” she answered.")) == "Greta Tallis"
    )


def test_a_pronoun_that_two_fit_alike_lists_both() -> None:
    statement = last(f"The sisters had names. Nadia Okoro and Greta Tallis sailed. {QUAY} she said.")
    assert statement.attribution.speaker is None
    assert {c.name for c in statement.attribution.candidates} == {"Nadia Okoro", "Greta Tallis"}


def test_the_runner_up_is_listed_and_the_chosen_is_not() -> None:
    statement = only(f"Nadia Okoro met Greta Tallis on the quay. {QUAY} she said.")
    assert [c.name for c in statement.attribution.candidates] == ["Greta Tallis"]


def test_who_asks_does_not_answer() -> None:
    asked = "Nadia Okoro asked the skipper, Greta Tallis, whether she had sold the boat."
    text = f"{asked} She looked away. {QUAY} she said."
    assert name(last(text)) == "Greta Tallis"


def test_an_answer_to_one_who_asked_since_is_the_last_speakers() -> None:
    text = f"“Nobody sails in March,” Owen Tallis said.\n\nVandaele asked him why. {QUAY} he replied."
    assert name(last(text)) == "Owen Tallis"


def test_a_name_in_a_caption_wins_no_pronoun() -> None:
    caption = "Greta Tallis, a skipper, mends her nets. Picture: Kofi Larbi"
    text = f"Nadia Okoro has run the harbour for years.\n\n{caption}\n\n{QUAY} she says."
    article = Article(id="case", text=text, zones=(Zone("caption", find(text, caption)),))
    [statement] = extract_article(article, engine="rules").statements
    assert name(statement) == "Nadia Okoro"


def test_a_name_that_the_tagger_takes_for_a_bodys_may_be_shes() -> None:
    text = f"Speaking for the four cooks, Zdravka Milenova said they had been sent home. {QUAY} she said."
    assert name(last(text)) == "Zdravka Milenova"


@pytest.mark.parametrize(
    "told",
    [
        f"The boat lies at his sister's now. {QUAY} she said.",
        f"One of the sailors stayed behind. {QUAY} he said.",
    ],
)
def test_somebody_without_a_name_is_not_passed_over(told: str) -> None:
    assert name(last(f"Owen Tallis had gone to sea. {told}")) is None


def test_they_go_on_who_spoke_together() -> None:
    text = f"{QUAY} said Nadia and Piet Okoro. “We are selling up,” they added."
    assert [name(s) for s in statements(text)] == ["Nadia Okoro; Piet Okoro"] * 2


def test_a_pronoun_in_a_caption_may_mean_who_stands_there() -> None:
    text = "Greta Tallis on the quay. She said the nets were empty."
    article = Article(id="case", text=text, zones=(Zone("caption", find(text, text)),))
    [statement] = extract_article(article, engine="rules").statements
    assert name(statement) == "Greta Tallis"
