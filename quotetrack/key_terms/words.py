"""The words of an article as printed, in a spaCy `Doc` that has just what ranking asks of it: sentences, capitals, stop
words and, as its norm, each word's stem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.records import Article, Span
from quotetrack.text.folding import STOP_WORDS, fold_words
from quotetrack.text.stemming import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MOST_WORDS = 600
"""Words of an article that are looked at, from its beginning. On 80 articles of PolNeAR, of ten terms 2.53 stand in the
headline with 300 words, 2.55 with 600 and 2.50 with 1,000."""
_LONGEST_WORD = 40
"""Code points of a word; what is longer is an address or rubbish, and ends a term as a mark does."""
_MOST_STRINGS = 60_000
"""Words that a vocabulary may remember, about 20 MB, before a new one is made in 0.1 s."""
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|['’]s\b|[^\W_]+(?:[-'’](?!s\b)[^\W_]+)*|[^\w\s]")
_ENDS = frozenset(".!?")
_BREAK = ","
"""Stands for all that is no word."""

NO_TERMS = STOP_WORDS | frozenset(
    """
    nobody nothing somebody someone anybody anyone everybody everyone never always maybe perhaps really leave
    leaves left going gone go goes know knows known think thinks thought want wants wanted need needs make makes
    made making take takes took taken taking come comes came coming give gives gave given get gets got getting
    look looks looking feel feels keep keeps let put tell tells told ask asks asked say says said saying try
    trying tried turn start stop talk talked call called believe believes happen happened use used see seen saw
    thing things way ways much many every other others another still even just only very well bad same next yes no
    not now here off out down add adds added adding according announced announce reported reports report explained
    spoke speak speaking statement interview interviewed reporters spokesman spokeswoman spokesperson during since
    until without within however while among against including include january february march april june july
    august september october november december monday tuesday wednesday thursday friday saturday sunday today
    yesterday tomorrow weeks month months year years days hour hours minutes sen rep gov sir lord lady percent per
    cent isn t don doesn didn won wouldn couldn shouldn aren wasn weren hasn haven hadn re ve
    """.split()
)
"""Words that neither begin nor end a term: those that say nothing, those that report, days and titles."""

NAME_WORDS = frozenset(
    """
    new old great good first last one two three four five six seven eight nine ten back up time times day week morning
    afternoon evening night united
    """.split()
)
"""Words that neither begin nor end a term, but with a capital: "New York", "Good Friday"."""


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The first words of an article: a `Doc`, and the place of each token in the article's text."""

    doc: Doc
    spans: tuple[Span, ...]


def printed_words(article: Article) -> PrintedWords:
    """Return the words of paragraphs. The headline is left out, since its capitals mean nothing. So are captions and
    page furniture. The Doc is empty if there are no words."""
    from spacy.tokens import Doc

    told = list(islice(_tokens(article), MOST_WORDS))
    text = article.text
    words = [_BREAK if is_break else span.of(text) for span, _, is_break in told]
    doc = Doc(_vocabulary(), words=words, sent_starts=[starts for _, starts, _ in told])
    for token, word in zip(doc, words, strict=True):
        folded = "".join(map(stem, fold_words(word)))
        token.norm_ = folded or word
    return PrintedWords(doc, tuple(span for span, _, _ in told))


def _tokens(article: Article) -> Iterator[tuple[Span, bool, bool]]:
    """Each word and mark: its place, whether it begins a sentence, and whether it is no word."""
    title = (article.title or "").strip(" .")
    for block in read_paragraphs(article):
        if block.where != "body" or block.span.of(article.text).strip(" .") == title:
            continue
        starts = True
        for found in _TOKEN.finditer(article.text, block.span.start, block.span.end):
            word = found.group()
            yield Span(*found.span()), starts, not _is_word(word)
            starts = word in _ENDS


def _is_word(token: str) -> bool:
    """True for a word or an abbreviation with points; not for a mark, an endless word and the "s" of a genitive."""
    return token[0].isalnum() and len(token) <= _LONGEST_WORD


@cache
def _fresh_vocabulary() -> Vocab:
    from spacy.lang.en import English
    from spacy.vocab import create_vocab

    # No pipeline is made: that would load every component that is installed.
    vocab = create_vocab("en", English.Defaults)
    for word in NO_TERMS:
        for form in (word, word.title(), word.upper()):
            vocab[form].is_stop = True
    for word in NAME_WORDS:
        vocab[word].is_stop = True
        vocab[word.title()].is_stop = False
    return vocab


def _vocabulary() -> Vocab:
    if len(_fresh_vocabulary().strings) > _MOST_STRINGS:
        _fresh_vocabulary.cache_clear()
    return _fresh_vocabulary()
