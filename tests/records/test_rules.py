"""The table of rules, and what depends on them."""

from __future__ import annotations

from typing import get_args

from quotetrack.records.rules import RULE_TABLE, UNKNOWN, RuleName, SpeakerPlace, rule_of


def test_every_rule_has_its_row_and_a_meaning_of_its_own() -> None:
    assert list(RULE_TABLE) == list(RuleName)
    meanings = [rule.meaning for rule in RULE_TABLE.values()]
    assert all(meanings)
    assert len(set(meanings)) == len(meanings)


def test_a_rule_is_found_by_its_text() -> None:
    assert rule_of("cue before") is RULE_TABLE[RuleName.BEFORE]
    assert rule_of("cue before").is_loose


def test_a_name_that_the_table_does_not_have_has_nothing_depend_on_it() -> None:
    assert rule_of("loaded from elsewhere") is UNKNOWN
    assert not UNKNOWN.meaning
    assert UNKNOWN.speaker_at == "by the cue"


def test_only_one_rule_is_loose_and_every_place_is_used() -> None:
    assert [name for name, rule in RULE_TABLE.items() if rule.is_loose] == [RuleName.BEFORE]
    assert {rule.speaker_at for rule in RULE_TABLE.values()} == set(get_args(SpeakerPlace))


def test_words_apart_from_their_report_are_never_whole() -> None:
    assert not [name for name, rule in RULE_TABLE.items() if rule.is_apart and rule.is_whole]
