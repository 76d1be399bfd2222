"""How a thing was said: stance, hearer, place, occasion, relays. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.attribution.manner import act_of
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.pipeline import ENGINES, extract_article
from quotetrack.records import Article
from tests.attribution.walk import only, shown
from tests.builders import find

parser = pytest.mark.parser
SAILS = "“The ferry will sail,” Nadia Okoro said"


@parser
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Nadia Okoro said that the ferry was unsafe.", "said"),
        ("Nadia Okoro denied that the ferry was unsafe.", "denied"),
        ("Nadia Okoro rejected claims that the ferry was unsafe.", "denied"),
        ("Nadia Okoro dismissed claims that the ferry was unsafe as “fairy tales”.", "denied"),
        ("Nadia Okoro denied having said “the ferry is a coffin”.", "denied"),
        ("Nadia Okoro denies ever saying that “the ferry is a coffin”.", "denied"),
        ("Nadia Okoro declined to comment on the ferry.", "declined"),
        ("Nadia Okoro refused to comment.", "declined"),
        ("Nadia Okoro would not say whether the ferry was safe.", "declined"),
        ("“Is the ferry safe?” asked Nadia Okoro.", "asked"),
        ("Nadia Okoro will say on Friday that the ferry is unsafe.", "would_say"),
        ("Nadia Okoro would say that the ferry was unsafe.", "would_say"),
        ("Nadia Okoro might say that the ferry was unsafe.", "would_say"),
        ("Nadia Okoro never said that the ferry was unsafe.", "not_said"),
        ("Nadia Okoro did not say that the ferry was unsafe.", "not_said"),
        ("Nadia Okoro did not deny that the ferry was unsafe.", "not_said"),
        ("Nadia Okoro ruled out that the ferry would sail.", "denied"),
        ("Nadia Okoro did not rule out that the ferry would sail.", "not_said"),
        ("Nadia Okoro never denied that the ferry was unsafe.", "not_said"),
        ("Nadia Okoro would not deny that the ferry was unsafe.", "declined"),
        ("Nadia Okoro would neither confirm nor deny that the ferry was unsafe.", "declined"),
        ("Nadia Okoro refused to confirm or deny that the ferry was unsafe.", "declined"),
        ("Nadia Okoro would not be drawn on whether the ferry was safe.", "declined"),
        ("Nadia Okoro refused to be drawn on whether the ferry was safe.", "declined"),
        ("Nadia Okoro could not say whether the ferry was safe.", "not_said"),
        ("Nadia Okoro stopped short of saying that the ferry was unsafe.", "not_said"),
        ("Nadia Okoro avoided saying that the ferry was unsafe.", "not_said"),
        ("Nadia Okoro admitted that the ferry was unsafe.", "said"),
        ("Nadia Okoro predicted that the ferry would sink.", "said"),
        ("Nadia Okoro would say only that the ferry was shut.", "said"),
        ("Nadia Okoro would often say that the ferry was unsafe.", "said"),
        ("Nadia Okoro went on to say that the ferry was unsafe.", "said"),
        ("“It sank,” Nadia Okoro could be heard saying.", "said"),
        ("Nadia Okoro plans to tell the council that the ferry is unsafe.", "would_say"),
        ("Nadia Okoro intends to announce that the ferry is unsafe.", "would_say"),
        ("Nadia Okoro is to tell the council that the ferry is unsafe.", "would_say"),
        ("Nadia Okoro is going to tell the council that the ferry is unsafe.", "would_say"),
        ("Nadia Okoro is likely to say that the ferry is unsafe.", "would_say"),
        ("Nadia Okoro asked whether the ferry was safe.", "asked"),
        ("Nadia Okoro asked: “Is the ferry safe?”", "asked"),
        ("“Is the ferry safe?” said Nadia Okoro.", "said"),
    ],
)
def test_the_stance_is_that_of_the_cue(text: str, stance: str) -> None:
    assert only(text).attribution.stance == stance


@parser
@pytest.mark.parametrize(
    "text",
    [
        "Nadia Okoro intends to announce that the ferry is unsafe.",
        "Nadia Okoro stopped short of saying that the ferry was unsafe.",
        "Nadia Okoro would neither confirm nor deny that the ferry was unsafe.",
        "Nadia Okoro would not say whether the ferry was safe.",
        "Nadia Okoro ruled out that the ferry would sail.",
    ],
)
def test_the_stance_is_the_same_if_the_model_tells_the_cue(text: str) -> None:
    article = Article(id="a", text=text)
    by_rules, by_model = (extract_article(article, engine=engine).statements for engine in ENGINES)
    assert [s.attribution.stance for s in by_model] == [s.attribution.stance for s in by_rules]


@parser
def test_a_turn_that_closes_with_a_question_is_asked() -> None:
    text = "Q: When will the ferry sail?\nA: Not on Monday.\nQ: Is it safe?\nA: It is.\n"
    statements = extract_article(Article(id="a", text=text), engine="rules").statements
    assert [s.attribution.stance for s in statements] == ["asked", "said", "asked", "said"]


@parser
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "What sank the ferry was not a bomb, as Nadia Okoro has claimed, but a gate that was left open.",
            "a bomb",
        ),
        (
            "The ferry was sunk by an open gate and not, as Nadia Okoro has claimed, by a bomb.",
            "by a bomb",
        ),
        (
            "The ferry sank because of rust, not because of the crew, as Nadia Okoro had told the court.",
            "because of the crew",
        ),
    ],
)
def test_what_others_claim_is_said_by_them_whoever_turns_it_down(text: str, words: str) -> None:
    statement = only(text)
    assert statement.quote.words(text) == words
    assert (statement.attribution.speaker_name, statement.attribution.stance) == ("Nadia Okoro", "said")


@parser
@pytest.mark.parametrize(
    "text",
    [
        "The ferry is not safe, as Nadia Okoro has warned.",
        "The ferry was not only a wreck, as Nadia Okoro has claimed, but a tomb.",
        "The ferry was not insured, as Nadia Okoro noted, but the owners have paid.",
    ],
)
def test_what_the_sentence_does_not_turn_down_is_no_claim_of_the_contrary(text: str) -> None:
    statements = extract_article(Article(id="a", text=text), engine="rules").statements
    assert [s.quote.rule for s in statements if s.quote.rule == "claimed otherwise"] == []


@parser
def test_whoever_denies_what_was_told_is_the_subject_of_the_denial() -> None:
    text = (
        "Two stokers told the court that the gate had been left open on the night, which Nadia Okoro denies."
    )
    statements = extract_article(Article(id="a", text=text), engine="rules").statements
    (denial,) = (s.attribution for s in statements if s.attribution.stance == "denied")
    assert denial.speaker_name == "Nadia Okoro"


@parser
def test_what_neither_said_is_not_said() -> None:
    assert (
        only("Neither Nadia Okoro nor Greta Tallis said the ferry was safe.").attribution.stance == "not_said"
    )


@parser
def test_a_denial_that_one_said_it_is_a_denial() -> None:
    assert only("Piet Vandaele denied that he had said “it sank”.").attribution.stance == "denied"


@parser
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("It is not true that Greta Tallis said “the ferry is safe”.", "not_said"),
        ("If Greta Tallis says the ferry is safe, nobody will sail.", "would_say"),
        ("Nadia Okoro wants Greta Tallis to say “it sank”.", "would_say"),
    ],
)
def test_what_was_not_said_or_not_yet_is_no_plain_saying(text: str, stance: str) -> None:
    assert only(text).attribution.stance == stance


@parser
@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ("“It sank,” Nadia Okoro told reporters.", "reporters"),
        ("“It sank,” Nadia Okoro told Harbour Radio in Lisbon.", "Harbour Radio"),
        ("Nadia Okoro told reporters that the ferry was safe.", "reporters"),
        ("“It sank,” Nadia Okoro told Owen Tallis.", "Owen Tallis"),
        ("Nadia Okoro said to Owen Tallis: “It sank.”", "Owen Tallis"),
        ("“It sank,” Nadia Okoro said.", None),
    ],
)
def test_the_hearer_is_whom_it_was_told(text: str, hearer: str | None) -> None:
    assert shown(only(text).attribution.hearer, text) == hearer


@parser
def test_the_place_is_where_it_was_said() -> None:
    text = f"{SAILS} on Monday in Lisbon."
    assert shown(only(text).attribution.place, text) == "Lisbon"


@parser
def test_the_occasion_is_given_as_printed() -> None:
    text = f"{SAILS} during a press conference in Lisbon."
    assert shown(only(text).attribution.occasion, text) == "a press conference in Lisbon"


@parser
@pytest.mark.parametrize(
    ("text", "via"),
    [
        (f"{SAILS} in a statement.", ["a statement"]),
        (f"{SAILS} on Twitter.", ["Twitter"]),
        ("“It sank,” Nadia Okoro wrote on her blog.", ["her blog"]),
        ("Nadia Okoro was quoted by Harbour Radio as saying it “sank”.", ["Harbour Radio"]),
        ("A letter from Nadia Okoro to Greta Tallis reads: “It sank.”", ["A letter"]),
        (f"{SAILS}.", []),
        (f"{SAILS}, according to Owen Tallis.", ["Owen Tallis"]),
        ("Nadia Okoro said in a statement on Monday that the ferry was safe.", ["a statement"]),
    ],
)
def test_the_relays_are_given_as_printed(text: str, via: list[str]) -> None:
    assert [span.of(text) for span in only(text).attribution.via] == via


@parser
@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Nadia Okoro said the ferry was safe.", "speech"),
        ("“The ferry is safe,” Nadia Okoro thought.", "attitude"),
        ("According to Nadia Okoro, the ferry was safe.", "speech"),
        ("“The ferry is safe.” — Nadia Okoro", "speech"),
    ],
)
def test_a_verb_of_attitude_is_told_from_a_verb_of_saying(text: str, act: str) -> None:
    assert only(text).attribution.act == act


@parser
@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("believes", "attitude"),
        ("wants", "attitude"),
        ("is convinced", "attitude"),
        ("has said", "speech"),
        ("was hoping", "attitude"),
        ("in the hope", "attitude"),
        ("denied", "speech"),
        ("was quoted as saying", "speech"),
    ],
)
def test_the_full_verb_of_a_cue_decides_else_any_word_of_it(cue: str, act: str) -> None:
    text = f"Nadia Okoro {cue} that the ferry was safe."
    [paragraph] = parse(Article(id="case", text=text))
    assert act_of(paragraph.tokens(find(text, cue)), load_lexicon()) == act
