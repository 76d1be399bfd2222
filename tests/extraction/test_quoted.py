"""Which words come out as one quotation, of which kind, and what is no speech. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import name, only, pieces, statements

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The ferry will sail,” Nadia Okoro said.", "direct"),
        ("Nadia Okoro said that “the ferry will sail”.", "direct"),
        ("Nadia Okoro called the plan “a gift to the owners”.", "mixed"),
        ("Nadia Okoro said the plan was “madness”.", "mixed"),
        ("According to Nadia Okoro, the ferry “will never sail again”.", "mixed"),
        ("Nadia Okoro said the ferry would sail.", "indirect"),
        ("Nadia Okoro said “the ferry” was closed.", "mixed"),
    ],
)
def test_the_kind_tells_whether_all_of_it_is_marked(text: str, kind: str) -> None:
    assert only(text).quote.kind == kind


def test_an_interrupted_quotation_is_one_utterance() -> None:
    text = "“The ferry,” said Nadia Okoro, “will sail at dawn.”"
    assert pieces(only(text), text) == ["The ferry,", "will sail at dawn."]


def test_words_right_behind_the_cue_belong_to_the_same_utterance() -> None:
    text = "“The ferry will sail,” said Nadia Okoro. “It always has.”"
    assert pieces(only(text), text) == ["The ferry will sail,", "It always has."]


def test_paragraphs_that_reopen_are_one_utterance() -> None:
    text = "Nadia Okoro said: “The ferry will sail.\n\n“It has sailed for years.\n\n“It always will.”"
    assert pieces(only(text), text) == ["The ferry will sail.", "It has sailed for years.", "It always will."]


def test_a_reopened_quotation_may_close_with_its_cue() -> None:
    text = "“The ferry will sail.\n\n“It always has,” said Nadia Okoro."
    statement = only(text)
    assert pieces(statement, text) == ["The ferry will sail.", "It always has,"]
    assert name(statement) == "Nadia Okoro"


def test_a_nested_quotation_stays_inside_its_host() -> None:
    text = "“She told me, ‘Go home,’ and I went,” Owen Tallis said."
    assert pieces(only(text), text) == ["She told me, ‘Go home,’ and I went,"]


def test_no_words_are_printed_twice() -> None:
    text = "Nadia Okoro called it ‘a “real” joke’."
    assert pieces(only(text), text) == ["a “real” joke"]


@pytest.mark.parametrize(
    "text",
    [
        "'The ferry will sail,' Nadia Okoro said.",
        "‘The ferry will sail,’ Nadia Okoro said.",
        "``The ferry will sail,'' Nadia Okoro said.",
        "« The ferry will sail », Nadia Okoro said.",
        "„The ferry will sail,“ Nadia Okoro said.",
        "&ldquo;The ferry will sail,&rdquo; Nadia Okoro said.",
        "「The ferry will sail,」 Nadia Okoro said.",
        "”The ferry will sail,” Nadia Okoro said.",
        "“The ferry will sail,“ Nadia Okoro said.",
        "”The ferry will sail,“ Nadia Okoro said.",
    ],
)
def test_every_style_of_mark_reports_speech(text: str) -> None:
    statement = only(text)
    assert pieces(statement, text)[0].rstrip(",") == "The ferry will sail"
    assert name(statement) == "Nadia Okoro"


def test_an_unclosed_quotation_ends_before_its_report_and_is_flagged() -> None:
    text = "“The ferry will sail, said Nadia Okoro. Nobody believed her."
    statement = only(text)
    assert pieces(statement, text) == ["The ferry will sail,"]
    assert statement.quote.flags == ("unclosed mark",)


def test_an_unclosed_quotation_does_not_reach_the_next_paragraph() -> None:
    text = "“The ferry will sail,” Nadia Okoro said. “It is safe.\n\nGreta Tallis came by.\n\n“No,” Greta Tallis said."
    first, second = statements(text)
    assert pieces(first, text) == ["The ferry will sail,", "It is safe."]
    assert (pieces(second, text), name(second)) == (["No,"], "Greta Tallis")
