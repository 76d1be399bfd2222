"""Which bearers of a name are taken together."""

from __future__ import annotations

import pytest

from quotetrack.speakers.grouping import (
    NameLookup,
    SpeakerGroup,
    group_entries,
    is_called,
    is_compatible,
    most_quoted_first,
    parts_of,
)
from tests.speakers.entries import make_entry

SERGEI, S, ILYA = make_entry("Sergei Orlov", quotes=4), make_entry("S. Orlov"), make_entry("Ilya Orlov")


def names(groups: list[SpeakerGroup]) -> list[set[str]]:
    return [{entry.name for entry in group.entries} for group in groups]


def test_those_who_all_agree_are_one_group() -> None:
    assert names(group_entries([SERGEI, S, make_entry("Orlov")], ("orlov",))) == [
        {"Sergei Orlov", "S. Orlov", "Orlov"}
    ]


def test_a_bare_surname_joins_nobody_if_two_bear_it() -> None:
    groups = group_entries([SERGEI, ILYA, make_entry("Orlov")], ("orlov",))
    assert sorted(map(sorted, names(groups))) == [["Ilya Orlov"], ["Orlov"], ["Sergei Orlov"]]


def test_a_whole_name_leaves_out_others_of_the_surname() -> None:
    assert names(group_entries([SERGEI, ILYA], ("ilya", "orlov"))) == [{"Ilya Orlov"}]


def test_a_body_that_also_speaks_jointly_keeps_its_own_statements() -> None:
    own, joint = (
        make_entry("Dock Union", "organisation"),
        make_entry("Dock Union; Harbour Board", "organisation"),
    )
    asked = ("dock", "union")
    parts = [part for entry in (own, joint) for part in parts_of(entry, asked)]
    [group] = group_entries(parts, asked)
    assert {entry.id for entry in group.entries} == {own.id, joint.id}


def test_a_person_of_a_name_keeps_bodies_out() -> None:
    entries = [make_entry("Orlov Campaign", "organisation"), SERGEI]
    assert names(group_entries(entries, ("orlov",))) == [{"Sergei Orlov"}]


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        (SERGEI, S, True),
        (SERGEI, ILYA, False),
        (make_entry("Quay Club", "organisation"), make_entry("QUAY CLUB", "unknown"), True),
        (make_entry("Quay Club", "organisation"), make_entry("Quay Club", "outlet"), False),
        (make_entry("Quay Club", "organisation"), make_entry("Quay", "organisation"), False),
        (SERGEI, make_entry("Orlov", candidates=("a", "b")), False),
    ],
)
def test_who_may_be_one(one: object, other: object, is_so: bool) -> None:
    assert is_compatible(one, other) is is_so  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "asked", "is_so"),
    [
        ("Sergei Orlov", ("orlov",), True),
        ("Sergei Orlov", ("sergei",), True),
        ("Sergei Orlov Jr.", ("orlov",), True),
        ("Sergei Orlov", ("sergei", "orlov"), True),
        ("Sergei P. Orlov", ("p",), False),
    ],
)
def test_what_somebody_is_called(name: str, asked: tuple[str, ...], is_so: bool) -> None:
    assert is_called(make_entry(name), asked) is is_so


def test_the_one_of_joint_speakers_who_is_asked_about() -> None:
    (part,) = parts_of(make_entry("Sergei Orlov; Wei Ma"), ("ma",))
    assert (part.name, part.names, part.kind) == ("Wei Ma", ("Wei Ma",), "unknown")
    assert parts_of(SERGEI, ("x",)) == [SERGEI]


def lookup(*quotes: int) -> NameLookup:
    groups = [SpeakerGroup((make_entry(f"Given{n} Orlov", quotes=count),)) for n, count in enumerate(quotes)]
    return NameLookup("Orlov", most_quoted_first(groups))


@pytest.mark.parametrize(
    ("quotes", "chosen"), [((), None), ((1,), 1), ((12, 2), 12), ((11, 1), None), ((12, 3), None)]
)
def test_who_is_quoted_far_more_is_meant(quotes: tuple[int, ...], chosen: int | None) -> None:
    group = lookup(*quotes).chosen
    assert (group.quotes if group else None) == chosen


def test_a_surname_that_nothing_has_settled_does_not_count_against_its_bearer() -> None:
    open_surname = SpeakerGroup((make_entry("Orlov", quotes=9, candidates=("a", "b")),))
    bearer = SpeakerGroup((make_entry("Sergei Orlov", quotes=10),))
    assert open_surname.is_unsettled
    assert NameLookup("Orlov", (bearer, open_surname)).chosen is bearer


def test_what_a_group_is() -> None:
    group = SpeakerGroup((S, make_entry("Sergei Orlov", roles=("mayor", "poet"), quotes=3)))
    assert (group.name, group.quotes, group.role, group.is_body) == ("Sergei Orlov", 4, "mayor", False)
    assert group.names == ("S. Orlov", "Sergei Orlov")
    assert SpeakerGroup((make_entry("Quay Club", "organisation"),)).is_body


def test_a_surname_that_nothing_settles_blocks_no_answer() -> None:
    open_name = make_entry("Orlov", quotes=40, candidates=("Sergei Orlov", "Derelict Orlov"))
    groups = [make_entry("Sergei Orlov", quotes=19), make_entry("Derelict Orlov"), open_name]
    lookup = NameLookup("Orlov", most_quoted_first(SpeakerGroup((entry,)) for entry in groups))
    assert lookup.chosen is not None
    assert lookup.chosen.name == "Sergei Orlov"
    alone = NameLookup("Orlov", (SpeakerGroup((open_name,)),))
    assert alone.chosen == alone.bearers[0]
