"""What every store gives back, whichever database is behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.errors import NotFound
from quotetrack.records import Filter, Source, Speaker
from quotetrack.store import Store
from tests.builders import extract, harbour, make_article, make_statement


def test_order_is_by_day_then_article_then_place(store: Store) -> None:
    for id, day in (("c", None), ("b", "2024-03-02"), ("d", "2024-03-01"), ("a", "2024-03-02")):
        store.add(harbour(id=id, published=day, title=id))
    assert [printed.article.id for printed in store.statements.printed()][::3] == ["d", "a", "b", "c"]


@pytest.mark.parametrize("size", [1, 2, 5, 30])
def test_pages_are_the_list_cut(store: Store, size: int) -> None:
    for id, day in (("c", None), ("b", "2024-03-02"), ("d", "2024-03-01"), ("a", "2024-03-02"), ("e", None)):
        store.add(harbour(id=id, published=day, title=id))
    wanted = Filter(speaker="Lima")
    every = [printed.id for printed in store.statements.printed(wanted)]
    for start in range(12):
        shown, total = store.statements.page(wanted, start=start, size=size)
        assert ([printed.id for printed in shown], total) == (every[start : start + size], 10)
    assert store.statements.page(Filter(speaker="Nobody"), start=0, size=size) == ([], 0)


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
