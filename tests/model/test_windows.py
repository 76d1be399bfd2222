"""How an article is cut for the model: whole paragraphs, exact places, no text that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from quotetrack.model.windows import SHAPES, WINDOW_PIECES, Window, cut_windows
from quotetrack.parsing.paragraphs import UnparsedParagraph, read_paragraphs
from quotetrack.records import Article


def make_tokenizer() -> Tokenizer:
    """One that knows a word and the letters, so every other word has as many pieces as letters."""
    known = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "sail": 4}
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789.,“”":
        for piece in (letter, f"##{letter}"):
            known[piece] = len(known)
    tokenizer = Tokenizer(WordPiece(known, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


TOKENIZER = make_tokenizer()


def cut(text: str) -> list[Window]:
    return list(cut_windows(text, read_paragraphs(Article(id="case", text=text)), TOKENIZER))


def words(window: Window, text: str) -> list[str]:
    return [word.of(text) for word in window.words]


def test_words_lie_where_they_are_printed() -> None:
    text = "Ána Lima’s ferry.\n\nIt SANK."
    [window] = cut(text)
    assert words(window, text) == ["Ána", "Lima", "’", "s", "ferry", ".", "It", "SANK", "."]
    assert window.parts == ((0, 6), (6, 9))
    assert [window.pieces[first] for first in window.firsts[:2]] == [
        TOKENIZER.token_to_id("a"),
        TOKENIZER.token_to_id("l"),
    ]


def test_a_word_tells_its_shape_and_whether_it_is_quoted() -> None:
    text = "Ana said “we SAIL 9”."
    [window] = cut(text)
    shapes = dict(zip(words(window, text), [window.signs[first] for first in window.firsts], strict=True))
    assert shapes["Ana"] == 1
    assert shapes["said"] == 0
    assert shapes["we"] == SHAPES
    assert shapes["SAIL"] == SHAPES + 2
    assert shapes["9"] == SHAPES + 3


def test_a_paragraph_is_never_cut_where_it_fits_a_window() -> None:
    text = "\n\n".join(f"Word {'abcdef ' * 12}here." for _ in range(9))
    found = cut(text)
    assert len(found) > 1
    assert sum(len(window.parts) for window in found) == 9
    assert all(len(window.pieces) <= WINDOW_PIECES + 2 for window in found)


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    text = "The boat sank in the bay. " * 40
    found = cut(text.strip())
    assert len(found) > 1
    assert all(words(window, text)[-1] == "." for window in found)


def test_a_text_without_words_has_no_window() -> None:
    assert cut("… — …") == []


@given(
    st.text(st.characters(exclude_categories=()) | st.sampled_from("\ud800\x00“” \n\u0301ß"), max_size=400)
)
def test_no_text_raises_and_every_word_lies_inside(text: str) -> None:
    for window in cut("Ana said it. " + text):
        assert len(window.firsts) == len(window.words)
        assert len(window.signs) == len(window.pieces) <= WINDOW_PIECES + 2
        assert all(0 <= first < len(window.pieces) for first in window.firsts)
        assert all(a.end <= b.start or a == b for a, b in zip(window.words, window.words[1:], strict=False))


@pytest.mark.parametrize("long", ["a" * 5_000, "é" * 300, "ab" * 100])
def test_an_endless_word_stays_within_a_window(long: str) -> None:
    for window in cut(f"Ana said {long} was here."):
        assert len(window.pieces) <= WINDOW_PIECES + 2


def test_a_block_is_all_that_is_needed_of_a_paragraph() -> None:
    [block] = read_paragraphs(Article(id="case", text="Ana said so."))
    assert isinstance(block, UnparsedParagraph)
    assert block.where == "body"
