"""Checks that are kept: never changed, listed, and made again. All people are invented, both databases are asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

import quotetrack
from quotetrack.collection import Collection
from quotetrack.records import Check, KeptCheck, Source
from quotetrack.store import Store, open_store
from tests.builders import harbour
from tests.revised import first_print, second_print

LOST = "We lost 40 boats in the storm"


@pytest.fixture
def collection(store: Store) -> Collection:
    """A collection with the article before it was corrected."""
    store.add(first_print())
    return Collection(store)


def keep(collection: Collection, *asked: tuple[str, str | None], by: str = "Eva Holm") -> list[KeptCheck]:
    return [collection.keep_check(collection.check(words, speaker), by=by)[0] for words, speaker in asked]


def test_what_was_checked_comes_back_as_it_was_kept(collection: Collection) -> None:
    (kept,) = keep(collection, (LOST, "Lima"))
    assert list(collection.kept_checks()) == [kept]
    assert (kept.words, kept.speaker, kept.asked, kept.form) == (LOST, "Ana Lima", "Ana Lima", "marks")
    assert (kept.verdict, kept.kept_by, kept.number, kept.today) == ("exact", "Eva Holm", 1, None)
    assert kept.kept_at.endswith("+00:00")


def test_the_printing_that_decided_is_named_by_article_quotation_and_place(collection: Collection) -> None:
    (kept,) = keep(collection, (LOST, "Lima"))
    (printing,) = kept.printings
    said = first_print()
    statement = said.statements[0]
    assert (printing.article, printing.digest) == (said.article.key, said.article.digest)
    assert (printing.quote, printing.content) == (statement.quote.id, statement.quote.content)
    assert (printing.how, printing.outlet, printing.published) == ("exact", "Harbour Post", "2024-03-09")


def test_other_printings_that_fit_alike_stand_behind_it(collection: Collection) -> None:
    for day, outlet in enumerate(("Post", "Globe", "Echo"), 1):
        collection.store.add(harbour(id=outlet, source=Source(outlet), published=f"2024-03-0{day}"))
    (kept,) = keep(collection, ("The bridge will open on Monday", "Ana Lima"))
    assert [printing.outlet for printing in kept.printings] == ["Post", "Globe", "Echo"]


def test_words_that_are_nobody_s_are_kept_with_their_place(collection: Collection) -> None:
    words = "The harbour office was closed for nine days"
    (kept,) = keep(collection, (words, None))
    (printing,) = kept.printings
    assert (kept.verdict, printing.quote, printing.how) == ("unattributed", None, None)
    assert [span.of(first_print().article.text) for span in printing.content] == [words]


def test_what_was_not_found_rests_on_nothing(collection: Collection) -> None:
    (kept,) = keep(collection, ("Everybody warned the mountain shepherds", None))
    assert (kept.verdict, kept.printings, kept.asked) == ("not_found", (), None)


def test_the_latest_come_first_up_to_a_limit(collection: Collection) -> None:
    kept = keep(collection, (LOST, None), ("a pudding", None), ("We lost 40 boats", None))
    assert list(collection.kept_checks()) == kept[::-1]
    assert list(collection.kept_checks(limit=2)) == kept[:0:-1]
    assert list(collection.kept_checks("cut", "not_found")) == kept[:0:-1]
    assert list(collection.kept_checks("exact", limit=5)) == kept[:1]


def test_a_day_leaves_out_what_was_kept_before(collection: Collection) -> None:
    (kept,) = keep(collection, (LOST, None))
    (early,) = collection.store.checks.keep([replace(kept, kept_at="2024-03-10T08:00:00+00:00")])
    assert list(collection.kept_checks(since="2024-03-10")) == [early, kept]
    assert list(collection.kept_checks(since="2024-03-11")) == [kept]


def test_more_than_one_batch_is_listed_whole(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.store.kept_checks.ROWS", 3)
    (kept,) = keep(collection, (LOST, None))
    collection.store.checks.keep([kept] * 7)
    assert [one.number for one in collection.kept_checks()] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [one.number for one in collection.kept_checks(limit=3)] == [8, 7, 6]
    assert [one.number for one in collection.kept_checks(limit=5)] == [8, 7, 6, 5, 4]


def test_checking_again_tells_what_has_become_of_them(collection: Collection) -> None:
    keep(collection, (LOST, "Ana Lima"), ("the ferry would sail again in April", None))
    assert [one.is_changed for one in collection.kept_checks(today=True)] == [False, False]
    collection.store.add(second_print())
    (changed,) = collection.kept_checks(changed=True)
    assert (changed.words, changed.verdict) == (LOST, "exact")
    assert changed.today is not None
    assert changed.today.verdict == "altered"
    assert "now it has “We lost 14 boats" in changed.today.why
    assert [one.is_changed for one in collection.kept_checks()] == [False, False]


def test_a_limit_counts_those_that_have_changed(collection: Collection) -> None:
    keep(collection, (LOST, None), ("the ferry would sail again in April", None))
    collection.store.add(second_print())
    assert [one.words for one in collection.kept_checks(changed=True, limit=1)] == [LOST]


def test_what_is_kept_stays_whatever_becomes_of_the_article(collection: Collection) -> None:
    (kept,) = keep(collection, (LOST, None))
    collection.store.add(second_print())
    collection.store.add(harbour())
    assert list(collection.kept_checks()) == [kept]
    assert list(collection.verify()) == []


def test_any_text_is_kept_as_it_is(collection: Collection) -> None:
    odd = "\x00\x1a \ud800 <script> '; DROP TABLE kept_checks --"
    check = Check(words=odd, speaker=odd, verdict="not_found", why="")
    kept = collection.keep_check(check, by=odd, draft=odd)
    assert tuple(collection.kept_checks()) == kept
    assert (kept[0].words, kept[0].kept_by, kept[0].draft) == (odd, odd, odd)


def test_several_are_kept_together_or_not_at_all(collection: Collection) -> None:
    good = collection.check(LOST)
    bad = replace(good, verdict=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="verdict"):
        collection.keep_check(good, bad)
    assert list(collection.kept_checks()) == []


def test_without_a_name_it_is_the_user_s(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "holm")
    assert collection.keep_check(collection.check(LOST))[0].kept_by == "holm"


@pytest.fixture
def older(location: str) -> str:
    """A database with an article, as it was before checks were kept."""
    with open_store(location) as store:
        store.add(first_print())
        with store._database.writing() as connection:
            for statement in (
                "DROP TABLE text_words",
                "DROP TABLE tombstones",
                "DROP TABLE erased_names",
                "DROP TABLE erased_quotes",
                "DROP TABLE kept_checks",
                "DROP INDEX revisions_earlier",
                "ALTER TABLE revisions DROP COLUMN added_at",
                "UPDATE quotetrack_version SET version_num = '0011'",
            ):
                connection.execute(text(statement))
    return location


def test_an_older_database_can_keep_checks(older: str) -> None:
    with quotetrack.open(older) as collection:
        keep(collection, (LOST, None))
        collection.store.add(second_print())
        (changed,) = collection.kept_checks(changed=True)
        assert changed.today is not None
        assert changed.today.verdict == "altered"
        texts = collection.store.revisions.texts(["/news/storm.txt"])["/news/storm.txt"]
        assert [one.seen for one in texts] == ["2024-03-10", "2024-03-12"]
        assert list(collection.verify()) == []


# Drafts


DRAFT = (
    "“We lost 40 boats,” Ana Lima said, “in the storm.”\n\n"
    "Boris Petrov said: “The old quay is unsafe.” Lima denied that the ferry would sail again in April.\n"
)


@pytest.mark.parser
def test_a_draft_is_kept_with_its_name_and_lines(collection: Collection) -> None:
    draft = collection.check_draft(DRAFT, name="storm.md", engine="rules")
    kept = collection.keep_check(*draft.checks, by="Eva Holm", draft="storm.md")
    assert {one.draft for one in kept} == {"storm.md"}
    assert [one.line for one in kept] == [one.line for one in draft.checks]
    assert {one.line for one in kept} == {1, 3}
    assert [one.asked for one in kept] == [one.asked for one in draft.checks]


@pytest.mark.parser
def test_a_draft_made_again_comes_to_the_same_while_nothing_changes(collection: Collection) -> None:
    draft = collection.check_draft(DRAFT, name="storm.md", engine="rules")
    kept = collection.keep_check(*draft.checks, by="Eva Holm", draft="storm.md")
    pieces = [one for one in kept if one.whole != one.words]
    assert [one.words for one in pieces] == ["We lost 40 boats,", "in the storm."]
    assert [one.is_denied for one in kept if one.form == "indirect"] == [True]
    again = list(collection.kept_checks(today=True))[::-1]
    assert [one.today.verdict for one in again if one.today] == [one.verdict for one in kept]


# What machines are told


def test_json_tells_all_of_it(collection: Collection) -> None:
    keep(collection, (LOST, "Ana Lima"))
    (line,) = (one.to_dict() for one in collection.kept_checks(today=True))
    assert list(line) == [
        *("number", "kept_at", "kept_by", "verdict", "words", "asked", "speaker", "form", "draft", "line"),
        *("printings", "today", "changed", "why"),
    ]
    assert (line["today"], line["changed"], line["asked"]) == ("exact", False, "Ana Lima")
    assert isinstance(line["printings"], list)
    assert line["printings"][0]["content"] == [[1, 31]]
    (plain,) = (one.to_dict() for one in collection.kept_checks())
    assert (plain["today"], plain["changed"], plain["why"]) == (None, None, None)


def test_a_check_of_what_is_not_shown_is_made_again_so(store: Store) -> None:
    first = first_print()
    said = first.statements[0]
    hidden = replace(said, quote=replace(said.quote, shown=False))
    store.add(replace(first, statements=(hidden,)))
    collection = Collection(store)
    (wide,) = collection.keep_check(collection.check(LOST, unshown=True), unshown=True)
    (narrow,) = collection.keep_check(collection.check(LOST))
    assert (wide.verdict, narrow.verdict) == ("exact", "unattributed")
    assert [one.is_changed for one in collection.kept_checks(today=True)] == [False, False]
