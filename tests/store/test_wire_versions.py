"""Versions of what an agency sends: corrections are revisions, a kill marks what is stored, the older never returns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import quotetrack
from quotetrack.export import wording
from quotetrack.records import Article, Extraction, Wire, WireState
from quotetrack.store import Store, open_store
from tests.builders import VERSIONS, make_article, make_statement

GUID = "urn:ipa.example:1"
FIRST = "“It sank on Monday,” said Ana Lima."


def item(text: str, version: int | None, state: WireState = "usable", **told: str) -> Article:
    """A version of one report."""
    wire = Wire(guid=GUID, version=version, state=state, note=told.get("note"), embargo=told.get("embargo"))
    return make_article(text, id="report", key=GUID, wire=wire, published_at=told.get("at"))


def extraction(article: Article) -> Extraction:
    """What is said in a version."""
    words = article.text.partition("”")[0].removeprefix("“").rstrip(",")
    statements = (make_statement(article, words),) if article.text.startswith("“") else ()
    return Extraction(article=article, statements=statements, versions=VERSIONS)


@pytest.fixture
def store() -> Iterator[Store]:
    """A store that holds the first version."""
    with open_store(":memory:") as made:
        made.add(extraction(item(FIRST, 1)))
        yield made


def test_a_kill_keeps_text_and_statements_and_marks_them(store: Store) -> None:
    assert store.withdraw(item("KILL", 2, "withdrawn", note="made up")) == "updated"
    entry = store.articles.entry(GUID)
    assert entry.article.text == FIRST
    assert entry.article.wire == Wire(guid=GUID, version=2, state="withdrawn", note="made up")
    [printed] = entry.printed
    assert printed.to_dict()["withdrawn"] is True
    assert wording.review_line(printed) == "withdrawn by its agency: made up"


def test_a_kill_twice_changes_nothing(store: Store) -> None:
    kill = item("KILL", 2, "withdrawn")
    assert [store.withdraw(kill), store.withdraw(kill)] == ["updated", "unchanged"]


def test_the_older_version_does_not_bring_back_what_is_withdrawn(store: Store) -> None:
    store.withdraw(item("KILL", 2, "withdrawn"))
    assert store.foresee(item(FIRST, 1), [VERSIONS]) == "unchanged"
    assert store.add(extraction(item(FIRST, 1))) == "unchanged"
    assert store.add(extraction(item("“It sank on Sunday,” said Ana Lima.", 1))) == "unchanged"
    assert store.articles.get(GUID).is_withdrawn


def test_without_numbers_the_times_tell() -> None:
    with open_store(":memory:") as other:
        other.add(extraction(item(FIRST, None, at="2026-07-06T10:00:00Z")))
        assert other.withdraw(item("KILL", None, "withdrawn", at="2026-07-06T09:00:00Z")) == "unchanged"
        assert other.withdraw(item("KILL", None, "withdrawn", at="2026-07-06T11:00:00Z")) == "updated"
        assert other.add(extraction(item(FIRST, None, at="2026-07-06T10:00:00Z"))) == "unchanged"


def test_a_later_version_is_usable_again(store: Store) -> None:
    store.withdraw(item("KILL", 2, "withdrawn"))
    assert store.add(extraction(item("“It sank on Sunday,” said Ana Lima.", 3))) == "revised"
    assert not store.articles.get(GUID).is_withdrawn


def test_a_correction_is_a_revision_and_the_older_text_stays_one(store: Store) -> None:
    corrected = item("“It sank on Sunday,” said Ana Lima.", 2, "corrected")
    assert store.add(extraction(corrected)) == "revised"
    assert store.add(extraction(item("“It sank on Friday,” said Ana Lima.", 1))) == "unchanged"
    entry = store.articles.entry(GUID)
    assert (entry.article.text, len(entry.earlier)) == (corrected.text, 1)


def test_an_older_kill_does_not_reach_a_later_version(store: Store) -> None:
    store.add(extraction(item("“It sank on Sunday,” said Ana Lima.", 5)))
    assert store.withdraw(item("KILL", 4, "withdrawn")) == "unchanged"
    assert not store.articles.get(GUID).is_withdrawn


def test_a_kill_of_what_is_not_stored_is_none(store: Store) -> None:
    kill = make_article("KILL", id="x", key="urn:other", wire=Wire(state="withdrawn"))
    assert store.withdraw(kill) is None


def test_what_is_withdrawn_is_sealed_anew(store: Store) -> None:
    store.withdraw(item("KILL", 2, "withdrawn"))
    assert list(store.verify()) == []


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2026-07-08T06:00:00+02:00", "embargoed until 8 July 2026, 06:00 +02:00"),
        ("2026-07-08T06:00:00Z", "embargoed until 8 July 2026, 06:00 UTC"),
        ("2026-07-08", "embargoed until 8 July 2026"),
        ("2026-07-06T06:00:00Z", ""),
        (None, ""),
    ],
)
def test_an_embargo_is_told_until_it_ends(until: str | None, told: str) -> None:
    now = datetime(2026, 7, 7, 12, tzinfo=UTC)
    article = make_article("a", wire=Wire(embargo=until))
    assert wording.embargo(article, now) == told


@pytest.mark.parser
def test_a_run_of_all_versions_ends_withdrawn() -> None:
    from tests.readers.gold import FILES

    names = ("bridge-1.xml", "bridge-2-correction.xml", "bridge-3-kill.xml", "bridge-1.xml")
    with quotetrack.open(":memory:") as collection:
        added = collection.add([FILES / "newsml" / name for name in names], engine="rules")
        assert (added.added, added.revised, added.updated, added.unchanged) == (1, 1, 1, 1)
        check = collection.check("It was not safe")
        assert check.verdict == "exact"
        assert check.why.endswith("has withdrawn it: “KILL: the interview never took place”.")


@pytest.mark.parser
def test_a_kill_alone_is_a_failure_in_one_line() -> None:
    from tests.readers.gold import FILES

    with quotetrack.open(":memory:") as collection:
        [failure] = collection.add([FILES / "nitf" / "market-kill.xml"], engine="rules").failures
        assert failure.where == "IPA.20260706.0042"
        assert failure.reason.startswith(
            "this withdraws an article that is not stored, so nothing was changed;"
        )
