"""How a thing was said: stance, hearer, day, place, occasion, relays. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

from datetime import date

import pytest

from quotetrack.attribution.day import day_of, resolve_day
from quotetrack.attribution.manner import act_of
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article
from tests.attribution.walk import day, last, name, only, shown, statements
from tests.builders import find

parser = pytest.mark.parser
SAILS = "“The ferry will sail,” Nadia Okoro said"


def nobody_says_it(text: str, *, allowed: tuple[str, ...]) -> bool:
    """True where no statement of `text` gives a speaker by name with another stance than the `allowed` ones."""
    return all(name(s) is None or s.attribution.stance in allowed for s in statements(text))


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
    ],
)
def test_the_stance_is_that_of_the_cue(text: str, stance: str) -> None:
    assert only(text).attribution.stance == stance


@parser
def test_what_neither_said_is_not_said() -> None:
    assert nobody_says_it(
        "Neither Nadia Okoro nor Greta Tallis said the ferry was safe.", allowed=("not_said",)
    )


@parser
def test_a_denial_that_one_said_it_is_a_denial() -> None:
    assert only("Piet Vandaele denied that he had said “it sank”.").attribution.stance == "denied"


@parser
@pytest.mark.parametrize(
    "text",
    [
        "It is not true that Greta Tallis said “the ferry is safe”.",
        "If Greta Tallis says the ferry is safe, nobody will sail.",
        "Nadia Okoro wants Greta Tallis to say “it sank”.",
    ],
)
def test_what_was_not_said_or_not_yet_is_no_plain_saying(text: str) -> None:
    assert nobody_says_it(text, allowed=("not_said", "would_say", "denied"))


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


# Days; the texts are printed on Wednesday 15 May 2024


@parser
@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("on Monday", "2024-05-13", "day"),
        ("Tuesday", "2024-05-14", "day"),
        ("on Wednesday", "2024-05-15", "day"),
        ("on Thursday", "2024-05-09", "day"),
        ("last Friday", "2024-05-10", "day"),
        ("yesterday", "2024-05-14", "day"),
        ("on 3 May", "2024-05-03", "day"),
        ("on May 3, 2023", "2023-05-03", "day"),
        ("on 31 December", "2023-12-31", "day"),
        ("in March", "2024-03", "month"),
        ("in March 2023", "2023-03", "month"),
        ("in December", "2023-12", "month"),
    ],
)
def test_the_day_is_the_latest_not_after_publication(words: str, expected: str, precision: str) -> None:
    said_on = only(f"{SAILS} {words}.").attribution.said_on
    assert said_on is not None
    assert (said_on.date, said_on.precision, said_on.inferred) == (expected, precision, False)


@parser
def test_the_words_that_name_the_day_are_kept() -> None:
    text = f"{SAILS} on Monday."
    said_on = only(text).attribution.said_on
    assert said_on is not None
    assert said_on.basis.of(text) == "on Monday"


@parser
def test_a_saying_still_to_come_has_the_next_such_day() -> None:
    text = "Nadia Okoro will tell the council on Friday that the ferry is unsafe."
    assert day(only(text)) == "2024-05-17"


@parser
@pytest.mark.parametrize(
    "text",
    [
        "“We will sail on Friday,” Nadia Okoro said.",
        "Nadia Okoro said that the ferry would sail on Friday.",
        "Nadia Okoro, who was arrested on Monday, said the ferry was safe.",
        "“We will sail,” said Nadia Okoro, who was freed on Monday.",
        "Nadia Okoro said the ferry, which sank on Monday, was safe.",
    ],
)
def test_a_day_of_something_else_does_not_count(text: str) -> None:
    assert day(only(text)) is None


@parser
def test_the_day_of_the_saying_is_told_from_that_of_the_deed() -> None:
    assert day(only("Nadia Okoro said on Monday that the ferry would sail on Friday.")) == "2024-05-13"


@parser
def test_a_weekday_without_a_day_of_publication_is_no_day() -> None:
    assert day(only(f"{SAILS} on Monday.", published=None)) is None


@parser
def test_a_full_date_needs_no_day_of_publication() -> None:
    assert day(only(f"{SAILS} on May 3, 2023.", published=None)) == "2023-05-03"


@parser
def test_a_day_taken_over_from_the_neighbour_is_flagged() -> None:
    text = f"{SAILS} on Monday. “It always has,” Okoro added."
    said_on = last(text).attribution.said_on
    assert said_on is not None
    assert (said_on.date, said_on.inferred) == ("2024-05-13", True)


@parser
def test_no_day_is_taken_over_from_another_speaker() -> None:
    text = f"{SAILS} on Monday. “It never has,” Greta Tallis said."
    assert day(last(text)) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 29 February", ("2024-02-29", "day")),
        ("on 31 June", None),
        ("on 30 February 2023", None),
        ("on 1st of May", ("2024-05-01", "day")),
        ("Sept. 9", ("2023-09-09", "day")),
        ("tonight", ("2024-05-15", "day")),
        ("soon", None),
    ],
)
def test_a_day_is_resolved_or_nothing(words: str, expected: tuple[str, str] | None) -> None:
    assert resolve_day(words, date(2024, 5, 15)) == expected


@pytest.mark.parametrize(
    ("published", "expected"), [("2024-05-15", date(2024, 5, 15)), ("May", None), (None, None)]
)
def test_a_day_of_publication_that_is_no_day_is_none(published: str | None, expected: date | None) -> None:
    assert day_of(published) == expected


# Where, when and through whom


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


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_counted_from_by_nobody(published: str) -> None:
    text = "“We sail,” Nadia Okoro said tomorrow. “We sailed,” she said yesterday."
    assert [s.attribution.said_on for s in statements(text, published=published)] == [None, None]


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
    [paragraph] = parse(Article("case", text))
    assert act_of(paragraph.tokens(find(text, cue)), load_lexicon()) == act
