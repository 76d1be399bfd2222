"""What a later statement of a speaker is to an earlier one: the same, the same in stronger words, or the contrary.

A wrong name is worse than none, so each needs words of both that show it, and the rest of both to say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quotetrack.positions.readings import ReadToken, StatementReading
from quotetrack.positions.strength import EVALUATIVE, MODAL, OPPOSITE, PLEDGES, PREDICATIVE, stronger_by
from quotetrack.records import Ground, Span
from quotetrack.text.meaning import cosines


@dataclass(frozen=True, slots=True)
class ComparisonSettings:
    """How alike two statements are that are given a name. All were chosen by hand: run
    `benchmarks/positions_steps.py` again after a change."""

    # Of the telling words of both: the part by weight of the shorter one's that the other has too, and of all of
    # both; what the shared ones weigh, a rare word being about 5; and how many they are. How near the two are in
    # meaning. For what says the same:
    same: tuple[float, float, float, int, float] = (0.65, 0.4, 9.0, 4, 0.73)
    # For what a link of the store calls the same claim:
    linked: tuple[float, float, float, int, float] = (0.6, 0.35, 8.0, 4, 0.7)
    # For what is stronger, and for what is the contrary.
    strong: tuple[float, float, float, int, float] = (0.6, 0.35, 6.0, 2, 0.65)
    contrary: tuple[float, float, float, int, float] = (0.75, 0.5, 6.0, 2, 0.6)
    # Of the shared words, the part by weight that a negation turns round in one only, for the two to say the same at
    # most, and to be contrary at least.
    turned_same: float = 0.1
    turned_contrary: float = 0.6
    # The part of the shorter one's sequences of three words that the other has too, from which on one is the other,
    # printed again.
    verbatim: float = 0.5
    verbatim_near: float = 0.35
    # Words of a statement that says enough to be said again, and of one that may be the contrary of another: a longer
    # one says many things.
    shortest: int = 5
    longest: int = 45
    # The part by which a figure is higher that is not rounded otherwise.
    higher: float = 0.05
    # Words behind a word of a scale among which what it is about stands.
    reach: int = 4


SETTINGS = ComparisonSettings()

OwnRelation = Literal["repeated", "hardened", "reversed"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two statements have in common: the shared stems and what they weigh, that weight as a part of the
    shorter one's and of both, how near the two are in meaning, and the part of the shorter one's sequences of three
    words that the other has; the same of its sequences of two in marks, if either has words outside them."""

    stems: frozenset[int]
    weight: float
    shorter: float
    both: float
    meaning: float
    sequences: float
    in_marks: float

    def reaches(self, least: tuple[float, float, float, int, float]) -> bool:
        """Return whether each part is as large as that."""
        have = (self.shorter, self.both, self.weight, len(self.stems), self.meaning)
        return all(ours >= wanted for ours, wanted in zip(have, least, strict=True))


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """What the later of two statements is to the earlier one, how much they have in common, and why."""

    what: OwnRelation
    overlap: Overlap
    ground: Ground

    def is_verbatim(self, *, are_near: bool) -> bool:
        """Return whether one may be the other, printed again. Of two that are `are_near` in time less shows that."""
        least = SETTINGS.verbatim_near if are_near else SETTINGS.verbatim
        return max(self.overlap.sequences, self.overlap.in_marks) >= least


def compare_statements(
    earlier: StatementReading, later: StatementReading, *, are_linked: bool, are_opposed: bool
) -> ComparedPair | None:
    """Return what the later statement is to the earlier one; None if nothing shows. `are_linked`: a link of the store
    calls them one claim; `are_opposed`: one calls them contradictions."""
    overlap = overlap_of(earlier, later)
    contrary = _contrary(earlier, later, overlap, are_opposed=are_opposed)
    if contrary is not None:
        return ComparedPair("reversed", overlap, contrary)
    if (
        are_opposed
        or not _is_one_way(earlier, later, overlap)
        or _are_denied(earlier, later) != (False, False)
    ):
        return None
    if overlap.reaches(SETTINGS.strong):
        if (ground := _stronger(earlier, later, overlap)) is not None:
            return ComparedPair("hardened", overlap, ground)
        if _stronger(later, earlier, overlap) is not None:
            return None
    if not overlap.reaches(SETTINGS.linked if are_linked else SETTINGS.same):
        return None
    are_clauses = earlier.is_clause and later.is_clause
    if not are_clauses or min(earlier.length, later.length) < SETTINGS.shortest:
        return None
    if not _have_same_facts(earlier, later):
        return None
    says = "both say the same, in like words"
    return ComparedPair("repeated", overlap, _ground("words", says, earlier, later, overlap.stems))


def overlap_of(a: StatementReading, b: StatementReading) -> Overlap:
    """Return how much two statements have in common."""
    stems = frozenset(a.weights.keys() & b.weights.keys())
    shared = sum(min(a.weights[stem], b.weights[stem]) for stem in stems)
    least, either = min(a.total, b.total), a.total + b.total - shared
    fewer, marked = min(len(a.trigrams), len(b.trigrams)), min(len(a.marked), len(b.marked))
    return Overlap(
        stems,
        shared,
        shared / least if least else 0.0,
        shared / either if either else 0.0,
        float(cosines(a.meaning[None], b.meaning[None])[0]),
        len(a.trigrams & b.trigrams) / fewer if fewer else 0.0,
        len(a.marked & b.marked) / marked if marked and "mixed" in (a.kind, b.kind) else 0.0,
    )


def _turned(a: StatementReading, b: StatementReading, overlap: Overlap) -> float:
    """Return the part of the shared words that stand behind a negation in one of the two only."""
    turned = overlap.stems & (a.negated ^ b.negated)
    return sum(a.weights[stem] for stem in turned) / overlap.weight if overlap.weight else 0.0


def are_one_way(a: StatementReading, b: StatementReading) -> bool:
    """Return whether both affirm, or both negate, what they share."""
    return _is_one_way(a, b, overlap_of(a, b))


def _is_one_way(a: StatementReading, b: StatementReading, overlap: Overlap) -> bool:
    words = {token.word for token in b.tokens}
    have_opposites = any(OPPOSITE.get(token.word) in words for token in a.tokens)
    is_turned = min(a.denials, b.denials) == 0 and _turned(a, b, overlap) > SETTINGS.turned_same
    return not is_turned and (a.denials > 0) == (b.denials > 0) and not have_opposites


def _are_denied(a: StatementReading, b: StatementReading) -> tuple[bool, bool]:
    stances = (a.printed.statement.attribution.stance, b.printed.statement.attribution.stance)
    return stances[0] in ("denied", "not_said"), stances[1] in ("denied", "not_said")


def _have_same_facts(a: StatementReading, b: StatementReading) -> bool:
    """Return whether both are as sure, have the same figures, and neither a name that the other has another for."""
    are_as_sure = a.is_hedged == b.is_hedged
    return are_as_sure and a.figures == b.figures and (a.names <= b.names or b.names <= a.names)


def _contrary(
    earlier: StatementReading, later: StatementReading, overlap: Overlap, *, are_opposed: bool
) -> Ground | None:
    """Return the words that show that the later statement is the contrary of the earlier one."""
    are_clauses = earlier.is_clause and later.is_clause
    if max(earlier.length, later.length) > SETTINGS.longest or not are_clauses:
        return None
    if not overlap.reaches(SETTINGS.contrary):
        return None
    was_denied, is_denied = _are_denied(earlier, later)
    turned = _turned(earlier, later, overlap)
    if not _have_same_facts(earlier, later):
        return None
    if was_denied != is_denied:
        says = "what was denied is said" if was_denied else "what was said is denied"
        is_plain = turned <= SETTINGS.turned_same and (earlier.denials > 0) == (later.denials > 0)
        return _ground("negation", says, earlier, later, overlap.stems) if is_plain else None
    if was_denied:
        return None
    if turned >= SETTINGS.turned_contrary and (earlier.denials > 0) != (later.denials > 0):
        return _ground("negation", "one of them is negated", earlier, later, overlap.stems)
    if are_opposed and (earlier.denials > 0) != (later.denials > 0):
        return _ground("negation", "one of them is negated", earlier, later, overlap.stems)
    return _by_opposites(earlier, later)


def _by_opposites(earlier: StatementReading, later: StatementReading) -> Ground | None:
    """Return the two words of which one is the opposite of the other, both of the same thing."""
    for was in earlier.tokens[earlier.of_cue :]:
        other = OPPOSITE.get(was.word)
        now = next((t for t in later.tokens[later.of_cue :] if t.word == other), None)
        if now is not None and _is_of_same(earlier, was, later, now):
            says = f"“{was.word}” has become “{now.word}”"
            return Ground(what="words", says=says, a=(was.span,), b=(now.span,))
    return None


def _stronger(earlier: StatementReading, later: StatementReading, overlap: Overlap) -> Ground | None:
    """Return the words of both that show that the later statement takes the same stand more strongly."""
    for was, now in _strong_words(earlier, later):
        says = f"“{was.word}” has become “{now.word}”"
        return Ground(what="words", says=says, a=(was.span,), b=(now.span,))
    return _by_figures(earlier, later) if overlap.reaches(SETTINGS.same) else None


def _strong_words(
    earlier: StatementReading, later: StatementReading
) -> Iterator[tuple[ReadToken, ReadToken]]:
    for scales in (MODAL, PREDICATIVE, EVALUATIVE):
        known = {word for words in scales.values() for word in words}
        is_near = _stands_with_same if scales is PREDICATIVE else _is_of_same
        had = [token for token in earlier.tokens if token.word in known]
        for now in (token for token in later.tokens if token.word in known):
            for was in had:
                is_up = stronger_by(was.word, now.word, scales)
                if is_up and is_near(earlier, was, later, now) and not _is_guess(later, now):
                    yield was, now


def _is_guess(reading: StatementReading, token: ReadToken) -> bool:
    """Return whether "will have" guesses at what is past."""
    place = reading.tokens.index(token)
    return any(other.word in ("have", "has") for other in reading.tokens[place + 1 : place + 2])


def _is_of_same(earlier: StatementReading, was: ReadToken, later: StatementReading, now: ReadToken) -> bool:
    """Return whether the first telling word behind each is the same: "may strike" and "will strike"."""
    ours, theirs = _behind(earlier, was), _behind(later, now)
    return ours is not None and ours == theirs


def _stands_with_same(
    earlier: StatementReading, was: ReadToken, later: StatementReading, now: ReadToken
) -> bool:
    """Return whether the telling word before or behind each is the same: "a possible strike", "a strike is certain"."""
    return not {*_beside(earlier, was)}.isdisjoint(_beside(later, now))


def _beside(reading: StatementReading, token: ReadToken) -> list[int]:
    """Return the stems of the telling words next to one, before and behind."""
    place = reading.tokens.index(token)
    before = reversed(reading.tokens[max(0, place - SETTINGS.reach) : place])
    found = next((other.number for other in before if other.number in reading.weights), None)
    return [stem for stem in (found, _behind(reading, token)) if stem is not None]


def _behind(reading: StatementReading, token: ReadToken) -> int | None:
    """Return the stem of the first telling word behind one; None if there is none near."""
    place = reading.tokens.index(token)
    near = reading.tokens[place + 1 : place + 1 + SETTINGS.reach]
    return next((other.number for other in near if other.number in reading.weights), None)


def _by_figures(earlier: StatementReading, later: StatementReading) -> Ground | None:
    """Return a figure of a demand or pledge, and the higher one of the later statement for the same thing."""
    if not all(any(t.word in PLEDGES for t in reading.tokens) for reading in (earlier, later)):
        return None
    if any(len(reading.figures) != 1 for reading in (earlier, later)) or earlier.figures == later.figures:
        return None
    text, other = earlier.printed.article.text, later.printed.article.text
    for was in earlier.printed.statement.quote.figures:
        for now in later.printed.statement.quote.figures:
            if was.value is None or now.value is None or was.counted is None or now.counted is None:
                continue
            is_same = (
                was.counted.of(text).casefold().split()[-1:] == now.counted.of(other).casefold().split()[-1:]
            )
            if (
                is_same
                and _unit(text, was.unit) == _unit(other, now.unit)
                and _is_higher(was.value, now.value)
            ):
                says = f"{was.span.of(text)} has become {now.span.of(other)}"
                return Ground(what="figures", says=says, a=(was.span,), b=(now.span,))
    return None


def _unit(text: str, unit: Span | None) -> str:
    return unit.of(text).casefold() if unit is not None else ""


def _is_higher(was: float, now: float) -> bool:
    return now > was * (1 + SETTINGS.higher) > 0


def _ground(
    what: str, says: str, earlier: StatementReading, later: StatementReading, stems: frozenset[int]
) -> Ground:
    """Return what two statements share as a ground, its words in the order in which they stand in either."""
    a, b = (
        tuple(dict.fromkeys(t.span for t in reading.tokens[reading.of_cue :] if t.number in stems))
        for reading in (earlier, later)
    )
    return Ground(what=what, says=says, a=a, b=b)
