"""Who is meant by a name."""

from __future__ import annotations

import pytest

from quotetrack.records import Speaker
from quotetrack.speakers.asked_name import AskedName
from quotetrack.speakers.lookup import find_named, find_speaker, find_titled
from quotetrack.store import Store, open_store
from tests.builders import extract, make_article, make_statement

SPEAKERS = (
    Speaker("Sergei Orlov", "person", "Velia's foreign minister"),
    Speaker("Ilya Orlov", "person", "a singer"),
    Speaker("Robert Tallis", "person", "mayor of Corvo"),
    Speaker("Corvo Gazette", "outlet"),
    Speaker("Quay Club", "organisation"),
    Speaker("Wei Ma", "person", "spokesman for the Quay Club"),
    Speaker("Joseph R. Lima Jr.", "person", "vice president"),
    Speaker("Joe Lima", "person", "vice president"),
)


@pytest.fixture(scope="module")
def store() -> Store:
    text = "\n\n".join(f"“Line {n} is so,” someone said." for n in range(len(SPEAKERS)))
    article = make_article(text, id="names", published="2024-08-01")
    told = (make_statement(article, f"Line {n} is so,", by=None, speaker=s) for n, s in enumerate(SPEAKERS))
    store = open_store(":memory:")
    store.add(extract(article, *told))
    return store


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        pytest.param("Orlov", [["Ilya Orlov"], ["Sergei Orlov"]], id="two bearers"),
        pytest.param("Mr. Tallis", [["Robert Tallis"]], id="an address"),
        pytest.param("Mayor Tallis", [["Robert Tallis"]], id="a title"),
        pytest.param("Foreign Minister Orlov", [["Sergei Orlov"]], id="a title of one of two"),
        pytest.param("the mayor of Corvo", [["Robert Tallis"]], id="a role"),
        pytest.param("Bob Tallis", [["Robert Tallis"]], id="another form of the given name"),
        pytest.param("Corvo Gazette editorial", [["Corvo Gazette"]], id="what an outlet says it in"),
        pytest.param("Quay Club", [["Quay Club", "Wei Ma"]], id="a body with its spokespeople"),
        pytest.param("Joe Lima", [["Joe Lima", "Joseph R. Lima Jr."]], id="a suffix and the same office"),
        pytest.param("Robert Talis", [["Robert Tallis"]], id="misspelt"),
        pytest.param("Hartley", [], id="nobody"),
        pytest.param("…", [], id="no words"),
    ],
)
def test_who_is_meant(store: Store, asked: str, names: list[list[str]]) -> None:
    lookup = find_speaker(asked, store)
    assert lookup.asked == asked
    found = [sorted(entry.name for entry in bearer.entries) for bearer in lookup.bearers]
    assert sorted(found) == names


@pytest.mark.parametrize(
    ("asked", "is_respelled"),
    [
        ("Robert Tallis", False),
        ("Bob Tallis", True),
        ("Robert Talis", True),
        ("Corvo Gazette article", False),
    ],
)
def test_a_name_written_otherwise_is_said_to_be(store: Store, asked: str, is_respelled: bool) -> None:
    assert find_speaker(asked, store).is_respelled is is_respelled


def test_near_names_are_shown_if_none_is_close(store: Store) -> None:
    lookup = find_speaker("Orlovski", store)
    assert lookup.bearers == ()
    assert lookup.near == ("Ilya Orlov",)


def test_a_name_and_a_title(store: Store) -> None:
    assert [group.name for group in find_named(AskedName.parse("sergei orlov"), store)] == ["Sergei Orlov"]
    assert find_titled(AskedName.parse("Judge Orlov"), store) == []
