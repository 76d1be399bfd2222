"""The same words under two names: where a wrong speaker, or a copied quotation, shows.

Takes a store, gives `Alarm`s. Words are compared as `check` compares them: case, marks and the printer's signs do not
count. What reads like the words of somebody else by as much as one word is no alarm.

Nor are two names that may be one's alarming ("Lima", "Ana Lima"), a body and who speaks for it, or what everybody says.

All quotations are laid beside each other by their letters and figures first, which needs no article. Only what agrees
in those is read and compared word by word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product
from typing import TypeVar

from quotetrack.comparison.tokens import in_marks, tokens_of
from quotetrack.records import Printed, Span
from quotetrack.records.check import Alarm
from quotetrack.speakers.names import body_words
from quotetrack.store import Store
from quotetrack.store.statements import NamedWords
from quotetrack.text.calendar import day_number
from quotetrack.text.word_weights import known_words, words_of

T = TypeVar("T")

_FEWEST = 6
"""Words that two printings share to be called the same: fewer are said by many ("we will not comment")."""
_LEAST_WEIGHT = 3.0
"""What the words that are shared must weigh: one word that is no everyday word, or a few that are less so. "It's the
right thing to do" weighs 1, "by the end of the week" 2, "we will not rest until justice is done" 5."""
_PHRASE = 10
"""Words. Fewer may be a phrase that others use in another year ("there are a lot of unanswered questions")."""
_PHRASE_DAYS = 60
"""Days between two printings up to which a phrase is taken for the same words."""
_LETTERS = 16
"""Letters and figures by which beginnings are looked up; six words seldom have fewer."""
_PLAIN = str.maketrans(dict.fromkeys("“”„«»‘’‚–—…\u00a0", " "))
"""What print has beside ASCII and words are not compared by: marks, dashes, the ellipsis."""
_RUN = re.compile(r"[a-z]+|\d+")
_SIGN = re.compile(r"[$%&+<=>@#|~]")
"""Signs that count as words and have no letters."""
_AS_A_WHOLE = re.compile(r"[\w\s.,;:!?()–—-]*")
"""A quotation partly in marks that is printed without pieces, and without marks in it, stands in marks as a whole."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The id and the names of whoever said something in marks, in which role, and the words as they are compared: the
    same for all copies."""

    speakers: frozenset[str]
    role: str | None
    keys: tuple[str, ...]


@dataclass(slots=True)
class _Spelling:
    """Where words may begin in some letters and figures, and the statements spelt so, by the rows of their speakers."""

    starts: set[int] = field(default_factory=set)
    rows: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def words_under_two_names(store: Store) -> list[Alarm]:
    """Return an alarm for each run of at least six words in marks, all of one printing, that stand in printings of at
    least two named speakers.

    One who speaks with others is no second name beside them. Statements whose speaker is not named, that are not shown,
    or that were rejected, count for nothing."""
    printed = store.statements.fetch(sorted(_spelt_alike(store)))
    rows_of: defaultdict[_Said, list[int]] = defaultdict(list)
    for row, one in _statements(store, printed):
        rows_of[one].append(row)
    said = list(rows_of)
    days = [{day_number(printed[row].article.published) for row in rows_of[one]} for one in said]
    alarms: list[Alarm] = []
    for group in join_pairs(_shared(said, days)):
        rows = (row for place in group for row in rows_of[said[place]])
        alarms.append(Alarm(printings=tuple(sorted((printed[row] for row in rows), key=publication_order))))
    return alarms


def publication_order(printed: Printed) -> tuple[str, str]:
    """Return what sorts printings by day of publication, unknown days last."""
    return printed.article.published or "9999", printed.id


def _statements(store: Store, printed: dict[int, Printed]) -> Iterator[tuple[int, _Said]]:
    """Yield what is said in enough words in marks, with its row; ids of speakers tell two names of one speaker."""
    ids = store.speakers.ids_of(list(printed))
    for row, one in printed.items():
        name = one.statement.attribution.speaker_name
        keys = tuple(token.key for token in tokens_of(one.article.text, in_marks(one)))
        if name and len(keys) >= _FEWEST:
            own = {ids[row]} if row in ids else set[str]()
            speaker = one.statement.attribution.speaker
            role = speaker.role if speaker is not None else None
            yield row, _Said(frozenset(name.split("; ")) | own, role, keys)


def _shared(said: Sequence[_Said], days: Sequence[set[int | None]]) -> Iterator[tuple[int, int]]:
    """Yield the places of two statements of different speakers of which one has all the words of the other. `days` are
    those that each was printed on."""
    beginning: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        beginning[one.keys[:_FEWEST]].append(place)
    for place, whole in enumerate(said):
        for start in range(len(whole.keys) - _FEWEST + 1):
            for other in beginning.get(whole.keys[start : start + _FEWEST], ()):
                part = said[other]
                is_same = whole.keys[start : start + len(part.keys)] == part.keys
                if (
                    is_same
                    and part.speakers.isdisjoint(whole.speakers)
                    and _are_telling(part.keys)
                    and (len(part.keys) >= _PHRASE or _are_near(days[place], days[other]))
                    and not _may_be_one(part, whole)
                ):
                    yield place, other


def _are_telling(keys: Sequence[str]) -> bool:
    """Return whether words are more than what everybody says."""
    known = known_words()
    return sum(known[word].weight for word in {*words_of(" ".join(keys))}) >= _LEAST_WEIGHT


def _are_near(days: Iterable[int | None], others: Iterable[int | None]) -> bool:
    """Return whether two of the days are near each other, or one is not known."""
    pairs = product(days, others)
    return any(a is None or b is None or abs(a - b) <= _PHRASE_DAYS for a, b in pairs)


def _may_be_one(one: _Said, other: _Said) -> bool:
    """Return whether two who said the same may be one person or body by their names, of which one has all words of the
    other, or one of them a role that names the other: a spokesman is the voice of his firm."""
    ours, theirs = ([{*body_words(name)} for name in said.speakers] for said in (one, other))
    is_part = any(a and b and (a <= b or b <= a) for a, b in product(ours, theirs))
    our_role, their_role = ({*body_words(said.role or "")} for said in (one, other))
    return is_part or any(b and b <= our_role for b in theirs) or any(a and a <= their_role for a in ours)


def join_pairs(pairs: Iterable[tuple[T, T]]) -> list[set[T]]:
    """Return the pairs that hang together as one group each."""
    group_of: dict[T, set[T]] = {}
    for left, right in pairs:
        one, other = group_of.get(left, {left}), group_of.get(right, {right})
        both = one | other
        group_of |= dict.fromkeys(both, both)
    return list({id(group): group for group in group_of.values()}.values())


def _spelt_alike(store: Store) -> set[int]:
    """Return the rows of all statements that may have a part in an alarm: each has all letters of another's words, or
    the other way round, in one run that begins with a word, and somebody else said it."""
    spellings = _spellings(store)
    beginning: defaultdict[str, list[str]] = defaultdict(list)
    for letters in spellings:
        beginning[letters[:_LETTERS]].append(letters)
    lengths = sorted({len(start) for start in beginning})
    rows: set[int] = set()
    for whole, own in spellings.items():
        for start in own.starts:
            for length in lengths:
                for part in beginning.get(whole[start : start + length], ()):
                    other = spellings[part]
                    if whole.startswith(part, start) and len(own.rows.keys() | other.rows.keys()) > 1:
                        rows.update(*own.rows.values(), *other.rows.values())
    return rows


def _spellings(store: Store) -> dict[str, _Spelling]:
    """Map the letters and figures of what is said in marks by somebody named to the statements that have them."""
    spellings: defaultdict[str, _Spelling] = defaultdict(_Spelling)
    unread: list[NamedWords] = []
    for one in store.statements.named_words():
        if one.kind == "direct" or _AS_A_WHOLE.fullmatch(one.words):
            _add_spelling(spellings, one, one.words)
        else:
            unread.append(one)
    printed = store.statements.fetch([one.row for one in unread])
    for one in unread:
        if (whole := printed.get(one.row)) is not None:
            _add_spelling(spellings, one, " ".join(span.of(whole.article.text) for span in in_marks(whole)))
    return spellings


def _add_spelling(spellings: defaultdict[str, _Spelling], one: NamedWords, words: str) -> None:
    """Add a statement, if it has enough words. What is the same for `tokens_of` has the same letters and figures."""
    plain = words.translate(_PLAIN)
    if plain.isascii():
        runs = _RUN.findall(plain.lower())
        number = len(runs) + len(_SIGN.findall(plain))
    else:
        keys = [token.key for token in tokens_of(words, (Span(0, len(words)),))]
        runs = ["".join(filter(str.isalnum, key)) for key in keys]
        number = len(keys)
    if number >= _FEWEST:
        spelling = spellings["".join(runs)]
        spelling.starts.update(accumulate(map(len, runs[:-1]), initial=0))
        spelling.rows[one.person].append(one.row)
