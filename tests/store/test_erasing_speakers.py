"""Speakers who are erased: out of every table, and kept out. All people are invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from quotetrack.collection import Collection
from quotetrack.errors import NotFound
from quotetrack.records import Candidate, Speaker
from quotetrack.store import Store, open_store
from tests.builders import extract, find, harbour, make_article, make_statement

from .orchard import SECRET, TEXTS, bytes_left, holders, orchard
from .test_linking import FIRST, printed


def test_a_speaker_leaves_every_table_but_the_texts(collection: Collection) -> None:
    erasure = collection.erase_speaker("zinaida kvasnikova", reason="she asked us to", by="Eva Holm")
    assert holders(collection.store, "Kvasnikova", "Zinaida") <= TEXTS
    assert (erasure.names[0], erasure.quotations) == ("Zinaida Kvasnikova", 2)
    assert [one.id for one in erasure.holding] == ["orchard"]
    assert [one.made_by for one in collection.erased_names()] == ["Eva Holm"] * len(erasure.names[:1])
    assert list(collection.verify()) == []


def test_a_speaker_leaves_with_the_articles(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        for extraction in (harbour(), orchard(), FIRST):
            store.add(extraction)
        erasure = Collection(store).erase_speaker("Zinaida Kvasnikova", reason="so", with_articles=True)
        assert (erasure.remains, [one.id for one in erasure.articles], erasure.holding) == (
            0,
            ["orchard"],
            (),
        )
        assert holders(store, "Kvasnikova", "Zinaida", "velvet") == set()
    assert bytes_left(file, SECRET) == []


def test_articles_that_only_print_the_name_are_told_of(collection: Collection) -> None:
    about = make_article("Everybody likes Zinaida Kvasnikova.", id="fans")
    collection.store.add(extract(about))
    erasure = collection.erase_speaker("Kvasnikova", reason="so")
    assert [one.id for one in erasure.naming] == ["fans"]


def test_a_speaker_stays_out_when_the_article_is_read_again(collection: Collection) -> None:
    collection.erase_speaker("Zinaida Kvasnikova", reason="so")
    again = orchard(text=SECRET.replace("Friday", "Monday"))
    other = make_statement(again.article, "nothing of the kind", by="Rui Reis", kind="indirect")
    other = replace(
        other,
        attribution=replace(
            other.attribution,
            candidates=(
                Candidate(
                    name="Zinaida Kvasnikova", mention=find(SECRET, "Rui Reis"), score=0.2, reason="near"
                ),
            ),
        ),
    )
    later = replace(again, statements=(*again.statements, other), versions=(("quotetrack", "9"),))
    assert collection.store.add(later) == "revised"
    collection.link(workers=1)
    assert [one.statement.attribution.speaker_name for one in collection.quotes(source="Meadow")] == [
        "Rui Reis"
    ]
    assert holders(collection.store, "Kvasnikova") <= TEXTS
    assert collection.store.add(later) == "unchanged"


def test_what_a_speaker_said_under_a_surname_leaves_and_stays_out(store: Store) -> None:
    text = "“The velvet gulls cried,” Kvasnikova said later, as Zinaida Kvasnikova had."
    article = make_article(text, id="short", published="2021-06-05")
    short = extract(article, make_statement(article, "The velvet gulls cried,", by="Kvasnikova"))
    store.add(orchard())
    store.add(short)
    collection = Collection(store)
    collection.link(workers=1)
    assert len(list(collection.quotes(speaker="Zinaida"))) == 2
    collection.erase_speaker("Zinaida Kvasnikova", reason="so")
    assert list(collection.quotes(unshown=True)) == []
    store.add(replace(short, versions=(("quotetrack", "9"),)))
    assert list(collection.quotes(unshown=True)) == []


def test_joint_words_leave_with_one_of_their_speakers(store: Store) -> None:
    article = make_article("“We leave,” they said.", id="both")
    both = Speaker("Ana Lima; Rui Reis", "person")
    store.add(extract(article, make_statement(article, "We leave,", speaker=both)))
    store.add(harbour())
    collection = Collection(store)
    collection.link(workers=1)
    collection.erase_speaker("Ana Lima", reason="so")
    assert [one.name for one in collection.speakers()] == ["Boris Petrov"]


def test_decisions_name_nobody_who_was_erased(collection: Collection) -> None:
    quote = harbour().statements[2].quote.id
    told = {
        "name": "Zinaida Kvasnikova",
        "kind": "person",
        "role": None,
        "printed_role": None,
        "confidence": 1.0,
        "evidence": [],
        "candidates": [["Zinaida Kvasnikova", [0, 3], 0.1, "before the review"]],
    }
    with collection.store._database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO decisions (id, article, quote, what, value, was, made_by, made_at, checked_on, batch) "
                "SELECT 1, article, :quote, 'speaker', :told, :told, 'Ana', '2024', '2024-06-01', 1 FROM revisions "
                "WHERE given_id = 'harbour'"
            ),
            {"quote": quote, "told": json.dumps(told)},
        )
    collection.decide_speakers("alias", "Auntie Bee", "Zinaida Kvasnikova")
    erasure = collection.erase_speaker("Zinaida Kvasnikova", reason="so")
    assert holders(collection.store, "Kvasnikova", "Auntie") <= TEXTS
    (decision,) = collection.decisions()
    assert json.loads(decision.value)["name"] is None
    assert erasure.decisions == 1


def test_a_name_must_be_somebody_s_and_one_s(collection: Collection) -> None:
    collection.store.add(printed("third", "Gulls sang", by="Rosa Lima"))
    with pytest.raises(NotFound, match=r"no speaker in .* is named 'Nobody'"):
        collection.erase_speaker("Nobody", reason="so")
    with pytest.raises(NotFound, match=r"may be several speakers in .* \(Ana Lima, Rosa Lima\)"):
        collection.erase_speaker("lima", reason="so")
