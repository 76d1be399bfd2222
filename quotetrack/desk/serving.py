"""Serving a desk until somebody stops it."""

from __future__ import annotations

import hashlib
import secrets
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk, Settings
from quotetrack.desk.patience import PatientProtocol
from quotetrack.errors import UsageError

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Where nobody but this machine gets at the desk."""
_MOST_AT_ONCE = 200
"""Connections at once; more are told to come later."""
_TOKEN_BYTES = 24
_PORTS = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Return whether only this machine gets at such a host."""
    return host in LOOPBACK


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; with port 0 at any that is free. UsageError if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen()
    except (OSError, OverflowError) as error:
        taken.close()
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"port {port} of {host} cannot be had ({why}): name another with --port") from error
    return taken


def hosts_of(host: str, port: int, address: str | None = None) -> frozenset[str]:
    """Return by which names, each with its port, a browser may call a desk that listens there."""
    names = {host, *(LOOPBACK if is_loopback(host) else ())}
    called = {f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names}
    if port == 80:
        called |= names
    if address is not None:
        called |= _names_in(address)
    return frozenset(map(str.lower, called))


def _names_in(address: str) -> set[str]:
    """Return what a browser sends for the name in an address: without the port that its scheme has anyway, too."""
    wrong = UsageError(f"{address}: expected an address such as https://desk.example.org, without a path")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    more = (parts.path.strip("/"), parts.query, parts.fragment, parts.username, parts.password)
    if parts.scheme not in _PORTS or not parts.hostname or any(more) or not address.isascii():
        raise wrong
    names = {parts.netloc.rpartition("@")[2]}
    if port == _PORTS[parts.scheme]:
        names.add(parts.netloc.removesuffix(f":{port}"))
    return names


def settings_for(host: str, port: int, address: str | None = None) -> Settings:
    """Return how a desk is served that listens there, and is reached by another address if one is given."""
    is_https = address is not None and address.lower().startswith("https:")
    return Settings(hosts=hosts_of(host, port, address), cookie=f"quotetrack-{port}", is_https=is_https)


def secret_of(token: str | None) -> bytes:
    """Return what cookies are signed with: another for each run, unless the token stays the same."""
    return hashlib.sha256(f"cookies of {token or secrets.token_urlsafe(_TOKEN_BYTES)}".encode()).digest()


def token_in(file: Path | None) -> str:
    """Return a token: a new one, or with a file the one in it, which is made if there is none, for its owner alone."""
    if file is None:
        return secrets.token_urlsafe(_TOKEN_BYTES)
    try:
        with suppress(FileExistsError):
            file.touch(mode=0o600, exist_ok=False)
            file.write_text(f"{secrets.token_urlsafe(_TOKEN_BYTES)}\n", "ascii")
        token = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read as a token ({error})") from error
    if len(token) < _TOKEN_BYTES or not token.isprintable() or " " in token:
        raise UsageError(f"{file}: holds no token: remove it, and it is made anew")
    return token


def serve(desk: Desk, taken: socket.socket) -> None:
    """Answer at a socket that listens, until this is stopped by an exception, as a signal raises one. What is being
    answered then is finished first."""
    config = uvicorn.Config(
        application(desk),
        http=PatientProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=5,
        lifespan="on",
        ws="none",
    )
    server = uvicorn.Server(config)
    # In a thread of its own it leaves signals to the program.
    with ThreadPoolExecutor(1, "serving") as thread:
        serving = thread.submit(server.run, sockets=[taken])
        try:
            serving.result()
        finally:
            server.should_exit = True
