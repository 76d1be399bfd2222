"""What a figure counts, on which matter, about when, and between which bounds: what makes two figures comparable.

Takes a printed statement, gives a `Counted` for each of its figures that has a value and something counted.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from quotetrack.linking.same_story import published_day
from quotetrack.linking.signatures import COUNTED_THINGS
from quotetrack.records import Count, Figure, Limit, Printed, Span
from quotetrack.text.calendar import MONTHS, WEEKDAYS
from quotetrack.text.folding import STOP_WORDS
from quotetrack.text.numbers import MULTIPLES, NUMBER_WORDS, UNITS
from quotetrack.text.stemming import stem
from quotetrack.text.word_lists import read_word_lists
from quotetrack.text.word_weights import known_words, words_of


@dataclass(frozen=True, slots=True)
class CountingSettings:
    """What makes two figures comparable."""

    # Days between two publications that tell of one count.
    days: int = 2
    # The part by which two figures may differ that are rounded otherwise.
    rounding: float = 0.02
    # The weight of a word that tells a matter: about 2,000 words of English are more frequent. Names need not be rare.
    rare: float = 2.5
    # Words on either side of a figure that may say what is counted ("60 people had been killed").
    reach: int = 8
    # Code points before a figure said of a pronoun that may say what is counted ("the toll … put it at 27").
    beside: int = 200
    # Code points of an article's beginning whose names tell its story: its first paragraphs.
    beginning: int = 2000
    # Names that the beginnings of two articles of one story share. Of invented towns in one country one is shared.
    story_names: int = 2


SETTINGS = CountingSettings()
_LISTS = read_word_lists("counting.json")
_PEOPLE, _CARRIERS, _NEUTRAL, _ENDS = (
    frozenset(_LISTS[name]) for name in ("people", "carriers", "neutral", "ends")
)
_UNITS: dict[str, str] = _LISTS["same_units"]
_LIMIT_OF: dict[str, Limit] = {
    **dict.fromkeys(_LISTS["at_least"], "at least"),
    **dict.fromkeys(_LISTS["at_most"], "at most"),
}
_ANY_BOUND = "|".join(_LIMIT_OF).replace(" ", r"\s+")
_BOUND = re.compile(rf"(?<!\w)({_ANY_BOUND})\s+$", re.IGNORECASE)
"""The search begins at the left, so that "no fewer than" is not taken for "fewer than"."""
_LONGEST_BOUND = 24
_KIND_OF = {
    stem(word): kind
    for kind, words in enumerate(COUNTED_THINGS)
    if UNITS.isdisjoint(map(stem, words))
    for word in words
}
"""The place of each word among `COUNTED_THINGS`; money is told by its unit instead."""
TOLLS = 5
"""How many of `COUNTED_THINGS` are tolls: the dead, the injured, the arrested, the displaced and the missing."""
_JOINS = frozenset(("and", "but", "while"))
_RUNNING, _HEDGES, _INCREASES, _CERTAINTY = (
    frozenset(_LISTS[name]) for name in ("running", "hedges", "increases", "certainty")
)
_NAME = re.compile(r"(?<![.!?:“\"‘'\n] )(?<!\n)\b[A-Z][^\W\d_]{2,}")
"""A word with a capital that opens no sentence."""
_NO_MATTER = frozenset((*MONTHS, *WEEKDAYS, *NUMBER_WORDS, *MULTIPLES)) | STOP_WORDS


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted: its place among `COUNTED_THINGS` or -1, the stem of the noun, the stems of what describes it,
    and the unit.

    The noun is empty for people and for what the place says already. If nothing but people are counted, it is what they
    do; if nothing at all tells what is counted, the statement's id."""

    kind: int
    noun: str
    described: frozenset[str]
    unit: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What decides which figures stand beside each other. `words` are numbers of the words that tell what the statement
    or its headline is about, `named` those of the names in the statement, `titled` those of the headline; `published`
    and `said` are proleptic ordinals, 0 if not known."""

    thing: Thing
    words: frozenset[int]
    named: frozenset[int]
    titled: frozenset[int]
    published: int
    said: int
    story: frozenset[int] = frozenset()
    """Numbers of the names at the beginning of the article, for a toll of a weekday that names no place."""

    def is_near(self, other: Matter) -> bool:
        """Return whether both were said on one day, or published about the same time."""
        if self.said and self.said == other.said:
            return True
        are_known = self.published and other.published
        return bool(are_known) and abs(self.published - other.published) <= SETTINGS.days

    def fits(self, other: Matter) -> bool:
        """Return whether both count the same thing on one matter at about the same time.

        Of two that name something, one must name what the other has: a place tells the dead of one town from those of
        another, even in one article. Else any word that both have or stand under tells, or the story of their articles:
        the toll of a weekday without a place is that of the place that the article is about."""
        if self.thing != other.thing or not self.is_near(other):
            return False
        if not self.named or not other.named:
            is_one_story = len(self.story & other.story) >= SETTINGS.story_names
            return is_one_story or not self.words.isdisjoint(other.words)
        have_two = self.titled != other.titled
        is_titled = not (self.named.isdisjoint(other.titled) and other.named.isdisjoint(self.titled))
        return not self.named.isdisjoint(other.named) or (have_two and is_titled)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which numbers, both included, the one lies that a figure stands for."""

    low: float
    high: float

    def excludes(self, other: Bounds) -> bool:
        """Return whether no number lies within both, but for rounding."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low - high > SETTINGS.rounding * max(abs(low), abs(high))


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure, and what it is compared by.

    - `weekdays`: those that its statement names.
    - `is_running`: it goes on from some day ("since", "so far"). `is_hedged`: it only may be so.
    - `is_part`: it counts some of many ("three more"), or its statement counts things of the same kind more than once.
    - `certainty`: how sure it is said to be ("confirmed", "suspected")."""

    count: Count
    matter: Matter
    bounds: Bounds
    weekdays: frozenset[str] = frozenset()
    is_running: bool = False
    is_hedged: bool = False
    is_part: bool = False
    certainty: frozenset[str] = frozenset()

    @property
    def is_claimed(self) -> bool:
        """Whether the speaker says that it is so: whoever denies, asks or says what may be counts nothing."""
        return self.count.printed.statement.attribution.stance == "said" and not self.is_hedged

    def is_at_odds(self, other: Counted) -> bool:
        """Return whether both are claimed, of one toll, and cannot both be true. A toll that is told another day has
        grown, unless both are the toll of one weekday. Of other things than tolls ("barrels of oil") a story counts
        many at a time, and its words do not tell which."""
        if not (self.is_claimed and other.is_claimed and 0 <= self.matter.thing.kind < TOLLS):
            return False
        if self.is_part or other.is_part:
            return False
        are_two = self.bounds.excludes(other.bounds) and not self._stands_with(other)
        is_one_toll = self._has_extent_of(other) and self.matter.fits(other.matter)
        return are_two and is_one_toll and bool(self.weekdays or self.is_of_one_day(other))

    def _stands_with(self, other: Counted) -> bool:
        """Return whether both are one statement's, or one speaker's in one article: he tells them apart."""
        ours, theirs = self.count.printed, other.count.printed
        name = ours.statement.attribution.speaker_name
        is_by_one = name is not None and name == theirs.statement.attribution.speaker_name
        return ours.id == theirs.id or (is_by_one and ours.article.id == theirs.article.id)

    def _has_extent_of(self, other: Counted) -> bool:
        """Return whether both tell of the same weekdays or of none, both of what goes on or of what is over, as surely,
        and one of no place but the other's."""
        ours, theirs = self.matter, other.matter
        is_within = ours.named <= theirs.named | theirs.titled or theirs.named <= ours.named | ours.titled
        is_alike = self.is_running == other.is_running and self.certainty == other.certainty
        return self.weekdays == other.weekdays and is_alike and is_within

    def is_of_one_day(self, other: Counted) -> bool:
        """Return whether both were said on one day. One that has no such day counts by the day of publication."""
        ours, theirs = self.matter, other.matter
        if ours.said and theirs.said:
            return ours.said == theirs.said
        days = (ours.said or ours.published, theirs.said or theirs.published)
        return 0 < ours.published == theirs.published or 0 < days[0] == days[1]


def counted_in(printed: Printed) -> Iterator[Counted]:
    """Yield the figures of a statement that have a value and something counted, in text order."""
    found = list(_counted_alone(printed))
    kinds = Counter(one.matter.thing.kind for one in found)
    yield from (replace(one, is_part=one.is_part or kinds[one.matter.thing.kind] > 1) for one in found)


def _counted_alone(printed: Printed) -> Iterator[Counted]:
    figures = printed.statement.quote.figures
    for place, figure in enumerate(figures):
        if figure.value is None or figure.counted is None:
            continue
        limit, bound = _bound(printed.article.text, figure)
        days, around = _weekdays(printed, figure), _around(printed, figure)
        before = figures[place - 1].span.end if place else 0
        after = figures[place + 1].span.start if place + 1 < len(figures) else len(printed.article.text)
        yield Counted(
            Count(printed=printed, figure=figure, limit=limit, bound=bound),
            _matter(printed, figure, Span(min(before, figure.span.start), max(after, figure.span.end)), days),
            Bounds(
                -math.inf if limit == "at most" else figure.value,
                math.inf if limit == "at least" else figure.value,
            ),
            days,
            is_running=not _RUNNING.isdisjoint(around),
            is_hedged=not _HEDGES.isdisjoint(around),
            is_part=_is_increase(printed.article.text, figure.counted, figure),
            certainty=around & _CERTAINTY,
        )


def _is_increase(text: str, counted: Span, figure: Figure) -> bool:
    """Return whether a figure adds to another: "60 more people", "another 60 people"."""
    before = text[max(0, figure.span.start - _LONGEST_BOUND) : figure.span.start]
    return not _INCREASES.isdisjoint((*words_of(counted.of(text)), *words_of(before)[-1:]))


def _weekdays(printed: Printed, figure: Figure) -> frozenset[str]:
    """Return the weekdays that the statement names; if a pronoun is counted, also those that stand before."""
    own = frozenset(words_of(printed.report))
    if figure.counted is not None and not _head(words_of(figure.counted.of(printed.article.text)))[0]:
        own |= frozenset(words_of(_before(printed, figure)))
    return own.intersection(WEEKDAYS)


def _before(printed: Printed, figure: Figure) -> str:
    start, end = figure.span.start - SETTINGS.beside, figure.span.start
    return printed.article.text[max(0, start) : end]


def _around(printed: Printed, figure: Figure) -> frozenset[str]:
    """Return the words of the statement that stand near the figure on either side."""
    text = printed.article.text
    span = next((s for s in printed.statement.quote.report if s.holds(figure.span)), figure.span)
    before, after = text[span.start : figure.span.start], text[figure.span.end : span.end]
    return frozenset((*words_of(before)[-SETTINGS.reach :], *words_of(after)[: SETTINGS.reach]))


def _bound(text: str, figure: Figure) -> tuple[Limit, Span | None]:
    """Return what the words right before a figure, or before the sign of its money, make of it."""
    sign = figure.unit if figure.unit and figure.unit.start < figure.span.start else figure.span
    first = max(0, sign.start - _LONGEST_BOUND)
    match = _BOUND.search(text[first : sign.start])
    if match:
        limit = _LIMIT_OF[" ".join(match[1].casefold().split())]
        return limit, Span(first + match.start(1), first + match.end(1))
    return "exact", None


def _matter(printed: Printed, figure: Figure, within: Span, weekdays: frozenset[str]) -> Matter:
    text, attribution = printed.article.text, printed.statement.attribution
    head, described = _head(words_of(figure.counted.of(text)) if figure.counted else [])
    if stem(head) in UNITS:  # "the damage at 6 million dollars"
        said = words_of(text[max(within.start, figure.span.start - SETTINGS.beside) : figure.span.start])
        head = next((word for word in reversed(said) if word not in _ENDS and word not in _NO_MATTER), head)
    thing = _thing(printed, figure, within, head, described)
    is_toll = 0 <= thing.kind < TOLLS
    names = (*printed.statement.quote.about, *([attribution.place] if attribution.place else []))
    named = list(chain.from_iterable(words_of(span.of(text)) for span in names))
    said_on = attribution.said_on
    without = {stem(word) for word in (head, *described)}
    titled = _telling(words_of(printed.article.title or ""), set(), without)
    return Matter(
        thing,
        titled | _telling([*words_of(printed.report), *named], set(named), without),
        _telling(named, set(named), without),
        titled,
        _day_number(printed.article.published),
        _day_number(said_on.date) if said_on and said_on.precision == "day" else 0,
        _story(text[: SETTINGS.beginning]) if is_toll and weekdays and not named else frozenset(),
    )


@lru_cache(maxsize=256)
def _story(beginning: str) -> frozenset[int]:
    """Return the numbers of the names in the beginning of an article, without those that news is full of."""
    names = words_of(" ".join(_NAME.findall(beginning)))
    return _telling(names, set(), set())


def _day_number(day: str | None) -> int:
    known = published_day(day)
    return known.toordinal() if known else 0


def _telling(plain: Iterable[str], names: set[str], without: set[str]) -> frozenset[int]:
    """Return the numbers of the words that tell what something is about: the rare ones and the names."""
    known = known_words()
    return frozenset(
        known[word].number
        for word in plain
        if known[word].weight >= (0.01 if word in names else SETTINGS.rare)
        and word not in _NO_MATTER
        and not word[0].isdigit()
        and stem(word) not in without
        and stem(word) not in _KIND_OF
    )


def _head(plain: Sequence[str]) -> tuple[str, list[str]]:
    """Return the noun of what is counted, and the words that describe it: "ferries" and "old" of "the old ferries of
    Telm". "The number of ferries" and "the ferry count" tell of ferries. Empty for a pronoun."""
    end = next((n for n, word in enumerate(plain) if word in _ENDS), len(plain))
    if end and plain[end - 1] in _CARRIERS and plain[end : end + 1] == ["of"] and len(plain) > end + 1:
        return _head(plain[end + 1 :])
    left = [word for word in plain[:end] if not (word in _NO_MATTER or word in _NEUTRAL or word[0].isdigit())]
    if len(left) > 1 and left[-1] in _CARRIERS:
        left.pop()
    return (left[-1], left[:-1]) if left else ("", [])


def _thing(printed: Printed, figure: Figure, within: Span, head: str, described: Sequence[str]) -> Thing:
    text = printed.article.text
    spans = [span for span in printed.statement.quote.report if span.holds(figure.span)] or [figure.span]
    after = words_of(text[figure.span.end : min(spans[0].end, within.end)])[: SETTINGS.reach]
    before = words_of(text[max(spans[0].start, within.start) : figure.span.start])[-SETTINGS.reach :]
    if before and before[-1] in _JOINS:  # "40 were killed and 60 people fled"
        before = []
    beyond = next((n for n, word in enumerate(after) if word in _JOINS), len(after))
    # "it killed three people and hurt nine"
    readings = [(head, *described), after[:beyond], before[::-1], after[beyond:]]
    if not head:
        readings.append(words_of(_before(printed, figure))[::-1])
    kind = next((k for k in (_KIND_OF.get(stem(word), -1) for word in chain(*readings)) if k >= 0), -1)
    noun = stem(head)
    if not head or head in _PEOPLE:
        done = (word for word in after if word not in _NO_MATTER and word not in _PEOPLE)
        noun = "" if kind >= 0 else stem(next(done, "")) or printed.id
    elif _KIND_OF.get(noun) == kind:
        noun = ""
    unit = figure.unit.of(text).casefold() if figure.unit else ""
    root = unit.removesuffix("s")
    return Thing(
        kind,
        noun,
        frozenset(stem(word) for word in described if stem(word) not in _KIND_OF),
        _UNITS.get(root, stem(unit)),
    )
