"""Whatever a host sends, and however long it takes: one line, and the other pages go on."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quotetrack.fetching import RequestBounds

from .sites import Handler, Site, page, run

URL, GOOD = "http://gazette.example/x", "http://gazette.example/bridge"
QUICK = RequestBounds(connect=1, read=0.5, whole=1.0, size=100_000)


def drip(handler: Handler) -> None:
    """A byte every tenth of a second: no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<p>")
        handler.wfile.flush()
        time.sleep(0.1)


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(b"X-%d: a\r\n" % number)
        time.sleep(0.1)


def silent(_: Handler) -> None:
    time.sleep(1.5)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    handler.wfile.write(b"<rss version='2.0'><channel>")
    while True:
        handler.wfile.write(b"<item><link>http://gazette.example/bridge</link></item>" * 1000)


def short(handler: Handler) -> None:
    """Fewer bytes than were announced."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "50000")
    handler.end_headers()
    handler.wfile.write(page("Bridge shut over crack in its pier"))


def announced(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()


def bomb(handler: Handler) -> None:
    body = gzip.compress(b"<p>" + b"a" * 20_000_000)
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def bombs_within(handler: Handler) -> None:
    body = gzip.compress(gzip.compress(b"a" * 20_000_000))
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip, gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def hang_up(handler: Handler) -> None:
    handler.connection.close()


def many_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n")


def odd_packing(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "compress, zstd")
    handler.send_header("Content-Length", "3")
    handler.end_headers()
    handler.wfile.write(b"abc")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (drip, "took longer than 1 seconds"),
        (drip_headers, "took longer than 1 seconds"),
        (silent, "no answer within 0.5 seconds"),
        (endless, "more than 0.1 MB, or never ends"),
        (short, "the connection ended before its answer did"),
        (announced, "it has 1,000,000.0 MB"),
        (bomb, "it has more than 0.1 MB"),
        (bombs_within, "it has more than 0.1 MB"),
        (no_http, "it does not answer"),
        (hang_up, "it does not answer"),
        (many_headers, "it does not answer"),
        (odd_packing, "its body is packed as 'zstd'"),
    ],
)
def test_a_host_that_does_so_is_one_line(
    site: Site, tmp_path: Path, reply: Callable[[Handler], None], reason: str
) -> None:
    site.replies["gazette.example/x"] = reply
    before = time.monotonic()
    ran = run(site, tmp_path, URL, GOOD, bounds=QUICK)
    assert time.monotonic() - before < 4
    assert [failure.where for failure in ran.failures] == [URL]
    assert reason in ran.reasons
    assert len(ran.articles) == 1


def test_redirects_that_go_round_in_a_circle_end(site: Site, tmp_path: Path) -> None:
    site.put("gazette.example/x", status=302, Location="/y")
    site.put("gazette.example/y", status=302, Location="/x")
    assert "go round in a circle" in run(site, tmp_path, URL).reasons
    assert site.pages() == ["/x", "/y"]


def test_redirects_are_followed_ten_times_at_most(site: Site, tmp_path: Path) -> None:
    for number in range(30):
        site.put(f"gazette.example/{number}", status=302, Location=f"/{number + 1}")
    site.put("gazette.example/10", page("Bridge shut over crack in its pier"))
    assert len(run(site, tmp_path, "http://gazette.example/0").articles) == 1
    site.put("gazette.example/10", status=302, Location="/11")
    assert "more than 10 times" in run(site, tmp_path, "http://gazette.example/0").reasons


@pytest.mark.parametrize("status", [400, 403, 404, 410, 418, 500, 502])
def test_an_answer_of_another_status_is_a_failure(site: Site, tmp_path: Path, status: int) -> None:
    site.put("gazette.example/x", page("Bridge shut over crack"), status=status)
    assert run(site, tmp_path, URL).reasons == f"{URL}: it is answered with {status}; 200 is expected"


def test_a_packed_page_is_unpacked(site: Site, tmp_path: Path) -> None:
    body = gzip.compress(page("Bridge shut over crack in its pier"))
    site.put("gazette.example/x", body, Content_Encoding="gzip")
    assert len(run(site, tmp_path, URL).articles) == 1


def test_a_page_sent_in_chunks_is_read(site: Site, tmp_path: Path) -> None:
    def chunked(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        whole = page("Bridge shut over crack in its pier")
        for at in range(0, len(whole), 100):
            piece = whole[at : at + 100]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    site.replies["gazette.example/x"] = chunked
    (article,) = run(site, tmp_path, URL).articles
    assert article.text.endswith("who is going to pay for it.")
