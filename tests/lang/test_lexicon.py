"""The word lists of a language are read into one record."""

from __future__ import annotations

import pytest

from quotetrack.lang import WEIGHT_TABLES, load_lexicon


def test_lists_of_several_keys_are_taken_together() -> None:
    lexicon = load_lexicon()
    assert {"say", "deny", "refuse"} <= lexicon.cues
    assert lexicon.denied < lexicon.cues
    assert load_lexicon() is lexicon


def test_an_office_stands_for_its_synonyms_and_abbreviations() -> None:
    offices = load_lexicon().offices
    assert all(word in words for word, words in offices.items())
    assert all(offices[other] == words for words in offices.values() for other in words if other in offices)


def test_a_report_after_a_comma_is_found() -> None:
    find = load_lexicon().report_forms.search
    assert find("the plan, said Ana Lima")
    assert find("the plan, she said")
    assert not find("the plan, said nothing at all")


def test_weights_come_table_by_table() -> None:
    assert tuple(load_lexicon().confidence) == WEIGHT_TABLES


def test_a_language_that_is_not_installed() -> None:
    with pytest.raises(FileNotFoundError):
        load_lexicon("xx")
