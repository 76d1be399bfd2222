"""Whom a description means, and what kind of speaker it stands for. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import holding, name, only

pytestmark = pytest.mark.parser


def test_an_age_means_the_one_of_that_age() -> None:
    text = (
        "Piet Vandaele, 45, was held. Owen Tallis, 31, was freed. “The boat is mine,” the 45-year-old said."
    )
    assert name(only(text)) == "Piet Vandaele"


def test_an_age_that_two_have_names_neither() -> None:
    text = "Greta Tallis, 45, met Piet Vandaele, 45. “It sank,” the 45-year-old said."
    assert name(only(text)) is None


def test_an_office_means_its_holder() -> None:
    text = "Minister Nadia Okoro and her deputy, Piet Vandaele, met. “It is safe,” the minister said."
    assert name(only(text)) == "Nadia Okoro"


@pytest.mark.parametrize("who", ["the minister", "the mayor of Porto"])
def test_an_office_that_several_hold_names_nobody(who: str) -> None:
    text = f"The mayor of Lisbon, Greta Tallis, met the mayor of Faro, Piet Vandaele. “It sank,” {who} said."
    assert name(only(text)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We have no boats left,” a senior official said.", "anonymous"),
        ("“We have no boats left,” said a spokesman for Greta Tallis.", "anonymous"),
        ("“We have no boats left,” Vandaele’s lawyer said. Piet Vandaele was not there.", "anonymous"),
        ("A friend of Piet Vandaele said “it sank”.", "anonymous"),
        ("Officials said “it sank”.", "group"),
    ],
)
def test_who_is_not_named_has_a_kind_and_no_name(text: str, kind: str) -> None:
    speaker = only(text).attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (None, kind)


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("“We have no boats left,” the harbour office said.", "harbour office", "organisation"),
        ("“The boats were old,” the report said.", "report", "document"),
    ],
)
def test_a_body_without_a_proper_name_goes_by_its_noun_phrase(text: str, expected: str, kind: str) -> None:
    speaker = only(text).attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (expected, kind)


@pytest.mark.parametrize(
    ("paper", "noun"),
    [
        ("Velian newspaper The Harbour Post", "newspaper"),
        ("Harbour Herald", "newspaper"),
        ("Harbour Times", "paper"),
    ],
)
def test_the_newspaper_is_the_one_that_was_named(paper: str, noun: str) -> None:
    text = f"The {paper} has endorsed Greta Tallis.\n\n“She is able,” the {noun} wrote."
    speaker = holding(text, "She is able").attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (paper.removeprefix("Velian newspaper The "), "outlet")


@pytest.mark.parametrize("who", ["the 34-year-old father of three", "the Vermont senator"])
def test_a_new_description_means_whom_the_text_goes_on_about(who: str) -> None:
    text = f"Thabo Cele runs the port. Cele likes boats. “It sank,” {who} said."
    assert name(only(text)) == "Thabo Cele"


def test_a_former_office_means_who_held_it() -> None:
    text = (
        "A former mayor, Owen Tallis, came. The mayor, Greta Tallis, too. “It sank,” the former mayor said."
    )
    assert name(only(text)) == "Owen Tallis"


def test_who_holds_an_office_is_not_the_former_holder() -> None:
    text = "The mayor, Owen Tallis, came. “It sank,” the former mayor said."
    assert name(only(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tidewatch, a news site, reported on boats. “It sank,” the site said.", "Tidewatch"),
        ("The trade group Fishers United met. “It sank,” the group said.", "Fishers United"),
    ],
)
def test_a_body_goes_by_its_noun(text: str, expected: str) -> None:
    assert name(only(text)) == expected


def test_a_document_that_is_announced_is_not_its_author() -> None:
    assert only("The report: “It sank.”").attribution.speaker is None


def test_an_office_whose_bearer_is_named_later() -> None:
    text = "“The nets are empty,” the mayor said. Boats were late.\n\nNadia Okoro, mayor since 2015, slept on board."
    assert name(only(text)) == "Nadia Okoro"


def test_an_office_that_somebody_else_was_described_by_stays_open() -> None:
    said = "A mayor spoke first. “The nets are empty,” the mayor said."
    text = f"{said}\n\nNadia Okoro, mayor since 2015, slept on board."
    assert name(only(text)) is None


def test_an_agencys_spokesman_is_no_agency() -> None:
    text = "Owen Tallis, an agency spokesman, took the call. “The nets are empty,” the agency said."
    assert name(only(text)) != "Owen Tallis"


@pytest.mark.parametrize(
    ("who", "named", "kind"),
    [
        ("The coast guard", "coast guard", "organisation"),
        ("State television", "State television", "outlet"),
        ("A guard", None, "anonymous"),
        ("A border guard", None, "anonymous"),
    ],
)
def test_services_and_the_states_own_outlets_are_speakers(who: str, named: str | None, kind: str) -> None:
    speaker = only(f"{who} said the nets were empty.").attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (named, kind)


def test_a_handle_is_a_name() -> None:
    assert name(only("@harbourpilot wrote: “The nets are empty.”")) == "@harbourpilot"
