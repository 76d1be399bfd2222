"""Whose turn it is to link a store: one process at a time, so that no two do the same work, while others go on adding.

A turn is a row of the store that names its holder. It is a courtesy to whoever waits, and a fence to its holder: each
transaction asks whether the turn is still the holder's. So it may be taken from a process that seems to be dead, and
nothing is written twice if it lives.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from quotetrack.errors import StoreError, StoreLocked
from quotetrack.store.database import Database
from quotetrack.store.linking import LinkWork
from quotetrack.store.waiting import Interfered, LockWait, process_words

_NAME = "linker"
"""The name under which `linking_state` keeps who links."""
_BEAT = 5.0
"""Seconds after which a holder says again that it lives."""
_DEAD = 60.0
"""Seconds without a word after which a holder is taken for dead. On this machine its process is asked for."""
_LOOK = 0.1
"""Seconds between two looks whether the turn is free."""
_PAUSE = 0.02
"""Seconds that the store is left alone after a transaction that took longer: whoever waits looks as often for a free
lock."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that links: its number and machine, since when, and when it last said so (seconds of the epoch)."""

    token: str
    host: str
    process: int
    since: str
    beat: float

    def is_alive(self) -> bool:
        """Return False if the process is gone, or has said nothing for long."""
        if time.time() - self.beat > _DEAD:
            return False
        if self.host != socket.gethostname():
            return True
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return False
        except OSError:  # somebody else's process
            return True
        return True

    def words(self) -> str:
        """Return who that is, for people."""
        is_here = self.host == socket.gethostname()
        who = process_words(self.process) if is_here else f"process {self.process} on {self.host}"
        return f"{who}, which links it since {self.since}"


class LinkingTurn:
    """The turn of this process. What it writes goes in by short transactions, each all or nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        since = datetime.now(UTC).isoformat(timespec="seconds")
        self._own = Holder(uuid4().hex, socket.gethostname(), os.getpid(), since, time.time())
        self._is_held, self._took = False, 0.0

    @contextmanager
    def reading(self) -> Iterator[LinkWork]:
        """Open one moment of the store, to be read only."""
        with self._database.reading() as connection:
            yield LinkWork(connection)

    @contextmanager
    def writing(self, *, is_last: bool = False) -> Iterator[LinkWork]:
        """Open a transaction; if it `is_last`, the turn ends with it. `Interfered` if another process has the turn."""
        with self._database.writing() as connection:
            begun = time.monotonic()
            work = LinkWork(connection)
            if not self._is_holder(work):
                self._is_held = False
                raise Interfered(f"{self._database.location} is linked by another process: run it again")
            if is_last:
                work.drop_state(_NAME)
            elif time.time() - self._own.beat > _BEAT:
                self._put(work)
            yield work
        self._is_held, self._took = not is_last, time.monotonic() - begun

    def pause(self) -> None:
        """Let others write, between two of many transactions."""
        if self._took > _PAUSE and not self._database.is_in_memory:
            time.sleep(_PAUSE)

    def beat(self) -> None:
        """Say that this process lives; to be called now and then while it computes."""
        if time.time() - self._own.beat > _BEAT:
            with self.writing():
                pass

    def take(self) -> Holder | None:
        """Take the turn; return who has it, if somebody has."""
        with self._database.writing() as connection:
            work = LinkWork(connection)
            held = _holder(work)
            if held is not None and held.is_alive():
                return held
            self._put(work)
        self._is_held = True
        return None

    def give_back(self) -> None:
        """End the turn, if it is not over. What cannot be written now is left to others, who find this process gone."""
        if self._is_held:
            with suppress(StoreError), self._database.writing(patience=1.0) as connection:
                work = LinkWork(connection)
                if self._is_holder(work):
                    work.drop_state(_NAME)

    def _is_holder(self, work: LinkWork) -> bool:
        held = _holder(work)
        return held is not None and held.token == self._own.token

    def _put(self, work: LinkWork) -> None:
        self._own = replace(self._own, beat=time.time())
        work.set_state(_NAME, json.dumps(asdict(self._own)))


@contextmanager
def take_turn(database: Database, is_done: Callable[[LinkWork], bool]) -> Iterator[LinkingTurn | None]:
    """Wait for the turn to link; None if everything `is_done` by then. `StoreLocked` when the patience ends."""
    turn, holder = LinkingTurn(database), None
    wait = LockWait(database.location, database.patience, lambda: holder.words() if holder else "")
    while True:
        with turn.reading() as work:
            if is_done(work):
                yield None
                return
            holder = _holder(work)
        if (holder is None or not holder.is_alive()) and (holder := turn.take()) is None:
            break
        if not wait.goes_on(_LOOK):
            raise StoreLocked(
                f"{database.location} is being linked by {holder.words()}: what was added is stored, and the next "
                "command that writes links it"
            )
    try:
        yield turn
    finally:
        turn.give_back()


def _holder(work: LinkWork) -> Holder | None:
    told = work.state(_NAME)
    return None if told is None else Holder(**json.loads(told))
