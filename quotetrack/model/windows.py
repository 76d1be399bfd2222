"""From an article's paragraphs to what the attribution model reads: windows of words, each with its pieces.

A window holds whole paragraphs, as many as fit, since hardly an attribution reaches over a paragraph's edge (1 in 120
in PolNeAR). Training and running cut an article in the same way, by this module.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol

from tokenizers import Encoding, Tokenizer

from quotetrack.records import Span
from quotetrack.text.quotation_marks import Stretch

# Pieces in a window, without the sign at either end: what the encoder was fine-tuned on. A longer paragraph is cut.
WINDOW_PIECES = 254
# Shapes of a word: the pieces are without case, so it is given beside them.
SHAPES = 4
_SURROGATE = re.compile("[\ud800-\udfff]")


class QuotedBlock(Protocol):
    """What is needed of a paragraph: its place in the text, and its quoted stretches."""

    @property
    def span(self) -> Span: ...

    @property
    def stretches(self) -> tuple[Stretch, ...]: ...


@dataclass(frozen=True, slots=True)
class Window:
    """Words in a row, with the numbers that the encoder takes.

    `firsts` has for each word the place of its first piece. `signs` has for each piece the word's shape, plus `SHAPES`
    if it stands in quotation marks. `parts` are the paragraphs, or parts of one, as (first word, last word + 1).
    """

    words: tuple[Span, ...]
    pieces: tuple[int, ...]
    signs: tuple[int, ...]
    firsts: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    pieces: tuple[int, ...]
    sign: int


def cut_windows(text: str, blocks: Sequence[QuotedBlock], tokenizer: Tokenizer) -> Iterator[Window]:
    """Yield an article's windows in text order, none for a text without words. `tokenizer` neither cuts nor pads."""
    texts = [_SURROGATE.sub("\ufffd", block.span.of(text)) for block in blocks]
    # One by one: a batch is spread over threads, beside the processes that share the articles.
    encodings = (tokenizer.encode(words, add_special_tokens=False) for words in texts)
    begin, divide = (int(tokenizer.token_to_id(sign) or 0) for sign in ("[CLS]", "[SEP]"))
    held: list[list[_Word]] = []
    size = 0
    for block, encoding in zip(blocks, encodings, strict=True):
        for part in _cut(_words(text, block, encoding), text):
            length = sum(len(word.pieces) for word in part) + 1
            if held and size + length > WINDOW_PIECES + 1:
                yield _window(held, begin, divide)
                held, size = [], 0
            held.append(part)
            size += length
    if held:
        yield _window(held, begin, divide)


def _words(text: str, block: QuotedBlock, encoding: Encoding) -> list[_Word]:
    quoted = [s.inner for s in block.stretches if s.depth == 0]
    starts = [span.start for span in quoted]
    out: list[_Word] = []
    before: int | None = None
    base = block.span.start
    for piece, (start, end), number in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
        if number == before and out:
            last = out[-1]
            out[-1] = _Word(Span(last.span.start, base + end), (*last.pieces, piece), last.sign)
        elif end > start:
            span = Span(base + start, base + end)
            at = bisect_right(starts, span.start) - 1
            is_quoted = at >= 0 and span.start < quoted[at].end
            out.append(_Word(span, (piece,), _shape(span.of(text)) + SHAPES * is_quoted))
            before = number
    return out


def _shape(word: str) -> int:
    if not any(map(str.isalpha, word)):
        return 3
    return 2 if word.isupper() and len(word) > 1 else int(word[0].isupper())


def _cut(words: list[_Word], text: str) -> Iterator[list[_Word]]:
    """Yield the words in parts that fit a window: cut behind the last sentence that ends in it, else once full."""
    while words:
        size = end = stop = 0
        while end < len(words) and size + len(words[end].pieces) <= WINDOW_PIECES:
            size += len(words[end].pieces)
            end += 1
            if words[end - 1].span.of(text) in (".", "!", "?", "”"):
                stop = end
        end = stop if end < len(words) and stop > end // 2 else max(end, 1)
        yield words[:end]
        words = words[end:]


def _window(parts: list[list[_Word]], begin: int, divide: int) -> Window:
    words = [word.span for part in parts for word in part]
    ends = accumulate(map(len, parts), initial=0)
    pieces, signs = [begin], [0]
    firsts: list[int] = []
    for part in parts:
        for word in part:
            firsts.append(len(pieces))
            # A word of more pieces than a window holds is known by its first ones.
            pieces += word.pieces[:WINDOW_PIECES]
            signs += [word.sign] * len(word.pieces[:WINDOW_PIECES])
        pieces.append(divide)
        signs.append(0)
    return Window(tuple(words), tuple(pieces), tuple(signs), tuple(firsts), tuple(pairwise(ends)))
