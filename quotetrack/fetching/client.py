"""An address → what its host answers. Redirects are followed one by one, each checked anew; sizes and times have
bounds, and no cookie, password or proxy of the user's is ever used."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from urllib3 import Timeout
from urllib3.exceptions import HTTPError, IncompleteRead, SSLError
from urllib3.exceptions import TimeoutError as LateError

from quotetrack.errors import ReadError
from quotetrack.fetching.addresses import WebAddress, read_address
from quotetrack.fetching.dialling import Dialler
from quotetrack.readers.web_archives.bodies import unpack_body

_MOST_REDIRECTS = 10
_MOVED = (301, 302, 303, 307, 308)
_PIECE = 65_536
"""Bytes that are read at a time."""


@dataclass(frozen=True, slots=True)
class RequestBounds:
    """How long a request may take and how much it may bring: seconds, and bytes of a body before and after it is
    unpacked."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    size: int = 20_000_000


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What a host said: the address that it was asked at last, its status, its headers by their small names, and the
    body, unpacked."""

    address: WebAddress
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str | None:
        """The content type, as it was sent."""
        return self.headers.get("content-type")


class Client:
    """Asks hosts, one request at a time."""

    def __init__(
        self, agent: str, *, bounds: RequestBounds = RequestBounds(), dialler: Dialler | None = None
    ) -> None:
        self._headers = {
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en,*;q=0.5",
        }
        self.bounds = bounds
        self._dialler = dialler or Dialler()

    def get(
        self,
        address: WebAddress,
        *,
        headers: Mapping[str, str] | None = None,
        before: Callable[[WebAddress], None],
    ) -> WebAnswer:
        """Return what an address answers, after at most ten redirects.

        Args:
            address: The address.
            headers: Further headers, for the first request alone.
            before: Called with each address before it is asked: it waits, or refuses by raising ReadError.

        Raises:
            ReadError: no answer, or one that is too large or takes too long, a redirect to where nothing is asked, or
                redirects that lead nowhere.
        """
        met: set[str] = set()
        for _ in range(_MOST_REDIRECTS + 1):
            before(address)
            met.add(address.url)
            answer = self._ask(address, headers or {})
            target = answer.headers.get("location") if answer.status in _MOVED else None
            if target is None:
                return answer
            try:
                address, headers = read_address(_as_meant(target), base=address.url), None
            except ReadError as error:
                raise ReadError(f"it redirects to {target[:200]}: {error}") from error
            if address.url in met:
                raise ReadError(f"its redirects go round in a circle, by {address.url}")
        raise ReadError(f"it redirects more than {_MOST_REDIRECTS} times, at last to {address.url}")

    def _ask(self, address: WebAddress, headers: Mapping[str, str]) -> WebAnswer:
        bounds = self.bounds
        ends = time.monotonic() + bounds.whole
        with self._dialler.ended_after(bounds.whole) as is_late:
            pool = self._dialler.pool(address)
            try:
                response = pool.urlopen(
                    "GET",
                    address.path,
                    headers={**self._headers, **headers},
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    decode_content=False,
                    timeout=Timeout(connect=bounds.connect, read=bounds.read),
                )
                told = {name.casefold(): value for name, value in response.headers.items()}
                body = b"" if response.status in _MOVED else self._body(response, told, ends)
            except (HTTPError, OSError, ValueError) as error:
                if is_late():
                    raise ReadError(self._late()) from error
                raise ReadError(self._reason(error)) from error
            finally:
                pool.close()
            if is_late():  # what was cut off looks like an end
                raise ReadError(self._late())
        return WebAnswer(
            address, response.status, told, unpack_body(body, told.get("content-encoding"), bounds.size)
        )

    def _body(self, response: Any, told: Mapping[str, str], ends: float) -> bytes:
        most = self.bounds.size
        length = told.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > most:
            raise ReadError(
                f"it has {int(length) / 1e6:,.1f} MB; {most / 1e6:,.1f} MB are the most (--max-size)"
            )
        body = bytearray()
        try:
            while piece := response.read1(_PIECE):
                body += piece
                if len(body) > most:
                    raise ReadError(f"it has more than {most / 1e6:,.1f} MB, or never ends (--max-size)")
                if time.monotonic() > ends:
                    raise ReadError(self._late())
        finally:
            response.close()
        return bytes(body)

    def _late(self) -> str:
        return f"it took longer than {self.bounds.whole:g} seconds; ask again later (--timeout)"

    def _reason(self, error: Exception) -> str:
        """Return what went wrong, in words."""
        inner = [one for one in error.args if isinstance(one, Exception)]
        errors = [error, *inner, *(one for one in (error.__cause__, error.__context__) if one is not None)]
        if any(isinstance(one, socket.gaierror) for one in errors):
            return "its host's name cannot be looked up; check the address"
        if any(isinstance(one, LateError | TimeoutError) for one in errors):
            return f"no answer within {self.bounds.read:g} seconds; ask again later (--timeout)"
        last = inner[-1] if inner else error
        said = (getattr(last, "strerror", None) or str(last))[:160]
        if any(isinstance(one, SSLError | ssl.SSLError) for one in errors):
            return f"its certificate or encryption is not as it should be ({said})"
        if any(isinstance(one, IncompleteRead | http.client.IncompleteRead) for one in errors):
            return "the connection ended before its answer did; ask again later"
        return f"it does not answer ({said}); check the address, or ask again later"


def _as_meant(target: str) -> str:
    """Return the address of a redirect: many servers send it in UTF-8, though a header is read as Latin-1."""
    try:
        return target.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return target
