"""Connections to hosts on the open internet, and to no others.

A name is looked up once. Each number that it stands for is checked, and the connection goes to a number that was
checked: a name that stands for something else a moment later gains nothing by it. Certificates are still asked for the
name. What looks names up and what connects are arguments, so that tests need no network; nothing else sets them.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from quotetrack.errors import ReadError
from quotetrack.fetching.addresses import WebAddress, why_closed

Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and a port → the numbers that the name stands for. OSError if it cannot be looked up."""
Connect = Callable[[str, int, float], socket.socket]
"""A number, a port and seconds → a connection. OSError if there is none."""

_MOST_TRIED = 3
"""Numbers of a host that are tried in turn."""


def resolve_host(host: str, port: int) -> list[str]:
    """Return the numbers that the system says a name stands for. OSError if it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect_to(number: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to a number, without any look-up. OSError if there is none."""
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.connect((number, port))
    except BaseException:
        made.close()
        raise
    return made


class Dialler:
    """Opens connections, each to a number that was checked, and ends those that take too long altogether."""

    def __init__(
        self,
        resolve: Resolve = resolve_host,
        connect: Connect = connect_to,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._resolve, self._connect, self._tls = resolve, connect, tls
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._is_late = False

    def pool(self, address: WebAddress) -> HTTPConnectionPool:
        """Return what sends one request to an address's host at a time."""
        options: dict[str, Any] = {"maxsize": 1, "retries": False, "dialler": self}
        if address.scheme == "http":
            return _PlainPool(address.host, address.port, **options)
        context = self._tls or ssl.create_default_context()
        return _SecurePool(address.host, address.port, ssl_context=context, **options)

    def dial(self, host: str, port: int, seconds: float) -> socket.socket:
        """Return a connection to a host. ReadError if it is not on the open internet; OSError if it does not answer."""
        numbers = list(self._resolve(host, port))
        if not numbers:
            raise OSError("its name stands for no address")
        for number in numbers:
            if why := why_closed(number):
                raise ReadError(f"the host {host} stands for {number}, which {why}; it is not asked")
        for number in numbers[: _MOST_TRIED - 1]:
            with suppress(OSError):
                return self._watch(self._connect(number, port, seconds))
        return self._watch(self._connect(numbers[-1], port, seconds))

    @contextmanager
    def ended_after(self, seconds: float) -> Iterator[Callable[[], bool]]:
        """End every connection made inside once so many seconds have passed, whatever it is waiting for; give a
        function that says whether that has happened."""
        self._is_late = False
        timer = threading.Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield lambda: self._is_late
        finally:
            timer.cancel()
            with self._lock:
                for one in self._watched:
                    one.close()
                self._watched.clear()

    def _watch(self, made: socket.socket) -> socket.socket:
        with self._lock:
            # A second handle: TLS takes the first one over.
            self._watched.append(made.dup())
            if self._is_late:
                self._shut()
        return made

    def _end(self) -> None:
        with self._lock:
            self._is_late = True
            self._shut()

    def _shut(self) -> None:
        for one in self._watched:
            with suppress(OSError):  # it has ended by itself
                one.shutdown(socket.SHUT_RDWR)


class _Dialled:
    """A connection of urllib3 that a `Dialler` opens."""

    host: str
    port: int
    timeout: Any

    def __init__(self, *args: Any, dialler: Dialler, **options: Any) -> None:
        self._dialler = dialler
        super().__init__(*args, **options)

    def _new_conn(self) -> socket.socket:
        return self._dialler.dial(self.host, self.port, float(self.timeout))


class _PlainConnection(_Dialled, HTTPConnection):
    pass


class _SecureConnection(_Dialled, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
