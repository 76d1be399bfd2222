"""What is weighed of a statement, and how likely it then answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.query.questions import Query
from quotetrack.query.ranking import MatchFinder, weigh_subject
from quotetrack.query.synonyms import Meanings
from quotetrack.query.weighing import WEIGHED, Weigher, shipped_weights
from quotetrack.records import Printed, Speaker
from tests.builders import find, make_article, make_statement

TEXT = "“The old bridge is shut,” the former mayor, Ana Lima, denied. It was built in Corvo.\n\nFish is dear."


@pytest.fixture
def printed() -> Printed:
    article = make_article(TEXT, title="A toll")
    return Printed(
        article=article,
        statement=make_statement(
            article,
            "The old bridge is shut,",
            speaker=Speaker("Ana Lima", "person", "former mayor"),
            mention="the former mayor, Ana Lima",
            quote={"cue": (find(TEXT, "denied"),)},
        ),
    )


def weighed(printed: Printed, query: Query, described: str | None = None) -> dict[str, float]:
    subject = weigh_subject(query.subject, Meanings(""), {}) if query.subject else None
    matches = MatchFinder(subject).find_in(printed) if subject else None
    return dict(zip(WEIGHED, Weigher(query, subject, described).weigh(printed, matches), strict=True))


def asked(**told: str) -> Query:
    return Query(question="", shape="speaker", **told)  # type: ignore[arg-type]


def test_every_weight_is_shipped() -> None:
    assert set(shipped_weights().of) == set(WEIGHED)
    assert 0 < shipped_weights().least < 0.5


def test_the_whole_is_between_none_and_all(printed: Printed) -> None:
    values = weighed(printed, asked(speaker="Lima", subject="old bridge"))
    assert all(-1 <= value <= 1 for value in values.values())
    assert values["quotation"] == pytest.approx(1.0)
    assert 0 < shipped_weights().likelihood(tuple(values.values())) < 1


def test_a_question_about_everything_finds_everything_on_the_subject(printed: Printed) -> None:
    values = weighed(printed, asked(speaker="Lima"))
    assert (values["subject"], values["meaning"], values["off the subject"]) == (1.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("subject", "is_off"), [("bridge", 0.0), ("Corvo", 0.0), ("toll", 0.0), ("submarines", 1.0)]
)
def test_what_stands_nowhere_near_is_off_the_subject(printed: Printed, subject: str, is_off: float) -> None:
    assert weighed(printed, asked(speaker="Lima", subject=subject))["off the subject"] == is_off


def test_a_word_that_describes_the_speaker_is_no_subject(printed: Printed) -> None:
    query = asked(subject="mayor submarines")
    assert weighed(printed, query, described="mayor")["off the subject"] == 1.0
    assert weighed(printed, query)["off the subject"] == 0.0


@pytest.mark.parametrize(
    ("described", "share"),
    [("former mayor", 1.0), ("ex-mayor", 1.0), ("baker", 0.0), ("mayor's office", 0.3)],
)
def test_how_much_of_a_description_is_printed(printed: Printed, described: str, share: float) -> None:
    found = weighed(printed, asked(subject="bridge"), described=described)["described"]
    assert found == pytest.approx(share) if share in (0.0, 1.0) else 0 < found < 1


@pytest.mark.parametrize(
    ("described", "may_be"),
    [
        ("former mayor", True),
        ("ex-mayor", True),
        ("mayor", False),
        ("vice mayor", False),
        ("mayor's wife", False),
        ("baker", False),
        ("mayor of the bakers", False),
    ],
)
def test_who_is_described_otherwise_is_not_meant(printed: Printed, described: str, may_be: bool) -> None:
    weigher = Weigher(asked(subject="bridge"), None, described)
    assert weigher.may_be_meant(printed, is_alike=False) is may_be


def test_only_who_is_described_so_is_meant_where_that_is_asked(printed: Printed) -> None:
    assert Weigher(asked(), None, "former mayors").may_be_meant(printed, is_alike=True)
    assert not Weigher(asked(), None, "bakers").may_be_meant(printed, is_alike=True)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(asked(speaker="x", stance="said"), asked(speaker="x", stance="denied"), id="stance"),
        pytest.param(asked(speaker="x", verb="deny"), asked(speaker="x", verb="condemn"), id="verb"),
    ],
)
def test_what_was_asked_for_comes_first(printed: Printed, better: Query, worse: Query) -> None:
    likelihood = shipped_weights().likelihood
    first, second = (likelihood(tuple(weighed(printed, query).values())) for query in (better, worse))
    assert first > second


def test_what_nobody_is_known_to_have_said_answers_less(printed: Printed) -> None:
    nobody = replace(printed.statement.attribution, speaker=None)
    unknown = replace(printed, statement=replace(printed.statement, attribution=nobody))
    likelihood, query = shipped_weights().likelihood, Query(question="", shape="who", subject="bridge")
    known, other = (likelihood(tuple(weighed(one, query).values())) for one in (printed, unknown))
    assert other < known
