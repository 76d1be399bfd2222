"""What two statements of one speaker are compared by: their telling words, what is negated, figures, and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.positions.strength import BACKSHIFTED, HEDGES, SCALE_WORDS, VERBS
from quotetrack.records import Kind, Printed, Span
from quotetrack.text.meaning import Meaning, shipped_vectors
from quotetrack.text.negation import DENIAL_WORDS, negated_part
from quotetrack.text.numbers import NUMBER_WORDS
from quotetrack.text.word_weights import known_words, words_of

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME_OPENS = re.compile(r"[A-Z]")
MOST_READ_WORDS = 150
"""Words of a statement that are read. A longer one says many things, and is compared by its first ones."""
_MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class ReadToken:
    """A word of a statement: as it is compared, the number of its stem, its weight (0: it tells nothing), where it
    stands, and whether it opens with a capital inside its sentence."""

    word: str
    number: int
    weight: float
    span: Span
    is_name: bool


@dataclass(frozen=True, slots=True)
class StatementReading:
    """A statement as it is compared with others.

    - `tokens`: its words in order; those of a cue before it first, if they are `of_cue`.
    - `weights`: of each stem that tells something; words of a scale of strength and negations are left out.
    - `negated`: the stems behind a negation. `denials`: how many words deny or negate.
    - `names`: stems of names. `figures`: what is counted in numbers, years left out.
    - `trigrams`: its sequences of three words; `marked`: those of two in marks.
      `is_clause`: it has a verb. `is_hedged`: it leaves open whether it is so. `meaning`: its vector.
    """

    printed: Printed
    tokens: tuple[ReadToken, ...]
    of_cue: int
    weights: Mapping[int, float]
    negated: frozenset[int]
    denials: int
    names: frozenset[int]
    figures: frozenset[str]
    trigrams: frozenset[tuple[str, ...]]
    marked: frozenset[tuple[str, ...]]
    is_hedged: bool
    is_clause: bool
    meaning: Meaning

    @property
    def total(self) -> float:
        """What all its telling words weigh."""
        return sum(self.weights.values())

    @property
    def kind(self) -> Kind:
        """How much of it stands in marks."""
        return self.printed.statement.quote.kind

    @property
    def length(self) -> int:
        """How many words it has, without the cue."""
        return len(self.tokens) - self.of_cue


def read_statement(printed: Printed) -> StatementReading:
    """Return what a statement is compared by."""
    quote, text = printed.statement.quote, printed.article.text
    content = list(_tokens(text, quote.report))[:MOST_READ_WORDS]
    start = min(span.start for span in quote.report) if quote.report else 0
    cue = list(_tokens(text, [span for span in quote.cue if span.end <= start]))
    is_indirect = quote.kind == "indirect"
    content = [_unshifted(token) if is_indirect else token for token in content]
    telling = [
        t for t in content if t.weight > 0 and t.word not in SCALE_WORDS and t.word not in DENIAL_WORDS
    ]
    words = [token.word for token in content]
    marked = [] if is_indirect else [token.word for token in _tokens(text, quote.content)][:MOST_READ_WORDS]
    negated = words_of(negated_part(" ".join(span.of(text) for span in quote.report)[:_MOST_CHARACTERS]))
    return StatementReading(
        printed=printed,
        tokens=(*cue, *content),
        of_cue=len(cue),
        weights={token.number: token.weight for token in telling},
        negated=frozenset(known_words()[word].number for word in negated),
        denials=sum(token.word in DENIAL_WORDS for token in content),
        names=frozenset(token.number for token in telling if token.is_name),
        figures=frozenset(t.word for t in content if _is_figure(t.word)),
        trigrams=frozenset(zip(words, words[1:], words[2:], strict=False)),
        marked=frozenset(pairwise(marked)),
        is_clause=not VERBS.isdisjoint(words),
        is_hedged=not HEDGES.isdisjoint(words),
        meaning=shipped_vectors().meaning(printed.report),
    )


def _tokens(text: str, spans: Sequence[Span]) -> Iterator[ReadToken]:
    known = known_words()
    for span in spans:
        is_first = True
        for match in _WORD.finditer(text, span.start, min(span.end, span.start + _MOST_CHARACTERS)):
            place = Span(match.start(), match.end())
            is_name = not is_first and bool(_NAME_OPENS.match(match.group())) and len(match.group()) > 1
            for word in words_of(match.group()):
                about = known[word]
                yield ReadToken(word, about.number, about.weight, place, is_name)
            is_first = text[match.end() : match.end() + 1] in (".", "!", "?")


def _unshifted(token: ReadToken) -> ReadToken:
    """Return the word that a report has put into the past: "would" for "will"."""
    word = BACKSHIFTED.get(token.word)
    return token if word is None else ReadToken(word, token.number, token.weight, token.span, token.is_name)


def _is_figure(word: str) -> bool:
    """Return whether a word is a number other than one, and no year."""
    is_year = len(word) == 4 and word.isdigit() and "1900" <= word <= "2100"
    return (word[0].isdigit() and not is_year) or NUMBER_WORDS.get(word, 0.0) > 1
