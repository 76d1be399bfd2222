"""Which names in a store are one bearer's, and whom a short name may mean."""

from __future__ import annotations

import pytest

from quotetrack.speakers.identity import (
    Bearer,
    Decisions,
    Name,
    by_role,
    called_keys_of,
    contradicts_role,
    folded,
    identities,
    is_short,
    keys_of,
    may_be_short_for,
    short_keys_of,
)


def make_names(*names: tuple[str, str]) -> list[Name]:
    return [Name(n, name, kind) for n, (name, kind) in enumerate(names, 1)]


def groups(names: list[Name], decisions: Decisions | None = None) -> set[frozenset[str]]:
    leaders = identities(names, decisions or Decisions())
    return {
        frozenset(name.name for name in names if leaders[name.id] == leader) for leader in leaders.values()
    }


def test_compatible_names_are_one_and_a_surname_alone_is_nobodys() -> None:
    names = make_names(
        ("Sergei Orlov", "person"),
        ("Sergey P. Orlov", "person"),
        ("Ilya Orlov", "person"),
        ("Orlov", "person"),
    )
    assert groups(names) == {
        frozenset({"Sergei Orlov", "Sergey P. Orlov"}),
        frozenset({"Ilya Orlov"}),
        frozenset({"Orlov"}),
    }


def test_a_name_that_fits_two_people_stays_apart() -> None:
    names = make_names(("George Bush", "person"), ("George W. Bush", "person"), ("George H. Bush", "person"))
    assert len(groups(names)) == 3


def test_bodies_are_one_under_acronym_and_legal_form() -> None:
    names = make_names(
        ("Meridian Bank Ltd.", "organisation"),
        ("the Meridian Bank", "organisation"),
        ("International Monetary Fund", "organisation"),
        ("IMF", "unknown"),
        ("Ana Lima; Wei Ma", "unknown"),
    )
    assert groups(names) == {
        frozenset({"Meridian Bank Ltd.", "the Meridian Bank"}),
        frozenset({"International Monetary Fund", "IMF"}),
        frozenset({"Ana Lima; Wei Ma"}),
    }


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Observatory for Human Rights", "Observatory on Human Rights", True),
        ("the Corvo Institute of Health", "Corvo Institute for Health", True),
        ("Campaign for Hunting", "Campaign against Hunting", False),
        ("Telm Bank", "Bank of Telm", False),
        ("MR", "MR Plc", True),
        ("MR", "MR p.l.c.", True),
        ("Meridian S.A.", "Meridian N.V.", True),
        ("Meridian S.A.", "Meridian South", False),
        ("For", "On", False),
    ],
)
def test_small_words_and_legal_forms_do_not_tell_bodies_apart(one: str, other: str, is_one: bool) -> None:
    names = make_names((one, "organisation"), (other, "organisation"))
    assert (len(groups(names)) == 1) is is_one
    assert not keys_of(names[0]).isdisjoint(keys_of(names[1])) or not is_one


@pytest.mark.parametrize(
    "role", ["the wife of the mayor", "the mayor's wife", "former husband of the mayor", "his late brother"]
)
def test_a_relative_has_no_office_by_that(role: str) -> None:
    mayor = Bearer(1, {"the mayor": 5})
    assert by_role(role, [mayor]) is None
    assert contradicts_role(role, mayor)
    assert not contradicts_role(role, Bearer(1, {role: 1}))
    assert by_role("head of the Brother Bank", [Bearer(1, {"head of the Brother Bank": 1})]) is not None


def test_decisions_win() -> None:
    names = make_names(("Sergei Orlov", "person"), ("Sergey Orlov", "person"), ("Wei Ma", "person"))
    pair = frozenset({folded("Sergei Orlov"), folded("Sergey Orlov")})
    other = frozenset({folded("Sergei Orlov"), folded("Wei Ma")})
    assert len(groups(names, Decisions(apart=frozenset({pair})))) == 3
    assert len(groups(names, Decisions(one=frozenset({other})))) == 1
    assert Decisions(one=frozenset({pair})).of("Sergei Orlov", "SERGEY ORLOV") is True
    assert Decisions(apart=frozenset({pair})).of("Sergey Orlov", "Sergei Orlov") is False
    assert Decisions(apart=frozenset({pair})).of("Sergey Orlov", "Wei Ma") is None


@pytest.mark.parametrize(
    ("short", "full", "is_so"),
    [
        (("Orlov", "person"), ("Sergei Orlov", "person"), True),
        (("Orlov", "person"), ("Wei Ma", "person"), False),
        (
            ("Syrian Observatory", "organisation"),
            ("Syrian Observatory for Human Rights", "organisation"),
            True,
        ),
        (("Ryan's Office", "organisation"), ("Ryan's Office of Trade", "organisation"), False),
        (("Syrian Observatory", "person"), ("Syrian Observatory for Human Rights", "organisation"), False),
        (("Orlov", "person"), ("Sergei Orlov; Wei Ma", "person"), False),
    ],
)
def test_what_may_be_short_for_what(short: tuple[str, str], full: tuple[str, str], is_so: bool) -> None:
    assert may_be_short_for(Name(1, *short), Name(2, *full)) is is_so


def test_short_and_full_names_meet_under_a_key() -> None:
    surname, full = Name(1, "Orlov", "person"), Name(2, "Sergei Orlov", "person")
    body = Name(3, "Syrian Observatory for Human Rights", "organisation")
    assert is_short(surname)
    assert short_keys_of(surname) == called_keys_of(full)
    assert short_keys_of(Name(4, "Syrian Observatory", "organisation")) == called_keys_of(body)
    assert keys_of(surname) & keys_of(full)
    assert "letters sohr" in keys_of(body) & keys_of(Name(5, "SOHR", "unknown"))
    joint = Name(6, "Ana Lima; Wei Ma", "person")
    assert not keys_of(joint) | short_keys_of(joint) | called_keys_of(joint)
    assert short_keys_of(full) == called_keys_of(surname) == frozenset()


def test_a_role_is_whose_nine_in_ten_printings_are_about() -> None:
    minister = Bearer(1, {"Velian foreign minister": 9})
    singer = Bearer(2, {"singer": 5, "foreign minister": 1})
    assert by_role("the foreign minister", [singer, minister]) is minister
    assert by_role("the foreign minister", [Bearer(3, {"foreign minister": 2}), minister]) is None
    assert by_role("mayor", [minister, singer]) is None
    assert by_role(None, [minister]) is None
    assert by_role("minister", []) is None
    assert contradicts_role("mayor", singer)
    assert not contradicts_role("foreign minister of Velia", minister)
    assert not contradicts_role(None, singer)
    assert not contradicts_role("mayor", Bearer(4))
