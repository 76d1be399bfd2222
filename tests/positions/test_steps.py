"""What each step is called, by the words of the statements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.positions import trace_steps
from quotetrack.records import Claim, Link, Printed, PrintedLink, Span, Speaker, Step
from tests.positions.saying import LIMA, claim_of, said


def steps_of(*printed: Printed | Claim, fine: bool = True) -> list[Step]:
    claims = [one if isinstance(one, Claim) else claim_of(one) for one in printed]
    return list(trace_steps(claims, lambda p: p.statement.attribution.speaker == LIMA, fine=fine))


def names_of(*printed: Printed | Claim, fine: bool = True) -> list[str]:
    return [step.what for step in steps_of(*printed, fine=fine)]


FERRY = "the council will close the northern ferry terminal"
AGAIN = "this spring the northern terminal of the ferry will be closed by our council"
"""The same in other words."""


def test_the_first_is_first_said_and_a_week_later_it_is_repeated() -> None:
    first, again = steps_of(said("2024-03-01", FERRY), said("2024-03-09", AGAIN))
    assert (first.what, again.what) == ("first_said", "repeated")
    assert again.earlier == first.printed
    assert again.ground is not None
    assert {span.of(again.printed.article.text) for span in again.ground.b} >= {
        "northern",
        "ferry",
        "terminal",
    }


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("the council may close the northern ferry terminal", FERRY),
        (
            "the council should close the northern ferry terminal",
            "the council must close the northern ferry terminal",
        ),
        ("it could close the northern ferry terminal", "it would close the northern ferry terminal"),
    ],
)
def test_a_stronger_modal_before_the_same_verb_is_hardened(earlier: str, later: str) -> None:
    step = steps_of(said("2024-03-01", earlier), said("2024-03-09", later))[1]
    assert step.what == "hardened"
    assert step.ground is not None
    assert len(step.ground.a) == len(step.ground.b) == 1
    assert "has become" in step.reason
    assert "1 March 2024" in step.reason


def test_a_weaker_modal_is_neither_hardened_nor_repeated() -> None:
    weaker = "the council may close the northern ferry terminal"
    assert names_of(said("2024-03-01", FERRY), said("2024-03-09", weaker)) == ["first_said", "said_otherwise"]


def test_a_cue_that_condemns_what_was_a_worry_is_hardened() -> None:
    closing = "the closing of the northern ferry terminal"
    printed = (
        said("2024-03-01", closing, cue="criticised"),
        said("2024-03-09", closing, cue="condemned"),
    )
    step = steps_of(*printed)[1]
    assert step.what == "hardened"
    assert step.ground is not None
    assert step.ground.b[0].of(printed[1].article.text) == "condemned"


def test_the_same_words_negated_are_reversed() -> None:
    step = steps_of(said("2024-03-01", FERRY), said("2024-03-09", FERRY.replace("will", "will not")))[1]
    assert step.what == "reversed"
    assert step.earlier is not None


def test_an_opposite_of_the_same_thing_is_reversed() -> None:
    earlier, later = "she supported the northern ferry terminal", "she opposed the northern ferry terminal"
    assert names_of(said("2024-03-01", earlier), said("2024-03-09", later)) == ["first_said", "reversed"]


def test_denying_what_one_said_oneself_is_reversed() -> None:
    printed = said("2024-03-01", FERRY), said("2024-03-09", FERRY, cue="denied", stance="denied")
    assert names_of(*printed) == ["first_said", "reversed"]


def test_denying_what_somebody_else_said_is_denied_and_names_them() -> None:
    other = said("2024-03-01", FERRY, speaker=Speaker("Rui Reis", "person"))
    own = said("2024-03-02", FERRY, cue="denied", stance="denied")
    link = PrintedLink(other, own, Link(relation="contradicts", score=0.9))
    step = steps_of(replace(claim_of(own), conflicts=(link,)))[0]
    assert (step.what, step.earlier) == ("denied", other)
    assert "Rui Reis" in step.reason


def test_other_words_are_said_otherwise() -> None:
    other = "the old lighthouse keeper deserves a pension"
    assert names_of(said("2024-03-01", FERRY), said("2024-03-09", other)) == ["first_said", "said_otherwise"]


def test_another_name_or_figure_is_no_repetition() -> None:
    first = said("2024-03-01", "the council paid 300 euros to the ferry builder Okoro")
    figure = said("2024-03-09", "the council paid 900 euros to the ferry builder Okoro")
    name = said("2024-03-19", "the council paid 300 euros to the ferry builder Petrov")
    assert names_of(first, figure, name) == ["first_said", "said_otherwise", "said_otherwise"]


def test_what_is_printed_the_next_day_may_be_one_occasion() -> None:
    assert names_of(said("2024-03-01", FERRY), said("2024-03-02", FERRY)) == ["first_said", "said_otherwise"]


def test_two_days_of_saying_are_two_occasions() -> None:
    printed = said("2024-03-01", FERRY, said_on="2024-03-01"), said("2024-03-02", AGAIN, said_on="2024-03-02")
    assert names_of(*printed) == ["first_said", "repeated"]


def test_the_same_words_weeks_later_are_printed_again_not_said_again() -> None:
    assert names_of(said("2024-03-01", FERRY), said("2024-03-19", FERRY)) == ["first_said", "said_otherwise"]


def test_what_is_told_as_of_an_earlier_day_is_not_said_again() -> None:
    printed = said("2024-03-01", FERRY), said("2024-03-19", AGAIN, cue="said last month that")
    assert names_of(*printed) == ["first_said", "said_otherwise"]


def test_the_same_words_in_marks_are_one_quotation() -> None:
    first = "the new ferry was “a bathtub with a flag” and cost the council a fortune"
    later = "the council had paid a fortune for “a bathtub with a flag”, the new ferry"
    quoted = [said(day, "a bathtub with a flag") for day in ("2024-03-01", "2024-03-19")]
    printed = []
    for one, words in zip(quoted, (first, later), strict=True):
        report = said(one.article.published, words)
        start = report.article.text.index("a bathtub")
        quote = replace(
            report.statement.quote,
            kind="mixed",
            content=(Span(start, start + len("a bathtub with a flag")),),
            proposition=report.statement.quote.content,
        )
        printed.append(Printed(article=report.article, statement=replace(report.statement, quote=quote)))
    assert names_of(*printed) == ["first_said", "said_otherwise"]


def test_a_cue_that_says_again_tells_another_occasion() -> None:
    printed = said("2024-03-01", FERRY), said("2024-03-02", FERRY, cue="reiterated that")
    assert names_of(*printed) == ["first_said", "repeated"]


def test_what_is_said_on_one_day_is_compared_with_nothing_of_it() -> None:
    assert names_of(said("2024-03-01", FERRY), said("2024-03-01", FERRY + " soon")) == ["first_said"] * 2


def test_a_refusal_is_nothing_said() -> None:
    assert names_of(said("2024-03-01", FERRY, stance="declined")) == ["declined"]


def test_without_a_day_a_step_comes_last_and_is_compared_with_nothing() -> None:
    steps = steps_of(said(None, FERRY), said("2024-03-01", FERRY))
    assert [(step.what, step.day) for step in steps] == [
        ("first_said", "2024-03-01"),
        ("said_otherwise", None),
    ]


def test_printings_are_one_step_and_somebody_else_s_are_left_out() -> None:
    own = said("2024-03-01", FERRY), said("2024-03-02", FERRY, outlet="The Globe")
    other = said("2024-03-02", FERRY, outlet="Ridge Times", speaker=Speaker("Rui Reis", "person"))
    (step,) = steps_of(claim_of(*own, other))
    assert (step.day, step.is_day_said, step.outlets) == ("2024-03-01", False, ("Harbour Post", "The Globe"))


def test_printings_that_say_more_or_the_contrary_are_steps_of_their_own() -> None:
    may, not_so = FERRY.replace("will", "may"), FERRY.replace("will", "will not")
    days = ("2024-03-01", "2024-03-02", "2024-03-09", "2024-03-19", "2024-04-02")
    printed = [said(day, words) for day, words in zip(days, (may, may, FERRY, FERRY, not_so), strict=True)]
    steps = steps_of(claim_of(*printed))
    assert [(step.what, step.day, len(step.printings)) for step in steps] == [
        *(("first_said", "2024-03-01", 2), ("hardened", "2024-03-09", 2), ("reversed", "2024-04-02", 1))
    ]


def test_the_latest_that_it_is_anything_to_is_compared_with() -> None:
    not_so = FERRY.replace("will", "will not")
    steps = steps_of(said("2024-03-01", FERRY), said("2024-03-09", not_so), said("2024-03-19", FERRY))
    assert [step.what for step in steps] == ["first_said", "reversed", "reversed"]
    assert steps[2].earlier == steps[1].printed


def test_coarse_names_say_no_more_than_again_and_otherwise() -> None:
    not_so = FERRY.replace("will", "will not")
    may = FERRY.replace("will", "may")
    printed = (
        said("2024-03-01", may),
        said("2024-03-09", FERRY),
        said("2024-03-19", AGAIN),
        said("2024-03-29", not_so),
    )
    assert names_of(*printed) == ["first_said", "hardened", "repeated", "reversed"]
    coarse = ["first_said", "said_otherwise", "said_again", "said_otherwise"]
    assert names_of(*printed, fine=False) == coarse


def test_every_ground_is_a_slice_of_its_article() -> None:
    for step in steps_of(said("2024-03-01", FERRY), said("2024-03-09", FERRY.replace("will", "will not"))):
        for span in step.ground.b if step.ground else ():
            assert isinstance(span, Span)
            assert span.of(step.printed.article.text).strip()
