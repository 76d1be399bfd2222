"""Who is meant by mentions that somebody else has marked. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.attribution import attribute_given
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article, Attribution, Given, Quote, Speaker, Statement
from tests.builders import find

pytestmark = pytest.mark.parser

TEXT = "Nadia Okoro opened the pier. “It will last,” she said.\n\n“It sank,” the clerk said."


def given_statement(id: str, words: str, source: str | None, speaker: Speaker | None = None) -> Statement:
    mention = (find(TEXT, source),) if source else ()
    quote = Quote(id=id, kind="direct", content=(find(TEXT, words),), cue=())
    return Statement(quote, Attribution(quote=id, mention=mention, speaker=speaker))


def settled(*statements: Statement, unsettled: frozenset[str]) -> list[Attribution]:
    article = Article(id="case", text=TEXT)
    given = Given(article, statements, unsettled)
    return [s.attribution for s in attribute_given(given, parse(article), load_lexicon())]


def test_a_pronoun_that_is_given_means_whom_the_text_names() -> None:
    [attribution] = settled(given_statement("a", "It will last,", "she"), unsettled=frozenset("a"))
    assert attribution.speaker == Speaker("Nadia Okoro", "person")
    assert [reason.rule for reason in attribution.evidence][:2] == ["given", "pronoun"]
    assert 0 < attribution.confidence <= 1


def test_a_description_that_fits_nobody_has_no_name() -> None:
    [attribution] = settled(given_statement("b", "It sank,", "the clerk"), unsettled=frozenset("b"))
    assert attribution.speaker is not None
    assert attribution.speaker.name is None


def test_what_is_settled_stays_as_it_is() -> None:
    other = Speaker("Somebody Else", "person")
    statement = given_statement("a", "It will last,", "she", other)
    [attribution] = settled(statement, unsettled=frozenset())
    assert attribution == statement.attribution
