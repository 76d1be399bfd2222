"""What a question asks of a store, by subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from quotetrack.records import (
    Filter,
    Printed,
    PrintedLink,
    PrintedNotSpeech,
    Relation,
    SpeakerEntry,
    UnnamedEntry,
)


class StatementDirectory(Protocol):
    """Statements, found by words or by row."""

    def search_light(
        self, words: Sequence[str], filter: Filter = ..., /, *, every: bool = False
    ) -> Iterable[tuple[int, Printed]]:
        """Return the statements chosen that have any of the words, or every one, in or around the quotation.

        Each comes with its row, best first; without words come all, the latest first.
        """

    def same_article(self, rows: Sequence[int], filter: Filter = ..., /) -> Iterable[tuple[int, Printed]]:
        """Return the other statements chosen that stand in the same articles as those of these rows."""

    def not_speech(self, *, about: str | None, limit: int | None) -> Iterable[PrintedNotSpeech]:
        """Return what stands in quotation marks and quotes nobody, with all these words in or around it."""

    def fetch(self, rows: Sequence[int], /) -> Mapping[int, Printed]:
        """Map each of these rows to its whole statement."""


class ClaimDirectory(Protocol):
    """Claims, and the links between their printings."""

    def printings(self, rows: Sequence[int], /) -> Mapping[int, Sequence[int]]:
        """Map each of these rows whose claim is printed more than once to all rows of that claim."""

    def links(self, filter: Filter, /, *, relation: Relation) -> Iterable[PrintedLink]:
        """Return the shown links of one relation with an end that `filter` chooses."""


class SpeakerDirectory(Protocol):
    """Speakers, found by name, role or quotation."""

    def named(self, name: str, /) -> Sequence[SpeakerEntry]:
        """Return the speakers whose name has all these words."""

    def described(self, asked: str, /) -> Sequence[UnnamedEntry]:
        """Return the descriptions of unnamed speakers that have all words asked for, most quoted first."""

    def in_role(self, words: Sequence[Sequence[tuple[str, str]]], /, *, limit: int) -> Sequence[SpeakerEntry]:
        """Return the speakers of whom a role or mention has all these words, each given as ranges of folded words."""

    def words_of_roles(self, words: Sequence[Sequence[tuple[str, str]]], /) -> Sequence[bool]:
        """Tell for each of these words whether anybody's role or mention may have it."""

    def names_quoted(self, limit: int, /) -> Sequence[str]:
        """Return the names of those who speak most, about so many."""

    def ids_of(self, rows: Sequence[int], /) -> Mapping[int, str]:
        """Map each of these rows to the id of its speaker, if that is named."""


class ArticleDirectory(Protocol):
    """Articles and their outlets."""

    def outlet(self, name: str, /) -> str | None:
        """Return the outlet that is called so, or has this domain."""

    def last_day(self) -> str | None:
        """Return the last day of publication, "YYYY-MM-DD"; None if none is known."""

    def outlets(self) -> Sequence[str]:
        """Return the names of all outlets, else their domains."""


class Searchable(Protocol):
    """A store, as far as questions need it."""

    @property
    def statements(self) -> StatementDirectory:
        """Its statements."""

    @property
    def claims(self) -> ClaimDirectory:
        """Its claims."""

    @property
    def speakers(self) -> SpeakerDirectory:
        """Its speakers."""

    @property
    def articles(self) -> ArticleDirectory:
        """Its articles."""
