"""What makes two figures comparable: the thing, the matter, the time and the bounds."""

from __future__ import annotations

from typing import Any

import pytest

from quotetrack.linking.counting import Counted, counted_in
from quotetrack.records import Printed

from .counts import told


def counted(words: str, figure: str, of: str | None, **more: Any) -> Counted:
    """The one figure of these words."""
    found = told(words, figure, of, **more)
    (one,) = counted_in(Printed(article=found.article, statement=found.statements[0]))
    return one


DEAD = counted("27 people were killed in Telm", "27", "people", about=("Telm",))


@pytest.mark.parametrize(
    ("words", "figure", "of"),
    [
        ("60 people had died in Telm", "60", "people"),
        ("the death toll in Telm stood at 60", "60", "the death toll in Telm"),
        ("the number of dead in Telm was put at 60", "60", "number of dead"),
        ("the wave in Telm killed 60 others", "60", "others"),
        ("the official death toll in Telm was 60", "60", "the official death toll"),
    ],
)
def test_the_dead_are_one_thing_however_they_are_told(words: str, figure: str, of: str) -> None:
    other = counted(words, figure, of, id="b")
    assert other.matter.thing == DEAD.matter.thing
    assert DEAD.is_at_odds(other)
    assert other.is_at_odds(DEAD)


@pytest.mark.parametrize(
    ("words", "figure", "of", "more"),
    [
        ("60 people were injured in Telm", "60", "people", {}),
        ("60 soldiers were killed in Telm", "60", "soldiers", {}),
        ("60 percent of people died in Telm", "60", "people", {"unit": "percent"}),
        ("60 houses burnt in Telm", "60", "houses", {}),
    ],
)
def test_what_is_another_thing(words: str, figure: str, of: str, more: dict[str, Any]) -> None:
    assert not DEAD.is_at_odds(counted(words, figure, of, id="b", **more))


def test_a_pronoun_counts_what_stands_before() -> None:
    both = told("it was 60 in Telm", "60", "it", by="The dead were many; Ana Lima")
    (one,) = counted_in(Printed(article=both.article, statement=both.statements[0]))
    assert one.matter.thing == DEAD.matter.thing


def test_money_is_told_by_its_unit() -> None:
    signs = counted("the damage to the pier came to $4 million", "4 million", "the damage", unit="$")
    words = counted("damage of 6 million dollars at the pier", "6 million", "damage", unit="dollars", id="b")
    euros = counted("damage of 6 million euros at the pier", "6 million", "damage", unit="euros", id="c")
    assert signs.matter.fits(words.matter)
    assert not signs.matter.fits(euros.matter)
    assert signs.count.amount == "$4 million"
    assert words.count.amount == "6 million dollars"


def test_what_is_counted_may_be_the_unit_alone() -> None:
    unit = counted("the damage at 6 million dollars at the pier", "6 million", "dollars", unit="dollars")
    words = counted("damage of $4 million at the pier", "4 million", "damage", unit="$", id="b")
    assert unit.matter.fits(words.matter)


def test_a_rate_is_that_of_what_it_measures() -> None:
    one = counted("unemployment in Telm was 9 percent", "9", "unemployment", unit="percent")
    other = counted(
        "the unemployment rate in Telm was 7.5 %", "7.5", "the unemployment rate", unit="%", id="b"
    )
    assert one.matter.fits(other.matter)


def test_people_are_told_by_what_they_do() -> None:
    one = counted("40 people drowned in Telm", "40", "people")
    other = counted("60 people had drowned in Telm", "60", "people", id="b")
    fled = counted("60 people had marched in Telm", "60", "people", id="c")
    assert one.matter.fits(other.matter)
    assert not one.matter.fits(fled.matter)


def test_two_figures_of_what_is_no_toll_are_not_at_odds() -> None:
    one = counted("it collected 14800 barrels in Telm", "14800", "barrels")
    other = counted("it collected 15800 barrels in Telm", "15800", "barrels", id="b")
    assert one.matter.fits(other.matter)
    assert not one.is_at_odds(other)


def test_tolls_of_two_weekdays_are_not_at_odds() -> None:
    one = counted("27 people were killed in Telm on Monday", "27", "people")
    other = counted("60 people were killed in Telm on Tuesday", "60", "people", id="b")
    assert not one.is_at_odds(other)
    assert not one.is_at_odds(counted("60 people were killed in Telm", "60", "people", id="c"))
    monday = counted("60 people were killed in Telm on Monday", "60", "people", id="d", day="2024-03-06")
    assert one.is_at_odds(monday)


@pytest.mark.parametrize(
    ("words", "of", "more"),
    [
        ("60 people have been killed in Telm since the storm", "people", {}),
        ("60 people may have been killed in Telm", "people", {}),
        ("60 deaths in Telm were confirmed", "deaths", {}),
        ("60 more people were killed in Telm", "more people", {}),
        ("another 60 people were killed in Telm", "people", {}),
        ("60 people were killed in Telm and Varn", "people", {"about": ("Varn",), "title": ""}),
    ],
)
def test_what_is_another_extent_of_a_toll(words: str, of: str, more: dict[str, Any]) -> None:
    assert not DEAD.is_at_odds(counted(words, "60", of, id="b", **more))


def test_who_tells_two_tolls_in_one_article_tells_them_apart() -> None:
    one, other = (counted(f"{n} people were killed in Telm", str(n), "people", id="a") for n in (27, 60))
    assert not one.is_at_odds(other)
    assert one.is_at_odds(counted("60 people were killed in Telm", "60", "people", id="a", by="Rui Reis"))


def test_a_verb_behind_an_and_is_of_what_follows() -> None:
    killed = counted("the wave killed 9 people and hurt many", "9", "people")
    assert killed.matter.thing == DEAD.matter.thing


STORY = "The storm has crossed Varn and the hills of Orlu, and the road to Telm is closed. "


@pytest.mark.parametrize(
    ("before", "other", "day", "is_at_odds"),
    [
        (STORY, "60 people had been killed on Thursday", "2024-03-05", True),
        (STORY, "60 people had been killed on Friday", "2024-03-05", False),
        (STORY, "60 people had been killed on Thursday", "2024-03-08", False),
        ("Nothing is known yet. ", "60 people had been killed on Thursday", "2024-03-05", False),
    ],
)
def test_the_toll_of_a_weekday_without_a_place_is_that_of_the_story(
    before: str, other: str, day: str, is_at_odds: bool
) -> None:
    one = counted("Thursday’s death toll was 27", "27", "Thursday’s death toll", title="", by=f"{STORY}Ana")
    two = counted(other, "60", "people", id="b", title="", day=day, by=f"{before}Rui")
    assert one.is_at_odds(two) == is_at_odds


def test_what_nothing_tells_is_beside_nothing_else() -> None:
    one, other = (counted(f"they put it at {n}", str(n), "it", id=str(n), title="Telm") for n in (27, 60))
    assert not one.is_at_odds(other)


@pytest.mark.parametrize(
    ("words", "limit", "bound"),
    [
        ("at least 60 people died in Telm", "at least", "at least"),
        ("no fewer than 60 people died in Telm", "at least", "no fewer than"),
        ("up to 60 people died in Telm", "at most", "up to"),
        ("no more than 60 people died in Telm", "at most", "no more than"),
        ("the 60 people died in Telm", "exact", None),
    ],
)
def test_bounds_are_the_words_right_before(words: str, limit: str, bound: str | None) -> None:
    one = counted(words, "60", "people")
    text = one.count.printed.article.text
    assert (one.count.limit, one.count.bound and one.count.bound.of(text)) == (limit, bound)


def test_a_bound_stands_before_the_sign_of_money() -> None:
    one = counted("damage of more than $4 million at the pier", "4 million", "damage", unit="$")
    assert one.count.amount == "more than $4 million"


@pytest.mark.parametrize(
    ("one", "other", "is_at_odds"),
    [
        ("at least 12", "27", False),
        ("at least 60", "27", True),
        ("more than 12", "at least 60", False),
        ("up to 60", "27", False),
        ("up to 12", "27", True),
        ("up to 12", "at least 60", True),
        ("1000", "1015", False),
        ("1000", "1025", True),
    ],
)
def test_bounds_and_rounding_excuse_a_difference(one: str, other: str, is_at_odds: bool) -> None:
    a, b = (
        counted(f"{said} people died in Telm", said.split()[-1], "people", id=said) for said in (one, other)
    )
    assert a.is_at_odds(b) == b.is_at_odds(a) == is_at_odds


@pytest.mark.parametrize("stance", ["denied", "asked", "would_say"])
def test_who_does_not_claim_a_figure_is_not_at_odds(stance: str) -> None:
    other = counted("60 people were killed in Telm", "60", "people", id="b", stance=stance)
    assert not DEAD.is_at_odds(other)


@pytest.mark.parametrize(
    ("day", "said", "is_near"),
    [
        ("2024-03-06", None, False),
        ("2024-03-04", None, True),
        ("2024-03-07", None, False),
        ("2025-03-04", "2024-03-03", True),
        (None, "2024-03-02", False),
        (None, None, False),
    ],
)
def test_about_the_same_time(day: str | None, said: str | None, is_near: bool) -> None:
    one = counted("27 people were killed in Telm", "27", "people", said="2024-03-03")
    other = counted("60 people were killed in Telm", "60", "people", id="b", day=day, said=said)
    assert one.is_at_odds(other) == is_near


@pytest.mark.parametrize(
    ("title", "about", "fits"),
    [
        ("Ferry sinks off Telm", ("Varn",), False),
        ("Ferry sinks off Telm", (), True),
        ("Storm off Telm hits Varn", ("Varn",), True),
        ("Storm hits Varn", ("Varn",), False),
        ("Storm hits Varn", (), False),
    ],
)
def test_one_matter_shares_a_name_or_a_rare_word(title: str, about: tuple[str, ...], fits: bool) -> None:
    words = f"60 people were killed{' in Varn' if about else ''}"
    other = counted(words, "60", "people", id="b", title=title, about=about)
    assert DEAD.matter.fits(other.matter) == fits


def test_without_a_value_or_something_counted_there_is_nothing_to_compare() -> None:
    found = told("60 had died in Telm", "60", None)
    assert list(counted_in(Printed(article=found.article, statement=found.statements[0]))) == []
