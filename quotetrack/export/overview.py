"""What is known of a speaker at a glance: the parts that a terminal and a page show, and months without a gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotetrack.records import Period, RoleEntry, SourceEntry, SpeakerEntry, SubjectEntry

MOST_SUBJECTS = 12
"""Subjects of one speaker that are shown."""
_MOST_MONTHS = 60
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


def monthly(months: Iterable[Period]) -> Iterator[tuple[str, int]]:
    """Yield every month from the first to the last of these, with its quotations, the latest 60."""
    counted = {
        int(period.name[:4]) * 12 + int(period.name[5:]) - 1: period.quotes
        for period in months
        if period.name is not None and _MONTH.fullmatch(period.name)
    }
    if counted:
        last = max(counted)
        for month in range(max(min(counted), last - _MOST_MONTHS + 1), last + 1):
            yield f"{month // 12}-{month % 12 + 1:02}", counted.get(month, 0)


def first_to_last(entry: SpeakerEntry | RoleEntry | SourceEntry) -> str:
    """Return the days of the first and the last statement: "2012-07-05 to 2012-07-06"; one if they are the same, ""
    if none is known."""
    return " to ".join(dict.fromkeys(filter(None, (entry.first, entry.last))))


def speaker_parts(
    entry: SpeakerEntry, subjects: Sequence[SubjectEntry]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is known of a speaker, each part under its name; what is not known is empty."""
    return (
        ("kind", (entry.kind,)),
        ("quotes", (str(entry.quotes),)),
        ("also", entry.names[1:]),
        ("may be", entry.candidates),
        ("role", tuple(map(_role, entry.roles))),
        ("mention", entry.mentions),
        ("quoted on", tuple(f"{subject.words} ({subject.quotes})" for subject in subjects)),
        ("outlet", entry.sources),
        ("published", tuple(filter(None, (first_to_last(entry),)))),
    )


def _role(role: RoleEntry) -> str:
    days = first_to_last(role)
    return f"{role.words} ({days})" if days else role.words
