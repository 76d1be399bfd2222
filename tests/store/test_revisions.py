"""The texts that articles have had, in either database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.checking import check
from quotetrack.records import Check, Match
from quotetrack.store import Store
from tests.builders import harbour
from tests.revised import FIRST_TEXT, SECOND_TEXT, first_print, second_print

KEY = "/news/storm.txt"


@pytest.fixture
def revised(store: Store) -> Store:
    """A store of an article that was corrected, and one that was not."""
    store.add(first_print())
    store.add(harbour())
    assert store.add(second_print()) == "revised"
    return store


def test_all_texts_of_an_article_come_first_to_last(revised: Store) -> None:
    texts = revised.revisions.texts([KEY, "/news/harbour.txt", "/news/none.txt"])
    assert list(texts) == [KEY]
    told = [(text.article.text, text.is_current, text.seen) for text in texts[KEY]]
    assert told == [(FIRST_TEXT, False, "2024-03-10"), (SECOND_TEXT, True, "2024-03-12")]


def test_without_a_day_it_is_the_one_on_which_the_text_was_stored(store: Store) -> None:
    store.add(first_print(None))
    store.add(second_print(None))
    days = [text.seen for text in store.revisions.texts([KEY])[KEY]]
    assert None not in days
    assert days == sorted(days, key=str)


def test_earlier_texts_are_found_by_words_and_current_ones_are_not(revised: Store) -> None:
    (found,) = revised.revisions.earlier([["families", "fishing"]], limit=5)
    assert found.article.text == FIRST_TEXT
    assert revised.revisions.earlier([["families", "monsoon"]], limit=5) == []
    assert revised.revisions.earlier([["reporters"]], limit=5) == []


def test_statements_of_an_earlier_text_are_still_there(revised: Store) -> None:
    earlier, current = revised.revisions.texts([KEY])[KEY]
    words = [printed.text for printed in revised.revisions.statements(earlier).values()]
    assert words[3] == "Nobody warned the fishing families,"
    assert len(revised.revisions.statements(current)) == 3


def test_what_is_not_shown_is_read_only_if_it_is_wanted(store: Store) -> None:
    first = first_print()
    hidden = first.statements[0]
    hidden = replace(hidden, quote=replace(hidden.quote, shown=False))
    store.add(replace(first, statements=(hidden, *first.statements[1:])))
    store.add(second_print())
    text = store.revisions.texts([KEY])[KEY][0]
    assert len(store.revisions.statements(text)) == 3
    assert len(store.with_unshown().revisions.statements(text)) == 4


def deciding(found: Check) -> Match:
    assert found.deciding is not None
    return found.deciding


def test_both_databases_tell_the_same_of_a_correction(revised: Store) -> None:
    gone = check(revised, "We lost 40 boats in the storm", "Ana Lima")
    assert (gone.verdict, deciding(gone).is_earlier) == ("altered", True)
    still = check(revised, "We lost 14 boats in the storm", "Ana Lima")
    correction = deciding(still).correction
    assert still.verdict == "exact"
    assert correction is not None
    assert (correction.before, correction.seen) == ("We lost 40 boats in the storm,", "2024-03-10")


def test_an_article_comes_with_what_is_said_in_it_and_which_texts_it_had(revised: Store) -> None:
    entry = revised.articles.entry("storm")
    assert (entry.article.text, len(entry.printed)) == (SECOND_TEXT, 3)
    assert [printed.statement for printed in entry.printed] == list(entry.extraction.statements)
    (earlier,) = entry.earlier
    assert (earlier.digest, earlier.seen) == (first_print().article.digest, "2024-03-10")
    assert revised.articles.entry(harbour().article.key).earlier == ()
