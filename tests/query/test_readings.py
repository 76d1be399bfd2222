"""The ways to read a question: what is recognised in it, and when a reading gives way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.query import answer, parse_question
from quotetrack.query.asked_words import asks_figure, names_asked_first
from quotetrack.query.outlets import find_called_outlet
from quotetrack.query.readings import find_readings, names_like
from quotetrack.records import Source, Speaker
from quotetrack.store import Store
from tests.builders import extract, make_article, make_statement
from tests.query.conftest import SUMMIT, person, said, tell


def readings(question: str, store: Store) -> list[tuple[str | None, bool]]:
    """The speaker of each reading, and whether somebody is called so."""
    query = parse_question(question)
    return [(reading.query.speaker, reading.is_by_name) for reading in find_readings(query, store)]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("why won't Ana Lima resign", "Ana Lima resign"),
        ("how many boats did Ana Lima count", "Ana Lima count"),
        ("in what year did Ana Lima leave", "Ana Lima leave"),
        ("is it shut, according to Ana Lima", "Ana Lima"),
        ("Ana Lima's view of trade", "Ana Lima's view of trade"),
        ("Lima's office: is it shut", "Lima's office: is it shut"),
        ("which mayor left", "mayor left"),
        ("all quotes by Ana Lima", "Ana Lima"),
        ("what did the N.G.T.A. say", "the NGTA say"),
        ("who left", ""),
    ],
)
def test_where_a_speaker_may_be_named(question: str, begins: str) -> None:
    assert " ".join(names_asked_first(question)) == begins


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("why won't Orlov host Varga", "Orlov"),
        ("Orlov's reply to the idea of Varga", "Orlov"),
        ("how does Edda Brandt see Varga", "Edda Brandt"),
        ("Li Shan meeting", "Li Shan"),
        ("is the meeting off, according to Li Shan", "Li Shan"),
        ("Orlov: how many will host Varga", "Orlov"),
        ("quotes by Orlov told to dpa", "Orlov"),
    ],
)
def test_a_name_is_recognised_without_a_verb_of_saying(store: Store, question: str, speaker: str) -> None:
    assert readings(question, store) == [(speaker, True)]


def test_what_follows_a_colon_is_the_subject(store: Store) -> None:
    (reading,) = find_readings(parse_question("Orlov: who will host Varga"), store)
    assert (reading.query.speaker, reading.query.subject) == ("Orlov", "host Varga")


def test_anybody_is_nobody_in_particular(store: Store) -> None:
    reply = answer("did anyone deny hosting Varga", store)
    assert reply.read_as == "What anyone said about “hosting Varga”, denied first."
    assert said(reply)[0] == ("Orlov", "The idea of hosting Varga")


def test_whoever_belongs_to_somebody_is_not_that_somebody(store: Store) -> None:
    (first, is_by_name), *_ = readings("Orlov's spokesman on Varga", store)
    assert not is_by_name
    assert first is None or first != "Orlov"


@pytest.mark.parametrize(
    "question",
    [
        "what did Wei Orm say about Varga",
        "what did Tim Cook say about Varga",
        "Olga on tax",
        "Ana Ormond's view of Varga",
    ],
)
def test_nobody_answers_for_whom_the_store_does_not_know(store: Store, question: str) -> None:
    assert readings(question, store) == []
    reply = answer(question, store)
    assert reply.results == ()
    assert reply.note is not None
    assert reply.note.startswith("No speaker has the name or the role “")


def test_a_description_gives_way_to_anybody_who_may_be_meant(store: Store) -> None:
    tell(store, ("The quay is shut", person("Wei Ma", "head of the harbour office")))
    reply = answer("what did the harbour chief say about the quay", store)
    assert said(reply)[0] == ("Ma", "The quay is shut")
    assert reply.read_as == "What anyone who may be “harbour chief” said about “quay”."
    assert reply.is_chosen


def test_an_office_is_everybodys_who_has_held_it(store: Store) -> None:
    tell(
        store,
        ("Bread will be dear this year", person("Wei Ma", "mayor of Telm")),
        ("Bread was cheap", person("Ana Lima", "mayor of Telm")),
    )
    reply = answer("what did the mayor of Telm say about bread", store)
    assert {name for name, _ in said(reply)} == {"Ma", "Lima"}
    assert "“mayor of Telm” (" in reply.read_as


def test_an_acronym_stands_for_a_body_both_ways(store: Store) -> None:
    tell(store, ("Bread is dear", Speaker("Norlan Grain Trade Union", "organisation")))
    for asked in ("NGTU", "N.G.T.U."):
        assert said(answer(f"what did the {asked} say about bread", store))[:1] == [
            ("Union", "Bread is dear")
        ]
    tell(store, ("Fish is dear", Speaker("OPQR", "organisation")))
    assert said(answer("O.P.Q.R. on fish", store))[:1] == [("OPQR", "Fish is dear")]


def test_a_place_goes_by_its_short_form(store: Store) -> None:
    tell(store, ("Bread is dear", person("Wei Ma", "mayor of New York City")))
    assert said(answer("the NYC mayor on bread", store)) == [("Ma", "Bread is dear")]


@pytest.mark.parametrize(
    ("called", "outlet"),
    [
        ("Telm Daily", "Telm Daily"),
        ("the Daily", "Telm Daily"),
        ("daily", None),
        ("NYT", "The Norlan York Times"),
        ("the Times", "The Norlan York Times"),
        ("Fox", "Fox News"),
        ("Corvo", None),
    ],
)
def test_an_outlet_is_called_by_less_than_its_name(store: Store, called: str, outlet: str | None) -> None:
    for name in ("The Norlan York Times", "Fox News"):
        article = make_article("“It is,” Wei Ma said.", id=name, source=Source(name))
        store.add(extract(article, make_statement(article, "It is,", speaker=person("Wei Ma"))))
    assert find_called_outlet(called, store) == outlet


@pytest.mark.parametrize(
    "question",
    [
        "In the Telm Daily, what did Orlov say about Varga?",
        "Telm Daily: Orlov on Varga",
        "what did the Daily report Orlov said about Varga",
    ],
)
def test_an_outlet_may_come_first(store: Store, question: str) -> None:
    other = make_article(SUMMIT, id="other", source=Source("Corvo Mail"))
    store.add(
        extract(
            other,
            make_statement(
                other, "The idea of hosting Varga", speaker=person("Sergei Orlov"), kind="indirect"
            ),
        )
    )
    reply = answer(question, store)
    assert reply.results
    assert {one.printed.article.outlet for one in reply.results} == {"Telm Daily"}
    assert "in Telm Daily" in reply.read_as


def test_a_month_is_the_latest_that_the_store_has(store: Store) -> None:
    assert answer("what did Orlov say about Varga in July", store).query.since == "2024-07-01"
    assert answer("what did Orlov say about Varga in August", store).query.since == "2023-08-01"


@pytest.mark.parametrize(("day", "results"), [("Friday", 4), ("Thursday", 4)])
def test_a_weekday_is_the_latest_and_gives_way(store: Store, day: str, results: int) -> None:
    # The store has one article, of Friday 5 July 2024.
    reply = answer(f"what did Orlov say about Varga on {day}", store)
    assert len(reply.results) == results
    assert ("any day counts" in reply.read_as) is (day != "Friday")
    assert (reply.query.since == "2024-07-05") is (day == "Friday")


def test_days_give_way_where_nobody_is_asked_about(store: Store) -> None:
    reply = answer("who spoke about the meeting in June 2019", store)
    assert said(reply)[0] == ("Shan", "does not consider attending the meeting.")
    assert "any day counts" in reply.read_as
    assert answer("what did Orlov say about Varga in June 2019", store).results == ()


def test_what_is_asked_for_and_not_found_is_said(store: Store) -> None:
    assert answer("what did Edda Brandt deny about Varga", store).read_as.endswith("Nothing of it is denied.")
    praised = answer("who praised the idea of hosting Varga", store)
    assert praised.results
    assert praised.read_as.endswith("Nothing of it is told with “praise” or a verb like it.")


def test_where_nothing_answers_what_is_nobodys_is_shown(store: Store) -> None:
    article = make_article("“The quay will sink,” it was said. Wei Ma: “Fish is dear.”", id="quay")
    told = (
        make_statement(article, "The quay will sink,", by=None),
        make_statement(article, "Fish is dear.", speaker=person("Wei Ma")),
    )
    store.add(extract(article, *told))
    reply = answer("what did Edda Brandt say about the quay", store)
    assert reply.results == ()
    assert [one.text for one in reply.unattributed] == ["The quay will sink,"]


@pytest.mark.parametrize(
    "question", ["what did Orlov say about Varga", "who spoke about Varga", "Varga", "Orlov"]
)
def test_the_order_does_not_depend_on_how_many_are_wanted(store: Store, question: str) -> None:
    every = said(answer(question, store))
    for limit in range(1, len(every) + 1):
        assert said(answer(question, store, limit=limit)) == every[:limit]


@pytest.mark.parametrize(
    ("question", "does"),
    [("how many boats sank", True), ("in what year did it sink", True), ("how did it sink", False)],
)
def test_a_question_for_a_figure_is_told(question: str, does: bool) -> None:
    assert asks_figure(question) is does


def test_names_like_one(store: Store) -> None:
    assert names_like("Orlow", store) == ("Sergei Orlov",)
    assert names_like("Orlov", store) == ()
    assert replace(parse_question("Orlov on fish"), subject=None).subject is None
