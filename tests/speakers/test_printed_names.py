"""Whether an article itself calls a speaker what somebody asks for."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.records import Printed, Span, Speaker
from quotetrack.speakers.printed_names import holds_office, is_called_there, is_surname_of

from ..builders import make_article, make_statement

NOBODY = Speaker(None, "anonymous")


def printed(text: str, mention: str, speaker: Speaker = NOBODY, **more: object) -> Printed:
    """The words “It is so” of a text, by whoever the mention is."""
    article = make_article(text)
    statement = make_statement(article, "It is so,", by=None, speaker=speaker, mention=mention, **more)  # type: ignore[arg-type]
    return Printed(article=article, statement=statement)


@pytest.mark.parametrize(
    ("asked", "text", "mention", "is_so"),
    [
        (
            "the mayor of Porto Novo",
            "“It is so,” the mayor of Porto Novo said.",
            "the mayor of Porto Novo",
            True,
        ),
        ("mayor of Porto Novo", "“It is so,” the mayor of Porto Novo said.", "the mayor", True),
        ("an aide of the mayor", "“It is so,” said an aide of the mayor.", "an aide", True),
        ("The MAYOR of porto novo", "“It is so,” the mayor of Porto Novo said.", "the mayor", True),
        (
            "the group's co-founder Ana Lima",
            "“It is so,” the group's co-founder Ana Lima said.",
            "the group's co",
            True,
        ),
        ("the mayor of Upton", "“It is so,” the mayor of Porto Novo said.", "the mayor of Porto Novo", False),
        # Whoever stands beside is somebody else.
        ("Porto Novo", "“It is so,” the mayor of Porto Novo said.", "the mayor of Porto Novo", False),
        ("the harbour office", "“It is so,” a clerk of the harbour office said.", "a clerk", False),
        (
            "the mayor of Porto Novo",
            "“It is so,” a friend said. The mayor of Porto Novo left.",
            "a friend",
            False,
        ),
        # A single word must be all of the mention.
        ("the president", "“It is so,” the president said.", "the president", True),
        ("president", "“It is so,” the president's spokesman said.", "the president's spokesman", False),
        ("the painter", "“It is so,” the painter said.", "the painter", True),
        ("the", "“It is so,” the painter said.", "the painter", False),
        ("", "“It is so,” the painter said.", "the painter", False),
    ],
)
def test_a_mention_with_what_stands_around_it(asked: str, text: str, mention: str, is_so: bool) -> None:
    assert is_called_there(asked, printed(text, mention)) is is_so


def test_a_single_word_is_a_title_or_what_an_unnamed_source_is_called() -> None:
    text = "“It is so,” the painter said."
    named = Speaker("Rui Reis", "person")
    assert not is_called_there("painter", printed(text, "the painter", named))
    text = "“It is so,” the president said."
    assert is_called_there("president", printed(text, "the president", named))


@pytest.mark.parametrize(
    ("name", "text", "mention", "is_so"),
    [
        ("Ana Lima", "Ana Lima came. “It is so,” Lima said.", "Lima said", True),
        ("Ana Lima", "Ana Lima came. “It is so,” Reis said.", "Reis", False),
        ("Ana Lima", "Ida Lima came. “It is so,” Lima said.", "Lima said", False),
        ("Lima", "Ana Lima came. “It is so,” Lima said.", "Lima said", False),
        ("Ana Lima", "Ana Limard came. “It is so,” Lima said.", "Lima said", False),
        ("", "Ana Lima came. “It is so,” Lima said.", "Lima said", False),
    ],
)
def test_a_surname_is_theirs_whom_the_article_names(name: str, text: str, mention: str, is_so: bool) -> None:
    assert is_surname_of(name, printed(text, mention)) is is_so


HEAD = "The Port Union is on strike.\n\n“It is so,” union head Ana Lima said.\n\nThe Bakers' Guild is not."


@pytest.mark.parametrize(
    ("asked", "is_so"),
    [
        ("the head of the Port Union", True),
        ("head of Port Union", True),
        ("the head of the Bakers' Guild", False),  # named further on
        ("the treasurer of the Port Union", False),
        ("the head", False),
        ("of the Port Union", False),
        ("", False),
    ],
)
def test_an_office_of_a_body_that_stands_beside(asked: str, is_so: bool) -> None:
    lima = Speaker("Ana Lima", "person", "union head")
    assert holds_office(asked, printed(HEAD, "union head Ana Lima", lima)) is is_so


def test_without_a_role_there_is_no_office() -> None:
    told = printed(HEAD, "union head Ana Lima", Speaker("Ana Lima", "person"))
    assert not holds_office("the head of the Port Union", told)


anything = st.one_of(
    st.text(max_size=40), st.sampled_from(["the", "of", "-" * 30, "a of b of c", "\ud800", "\x00", ", ,"])
)


@given(asked=anything, around=anything, mention=anything)
def test_no_name_and_no_text_make_it_fail(asked: str, around: str, mention: str) -> None:
    text = f"“It is so,” {mention}{around}"
    article = make_article(text)
    place = Span(12, 12 + len(mention))
    statement = make_statement(article, "It is so,", by=None, speaker=Speaker(None, "anonymous", around))
    statement = replace(statement, attribution=replace(statement.attribution, mention=(place,)))
    told = Printed(article=article, statement=statement)
    for ask in (is_called_there, is_surname_of, holds_office):
        assert ask(asked, told) in (True, False)


def test_long_names_take_no_time() -> None:
    long = "the head of " * 20_000
    told = printed(
        f"“It is so,” the co{'-a' * 20_000} said. {long}", "the co", Speaker(None, "anonymous", long)
    )
    begun = time.process_time()
    for ask in (is_called_there, is_surname_of, holds_office):
        ask(long, told)
    assert time.process_time() - begun < 5
