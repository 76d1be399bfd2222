"""Speakers of a store, made by hand, and a directory that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.records import SpeakerEntry
from quotetrack.records.quotation import SpeakerKind
from quotetrack.records.stored import RoleEntry


def make_entry(
    name: str,
    kind: SpeakerKind = "person",
    *,
    quotes: int = 1,
    roles: Sequence[str] = (),
    candidates: Sequence[str] = (),
    id: str | None = None,
) -> SpeakerEntry:
    """A speaker whose id is the name, unless it is given."""
    return SpeakerEntry(
        id=id or name,
        name=name,
        kind=kind,
        quotes=quotes,
        names=(name,),
        roles=tuple(RoleEntry(words=role, quotes=1) for role in roles),
        candidates=tuple(candidates),
    )
