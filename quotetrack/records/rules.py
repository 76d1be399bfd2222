"""The rules that find quotations: one table of their names, what they mean to a reader, and all that depends on them.

A quotation keeps the name of its rule as plain text, so that stored and given ones may have names that no table has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

SpeakerPlace = Literal[
    "by the cue", "label", "signature", "post", "before a colon", "sentence before", "nowhere"
]
"""Where the words for the speaker stand: what the grammar gives to the cue, or a place that the rule itself tells."""

Relay = Literal["subject", "agent", "according to"]
"""What in the sentence of a cue is a relay: the verb's subject, its agent, or who stands behind an "according to"."""


class RuleName(StrEnum):
    """What found a quotation (`Quote.rule`), in the order in which a reader is shown them."""

    AFTER_INVERTED = "cue after, inverted"
    AFTER = "cue after"
    BEFORE = "cue before"
    COLON = "colon"
    BARE_COLON = "colon without verb"
    PASSIVE = "passive"
    RELAYED = "relayed"
    CUE_NOUN = "cue noun"
    ACCORDING_TO = "according to"
    CLAUSE_THEN_REPORT = "clause, then report"
    INSERTED = "report inserted"
    AS_REPORTED = "as reported"
    IN_THE_VIEW_OF = "in the view of"
    SIGNATURE = "signature"
    GOES_ON = "goes on"
    GOES_ON_REPORT = "goes on from a report"
    ALONE = "stands alone"
    HEADLINE = "headline"
    INTRODUCED = "introduced"
    ANSWER = "answer"
    TURN = "turn"
    INTERVIEW = "interview"
    POST = "post"
    REPORTED_CLAUSE = "reported clause"
    FIGURE = "figure"
    DECLINED = "declined"
    DISMISSED = "dismissed"
    DISMISSED_PASSIVE = "dismissed, passive"
    RAISED = "raised"
    CLAIMED_OTHERWISE = "claimed otherwise"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule and all that depends on it."""

    # What it means to a reader, in a sentence without a full stop.
    meaning: str
    # Where the words for the speaker stand.
    speaker_at: SpeakerPlace = "by the cue"
    # Ties words to a verb somewhere before them: the only rule that the model may overrule.
    is_loose: bool = False
    # The report stands behind the words: it closes words that the paragraph before left open.
    is_behind: bool = False
    # The speaker stands behind the verb.
    is_inverted: bool = False
    # What relays the words, beside the places that every rule shares.
    relays: tuple[Relay, ...] = ("according to",)
    # The report stands apart in the sentence: the words are part of the clause that is reported.
    is_apart: bool = False
    # The marks hold the whole of what is reported, whatever stands before them.
    is_whole: bool = False
    # The place of the words tells who speaks: no source stands in a sentence beside them.
    is_by_place: bool = False
    # Nothing reports the words: they go on from the ones before.
    goes_on: bool = False
    # The words answer a question put by the one quoted before.
    is_answer: bool = False
    # Whoever speaks may be the only person who has not asked.
    may_be_interviewed: bool = False
    # Content and cue are not what annotators mark: the model's edges are not taken over.
    keeps_edges: bool = False
    # The report goes on to the end of the clause that the grammar finds, even if the model ends it before.
    reaches_end: bool = False
    # The claim may overlap one that was found before it.
    may_overlap: bool = False
    # The cue denies what is reported.
    denies: bool = False
    # No date in the sentence is the day of the saying.
    is_undated: bool = False
    # An indirect claim of this rule tells nothing of who is speaking just now.
    is_aside: bool = False


UNKNOWN = Rule(meaning="")
"""Stands for a rule that the table does not have."""

RULE_TABLE = MappingProxyType(
    {
        RuleName.AFTER_INVERTED: Rule(
            meaning="a verb of saying right behind the closing mark, then the speaker",
            is_behind=True,
            is_inverted=True,
        ),
        RuleName.AFTER: Rule(
            meaning="the speaker behind the closing mark, then a verb of saying", is_behind=True
        ),
        RuleName.BEFORE: Rule(
            meaning="a verb of saying before the opening mark governs the words", is_loose=True
        ),
        RuleName.COLON: Rule(meaning="a verb of saying, then a colon before the words", is_whole=True),
        RuleName.BARE_COLON: Rule(
            meaning="a colon before the words, and no verb of saying",
            speaker_at="before a colon",
            is_whole=True,
        ),
        RuleName.PASSIVE: Rule(
            meaning="somebody “was quoted as saying” it", relays=("agent", "according to")
        ),
        RuleName.RELAYED: Rule(
            meaning="another is said to have quoted somebody “as saying” it",
            relays=("subject", "according to"),
        ),
        RuleName.CUE_NOUN: Rule(
            meaning="a noun of saying and “that” right before the mark (“his claim that …”)"
        ),
        RuleName.ACCORDING_TO: Rule(meaning="“according to” and whoever said it", relays=(), is_undated=True),
        RuleName.CLAUSE_THEN_REPORT: Rule(
            meaning="the sentence closes with its report: a comma, who, and a verb of saying", is_apart=True
        ),
        RuleName.INSERTED: Rule(
            meaning="the report stands between commas inside the sentence", is_apart=True
        ),
        RuleName.AS_REPORTED: Rule(
            meaning="the sentence opens with its report (“as she put it, …”)", is_apart=True
        ),
        RuleName.IN_THE_VIEW_OF: Rule(
            meaning="“to” and a name open the sentence, which says what something is to them", is_apart=True
        ),
        RuleName.SIGNATURE: Rule(
            meaning="a name behind a dash or in brackets signs the words",
            speaker_at="signature",
            is_whole=True,
            is_by_place=True,
        ),
        RuleName.GOES_ON: Rule(
            meaning="nothing reports the words; they go on from the ones before", goes_on=True
        ),
        RuleName.GOES_ON_REPORT: Rule(
            meaning="nothing reports the words; they stand alone behind a report of what somebody said",
            goes_on=True,
        ),
        RuleName.ALONE: Rule(
            meaning="nothing reports the words, which stand alone in their paragraph; who said them is not known",
            is_by_place=True,
        ),
        RuleName.HEADLINE: Rule(
            meaning="words in marks at the head of a headline, and a colon; who said them is told below",
            speaker_at="nowhere",
            is_whole=True,
        ),
        RuleName.INTRODUCED: Rule(
            meaning="nothing reports the words; the sentence before them is about who speaks",
            speaker_at="sentence before",
        ),
        RuleName.ANSWER: Rule(
            meaning="nothing reports the words; they follow a question, so they are another's answer",
            is_by_place=True,
            is_answer=True,
            may_be_interviewed=True,
        ),
        RuleName.TURN: Rule(
            meaning="a line of a transcript or interview, which opens with a label or a dash",
            speaker_at="label",
            is_by_place=True,
            may_be_interviewed=True,
        ),
        RuleName.INTERVIEW: Rule(
            meaning="a paragraph of an interview that asks, or one behind it that answers",
            speaker_at="nowhere",
            is_by_place=True,
            may_be_interviewed=True,
        ),
        RuleName.POST: Rule(
            meaning="a line with a name and a handle signs a post",
            speaker_at="post",
            is_whole=True,
            is_by_place=True,
        ),
        RuleName.REPORTED_CLAUSE: Rule(meaning="a clause that a verb of saying governs", reaches_end=True),
        RuleName.FIGURE: Rule(
            meaning="somebody puts a figure at a number", keeps_edges=True, is_undated=True
        ),
        RuleName.DECLINED: Rule(meaning="what somebody would not say or do", keeps_edges=True),
        RuleName.DISMISSED: Rule(
            meaning="what somebody denies, rejects or dismisses", keeps_edges=True, denies=True
        ),
        RuleName.DISMISSED_PASSIVE: Rule(
            meaning="what is denied, rejected or dismissed “by” somebody",
            keeps_edges=True,
            may_overlap=True,
            denies=True,
        ),
        RuleName.RAISED: Rule(
            meaning="an idea that somebody is said to have brought up", keeps_edges=True, is_aside=True
        ),
        RuleName.CLAIMED_OTHERWISE: Rule(
            meaning="what somebody is said to claim and the sentence says is not so (“not X, as she claimed, but …”)",
            keeps_edges=True,
            may_overlap=True,
            is_aside=True,
        ),
        RuleName.MODEL: Rule(
            meaning="the trained model ties the words to the cue; no rule does",
            speaker_at="nowhere",
            is_aside=True,
        ),
    }
)
"""Every rule by its name."""


def rule_of(name: str) -> Rule:
    """Return what depends on the rule of that name; `UNKNOWN` for a name that the table does not have."""
    return RULE_TABLE[RuleName(name)] if name in RULE_TABLE else UNKNOWN
