"""What a saved question finds in a store, what it knows by then, and what becomes of that."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import NotFound, UsageError
from quotetrack.records import Extraction, Filter, News, Source, Statement, WatchRun
from quotetrack.store import Store, open_store
from tests.builders import extract, make_article, make_statement

from .orchard import exported, holders, orchard
from .test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed, quote

QUESTION = "what did Ana Lima say"
ECHO = printed("echo", WORDS, day="2024-05-08")


def look(collection: Collection, name: str = "lima") -> WatchRun:
    """What is new, which then counts as shown."""
    run = collection.watch(name)
    collection.mark_watched(run)
    return run


def told(news: tuple[News, ...]) -> list[tuple[str, str]]:
    return [(one.what, one.printed.article.id) for one in news]


def ask_of(store: Store) -> Collection:
    """A collection with one printing of one statement, which a saved question knows."""
    store.add(SECOND)
    collection = Collection(store)
    collection.link(workers=1)
    collection.add_watch(QUESTION, name="lima", by="Eva Holm")
    return collection


@pytest.fixture
def lima(store: Store) -> Collection:
    """Such a collection in either database."""
    return ask_of(store)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Collection]:
    """Such a collection in a file, for what does not depend on the database."""
    with open_store(tmp_path / "here.db") as store:
        yield ask_of(store)


def anew(extraction: Extraction, *statements: Statement) -> Extraction:
    """The same article as another version of the program extracts it, which finds these statements or the same."""
    return replace(
        extraction, versions=(("quotetrack", "2"),), statements=statements or extraction.statements
    )


def wider(extraction: Extraction, words: str) -> Extraction:
    """The same article, where what was found has other edges, so another id."""
    said = extraction.statements[0].attribution.speaker_name
    return anew(extraction, make_statement(extraction.article, words, by=said, mention=said))


# What is new


def test_what_was_there_counts_as_known(lima: Collection) -> None:
    assert look(lima).news == ()
    assert lima.watched_before("lima") == []


def test_each_new_statement_is_shown_once(lima: Collection) -> None:
    lima.store.add(OTHER)
    run = lima.watch("lima")
    assert told(run.news) == [("new", "sun")]
    assert lima.watch("lima").news == run.news, "what is not marked is shown again"
    lima.mark_watched(run)
    assert look(lima).news == ()
    assert [(one.what, one.printed.text) for one in lima.watched_before("lima")] == [("new", "Gulls cried")]


def test_a_further_printing_is_told_with_the_first(lima: Collection) -> None:
    lima.store.add(ECHO)
    (one,) = look(lima).news
    assert (one.what, one.printed.article.id) == ("printing", "echo")
    assert one.earlier is not None
    assert one.earlier.article.id == "globe"


def test_of_several_printings_at_once_the_first_is_new(store: Store) -> None:
    collection = Collection(store)
    collection.add_watch(QUESTION, name="lima")
    for extraction in (ECHO, SECOND, FIRST, OTHER):
        store.add(extraction)
    assert told(look(collection).news) == [
        *(("new", "post"), ("new", "sun")),
        *(("printing", "globe"), ("printing", "echo")),
    ]


def test_from_the_start_all_is_new(here: Collection) -> None:
    here.add_watch("what did Ana Lima say about the bridge", name="bridge", from_start=True)
    assert told(look(here, "bridge").news) == [("new", "globe")]


def test_a_contradiction_is_shown_once_whoever_prints_it_again(lima: Collection) -> None:
    lima.store.add(OTHER)
    look(lima)
    lima.decide_link("wrong", quote(OTHER), quote(SECOND), relation="contradicts", by="Eva Holm")
    (one,) = look(lima).news
    assert (one.what, *one.ids) == ("contradicts", *sorted((quote(SECOND), quote(OTHER))))
    assert look(lima).news == ()
    assert {one.what for one in lima.watched_before("lima")} == {"contradicts", "new"}
    lima.store.add(ECHO)
    lima.link(workers=1)
    lima.decide_link("wrong", quote(OTHER), quote(ECHO), relation="contradicts", by="Eva Holm")
    assert told(look(lima).news) == [("printing", "echo")]


def test_what_contradicts_an_answer_need_not_be_one(lima: Collection) -> None:
    gulls = printed("sun", "Gulls cried", by="Boris Petrov")
    lima.store.add(gulls)
    lima.link(workers=1)
    lima.decide_link("wrong", quote(gulls), quote(SECOND), relation="contradicts", by="Eva Holm")
    assert told(look(lima).news) == [("contradicts", "globe")]
    lima.store.add(wider(gulls, "Gulls"))
    lima.link(workers=1)
    lima.decide_link(
        "wrong", wider(gulls, "Gulls").statements[0].quote.id, quote(SECOND), relation="contradicts"
    )
    assert look(lima).news == (), "it is known under another id"


def test_since_a_day_all_that_came_in_is_shown_again(lima: Collection) -> None:
    lima.store.add(OTHER)
    look(lima)
    again = lima.watch("lima", since="2000-01-01")
    assert told(again.news) == [("new", "sun"), ("new", "globe")]
    lima.mark_watched(again)
    assert lima.watch("lima", since="2999-01-01").news == ()
    assert look(lima).news == ()


def test_part_of_a_run_leaves_the_rest_for_later(here: Collection) -> None:
    here.store.add(OTHER)
    here.store.add(ECHO)
    here.link(workers=1)
    here.decide_link("wrong", quote(OTHER), quote(SECOND), relation="contradicts", by="Eva Holm")
    run = here.watch("lima")
    first, second, third = run.news
    here.mark_watched(run.only({first.ids}))
    assert [one.ids for one in here.watch("lima").news] == [second.ids, third.ids]
    here.mark_watched(run.only({third.ids}))
    assert [one.ids for one in look(here).news] == [second.ids]


# Extracted anew, and revised


def test_extracted_anew_nothing_is_new(here: Collection) -> None:
    for edges in (WORDS[:-9], CUT[4:], CUT):
        here.store.add(wider(SECOND, edges) if edges in CUT else anew(SECOND))
        run = look(here)
        assert (run.news, run.answers) == ((), 1)


def test_what_only_another_engine_finds_is_new(here: Collection) -> None:
    text = SECOND.article.text
    own = text[: text.index(".")]
    more = make_statement(SECOND.article, own, by="Ana Lima", kind="indirect")
    here.store.add(anew(SECOND, *SECOND.statements, more))
    assert [one.printed.text for one in look(here).news] == [own]
    here.store.add(SECOND)
    assert look(here).news == ()
    here.store.add(anew(SECOND, *SECOND.statements, more))
    assert look(here).news == ()


def revised(words: str, *, by: str = "Ana Lima") -> Extraction:
    """A later text of the article that the question knows."""
    later = printed("globe", words, day="2024-05-07", by=by)
    text = f"Corrected. {later.article.text}"
    article = replace(later.article, text=text, id="globe")
    return extract(article, make_statement(article, words, by=by, mention=by))


def test_a_revised_article_with_the_same_words_is_not_new(here: Collection) -> None:
    here.store.add(revised(CUT))
    run = look(here)
    assert (run.news, run.answers, run.seen[0].what) == ((), 1, "renamed")


def test_an_edited_quotation_is_reworded(here: Collection) -> None:
    words = CUT.replace("closed", "shut")
    here.store.add(revised(words))
    (one,) = look(here).news
    assert (one.what, one.printed.text, one.was) == ("reworded", words, CUT)
    here.store.add(revised(words + " is replaced"))
    assert look(here).news == (), "most of it was shown"


def test_words_much_like_others_that_still_stand_are_new(here: Collection) -> None:
    like = CUT.replace("northern", "southern")
    later = revised(CUT).article
    article = replace(later, text=f"{later.text} “{like},” Ana Lima said.")
    said = (make_statement(article, CUT, mention=None), make_statement(article, like, mention=None))
    here.store.add(extract(article, *said))
    (one,) = look(here).news
    assert (one.what, one.printed.text) == ("new", like)


# Saving


def test_questions_are_listed_by_name_and_forgotten(lima: Collection) -> None:
    lima.add_watch("who spoke about Żary", name="Żary", min_confidence=0.5)
    assert [(one.name, one.filter) for one in lima.watches()] == [
        *(("lima", Filter()), ("Żary", Filter(min_confidence=0.5))),
    ]
    assert lima.watches()[0].ran_at is None
    look(lima)
    assert lima.watches()[0].ran_at is not None
    lima.remove_watch("Żary")
    assert [one.name for one in lima.watches()] == ["lima"]
    with pytest.raises(NotFound, match="no question is saved as 'Żary'"):
        lima.remove_watch("Żary")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "lima"}, "a question is saved as 'lima' already"),
        ({"name": " "}, "is no name for a question"),
        ({"name": "a\nb"}, "is no name for a question"),
        ({"name": "a\ud800"}, "which is no text"),
        ({"limit": 3, "person": "7"}, "cannot be filtered by limit, person"),
    ],
)
def test_what_makes_no_sense_is_refused(here: Collection, given: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        here.add_watch("what did Petrov say", **given)  # type: ignore[arg-type]


def test_a_question_is_saved_once_and_has_words(here: Collection) -> None:
    with pytest.raises(UsageError, match="is saved already, as 'lima'"):
        here.add_watch(QUESTION)
    with pytest.raises(UsageError, match=r"question|word"):
        here.add_watch("?")
    assert [one.name for one in here.watches()] == ["lima"]


def test_a_name_is_made_of_the_question(here: Collection) -> None:
    names = [
        here.add_watch(question).name
        for question in (
            "What did Petrov say?",
            "what did Petrov say",
            "who " + "verylongword " * 9 + "spoke",
        )
    ]
    assert names == ["petrov-say", "petrov-say-2", "verylongword-spoke"]


def test_a_question_that_was_forgotten_meanwhile_is_passed_over(here: Collection) -> None:
    run = here.watch("lima")
    here.remove_watch("lima")
    here.mark_watched(run)
    assert here.watches() == []


def test_every_answer_counts_however_many_there_are(here: Collection) -> None:
    text = " ".join(f"“Number {n} bridge stands,” Ana Lima said." for n in range(240))
    article = make_article(text, id="many", published="2024-06-01", source=Source("The many"))
    said = [make_statement(article, f"Number {n} bridge stands,") for n in range(240)]
    here.store.add(extract(article, *said))
    run = look(here)
    assert len({one.printed.id for one in run.news}) == 240
    assert look(here).news == ()


# Erased, moved and verified


@pytest.fixture
def velvet(lima: Collection) -> Collection:
    """A collection in which saved questions know what is to be erased."""
    lima.store.add(orchard())
    lima.store.add(FIRST)
    lima.link(workers=1)
    lima.add_watch("who spoke about the orchard and the bridge", name="all", from_start=True)
    look(lima, "all")
    lima.add_watch("what did Zinaida Kvasnikova say", name="her")
    return lima


def test_what_is_erased_leaves_what_was_seen(velvet: Collection) -> None:
    secret = next(one for one in velvet.quotes(about="velvet"))
    assert secret.id in {one.quote for one in velvet.store.watches.get("all").seen}
    assert velvet.erase("orchard", reason="so").watches == 0
    assert secret.id not in {one.quote for one in velvet.store.watches.get("all").seen}
    assert velvet.store.watches.get("all").seen, "what stays is known still"
    assert holders(velvet.store, "velvet", "/news/orchard.txt", secret.id) <= {"tombstones"}
    assert look(velvet, "all").news == ()
    assert list(velvet.verify()) == []


def test_a_question_about_somebody_erased_leaves(velvet: Collection) -> None:
    erasure = velvet.erase_speaker("Zinaida Kvasnikova", reason="she asked us to")
    assert (erasure.watches, erasure.remains in (0, None)) == (1, True)
    assert [one.name for one in velvet.watches()] == ["all", "lima"]
    assert all(one.article != "/news/orchard.txt" for one in velvet.store.watches.get("all").seen)
    assert list(velvet.verify()) == []


def test_questions_move_with_all_that_they_have_seen(velvet: Collection, empty: Store) -> None:
    other = Collection(empty)
    other.load(["-"], stdin=io.BytesIO(exported(velvet)))
    assert other.watches() == velvet.watches()
    assert [other.store.watches.get(one.name) for one in other.watches()] == [
        velvet.store.watches.get(one.name) for one in velvet.watches()
    ]
    assert look(other, "all").news == ()
    assert list(other.verify()) == []


def test_merged_questions_know_what_either_has_shown(velvet: Collection, empty: Store) -> None:
    other = Collection(empty)
    empty.add(OTHER)
    other.link(workers=1)
    other.add_watch(QUESTION, name="lima")
    other.add_watch("what did Petrov say", name="all")
    added = other.load(["-"], stdin=io.BytesIO(exported(velvet)))
    assert [(one.what, one.where, one.taken) for one in added.conflicts] == [("watch", "all", "ours")]
    assert [one.name for one in other.watches()] == ["all", "her", "lima"]
    # The globe was known there, and the sun here; the post was shown by neither.
    assert told(look(other).news) == [("printing", "post")]
    before = exported(other)
    other.load(["-"], stdin=io.BytesIO(before))
    assert exported(other) == before


def test_a_question_about_somebody_erased_stays_out(velvet: Collection, empty: Store) -> None:
    empty.add(orchard())
    other = Collection(empty)
    other.erase_speaker("Zinaida Kvasnikova", reason="so")
    other.load(["-"], stdin=io.BytesIO(exported(velvet)))
    assert [one.name for one in other.watches()] == ["all", "lima"]


def test_a_store_that_is_read_only_shows_what_is_new(here: Collection) -> None:
    here.store.add(OTHER)
    here.link(workers=1)
    before = exported(here)
    assert told(here.watch("lima", link=False).news) == [("new", "sun")]
    assert exported(here) == before
