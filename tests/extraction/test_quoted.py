"""Which words come out as one quotation, of which kind, and what is no speech. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import name, only, pieces, shown, statements

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“The ferry will sail,” Nadia Okoro said.", "said"),
        ("“The ferry will sail,” said Nadia Okoro.", "said"),
        ("Nadia Okoro said: “The ferry will sail.”", "said"),
        ("Nadia Okoro said that “the ferry will sail”.", "said"),
        ("According to Nadia Okoro, the ferry “will never sail”.", "According to"),
        ("Nadia Okoro was quoted as saying the ferry “will sail”.", "was quoted as saying"),
        ("Nadia Okoro continued:\n\n“The ferry will sail.”", "continued"),
    ],
)
def test_the_cue_is_given_as_printed(text: str, cue: str) -> None:
    (span,) = only(text).quote.cue
    assert span.of(text) == cue


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


def test_a_colon_reaches_over_the_paragraphs_break() -> None:
    text = "Nadia Okoro continued:\n\n“The ferry will sail at dawn.”"
    statement = only(text)
    assert pieces(statement, text) == ["The ferry will sail at dawn."]
    assert name(statement) == "Nadia Okoro"


def test_two_cues_in_one_sentence_are_two_utterances() -> None:
    text = "“It sank,” Nadia Okoro said; “it floated,” Owen Brandt said."
    assert [(pieces(s, text), name(s)) for s in statements(text)] == [
        (["It sank,"], "Nadia Okoro"),
        (["it floated,"], "Owen Brandt"),
    ]


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


@pytest.mark.parametrize(
    "text",
    [
        "Owen Tallis read “The Drowned Ferry” aloud in the library.",
        "Owen Tallis has published a novel called “The Drowned Ferry”.",
        "Owen “Two Oars” Tallis won the race.",
        "The so-called “ferry tax” was dropped last year.",
        "The word “ferry” comes from an old verb.",
        "Residents call the boats “tin ducks” and stay away.",
        "The band played “Harbour Lights” on the quay.",
        'He is 5\' 10" tall and the door is 6" wide.',
        "It was the '90s, and rock 'n' roll ruled the pier.",
        "The “cheap” boats cost a fortune.",
        "A sign at the gate read “NO FERRY TODAY”.",
    ],
)
def test_what_is_no_speech_is_no_quotation(text: str) -> None:
    assert [s for s in statements(text) if s.quote.kind != "indirect"] == []


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


def test_a_single_labelled_line_is_no_transcript() -> None:
    assert statements("Opening hours: We close at six on Mondays.") == []


def test_turns_of_a_transcript_are_direct_and_have_no_cue() -> None:
    text = "COUNSEL: Did you see the ferry?\nWITNESS: I saw it leave.\nCOUNSEL: At what time?"
    found = statements(text)
    assert [pieces(s, text) for s in found] == [
        ["Did you see the ferry?"],
        ["I saw it leave."],
        ["At what time?"],
    ]
    assert {(s.quote.kind, s.quote.cue) for s in found} == {("direct", ())}


@pytest.mark.xfail(
    strict=True, reason="an office in lower case before the name, taken for a verb, loses the quotation"
)
def test_an_office_of_two_words_may_stand_before_the_name() -> None:
    text = "“The ferry will sail,” harbour master Nadia Okoro told reporters."
    assert shown(only(text).attribution.hearer, text) == "reporters"


def test_a_passive_cue_may_stand_behind_the_quotation() -> None:
    text = "“It sank,” Greta Tallis was quoted as saying by the Harbour Post."
    assert name(only(text)) == "Greta Tallis"
