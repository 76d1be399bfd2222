"""Speakers who are not named: listed and asked for by how the articles describe them, and never made one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.query import Reply
from quotetrack.records import Article, Speaker, SpeakerKind, Statement, spans_text
from tests.builders import extract, make_article, make_statement

HARBOUR = """“The ferry is unsafe,” activists in Telm said.
“Nobody asked us about the ferry,” said an activist.
“The talks on fish have failed,” a Western diplomat said.
“The talks on fish go on,” the Western diplomat said.
“We saw nothing,” they said.
“The boat is old,” the activist Edda Brandt said.
"""


def by(article: Article, words: str, mention: str | None, kind: SpeakerKind = "group") -> Statement:
    """What somebody said who is not named."""
    return make_statement(article, words, speaker=Speaker(None, kind), mention=mention)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def collection(path: Path) -> Iterator[quotetrack.Collection]:
    """Two activists, a Western diplomat twice, a pronoun, and Edda Brandt, who is an activist."""
    article = make_article(HARBOUR, id="harbour", published="2024-03-04")
    edda = Speaker("Edda Brandt", "person", "activist")
    told = (
        by(article, "The ferry is unsafe,", "activists in Telm"),
        by(article, "Nobody asked us about the ferry,", "an activist", "anonymous"),
        by(article, "The talks on fish have failed,", "a Western diplomat", "anonymous"),
        by(article, "The talks on fish go on,", "the Western diplomat", "anonymous"),
        make_statement(article, "We saw nothing,", by=None, mention="they"),
        make_statement(article, "The boat is old,", speaker=edda, mention="the activist Edda Brandt"),
    )
    later = make_article("“No fish today,” Western diplomats said.", id="later", published="2024-03-09")
    with quotetrack.open(path) as collection:
        collection.store.add(extract(article, *told))
        collection.store.add(extract(later, by(later, "No fish today,", "Western diplomats")))
        yield collection


def mentions(reply: Reply) -> set[str]:
    """How each answer's speaker is called where it stands."""
    return {
        spans_text(found.printed.article.text, found.printed.statement.attribution.mention)
        for found in reply.results
    }


def test_whoever_is_described_so_answers_each_for_themselves(collection: quotetrack.Collection) -> None:
    reply = collection.ask("What did activists say about the ferry?")
    assert {"activists in Telm", "an activist"} <= mentions(reply)
    assert mentions(reply) <= {"activists in Telm", "an activist", "the activist Edda Brandt"}
    assert reply.is_chosen
    every = collection.ask("What did activists say?")
    assert all(found.printed.statement.attribution.speaker_name is None for found in every.results)
    assert every.read_as == (
        "What unnamed sources described as “activists” said. Nobody is named so. These are several unnamed sources "
        "described so, who may be different people: “activist” (1), “activists in Telm” (1)."
    )


def test_all_words_count_and_articles_do_not(collection: quotetrack.Collection) -> None:
    reply = collection.ask("What did a Western diplomat say?")
    assert mentions(reply) == {"a Western diplomat", "the Western diplomat", "Western diplomats"}
    assert collection.ask("What did an Eastern diplomat say?").results == ()


def test_a_description_without_an_answer_says_so(collection: quotetrack.Collection) -> None:
    reply = collection.ask("What did activists say about chess?")
    assert reply.results == ()
    assert reply.note == (
        "Nobody is named “activists”. Of 2 statements by unnamed sources described so, none is near enough to "
        "“chess”: try other words for the subject."
    )


def test_a_name_or_the_role_of_one_comes_before_a_description(collection: quotetrack.Collection) -> None:
    article = make_article("“Quiet now,” a diplomat said.", id="third")
    collection.store.add(
        extract(article, make_statement(article, "Quiet now,", by="Nora Diplomat", mention="a diplomat"))
    )
    assert mentions(collection.ask("What did Diplomat say?")) == {"a diplomat"}
    assert mentions(collection.ask("What did the activist say?")) == {"the activist Edda Brandt"}


def test_a_plural_within_the_name_of_a_body_is_no_name(collection: quotetrack.Collection) -> None:
    article = make_article("“Stop it,” the letter said.", id="letter")
    letter = Speaker("Telm Activists’ letter", "document")
    collection.store.add(extract(article, make_statement(article, "Stop it,", speaker=letter)))
    assert mentions(collection.ask("What did activists say?")) == {"activists in Telm", "an activist"}
    assert collection.ask("What did the Telm activists say?").results[0].printed.article.id == "letter"


def test_descriptions_are_listed_most_quoted_first_without_pronouns(
    collection: quotetrack.Collection,
) -> None:
    first, *others = collection.unnamed_speakers()
    assert (first.words, first.kind, first.quotes) == ("Western diplomat", "anonymous", 2)
    assert (first.first, first.last) == ("2024-03-04", "2024-03-04")
    assert first.mentions == ("a Western diplomat", "the Western diplomat")
    assert [entry.words for entry in others] == ["activist", "activists in Telm", "Western diplomats"]
    assert [entry.words for entry in collection.unnamed_speakers(since="2024-03-05")] == ["Western diplomats"]
    assert len(collection.unnamed_speakers(limit=2)) == 2
    assert len(collection.unnamed_speakers(speaker="diplomats")) == 2


def test_a_filter_by_speaker_takes_a_description_if_nobody_is_named_so(
    collection: quotetrack.Collection,
) -> None:
    assert {printed.text for printed in collection.quotes(speaker="activists")} == {
        "The ferry is unsafe,",
        "Nobody asked us about the ferry,",
    }
    assert collection.quotes(speaker="activists").described_as == "activists"
    assert [period.quotes for period in collection.timeline(speaker="Western diplomat", by="day")] == [2, 1]
    assert [printed.text for printed in collection.quotes(speaker="Brandt")] == ["The boat is old,"]
    assert list(collection.quotes(speaker="they")) == []


def test_commands_list_descriptions_and_tell_that_they_are_several(
    collection: quotetrack.Collection, path: Path
) -> None:
    del collection
    run = CliRunner()
    listed = run.invoke(program, ["speakers", "--unnamed", "--db", str(path), "--format", "jsonl"])
    assert json.loads(listed.stdout.splitlines()[0])["words"] == "Western diplomat"
    found = run.invoke(program, ["quotes", "--speaker", "activists", "--db", str(path)])
    assert len(found.stdout.splitlines()) == 3
    assert "several unnamed sources described so" in found.stderr
