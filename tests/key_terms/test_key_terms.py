"""What an article is about: ten words and names at most, each a slice of the text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotetrack.key_terms import find_key_terms, words
from quotetrack.key_terms.ranking import MOST_TERMS
from quotetrack.key_terms.words import MOST_WORDS, printed_words
from quotetrack.readers import article_from_text
from quotetrack.records import Article
from tests.builders import mark

HARBOUR = """Porto Corvo’s harbour bridge will stay shut, Mayor Ana Lima said on Monday.

“The bridge is a danger to everybody in Porto Corvo,” Lima told reporters. “Engineers found cracks in the piers, and \
the cracks grow.”

The engineers want 40 million euros to repair the bridge. Porto Corvo has half of that. A toll on ferries may pay for
the repairs, Lima said. Ferries carry most of the grain that New Castle sells.
"""


def terms(article: Article) -> list[str]:
    return [term.span.of(article.text) for term in find_key_terms(article)]


def test_terms_are_names_and_telling_words_as_printed() -> None:
    article = article_from_text(HARBOUR, id="a")
    found = terms(article)
    assert {"Porto Corvo", "bridge", "cracks", "engineers"} <= {*found, *map(str.lower, found)}
    assert len(found) <= MOST_TERMS
    assert not {"said", "monday", "told", "reporters", "40"} & set(map(str.lower, found))


def test_words_of_quotations_count() -> None:
    article = article_from_text(
        "Rui Reis spoke on Monday.\n\n“Quinoa is our future. Quinoa feeds the valley, and quinoa pays for the valley’s "
        "schools,” he said.",
        id="a",
    )
    assert "Quinoa" in {one.capitalize() for one in terms(article)}


def test_forms_of_one_word_are_one_term_with_the_place_of_the_most_frequent() -> None:
    article = article_from_text(
        "The bridges creak. One bridge fell. The bridge sank. Grain was lost.", id="a"
    )
    (bridge,) = [term for term in find_key_terms(article) if term.key == "bridg"]
    assert (bridge.span.start, bridge.span.of(article.text)) == (article.text.index("bridge fell"), "bridge")


def test_a_stop_word_with_a_capital_may_begin_a_name() -> None:
    text = "Grain comes from New Castle. New Castle sells grain. Rivers reach New Castle late."
    assert "New Castle" in terms(article_from_text(text, id="a"))


def test_of_joins_names_alone() -> None:
    text = "The Bank of Corvo lends. The Bank of Corvo pays. A heap of grain rots. A heap of grain burns."
    found = terms(article_from_text(text, id="a"))
    assert "Bank of Corvo" in found
    assert "heap of grain" not in found


def test_headline_and_caption_are_left_out() -> None:
    text = "Zebras Win\n\nGrain is dear, and bread is dear.\n\nAn ostrich at the ostrich farm."
    article = Article(id="a", text=text, title="Zebras Win")
    caption = "An ostrich at the ostrich farm."
    captioned = Article(id="a", text=text, title="Zebras Win", zones=(mark(article, "caption", caption),))
    assert not {"zebras", "win", "ostrich"} & {one.lower() for one in terms(captioned)}


@pytest.mark.parametrize("text", ["", "Rain.", "It is so.", "“ ” … – 40 41 42", "a" * 5000, "One two. " * 3])
def test_texts_that_tell_nothing_have_no_terms_or_few(text: str) -> None:
    assert len(find_key_terms(Article(id="a", text=text))) <= 1


def test_a_long_article_is_read_to_a_bound() -> None:
    text = "Grain is dear in Porto Corvo. " * 2000 + "Zebra zebra zebra."
    article = Article(id="a", text=text)
    assert len(printed_words(article).spans) == MOST_WORDS
    assert "zebra" not in {one.lower() for one in terms(article)}


def test_the_vocabulary_is_made_anew_before_it_takes_up_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    article = article_from_text(HARBOUR, id="a")
    before = terms(article)
    vocabulary = printed_words(article).doc.vocab
    monkeypatch.setattr(words, "_MOST_STRINGS", 1)
    assert terms(article) == before
    assert printed_words(article).doc.vocab is not vocabulary


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=300))
@example("Ana\x00 Lima’s \ud800 grain. Grain\u2028grain grain.")
@example("U.S. troops left. U.S. troops came back.")
def test_every_term_is_a_slice_whatever_the_text(text: str) -> None:
    for term in find_key_terms(Article(id="a", text=text)):
        assert 0 <= term.span.start < term.span.end <= len(text)
        assert term.key
        assert term.span.of(text).strip() == term.span.of(text)


def test_the_same_text_has_the_same_terms() -> None:
    article = article_from_text(HARBOUR, id="a")
    assert find_key_terms(article) == find_key_terms(article)


def test_textacy_is_imported_when_terms_are_ranked() -> None:
    code = "import sys, quotetrack.key_terms; print('textacy' in sys.modules, 'spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "False"]
