"""Key terms in either database: stored with an article, counted as articles come, change and go."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from quotetrack.records import CountedTerm, Extraction, Filter, KeyTerm, Source, Span
from quotetrack.store import Store
from quotetrack.store.engines import WRITING
from tests.builders import extract, make_article, make_statement

TEXT = "“The bridge is shut,” Ana Lima said. “The bridges leak,” Rui Reis said. Grain is dear."


def told(id: str, *keys: tuple[str, str], printed: str = TEXT, day: str | None = "2024-03-01") -> Extraction:
    """An article with two statements, or one if its text has one, and key terms: each a key and its printed form."""
    article = make_article(printed, id=id, key=id, published=day, source=Source("Harbour Post"))
    said = (("The bridge is shut,", "Ana Lima"), ("The bridges leak,", "Rui Reis"))
    statements = [
        make_statement(article, words, by=name, mention=name) for words, name in said if words in printed
    ]
    found = (KeyTerm(key, Span(printed.index(form), printed.index(form) + len(form))) for key, form in keys)
    return replace(extract(article, *statements), key_terms=tuple(found))


BRIDGE, BRIDGES, GRAIN = ("bridg", "bridge"), ("bridg", "bridges"), ("grain", "Grain")


def test_terms_are_counted_by_key_with_the_form_most_articles_print(store: Store) -> None:
    store.add(told("a", BRIDGE, GRAIN, day="2024-03-02"))
    store.add(told("b", BRIDGES, day="2024-03-01"))
    store.add(told("c", BRIDGE, day=None))
    expected = [
        CountedTerm(key="bridg", words="bridge", quotes=6, articles=3, first="2024-03-01", last="2024-03-02"),
        CountedTerm(key="grain", words="Grain", quotes=2, articles=1, first="2024-03-02", last="2024-03-02"),
    ]
    assert list(store.articles.key_terms()) == expected
    assert list(store.articles.key_terms(Filter(limit=1))) == expected
    assert list(store.articles.key_terms(Filter(source="Post"))) == expected
    assert list(store.verify()) == []


def test_a_filter_counts_the_articles_and_statements_it_chooses(store: Store) -> None:
    store.add(told("a", BRIDGE, GRAIN, day="2024-03-02"))
    store.add(told("b", BRIDGES, day="2024-03-01"))
    assert list(store.articles.key_terms(Filter(speaker="Reis"))) == [
        CountedTerm(key="bridg", words="bridge", quotes=2, articles=2, first="2024-03-01", last="2024-03-02"),
        CountedTerm(key="grain", words="Grain", quotes=1, articles=1, first="2024-03-02", last="2024-03-02"),
    ]
    counts = [(term.quotes, term.articles) for term in store.articles.key_terms(Filter(speaker="Reis"))]
    assert {type(count) for pair in counts for count in pair} == {int}
    assert [term.key for term in store.articles.key_terms(Filter(until="2024-03-01"))] == ["bridg"]
    assert list(store.articles.key_terms(Filter(about="nothing"))) == []


def test_the_same_article_twice_counts_once(store: Store) -> None:
    assert store.add(told("a", BRIDGE)) == "added"
    assert store.add(told("a", BRIDGE)) == "unchanged"
    assert [term.articles for term in store.articles.key_terms()] == [1]


def test_other_terms_replace_those_that_were_found(store: Store) -> None:
    store.add(told("a", BRIDGE))
    assert store.add(told("a", GRAIN)) == "updated"
    assert [term.key for term in store.articles.key_terms()] == ["grain"]
    assert list(store.verify()) == []


def test_another_day_is_counted_with_the_terms(store: Store) -> None:
    store.add(told("a", BRIDGE))
    store.add(told("b", BRIDGE))
    assert store.add(told("b", BRIDGE, day="2024-03-09")) == "updated"
    (term,) = store.articles.key_terms()
    assert (term.articles, term.first, term.last) == (2, "2024-03-01", "2024-03-09")


def test_a_revised_text_takes_its_terms_along(store: Store) -> None:
    store.add(told("a", BRIDGE))
    later = told("a", GRAIN, printed="“The bridge is shut,” Ana Lima said. Grain is cheap.")
    assert store.add(later) == "revised"
    assert list(store.articles.key_terms()) == [
        CountedTerm(key="grain", words="Grain", quotes=1, articles=1, first="2024-03-01", last="2024-03-01")
    ]
    assert list(store.verify()) == []


def test_an_article_without_statements_has_no_subject(store: Store) -> None:
    store.add(told("a", GRAIN, printed="Grain is dear."))
    assert list(store.articles.key_terms()) == []


def test_any_text_can_be_a_term(store: Store) -> None:
    printed = f"{TEXT} Salt\x00 and\npepper \ud800pots."
    store.add(
        told("a", ("salt\x00 pepper", "Salt\x00 and\npepper"), ("\ud800pot", "\ud800pots"), printed=printed)
    )
    assert {term.words for term in store.articles.key_terms()} == {"Salt\x00 and pepper", "\ud800pots"}
    assert list(store.verify()) == []


def test_a_term_out_of_place_and_a_wrong_total_are_faults(store: Store) -> None:
    store.add(told("a", BRIDGE, GRAIN))
    writing = store._database.engine.connect().execution_options(**{WRITING: True})
    with writing as connection, connection.begin():
        connection.execute(text("UPDATE key_terms SET begins = begins + 1 WHERE n = 0"))
        connection.execute(text("UPDATE term_forms SET articles = 7 WHERE key = 'grain'"))
        connection.execute(text("UPDATE subjects SET articles = 8 WHERE key = 'bridg'"))
    first, second, third = store.verify()
    assert (first.table, first.row, first.where) == ("key_terms", "1/0", "a")
    assert "words is “bridge”, expected “ridge” as the text has it" in first.what
    assert (second.table, second.what) == ("term_forms", "articles is 7, expected 1 as key_terms has rows")
    assert (third.table, third.what) == ("subjects", "articles is 8, expected 1 as its forms come to")
