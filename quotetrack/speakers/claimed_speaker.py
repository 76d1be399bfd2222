"""Whether a printing is by the speaker whom somebody names: theirs, another's, or not told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.errors import UsageError
from quotetrack.records import Printed, Speaker
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import Found, names_of
from quotetrack.speakers.lookup import find_speaker
from quotetrack.speakers.names import may_be_one, person_name
from quotetrack.text.folding import fold_words

Whose = Literal["theirs", "another", "unnamed", "open", "unknown"]
"""`unnamed`: a source that is not named, and that nothing shows to be somebody else; `open`: a surname that may be
theirs; `unknown`: nobody is settled on."""

_LONGEST = 300
_FOR_ONE = ("anonymous", "person", "unknown")
"""Kinds of speakers who may be one person that is named elsewhere."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """The speaker as asked for: everybody of a store who may be meant, their ids and names."""

    found: Found
    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The name as it was given."""
        return self.found.asked

    @property
    def name(self) -> str:
        """What to call them: the name printed, where there is one bearer only."""
        return self.found.bearers[0].name if len(self.found.bearers) == 1 else self.asked

    def whose(self, printed: Printed, id: str | None) -> Whose:
        """Whether a printing, by the speaker with this `id` in the store, is theirs."""
        speaker = printed.statement.attribution.speaker
        if speaker is None:
            return "unknown"
        if id is not None and id in self.ids:
            return "theirs"
        if speaker.name is None:
            return self._of_unnamed(speaker, printed)
        parts = names_of(speaker.name)
        known = {tuple(fold_words(name)) for name in self.names}
        if any(tuple(fold_words(part)) in known for part in parts):
            return "theirs"
        if speaker.kind in _FOR_ONE and any(self._may_be(part) for part in parts):
            return "open"
        return "another"

    def _of_unnamed(self, speaker: Speaker, printed: Printed) -> Whose:
        """A source that an article does not name is nobody whom it names elsewhere."""
        if speaker.kind not in _FOR_ONE:
            return "another"
        there = set(fold_words(printed.article.text))
        surnames = {fold_words(name)[-1] for name in self.names if fold_words(name)}
        return "another" if surnames & there else "unnamed"

    def _may_be(self, name: str) -> bool:
        other = person_name(name)
        return any(
            may_be_one(one, other) and (one.is_bare or other.is_bare or one.surname == other.surname)
            for one in map(person_name, self.names)
            if one.surname
        )


def claimed(asked: str, store: Searchable) -> Claimed:
    """Who is meant by a name, a title or a role; by names joined by "; " any of them. UsageError for one without
    words."""
    name = asked[:_LONGEST].strip()
    if not fold_words(name):
        raise UsageError(f"{asked!r} names no speaker: give a name or a role")
    several = [find_speaker(one, store) for one in names_of(name) if fold_words(one)]
    found = several[0]
    if len(several) > 1:
        found = Found(name, tuple(bearers for one in several for bearers in one.bearers))
    printed = [other for one in found.bearers for other in one.names]
    own = [one.asked for one in several if not one.is_respelled]
    ids = frozenset(entry.id for one in found.bearers for entry in one.entries)
    return Claimed(found, ids, tuple(dict.fromkeys([*printed, *own])))
