"""Who is meant by a role, or by the body they speak for."""

from __future__ import annotations

import pytest

from quotetrack.records import Speaker
from quotetrack.speakers.asked_name import AskedName
from quotetrack.speakers.roles import aliases_in, find_in_role, has_words, speaking_for, spokespeople
from quotetrack.store import Store, open_store
from tests.builders import extract, make_article, make_statement
from tests.speakers.entries import make_entry


@pytest.mark.parametrize(
    ("wanted", "role", "is_so"),
    [
        ("russian minister", "minister of russia", True),
        ("gov", "the governor", True),
        ("president", "pres", True),
        ("minister", "ministry", False),
        ("iran", "iraq", False),
        ("", "mayor", True),
    ],
)
def test_words_of_a_role(wanted: str, role: str, is_so: bool) -> None:
    assert has_words(wanted.split(), role.split()) is is_so


def test_spokespeople_of_a_body_are_one_group() -> None:
    entries = [
        make_entry("Wei Ma", roles=("spokesman for the Quay Club",)),
        make_entry("Li Po", roles=("Quay Club spokeswoman",)),
        make_entry("Ana Lima", roles=("president of the Quay Club",)),
    ]
    (group,) = spokespeople(AskedName.parse("the Quay Club"), entries)
    assert [entry.name for entry in group.entries] == ["Wei Ma", "Li Po"]
    assert spokespeople(AskedName.parse("the"), entries) == []
    assert spokespeople(AskedName.parse("Ridge Club"), entries) == []


@pytest.fixture
def offices() -> Store:
    text = "\n\n".join(f"“Line {n} is so,” someone said." for n in range(4))
    article = make_article(text, id="offices", published="2024-08-01")
    speakers = (
        Speaker("Sergei Orlov", "person", "Velia's foreign minister"),
        Speaker("Edda Brandt", "person", "former Velian foreign minister"),
        Speaker("Wei Ma", "person", "a lawyer for the Quay Club"),
        Speaker("Harbour Board", "organisation", "the port authority"),
    )
    store = open_store(":memory:")
    store.add(
        extract(
            article,
            *(
                make_statement(article, f"Line {n} is so,", by=None, speaker=s)
                for n, s in enumerate(speakers)
            ),
        )
    )
    return store


def test_a_role_is_that_of_its_bearer_and_of_no_former_one(offices: Store) -> None:
    (group,) = find_in_role(AskedName.parse("the Velian foreign minister"), offices)
    assert group.name == "Sergei Orlov"
    (former,) = find_in_role(AskedName.parse("former foreign minister of Velia"), offices)
    assert former.name == "Edda Brandt"
    assert find_in_role(AskedName.parse("foreign minister"), offices) == []
    assert find_in_role(AskedName.parse("the"), offices) == []


def test_roles_in_a_subject_stand_for_persons(offices: Store) -> None:
    assert aliases_in("trade with the Velian foreign minister", offices) == {
        "velian foreign minister": "orlov"
    }
    assert aliases_in("the port authority", offices) == {}
    assert aliases_in("trade", offices) == {}


def test_a_body_that_is_not_quoted_is_spoken_for(offices: Store) -> None:
    (group,) = speaking_for(AskedName.parse("Quay Club"), offices)
    assert group.name == "Wei Ma"
    assert speaking_for(AskedName.parse("Quay"), offices) == []
