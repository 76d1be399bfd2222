"""Articles and people that are erased: out of every table and of the files, for good. All people are invented."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from quotetrack.collection import Collection
from quotetrack.errors import NotFound, StoreLocked, UsageError
from quotetrack.records import Candidate, Extraction, KeyTerm, Source, Speaker
from quotetrack.store import Store, open_store
from quotetrack.store.purging import STRETCH
from tests.builders import extract, find, harbour, make_article, make_statement

from .filled_store import PORT, TEXT, fill
from .test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed

SECRET = (
    "Zinaida Kvasnikova, the beekeeper of Ostrogorsk, told the Meadow Courier on Friday: “The velvet orchard belonged "
    "to seventeen grandmothers and nobody shall plough it.” Rui Reis said nothing of the kind."
)
"""A text whose words no other test article has."""

TEXTS = {"revisions", "text_words", "text_words_data", "quote_words", "quote_words_data"}
"""Where the words of a text that stays are."""


def orchard(*, id: str = "orchard", text: str = SECRET, **fields: Any) -> Extraction:
    told = {
        "title": "Velvet orchard stays",
        "source": Source("Meadow Courier"),
        "published": "2021-06-04",
        **fields,
    }
    article = make_article(text, id=id, **told)
    said = make_statement(
        article,
        "The velvet orchard belonged to seventeen grandmothers and nobody shall plough it.",
        speaker=Speaker("Zinaida Kvasnikova", "person", "the beekeeper of Ostrogorsk"),
        mention="Zinaida Kvasnikova",
        role=find(text, "the beekeeper of Ostrogorsk"),
        hearer=find(text, "the Meadow Courier"),
    )
    terms = (KeyTerm("velvet orchard", find(text, "velvet orchard")),)
    return replace(extract(article, said), key_terms=terms)


@pytest.fixture
def collection(store: Store) -> Collection:
    """A linked collection with the orchard, of which there is an earlier text, and others."""
    earlier = SECRET.replace("seventeen grandmothers", "several greengrocers")
    store.add(orchard())
    article = make_article(
        earlier, id="orchard", title="Velvet orchard in danger", source=Source("Meadow Courier")
    )
    said = make_statement(
        article,
        "The velvet orchard belonged to several greengrocers and nobody shall plough it.",
        by="Zinaida Kvasnikova",
    )
    store.add(extract(article, said))
    for extraction in (harbour(), FIRST, SECOND, OTHER):
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    return collection


def cells(store: Store) -> Iterator[tuple[str, str]]:
    """Every text of every table, with the table's name; full-text indexes as the words that they hold."""
    with store._database.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        for name in names:
            for row in connection.execute(text(f"SELECT * FROM {name}")):
                yield from ((name, str(value)) for value in row if value is not None)


def holders(store: Store, *words: str) -> set[str]:
    """The tables in which one of these words stands, in any case."""
    return {name for name, cell in cells(store) for word in words if word.lower() in cell.lower()}


def bytes_left(file: Path, *texts: str) -> list[bytes]:
    """The pieces of these texts, `STRETCH` bytes long, that stand anywhere in a store's files."""
    endings = ("", "-wal", "-shm", "-journal")
    data = b"".join(path.read_bytes() for e in endings if (path := Path(f"{file}{e}")).exists())
    pieces = (
        told.encode()[n : n + STRETCH] for told in texts for n in range(len(told.encode()) - STRETCH + 1)
    )
    return [piece for piece in pieces if piece in data]


def snapshot(collection: Collection) -> dict[str, Any]:
    """What a collection tells, without the numbers of rows."""
    return {
        "quotes": sorted(
            (one.to_dict() for one in collection.quotes(unshown=True)), key=lambda one: one["id"]
        ),
        "claims": [claim.to_dict() for claim in collection.claims()],
        "links": [link.to_dict() for link in collection.links()],
        "speakers": [asdict(one) for one in collection.speakers()],
        "subjects": [asdict(one) for one in collection.subjects()],
        "sources": [asdict(one) for one in collection.sources()],
        "stats": asdict(collection.stats()),
        "decisions": [replace(one, number=0) for one in collection.decisions()],
        "found": [one.text for one in collection.quotes(about="bridge")],
    }


def test_nothing_of_an_article_is_left_in_any_table(collection: Collection) -> None:
    words = ("orchard", "velvet", "Kvasnikova", "Ostrogorsk", "beekeep", "greengrocer", "Courier")
    assert len(holders(collection.store, *words)) > 8
    erasure = collection.erase("orchard", reason="they asked us to", by="Eva Holm")
    assert holders(collection.store, *words) == {"tombstones"}
    assert {cell for name, cell in cells(collection.store) if "orchard" in cell} == {"/news/orchard.txt"}
    assert [(one.id, one.texts, one.quotations) for one in erasure.articles] == [("orchard", 2, 2)]
    assert (erasure.quotations, erasure.is_done) == (2, True)
    assert list(collection.verify()) == []


def test_no_byte_is_left_in_the_files(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        for extraction in (harbour(), orchard(), FIRST, SECOND):
            store.add(extraction)
        collection = Collection(store)
        collection.link(workers=1)
        assert bytes_left(file, SECRET)
        erasure = collection.erase("orchard", reason="they asked us to")
        assert (erasure.remains, bytes_left(file, SECRET, "Velvet orchard stays")) == (0, [])
    assert bytes_left(file, SECRET, "velvet orchard") == []


def test_no_sample_of_its_values_is_left(collection: Collection) -> None:
    with collection.store._database.writing() as connection:
        connection.execute(text("ANALYZE"))
    collection.erase("orchard", reason="so")
    with collection.store._database.reading() as connection:
        if connection.dialect.name == "sqlite":
            told = connection.execute(text("SELECT * FROM sqlite_stat1")).all()
        else:
            told = connection.execute(text("SELECT most_common_vals, histogram_bounds FROM pg_stats")).all()
    assert told
    assert "velvet" not in str(told).lower()


def test_what_is_left_in_a_file_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(harbour())
        store.purge()
        assert store.count_remains([SECRET]) == 0
        with file.open("ab") as out:
            out.write(b"\0" * 4001 + SECRET[20:43].encode() + b"\0" * 72)
        assert store.count_remains([SECRET]) == 1
        # What stands in a row that stays is no remains.
        assert store.count_remains([harbour().article.text]) == 0


@pytest.mark.parametrize("gone", ["post", "globe", "harbour"])
def test_what_stays_is_as_if_the_article_had_never_come(gone: str, store: Store, tmp_path: Path) -> None:
    echo, ferry = (
        printed("echo", CUT, day="2024-05-08"),
        printed("ferry", WORDS, by="A. Lima", day="2024-05-09"),
    )
    every = (harbour(), FIRST, SECOND, OTHER, echo, ferry)
    for extraction in every:
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    collection.erase(gone, reason="so")
    with open_store(tmp_path / "other.db") as other:
        for extraction in every:
            if extraction.article.id != gone:
                other.add(extraction)
        never = Collection(other)
        never.link(workers=1)
        expected, got = snapshot(never), snapshot(collection)
    if gone == "post":  # the claim keeps the id that its first printing gave it
        for told in (expected, got):
            del told["claims"]
            told["links"] = len(told["links"])
    assert got == expected
    assert list(collection.verify()) == []


def test_a_claim_that_loses_a_printing_keeps_its_id(collection: Collection) -> None:
    collection.store.add(printed("echo", CUT, day="2024-05-08"))
    collection.link(workers=1)
    (before,) = collection.claims()
    collection.erase("globe", reason="so")
    (after,) = collection.claims()
    assert (after.id, len(before.printings), len(after.printings)) == (before.id, 3, 2)


def test_what_comes_later_is_linked_as_before(collection: Collection) -> None:
    collection.erase("post", reason="so")
    assert list(collection.claims()) == []
    collection.store.add(printed("echo", CUT, day="2024-05-08"))
    assert collection.link(workers=1).claims == 1
    (claim,) = collection.claims()
    assert [one.printed.article.id for one in claim.printings] == ["globe", "echo"]


def test_an_article_that_was_erased_stays_out(collection: Collection) -> None:
    collection.erase("orchard", reason="they asked us to", by="Eva Holm")
    assert collection.store.add(orchard()) == "erased"
    assert collection.store.add(orchard(text=SECRET.replace("Friday", "Monday"))) == "erased"
    assert collection.store.add(orchard(id="copy")) == "erased"
    assert collection.store.erased.keeps_out(orchard(id="copy").article)
    assert [(one.key, one.reason, one.made_by) for one in collection.tombstones()] == [
        ("/news/orchard.txt", "they asked us to", "Eva Holm")
    ] * 2
    assert orchard().article.digest in {one.digest for one in collection.tombstones()}
    with pytest.raises(NotFound, match=r"was erased from .* \(they asked us to\)"):
        collection.erase("/news/orchard.txt", reason="again")


def test_a_copy_that_stays_is_told_of_and_may_be_added_again(collection: Collection) -> None:
    copied = orchard(
        id="copy", key="https://copy.example/1", source=Source("Other"), url="https://copy.example/1"
    )
    collection.store.add(copied)
    erasure = collection.erase("/news/orchard.txt", reason="so")
    assert [one.id for one in erasure.holding] == ["copy"]
    assert collection.store.add(copied) == "unchanged"


def test_a_dry_run_changes_nothing(collection: Collection) -> None:
    before = snapshot(collection)
    erasure = collection.erase("orchard", "post", reason="", dry_run=True)
    assert (len(erasure.articles), erasure.quotations, erasure.links, erasure.is_done) == (2, 3, 1, False)
    assert collection.erase_speaker("Ana Lima", reason="", dry_run=True).quotations == 5
    assert snapshot(collection) == before
    assert collection.tombstones() == ()


def test_articles_leave_by_age_and_outlet(collection: Collection) -> None:
    told = collection.erase(before="2024-05-07", reason="", dry_run=True)
    assert [one.id for one in told.articles] == ["harbour", "post", "sun"]
    told = collection.erase(before="2024-05-07", source="The Post", reason="", dry_run=True)
    assert [one.id for one in told.articles] == ["post"]
    assert collection.erase(source="Nobody's", reason="so").articles == ()
    collection.erase(source="harbour.example", reason="the licence ended")
    assert {one.name for one in collection.sources()} == {
        "Meadow Courier",
        "The post",
        "The globe",
        "The sun",
    }


def test_an_article_without_a_day_has_that_on_which_it_came(collection: Collection) -> None:
    every = collection.erase(before="9999-01-01", reason="", dry_run=True)
    assert "orchard" in {one.id for one in every.articles}
    assert len(every.articles) == 5


def test_what_to_erase_and_why_must_be_said(collection: Collection) -> None:
    with pytest.raises(UsageError, match="name the articles"):
        collection.erase(reason="so")
    with pytest.raises(UsageError, match="give the reason"):
        collection.erase("orchard", reason=" ")
    with pytest.raises(NotFound, match="there is no article 'none'"):
        collection.erase("none", reason="so")


# What people have written


NOTE = "They even say the velvet orchard belonged to seventeen grandmothers there"


def note_on(store: Store, quote: str, words: str) -> None:
    from quotetrack.records import Decision

    with store.reviewing() as work:
        (found,) = work.find([quote])[quote]
        decision = Decision(
            number=0,
            quote=quote,
            what="notes",
            value=json.dumps(words),
            was="null",
            made_by="Ana",
            made_at="2024-06-01T00:00:00+00:00",
            checked_on="2024-06-01",
            batch=work.batch,
        )
        from quotetrack.store.reviews import NewDecisions

        work.decide([NewDecisions(found, [decision], [])])


def test_notes_that_hold_its_words_lose_them(collection: Collection) -> None:
    kept, gone = harbour().statements[:2]
    note_on(collection.store, kept.quote.id, "The velvet orchard is another matter")
    note_on(collection.store, gone.quote.id, NOTE)
    collection.unlink(FIRST.statements[0].quote.id, OTHER.statements[0].quote.id, by="Ana", note=NOTE)
    collection.decide_speakers("split", "Ana Lima", "Boris Petrov", why=NOTE)
    collection.erase("orchard", reason="so")
    assert holders(collection.store, "seventeen") == set()
    assert [json.loads(one.value) for one in collection.decisions()] == [
        "The velvet orchard is another matter",
        None,
    ]
    assert {one.statement.quote.id: one.review for one in collection.quotes(unshown=True)}[
        gone.quote.id
    ] is None
    assert [one.decision.note for one in collection.decided_pairs()] == [None]
    assert list(collection.verify()) == []


def test_its_decisions_leave_with_it(collection: Collection) -> None:
    secret = next(one for one in collection.quotes(about="velvet"))
    note_on(collection.store, secret.id, "fine")
    collection.unlink(FIRST.statements[0].quote.id, secret.id)
    erasure = collection.erase("orchard", reason="so")
    assert (erasure.decisions, list(collection.decisions()), list(collection.decided_pairs())) == (2, [], [])


def test_checks_that_rest_on_it_leave(collection: Collection) -> None:
    words = "The velvet orchard belonged to several greengrocers"
    collection.keep_check(collection.check(words))
    collection.keep_check(collection.check("seventeen grandmothers never said any such thing at all"))
    collection.keep_check(collection.check(WORDS))
    assert [len(one.printings) for one in collection.kept_checks()] == [1, 0, 1]
    assert collection.erase("orchard", reason="so").checks == 1
    collection.erase("globe", reason="so")
    assert next((one.words, len(one.printings)) for one in collection.kept_checks()) == (WORDS, 1)
    assert collection.erase("post", reason="so").checks == 1


# Speakers


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


# Others at the same time


def test_a_reader_keeps_the_journal_and_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file, patience=0.1) as store:
        store.add(orchard())
        store.add(harbour())
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM quotes").fetchone()
        collection = Collection(store)
        with pytest.raises(StoreLocked, match="erase --clean"):
            collection.erase("orchard", reason="so")
        reader.close()
        collection.clean()
        assert store.articles.stats().articles == 1
    assert bytes_left(file, SECRET) == []


def test_an_erasure_that_was_broken_off_is_made_up(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Collection, "link", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collection.erase("post", reason="so")
    assert not collection.is_clean()
    assert [len(claim.printings) for claim in collection.claims()] in ([], [1])
    collection.link(workers=1)
    collection.clean()
    assert collection.is_clean()
    assert list(collection.claims()) == []
    assert list(collection.verify()) == []


def test_an_erasure_is_whole_or_nothing(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(collection)
    with monkeypatch.context() as broken:
        broken.setattr("quotetrack.store.erasing.refill_indexes", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collection.erase("orchard", reason="so")
    assert snapshot(collection) == before
    assert collection.tombstones() == ()
    assert list(collection.verify()) == []


def test_a_filled_store_is_sound_after_every_erasure(location: str) -> None:
    fill(location)
    with open_store(location) as store:
        collection = Collection(store)
        collection.erase("port", reason="so")
        assert list(collection.verify()) == []
        collection.erase_speaker("Ana Lima", reason="so")
        assert list(collection.verify()) == []
        assert store.add(PORT) == "erased"
        assert not holders(store, TEXT[:30])
        collection.erase(before="9999-01-01", reason="so")
        assert list(collection.verify()) == []
        assert collection.stats().articles == 0
