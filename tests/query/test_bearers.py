"""Whom a name in a question means: one speaker, several, or nobody."""

from __future__ import annotations

import pytest

from quotetrack.query import answer
from quotetrack.records import Speaker
from quotetrack.store import Store
from tests.query.conftest import person, said, tell

JOKE = "We treated the plan as a joke and gave a joke back: host Mr Varga yourselves,"


def test_outlet_is_a_speaker_too(store: Store) -> None:
    assert said(answer("what did the Corvo Gazette report about the exile", store)) == [
        ("Gazette", "the exile has fled")
    ]


@pytest.mark.parametrize("role", ["the Velian foreign minister", "Velia's Foreign Minister"])
def test_role_stands_for_its_bearer(store: Store, role: str) -> None:
    assert said(answer(f"what did {role} say about Varga", store))[0] == ("Orlov", JOKE)


def test_whoever_may_be_described_so_is_told_to_be_no_more(store: Store) -> None:
    reply = answer("what did the foreign minister say about Varga", store)
    assert {surname for surname, _ in said(reply)[:4]} == {"Orlov"}
    assert reply.read_as == "What anyone who may be “foreign minister” said about “Varga”."


@pytest.mark.parametrize("role", ["former Velian foreign minister", "minister's wife"])
def test_other_role_is_nobody(store: Store, role: str) -> None:
    reply = answer(f"what did the {role} say about Varga", store)
    assert reply.results == ()
    assert reply.note is not None
    assert f"“{role}”" in reply.note


def test_bearers_of_one_surname_are_told_apart_not_merged(store: Store) -> None:
    tell(store, ("Varga is fine", person("Ilya Orlov", "a singer")))
    reply = answer("what did Orlov say about Varga", store)
    assert sorted(said(reply)) == [("Orlov", "Varga is fine"), ("Orlov", JOKE)]
    assert reply.read_as == (
        "What a speaker called “Orlov” said about “Varga”. “Orlov” may be Sergei Orlov (4), Ilya Orlov (1): the best "
        "of each is shown. Ask with the full name for one of them."
    )
    assert reply.is_chosen
    assert reply.instead == (
        "what did Sergei Orlov say about Varga",
        "what did Ilya Orlov say about Varga",
    )
    assert len(answer("what did Orlov say", store).results) == 2
    nothing = answer("what did Orlov say about submarines", store)
    assert nothing.results == ()
    assert nothing.note is not None
    assert nothing.note.startswith("“Orlov” may be 2 different speakers")
    assert said(answer("what did Ilya Orlov say about Varga", store)) == [("Orlov", "Varga is fine")]


def test_the_one_of_a_name_who_spoke_of_the_subject_is_meant_and_the_others_are_named(store: Store) -> None:
    tell(store, ("Trade is fine", person("Ilya Orlov", "a singer")))
    reply = answer("what did Orlov say about trade", store)
    assert said(reply) == [("Orlov", "Trade is fine")]
    assert reply.read_as == (
        "What Ilya Orlov said about “trade”. “Orlov” may also be Sergei Orlov (4): ask with the full name for another."
    )
    assert reply.instead == ("what did Sergei Orlov say about trade",)
    assert answer("what did Ilya Orlov say about trade", store).instead == ()
    assert answer("what did Orlov say about singing", store).results == ()


@pytest.mark.parametrize("other", ["Sergey Orlov", "S. Orlov", "Orlov", "Sergei P. Orlov"])
def test_compatible_names_are_answered_together(store: Store, other: str) -> None:
    tell(store, ("Varga will stay", person(other)))
    reply = answer("what did Orlov say about Varga", store)
    assert ("Orlov", "Varga will stay") in said(reply)
    assert len(reply.results) == 5


@pytest.mark.parametrize("other", ["Sergei Orlov Jr.", "Sonja Orlov", "I. Orlov"])
def test_incompatible_names_are_not(store: Store, other: str) -> None:
    tell(store, ("Varga will stay", person(other)))
    reply = answer("what did Orlov say about Varga", store)
    assert sorted(words for _, words in said(reply)) == sorted(["Varga will stay", JOKE])
    assert "the best of each is shown" in reply.read_as


def test_bare_surname_goes_to_nobody_where_two_could_own_it(store: Store) -> None:
    tell(store, ("Varga will stay", person("Orlov")), ("Varga will go", person("Ilya Orlov")))
    reply = answer("what did Sergei Orlov say about Varga", store)
    assert "Varga will stay" not in [words for _, words in said(reply)]
    assert len(reply.results) == 4


def test_whole_name_is_not_that_of_the_son(store: Store) -> None:
    tell(store, ("Varga will stay", person("Sergei Orlov Jr.")))
    assert len(answer("what did Sergei Orlov say about Varga", store).results) == 4


def test_joint_statement_belongs_to_each(store: Store) -> None:
    tell(store, ("We like Varga", Speaker("Sergei Orlov; Wei Ma", "person")))
    assert ("Ma", "We like Varga") in said(answer("what did Orlov say about Varga", store))
    assert said(answer("what did Wei Ma say", store)) == [("Ma", "We like Varga")]
    assert answer("what did Wei Orlov say", store).results == ()


@pytest.mark.parametrize("name", ["Orlof", "Sergei Orloff", "Sergej Orlov", "Sergie Orlov", "Orlow"])
def test_a_misspelt_name_is_read_as_the_only_one_near_and_that_is_said(store: Store, name: str) -> None:
    reply = answer(f"what did {name} say about Varga", store)
    assert len(reply.results) == 4
    assert f"“{name}” was read as Sergei Orlov." in reply.read_as


def test_unknown_speaker_gets_no_results(store: Store) -> None:
    reply = answer("what did Ormond say about Varga", store)
    assert reply.results == ()
    assert reply.note is not None
    assert reply.note.startswith(
        "No speaker has the name or the role “Ormond”: all names and roles were searched."
    )


def test_who_is_quoted_far_more_is_meant_and_the_others_are_named(store: Store) -> None:
    tell(store, *((f"Varga is number {n} of them", person("Sergei Orlov")) for n in range(12)))
    tell(store, ("Trade is fine", person("Ilya Orlov")))
    reply = answer("what did Orlov say about Varga", store)
    assert {surname for surname, _ in said(reply)} == {"Orlov"}
    assert "“Orlov” may also be Ilya Orlov (1): ask with the full name for another." in reply.read_as
    reply = answer("what did Orlov say about trade", store)
    assert said(reply) == [("Orlov", "Trade is fine")]
    assert reply.read_as.startswith(
        "What Ilya Orlov said about “trade”. “Orlov” may also be Sergei Orlov (16)"
    )


def test_a_person_goes_by_another_form_of_the_given_name(store: Store) -> None:
    tell(store, ("Fish is dear", person("Robert Tallis")))
    reply = answer("what did Bob Tallis say about fish", store)
    assert said(reply) == [("Tallis", "Fish is dear")]
    assert "“Bob Tallis” was read as Robert Tallis." in reply.read_as


def test_a_suffix_may_be_left_out_where_the_office_is_the_same(store: Store) -> None:
    tell(store, ("Fish is dear", person("Joseph R. Tallis Jr.", "vice president")))
    tell(store, ("Bread is dear", person("Joe Tallis", "vice president")))
    assert said(answer("what did Joe Tallis say about fish", store))[:1] == [("Jr.", "Fish is dear")]
    tell(store, ("Wine is dear", person("Owen Tallis Jr.", "a singer")))
    tell(store, ("Tea is", person("Owen Tallis", "mayor")))
    assert answer("what did Owen Tallis say about wine", store).results == ()


def test_a_body_that_says_nothing_itself_is_answered_by_those_who_are_of_it(store: Store) -> None:
    tell(store, ("Fish is dear", person("Wei Ma", "a lawyer for the Quay Club")))
    reply = answer("what does the Quay Club think of fish", store)
    assert said(reply) == [("Ma", "Fish is dear")]
    assert reply.read_as.startswith("What Wei Ma said")


def test_an_editorial_is_its_newspapers(store: Store) -> None:
    reply = answer("what did the Corvo Gazette editorial say about the exile", store)
    assert said(reply) == [("Gazette", "the exile has fled")]
