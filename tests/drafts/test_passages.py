"""What of an extraction is checked: pure, on statements made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from quotetrack.drafts.passages import DraftPassage, find_passages
from quotetrack.records import (
    Article,
    Candidate,
    Evidence,
    Extraction,
    NotSpeech,
    Span,
    Speaker,
    Statement,
    statement_id,
)
from quotetrack.records.rules import RuleName
from tests.builders import find, make_article, make_statement

CLAUSE = {"rule": RuleName.REPORTED_CLAUSE}


def passages(
    article: Article, *statements: Statement, silent: tuple[NotSpeech, ...] = ()
) -> list[DraftPassage]:
    return find_passages(Extraction(article=article, statements=statements, not_speech=silent))


def one(text: str, words: str, **told: Any) -> list[DraftPassage]:
    article = make_article(text)
    return passages(article, make_statement(article, words, **told))


def test_a_claim_goes_as_far_as_words_in_marks_that_are_checked_for_themselves() -> None:
    article = make_article("She said that the quarry was wet. “It is a lake,” she added.")
    told = passages(
        article,
        make_statement(article, "the quarry was wet. “It is a lake,”", kind="indirect", quote=CLAUSE),
        make_statement(article, "It is a lake,"),
    )
    assert [(each.form, each.words) for each in told] == [
        ("indirect", "the quarry was wet."),
        ("marks", "It is a lake,"),
    ]
    assert told[0].spans == (find(article.text, "the quarry was wet."),)


def test_a_claim_of_which_too_little_is_left_is_none() -> None:
    article = make_article("She said it was “a lake” and left.")
    told = passages(
        article,
        make_statement(article, "it was “a lake”", kind="indirect", quote=CLAUSE),
        make_statement(article, "a lake", kind="mixed"),
    )
    assert [each.words for each in told] == ["a lake"]


@pytest.mark.parametrize(
    ("told", "is_checked"),
    [
        ({}, True),
        ({"stance": "would_say"}, True),
        ({"stance": "asked"}, False),
        ({"stance": "declined"}, False),
        ({"stance": "not_said"}, False),
        ({"quote": {**CLAUSE, "shown": False}}, False),
    ],
)
def test_a_claim_is_shown_and_claims_something(told: dict[str, Any], is_checked: bool) -> None:
    found = one(
        "She said the quarry was wet.", "the quarry was wet", kind="indirect", **{"quote": CLAUSE, **told}
    )
    assert bool(found) == is_checked


@pytest.mark.parametrize(
    ("rule", "words", "is_checked"),
    [
        ("scare quotes", "a wet hole", True),
        ("nothing reports it", "a wet hole", True),
        ("scare quotes", "wet", False),
        ("title", "a wet hole", False),
        ("sign", "a wet hole", False),
    ],
)
def test_words_that_nothing_reports_are_checked_unless_they_are_a_name(
    rule: str, words: str, is_checked: bool
) -> None:
    article = make_article("There it lay, “a wet hole”, and waited.")
    told = passages(article, silent=(NotSpeech(find(article.text, words), rule),))
    assert [(each.words, each.names) for each in told] == ([(words, ())] if is_checked else [])


def test_words_over_line_ends_are_on_one_line_and_keep_their_place() -> None:
    (told,) = one("“We are\n ready now,” said Lima.", "We are\n ready now,")
    assert (told.words, told.spans) == ("We are ready now,", (Span(1, 19),))


def test_a_pronoun_may_mean_those_who_are_likely_and_a_name_means_its_bearer() -> None:
    text = "Reis met Lima and Dias. “It is wet,” he said."
    candidates = tuple(
        Candidate(name=name, mention=find(text, name), score=score, reason="named before")
        for name, score in (("Lima", 0.3), ("Dias", 0.02))
    )
    told = {"by": "Reis", "mention": "he", "candidates": candidates}
    (pronoun,) = one(text, "It is wet,", **told, evidence=(Evidence("pronoun"),))
    (named,) = one(text, "It is wet,", **told, evidence=(Evidence("named"),))
    assert pronoun.names == ("Reis", "Lima")
    assert named.names == ("Reis",)


def test_whoever_has_no_name_is_described_but_by_a_pronoun() -> None:
    text = "“It is wet,” one of the divers said, and she said “it is cold”."
    article = make_article(text)
    diver, she = passages(
        article,
        make_statement(
            article, "It is wet,", speaker=Speaker(None, "anonymous"), mention="one of the divers"
        ),
        make_statement(article, "it is cold", by=None, mention="she"),
    )
    assert (diver.names, diver.described) == ((), "one of the divers")
    assert (she.names, she.described) == ((), None)


def test_ids_are_those_of_the_quotations_if_they_are_one_stretch() -> None:
    article = make_article("“It is wet,” Lima said, “and cold.” “Go,” she said.")
    two = make_statement(article, "It is wet,", "and cold.")
    single = make_statement(article, "Go,")
    told = passages(article, two, single)
    assert [each.words for each in told] == ["It is wet,", "and cold.", "Go,"]
    assert len({each.id for each in told}) == 3
    assert told[2].id == single.quote.id == statement_id(article, single.quote)
    assert {each.whole for each in told[:2]} == {"It is wet, and cold."}
