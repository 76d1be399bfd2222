"""How somebody's words on a matter moved, from one day to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from quotetrack.collection.opened import Opened, with_criteria
from quotetrack.errors import NotFound, UsageError
from quotetrack.records import EVERYTHING, Criteria, Filter

if TYPE_CHECKING:
    from quotetrack.records import Positions


class Tracing(Opened):
    """The method that follows one speaker on one matter."""

    def positions(self, name: str, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]) -> Positions:
        """Follow what somebody said on a matter: first said, said again, said otherwise, denied.

        Args:
            name: The speaker, by name or role.
            filter: Only quotations that it chooses. Its `about` is the matter, and must be given; statements are
                chosen as `ask` chooses those that answer. Its `limit` counts steps; the most telling are kept. With
                its `person` the speaker is the one with that id, and the name counts for nothing. Its
                `speaker` counts for nothing either.
            **criteria: Fields of a `Filter`.

        Returns:
            The steps, one for each utterance, by day. Each says what it is to those of earlier days, and why. Without
            steps there is a note that says what was searched.

        Raises:
            UsageError: If no matter is given.
            NotFound: If nobody bears the name.

        Example:
            >>> positions = collection.positions("Lima", about="bridge")
            >>> [(step.what, step.day) for step in positions.steps]
            [('first_said', '2024-03-01'), ('denied', '2024-03-01')]
        """
        from quotetrack.positions.matter import positions_of_named, positions_of_speaker

        wanted = with_criteria(filter, criteria)
        if wanted.about is None:
            raise UsageError('no matter is given: say what about, as in about="the bridge"')
        store = self._store(unshown=wanted.unshown)
        if wanted.person is None:
            return positions_of_named(store, name, wanted.about, wanted)
        entry = next(self.store.speakers.select(Filter(person=wanted.person)), None)
        if entry is None:
            raise NotFound(f"there is no speaker {wanted.person!r} in {self.location}")
        return positions_of_speaker(store, entry, wanted.about, wanted)
