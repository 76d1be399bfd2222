"""Why a statement is what it is, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given

from quotetrack.export.why import sections
from quotetrack.records import Candidate, Evidence, Printed, SaidOn, Speaker, Statement

from .statements import TEXT, find, made, printed


def changed(*, quote: dict[str, Any] | None = None, **attribution: Any) -> Printed:
    """The statement made by hand, with other fields."""
    told = made()
    statement = told.statement
    return Printed(
        article=told.article,
        statement=Statement(
            replace(statement.quote, **(quote or {})), replace(statement.attribution, **attribution)
        ),
    )


def reasons(told: Printed) -> list[tuple[str, str, tuple[str, ...]]]:
    text = told.article.text
    return [
        (reason.about, reason.told, tuple(span.of(text) for span in reason.words))
        for section in sections(told)
        for reason in section.reasons
    ]


def headings(told: Printed) -> list[str]:
    return [section.heading for section in sections(told)]


def test_everything_known_is_told_in_the_order_a_reader_asks() -> None:
    told = changed(
        quote={"rule": "cue before", "flags": ("unclosed mark",)},
        evidence=(Evidence("cue before", find(TEXT, "told")), Evidence("named", find(TEXT, "Ana Lima"))),
        candidates=(
            Candidate(name="Rui Reis", mention=find(TEXT, "Porto"), score=0.5, reason="spoke just before"),
            Candidate(name="The cabinet", mention=find(TEXT, "the cabinet"), score=0.25, reason="by ear"),
        ),
    )
    assert headings(told) == [
        "Why these are somebody's words",
        "Why this speaker",
        "Who else it could have been",
        "How it was said",
        "How sure it is, from 0 to 1",
    ]
    assert reasons(told) == [
        ("found by", "cue before – a verb of saying before the opening mark governs the words", ()),
        ("cue", "", ("told",)),
        (
            "repaired",
            "unclosed mark – the opening mark has no closing one; the words end where the reporter's begin again, "
            "or with the paragraph",
            (),
        ),
        ("because", "named – the words for the speaker hold a name, and a name wins", ("Ana Lima",)),
        ("role", "", ("Foreign Minister",)),
        ("speaks for", "", ("the cabinet",)),
        ("anonymity", "", ("for fear of the censor",)),
        ("runner-up", "Rui Reis, 0.50 – was quoted just before", ("Porto",)),
        ("or else", "The cabinet, 0.25 – by ear", ("the cabinet",)),
        ("stance", "said – nothing at the cue says otherwise", ()),
        ("hearer", "", ("reporters",)),
        (
            "said on",
            "5 July 2012 – the day that these words give in an article of 5 July 2012",
            ("on Thursday",),
        ),
        ("place", "", ("Porto",)),
        ("confidence", "0.99 that these are a speaker's words at all", ()),
        ("confidence", "0.93 that the speaker is right", ()),
    ]


def test_nobody_settled_on_has_a_reason_and_nobody_who_lost() -> None:
    told = changed(speaker=None, evidence=(Evidence("name borne by several"),), confidence=0.0)
    assert "Why nobody was settled on" in headings(told)
    assert "Who came into question" in headings(told)
    found = reasons(told)
    assert (
        "because",
        "name borne by several – several bear the name, and nothing tells which is meant",
        (),
    ) in found
    assert [about for about, _, _ in found if about in ("runner-up", "best fit", "or else")] == ["best fit"]
    assert ("confidence", "0.00 nobody was settled on", ()) in found


def test_a_speaker_without_a_name_is_no_unknown_one() -> None:
    assert "Why a speaker without a name" in headings(changed(speaker=Speaker(None, "anonymous")))


def test_the_mention_is_told_where_no_evidence_rests_on_it() -> None:
    told = changed(evidence=(Evidence("goes on from the quotation before"),))
    assert ("as printed", "", ("Ana Lima",)) in reasons(told)


def test_all_evidence_is_told_whatever_its_name() -> None:
    more = (Evidence("agrees in gender", find(TEXT, "Ana")), Evidence("spoke just before"))
    found = reasons(changed(evidence=more))
    assert ("because", "agrees in gender", ("Ana",)) in found
    assert ("because", "spoke just before – was quoted just before", ()) in found


def test_evidence_for_the_words_stands_with_what_found_them() -> None:
    beside = find(TEXT, "the plan")
    found = reasons(changed(quote={"rule": "by ear"}, evidence=(Evidence("by ear", beside),)))
    assert ("found by", "by ear", ("the plan",)) in found
    assert [about for about, _, _ in found].count("because") == 0


def test_another_stance_rests_on_its_cue() -> None:
    assert ("stance", "denied – the cue denies, rejects or dismisses", ("told",)) in reasons(
        changed(stance="denied")
    )


def test_without_a_cue_nothing_says_otherwise() -> None:
    assert ("stance", "said – there is no cue that says otherwise", ()) in reasons(changed(quote={"cue": ()}))


def test_a_day_from_a_nearby_sentence_says_so() -> None:
    month = SaidOn(date="2012-07", precision="month", basis=find(TEXT, "on Thursday"), inferred=True)
    told = changed(said_on=month)
    undated = Printed(article=replace(told.article, published=None), statement=told.statement)
    assert (
        "said on",
        "July 2012 – the month that these words give; they stand in a nearby sentence about the same speaker",
        ("on Thursday",),
    ) in reasons(undated)


@given(printed())
def test_no_section_is_empty_and_every_candidate_is_told(told: Printed) -> None:
    found = sections(told)
    assert all(section.reasons for section in found)
    every = [reason for section in found for reason in section.reasons]
    assert {span for reason in every for span in reason.words} >= {
        other.mention for other in told.statement.attribution.candidates
    }
