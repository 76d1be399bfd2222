"""Every name that extract, attribute and review give is explained, and no name that they do not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest

import quotetrack
from quotetrack import records
from quotetrack.export.reasons import (
    CANDIDATE_REASONS,
    DECIDED,
    FOUND,
    GROUNDS,
    NOT_SPEECH_REASONS,
    REPAIRED,
    STANCE_REASONS,
    explained,
    meaning,
)
from quotetrack.export.why import sections
from quotetrack.extraction import speech
from quotetrack.lang import load_lexicon
from quotetrack.pipeline import extract_articles
from quotetrack.records import Extraction, Printed
from quotetrack.records.rules import RuleName

from .names import FOLDER, names_given, names_returned, read_source

TABLES: dict[str, Mapping[str, str]] = {
    "Cue.rule": FOUND,
    "IndirectClaim.rule": FOUND,
    "Quote.rule": FOUND,
    "_Utterance.rule": FOUND,
    "Resolution.rule": DECIDED,
    "Evidence.rule": {**DECIDED, **CANDIDATE_REASONS, **GROUNDS},
    "Candidate.reason": CANDIDATE_REASONS,
    "NotSpeech.rule": NOT_SPEECH_REASONS,
    "_stretch.flags": REPAIRED,
}
"""Where the name that each of these takes is explained; one that is not listed may stand in any table."""

SOURCE = read_source()
NO_SPEECH = names_returned(SOURCE, [rule.__name__ for rule in speech.RULES]) | {
    *load_lexicon().announced.values()
}
GIVEN = sorted(names_given(SOURCE) | {("NotSpeech.rule", name) for name in NO_SPEECH})
EVERYTHING = {**FOUND, **DECIDED, **CANDIDATE_REASONS, **GROUNDS, **REPAIRED, **NOT_SPEECH_REASONS}


def test_names_are_found_in_the_source_in_all_the_ways_they_come() -> None:
    """Written where they go, behind a condition, through a variable, a function, an f-string."""
    assert {
        ("IndirectClaim.rule", "figure"),
        ("Resolution.rule", "named"),
        ("Resolution.rule", "pronoun: two fit as well"),
        ("Candidate.reason", "spoke just before"),
        ("NotSpeech.rule", "nickname"),
        ("NotSpeech.rule", "scare quotes"),
        ("_Utterance.rule", "answer"),
        ("_stretch.flags", "unclosed mark"),
        ("Evidence.rule", "decided by a reviewer"),
        ("Candidate.reason", "before the review"),
    } <= set(GIVEN)


@pytest.mark.parametrize(("place", "name"), GIVEN, ids=lambda value: str(value))
def test_every_name_that_is_given_is_explained(place: str, name: str) -> None:
    table = TABLES.get(place, EVERYTHING)
    assert name in table, f"{place} may be {name!r}: say what that means in quotetrack/export/reasons.py"


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_name_that_is_explained_is_given(name: str) -> None:
    written = name in SOURCE.texts or name in {given for _, given in GIVEN}
    assert written, f"nothing in extract or attribute gives {name!r}: take it out of reasons.py"


def test_every_rule_of_the_table_is_given() -> None:
    holders = ("Cue.rule", "IndirectClaim.rule", "_Utterance.rule", "make_quote.rule", "Quote.rule")
    assert {name for place, name in GIVEN if place in holders} == set(RuleName)


def test_no_name_has_two_meanings() -> None:
    tables = (FOUND, DECIDED, CANDIDATE_REASONS, REPAIRED, NOT_SPEECH_REASONS)
    assert not [name for one, other in combinations(tables, 2) for name in one.keys() & other.keys()]


def test_every_stance_has_its_reason() -> None:
    assert tuple(STANCE_REASONS) == records.STANCES


def test_a_name_that_no_table_has_is_shown_as_it_is() -> None:
    assert (explained("by ear"), meaning("by ear")) == ("by ear", "")


@pytest.mark.parser
def test_every_name_on_the_fixtures_is_explained() -> None:
    """What the source does not tell, a run does."""
    articles = quotetrack.read([FOLDER.parent / "fixtures" / "articles"])
    found = [one for one in extract_articles(articles) if isinstance(one, Extraction)]
    told = [statement for one in found for statement in one.statements]
    names = {s.quote.rule for s in told} | {flag for s in told for flag in s.quote.flags}
    names |= {reason.rule for s in told for reason in s.attribution.evidence}
    names |= {other.reason for s in told for other in s.attribution.candidates}
    names |= {silent.rule for one in found for silent in one.not_speech}
    assert len(names) > 20
    assert sorted(name for name in names if not meaning(name)) == []
    for one in found:
        for statement in one.statements:
            headings = [
                section.heading for section in sections(Printed(article=one.article, statement=statement))
            ]
            assert headings[0] == "Why these are somebody's words"
