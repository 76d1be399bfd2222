"""Tells whether a printing is by the speaker whom somebody names: theirs, another's, or not told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.errors import UsageError
from quotetrack.records import Printed, Speaker
from quotetrack.speakers.asked_name import fold_name
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import NameLookup
from quotetrack.speakers.lookup import find_speaker
from quotetrack.speakers.names import may_be_one, names_of, person_name
from quotetrack.speakers.printed_names import holds_office, is_called_there, is_surname_of
from quotetrack.speakers.roles import is_role_noun
from quotetrack.text.folding import fold_words

Whose = Literal["theirs", "another", "unnamed", "open", "unknown"]
"""`unnamed`: a source that is not named, and that nothing shows to be somebody else; `open`: a surname that may be
theirs; `unknown`: nobody is settled on."""

_LONGEST = 300
"""Code points of a name that are read."""
_FOR_ONE = ("anonymous", "person", "unknown")
"""Kinds of speakers who may be one person that is named elsewhere."""


@dataclass(frozen=True, slots=True)
class ClaimedSpeaker:
    """The speaker as asked for: the look-up of everybody in a store who may be meant, their ids and names."""

    lookup: NameLookup
    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The name as it was given."""
        return self.lookup.asked

    @property
    def name(self) -> str:
        """What to call them: the name printed if there is one bearer only, else the name as it was given."""
        return self.lookup.bearers[0].name if len(self.lookup.bearers) == 1 else self.asked

    def whose(self, printed: Printed, id: str | None) -> Whose:
        """Tell whether a printing, by the speaker with this `id` in the store, is theirs."""
        speaker = printed.statement.attribution.speaker
        if speaker is None:
            return "unknown"
        if (
            (id is not None and id in self.ids)
            or self.is_called_so(printed)
            or holds_office(self.asked, printed)
        ):
            return "theirs"
        if speaker.kind == "document":
            return "open"
        if speaker.name is None:
            return self._of_unnamed(speaker, printed)
        names = names_of(speaker.name)
        if not {fold_name(name) for name in self.names}.isdisjoint(map(fold_name, names)):
            return "theirs"
        alike = [person_name(name) for name in names if speaker.kind in _FOR_ONE and self._may_be(name)]
        if any(not name.is_bare for name in alike):
            return "theirs"  # another form of the given name: Bob and Robert
        return "open" if alike else "another"

    def is_called_so(self, printed: Printed) -> bool:
        """Return whether the article calls whoever says it what was asked."""
        return is_called_there(self.asked, printed) or any(
            is_surname_of(n, printed) for n in (self.asked, *self.names)
        )

    def _of_unnamed(self, speaker: Speaker, printed: Printed) -> Whose:
        """A source that an article does not name is nobody whom it names elsewhere. An office is no name."""
        if speaker.kind not in _FOR_ONE:
            return "another"
        surnames = {word for name in self.names for word in fold_name(name)[-1:] if not is_role_noun(word)}
        return "unnamed" if surnames.isdisjoint(fold_words(printed.article.text)) else "another"

    def _may_be(self, name: str) -> bool:
        other = person_name(name)
        return any(own.surname and may_be_one(own, other) for own in map(person_name, self.names))


def find_claimed_speaker(asked: str, store: Searchable) -> ClaimedSpeaker:
    """Return who is meant by a name, a title or a role; by names joined by "; " any of them. UsageError for one without
    words."""
    cut = asked[:_LONGEST].strip()
    lookups = [find_speaker(name, store) for name in names_of(cut) if fold_words(name)]
    if not lookups:
        raise UsageError(f"{asked!r} names no speaker: give a name or a role")
    lookup = lookups[0]
    if len(lookups) > 1:
        lookup = NameLookup(cut, tuple(bearer for each in lookups for bearer in each.bearers))
    printed = [name for bearer in lookup.bearers for name in bearer.names]
    own = [each.asked for each in lookups if not each.is_respelled]
    ids = frozenset(entry.id for bearer in lookup.bearers for entry in bearer.entries)
    return ClaimedSpeaker(lookup, ids, tuple(dict.fromkeys([*printed, *own])))
