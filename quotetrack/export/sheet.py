"""What a sheet is made of: statements in their order, the claims they print, what was chosen and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotetrack.records import Claim, ClaimNote, Comparison, Printed

Told = tuple[Claim, tuple[Comparison | None, ...]]
"""A claim, and how each of its printings differs from the fullest one; None for that one itself."""

Claims = Callable[[Sequence[str]], Iterable[Told]]
"""Gives the claims that the quotations of these ids print, each once, in their order."""


def no_claims(ids: Sequence[str]) -> Iterable[Told]:  # noqa: ARG001
    """None, for statements of which no claims are known."""
    return ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a writer writes. `method` are lines for a reader, each with its name: what was asked, of which database, on
    which day."""

    printed: Iterable[Printed]
    claims: Claims = no_claims
    title: str = "Quotations"
    method: tuple[tuple[str, str], ...] = ()


class Passing:
    """The statements of a sheet as they pass: how many came by, and of which claims there is more to tell. Only ids are
    kept."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = 0
        self._sheet = sheet
        self._first: dict[str, str] = {}
        self._shown: set[str] = set()

    def __iter__(self) -> Iterator[Printed]:
        for printed in self._sheet.printed:
            self.rows += 1
            if printed.claim is not None and is_told_more_of(printed.claim):
                self._first.setdefault(printed.claim.id, printed.statement.quote.id)
                self._shown.add(printed.statement.quote.id)
            yield printed

    def claims(self) -> Iterable[Told]:
        """The claims of the statements that came by which are printed elsewhere too, or contradicted, in order."""
        return self._sheet.claims(tuple(self._first.values())) if self._first else ()

    def has_shown(self, quote_id: str) -> bool:
        """True where a quotation of these claims came by, so that the sheet itself has it."""
        return quote_id in self._shown


def is_told_more_of(claim: ClaimNote) -> bool:
    """True for a claim that has other printings, or something that contradicts it."""
    return claim.printings > 1 or claim.conflicts > 0
