"""Makes the web archives of this folder: `python -m tests.readers.warc.make_archives`.

It needs warcio 1.8.1, wacz 0.6.0 and brotli of the package index, fastwarc, which the program has, and wget 1.21. All
pages are of invented outlets, and none is fetched from anywhere but this machine.
"""

from __future__ import annotations

import gzip
import http.server
import io
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FOLDER = Path(__file__).parent
SITE = "https://gazette.example"
DAY = "2024-03-04T10:15:00Z"
BRIDGE = (
    "The swing bridge of Porto Novo was shut on Monday after divers found a crack in its third pier.",
    "“The bridge will not open before the ferry season,” Nadia Okoro, the harbour master, told reporters.",
    "She denied that the town had known of the crack since the winter, and said that the divers had been sent early.",
    "Boris Petrov, who runs the ferries, said his boats could carry twice as many people until the repair was done.",
)
FERRIES = (
    "Ferries between Porto Novo and the islands will run every twenty minutes from Tuesday, the company has said.",
    "“We have hired two more crews,” said Boris Petrov, its director, at the quay of the café “Salt and Rope”.",
    "Passengers with tickets for the bridge can use them on all boats until the end of June, he added.",
    "The council is to decide on Thursday who pays the company for the passengers that it carries for the town.",
)
FRENCH = (
    "Le pont tournant de Porto Novo a été fermé lundi après la découverte d'une fissure dans son troisième pilier.",
    "« Le pont ne sera pas rouvert avant la saison des ferrys », a déclaré Nadia Okoro, la capitaine du port.",
    "Elle a nié que la ville ait eu connaissance de la fissure depuis l'hiver, et a dit que des plongeurs étaient là.",
    "Boris Petrov, qui dirige les ferrys, a dit que ses bateaux pouvaient transporter deux fois plus de passagers.",
)


def page(
    title: str, paragraphs: Iterable[str], *, lang: str = "en", head: str = "", charset: str = "utf-8"
) -> bytes:
    """A page with an article."""
    body = "".join(f"<p>{words}</p>\n" for words in paragraphs)
    named = f"<title>{title}</title>" if title else ""
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head>{named}{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article>{heading}{body}</article></body></html>"
    ).encode(charset)


def published(day: str) -> str:
    """The tag by which a page tells its day."""
    return f'<meta property="article:published_time" content="{day}T09:00:00+00:00">'


class Archive:
    """A WARC file that warcio writes."""

    def __init__(self, name: str, *, packed: bool = True, version: str = "WARC/1.0") -> None:
        self._name, self._file = name, (FOLDER / name).open("wb")
        self.writer = WARCWriter(self._file, gzip=packed, warc_version=version)
        self._number = 0

    def add(
        self,
        url: str,
        body: bytes = b"",
        *,
        status: str = "200 OK",
        kind: str = "response",
        content_type: str = "text/html; charset=utf-8",
        at: str = DAY,
        http: Iterable[tuple[str, str]] = (),
        warc: dict[str, str] | None = None,
    ) -> None:
        """Write a record."""
        self._number += 1
        record_id = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self._name}/{self._number}')}>"
        told = {"WARC-Record-ID": record_id, "WARC-Date": at, **(warc or {})}
        headers = None
        if kind in ("response", "revisit"):
            given = [("Content-Type", content_type), ("Content-Length", str(len(body))), *http]
            headers = StatusAndHeaders(status, given, protocol="HTTP/1.1")
        elif kind == "request":
            headers = StatusAndHeaders(
                f"GET {url} HTTP/1.1", [("Host", "gazette.example")], is_http_request=True
            )
        options: dict[str, Any] = {"warc_content_type": content_type} if kind == "resource" else {}
        self.writer.write_record(
            self.writer.create_warc_record(
                url, kind, payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=told, **options
            )
        )

    def close(self) -> Path:
        """End the file."""
        self._file.close()
        return FOLDER / self._name


def mixed() -> None:
    """What a crawl of a small site holds."""
    made = Archive("gazette.warc.gz")
    made.writer.write_record(made.writer.create_warcinfo_record("gazette.warc.gz", {"software": "warcio"}))
    bridge = page("Bridge shut over crack in its pier", BRIDGE, head=published("2024-03-04"))
    made.add(f"{SITE}/bridge", kind="request")
    made.add(f"{SITE}/bridge", bridge)
    latin = page("Ferries every twenty minutes", FERRIES, head=published("2024-03-05"), charset="cp1252")
    made.add(
        f"{SITE}/ferries", latin, content_type="text/html; charset=windows-1252", at="2024-03-05T08:00:00Z"
    )
    packed = gzip.compress(
        page("Council to decide on the pier", BRIDGE[::-1], head=published("2024-03-06")), mtime=0
    )
    made.add(f"{SITE}/council", packed, http=[("Content-Encoding", "gzip")])
    teasers = "".join(f'<li><a href="/n{n}">Story number {n} of the day</a></li>' for n in range(12))
    made.add(
        f"{SITE}/", f"<html lang=en><title>The Gazette</title><body><ul>{teasers}</ul></body></html>".encode()
    )
    made.add(
        f"{SITE}/pier",
        page("Pier will cost nine million", ["A paper says so.", "Subscribe to continue reading."]),
    )
    consent = [
        "We and our 312 partners use cookies and personal data for advertising.",
        "Accept all",
        "Reject all",
    ]
    made.add(f"{SITE}/consent", page("Before you continue", consent))
    fields = "".join(f"<label>Field {n} <input type=text></label>" for n in range(8))
    made.add(
        f"{SITE}/contact",
        f"<html lang=en><body><h1>Write to us</h1><form>{fields}</form></body></html>".encode(),
    )
    made.add(f"{SITE}/pont", page("Le pont est fermé", FRENCH * 2, lang="fr"))
    made.add(f"{SITE}/lost", page("Page not found", ["The page you are looking for does not exist."]))
    made.add(f"{SITE}/gone", page("Gone", BRIDGE), status="404 Not Found")
    made.add(f"{SITE}/moved", status="301 Moved Permanently", http=[("Location", "/bridge")])
    made.add(f"{SITE}/app.js", b"let harbour = 1;", content_type="application/javascript")
    made.add(f"{SITE}/pier.jpg", b"\xff\xd8\xff\xe0", content_type="image/jpeg")
    made.add(f"{SITE}/bridge", kind="revisit", at="2024-03-07T10:00:00Z", warc={"WARC-Profile": _PROFILE})
    made.add(f"{SITE}/bridge", b"fetchTimeMs: 12", kind="metadata", content_type="application/warc-fields")
    made.close()


_PROFILE = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"


def copies() -> None:
    """A file that is not packed, with what tells of copies, and with bodies as servers send them."""
    made = Archive("copies.warc", packed=False, version="WARC/1.1")
    bridge = page("Bridge shut over crack in its pier", BRIDGE)
    wayback = "https://web.archive.org/web/20240304101500id_/https://gazette.example/bridge"
    made.add(wayback, bridge, at="2025-01-02T03:04:05.123456Z")
    copy = f"https://archive.example/2024/{SITE}/ferries"
    link = f'<{SITE}/ferries>; rel="original", <{copy}>; rel="memento"; datetime="x"'
    made.add(f"{SITE}/ferries", page("Ferries every twenty minutes", FERRIES), http=[("Link", link)])
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(part), part) for part in (bridge[:300], bridge[300:900], bridge[900:])
    )
    made.add(f"{SITE}/chunked", chunks + b"0\r\n\r\n", http=[("Transfer-Encoding", "chunked")])
    made.add(f"{SITE}/unchunked", bridge, http=[("Transfer-Encoding", "chunked")])
    made.add(f"{SITE}/brotli", brotli.compress(bridge), http=[("Content-Encoding", "br")])
    made.add(f"{SITE}/unpacked", bridge, http=[("Content-Encoding", "gzip")])
    made.add(
        f"{SITE}/saved", bridge, kind="resource", warc={"WARC-Source-URI": "https://archive.example/saved"}
    )
    made.add(f"{SITE}/cut", bridge[:-200], warc={"WARC-Truncated": "length"})
    made.close()


def twice() -> None:
    """A page that was captured before and after it was changed."""
    made = Archive("twice.warc.gz")
    made.add(f"{SITE}/bridge", page("Bridge shut over crack in its pier", BRIDGE))
    changed = [*BRIDGE, "The repair is to begin in May, the council said on Tuesday."]
    made.add(f"{SITE}/bridge", page("Bridge shut over crack in its pier", changed), at="2024-03-05T18:00:00Z")
    made.close()


def damaged() -> None:
    """Files that were cut off, overwritten or written wrongly."""
    made = Archive("damaged.warc.gz")
    places = []
    for number in range(5):
        places.append(made._file.tell())
        made.add(
            f"{SITE}/{number}",
            page(f"Session number {number} of the council", BRIDGE[number % 3 :] + FERRIES),
        )
    path = made.close()
    data = bytearray(path.read_bytes())
    for at in range(places[2] + 80, places[2] + 200):
        data[at] ^= 0x5A
    path.write_bytes(data)
    (FOLDER / "cut-off.warc.gz").write_bytes(bytes(data[: places[1] + 400]))

    plain = Archive("wrong-length.warc", packed=False)
    for number in range(3):
        plain.add(
            f"{SITE}/{number}", page(f"Session number {number} of the council", BRIDGE[number:] + FERRIES)
        )
    path = plain.close()
    head, sign, rest = path.read_bytes().partition(b"\r\nContent-Length: ")
    path.write_bytes(head + sign + b"9" + rest)


def by_fastwarc() -> None:
    """The same article, written by fastwarc."""
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    body = page("Bridge shut over crack in its pier", BRIDGE)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    record = WarcRecord()
    record.init_headers(WarcRecordType.response, str(uuid.uuid5(uuid.NAMESPACE_URL, SITE)).encode())
    record.headers["WARC-Target-URI"] = f"{SITE}/bridge"
    record.headers["WARC-Date"] = DAY
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(answer + body)
    with (FOLDER / "fastwarc.warc.gz").open("wb") as stream:
        writer = GzipWriter(stream)
        record.write(writer, checksum_data=True)
        writer.close()


def by_wget() -> None:
    """What wget writes of a page and of one that is not there, served by this machine as a proxy."""
    pages = {f"{SITE}/bridge": page("Bridge shut over crack in its pier", BRIDGE)}

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path.replace("http://", "https://"))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body or b"no")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        proxy = f"http_proxy=127.0.0.1:{server.server_address[1]}"
        urls = ("http://gazette.example/bridge", "http://gazette.example/lost")
        words = ["wget", "-q", "--warc-file", "wget", "-e", "use_proxy=yes", "-e", proxy, *urls]
        subprocess.run(words, cwd=folder, check=False)  # it ends with 8, as a page is not there
        shutil.copy(Path(folder, "wget.warc.gz"), FOLDER)
    server.shutdown()


def wacz(name: str, *warcs: str, pages: Iterable[dict[str, str]] = ()) -> Path:
    """A WACZ file that py-wacz makes of WARC files."""
    with tempfile.TemporaryDirectory() as folder:
        words = [str(FOLDER / one) for one in warcs]
        if pages:
            lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}, *pages]
            listed = Path(folder, "pages.jsonl")
            listed.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
            words += ["--pages", str(listed)]
        program = Path(sys.executable).parent / "wacz"
        subprocess.run(
            [program, "create", "-o", str(FOLDER / name), *words], check=True, stdout=subprocess.DEVNULL
        )
    return FOLDER / name


def all_wacz() -> None:
    """Packed archives: whole, of several files, with titles, packed anew, and damaged."""
    wacz("gazette.wacz", "gazette.warc.gz")
    wacz("wget.wacz", "wget.warc.gz")
    whole = wacz("two.wacz", "twice.warc.gz", "fastwarc.warc.gz")
    made = Archive("untitled.warc.gz")
    made.add(f"{SITE}/bridge", page("", BRIDGE))
    made.close()
    wacz(
        "titles.wacz",
        "untitled.warc.gz",
        pages=[{"url": f"{SITE}/bridge", "title": "The bridge is shut", "ts": DAY}],
    )
    (FOLDER / "untitled.warc.gz").unlink()
    with (
        zipfile.ZipFile(whole) as old,
        zipfile.ZipFile(FOLDER / "deflated.wacz", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            new.writestr(one, old.read(one))
    data = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as old:
        at = old.getinfo("archive/fastwarc.warc.gz").header_offset
    for place in range(at + 120, at + 300):
        data[place] ^= 0x5A
    (FOLDER / "damaged.wacz").write_bytes(data)
    (FOLDER / "cut-off.wacz").write_bytes(whole.read_bytes()[:2000])
    with zipfile.ZipFile(FOLDER / "no-warc.wacz", "w") as new:
        new.writestr("datapackage.json", "{}")


if __name__ == "__main__":
    mixed()
    copies()
    twice()
    damaged()
    by_fastwarc()
    by_wget()
    all_wacz()
