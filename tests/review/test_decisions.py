"""What decisions come to: the latest that stands, what taking one back leaves, and what a later extraction leaves."""

from __future__ import annotations

import json
from dataclasses import replace

from quotetrack.records import Decision, DecisionField, Printed, Review, Speaker, Statement
from quotetrack.review.decisions import (
    BEFORE_REVIEW,
    BY_REVIEWER,
    apply_decisions,
    dump,
    merge_with_decisions,
    new_speaker,
    review_from,
    under_stored_ids,
    value_of,
    values_of,
    with_id,
    words_value,
)
from tests.builders import find, harbour, make_statement

FOUND = harbour()
TEXT = FOUND.article.text
SAID, DENIED, COSTS = FOUND.statements


def decided(
    number: int,
    what: DecisionField,
    value: object,
    was: object = None,
    *,
    by: str = "Ana",
    undoes: int | None = None,
    quote: str = "q",
) -> Decision:
    return Decision(
        number=number,
        quote=quote,
        what=what,
        value=dump(value),
        was=dump(was),
        made_by=by,
        made_at="2024-03-02T10:00:00",
        checked_on="2024-03-02",
        batch=1,
        undoes=undoes,
    )


def test_nothing_decided_is_no_review() -> None:
    assert review_from([]) is None
    assert values_of([]) == {}


def test_the_latest_decision_of_a_field_wins() -> None:
    made = [
        decided(1, "status", "confirmed"),
        decided(2, "notes", "seen"),
        decided(3, "status", "unsure", by="Ben"),
    ]
    assert review_from(made) == Review(status="unsure", reviewer="Ben", checked_on="2024-03-02", notes="seen")


def test_a_decision_taken_back_leaves_the_one_before_and_then_what_was() -> None:
    made = [decided(1, "stance", "denied", "said"), decided(2, "stance", "asked", "denied")]
    assert values_of(made) == {"stance": '"asked"'}
    made.append(decided(3, "stance", "denied", "asked", undoes=2))
    assert values_of(made) == {"stance": '"denied"'}
    made.append(decided(4, "stance", "said", "denied", undoes=1))
    assert values_of(made) == {"stance": '"said"'}
    assert review_from(made) is None


def test_a_corrected_field_is_named() -> None:
    review = review_from(
        [decided(1, "status", "corrected"), decided(2, "words", {"content": [[0, 1]], "text": ["x"]})]
    )
    assert review is not None
    assert review.corrected == ("words",)


def test_every_field_can_be_put_back() -> None:
    printed = Printed(
        article=FOUND.article,
        statement=SAID,
        review=Review(status="unsure", reviewer="Ana", checked_on="2024-03-02", notes="?"),
    )
    changed = Statement(
        replace(SAID.quote, content=(find(TEXT, "The bridge"),)),
        new_speaker(replace(SAID.attribution, stance="denied"), Speaker("Boris Petrov", "person")),
    )
    was = {what: value_of(what, printed) for what in ("words", "speaker", "stance")}
    assert apply_decisions(changed, was) == SAID  # type: ignore[arg-type]
    assert json.loads(value_of("status", printed)) == "unsure"
    assert json.loads(value_of("notes", printed)) == "?"


def test_a_new_speaker_leaves_the_old_one_as_a_candidate_and_takes_the_role_away() -> None:
    told = new_speaker(SAID.attribution, Speaker("Boris Petrov", "person"))
    assert (told.speaker, told.role, told.confidence) == (Speaker("Boris Petrov", "person"), None, 1.0)
    assert [one.rule for one in told.evidence] == [BY_REVIEWER]
    assert [(one.name, one.reason) for one in told.candidates] == [("Ana Lima", BEFORE_REVIEW)]
    nobody = new_speaker(SAID.attribution, None)
    assert (nobody.speaker, nobody.confidence) == (None, 0.0)


def test_what_is_found_again_has_the_decision_laid_over_it() -> None:
    later = Statement(SAID.quote, replace(SAID.attribution, place=find(TEXT, "Porto Novo")))
    made = {SAID.quote.id: [decided(1, "stance", "asked", "said", quote=SAID.quote.id)]}
    first, *others = merge_with_decisions(FOUND.statements, (later, DENIED), made)
    assert (first.attribution.stance, first.attribution.place) == ("asked", later.attribution.place)
    assert others == [DENIED]


def test_what_is_found_no_longer_stays_if_a_decision_stands_on_it() -> None:
    shorter = make_statement(FOUND.article, "The bridge will open")
    made = {SAID.quote.id: [decided(1, "status", "confirmed", quote=SAID.quote.id)]}
    assert merge_with_decisions(FOUND.statements, (shorter, COSTS), made) == (SAID, COSTS)
    made[SAID.quote.id].append(decided(2, "status", None, "confirmed", undoes=1))
    assert merge_with_decisions(FOUND.statements, (shorter, COSTS), made) == (shorter, COSTS)


def test_an_indirect_claim_beside_a_quotation_is_not_taken_for_it() -> None:
    around = make_statement(FOUND.article, "The bridge will open on Monday,", kind="indirect")
    made = {SAID.quote.id: [decided(1, "status", "confirmed", quote=SAID.quote.id)]}
    assert set(merge_with_decisions(FOUND.statements, (around,), made)) == {SAID, around}


def test_words_are_told_with_their_places() -> None:
    spans = (find(TEXT, "The bridge"), find(TEXT, "on Monday"))
    assert words_value(spans, TEXT)["text"] == ["The bridge", "on Monday"]


# The ids that statements are stored under


def test_a_statement_found_again_takes_the_id_it_is_stored_under() -> None:
    stored = with_id(SAID, "stored000000")
    assert under_stored_ids(FOUND.article, [stored, DENIED], FOUND.statements, {}) == (stored, DENIED, COSTS)


def test_an_id_given_with_a_statement_stays() -> None:
    given = with_id(SAID, "given0000000")
    stored = with_id(SAID, "stored000000")
    assert under_stored_ids(FOUND.article, [stored], [given], {}) == (given,)


def test_a_statement_is_known_by_the_words_it_had_before_they_were_corrected() -> None:
    found = words_value(SAID.quote.content, TEXT)
    shorter = words_value((find(TEXT, "The bridge will open"),), TEXT)
    stored = with_id(apply_decisions(SAID, {"words": dump(shorter)}), "stored000000")
    made = {"stored000000": [decided(1, "words", shorter, was=found, quote="stored000000")]}
    (again,) = under_stored_ids(FOUND.article, [stored], [SAID], made)
    assert again == with_id(SAID, "stored000000")
