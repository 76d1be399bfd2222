"""What a question asks of a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from quotetrack.records import Filter, Printed, SpeakerEntry


class Searchable(Protocol):
    """A store, as far as questions need it."""

    def printed(self, filter: Filter = ..., /) -> Iterable[Printed]:
        """The statements chosen."""

    def search(self, words: Sequence[str], filter: Filter = ..., /) -> Iterable[tuple[Printed, float]]:
        """The statements chosen that have any of the words in or around the quotation, best first."""

    def speaker(self, name: str, /) -> Sequence[SpeakerEntry]:
        """The speakers whose name has all these words."""

    def in_role(self, words: Sequence[Sequence[tuple[str, str]]], /, *, limit: int) -> Sequence[SpeakerEntry]:
        """The speakers of whom a role or mention has all these words, each given as ranges of folded words."""

    def names_quoted(self, limit: int, /) -> Sequence[str]:
        """The names of those who speak most, about so many."""
