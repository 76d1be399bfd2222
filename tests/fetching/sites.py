"""Web sites of invented outlets on a server of this machine, and a fetcher that takes it for the open internet."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from quotetrack.fetching import Client, Dialler, Fetcher, Harvest, Pace, PassedOver, RequestBounds
from quotetrack.records import Article, Failure

OPEN = "93.184.216.34"
"""A number on the open internet, for which this machine's server stands in."""

PARAGRAPHS = (
    "The swing bridge of Porto Novo was shut on Monday after divers found a crack in its third pier.",
    "“The bridge will not open before the ferry season,” Nadia Okoro, the harbour master, told reporters.",
    "She denied that the town had known of the crack since the winter, and said that the divers had been sent early.",
    "Boris Petrov, who runs the ferries, said his boats could carry twice as many people until the repair was done.",
    "The council meets on Thursday to hear what a new pier would cost, and who is going to pay for it.",
)


def page(title: str, *, head: str = "", paragraphs: Sequence[str] = PARAGRAPHS, lang: str = "en") -> bytes:
    """A page with an article."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


Handler = http.server.BaseHTTPRequestHandler
Reply = Callable[[Handler], None]


@dataclass
class Site:
    """What a server answers, by host and path, and what it was asked."""

    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    port: int = 0

    def put(
        self, url: str, body: bytes = b"", *, status: int = 200, kind: str = "text/html", **headers: str
    ) -> None:
        """Let an address, without its scheme, answer so; "_" in the name of a header stands for "-"."""
        told = {"Content-Type": kind, "Content-Length": str(len(body))}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}

        def reply(handler: Handler) -> None:
            handler.send_response(status)
            for name, value in told.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.replies[url] = reply

    def pages(self, host: str = "gazette.example") -> list[str]:
        """The paths that a host was asked for, but for robots.txt."""
        front = f"{host}/"
        paths = [url.removeprefix(host) for url in self.asked if url.startswith(front)]
        return [path for path in paths if path != "/robots.txt"]


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve a site on this machine."""

    class Answering(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = f"{self.headers['Host']}{self.path}"
            site.asked.append(url)
            site.headers.append(dict(self.headers.items()))
            site.times.append(time.monotonic())
            reply = site.replies.get(url)
            if reply is None:
                self.send_error(404)
            else:
                reply(self)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # whoever asked has gone

    server = Quiet(("127.0.0.1", 0), Answering)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def dialler_to(site: Site, numbers: Mapping[str, str] | None = None) -> Dialler:
    """A dialler for which every name is `OPEN`, unless `numbers` say otherwise, and `OPEN` is the site's server."""

    def resolve(host: str, port: int) -> list[str]:
        assert port in (80, 443)
        return [(numbers or {}).get(host, OPEN)]

    def connect(number: str, port: int, seconds: float) -> socket.socket:
        assert (number, port) == (OPEN, 80), "only what was checked is connected to"
        return socket.create_connection(("127.0.0.1", site.port), seconds)

    return Dialler(resolve, connect)


@dataclass
class Ran:
    """What a run told."""

    articles: list[Article]
    failures: list[Failure]
    passed: list[PassedOver]
    fetcher: Fetcher
    slept: list[float]

    @property
    def reasons(self) -> str:
        return "\n".join(f"{failure.where}: {failure.reason}" for failure in self.failures)


def run(
    site: Site,
    folder: Path,
    *inputs: str,
    numbers: Mapping[str, str] | None = None,
    bounds: RequestBounds | None = None,
    delay: float = 0.0,
    since: str | None = None,
    most: int | None = None,
) -> Ran:
    """Fetch into `articles.jsonl` of a folder, without waiting; `slept` says how long it would have waited."""
    slept: list[float] = []
    client = Client(
        "quotetrack/test",
        bounds=bounds or RequestBounds(connect=5, read=5, whole=5),
        dialler=dialler_to(site, numbers),
    )
    with Harvest(folder / "articles.jsonl", folder / "articles.jsonl.state") as harvest:
        now = [0.0]

        def sleep(seconds: float) -> None:
            slept.append(round(seconds, 3))
            now[0] += seconds

        pace = Pace(client, delay=delay, clock=lambda: now[0], sleep=sleep)
        fetcher = Fetcher(client, pace, harvest, since=since, most=most)
        told = list(fetcher.run(inputs))
    return Ran(
        [one for one in told if isinstance(one, Article)],
        [one for one in told if isinstance(one, Failure)],
        [one for one in told if isinstance(one, PassedOver)],
        fetcher,
        slept,
    )
