"""Printings of one claim, grouped by wording: a translation is another one, a cut is not."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.comparison.diff import compare_printed
from quotetrack.records import KINDS, Claim, Comparison, Printed, Printing, Span, Wording

_LEAST_KEPT = 6
"""Words kept for each word that is altered or put in, so that two printings are one wording. Chosen by hand: reporters
who translate one sentence share a third to half of their words, and an editor alters one or two."""
_FEW = 2
"""Words that may be altered in short printings too, as long as more are kept."""


def group_wordings(claim: Claim) -> tuple[Wording, ...]:
    """Group the printings of a claim by wording. What is cut makes no other wording; a translation does.

    Args:
        claim: The claim.

    Returns:
        The wordings, in the order of their first printings. Each printing is in the one of which it keeps most words.

    Example:
        >>> claim = next(collection.claims())
        >>> [wording.fullest.text for wording in quotetrack.group_wordings(claim)]
        ['The bridge will open on Monday,']
    """
    by_length = sorted(
        claim.printings,
        key=lambda one: (KINDS.index(one.printed.statement.quote.kind), -len(one.printed.text)),
    )
    groups: list[dict[str, Comparison | None]] = []
    fullest: list[Printing] = []
    for printing in by_length:
        compared = [compare_printed(head.printed, printing.printed) for head in fullest]
        kept = [_kept(comparison, printing.printed) for comparison in compared]
        fitting = [
            place for place, comparison in enumerate(compared) if _is_one(comparison, kept[place], printing)
        ]
        if fitting:
            best = max(fitting, key=lambda place: kept[place])
            groups[best][printing.printed.id] = compared[best]
        else:
            groups.append({printing.printed.id: None})
            fullest.append(printing)
    return tuple(
        sorted(
            (_wording(claim, head, group) for head, group in zip(fullest, groups, strict=True)),
            key=lambda wording: claim.printings.index(wording.printings[0]),
        )
    )


def _wording(claim: Claim, head: Printing, group: dict[str, Comparison | None]) -> Wording:
    members = [one for one in claim.printings if one.printed.id in group]
    return Wording(
        fullest=head.printed,
        printings=tuple(members),
        comparisons=tuple(group[one.printed.id] for one in members),
    )


def _is_one(comparison: Comparison, kept: int, printing: Printing) -> bool:
    """True if little is altered or put in that nothing excuses; what is cut does not count."""
    changed = sum(
        _words(change.b, printing.printed)
        for change in comparison.changes
        if change.kind in ("altered", "inserted") and not change.fair
    )
    return kept > changed if changed <= _FEW else kept >= _LEAST_KEPT * changed


def _kept(comparison: Comparison, printed: Printed) -> int:
    return sum(_words(change.b, printed) for change in comparison.changes if change.kind == "kept")


def _words(spans: Sequence[Span], printed: Printed) -> int:
    return sum(len(span.of(printed.article.text).split()) for span in spans)
