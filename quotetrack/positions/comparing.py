"""What a later statement of a speaker is to an earlier one: the same, the same in stronger words, or the contrary.

A wrong name is worse than none, so each needs words of both that show it, and the rest of both to say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quotetrack.positions.readings import Reading, Token
from quotetrack.positions.strength import EVALUATIVE, MODAL, OPPOSITE, PLEDGES, stronger_by
from quotetrack.records import Ground, Span


@dataclass(frozen=True, slots=True)
class ComparisonSettings:
    """How alike two statements are that are given a name. All were chosen by hand: run
    `benchmarks/positions_steps.py` again after a change."""

    # The part of the shorter one's telling words, by weight, that both have; of all words of both; and what the
    # shared ones weigh: as much as two rare words.
    same_shorter: float = 0.75
    same_both: float = 0.5
    same_weight: float = 8.0
    # The same for what a link of the store calls the same claim.
    linked_shorter: float = 0.5
    linked_both: float = 0.3
    linked_weight: float = 5.0
    # The same for what is stronger, and for what is the contrary.
    strong_shorter: float = 0.6
    strong_both: float = 0.4
    strong_weight: float = 6.0
    contrary_shorter: float = 0.75
    contrary_both: float = 0.5
    contrary_weight: float = 6.0
    # Of the shared words, the part by weight that a negation turns round in one only, for the two to say the same at
    # most, and to be contrary at least.
    turned_same: float = 0.1
    turned_contrary: float = 0.6
    # Words of a statement that may be the contrary of another. A longer one says many things.
    longest: int = 45
    # The part by which a figure is higher that is not rounded otherwise.
    higher: float = 0.05
    # Words behind a word of a scale among which what it is about stands.
    reach: int = 4


SETTINGS = ComparisonSettings()

Relation = Literal["repeated", "hardened", "reversed"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What the later of two statements is to the earlier one, why, and how much they have in common (0-1)."""

    what: Relation
    shared: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How much two statements have in common: the weight of the shared stems, and as parts of the shorter and of
    both."""

    stems: frozenset[int]
    weight: float
    shorter: float
    both: float

    def reaches(self, shorter: float, both: float, weight: float) -> bool:
        return self.shorter >= shorter and self.both >= both and self.weight >= weight


def compare_statements(
    earlier: Reading, later: Reading, *, are_linked: bool, are_opposed: bool
) -> Pair | None:
    """Return what the later statement is to the earlier one; None if nothing shows. `are_linked`: a link of the store
    calls them one claim; `are_opposed`: one calls them contradictions."""
    overlap = _overlap(earlier, later)
    contrary = _contrary(earlier, later, overlap, are_opposed=are_opposed)
    if contrary is not None:
        return Pair("reversed", overlap.both, contrary)
    if (
        are_opposed
        or not _is_one_way(earlier, later, overlap)
        or _are_denied(earlier, later) != (False, False)
    ):
        return None
    strong = (SETTINGS.strong_shorter, SETTINGS.strong_both, SETTINGS.strong_weight)
    if overlap.reaches(*strong):
        if (ground := _stronger(earlier, later)) is not None:
            return Pair("hardened", overlap.both, ground)
        if _stronger(later, earlier) is not None:
            return None
    linked = (SETTINGS.linked_shorter, SETTINGS.linked_both, SETTINGS.linked_weight)
    same = (SETTINGS.same_shorter, SETTINGS.same_both, SETTINGS.same_weight)
    if not overlap.reaches(*(linked if are_linked else same)) or not _have_same_facts(earlier, later):
        return None
    says = "both say the same, in like words"
    return Pair("repeated", overlap.both, _ground("words", says, earlier, later, overlap.stems))


def _overlap(a: Reading, b: Reading) -> _Overlap:
    stems = frozenset(a.weights.keys() & b.weights.keys())
    shared = sum(a.weights[stem] for stem in stems)
    least, either = min(a.total, b.total), a.total + b.total - shared
    return _Overlap(stems, shared, shared / least if least else 0.0, shared / either if either else 0.0)


def _turned(a: Reading, b: Reading, overlap: _Overlap) -> float:
    """Return the part of the shared words that stand behind a negation in one of the two only."""
    turned = overlap.stems & (a.negated ^ b.negated)
    return sum(a.weights[stem] for stem in turned) / overlap.weight if overlap.weight else 0.0


def _is_one_way(a: Reading, b: Reading, overlap: _Overlap) -> bool:
    """Return whether both affirm, or both negate, what they share."""
    have_opposites = any(OPPOSITE.get(t.word) in {u.word for u in b.tokens} for t in a.tokens)
    return (
        _turned(a, b, overlap) <= SETTINGS.turned_same
        and (a.denials > 0) == (b.denials > 0)
        and not have_opposites
    )


def _are_denied(a: Reading, b: Reading) -> tuple[bool, bool]:
    stances = (a.printed.statement.attribution.stance, b.printed.statement.attribution.stance)
    return stances[0] in ("denied", "not_said"), stances[1] in ("denied", "not_said")


def _have_same_facts(a: Reading, b: Reading) -> bool:
    """Return whether neither has a figure or a name that the other has another one for."""
    figures = a.figures == b.figures or not (a.figures and b.figures)
    return figures and (a.names <= b.names or b.names <= a.names)


def _contrary(earlier: Reading, later: Reading, overlap: _Overlap, *, are_opposed: bool) -> Ground | None:
    """Return the words that show that the later statement is the contrary of the earlier one."""
    alike = (SETTINGS.contrary_shorter, SETTINGS.contrary_both, SETTINGS.contrary_weight)
    if max(earlier.length, later.length) > SETTINGS.longest or not overlap.reaches(*alike):
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


def _by_opposites(earlier: Reading, later: Reading) -> Ground | None:
    """Return the two words of which one is the opposite of the other, both of the same thing."""
    for was in earlier.tokens[earlier.of_cue :]:
        other = OPPOSITE.get(was.word)
        now = next((t for t in later.tokens[later.of_cue :] if t.word == other), None)
        if now is not None and _is_of_same(earlier, was, later, now):
            says = f"“{was.word}” has become “{now.word}”"
            return Ground(what="words", says=says, a=(was.span,), b=(now.span,))
    return None


def _stronger(earlier: Reading, later: Reading) -> Ground | None:
    """Return the words of both that show that the later statement takes the same stand more strongly."""
    for was, now in _strong_words(earlier, later):
        says = f"“{was.word}” has become “{now.word}”"
        return Ground(what="words", says=says, a=(was.span,), b=(now.span,))
    return _by_figures(earlier, later)


def _strong_words(earlier: Reading, later: Reading) -> Iterator[tuple[Token, Token]]:
    for scales in (MODAL, EVALUATIVE):
        known = {word for words in scales.values() for word in words}
        had = [token for token in earlier.tokens if token.word in known]
        for now in (token for token in later.tokens if token.word in known):
            for was in had:
                is_up = stronger_by(was.word, now.word, scales)
                if is_up and _is_of_same(earlier, was, later, now):
                    yield was, now


def _is_of_same(earlier: Reading, was: Token, later: Reading, now: Token) -> bool:
    """Return whether the first telling word behind each is the same: "may strike" and "will strike"."""
    ours, theirs = _behind(earlier, was), _behind(later, now)
    return ours is not None and ours == theirs


def _behind(reading: Reading, token: Token) -> int | None:
    """Return the stem of the first telling word behind one; None if there is none near."""
    place = reading.tokens.index(token)
    near = reading.tokens[place + 1 : place + 1 + SETTINGS.reach]
    return next((other.number for other in near if other.number in reading.weights), None)


def _by_figures(earlier: Reading, later: Reading) -> Ground | None:
    """Return a figure of a demand or pledge, and the higher one of the later statement for the same thing."""
    if not all(any(t.word in PLEDGES for t in reading.tokens) for reading in (earlier, later)):
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


def _ground(what: str, says: str, earlier: Reading, later: Reading, stems: frozenset[int]) -> Ground:
    """Return what two statements share as a ground, its words in the order in which they stand in either."""
    a, b = (
        tuple(dict.fromkeys(t.span for t in reading.tokens[reading.of_cue :] if t.number in stems))
        for reading in (earlier, later)
    )
    return Ground(what=what, says=says, a=a, b=b)
