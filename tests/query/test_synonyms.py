"""Words that mean much the same."""

from __future__ import annotations

from quotetrack.query.synonyms import Meanings, load_meanings

TABLE = "bake roast:0.9 baked:0.8 oven:0.6\nhacker intruder:0.7"


def test_the_nearest_come_first_without_forms_of_the_word() -> None:
    assert Meanings(TABLE).near("bake") == [("roast", 0.9), ("oven", 0.6)]


def test_a_word_is_found_by_another_form() -> None:
    assert Meanings(TABLE).near("hackers") == [("intruder", 0.7)]
    assert Meanings(TABLE).near("baked")[0] == ("roast", 0.9)


def test_a_word_that_is_not_there_is_near_to_none() -> None:
    assert Meanings(TABLE).near("zebra") == []
    assert Meanings("").near("bake") == []


def test_the_table_of_the_package() -> None:
    near = dict(load_meanings().near("harbour"))
    assert near
    assert len(near) <= 6
    assert all(0.5 <= value <= 1 for value in near.values())
