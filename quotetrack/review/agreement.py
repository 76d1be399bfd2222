"""How far people agree who decided the status of the same quotations, from what each of them said last."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import TypeVar

from quotetrack.records import (
    STATUSES,
    Agreement,
    Decision,
    Disagreement,
    Printed,
    Status,
    StatusPair,
    TwoReviewers,
)
from quotetrack.review.decisions import statuses_said

_Key = TypeVar("_Key", bound=Hashable)


def agreement_of(
    decided: Iterable[tuple[_Key, Sequence[Decision]]],
    read: Callable[[Sequence[_Key]], Mapping[_Key, Printed]],
    *,
    most: int | None = None,
) -> Agreement:
    """Return how far people agree, of quotations with all decisions on them. Those of which one person or nobody has
    decided the status, as it stands, are passed over. Disagreements keep the order, and the first `most` are listed:
    only those are `read`.

    Of two people it is the kappa of Cohen (A coefficient of agreement for nominal scales, 1960). Of all it is the
    pooled one of De Vries and others (Using pooled kappa to summarize interrater agreement across many items, 2008):
    what was observed and what chance would give are added up over the pairs, so that a pair with few quotations, or
    without a kappa of its own, counts for as much as it has.
    """
    told: dict[tuple[str, str], list[tuple[Status, Status]]] = defaultdict(list)
    differing: list[tuple[_Key, tuple[tuple[str, Status], ...]]] = []
    quotations = 0
    for key, made in decided:
        statuses = sorted(_found(made).items())
        quotations += len(statuses) > 1
        if len({status for _, status in statuses}) > 1:
            differing.append((key, tuple(statuses)))
        for (one, found), (other, found_too) in combinations(statuses, 2):
            told[one, other].append((found, found_too))
    pairs = [_two(*people, found) for people, found in told.items()]
    listed = differing[:most]
    printed = read([key for key, _ in listed])
    return Agreement(
        quotations=quotations,
        agreed=quotations - len(differing),
        together=_together(pairs, [found for every in told.values() for found in every]),
        pairs=tuple(sorted(pairs, key=lambda pair: (-pair.quotations, pair.one, pair.other))),
        disagreements=tuple(Disagreement(printed[key], said) for key, said in listed),
    )


def _found(made: Sequence[Decision]) -> dict[str, Status]:
    """Map each person to the status that they decided last; whoever opened the quotation again has found none."""
    told = ((person, json.loads(decision.value)) for person, decision in statuses_said(made).items())
    return {person: status for person, status in told if status is not None}


def _two(one: str, other: str, found: list[tuple[Status, Status]]) -> TwoReviewers:
    ones, others = (Counter(side) for side in zip(*found, strict=True))
    return TwoReviewers(
        one=one,
        other=other,
        quotations=len(found),
        agreed=sum(a == b for a, b in found),
        expected=sum(times * others[status] for status, times in ones.items()) / len(found) ** 2,
        table=_table(found),
    )


def _together(pairs: list[TwoReviewers], found: list[tuple[Status, Status]]) -> TwoReviewers:
    by_chance = sum(pair.quotations * (pair.expected or 0.0) for pair in pairs)
    return TwoReviewers(
        quotations=len(found),
        agreed=sum(pair.agreed for pair in pairs),
        expected=by_chance / len(found) if found else None,
        table=_table(found),
    )


def _table(found: list[tuple[Status, Status]]) -> tuple[StatusPair, ...]:
    times = Counter(found)
    return tuple(
        StatusPair(one=one, other=other, quotations=times[one, other])
        for one, other in product(STATUSES, repeat=2)
        if times[one, other]
    )
