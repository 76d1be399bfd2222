"""What linking reads of a printing."""

from __future__ import annotations

from datetime import date

import pytest

from quotetrack.linking.inputs import SETTINGS, read_input
from quotetrack.records import Printed

from ..builders import HARBOUR, find, harbour, make_article, make_statement


def printings() -> list[Printed]:
    """The three statements of the harbour."""
    made = harbour()
    return [Printed(article=made.article, statement=statement) for statement in made.statements]


def test_a_direct_quotation_is_all_in_marks() -> None:
    found = read_input(printings()[0], speaker=3, article=4)
    assert found.words == found.marked == "The bridge will open on Monday,"
    assert "Ana Lima, the mayor of Porto Novo, told reporters" in found.around
    assert "Budget talks" not in found.around
    assert "Budget talks" in found.context
    assert (found.speaker, found.name, found.article) == (3, "Ana Lima", 4)
    assert (found.day, found.said) == (date(2024, 3, 1).toordinal(), 0)


def test_a_denial_in_the_reporters_words_has_none_in_marks() -> None:
    found = read_input(printings()[1])
    assert (found.words, found.marked, found.is_denied) == ("the bridge was unsafe", "", True)


def test_a_mixed_one_has_the_words_in_marks_or_all_if_its_content_leaves_the_marks_out() -> None:
    article = make_article("He called it “a well” and a “gift”.")
    inside = make_statement(article, "a well", kind="mixed")
    around = make_statement(article, "“a well” and a “gift”", kind="mixed")
    assert read_input(Printed(article=article, statement=inside)).marked == "a well"
    assert read_input(Printed(article=article, statement=around)).marked == "a well … gift"


def test_only_so_much_is_read_around() -> None:
    article = make_article(f"{'a' * 5000} “Open it.” {'b' * 5000}")
    found = read_input(Printed(article=article, statement=make_statement(article, "Open it.")))
    assert len(found.around) <= 2 * SETTINGS.paragraph + 1
    assert len(found.context) <= 2 * SETTINGS.context + 1
    assert len(found.beside) <= 2 * SETTINGS.beside + 1


@pytest.mark.parametrize("day", [None, "2012", "2012-02-30", "no date 12"])
def test_a_day_that_is_none_is_0(day: str | None) -> None:
    article = make_article(HARBOUR, published=day)
    statement = make_statement(article, "The bridge will open on Monday,")
    assert read_input(Printed(article=article, statement=statement)).day == 0


@pytest.mark.parametrize(
    ("cue", "words", "is_denied"),
    [
        ("dismissed", "the plan as a costly toy", False),
        ("rejects", "the plan", True),
        ("denied", "he had worked as a spy", True),
    ],
)
def test_who_dismisses_a_thing_as_something_says_so(cue: str, words: str, is_denied: bool) -> None:
    article = make_article(f"Ana Lima {cue} {words}.")
    quote = {"cue": (find(article.text, cue),)}
    statement = make_statement(article, words, kind="indirect", quote=quote, stance="denied")
    assert read_input(Printed(article=article, statement=statement)).is_denied == is_denied
    assert not read_input(Printed(article=article, statement=statement)).is_said
