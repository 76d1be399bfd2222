"""Which names may be one bearer's. Everybody here is invented, or a name that news spells in several ways."""

from __future__ import annotations

import pytest

from quotetrack.speakers.names import (
    acronym_of,
    body_words,
    initials,
    is_joint,
    is_same_word,
    may_be_one,
    name_words,
    names_of,
    person_name,
    short_forms,
    without_suffix,
)

ONE = """
Sergei Lavrov | Sergey Lavrov
Sergei Lavrov | Sergej Lavrov
Sergei Lavrov | SERGEI LAVROV
Bashar al-Assad | Bashar Assad
Bashar al-Assad | Bashar el Assad
Muammar Gaddafi | Moammar Kadhafi
Mohamed Morsi | Mohammed Mursi
Volodymyr Zelenskyy | Volodymyr Zelensky
Yulia Tymoshenko | Julia Timoshenko
Dmitri Orlov | Dmitry Orlov
Aleksandr Orlov | Alexander Orlov
Yevgeny Orlov | Evgeny Orlov
Mikhail Orlov | Michail Orlov
Ahmed Salim | Ahmad Salim
Hussein Salim | Hossein Salim
Yusuf Salim | Youssef Salim
Łukasz Nowak | Lukasz Nowak
Søren Kjær | Soren Kjaer
José Ibáñez | Jose Ibanez
François Hollande | Francois Hollande
Recep Tayyip Erdoğan | Recep Tayyip Erdogan
Ursula von der Leyen | Ursula Leyen
Anna van den Berg | Anna Berg
Juan de la Cruz | Juan Cruz
Khalid bin Rashid | Khalid Rashid
Ben Hartley | Benjamin J. Hartley
Ban Ki-moon | Ban Ki Moon
Liu Weimin | Liu Wei-min
Kim Jong-un | Kim Jong Un
Martin O'Neill | Martin ONeill
Martin O’Neill | Martin O'Neill
Jean-Claude Bernard | Jean Claude Bernard
Bill Clinton | William J. Clinton
Bob Hartley | Robert Hartley
Liz Hartley | Elizabeth Hartley
Mike Hartley | Michael Hartley
Chris Hartley | Christopher Hartley
Chris Hartley | Christine Hartley
J. Hartley | John Hartley
John F. Hartley | John Hartley
John F. Hartley | John Francis Hartley
Kofi Annan | Kofi A. Annan
Hillary Clinton | Hillary Rodham Clinton
Philip Stefan | Filip Stefan
Sofia Lima | Sophia Lima
John Hartley Jr. | John Hartley, Jr
George Bush | George W. Bush
Viktor Ivanov | Victor Ivanov
Kateryna Bondarenko | Kateryna Bondarenko
Tarek Aziz | Tariq Aziz
Osama Karim | Usama Karim
Omar Karim | Umar Karim
Nikolai Petrov | Nikolay Petrov
Andrei Petrov | Andrey Petrov
Petr Novak | Petr Nowak
Zoë Keller | Zoe Keller
Steve Keller | Stephen Keller
Steve Keller | Steven Keller
Tom Keller | Thomas Keller
Benyamin Netanyahu | Benyamin Netanyahou
Hassan Rouhani | Hasan Ruhani
Kamal Hariri | Kemal Hariri
"""

TWO = """
Hillary Clinton | Bill Clinton
George W. Bush | George H. W. Bush
George W. Bush | Jeb Bush
Ed Miliband | David Miliband
Angela Merkel | Angelika Merkel
Boris Johnson | Stanley Johnson
Christine Hartley | Christopher Hartley
Stephen Keller | Steven Keller
John Hartley | John Hartley Jr.
John Hartley | Joan Hartley
John F. Hartley | John G. Hartley
Ahmed Salim | Hamed Salim
Anna Berg | Anna Burg
Ana Lima | Ana Lima Duarte
Sergei Lavrov | Sergei Petrov
Karen Smith | Karen Schmidt
Kim Jong-un | Kim Jong-il
Rosa Diaz | Rosalind Diaz
Maria Reis | Mario Reis
Ivan Bush | Ivan Bus
Robert Kerr | Robert Carr
Paul Marsh | Paula Marsh
Omar Karim | Ammar Karim
Ash Carter | Jimmy Carter
"""


def _pairs(lines: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" | ")) for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), _pairs(ONE))
def test_names_of_one_person(one: str, other: str) -> None:
    assert may_be_one(person_name(one), person_name(other))
    assert may_be_one(person_name(other), person_name(one))


@pytest.mark.parametrize(("one", "other"), _pairs(TWO))
def test_names_of_two_people(one: str, other: str) -> None:
    assert not may_be_one(person_name(one), person_name(other))
    assert not may_be_one(person_name(other), person_name(one))


def test_a_surname_alone_agrees_with_all_who_bear_it() -> None:
    assert person_name("Clinton").is_bare
    assert may_be_one(person_name("Clinton"), person_name("Bill Clinton"))
    assert not may_be_one(person_name("Clinton"), person_name("Bill Clifton"))


def test_a_family_name_that_stands_first_is_the_surname() -> None:
    assert person_name("Liu Weimin").surname == person_name("Liu").surname
    assert person_name("Bruce Lee").surname == person_name("Lee").surname


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Meridian Bank", "Meridian Bank"),
        ("Meridian Bank Ltd.", "Meridian Bank"),
        ("Marks and Reis", "Marks & Reis"),
        ("MERIDIAN BANK", "Meridian Bank plc"),
    ],
)
def test_bodies_are_the_same_but_for_their_legal_form(one: str, other: str) -> None:
    assert body_words(one) == body_words(other)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("russia", "russian", True),
        ("german", "germany", True),
        ("iran", "iranian", False),
        ("iraq", "iran", False),
    ],
)
def test_a_country_and_its_adjective_are_one_word(one: str, other: str, is_same: bool) -> None:
    assert is_same_word(one, other) is is_same_word(other, one) is is_same


def test_names_that_are_joined() -> None:
    assert names_of("Ana Lima; Wei Ma") == ["Ana Lima", "Wei Ma"]
    assert names_of("Wei Ma") == ["Wei Ma"]
    assert (is_joint("Ana Lima; Wei Ma"), is_joint("Wei Ma")) == (True, False)


def test_a_suffix_is_left_out() -> None:
    assert without_suffix(("john", "hartley", "jr")) == ("john", "hartley")
    assert without_suffix(("jr",)) == ("jr",)


def test_acronyms() -> None:
    assert (acronym_of("IMF"), acronym_of("U.N.")) == ("imf", "un")
    assert not any(map(acronym_of, ("I", "Imf", "IMF chief", "A1", "МВФ", "")))
    assert "imf" in initials("International Monetary Fund")
    assert "un" in initials("the United Nations")
    assert "sohr" in initials("Syrian Observatory for Human Rights")
    assert initials("Meridian") == frozenset()


def test_what_a_body_is_called_for_short() -> None:
    assert short_forms("Syrian Observatory for Human Rights") == (("syrian", "observatory"),)
    assert ("foreign", "ministry") in short_forms("Russian Foreign Ministry")
    assert ("ministry",) not in short_forms("Russian Foreign Ministry")
    assert ("state",) not in short_forms("Islamic State")
    assert short_forms("Meridian") == ()


@pytest.mark.parametrize("odd", ["", " ", "…", "\ud800", "a" * 10_000, "Jr", "al", "-", "٣٤", "李"])
def test_odd_names_are_names(odd: str) -> None:
    assert may_be_one(person_name(odd), person_name(odd))
    assert isinstance(name_words(odd), list)
    assert isinstance(initials(odd), frozenset)
    assert isinstance(short_forms(odd), tuple)
