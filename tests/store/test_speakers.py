"""Who is who across articles: names taken together, surnames settled, decisions that last. All people are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from quotetrack.linking.settle_speakers import settle_speakers
from quotetrack.records import Extraction, Filter, Source, Speaker, SpeakerEntry, SpeakerKind
from quotetrack.store import Store, open_store
from tests.builders import VERSIONS, make_article, make_statement

Told = tuple[str, SpeakerKind, str | None]
"""A name, its kind, the role printed with it."""


def article(number: int, day: str, about: str, *told: Told, source: str = "Ridge Times") -> Extraction:
    """An article in which each speaker says one thing, in order."""
    lines = [f"“Number {number}{n} is so,” {name} said." for n, (name, _, _) in enumerate(told)]
    text = f"{about}\n\n" + "\n\n".join(lines)
    made = make_article(text, id=f"a{number}", source=Source(source), published=day)
    statements = tuple(
        make_statement(made, f"Number {number}{n} is so,", speaker=Speaker(name, kind, role))
        for n, (name, kind, role) in enumerate(told)
    )
    return Extraction(article=made, statements=statements, versions=VERSIONS)


def fill(store: Store, articles: Sequence[Extraction], *, each: bool = False) -> None:
    for one in articles:
        store.add(one)
        if each:
            bring_up_to_date(store)
    bring_up_to_date(store)


def bring_up_to_date(store: Store, *, anew: bool = False) -> None:
    with store.linking() as work:
        settle_speakers(work.people, anew=anew)


def named(store: Store) -> dict[str, tuple[str, ...]]:
    """By the name that is shown every name of each speaker."""
    return {entry.name: entry.names for entry in list(store.speakers.select())}


BRIDGE = "The Oldacre bridge in Wexcombe, built by Harrowgate Marine, was closed by the Tarrant Council."
BANK = "Meridian Bank of Lisvane bought Castell Insurance and Penrhos Mutual from the Gwent Trust."


def test_spellings_of_one_name_are_one_speaker(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Sergei Orlov", "person", "foreign minister")),
            article(2, "2024-03-02", BANK, ("Sergey Orlov", "person", "minister")),
            article(
                3, "2024-09-02", BANK, ("SERGEI ORLOV", "unknown", None), ("Sergei Orlov", "person", None)
            ),
        ],
    )
    (entry,) = store.speakers.select()
    assert (entry.name, entry.kind, entry.quotes) == ("Sergei Orlov", "person", 4)
    assert set(entry.names) == {"Sergei Orlov", "Sergey Orlov", "SERGEI ORLOV"}
    assert [(role.words, role.first, role.last) for role in entry.roles] == [
        ("foreign minister", "2024-03-01", "2024-03-01"),
        ("minister", "2024-03-02", "2024-03-02"),
    ]
    assert len(list(store.statements.printed(Filter(speaker="Sergey Orlov")))) == 4
    assert len(list(store.statements.printed(Filter(person=entry.id)))) == 4


def test_two_bearers_of_a_surname_are_two_and_it_alone_is_nobodys(store: Store) -> None:
    fill(
        store,
        [
            article(
                1, "2024-03-01", BRIDGE, ("Helen Castle", "person", "mayor"), ("Will Castle", "person", None)
            ),
            article(2, "2024-03-02", BRIDGE, ("Castle", "person", None)),
        ],
    )
    entries = {entry.name: entry for entry in list(store.speakers.select())}
    assert set(entries) == {"Helen Castle", "Will Castle", "Castle"}
    assert set(entries["Castle"].candidates) == {"Helen Castle", "Will Castle"}
    assert entries["Helen Castle"].candidates == ()


def test_a_surname_joins_its_only_bearer_near_in_time_and_subject(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None)),
            article(2, "2024-03-20", BRIDGE, ("Castle", "person", None)),
            article(3, "2024-03-20", BANK, ("Castle", "person", None)),
            article(4, "2025-03-20", BRIDGE, ("Castle", "person", None)),
        ],
    )
    taken = [
        p.article.id
        for p in store.statements.printed(
            Filter(person=next(e.id for e in list(store.speakers.select()) if e.name == "Helen Castle"))
        )
    ]
    assert taken == ["a1", "a2"]
    assert {e.name: e.candidates for e in list(store.speakers.select())}["Castle"] == ("Helen Castle",)


def taken_for(store: Store, name: str) -> set[str]:
    """The articles in which somebody is quoted, whatever the names there."""
    [entry] = [entry for entry in store.speakers.select() if entry.name == name]
    return {printed.article.id for printed in store.statements.printed(Filter(person=entry.id))}


HELEN: Told = ("Helen Castle", "person", None)
CASTLE: Told = ("Castle", "person", None)


def test_a_surname_joins_the_name_in_full_of_the_same_outlets_week(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-05", BANK, HELEN),
            article(2, "2024-03-08", BRIDGE, CASTLE),
            article(3, "2024-03-08", BRIDGE, CASTLE, source="Corvo Gazette"),
            article(4, "2024-03-13", BRIDGE, CASTLE),
            article(5, "2024-03-08", f"{BRIDGE} Will Castle came too.", CASTLE),
            article(
                6, "2024-03-08", f"{BRIDGE} Mayor Castle came too. When Castle left, when all left.", CASTLE
            ),
            article(7, "2024-03-08", f"{BRIDGE} Helen Castle came.", CASTLE, source="Corvo Gazette"),
        ],
    )
    assert taken_for(store, "Helen Castle") == {"a1", "a2", "a6", "a7"}


def test_another_bearer_quoted_that_week_keeps_a_surname_from_joining(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-05", BANK, HELEN),
            article(2, "2024-03-08", BRIDGE, CASTLE),
            article(3, "2024-03-11", BANK, ("Will Castle", "person", None), source="Corvo Gazette"),
            article(4, "2024-05-05", BANK, HELEN),
            article(5, "2024-05-08", BRIDGE, CASTLE),
            article(6, "2024-07-05", f"{BANK} Will Castle was there.", HELEN),
            article(7, "2024-07-08", BRIDGE, CASTLE),
        ],
    )
    assert taken_for(store, "Helen Castle") == {"a1", "a4", "a5", "a6"}
    assert taken_for(store, "Castle") == {"a2", "a7"}


@pytest.mark.parametrize(
    ("name", "about", "is_kept_apart"),
    [
        ("Derelict Castle", f"{BRIDGE} Helen Castle came.", False),
        ("Will Castle", f"{BRIDGE} Helen Castle came.", True),
        ("Derelict Castle", BRIDGE, True),
        ("Derelict Castle", f"{BRIDGE} Helen Castle came. Derelict Castle went.", True),
    ],
)
def test_a_misreading_does_not_keep_a_surname_from_its_bearer(
    store: Store, name: str, about: str, is_kept_apart: bool
) -> None:
    often = [article(n, "2024-03-01", BRIDGE, HELEN) for n in range(10, 22)]
    misread = article(1, "2024-03-20", about, (name, "person", None))
    fill(store, [*often, misread, article(2, "2024-03-20", BRIDGE, CASTLE)])
    assert ("a2" not in taken_for(store, "Helen Castle")) is is_kept_apart


def test_a_role_tells_which_bearer_is_meant(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", "the mayor of Wexcombe")),
            article(2, "2024-03-01", BRIDGE, ("Will Castle", "person", "a builder")),
            article(3, "2031-01-01", BANK, ("Castle", "person", "Wexcombe mayor")),
            article(4, "2024-03-02", BRIDGE, ("Castle", "person", "a judge")),
        ],
    )
    counted = {entry.name: entry.quotes for entry in list(store.speakers.select())}
    assert counted == {"Helen Castle": 2, "Will Castle": 1, "Castle": 1}


def test_a_role_that_is_anothers_keeps_a_surname_from_its_only_bearer(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", "the mayor of Wexcombe")),
            article(2, "2024-03-02", BRIDGE, ("Castle", "person", "a goalkeeper")),
        ],
    )
    assert set(named(store)) == {"Helen Castle", "Castle"}


def test_a_second_bearer_takes_a_surname_back(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None)),
            article(2, "2024-03-02", BRIDGE, ("Castle", "person", None)),
        ],
    )
    assert set(named(store)) == {"Helen Castle"}
    fill(store, [article(3, "2024-03-03", BRIDGE, ("Will Castle", "person", None))])
    assert set(named(store)) == {"Helen Castle", "Will Castle", "Castle"}


def test_bodies_are_one_under_acronym_and_legal_form(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Tarrant Harbour Authority", "organisation", None)),
            article(2, "2024-03-02", BANK, ("THA", "organisation", None), ("Meridian", "organisation", None)),
            article(3, "2024-03-03", BANK, ("Meridian Ltd", "organisation", None)),
        ],
    )
    assert {frozenset(names) for names in named(store).values()} == {
        frozenset({"Tarrant Harbour Authority", "THA"}),
        frozenset({"Meridian", "Meridian Ltd"}),
    }
    fill(store, [article(4, "2024-03-04", BRIDGE, ("Tull Housing Alliance", "organisation", None))])
    assert ("THA",) in named(store).values()


def test_a_short_form_of_a_body_is_taken_for_it_where_the_matter_is_the_same(store: Store) -> None:
    whole: Told = ("Wexcombe Bridge Observatory", "organisation", None)
    short: Told = ("Bridge Observatory", "organisation", None)
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, whole, whole),
            article(2, "2024-03-02", BRIDGE, short),
            article(3, "2024-03-02", BANK, short),
        ],
    )
    assert {entry.name: entry.quotes for entry in list(store.speakers.select())} == {whole[0]: 3, short[0]: 1}


def test_a_name_that_is_printed_more_often_is_no_short_form(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Wexcombe Bridge Observatory", "organisation", None)),
            article(2, "2024-03-02", BRIDGE, ("Bridge Observatory", "organisation", None)),
            article(3, "2024-03-03", BRIDGE, ("Bridge Observatory", "organisation", None)),
        ],
    )
    assert {entry.name: entry.quotes for entry in list(store.speakers.select())} == {
        "Wexcombe Bridge Observatory": 1,
        "Bridge Observatory": 2,
    }


def test_joint_speakers_stay_together_and_are_found_by_each(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle; Rui Reis", "person", None)),
            article(2, "2024-03-01", BRIDGE, ("Helen Castle", "person", None)),
        ],
    )
    assert set(named(store)) == {"Helen Castle; Rui Reis", "Helen Castle"}
    assert len(list(store.statements.printed(Filter(speaker="Castle")))) == 2


MANY: list[Told] = [
    ("Helen Castle", "person", "mayor"),
    ("Will Castle", "person", None),
    ("Castle", "person", "mayor"),
    ("Castle", "unknown", None),
    ("H. Castle", "person", None),
    ("Sergei Orlov", "person", "foreign minister"),
    ("Sergey Orlov", "person", None),
    ("Orlov", "person", None),
    ("S. Orlov", "person", None),
    ("George W. Marsh", "person", None),
    ("George Marsh", "person", None),
    ("George H. Marsh", "person", None),
    ("Tarrant Harbour Authority", "organisation", None),
    ("THA", "organisation", None),
    ("Harbour Authority", "organisation", None),
    ("Orlov; Castle", "person", None),
]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_in_which_articles_come_does_not_count(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    articles = [
        article(n, f"2024-0{1 + n % 8}-11", BRIDGE if n % 3 else BANK, *chance.sample(MANY, 3))
        for n in range(12)
    ]
    fill(store, articles, each=True)
    once = people(store)
    bring_up_to_date(store, anew=True)
    assert people(store) == once
    shuffled = articles[:]
    chance.shuffle(shuffled)
    with open_store(":memory:") as other:
        fill(other, shuffled)
        assert people(other) == once


def people(store: Store) -> set[frozenset[tuple[str, int]]]:
    """The statements of each speaker, by article and place."""
    return {
        frozenset(
            (p.article.id, p.statement.quote.content[0].start)
            for p in store.statements.printed(Filter(person=entry.id))
        )
        for entry in list(store.speakers.select())
    }


def entry_of(store: Store, name: str) -> SpeakerEntry:
    return next(entry for entry in list(store.speakers.select()) if entry.name == name)


def test_statements_replaced_by_others_are_settled_too(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", "mayor")),
            article(2, "2024-03-02", BRIDGE, ("Rui Reis", "person", None)),
        ],
    )
    replaced = article(2, "2024-03-02", BRIDGE, ("Rui Reis", "person", None))
    (said,) = replaced.statements
    other = make_statement(
        replaced.article,
        "Number 20 is so,",
        speaker=Speaker("Castle", "person", "mayor"),
        quote={"rule": "cue"},
    )
    assert other.quote.id == said.quote.id
    fill(store, [Extraction(article=replaced.article, statements=(other,), versions=VERSIONS)])
    assert {entry.name: entry.quotes for entry in list(store.speakers.select())} == {"Helen Castle": 2}


@pytest.mark.parametrize(
    "name",
    [
        ";",
        "; ;",
        "\x00",
        "\ud800 Castle",
        "C" * 20_000,
        "O'",
        "Castle\nHelen",
        "=SUM(A1)",
        "李克强",
        "%_%",
        "1",
        "A.",
    ],
)
def test_odd_names_are_settled_like_others(store: Store, name: str) -> None:
    made = make_article(f"{BRIDGE}\n\n“So it is,” somebody said.", id="odd", published="2024-03-01")
    said = make_statement(made, "So it is,", speaker=Speaker(name, "unknown"))
    fill(
        store,
        [
            Extraction(article=made, statements=(said,), versions=VERSIONS),
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None)),
        ],
    )
    bring_up_to_date(store, anew=True)
    assert sum(entry.quotes for entry in list(store.speakers.select())) == 2
