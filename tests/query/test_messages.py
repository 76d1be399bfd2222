"""What a reply says to a reader."""

from __future__ import annotations

from dataclasses import replace

from quotetrack.query.messages import (
    ask_instead,
    describe_query,
    explain_ambiguous,
    explain_nothing,
    explain_silent,
    explain_unknown,
    mention_others,
    name_in_full,
)
from quotetrack.query.questions import Query
from quotetrack.records import EVERYTHING, Filter
from quotetrack.speakers.grouping import NameLookup, SpeakerGroup
from tests.speakers.entries import make_entry

QUERY = Query(question="", shape="speaker", speaker="Orlov", subject="trade")
GROUPS = tuple(SpeakerGroup((make_entry(f"Given{n} Orlov", quotes=1000 + n),)) for n in range(8))


def test_a_question_is_told_back_with_all_that_narrows_it() -> None:
    query = Query(
        question="",
        shape="speaker",
        speaker="Orlov",
        subject="trade",
        stance="denied",
        hearer="dpa",
        source="AP",
        is_earliest=True,
    )
    chosen = Filter(
        source="Corvo",
        kind="direct",
        stance="said",
        min_confidence=0.5,
        since="2024-01-01",
        until="2024-02-01",
    )
    assert describe_query(query, chosen, name="Sergei Orlov") == (
        "What Sergei Orlov said to “dpa” about “trade” in Corvo according to “AP” (direct) (said) (confidence 0.5 or "
        "more) published since 2024-01-01 until 2024-02-01, denied first, earliest first."
    )
    assert describe_query(QUERY) == "What a speaker called “Orlov” said about “trade”."
    assert describe_query(Query(question="", shape="who")) == "What anyone said."


def test_bearers_are_named_six_at_most() -> None:
    lookup = NameLookup("Orlov", GROUPS, is_respelled=True)
    others = mention_others(GROUPS[0], lookup)
    assert others.startswith(" “Orlov” was read as Given0 Orlov. “Orlov” may also be Given1 Orlov (1,001), ")
    assert others.endswith("Given6 Orlov (1,006) and 1 more: ask with the full name for another.")
    assert mention_others(GROUPS[0], NameLookup("Orlov", GROUPS[:1])) == ""
    assert "8 different speakers" in explain_ambiguous(lookup)
    assert "Given5 Orlov (1,005) and 2 more." in explain_ambiguous(lookup)


def test_the_question_is_asked_for_others_of_the_name() -> None:
    lookup = NameLookup("Orlov", GROUPS[:2])
    asked = replace(QUERY, question="trade, by ORLOV?")
    assert ask_instead(asked, lookup, GROUPS[0]) == ("trade, by Given1 Orlov?",)
    respelled = replace(QUERY, question="trade, by Orlow?")
    assert ask_instead(respelled, lookup, GROUPS[0]) == ("What did Given1 Orlov say about trade?",)
    assert ask_instead(asked, NameLookup("Orlov", GROUPS[:1]), GROUPS[0]) == ()


def test_other_names_are_told() -> None:
    group = SpeakerGroup((make_entry("Sergei Orlov"), make_entry("S. Orlov")))
    assert name_in_full(group) == "Sergei Orlov (also S. Orlov)"
    assert name_in_full(GROUPS[0]) == "Given0 Orlov"


def test_why_nothing_is_shown() -> None:
    assert explain_unknown("Orlow", ("Orlov",)).endswith("Spelled much like it: Orlov.")
    assert explain_unknown("Orlow", ()).endswith("were searched.")
    assert (
        explain_silent(GROUPS[0], Query(question="", shape="speaker"), EVERYTHING)
        == "Given0 Orlov has no statements."
    )
    assert explain_silent(GROUPS[0], QUERY, EVERYTHING).startswith(
        "Of 1,000 statements by Given0 Orlov, none is"
    )
    assert "the words “old”, “bridge” in it" in explain_nothing(QUERY, EVERYTHING, ("old", "bridge"))
