"""What a sheet is made of: statements in their order, the claims they print, what was chosen and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from quotetrack.records import Claim, ClaimNote, Positions, Printed, Wording

ComparedClaim = tuple[Claim, tuple[Wording, ...]]
"""A claim and its wordings, each with how its printings differ from the fullest of them."""

ClaimLookup = Callable[[Sequence[str]], Iterable[ComparedClaim]]
"""Gives the claims that the quotations with these ids print, each once, in their order."""


def no_claims(ids: Sequence[str]) -> Iterable[ComparedClaim]:  # noqa: ARG001
    """Return no claims, for statements of which none are known."""
    return ()


def no_positions() -> None:
    """Return no positions, for statements that are not one speaker's on one matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Quotations to be written to a file by `write_sheet`.

    Attributes:
        printed: The quotations, in the order they are written. They are read while they are written.
        claims: A function that gives the claims of quotations by their ids.
        title: The sheet's title.
        method: Lines for a reader, each with its name: what was asked, of which database, on which day.
        positions: A function that gives how the words moved, if they are what one speaker said on one matter; else
            None. A page draws it.

    Example:
        >>> sheet = collection.sheet(speaker="Lima")
        >>> [printed.text for printed in sheet.printed][:1]
        ['The bridge will open on Monday,']
    """

    printed: Iterable[Printed]
    claims: ClaimLookup = no_claims
    title: str = "Quotations"
    method: tuple[tuple[str, str], ...] = ()
    positions: Callable[[], Positions | None] = no_positions


class SheetStream:
    """The statements of a sheet as they pass: how many came by, and which claims have more to tell. Only ids are kept.

    Iterate over it first, then ask for `claims`.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.rows = 0
        self._sheet = sheet
        self._first: dict[str, str] = {}
        self._shown: set[str] = set()

    def __iter__(self) -> Iterator[Printed]:
        for printed in self._sheet.printed:
            self.rows += 1
            if printed.claim is not None and has_more(printed.claim):
                self._first.setdefault(printed.claim.id, printed.id)
                self._shown.add(printed.id)
            yield printed

    def claims(self) -> Iterable[ComparedClaim]:
        """Return the claims of the statements that came by and are printed elsewhere too, or contradicted, in order."""
        return self._sheet.claims(tuple(self._first.values())) if self._first else ()

    def has_shown(self, quote_id: str) -> bool:
        """Return True if a quotation of these claims came by, so that the sheet itself has it."""
        return quote_id in self._shown


def later() -> IO[bytes]:
    """Return a file for what is to be written behind all else, held on disk if it is much."""
    return cast(IO[bytes], SpooledTemporaryFile(max_size=_IN_MEMORY))


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what such a file holds."""
    file.seek(0)
    yield from iter(partial(file.read, _IN_MEMORY), b"")


_IN_MEMORY = 1 << 18


def has_more(claim: ClaimNote) -> bool:
    """Return True for a claim that has other printings, or something that contradicts it."""
    return claim.printings > 1 or claim.conflicts > 0
