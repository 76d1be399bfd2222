"""What is known of each speaker: the same kept as counted, whatever is added, revised or settled in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.linking.settle_speakers import settle_speakers
from quotetrack.records import Extraction, Filter, Source, Speaker, SpeakerEntry
from quotetrack.store import Store
from tests.builders import VERSIONS, make_article, make_statement

LIMA = Speaker("Ana Lima", "person", "Velian foreign minister")


def article(number: int, *speakers: Speaker, words: str = "The bridge is shut") -> Extraction:
    """An article in which each speaker says one thing."""
    text = "\n\n".join(f"“{words} {n},” {one.name} said then, {n}." for n, one in enumerate(speakers))
    made = make_article(text, id=f"a{number}", source=Source("Ridge Times"), published=f"2024-03-{number:02}")
    told = (
        make_statement(made, f"{words} {n},", speaker=one, mention=f"{one.name} said then, {n}")
        for n, one in enumerate(speakers)
    )
    return Extraction(article=made, statements=tuple(told), versions=VERSIONS)


def counted(store: Store, name: str) -> list[SpeakerEntry]:
    """What counting afresh gives."""
    return list(store.speakers.select(Filter(speaker=name)))


def found_in_role(store: Store, *words: str) -> list[str]:
    return [
        entry.name for entry in store.speakers.in_role([[(word, f"{word}zz")] for word in words], limit=10)
    ]


def test_what_is_kept_is_what_is_counted(store: Store) -> None:
    store.add(article(1, LIMA, Speaker("Rui Reis", "person")))
    store.add(article(2, LIMA, replace(LIMA, role="foreign minister")))
    before = store.speakers.named("Ana Lima")
    store.describe()
    assert store.speakers.named("Ana Lima") == before == counted(store, "Ana Lima")
    assert before[0].quotes == 3
    assert [(role.words, role.quotes) for role in before[0].roles] == [
        ("Velian foreign minister", 2),
        ("foreign minister", 1),
    ]


def test_what_is_added_later_counts_before_and_after_it_is_described(store: Store) -> None:
    store.add(article(1, LIMA))
    store.describe()
    store.add(article(2, LIMA))
    (entry,) = store.speakers.named("Lima")
    assert (entry.quotes, entry.last) == (2, "2024-03-02")
    store.describe()
    assert store.speakers.named("Lima") == [entry]


def test_what_is_revised_or_replaced_counts_no_longer(store: Store) -> None:
    store.add(article(1, LIMA, LIMA))
    store.describe()
    store.add(article(1, LIMA, words="The road is shut"))
    assert [entry.quotes for entry in store.speakers.named("Lima")] == [1]
    store.describe()
    assert [entry.quotes for entry in store.speakers.named("Lima")] == [1]
    store.add(article(1, Speaker("Rui Reis", "person"), words="The road is shut"))
    store.describe()
    assert store.speakers.named("Lima") == []


def test_names_that_are_settled_are_one_description(store: Store) -> None:
    store.add(article(1, LIMA))
    store.add(article(2, Speaker("ANA LIMA", "person", "mayor")))
    store.describe()
    assert len(store.speakers.named("Lima")) == 2
    with store.linking() as work:
        settle_speakers(work.people)
    (entry,) = store.speakers.named("Lima")
    assert (entry.quotes, set(entry.names)) == (2, {"Ana Lima", "ANA LIMA"})
    assert [entry] == counted(store, "Lima")


@pytest.mark.parametrize("is_described", [False, True])
def test_a_role_is_found_by_all_its_words_in_one_printing(store: Store, is_described: bool) -> None:
    both = Speaker("Rui Reis", "person", "foreign correspondent")
    store.add(article(1, LIMA, both, replace(both, role="minister of works")))
    if is_described:
        store.describe()
        assert found_in_role(store, "foreign", "minister") == ["Ana Lima"]
        assert found_in_role(store, "velia") == ["Ana Lima"]
        assert found_in_role(store, "lima") == []
    assert set(found_in_role(store, "minister")) >= {"Ana Lima", "Rui Reis"}
    assert store.speakers.in_role([], limit=10) == []


@pytest.mark.parametrize("name", ["A\ud800na Lima", "N\x00l Lima", "Łukasz 😀 Lima"])
def test_any_name_is_kept(store: Store, name: str) -> None:
    store.add(article(1, Speaker(name, "person", f"{name}'s own")))
    store.describe()
    assert [entry.name for entry in store.speakers.named("Lima")] == [name]
    assert name in store.speakers.names_quoted(10)


def test_an_outlet_is_known_by_its_whole_name_or_domain(store: Store) -> None:
    made = replace(make_article("No one spoke.", id="b"), source=Source("The Ridge Times", "ridge.example"))
    store.add(Extraction(article=made, statements=(), versions=VERSIONS))
    for name in ("Ridge Times", "the ridge times", "RIDGE.example"):
        assert store.articles.outlet(name) == "The Ridge Times"
    for name in ("Ridge", "Times", "Ridge Times Weekly", "", "the", "%"):
        assert store.articles.outlet(name) is None


def test_glimpses_have_all_but_what_is_not_weighed(store: Store) -> None:
    store.add(article(1, LIMA, LIMA))
    glimpses = dict(store.statements.search_light(["bridge"]))
    whole = store.statements.fetch(list(glimpses))
    for row, glimpse in glimpses.items():
        attribution = replace(whole[row].statement.attribution, evidence=(), candidates=())
        assert glimpse.statement.quote == replace(whole[row].statement.quote, figures=())
        assert glimpse.statement.attribution == attribution
    assert dict(store.statements.search_light([])) == glimpses
    assert list(store.statements.search_light(["bridge", "fish"], every=True)) == []
    assert len(list(store.statements.search_light(["bridge", "fish"]))) == 2
    first = next(iter(glimpses))
    assert [row for row, _ in store.statements.same_article([first])] == [
        row for row in glimpses if row != first
    ]
    assert store.statements.fetch([10_000]) == {}
    assert store.claims.printings(list(glimpses)) == {}


def test_days_are_those_chosen(store: Store) -> None:
    store.add(article(1, LIMA, Speaker("Rui Reis", "person")))
    assert store.statements.days() == [("2024-03-01", 2)]
    assert store.statements.days(Filter(speaker="Nobody")) == []


def test_words_that_no_role_has_are_known_once_all_are_described(store: Store) -> None:
    store.add(article(1, LIMA))
    asked = [[("minister", "minister")], [("zebra", "zebrazz")]]
    assert store.speakers.words_of_roles(asked) == [True, True]
    store.describe()
    assert store.speakers.words_of_roles(asked) == [True, False]
    assert store.speakers.words_of_roles([]) == []
