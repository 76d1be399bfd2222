"""Whose words a cue reports, read from the structure. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import holding, name, only, statements

pytestmark = pytest.mark.parser
QUAY = "“The nets are empty,”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{QUAY} Nadia Okoro said.", "Nadia Okoro"),
        (f"{QUAY} said Nadia Okoro.", "Nadia Okoro"),
        ("Nadia Okoro said: “The nets are empty.”", "Nadia Okoro"),
        ("Nadia Okoro said, “The nets are empty.”", "Nadia Okoro"),
        ("Nadia Okoro continued:\n\n“The nets are empty.”", "Nadia Okoro"),
        ("Nadia Okoro called the plan “a gift to the ferry owners”.", "Nadia Okoro"),
        ("According to Nadia Okoro, the ferry “will never sail again”.", "Nadia Okoro"),
        ("Nadia Okoro was quoted by Harbour Radio as saying the ferry “will sail”.", "Nadia Okoro"),
        ("Greta Tallis was described by Nadia Okoro as “a pirate”.", "Nadia Okoro"),
        ("Greta Tallis was called “a pirate” by Nadia Okoro.", "Nadia Okoro"),
        ("Nadia Okoro: “Never sail at night.”", "Nadia Okoro"),
        ("“I was asleep” – Nadia Okoro, captain.", "Nadia Okoro"),
        ("Nadia Okoro, not Greta Tallis, said “it sank”.", "Nadia Okoro"),
        ("Greta Tallis heard Nadia Okoro say “it sank”.", "Nadia Okoro"),
        ("Greta Tallis laughed when Nadia Okoro said “it sank”.", "Nadia Okoro"),
        ("Greta Tallis repeated what Nadia Okoro had said: “It sank.”", "Nadia Okoro"),
        ("Asked about Greta Tallis, Nadia Okoro said: “She is a friend.”", "Nadia Okoro"),
        ("Greta Tallis said Nadia Okoro had told her: “It sank.”", "Nadia Okoro"),
        ("A letter from Nadia Okoro to Greta Tallis reads: “Never sail at night.”", "Nadia Okoro"),
        (f"{QUAY} Okoro’s lawyer, Greta Tallis, told the court.", "Greta Tallis"),
        ("Greta Tallis’s spokesman, Owen Brandt, said: “The ferry is safe.”", "Owen Brandt"),
        ("The plan, described by Nadia Okoro as “a gift”, failed.", "Nadia Okoro"),
        ("Owen Tallis wore a hat and a coat and joked: “We sail.”", "Owen Tallis"),
        ("“It sank,” said engineer Paola Brandt.", "Paola Brandt"),
        ("“It sank,” Elmsford police Chief Dan Keel said on Monday.", "Dan Keel"),
        ("Nadia Okoro said it was late after the ferry sank, remarking: “We wait.”", "Nadia Okoro"),
        ("Contrary to Owen Brandt, which said “it floats”, Greta left.", "Owen Brandt"),
        ("On Dec. 2, Steve Ward, a spokesman in Oslo, said “it sank”.", "Steve Ward"),
        ("Greta Tallis, the mayor, issued a statement saying: “It sank.”", "Greta Tallis"),
        ("Greta Tallis is reported to have told Owen that “it sank”.", "Greta Tallis"),
    ],
)
def test_the_speaker_is_read_from_the_structure(text: str, expected: str) -> None:
    assert name(only(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nadia Okoro quoted Greta Tallis as saying “the ferry is unsafe”.",
        "The Harbour Post quoted Greta Tallis as saying that “the ferry is unsafe”.",
    ],
)
def test_who_quotes_another_is_not_the_speaker(text: str) -> None:
    assert name(only(text)) == "Greta Tallis"


def test_an_answer_in_a_relative_clause_is_the_hearers() -> None:
    text = "“The ferry is safe,” Greta Tallis told Owen Brandt, who replied: “I doubt it.”"
    assert name(holding(text, "I doubt it.")) == "Owen Brandt"


def test_words_in_a_relative_clause_are_not_joined_to_the_main_clause() -> None:
    text = "Contrary to Owen Brandt, who said “it floats”, Greta Tallis called it “a coffin”."
    assert name(holding(text, "it floats")) == "Owen Brandt"


def test_recalled_words_are_not_the_recallers() -> None:
    assert name(only("Nadia Okoro recalled her father’s words: “Never sail at night.”")) is None


def test_a_name_has_no_verb_in_it() -> None:
    assert name(only("Citing Greta Tallis, the Harbour Post said “it sank”.")) == "Greta Tallis"


def test_an_addition_has_the_subject_of_the_report_it_adds_to() -> None:
    text = "Nadia Okoro said the vote could be “messy”, adding: “We wait.”"
    assert name(holding(text, "We wait.")) == "Nadia Okoro"


def test_a_document_speaks_where_something_is_described_in_it() -> None:
    speaker = only("The ferry is described in the accident board's report as “a coffin”.").attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("accident board's report", "document")


def test_an_end_of_a_longer_phrase_is_no_subject() -> None:
    statement = only("A colonel who has known him since staff college said “it sank”.")
    assert statement.attribution.mention == ()


def test_a_name_before_a_long_description_is_the_speaker() -> None:
    text = (
        "Jeff Gamet, editor of The Harbour Observer online site focused on Apple, said the port would close."
    )
    assert name(only(text)) == "Jeff Gamet"


def test_a_colon_has_no_cue_in_other_words_in_marks() -> None:
    text = (
        "Reaction to the budget\n\n"
        "Farming: “We asked for rain and got a form” – Padraic Ruiz, farmer\n"
        "Health: “Nurses are not printed” – Anjali Varga, nurse"
    )
    assert [name(s) for s in statements(text)] == ["Padraic Ruiz", "Anjali Varga"]


@pytest.mark.parametrize("words", ["‘has run away to Porto’", "had fled to Porto"])
def test_a_name_that_the_words_are_about_is_not_the_speaker(words: str) -> None:
    text = f"Owen Tallis, a captain of the harbour, {words}, the site, Harbour Steps, reported."
    assert "Owen Tallis" not in [name(statement) for statement in statements(text)]
