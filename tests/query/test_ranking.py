"""How well a statement answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.query.questions import Query
from quotetrack.query.ranking import (
    MatchFinder,
    SubjectMatches,
    explain_score,
    has_verb,
    subject_score,
    weigh_subject,
    weight_of,
)
from quotetrack.query.synonyms import Meanings
from quotetrack.records import Printed, Speaker
from tests.builders import find, make_article, make_statement, mark

NOTHING = Meanings("")
TEXT = "Fish and bread\n\n“The old bridge is shut,” Ana Lima denied. It was built in Corvo.\n\nThe harbour is open."


def subject(words: str) -> object:
    return weigh_subject(words, NOTHING, {})


@pytest.fixture
def printed() -> Printed:
    article = make_article(TEXT, title="A toll")
    article = replace(article, zones=(mark(article, "heading", "Fish and bread"),))
    return Printed(
        article=article,
        statement=make_statement(
            article,
            "The old bridge is shut,",
            speaker=Speaker("Ana Lima", "person", "mayor"),
            quote={"cue": (find(TEXT, "denied"),)},
        ),
    )


def matches(words: str, printed: Printed, *, with_name: bool = False) -> SubjectMatches:
    return MatchFinder(weigh_subject(words, NOTHING, {}), with_name=with_name).find_in(printed)


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ("bridge", "quotation"),
        ("Corvo", "paragraph"),
        ("bread", "title"),
        ("toll", "title"),
        ("harbour", "nearby"),
    ],
)
def test_where_a_word_stands(printed: Printed, word: str, where: str) -> None:
    places = matches(word, printed)
    assert getattr(places, where) == (1.0,)
    assert explain_score(weigh_subject(word, NOTHING, {}), places).startswith(f"“{word.lower()}” ")


def test_a_word_nearer_to_the_quotation_counts_more(printed: Printed) -> None:
    scores = [
        subject_score(weigh_subject(word, NOTHING, {}), matches(word, printed))
        for word in ("bridge", "Corvo", "bread", "harbour", "zebra")
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(1.0)
    assert scores[-1] == 0.0


def test_a_phrase_is_all_words_in_a_row(printed: Printed) -> None:
    assert matches("old bridge", printed).is_phrase
    assert not matches("bridge old", printed).is_phrase


def test_the_speaker_counts_as_the_paragraph_if_that_is_asked_for(printed: Printed) -> None:
    assert matches("mayor", printed).paragraph == (0.0,)
    assert matches("mayor", printed, with_name=True).paragraph == (1.0,)


def test_names_of_roles_stand_for_the_words_of_the_role() -> None:
    asked = weigh_subject("the Velian president", NOTHING, {"velian president": "orlov"})
    assert [near["orlov"] for near in asked.others] == [1.0, 1.0]
    assert asked.called[0] == "orlov"
    assert sum(asked.weights) == pytest.approx(1.0)


def test_a_name_has_no_other_names_beside_it() -> None:
    table = Meanings("obama clinton:0.8 obamacare:0.7")
    assert set(weigh_subject("Obama", table, {}).others[0]) == {"obamacar"}
    assert "clinton" in weigh_subject("OBAMA", table, {}, has_case=False).others[0]


@pytest.mark.parametrize(
    ("words", "near"), [("It happens to us", 0.0), ("The US did", 1.0), ("The U.S. did", 1.0)]
)
def test_an_acronym_is_no_stop_word(words: str, near: float) -> None:
    article = make_article(f"“{words},” Ana Lima said.")
    printed = Printed(article=article, statement=make_statement(article, f"{words},"))
    assert matches("the US", printed).quotation == (near,)


def test_rare_words_weigh_more() -> None:
    assert weight_of("the") < weight_of("minister") < weight_of("zyzzyva")


def test_the_cue_is_compared_with_the_verb_asked_for(printed: Printed) -> None:
    cue = replace(printed.statement.quote, cue=(find(TEXT, "built"),))
    other = replace(printed, statement=replace(printed.statement, quote=cue))
    condemn = Query(question="", shape="who", verb="condemn")
    text = TEXT.replace("denied", "slammed")
    article = make_article(text)
    slammed = make_statement(article, "The old bridge is shut,", quote={"cue": (find(text, "slammed"),)})
    assert has_verb(condemn, Printed(article=article, statement=slammed))
    assert not has_verb(condemn, other)
    assert not has_verb(Query(question="", shape="who", verb="say"), printed)
