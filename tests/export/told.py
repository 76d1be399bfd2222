"""What a page or document for people tells of a quotation, compared with what the columns give."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.export.legible import legible
from quotetrack.export.reasons import explained
from quotetrack.export.wording import ACT_WORDS, STANCE_WORDS, STATUS_WORDS, day, who
from quotetrack.records import Printed

from .reading import cells

AS_THEY_ARE = (
    *(
        "kind",
        "marks",
        "whole report",
        "figures",
        "about",
        "speaker as printed",
        "speaker kind",
        "speaks for",
    ),
    *("place", "occasion", "hearer", "via", "translated", "agencies", "byline", "archive url", "article"),
    *("text digest", "offsets", "page or time", "withdrawn", "confidence", "id"),
)
"""Columns that are told under their own heading, word for word."""

IN_OTHER_WORDS = (
    *(
        "words",
        "speaker",
        "role",
        "anonymity",
        "reason for anonymity",
        "cue",
        "stance",
        "act",
        "said on",
        "basis",
    ),
    *("precision", "published", "outlet", "headline", "url", "retrieved", "where", "context before"),
    *(
        "context after",
        "shown",
        "rule",
        "why",
        "runner-up",
        "claim",
        "independent sources",
        "first seen",
        "first seen in",
    ),
    *("conflicts", "status", "reviewer", "checked on", "notes"),
)
"""Columns that `check` looks for in what is told."""

NOT_TOLD = ("exported",)
"""What only a sheet that comes back needs."""


@dataclass(slots=True)
class Entry:
    """One quotation as it was read: who, the words marked, the passage they stand in, and facts by name."""

    who: str
    words: list[str]
    passage: str
    cue: list[str]
    facts: list[tuple[str, str]]

    def all(self, name: str) -> list[str]:
        return [value for told, value in self.facts if told == name]

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")


def check(entry: Entry, statement: Printed, *, folded: bool) -> None:
    """Fails where a field of the statement is not told as it is; `folded` where white space is folded."""
    told = {heading: _fold(legible(cell), folded) for heading, cell in cells(statement).items()}
    for heading in AS_THEY_ARE:
        assert _fold(entry.one(heading), folded) == told[heading], heading
    _check_words(entry, statement, told, folded)
    _check_manner(entry, told)
    _check_printed(entry, told)
    _check_why(entry, statement, told)
    _check_claim_and_review(entry, told, folded)


def _fold(text: str, folded: bool) -> str:
    return " ".join(text.split()) if folded else text


def _check_words(entry: Entry, statement: Printed, told: dict[str, str], folded: bool) -> None:
    assert entry.who == _fold(
        legible(who(statement)) + (f" {told['role']}" if told["role"] else ""), folded
    ) or (entry.who == _fold(legible(who(statement)), folded) + f" ({told['role']})")
    assert not told["speaker"] or entry.who.startswith(told["speaker"])
    assert " … ".join(entry.words) == told["words"]
    for cue in entry.cue:
        assert cue in told["cue"]
    passage = " ".join(entry.passage.split())
    for side in ("context before", "context after"):
        assert " ".join(told[side].strip("… ").split()) in passage


def _check_manner(entry: Entry, told: dict[str, str]) -> None:
    assert entry.one("stance") == STANCE_WORDS[told["stance"]]  # type: ignore[index]
    assert entry.one("act") == ("" if told["act"] == "speech" else ACT_WORDS["attitude"])
    anonymity = entry.one("anonymity")
    assert anonymity.partition(":")[0] == ("" if told["anonymity"] == "named" else told["anonymity"])
    assert told["reason for anonymity"] in anonymity
    basis = told["basis"].removesuffix(" (nearby sentence)")
    nearby = " in a nearby sentence" if basis != told["basis"] else ""
    expected = f"{day(told['said on'])} (“{basis}”{nearby})" if told["said on"] else ""
    assert entry.one("said on") == expected


def _check_printed(entry: Entry, told: dict[str, str]) -> None:
    where = entry.one("printed in")
    for heading in ("outlet", "headline", "url"):
        assert told[heading] in where, heading
    assert day(told["published"]) in where
    assert entry.one("retrieved") == day(told["retrieved"])
    assert entry.one("where") == ("" if told["where"] == "body" else told["where"])


def _check_why(entry: Entry, statement: Printed, told: dict[str, str]) -> None:
    reasons = [value for _, value in entry.facts]
    assert any(explained(told["rule"]) in value for value in reasons)
    assert not told["cue"] or any(
        f"“{' '.join(told['cue'].split())}”" in " ".join(value.split()) for value in reasons
    )
    for reason in statement.statement.attribution.evidence:
        if reason.rule != statement.statement.quote.rule:
            assert any(explained(reason.rule) in value for value in reasons), reason.rule
    best = statement.statement.attribution.candidates[:1]
    for other in best:
        assert any(f"{other.name}, {other.score:.2f}" in value for value in reasons)
        assert told["runner-up"].startswith(other.name)


def _check_claim_and_review(entry: Entry, told: dict[str, str], folded: bool) -> None:
    claim, review = entry.one("claim"), entry.one("status")
    if claim:
        assert claim.startswith(f"{told['independent sources']} independent source")
        assert told["claim"] in claim
        assert f"first on {day(told['first seen'])} in {told['first seen in']}" in claim
        assert (f"{told['conflicts']} quotation" in claim) == (told["conflicts"] != "0")
    withdrawn = _fold(told["withdrawn"], folded)
    assert review.startswith(withdrawn)
    review = review.removeprefix(withdrawn).removeprefix("; ")
    assert bool(review) == bool(told["reviewer"])
    if review:
        assert review.startswith(STATUS_WORDS[told["status"]].partition(":")[0])  # type: ignore[index]
        assert f" by {told['reviewer']}, {day(told['checked on'])}" in review
        assert review.endswith(_fold(told["notes"], folded))
