"""Words that stand in a stored text and in no quotation: the reporter's own, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from quotetrack.comparison.alignment import CheckedWords, fit_tokens
from quotetrack.comparison.tokens import Token, tokens_of
from quotetrack.records import Article, Span
from quotetrack.records.check import Passage
from quotetrack.store import Store
from quotetrack.text.word_frequency import word_ranks


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How texts are searched. Rerun `benchmarks/check_speed.py` before changing one."""

    # Words from which on a text is searched: a single one stands anywhere.
    shortest: int = 2
    # Words up to which it is.
    longest: int = 1000
    # The rarest words, of which a text must have the first two, or the third and one of them that may be misspelt.
    rare: int = 3
    # Letters of a word that a text is searched for.
    letters: int = 3
    # Texts that are laid beside the words.
    texts: int = 12
    # Places in a text that are looked at, and stretches around them that are laid beside the words.
    places: int = 2000
    stretches: int = 8
    # Passages that are given.
    shown: int = 3
    # How alike a passage must be that has not every word: typing errors.
    alike: float = 0.9
    # Words beside those looked for that a passage may have.
    longer: int = 8


SETTINGS = PassageSettings()


def find_in_texts(store: Store, asked: CheckedWords) -> Iterator[Passage]:
    """Yield where stored texts have the words, marks, case, ellipses and line ends aside, the most alike first."""
    if not SETTINGS.shortest <= len(asked.keys) <= SETTINGS.longest:
        return
    rare = rarest_words(asked)
    found = list(_among(store, [rare[:2]], asked))
    if not found and any(word not in word_ranks() for word in rare[:2]):  # a name, or misspelt
        found = list(_among(store, [[word, other] for word in rare[:2] for other in rare[2:]], asked))
    yield from nlargest(SETTINGS.shown, found, key=lambda passage: passage.score)


def _among(store: Store, choices: Sequence[Sequence[str]], asked: CheckedWords) -> Iterator[Passage]:
    """Yield the passages of the texts that have all words of one of these choices."""
    for article in store.articles.holding(choices, limit=SETTINGS.texts):
        yield from passages_in(article, asked)


def rarest_words(asked: CheckedWords) -> list[str]:
    """Return the rarest words that a text can be searched for as they are."""
    ranks = word_ranks()
    plain = {key for key in asked.keys if key.isalnum() and len(key) >= SETTINGS.letters}
    return sorted(plain, key=lambda key: (-ranks.get(key, 99_999), key))[: SETTINGS.rare]


def passages_in(article: Article, asked: CheckedWords, *, alike: float = SETTINGS.alike) -> Iterator[Passage]:
    """Yield the best passage of a text, if it has the words, or others so `alike`."""
    said = tokens_of(article.text, (Span(0, len(article.text)),))
    best = max(_windows(said, asked, alike), key=lambda fit: fit[1], default=None)
    if best is not None:
        yield Passage(article=article, span=best[0], score=best[1])


def _windows(said: list[Token], asked: CheckedWords, alike: float) -> Iterator[tuple[Span, float]]:
    """Yield the stretches of a text that fit the words, and how alike they are."""
    for window in _likely(said, asked):
        fit = fit_tokens(asked, window)
        if fit.is_verbatim:
            yield Span(fit.spans[0].start, fit.spans[-1].end), 1.0
        elif fit.kind == "altered" and fit.score >= alike:
            yield Span(window[0].span.start, window[-1].span.end), fit.score


def _likely(said: list[Token], asked: CheckedWords) -> list[list[Token]]:
    """Return the stretches of a text that have most of the rarest words, in text order among equals."""
    wanted = set(rarest_words(asked))
    places = [n for n, token in enumerate(said) if token.key in wanted][: SETTINGS.places]
    around, last = len(asked.keys) + SETTINGS.longer, -1
    windows: list[list[Token]] = []
    for at in places:
        if at >= last:
            windows.append(said[max(0, at - around) : at + around])
            last = at + SETTINGS.longer
    rare = [len(wanted & {token.key for token in window}) for window in windows]
    best = sorted(range(len(windows)), key=lambda n: -rare[n])[: SETTINGS.stretches]
    return [windows[n] for n in best]
