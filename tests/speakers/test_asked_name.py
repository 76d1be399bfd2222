"""What is asked for is taken apart once."""

from __future__ import annotations

from quotetrack.speakers.asked_name import AskedName, fold_name


def test_a_name_is_folded_and_taken_apart() -> None:
    asked = AskedName.parse("the Société of Łukasz O'Neill")
    assert asked.printed == "the Société of Łukasz O'Neill"
    assert asked.words == ("the", "societe", "of", "lukasz", "o", "neill")
    assert asked.telling == ("societe", "lukasz", "o", "neill")
    assert asked.person.surname == AskedName.parse("ONeill").person.surname


def test_what_has_no_words_is_no_name() -> None:
    assert AskedName.parse("…").words == ()
    assert fold_name("") == ()
