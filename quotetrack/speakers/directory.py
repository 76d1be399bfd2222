"""What a question asks of a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from quotetrack.records import Filter, Printed, SpeakerEntry


class Searchable(Protocol):
    """A store, as far as questions need it."""

    def search_light(
        self, words: Sequence[str], filter: Filter = ..., /, *, every: bool = False
    ) -> Iterable[tuple[int, Printed]]:
        """The statements chosen, each with its row: those that have any of the words, or every one, in or around the
        quotation, best first; without words all, the latest first."""

    def same_article(self, rows: Sequence[int], filter: Filter = ..., /) -> Iterable[tuple[int, Printed]]:
        """The statements chosen that stand in the same articles as those of these rows, without them."""

    def fetch(self, rows: Sequence[int], /) -> Mapping[int, Printed]:
        """All of the statements of these rows."""

    def speakers_of(self, rows: Sequence[int], /) -> Mapping[int, str]:
        """Of each of these rows the id of its speaker, where that is named."""

    def printings(self, rows: Sequence[int], /) -> Mapping[int, Sequence[int]]:
        """Of each of these rows whose claim is printed more than once all rows of that claim."""

    def speaker(self, name: str, /) -> Sequence[SpeakerEntry]:
        """The speakers whose name has all these words."""

    def in_role(self, words: Sequence[Sequence[tuple[str, str]]], /, *, limit: int) -> Sequence[SpeakerEntry]:
        """The speakers of whom a role or mention has all these words, each given as ranges of folded words."""

    def outlet(self, name: str, /) -> str | None:
        """The outlet that is called so, or has this domain."""

    def words_of_roles(self, words: Sequence[Sequence[tuple[str, str]]], /) -> Sequence[bool]:
        """Of each of these words whether the role or mention of anybody may have it."""

    def names_quoted(self, limit: int, /) -> Sequence[str]:
        """The names of those who speak most, about so many."""
