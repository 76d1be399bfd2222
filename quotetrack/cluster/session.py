"""Ray, started for a run on this machine or reached at an address, and kept quiet: its chatter is not for our user."""

from __future__ import annotations

import logging
import os
import re
import secrets
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quotetrack.cluster.aside import Aside
from quotetrack.errors import UsageError

_PATIENCE = 5.0
"""Seconds until a machine that does not answer is taken to be unreachable."""
_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
"""How a client of HTTP/2 begins: its preface, and settings without any."""
_LONGEST_FOLDER = 30
"""Characters of the folder for temporary files, if Ray's own lies in it: a socket's whole name may have 107, or 103."""


def address_of(cluster: str) -> str | None:
    """Return the address that a name of a cluster holds, as "ray=10.0.0.1:6379" does; None for "ray" alone, which is
    started here. UsageError for any other name, or if Ray is not installed."""
    kind, sign, address = cluster.partition("=")
    if kind != "ray" or (sign and not re.fullmatch(r"auto|[^\s:/]+:\d{1,5}", address)):
        raise UsageError(
            f"{cluster[:60]!r} is no cluster that is known here; write ray, which starts Ray on this machine, or "
            "ray=HOST:PORT with the address that `ray start --head` told"
        )
    if find_spec("ray") is None:
        raise UsageError('a cluster needs Ray, which is not installed: pip install "quotetrack[ray]"')
    return address or None


@contextmanager
def connected_ray(address: str | None, aside: Aside, *, cpus: int) -> Iterator[Any]:
    """Give the module `ray`, connected: to the Ray at `address`, or to one of its own with so many cores, which ends
    with the session. If this process is connected already, that connection is used, and stays. UsageError if there is
    no Ray to be had."""
    if address is not None:
        _require_answer(address)
    with ExitStack() as closing:
        closing.enter_context(_environment(is_local=address is None))
        import ray

        if not ray.is_initialized():
            closing.enter_context(_quiet(ray))
            folder = closing.enter_context(_folder())
            closing.callback(aside, ray.shutdown)
            with _signals_kept():
                if address is None:
                    aside(_start, ray, cpus, folder)
                else:
                    aside(_connect, ray, address)
        yield ray


def _start(ray: Any, cpus: int, folder: str) -> None:
    """Start Ray on this machine, on the loopback alone, without pages and without telling anybody."""
    with _told_in_a_line("Ray does not start on this machine"):
        ray.init(
            address="local",
            num_cpus=cpus,
            include_dashboard=False,
            configure_logging=False,
            log_to_driver=False,
            _temp_dir=folder,
        )


def _connect(ray: Any, address: str) -> None:
    with _told_in_a_line(f"the Ray at {address} cannot be used"):
        ray.init(address=address, configure_logging=False, log_to_driver=False)


@contextmanager
def _told_in_a_line(what: str) -> Iterator[None]:
    """Make a UsageError of what Ray raises if it does not start."""
    from ray.exceptions import RayError

    try:
        yield
    except (OSError, RuntimeError, ValueError, RayError) as error:
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise UsageError(f"{what}: {reason}") from error


def _require_answer(address: str) -> None:
    """UsageError if nothing at an address speaks as Ray's head does. Ray itself would try for minutes, and say so."""
    host, _, port = address.rpartition(":")
    if not host:  # "auto": Ray knows which one runs here
        return
    try:
        with socket.create_connection((host, int(port)), timeout=_PATIENCE) as there:
            if os.environ.get("RAY_USE_TLS", "0") == "0":  # else it answers nobody without a certificate
                there.sendall(_GREETING)
                _require_settings(there.recv(9))
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"no Ray answers at {address} ({reason}); start it there with `ray start --head`, and give the address "
            "that it tells"
        ) from error


def _require_settings(answer: bytes) -> None:
    """OSError if this is not how a server of HTTP/2 begins, which Ray's head is."""
    if answer[3:4] != b"\x04":
        raise OSError("what answers is no Ray")


@contextmanager
def _environment(*, is_local: bool) -> Iterator[None]:
    """While a session lasts, set the variables that Ray and its processes read, unless they are set."""
    values = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    if is_local:
        # Named for other systems; on any, it keeps Ray's ports on the loopback.
        values["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
        # Ray would have its workers give way to all other work: on a busy machine they got a third of what others get.
        values["RAY_worker_niceness"] = "0"
        # Other users of this machine reach the loopback too. Given here, the token is written to no file.
        values |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": _token()}
    new = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            os.environ.pop(name, None)


@cache
def _token() -> str:
    """The token of this process's own sessions, one after the other: Ray reads it once."""
    return secrets.token_hex(32)


@contextmanager
def _folder() -> Iterator[str]:
    """Give a folder for Ray's files and sockets that nobody else can look into; it goes with the session."""
    usual = tempfile.gettempdir()
    short = usual if len(usual) <= _LONGEST_FOLDER or os.name == "nt" else "/tmp"
    with tempfile.TemporaryDirectory(prefix="qt-", dir=short, ignore_cleanup_errors=True) as folder:
        yield str(Path(folder) / "ray")  # one further in: Ray lets everybody into the folder that it is given


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Put back what the signals that end a program do: Ray takes SIGTERM below Python, and prints where it was."""
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    kept = {name: signal.getsignal(getattr(signal, name)) for name in names}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for name, handler in kept.items():
                signal.signal(getattr(signal, name), handler)


@contextmanager
def _quiet(ray: Any) -> Iterator[None]:
    """Keep Ray from writing into the output, and from ending the program at a signal: that is the program's business.
    What matters of Ray comes as an exception."""
    logger = logging.getLogger("ray")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    # A thread prints each death of a worker on stdout, and starting takes SIGTERM. No option turns that off.
    with ExitStack() as closing:
        closing.enter_context(_replaced(ray._private.worker, "print_to_stdstream"))
        closing.enter_context(_replaced(ray._private.utils, "set_sigterm_handler"))
        try:
            yield
        finally:
            logger.setLevel(level)


@contextmanager
def _replaced(module: Any, name: str) -> Iterator[None]:
    """Let a function of a module do nothing."""
    kept = getattr(module, name)
    setattr(module, name, lambda *_, **__: None)
    try:
        yield
    finally:
        setattr(module, name, kept)
