"""A collection taken into another: what is new comes in, and of two decisions the later counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import UsageError
from quotetrack.store import Store, open_store
from tests.builders import extract, harbour, make_article, make_statement, works

from .orchard import SECRET, decide, exported, orchard
from .test_linking import FIRST, OTHER, SECOND, WORDS


@pytest.fixture
def ours(store: Store) -> Collection:
    for extraction in (harbour(), FIRST, OTHER):
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    return collection


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Collection]:
    with open_store(tmp_path / "theirs.db") as store:
        for extraction in (FIRST, SECOND, works()):
            store.add(extraction)
        collection = Collection(store)
        collection.link(workers=1)
        yield collection


def merged(ours: Collection, theirs: Collection) -> Any:
    added = ours.merge(theirs.location)
    assert list(ours.verify()) == []
    return added


def test_articles_that_are_new_come_in_and_are_linked(ours: Collection, theirs: Collection) -> None:
    before = exported(theirs)
    added = merged(ours, theirs)
    assert (added.articles, added.added, added.unchanged, added.quotations) == (3, 2, 1, 1)
    (claim,) = ours.claims()
    assert [one.printed.article.id for one in claim.printings] == ["post", "globe"]
    assert exported(theirs) == before
    assert merged(ours, theirs).unchanged == 3


def test_decisions_come_in_with_their_results(ours: Collection, theirs: Collection) -> None:
    one = FIRST.statements[0]
    decide(theirs.store, one.quote.id, "status", "rejected", at="2024-06-01T10:00:00+00:00")
    decide(theirs.store, one.quote.id, "stance", "denied", at="2024-06-01T10:00:00+00:00")
    assert merged(ours, theirs).updated == 1
    (found,) = (p for p in ours.quotes(unshown=True) if p.id == one.quote.id)
    assert (found.statement.attribution.stance, found.review.status) == ("denied", "rejected")  # type: ignore[union-attr]
    assert [d.made_by for d in ours.decisions()] == ["Ana", "Ana"]
    assert merged(ours, theirs).unchanged == 3


@pytest.mark.parametrize(("day", "taken"), [("2024-06-05", "theirs"), ("2024-05-31", "ours")])
def test_of_two_decisions_the_later_counts(
    ours: Collection, theirs: Collection, day: str, taken: str
) -> None:
    one = FIRST.statements[0]
    decide(ours.store, one.quote.id, "status", "confirmed", at="2024-06-01T10:00:00+00:00", by="Ana")
    decide(ours.store, one.quote.id, "stance", "asked", at="2024-06-01T10:00:00+00:00", by="Ana")
    decide(theirs.store, one.quote.id, "status", "rejected", at=f"{day}T10:00:00+00:00", by="Eva")
    added = merged(ours, theirs)
    (conflict,) = added.conflicts
    assert (conflict.what, conflict.where, conflict.taken) == ("status", one.quote.id, taken)
    assert (conflict.ours, conflict.theirs) == ("confirmed (Ana, 2024-06-01)", f"rejected (Eva, {day})")
    (found,) = (p for p in ours.quotes(unshown=True) if p.id == one.quote.id)
    assert found.review is not None
    assert found.review.status == ("rejected" if taken == "theirs" else "confirmed")
    assert found.statement.attribution.stance == "asked"
    assert [d.made_at[:10] for d in ours.decisions()] == sorted([d.made_at[:10] for d in ours.decisions()])
    assert merged(ours, theirs).conflicts == ()


def test_a_decision_that_was_taken_back_stays_so(ours: Collection, theirs: Collection) -> None:
    one = FIRST.statements[0]
    decide(theirs.store, one.quote.id, "stance", "denied", at="2024-06-01T10:00:00+00:00")
    theirs.undo_review(by="Eva")
    merged(ours, theirs)
    assert [d.undoes is not None for d in ours.decisions()] == [False, True]
    (found,) = (p for p in ours.quotes() if p.id == one.quote.id)
    assert found.statement.attribution.stance == "said"


def revised(text: str, day: str) -> Any:
    article = replace(FIRST.article, text=FIRST.article.text + text, retrieved=day)
    return extract(article, make_statement(article, WORDS, by="Ana Lima", mention="Ana Lima"))


@pytest.mark.parametrize(
    ("day", "taken"), [("2024-07-02", "theirs"), ("2024-07-01", "ours"), ("2024-06-30", "ours")]
)
def test_of_two_texts_the_later_is_current(
    ours: Collection, theirs: Collection, day: str, taken: str
) -> None:
    ours.store.add(revised(" Ours.", "2024-07-01"))
    theirs.store.add(revised(" Theirs.", day))
    added = merged(ours, theirs)
    (conflict,) = added.conflicts
    assert (conflict.what, conflict.where, conflict.taken) == ("text", "/news/post.txt", taken)
    assert ours.store.articles.get("post").text.endswith(" Theirs." if taken == "theirs" else " Ours.")
    (texts,) = ours.store.revisions.texts(["/news/post.txt"]).values()
    assert [text.is_current for text in texts] == [False, False, True]
    assert (added.revised, added.updated) == ((1, 0) if taken == "theirs" else (0, 1))
    again = merged(ours, theirs)
    assert (again.unchanged, again.conflicts) == (3, ())


def test_a_later_text_of_theirs_is_no_conflict(ours: Collection, theirs: Collection) -> None:
    theirs.store.add(revised(" Theirs.", "2024-07-01"))
    added = merged(ours, theirs)
    assert (added.revised, added.conflicts) == (1, ())
    again = merged(ours, theirs)
    assert (again.unchanged, again.conflicts) == (3, ())


def test_decisions_on_pairs_and_names_come_in(ours: Collection, theirs: Collection) -> None:
    theirs.unlink(FIRST.statements[0].quote.id, SECOND.statements[0].quote.id, by="Eva")
    theirs.store.add(harbour())
    theirs.link(workers=1)
    theirs.decide_speakers("merge", "Ana Lima", "Boris Petrov", by="Eva")
    assert merged(ours, theirs).decisions == 2
    assert list(ours.claims()) == []
    assert len(list(ours.speakers())) == 1


def test_conflicts_of_pairs_and_names_are_told(ours: Collection, theirs: Collection) -> None:
    ends = FIRST.statements[0].quote.id, SECOND.statements[0].quote.id
    ours.store.add(SECOND)
    ours.link(workers=1)
    ours.unlink(*ends, by="Ana")
    theirs.confirm_claim(ends[0], by="Eva")
    theirs.store.add(harbour())
    theirs.link(workers=1)
    ours.decide_speakers("split", "Ana Lima", "Boris Petrov", by="Ana")
    theirs.decide_speakers("merge", "ana lima", "Boris Petrov", by="Eva")
    assert [one.what for one in merged(ours, theirs).conflicts] == ["names", "pair"]


def test_checks_come_in_once(ours: Collection, theirs: Collection) -> None:
    theirs.keep_check(theirs.check(WORDS), by="Eva")
    assert (merged(ours, theirs).checks, merged(ours, theirs).checks) == (1, 0)
    assert [one.kept_by for one in ours.kept_checks()] == ["Eva"]


def test_what_was_erased_here_stays_out(ours: Collection, theirs: Collection) -> None:
    decide(theirs.store, FIRST.statements[0].quote.id, "status", "rejected", at="2024-06-01T10:00:00+00:00")
    ours.erase("post", reason="asked to")
    theirs.store.add(orchard())
    ours.store.add(orchard())
    ours.erase_speaker("Zinaida Kvasnikova", reason="asked to")
    added = merged(ours, theirs)
    assert added.erased == 1
    assert list(ours.quotes(speaker="Zinaida", unshown=True)) == []
    assert list(ours.decisions()) == []


def test_what_was_erased_there_is_told_of_and_stays_here(ours: Collection, theirs: Collection) -> None:
    theirs.erase("post", reason="asked to")
    theirs.store.add(harbour(id="other", title="Other"))
    theirs.erase_speaker("Boris Petrov", reason="he asked")
    theirs.erase("works", reason="asked to")
    added = merged(ours, theirs)
    assert [(one.where, one.theirs, one.taken) for one in added.conflicts] == [
        ("/news/post.txt", "erased (asked to)", "ours"),
        ("Boris Petrov", "erased (he asked)", "ours"),
    ]
    assert ours.store.add(works()) == "erased"
    assert ours.store.add(FIRST) == "unchanged"


def test_a_collection_is_not_merged_with_itself(theirs: Collection) -> None:
    with pytest.raises(UsageError, match="cannot be merged with itself"):
        theirs.merge(theirs.location)


def test_a_merge_into_nothing_is_a_copy(theirs: Collection, empty: Store) -> None:
    theirs.erase_speaker("Ana Lima", reason="so")
    theirs.store.add(make_and_say())
    theirs.link(rebuild=True, workers=1)
    other = Collection(empty)
    other.merge(theirs.location)
    assert exported(other) == exported(theirs)
    assert SECRET not in exported(other).decode()


def make_and_say() -> Any:
    article = make_article("“We go,” said Rui Reis.", id="go")
    return extract(article, make_statement(article, "We go,", by="Rui Reis"))
