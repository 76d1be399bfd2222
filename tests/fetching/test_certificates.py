"""A certificate is asked for the name, though the connection goes to a number; one that does not fit is refused."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetrack.errors import ReadError
from quotetrack.fetching import Client, Dialler, RequestBounds
from quotetrack.fetching.addresses import read_address

from .sites import OPEN

TLS = Path(__file__).parent / "tls"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


class Secure:
    """A server with the certificate of gazette.example, and the names that it was asked by."""

    def __init__(self) -> None:
        self.names: list[str | None] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(TLS / "site.pem")
        self._context.sni_callback = lambda _, name, __: self.names.append(name)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                taken, _ = self._socket.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(taken, server_side=True) as made:
                    made.recv(65536)
                    made.sendall(ANSWER)
            except OSError:  # whoever asked did not like the certificate
                taken.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Secure]:
    made = Secure()
    yield made
    made.close()


def client(server: Secure, *, trusts: bool = True) -> Client:
    """A client for which every name is on the open internet, and the server is there."""

    def connect(number: str, port: int, seconds: float) -> socket.socket:
        assert (number, port) == (OPEN, 443)
        return socket.create_connection(("127.0.0.1", server.port), seconds)

    context = ssl.create_default_context(cafile=str(TLS / "ca.pem")) if trusts else None
    dialler = Dialler(lambda *_: [OPEN], connect, context)
    return Client("quotetrack/test", bounds=RequestBounds(connect=5, read=5, whole=5), dialler=dialler)


def test_the_certificate_is_asked_for_the_name(server: Secure) -> None:
    address = read_address("https://gazette.example/bridge")
    assert client(server).get(address, before=lambda _: None).body == b"hello"
    assert server.names == ["gazette.example"]


def test_the_certificate_of_another_name_is_refused(server: Secure) -> None:
    with pytest.raises(ReadError, match="certificate or encryption is not as it should be"):
        client(server).get(read_address("https://post.example/bridge"), before=lambda _: None)
    assert server.names == ["post.example"]


def test_a_certificate_that_nobody_vouches_for_is_refused(server: Secure) -> None:
    with pytest.raises(ReadError, match="certificate or encryption is not as it should be"):
        client(server, trusts=False).get(read_address("https://gazette.example/"), before=lambda _: None)


def test_a_handshake_that_never_ends_is_ended() -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    port = silent.getsockname()[1]
    dialler = Dialler(lambda *_: [OPEN], lambda *_: socket.create_connection(("127.0.0.1", port), 5))
    slow = Client("quotetrack/test", bounds=RequestBounds(connect=5, read=5, whole=0.5), dialler=dialler)
    with silent, pytest.raises(ReadError, match=r"took longer than 0\.5 seconds"):
        slow.get(read_address("https://gazette.example/"), before=lambda _: None)
