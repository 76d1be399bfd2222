"""Which decisions on a text apply to a later text of the same article."""

from __future__ import annotations

import json

from quotetrack.records import Decision, DecisionField, Speaker
from quotetrack.review.decisions import dump, words_value
from quotetrack.review.later_text import carry_over, same_words
from tests.builders import HARBOUR, find, harbour, make_article, make_statement

FOUND = harbour()
TEXT = FOUND.article.text
SAID, DENIED, COSTS = FOUND.statements
LATER = make_article(f"Corrected.\n\n{HARBOUR}“Twice,” he said. “Twice,” she said.", id="harbour")
AGAIN = make_statement(LATER, "The bridge will open on Monday,")


def decided(number: int, what: DecisionField, value: object, *, was: object = None) -> Decision:
    return Decision(
        number=number,
        quote=SAID.quote.id,
        what=what,
        value=dump(value),
        was=dump(was),
        made_by="ann",
        made_at="2024-03-05T10:00:00+00:00",
        checked_on="2024-03-05",
        batch=1,
    )


def test_a_statement_goes_over_if_the_words_are_the_same_once() -> None:
    old = [(statement, statement.quote.words(TEXT)) for statement in FOUND.statements]
    new = [(AGAIN, AGAIN.quote.words(LATER.text))]
    assert same_words(old, new, [SAID.quote.id, COSTS.quote.id]) == {SAID.quote.id: AGAIN.quote.id}
    assert same_words(old, [*new, *new], [SAID.quote.id]) == {}


def test_decisions_are_carried_over_with_the_places_of_the_later_text() -> None:
    whole = words_value(SAID.quote.content, TEXT)
    shorter = words_value((find(TEXT, "The bridge will open"),), TEXT)
    made = {
        SAID.quote.id: [decided(1, "words", shorter, was=whole), decided(2, "stance", "denied", was="said")]
    }
    (statement,), carried = carry_over((FOUND.article, FOUND.statements), (LATER, (AGAIN,)), made)
    assert statement.quote.words(LATER.text) == "The bridge will open"
    assert statement.attribution.stance == "denied"
    assert [(one.quote, one.what) for one in carried] == [
        (AGAIN.quote.id, "words"),
        (AGAIN.quote.id, "stance"),
    ]
    assert json.loads(carried[0].value)["content"] == [
        [span.start, span.end] for span in statement.quote.content
    ]
    assert json.loads(carried[0].was)["text"] == whole["text"]


def test_what_is_taken_back_is_not_carried_over() -> None:
    first = decided(1, "stance", "denied", was="said")
    undone = Decision(
        number=2,
        quote=SAID.quote.id,
        what="stance",
        value=dump("said"),
        was=dump("denied"),
        made_by="ann",
        made_at="2024-03-06",
        checked_on="2024-03-06",
        batch=2,
        undoes=1,
    )
    before, after = (FOUND.article, FOUND.statements), (LATER, (AGAIN,))
    assert carry_over(before, after, {SAID.quote.id: [first, undone]}) == ((AGAIN,), [])


def test_without_decisions_the_later_statements_stay_as_they_are() -> None:
    assert carry_over((FOUND.article, FOUND.statements), (LATER, (AGAIN,)), {}) == ((AGAIN,), [])


def test_a_corrected_speaker_goes_over_as_it_is_there() -> None:
    decision = decided(
        1, "speaker", {"name": "Clara Weiss", "kind": "person"}, was={"name": "Ana Lima", "kind": "person"}
    )
    (statement,), (carried,) = carry_over(
        (FOUND.article, FOUND.statements), (LATER, (AGAIN,)), {SAID.quote.id: [decision]}
    )
    assert statement.attribution.speaker == Speaker("Clara Weiss", "person")
    assert json.loads(carried.value)["name"] == "Clara Weiss"
    assert json.loads(carried.was)["name"] == "Ana Lima"


def test_corrected_words_that_do_not_stand_in_the_later_text_are_not_carried_over() -> None:
    whole = words_value(SAID.quote.content, TEXT)
    corrected = {"content": [[0, 7]], "text": ["Budget talks on Tuesday"]}
    made = {SAID.quote.id: [decided(1, "words", corrected, was=whole)]}
    assert carry_over((FOUND.article, FOUND.statements), (LATER, (AGAIN,)), made) == ((AGAIN,), [])
