"""Manners: what robots.txt allows, and how long a host is left alone between two requests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from quotetrack.errors import ReadError
from quotetrack.fetching.addresses import WebAddress, read_address
from quotetrack.fetching.client import Client, WebAnswer
from quotetrack.readers.pages.not_articles import NoArticleError

PROGRAM = "quotetrack"
"""The name by which robots.txt may speak of this program."""

_LARGEST_ROBOTS = 500_000
"""Bytes of robots.txt that are read, as RFC 9309 asks."""
_LONGEST_DELAY = 60.0
"""Seconds between two requests that a host may ask for. One that asks for more is not asked at all."""
_LONGEST_WAIT = 120.0
"""Seconds that are waited when a host says when it may be asked again."""
_MOST_FAILED = 5
"""Requests to a host that may fail in a row; then it is left alone for this run."""


class ClosedHostError(ReadError):
    """A host is not asked any more in this run. Its words say why."""


@dataclass(slots=True)
class _Host:
    delay: float
    ready: float = 0.0
    failed: int = 0
    closed: str = ""
    rules: dict[str, Protego | None] = field(default_factory=dict)
    """What robots.txt says, by scheme: a site may have one for http and another for https."""


class Pace:
    """Keeps the manners towards all hosts of a run."""

    def __init__(
        self,
        client: Client,
        *,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client, self._delay, self._clock, self._sleep = client, delay, clock, sleep
        self._hosts: dict[str, _Host] = {}

    def ready_at(self, host: str) -> float:
        """Return when a host may be asked next, on the clock of this run; 0 if it was never asked."""
        return self._hosts[host].ready if host in self._hosts else 0.0

    def before(self, address: WebAddress) -> None:
        """Wait until an address may be asked.

        Raises:
            NoArticleError: robots.txt forbids it.
            ClosedHostError: its host is not to be asked at all.
        """
        host = self._host(address)
        if not host.closed and address.scheme not in host.rules:
            host.rules[address.scheme] = self._rules(address, host)
        if host.closed:
            raise ClosedHostError(host.closed)
        rules = host.rules[address.scheme]
        if rules is not None and not rules.can_fetch(address.url, PROGRAM):
            raise NoArticleError(f"forbidden: {address.root}/robots.txt forbids it to {PROGRAM}")
        self._wait(address)

    def after(self, address: WebAddress, answer: WebAnswer | None) -> bool:
        """Note how a request ended, None for one that failed. Return True if the host asks for some patience that it
        gets: the same request may be made once more."""
        host = self._host(address)
        if answer is None:
            host.failed += 1
            if host.failed >= _MOST_FAILED:
                host.closed = (
                    f"the host {address.host} has failed {host.failed} times in a row; run again later"
                )
            return False
        host.failed = 0
        if answer.status not in (429, 503):
            return False
        wait = _seconds(answer.headers.get("retry-after"))
        if wait is None or wait > _LONGEST_WAIT:
            told = "for a while" if wait is None else f"for {wait:,.0f} seconds"
            host.closed = (
                f"the host {address.host} asks to be left alone {told} ({answer.status}); run again later"
            )
            return False
        host.ready = max(host.ready, self._clock() + wait)
        return True

    def _host(self, address: WebAddress) -> _Host:
        return self._hosts.setdefault(address.host, _Host(delay=self._delay))

    def _wait(self, address: WebAddress) -> None:
        host = self._host(address)
        left = host.ready - self._clock()
        if left > 0:
            self._sleep(left)
        host.ready = self._clock() + host.delay

    def _rules(self, address: WebAddress, host: _Host) -> Protego | None:
        """Return what robots.txt says. What is not there allows all, None; a host that fails at it is closed."""
        where = f"{address.root}/robots.txt"
        try:
            answer = self._client.get(read_address(where), before=self._wait)
        except ReadError as error:
            host.closed = f"{where}: {error}"
            return None
        if answer.status >= 500 or answer.status == 429:
            host.closed = f"{where} is answered with {answer.status}; run again later"
        if answer.status != 200:
            return None
        rules = Protego.parse(answer.body[:_LARGEST_ROBOTS].decode("utf-8", "replace"))
        asked = _asked_delay(rules)
        if asked > _LONGEST_DELAY:
            most = f"over {_LONGEST_DELAY:.0f} is taken for no"
            host.closed = f"{where} asks for {asked:,.0f} seconds between two requests; {most}"
        host.delay = max(host.delay, asked)
        host.ready = self._clock() + host.delay
        return rules


def _asked_delay(rules: Protego) -> float:
    rate = rules.request_rate(PROGRAM)
    between = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
    return max(rules.crawl_delay(PROGRAM) or 0.0, between)


def _seconds(told: str | None) -> float | None:
    """Return the seconds that a "Retry-After" names; None if it names none, or a day, which is mostly far off."""
    words = (told or "").strip()
    return float(words) if words.isdecimal() and len(words) < 10 else None
