"""The walk: utterances of one speaker on one matter, each with what it is to those of earlier days.

Only what was said on an earlier day counts as earlier: what stands in one article, or is printed on one day, is taken
for one occasion.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotetrack.positions.comparing import ComparedPair, are_one_way, compare_statements
from quotetrack.positions.days import When, when_said
from quotetrack.positions.readings import StatementReading, read_statement
from quotetrack.positions.strength import AGAIN, RETOLD
from quotetrack.records import KINDS, Claim, Ground, Printed, Step, StepKind
from quotetrack.text.calendar import day_number, written_day
from quotetrack.text.word_weights import words_of


@dataclass(frozen=True, slots=True)
class StepSettings:
    """Which names steps are given. Run `benchmarks/positions_steps.py` again after a change."""

    # Whether `repeated`, `hardened` and `reversed` are right often enough to be shown, which takes 36 of 40 steps of a
    # stream of news; else steps are only "said again" or "said otherwise". docs/accuracy.md has the figures.
    has_fine_names: bool = False
    # Days between two publications from which on the same words are another occasion, if no text tells the days.
    days_apart: int = 4
    # The same of the speaker's own words in marks, which differ.
    days_apart_in_marks: int = 1
    # Days within which news still tells of what was said before, in much the same words.
    days_near: int = 8


SETTINGS = StepSettings()
_COARSE: dict[StepKind, StepKind] = {
    "repeated": "said_again",
    "hardened": "said_otherwise",
    "reversed": "said_otherwise",
}
_BESIDE = 60
"""Code points beside a cue that are read."""
_SAYS_NOTHING = ("declined", "would_say")


@dataclass(frozen=True, slots=True)
class _Utterance:
    """A claim as far as it is the speaker's: its printings, the fullest of them, and when it was said."""

    claim: Claim
    printings: tuple[Printed, ...]
    when: When
    reading: StatementReading

    @property
    def fullest(self) -> Printed:
        return self.reading.printed

    @property
    def stance(self) -> str:
        return self.fullest.statement.attribution.stance

    @property
    def is_speech(self) -> bool:
        return self.fullest.statement.attribution.act == "speech"


def trace_steps(
    claims: Iterable[Claim],
    is_own: Callable[[Printed], bool],
    *,
    chosen: Container[str] | None = None,
    fine: bool | None = None,
) -> tuple[Step, ...]:
    """Return a step for each claim that has a printing of the speaker's own, by day; those without a day come last.

    Args:
        claims: The utterances, with their links to others.
        is_own: Whether a printing gives the words to this speaker.
        chosen: The ids of the quotations that are wanted: a step has one of them. None for all.
        fine: Whether steps are called `repeated`, `hardened` and `reversed`; None for as is set.
    """
    every = (one for claim in claims for one in _utterances(claim, is_own))
    wanted = (one for one in every if chosen is None or any(p.id in chosen for p in one.printings))
    utterances = sorted(wanted, key=_order)
    is_fine = SETTINGS.has_fine_names if fine is None else fine
    steps = [_step(utterance, utterances[:place]) for place, utterance in enumerate(utterances)]
    return tuple(steps if is_fine else map(_coarse, steps))


def _coarse(step: Step) -> Step:
    return replace(step, what=_COARSE.get(step.what, step.what))


def _utterances(claim: Claim, is_own: Callable[[Printed], bool]) -> Iterator[_Utterance]:
    """Yield the acts of saying that a claim holds as far as they are the speaker's own: one, unless its printings tell
    of several days of saying, or later ones say it in stronger words, or the contrary."""
    groups: list[list[Printed]] = []
    for one in claim.printings:
        printed = one.printed
        if is_own(printed) and printed.statement.quote.content:
            own = next((group for group in groups if _is_one_act(group[0], printed)), None)
            if own is None:
                groups.append([printed])
            else:
                own.append(printed)
    for group in groups:
        yield _Utterance(claim, tuple(group), when_said(group), read_statement(_fullest(group)))


def _fullest(group: Sequence[Printed]) -> Printed:
    """Return the printing with most of the speaker's own words, of those that came out with the first one."""
    days = [day_number(printed.article.published) for printed in group]
    first = min((day for day in days if day is not None), default=0)
    near = [p for p, day in zip(group, days, strict=True) if day is None or day - first < SETTINGS.days_apart]
    return min(near, key=lambda p: (KINDS.index(p.statement.quote.kind), -len(p.report)))


def _is_one_act(first: Printed, other: Printed) -> bool:
    """Return whether two printings of a claim, the first one first, may print one act of saying."""
    ours, theirs = when_said([first]), when_said([other])
    if (first.statement.attribution.stance in _SAYS_NOTHING) != (
        other.statement.attribution.stance in _SAYS_NOTHING
    ):
        return False
    if ours.is_said and theirs.is_said:
        return not _are_two_days(ours, theirs)
    if _days_between(ours, theirs) < SETTINGS.days_apart:
        return True
    was, now = read_statement(first), read_statement(other)
    if not are_one_way(was, now):
        return False
    pair = compare_statements(was, now, are_linked=True, are_opposed=False)
    return pair is None or pair.what == "repeated"


def _order(utterance: _Utterance) -> tuple[str, str, int]:
    printed = utterance.fullest
    return (utterance.when.day or "9999", printed.article.id, printed.statement.quote.extent.start)


def _step(utterance: _Utterance, before: Sequence[_Utterance]) -> Step:
    earlier = [other for other in before if other.when.is_before(utterance.when)]
    step = Step(
        what="said_otherwise",
        printed=utterance.fullest,
        others=tuple(p for p in utterance.printings if p is not utterance.fullest),
        day=utterance.when.day,
        is_day_said=utterance.when.is_said,
    )
    if utterance.stance in _SAYS_NOTHING:
        return replace(step, what="declined", reason=_SILENCE[utterance.stance])
    related = _related(utterance, earlier)
    if related is not None and (related[0].what == "reversed" or not _is_denied(utterance)):
        pair, other = related
        return replace(
            step, what=pair.what, reason=_reason(pair, other), earlier=other.fullest, ground=pair.ground
        )
    if _is_denied(utterance):
        return _denial(step, utterance)
    if utterance.when.day is None:
        return replace(step, reason="the day is unknown, so it is compared with nothing")
    if not any(other.stance in ("said", "asked") for other in earlier):
        return replace(step, what="first_said", reason="nothing on the matter was printed before that day")
    return replace(step, reason="other words on the matter; no relation to earlier ones shows")


_SILENCE = {
    "declined": "the speaker declines to say it",
    "would_say": "the speaker would say it, or is yet to",
}


def _reason(pair: ComparedPair, other: _Utterance) -> str:
    said = "said" if other.when.is_said else "printed"
    return f"{pair.ground.says}; compared with what was {said} on {written_day(other.when.day)}"


def _is_denied(utterance: _Utterance) -> bool:
    return utterance.stance in ("denied", "not_said")


def _denial(step: Step, utterance: _Utterance) -> Step:
    """Return the step of a denial, with what somebody else had said that it denies, if a link tells."""
    cue = utterance.fullest.statement.quote.cue
    ground = Ground(what="negation", says="the cue denies", b=cue) if cue else None
    for link in utterance.claim.conflicts:
        other = link.other_than(utterance.claim.quote_ids)
        is_later = (other.article.published or "9999") > (utterance.when.last or "9999")
        if not is_later and other.statement.attribution.stance == "said":
            who = other.statement.attribution.speaker_name or "somebody"
            return replace(
                step, what="denied", reason=f"denies what {who} said", earlier=other, ground=ground
            )
    return replace(step, what="denied", reason="the speaker denies it", ground=ground)


def _related(later: _Utterance, earlier: Sequence[_Utterance]) -> tuple[ComparedPair, _Utterance] | None:
    """Return what the utterance is to the latest one of those before that it is anything to, the most alike of one
    day."""
    same, opposed = (
        {link.other_than(later.claim.quote_ids).id for link in links}
        for links in (later.claim.same, later.claim.conflicts)
    )
    found: list[tuple[str, float, ComparedPair, _Utterance]] = []
    for other in earlier:
        if not (later.is_speech and other.is_speech and _may_be_compared(other)):
            continue
        are_one = other.claim.id == later.claim.id
        pair = compare_statements(
            other.reading,
            later.reading,
            are_linked=are_one or not same.isdisjoint(other.claim.quote_ids),
            are_opposed=not opposed.isdisjoint(other.claim.quote_ids),
        )
        if pair is not None and _is_another_act(other, later, pair):
            found.append((other.when.day or "", pair.overlap.both, pair, other))
    if not found:
        return None
    _, _, pair, other = max(found, key=lambda one: one[:2])
    return pair, other


def _is_another_act(earlier: _Utterance, later: _Utterance, pair: ComparedPair) -> bool:
    """Return whether it shows that something was said twice, and not told twice, perhaps otherwise by another outlet:
    by two days of saying, a cue such as "reiterated", the speaker's own words that differ, or days between the
    publications. What is printed again word by word, or told as of an earlier day, shows nothing by its days."""
    if pair.what == "repeated" and _is_told_as_again(later):
        return True
    apart = _days_between(earlier.when, later.when)
    if pair.what == "repeated" and pair.is_verbatim(are_near=apart < SETTINGS.days_near):
        return False
    if earlier.when.is_said and later.when.is_said:
        return _are_two_days(earlier.when, later.when)
    if _is_retold(later.fullest):
        return False
    are_own_words = all(one.fullest.statement.quote.kind == "direct" for one in (earlier, later))
    return apart >= (SETTINGS.days_apart_in_marks if are_own_words else SETTINGS.days_apart)


def _is_retold(printed: Printed) -> bool:
    """Return whether the words beside the cue tell of an earlier day: "had said", "said last month"."""
    cue, text, said_on = (
        printed.statement.quote.cue,
        printed.article.text,
        printed.statement.attribution.said_on,
    )
    if said_on is not None:
        return said_on.precision != "day" or _is_long_ago(said_on.date, printed.article.published)
    if not cue:
        return False
    first, last = cue[0].start, cue[-1].end
    near = (
        *words_of(text[max(0, first - _BESIDE) : first])[-2:],
        *words_of(text[first : last + _BESIDE])[:6],
    )
    return not RETOLD.isdisjoint(near)


def _is_long_ago(said: str, published: str | None) -> bool:
    days, until = day_number(said), day_number(published)
    return days is not None and until is not None and until - days >= SETTINGS.days_apart


def _may_be_compared(utterance: _Utterance) -> bool:
    return utterance.stance in ("said", "denied")


def _is_told_as_again(utterance: _Utterance) -> bool:
    """Return whether the cue says that it was said before ("reiterated")."""
    text, cue = utterance.fullest.article.text, utterance.fullest.statement.quote.cue
    return not AGAIN.isdisjoint(word for span in cue for word in words_of(span.of(text)))


def _are_two_days(earlier: When, later: When) -> bool:
    return earlier.is_exact and later.is_exact and earlier.day != later.day


def _days_between(earlier: When, later: When) -> int:
    """Return how many days lie between the last publication of the one and the first of the other; 0 if unknown."""
    last, first = day_number(earlier.last), day_number(later.first)
    return first - last if last is not None and first is not None else 0
