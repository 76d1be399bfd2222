"""What every store does, whichever database is behind it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from quotetrack.errors import NotFound, StoreError, UsageError
from quotetrack.records import Extraction, Filter, Source, Speaker
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
    assert store.holds(harbour().article, VERSIONS)
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
    assert not store.holds(article, VERSIONS)
    store.add(harbour())
    assert store.holds(article, VERSIONS)
    assert store.holds(replace(article, key="/copy/harbour.txt"), VERSIONS)
    assert not store.holds(article, OTHER_VERSIONS)
    assert not store.holds(replace(article, title="Bridge opens"), VERSIONS)
    assert not store.holds(replace(article, text=HARBOUR + "."), VERSIONS)


def test_article_without_statements_is_held(store: Store) -> None:
    article = make_article("Nothing said.", id="quiet")
    assert store.add(extract(article)) == "added"
    assert store.holds(article, VERSIONS)
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


def test_order_is_by_day_then_article_then_place(store: Store) -> None:
    for id, day in (("c", None), ("b", "2024-03-02"), ("d", "2024-03-01"), ("a", "2024-03-02")):
        store.add(harbour(id=id, published=day, title=id))
    assert [printed.article.id for printed in store.statements.printed()][::3] == ["d", "a", "b", "c"]


def test_more_statements_than_one_batch_stream_in_order(store: Store) -> None:
    text = " ".join(f"“number {n:04}”" for n in range(450))
    article = make_article(text)
    told = [make_statement(article, f"number {n:04}") for n in range(450)]
    store.add(extract(article, *told))
    assert [printed.statement for printed in store.statements.printed()] == told


def test_reading_goes_on_while_the_same_program_writes(store: Store) -> None:
    for n in range(80):
        store.add(harbour(id=f"n{n:02}", title=f"Number {n}"))
    seen = 0
    for printed in store.statements.printed():
        if seen % 60 == 0:
            store.add(harbour(id=f"later{seen}", title=f"Later {seen}"))
        seen += not printed.article.id.startswith("later")
    assert seen == 240
    assert store.articles.stats().quotes == 240 + 3 * 4


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 3),
        (Filter(speaker="LIMA"), 2),
        (Filter(speaker="lima ana"), 2),
        (Filter(speaker="Lim"), 0),
        (Filter(speaker="Ana Petrov"), 0),
        (Filter(speaker="?"), 0),
        (Filter(about="bridges"), 2),
        (Filter(about="bridge Monday"), 2),
        (Filter(about="bridge repairs"), 0),
        (Filter(about="harbour"), 0),
        (Filter(about='") OR ('), 0),
        (Filter(source="harbour post"), 3),
        (Filter(source="HARBOUR.example"), 3),
        (Filter(source="example"), 3),
        (Filter(source="post.example"), 0),
        (Filter(source="%"), 0),
        (Filter(since="2024-03-01", until="2024-03-01"), 3),
        (Filter(since="2024-03-02"), 0),
        (Filter(until="2024-02-29"), 0),
        (Filter(kind="direct"), 1),
        (Filter(stance="denied"), 1),
        (Filter(min_confidence=0.95), 0),
        (Filter(min_confidence=0.9), 3),
        (Filter(limit=2), 2),
        (Filter(speaker="Lima", stance="denied", kind="indirect", about="unsafe"), 1),
    ],
)
def test_filter(store: Store, wanted: Filter, count: int) -> None:
    store.add(harbour())
    assert len(list(store.statements.printed(wanted))) == count


def test_name_of_joint_speakers_is_matched_one_by_one(store: Store) -> None:
    article = make_article("“We agree,” they said.")
    store.add(extract(article, make_statement(article, "We agree,", by="Ana Lima; Boris Petrov")))
    assert [
        len(list(store.statements.printed(Filter(speaker=name))))
        for name in ("Lima", "Boris Petrov", "Ana Petrov")
    ] == [1, 1, 0]


def test_search_puts_the_quotation_before_its_paragraph_and_title(store: Store) -> None:
    store.add(harbour())
    found = list(store.statements.search(["reopening", "unsafe"]))
    assert [printed.text for printed, _ in found] == [
        "the bridge was unsafe",
        "The bridge will open on Monday,",
        "the repairs cost too much",
    ]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)


def test_search_takes_any_of_the_words_and_their_forms(store: Store) -> None:
    store.add(harbour())
    assert [printed.text for printed, _ in store.statements.search(["costs", "zeppelin"])] == [
        "the repairs cost too much"
    ]
    assert list(store.statements.search(["zeppelin"])) == []


def test_search_does_not_mind_accents(store: Store) -> None:
    article = make_article("“Das Café in Łódź ist größer,” said he.")
    store.add(extract(article, make_statement(article, "Das Café in Łódź ist größer,")))
    for word in ("cafe", "CAFÉ", "lodz", "Łódź", "grösser"):
        assert len(list(store.statements.search([word]))) == 1, word


@pytest.mark.parametrize(
    "word",
    [
        '"',
        "bridge OR",
        "words:bridge",
        "NEAR(bridge)",
        "bridge*",
        "'; DROP TABLE quotes",
        "\x00bridge",
        "!bridge & <->",
        ":*",
        "\ud800",
    ],
)
def test_search_syntax_is_plain_words(store: Store, word: str) -> None:
    store.add(harbour())
    texts = [printed.text for printed, _ in store.statements.search([word])]
    assert ("the bridge was unsafe" in texts) == ("bridge" in word)


def test_search_keeps_to_the_filter(store: Store) -> None:
    store.add(harbour())
    wanted = Filter(speaker="Lima", about="unsafe", kind="indirect", limit=1)
    assert [printed.text for printed, _ in store.statements.search(["bridge"], wanted)] == [
        "the bridge was unsafe"
    ]
    assert list(store.statements.search(["bridge"], Filter(speaker="Petrov", about="unsafe"))) == []


def test_search_with_thousands_of_words_is_bounded(store: Store) -> None:
    store.add(harbour())
    assert len(list(store.statements.search(["bridge", *(f"word{n}" for n in range(10_000))]))) == 3


def test_get_takes_the_start_of_an_id(store: Store) -> None:
    told = harbour()
    store.add(told)
    whole = told.statements[1].quote.id
    assert (
        store.statements.get(whole).statement
        == store.statements.get(whole[:6]).statement
        == told.statements[1]
    )


@pytest.mark.parametrize("missing", ["ffffffffffff", "fff", "", "%%%%", "\x00\ud800"])
def test_get_names_what_is_missing(store: Store, missing: str) -> None:
    store.add(harbour())
    with pytest.raises(NotFound, match="there is no quotation"):
        store.statements.get(missing)


def test_get_lists_the_quotations_that_a_start_could_mean(store: Store) -> None:
    article = make_article("“one” and “two”")
    named = []
    for words, own in (("one", "abcd01"), ("two", "abcd02")):
        statement = make_statement(article, words)
        named.append(
            replace(
                statement,
                quote=replace(statement.quote, id=own),
                attribution=replace(statement.attribution, quote=own),
            )
        )
    store.add(extract(article, *named))
    with pytest.raises(NotFound, match="abcd01, abcd02"):
        store.statements.get("abcd")


def test_article_by_id_or_key(store: Store) -> None:
    told = harbour()
    store.add(told)
    assert store.articles.get("harbour") == store.articles.get("/news/harbour.txt") == told.article
    with pytest.raises(NotFound, match="there is no article 'other'"):
        store.articles.get("other")


def test_article_id_of_two_articles_is_refused_with_their_keys(store: Store) -> None:
    for key in ("/x/harbour.txt", "/y/harbour.txt"):
        store.add(harbour(key=key, title=key))
    with pytest.raises(NotFound, match=r"/x/harbour\.txt, /y/harbour\.txt"):
        store.articles.get("harbour")


def test_speakers_are_counted_with_roles_mentions_and_outlets(store: Store) -> None:
    store.add(harbour())
    store.add(harbour(id="later", published="2024-04-01", source=Source("Ridge Times")))
    lima, petrov = store.speakers.select()
    assert (lima.name, lima.kind, lima.quotes) == ("Ana Lima", "person", 4)
    assert [role.words for role in lima.roles] == ["the mayor of Porto Novo"]
    assert set(lima.mentions) == {"Ana Lima", "She"}
    assert lima.sources == ("Harbour Post", "Ridge Times")
    assert (lima.first, lima.last) == ("2024-03-01", "2024-04-01")
    assert petrov.name == "Boris Petrov"
    assert store.speakers.named("ANÁ") == [lima]
    assert store.speakers.named("nobody") == []


def test_speaker_without_a_name_is_not_listed(store: Store) -> None:
    article = make_article("“one” and “two”, an official said.")
    anonymous = Speaker(None, "anonymous", "an official")
    store.add(
        extract(
            article,
            make_statement(article, "one", speaker=anonymous),
            make_statement(article, "two", by=None),
        )
    )
    assert list(store.speakers.select()) == []
    assert [printed.statement.attribution.speaker for printed in store.statements.printed()] == [
        anonymous,
        None,
    ]
    assert (store.articles.stats().unattributed, store.articles.stats().speakers) == (2, 0)


def test_sources_count_articles_with_and_without_statements(store: Store) -> None:
    store.add(harbour())
    store.add(extract(make_article("Nothing said.", id="quiet", source=Source(None, "ridge.example"))))
    post, ridge = store.articles.sources()
    assert (post.name, post.articles, post.quotes, post.first) == ("Harbour Post", 1, 3, "2024-03-01")
    assert (ridge.name, ridge.domain, ridge.articles, ridge.quotes) == (None, "ridge.example", 1, 0)
    assert [entry.name for entry in store.articles.sources(Filter(speaker="Lima"))] == ["Harbour Post"]


def test_stats_count_current_statements(store: Store) -> None:
    store.add(harbour())
    stats = store.articles.stats()
    assert dict(stats.by_kind) == {"direct": 1, "mixed": 0, "indirect": 2}
    assert dict(stats.by_stance)["denied"] == 1
    assert (stats.speakers, stats.sources, stats.first, stats.last) == (2, 1, "2024-03-01", "2024-03-01")


def test_quote_without_content_is_kept(store: Store) -> None:
    article = make_article("Nobody spoke.")
    statement = make_statement(article)
    store.add(extract(article, statement))
    assert [printed.statement for printed in store.statements.printed()] == [statement]
