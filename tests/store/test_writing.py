"""What every store does with what is added to it, whichever database is behind it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from quotetrack.errors import NotFound, StoreError, UsageError
from quotetrack.records import Extraction, Filter, Source
from quotetrack.review.decisions import with_id
from quotetrack.store import Store, open_store, rows
from tests.builders import HARBOUR, VERSIONS, extract, find, harbour, make_article, make_statement

OTHER_VERSIONS = (("quotetrack", "0.2.0"),)


def test_added_statements_come_back_in_text_order(store: Store) -> None:
    told = harbour()
    assert store.add(told) == "added"
    assert [printed.statement for printed in store.statements.printed()] == list(told.statements)
    assert {printed.article for printed in store.statements.printed()} == {told.article}


def test_same_article_twice_adds_nothing(store: Store) -> None:
    told = harbour()
    store.add(told)
    before = store.articles.stats()
    assert store.add(told) == "unchanged"
    assert store.articles.stats() == before


def test_same_file_in_another_folder_adds_nothing(store: Store) -> None:
    store.add(harbour())
    assert store.add(harbour(key="/copy/harbour.txt")) == "unchanged"
    assert store.articles.stats().articles == 1


def test_same_text_of_another_outlet_is_another_article(store: Store) -> None:
    store.add(harbour())
    assert store.add(harbour(key="/copy/harbour.txt", source=Source("Ridge Times"))) == "added"
    assert store.articles.stats().articles == 2


def test_same_text_under_another_url_is_another_article(store: Store) -> None:
    for url in ("https://a.example/1", "https://a.example/2"):
        assert store.add(harbour(key=url, url=url)) == "added"


def test_another_text_is_a_revision_and_the_earlier_one_is_kept(store: Store) -> None:
    store.add(harbour())
    longer = make_article(HARBOUR + "More soon.\n", id="harbour")
    told = extract(longer, make_statement(longer, "the repairs cost too much", by="Boris Petrov"))
    assert store.add(told) == "revised"
    assert [printed.text for printed in store.statements.printed()] == ["the repairs cost too much"]
    assert (
        store.articles.stats().articles,
        store.articles.stats().revisions,
        store.articles.stats().quotes,
    ) == (1, 1, 1)
    earlier = harbour().statements[0]
    assert store.statements.get(earlier.quote.id).statement == earlier


def test_earlier_text_added_again_changes_nothing(store: Store) -> None:
    store.add(harbour())
    longer = make_article(HARBOUR + "More soon.\n", id="harbour")
    store.add(extract(longer))
    assert store.add(harbour()) == "unchanged"
    assert store.foresee(harbour().article, [VERSIONS]) == "unchanged"
    assert store.articles.get("harbour").text == longer.text


def test_other_versions_replace_the_statements(store: Store) -> None:
    told = harbour()
    store.add(told)
    fewer = replace(told, statements=told.statements[:1], versions=OTHER_VERSIONS)
    assert store.add(fewer) == "updated"
    assert [printed.statement for printed in store.statements.printed()] == list(fewer.statements)
    assert [printed.statement for printed, _ in store.statements.search(["repairs"])] == []


def test_copy_from_another_path_replaces_statements_under_the_first_ids(store: Store) -> None:
    told = harbour()
    store.add(told)
    assert store.add(replace(harbour(key="/copy/harbour.txt"), versions=OTHER_VERSIONS)) == "updated"
    assert [printed.statement for printed in store.statements.printed()] == list(told.statements)


def claimed(key: str, by: tuple[tuple[str, str], ...] = VERSIONS) -> Extraction:
    """An article at this place: words in marks, and two speakers reported with one clause, each by a cue."""
    article = make_article(HARBOUR, id="harbour", key=key)
    cues = {"bridge": (find(HARBOUR, "denied"),), "other": (find(HARBOUR, "told"),)}
    return extract(
        article,
        make_statement(article, "The bridge will open on Monday,", quote={"cue": cues["other"]}),
        make_statement(article, "the bridge was unsafe", kind="indirect", quote={"cue": cues["bridge"]}),
        make_statement(
            article, "the bridge was unsafe", by="Boris Petrov", kind="indirect", quote={"cue": cues["other"]}
        ),
        versions=by,
    )


def test_an_article_that_moves_keeps_the_ids_of_its_indirect_claims(store: Store) -> None:
    told = claimed("/news/harbour.txt")
    store.add(told)
    for place in ("/moved/harbour.txt", "/news/harbour.txt", "/again/harbour.txt"):
        for versions in (OTHER_VERSIONS, VERSIONS):
            assert store.add(claimed(place, versions)) == "updated"
            assert store.add(claimed(place, versions)) == "unchanged"
            assert [printed.statement for printed in store.statements.printed()] == list(told.statements)


def test_an_id_that_is_stored_outlasts_one_that_would_be_made(store: Store) -> None:
    told = claimed("/news/harbour.txt")
    ids = ("0123456789ab", "0123456789ac", "0123456789ad")
    stored = tuple(with_id(one, id) for one, id in zip(told.statements, ids, strict=True))
    store.add(replace(told, statements=stored))
    assert store.add(told) == "unchanged"
    assert store.add(replace(told, versions=OTHER_VERSIONS)) == "updated"
    assert [printed.statement.quote.id for printed in store.statements.printed()] == list(ids)


def test_an_id_that_is_given_replaces_the_one_that_is_stored(store: Store) -> None:
    told = claimed("/news/harbour.txt")
    store.add(told)
    given = tuple(with_id(one, f"{place:012x}") for place, one in enumerate(told.statements))
    assert store.add(replace(told, statements=given)) == "updated"
    assert [printed.statement for printed in store.statements.printed()] == list(given)


def test_corrected_metadata_are_taken_over(store: Store) -> None:
    store.add(harbour())
    assert store.add(harbour(title="Bridge opens", published="2024-03-02")) == "updated"
    assert store.articles.get("harbour").title == "Bridge opens"
    assert len(list(store.statements.printed(Filter(since="2024-03-02")))) == 3


@pytest.mark.parametrize("odd", ["\ud800", "Harb\udcffur Post", "harbour.example\x00"])
@pytest.mark.parametrize("field", ["speaker", "about", "source", "since", "until", "kind", "person"])
def test_a_filter_of_what_is_no_text_is_refused(store: Store, field: str, odd: str) -> None:
    store.add(harbour())
    told: dict[str, Any] = {field: odd}
    wanted = Filter(**told)
    for ask in (
        *(store.statements.printed, store.statements.days, store.speakers.select),
        *(store.articles.sources, store.claims.select, store.claims.links),
    ):
        with pytest.raises(UsageError, match="which is no text: give words in UTF-8"):
            list(ask(wanted))
    if field in ("about", "source", "since", "until"):
        with pytest.raises(UsageError, match="which is no text"):
            list(store.statements.not_speech(**told))


@pytest.mark.parametrize("odd", ["\ud800\ud800\ud800\ud800", "abcd\udcff", "abcd\x00"])
def test_what_is_no_text_is_nobodys_name_or_id(store: Store, odd: str) -> None:
    store.add(harbour())
    for look_up in (store.statements.get, store.articles.get, store.claims.get):
        with pytest.raises(NotFound):
            look_up(odd)
    assert (
        store.articles.outlet(odd),
        store.speakers.named(odd),
        list(store.decisions(quote=odd, by=odd)),
    ) == (None, [], [])


def test_later_retrieval_alone_changes_nothing(store: Store) -> None:
    store.add(harbour(retrieved="2024-03-01T10:00:00Z"))
    assert store.add(harbour(retrieved="2024-03-09T10:00:00Z")) == "unchanged"
    assert store.articles.get("harbour").retrieved == "2024-03-01T10:00:00Z"


def test_holds_tells_what_need_not_be_extracted(store: Store) -> None:
    article = harbour().article
    assert store.foresee(article, [VERSIONS]) is None
    store.add(harbour())
    assert store.foresee(article, [VERSIONS]) == "unchanged"
    assert store.foresee(replace(article, key="/copy/harbour.txt"), [VERSIONS]) == "unchanged"
    assert store.foresee(article, [OTHER_VERSIONS]) is None
    assert store.foresee(replace(article, title="Bridge opens"), [VERSIONS]) is None
    assert store.foresee(replace(article, text=HARBOUR + "."), [VERSIONS]) is None


def test_article_without_statements_is_held(store: Store) -> None:
    article = make_article("Nothing said.", id="quiet")
    assert store.add(extract(article)) == "added"
    assert store.foresee(article, [VERSIONS]) == "unchanged"
    assert list(store.statements.printed()) == []


def test_failure_inside_add_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> list[object]:
        raise RuntimeError("pulled the plug")

    with monkeypatch.context() as broken:
        broken.setattr(rows, "evidence_rows", fail)
        with pytest.raises(RuntimeError, match="pulled the plug"):
            store.add(harbour())
    assert store.articles.stats().articles == 0
    assert store.add(harbour()) == "added"
    assert store.articles.stats().quotes == 3


def test_failed_revision_leaves_the_stored_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(harbour())
    longer = make_article(HARBOUR + "More soon.\n", id="harbour")

    def fail(*_: object) -> list[object]:
        raise RuntimeError("pulled the plug")

    with monkeypatch.context() as broken:
        broken.setattr(rows, "span_rows", fail)
        with pytest.raises(RuntimeError, match="pulled the plug"):
            store.add(extract(longer, make_statement(longer, "the bridge was unsafe")))
    assert [printed.statement for printed in store.statements.printed()] == list(harbour().statements)
    assert store.articles.get("harbour").text == HARBOUR


def test_statement_with_the_attribution_of_another_is_refused(store: Store) -> None:
    told = harbour()
    first, second, _ = told.statements
    with pytest.raises(StoreError, match=f"{first.quote.id}.*comes with the attribution"):
        store.add(replace(told, statements=(replace(first, attribution=second.attribution),)))
    assert store.articles.stats().articles == 0


def test_two_speakers_of_the_same_words_are_two_statements(store: Store) -> None:
    article = make_article("Ana Lima denied what Boris Petrov raised: the bridge was unsafe.")
    both = [
        make_statement(article, "the bridge was unsafe", by=name) for name in ("Ana Lima", "Boris Petrov")
    ]
    assert both[0].quote.id == both[1].quote.id
    store.add(extract(article, *both))
    assert [printed.statement for printed in store.statements.printed()] == both
    assert store.statements.get(both[0].quote.id).statement == both[0]


def test_two_writers_both_end_stored(location: str) -> None:
    open_store(location).close()
    failures: list[BaseException] = []

    def write(first: int) -> None:
        try:
            with open_store(location, patience=30) as own:
                for n in range(first, first + 10):
                    # Half of the articles are written by both.
                    own.add(harbour(id=f"n{n}", title=f"Number {n}"))
        except BaseException as failure:
            failures.append(failure)

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with open_store(location) as store:
        assert (
            store.articles.stats().articles,
            store.articles.stats().quotes,
            store.articles.stats().speakers,
        ) == (15, 45, 2)
