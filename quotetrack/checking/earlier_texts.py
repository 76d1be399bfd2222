"""What became of words in print: how an article had them before it was corrected, and what only earlier texts have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from typing import NamedTuple

from quotetrack.checking.passages import passages_in, rarest_words
from quotetrack.comparison.alignment import CheckedWords, Fit, fit_tokens, read_words
from quotetrack.comparison.tokens import Token, tokens_of
from quotetrack.records import Article, Printed, Span
from quotetrack.records.check import Check, Correction, Match, Passage, Verdict
from quotetrack.records.paragraphs import cut_end
from quotetrack.speakers.names import may_be_one, person_name
from quotetrack.store import Store
from quotetrack.store.revisions import StoredText
from quotetrack.text.calendar import written_day
from quotetrack.text.folding import fold_words
from quotetrack.text.sentences import sentences_around


@dataclass(frozen=True, slots=True)
class EarlierTextSettings:
    """What is looked up in earlier texts. Rerun `benchmarks/check_speed.py` before changing one."""

    # Earlier texts that are laid beside the words.
    texts: int = 12
    # How alike other words must be to stand in the place of some.
    alike: float = 0.5
    # Characters of other words that are told.
    told: int = 300


SETTINGS = EarlierTextSettings()
_MAY_BE_GONE: tuple[Verdict, ...] = (
    *("not_found", "unattributed", "altered"),
    *("other_speaker", "paraphrase"),
)
_VERBATIM = 0.95
"""The score from which on what a reporter tells has every word."""


class EarlierText(NamedTuple):
    """The latest text of an article that has some words, which the current one has no more, and what became of them."""

    text: StoredText
    correction: Correction


class _Words(NamedTuple):
    """Words as a text has them, and the name of whoever it gives them to."""

    words: str
    speaker: str | None = None

    def told(self) -> str:
        """Return them for a reader: “…” (Ana Lima)."""
        line = " ".join(self.words.split()).strip('“”" ').rstrip(",")
        end = cut_end(line, len(line), 0, SETTINGS.told)
        speaker = f" ({self.speaker})" if self.speaker else ""
        return f"“{line[:end]}{' …' if end < len(line) else ''}”{speaker}"


def is_nowhere(checked: Check) -> bool:
    """Return whether no current text has the words that were checked as they are."""
    if checked.is_good or checked.passages or checked.verdict not in _MAY_BE_GONE:
        return False
    return not any(
        match.how in ("exact", "cut") or (match.how == "told" and match.score >= _VERBATIM)
        for match in checked.matches
    )


def has_every_word(fit: Fit) -> bool:
    """Return whether words stand unaltered in a printing, also if they are the reporter's there."""
    return fit.is_verbatim or (fit.kind == "told" and fit.score >= _VERBATIM)


@dataclass
class TextHistory:
    """The texts that articles have had, as far as some words are concerned."""

    store: Store
    asked: CheckedWords
    _read: dict[int, dict[int, Printed]] = field(default_factory=dict)
    _tokens: dict[int, list[Token]] = field(default_factory=dict)

    def statements(self, text: StoredText) -> dict[int, Printed]:
        """Map their rows to the statements of a text; they are read once."""
        if text.row not in self._read:
            self._read[text.row] = self.store.revisions.statements(text)
        return self._read[text.row]

    def with_corrections(self, matches: Sequence[Match]) -> tuple[Match, ...]:
        """Return printings of current texts, each with how the article had it before, if it was corrected."""
        texts = self.store.revisions.texts({match.printed.article.key for match in matches})
        if not texts:
            return tuple(matches)
        return tuple(
            match
            if match.is_earlier
            else replace(match, correction=self._before(match, texts.get(match.printed.article.key, ())))
            for match in matches
        )

    def earlier(self) -> list[EarlierText]:
        """Return the latest text with the words of each article that has them no more."""
        rare = rarest_words(self.asked)
        if not rare:
            return []
        found = self.store.revisions.earlier([*combinations(rare, min(2, len(rare)))], limit=SETTINGS.texts)
        found = [text for text in found if self._has(self.asked, text)]
        texts = self.store.revisions.texts(dict.fromkeys(text.article.key for text in found))
        return [earlier for own in texts.values() for earlier in self._last_with(own)]

    def _last_with(self, texts: Sequence[StoredText]) -> Iterator[EarlierText]:
        current = texts[-1]
        for text, later in reversed(list(pairwise(texts))):
            if self._has(self.asked, later):
                return
            if self._has(self.asked, text):
                now = self._nearest(self._whole(text), current, unlike=text)
                yield EarlierText(text, _gone(self.asked.words, now, text, later))
                return

    def _whole(self, text: StoredText) -> CheckedWords:
        """Return the words of the quotation in a text that has those asked for, else the sentence: what they are a part
        of shows best what has taken their place."""
        for printed in self.statements(text).values():
            if _fit(self.asked, printed).is_verbatim:
                return read_words(printed.text)
        sentences = (
            _sentence(text.article, passage.span) for passage in passages_in(text.article, self.asked)
        )
        return next(map(read_words, sentences), self.asked)

    def _before(self, match: Match, texts: Sequence[StoredText]) -> Correction | None:
        """Return how the latest of the earlier texts that had a printing otherwise had it; None if none had."""
        for text, later in reversed(list(pairwise(texts))):
            if (was := self._otherwise(match, text, texts[-1])) is not None:
                return _corrected(was, match.printed, text, later)
        return None

    def _otherwise(self, match: Match, text: StoredText, current: StoredText) -> _Words | None:
        """Return how a text has the words of a printing in the current one, if it has them otherwise: like words that
        are gone, or the same by somebody else."""
        printed = match.printed
        words = self.asked if match.how in ("exact", "cut") else read_words(printed.text)
        if not self._has(words, text):
            return self._nearest(read_words(printed.text), text, unlike=current)
        same = [each for each in self.statements(text).values() if _fit(words, each).is_verbatim]
        if not same or any(_is_told_alike(each, printed) for each in same):
            return None
        return _Words(words.words, _name(same[0]))

    def _has(self, words: CheckedWords, text: StoredText) -> bool:
        """Return whether a text has the words, or a quotation in it has them, which a reporter may interrupt."""
        tokens = self._tokens_of(text)
        if not {token.key for token in tokens}.issuperset(words.keys):
            return False  # laying words beside others that are not the same takes longest
        return fit_tokens(words, tokens).is_verbatim or any(
            _fit(words, printed).is_verbatim for printed in self.statements(text).values()
        )

    def _tokens_of(self, text: StoredText) -> list[Token]:
        if text.row not in self._tokens:
            self._tokens[text.row] = tokens_of(text.article.text, (Span(0, len(text.article.text)),))
        return self._tokens[text.row]

    def _nearest(self, words: CheckedWords, text: StoredText, *, unlike: StoredText) -> _Words | None:
        """Return the words of a text that are most like some, of quotations first, and do not stand in another."""
        fits = [(_fit(words, printed), printed) for printed in self.statements(text).values()]
        alike = [(fit, printed) for fit, printed in fits if fit.kind == "altered"]
        for _, printed in sorted(alike, key=lambda each: -each[0].score):
            if not self._has(read_words(printed.text), unlike):
                return _Words(printed.report, _name(printed))
        for passage in passages_in(text.article, words, alike=SETTINGS.alike):
            sentence = _sentence(text.article, passage.span)
            if not self._has(read_words(sentence), unlike):
                return _Words(sentence)
        return None


def passages_of(texts: Iterable[EarlierText], asked: CheckedWords) -> Iterator[Passage]:
    """Yield where the words stand in earlier texts that have them in no quotation."""
    for text, correction in texts:
        for passage in passages_in(text.article, asked):
            yield replace(passage, correction=correction)


def _fit(words: CheckedWords, printed: Printed) -> Fit:
    """Return how words fit all that a printing reports."""
    quote = printed.statement.quote
    spans = quote.content if quote.kind == "direct" else quote.report
    return fit_tokens(words, tokens_of(printed.article.text, spans))


def _sentence(article: Article, span: Span) -> str:
    return sentences_around(article.text, span, article.paragraph(span)).of(article.text)


def _name(printed: Printed) -> str | None:
    return printed.statement.attribution.speaker_name


def _is_told_alike(one: Printed, other: Printed) -> bool:
    """Return whether two texts give the same words to the same person, as far as names tell. What stands alike in both
    is no correction, whomever the program takes it to mean."""
    names = _name(one), _name(other)
    if names[0] is None or names[1] is None or fold_words(names[0]) == fold_words(names[1]):
        return True
    first, second = map(person_name, names)
    if first.surname and may_be_one(first, second):
        return True
    paragraphs = (
        printed.article.paragraph(printed.statement.quote.extent).of(printed.article.text)
        for printed in (one, other)
    )
    return len({" ".join(fold_words(words)) for words in paragraphs}) == 1


def _corrected(was: _Words, printed: Printed, text: StoredText, later: StoredText) -> Correction:
    """Return that the article of a printing had it otherwise, in a text before a later one."""
    on = f", on {written_day(text.seen)}," if text.seen else ""
    is_same = not _told_otherwise(was, printed)
    had = f"gave the words to {was.speaker}" if is_same else f"had {was.told()}"
    return Correction(
        kind="corrected",
        says=f"The article was corrected{_by(text, later)}: before{on} it {had}.",
        before=was.words,
        after=printed.report,
        speaker_before=was.speaker,
        speaker_after=_name(printed),
        seen=text.seen,
        changed=later.seen,
        archive_url=text.article.archive_url,
    )


def _told_otherwise(was: _Words, printed: Printed) -> bool:
    return not _fit(read_words(was.words), printed).is_verbatim


def _gone(words: str, now: _Words | None, text: StoredText, later: StoredText) -> Correction:
    """Return that an article had the words in a text, and has others now, or none like them."""
    on, by = (f" on {written_day(text.seen)}" if text.seen else ""), _by(text, later)
    says = f"The article had these words{on}. "
    says += (
        f"It was corrected{by}, and now it has {now.told()}."
        if now
        else f"They were withdrawn{by}: its current text has nothing like them."
    )
    return Correction(
        kind="corrected" if now else "withdrawn",
        says=says,
        before=words,
        after=now.words if now else None,
        speaker_after=now.speaker if now else None,
        seen=text.seen,
        changed=later.seen,
        archive_url=text.article.archive_url,
    )


def _by(text: StoredText, later: StoredText) -> str:
    """Return by which day a text had given way to a later one; " since" if the days do not tell."""
    is_later = later.seen is not None and (text.seen is None or later.seen > text.seen)
    return f" by {written_day(later.seen)}" if is_later else " since"
