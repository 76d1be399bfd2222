"""Speed of reading web archives: records read and sorted a second, and the main text beside trafilatura's own.

    python benchmarks/warc_speed.py [N] [--pages P] [--scripts KB]

Makes a packed WARC file of N records (10,000 if not told) of the project's own test pages, each with other numbers and
names in it: seven in ten are articles, the others are what a crawl holds besides. Each article's page is given KB
kilobytes of scripts (60 if not told), as news pages have them. Prints

- how many records a second are read and sorted: unpacked, and told by their headers and a first look;
- for P of the pages (300 if not told), how long each takes to its main text, and to its article with zones and facts,
  beside `trafilatura.bare_extraction` of the same bytes in the same run, page by page in turn;
- the most memory that was held.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from measuring import make_parser, most_memory, seconds_of

from quotetrack.errors import ReadError
from quotetrack.readers import ReadingOptions
from quotetrack.readers.files import Origin
from quotetrack.readers.input import Input
from quotetrack.readers.pages.html import article_from_html
from quotetrack.readers.pages.main_text import main_text
from quotetrack.readers.pages.tree import parse_page
from quotetrack.readers.web_archives.bodies import body_text
from quotetrack.readers.web_archives.warc import RawPage, SortedOut, page_candidates

PAGES = Path(__file__).resolve().parent.parent / "tests" / "readers" / "pages"
FRONT = (
    b"<html lang=en><title>The Gazette</title><ul>"
    + b"<li><a href=/n>A story of the day</a></li>" * 200
    + b"</ul>"
)


def main() -> None:
    """Print the figures."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=300, help="pages whose main text is timed")
    parser.add_argument("--scripts", type=int, default=60, help="kilobytes of scripts in each page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc.gz")
        with path.open("wb") as out:
            for record in records(options.count, options.scripts):
                out.write(gzip.compress(record, 1))
        print(f"{options.count:,} records, {path.stat().st_size / 1e6:,.1f} MB packed")
        counts = SortedOut()
        with path.open("rb") as stream:
            seconds = seconds_of(lambda: sum(1 for _ in page_candidates(of(stream, path), counts)))
        print(f"read and sorted: {counts.records / seconds:,.0f} records a second; {counts.told(path.name)}")
        with path.open("rb") as stream:
            found = page_candidates(of(stream, path), SortedOut())
            pages = list(islice((one for one in found if isinstance(one, RawPage)), options.pages))
        print_times(pages)
    print(f"most memory: {most_memory():,.0f} MiB")


def of(stream: object, path: Path) -> Input:
    """An open archive."""
    return Input(stream, Origin.of_file(path), ReadingOptions(language="en"), lambda _: iter(()))  # type: ignore[arg-type]


def records(count: int, scripts: int) -> Iterator[bytes]:
    """Records as a crawl has them, in turn."""
    script = (
        b"<script>"
        + b"var harbour={pier:[1,2,3],ferry:function(a){return a&&b}};" * (scripts * 18)
        + b"</script>"
    )
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    for number in range(count):
        kind = number % 10
        url = f"https://gazette.example/news/{number}"
        if kind < 7:
            page = pages[(number // 10 * 7 + kind) % len(pages)]
            changed = page.replace(b"</p>", b" It was number %d of %d.</p>" % (number, number * 7), 3)
            changed = changed.replace(b"</head>", script + b"</head>", 1)
            yield record(url, changed)
        elif kind == 7:
            yield record(url, b"\xff\xd8\xff" + bytes(range(256)) * 40, kind="image/jpeg")
        elif kind == 8:
            yield record(url, b"<html><h1>Not found</h1>", status="404 Not Found")
        else:
            yield record(f"https://{number}.example/", FRONT)


def record(url: str, body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A record with the answer of a server."""
    answer = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    told = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:{url}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return told.encode() + answer + b"\r\n\r\n"


def print_times(pages: list[RawPage]) -> None:
    """Print the times of all pages, each read by each of the three in turn, and again from the last."""
    import trafilatura

    def theirs(body: bytes) -> object:
        return trafilatura.bare_extraction(
            body, include_comments=False, include_formatting=False, with_metadata=False
        )

    ways: dict[str, Callable[[bytes], object]] = {
        "trafilatura": theirs,
        "main text": lambda body: main_text(parse_page(body_text(body, "text/html"))),
        "article": lambda body: article_from_html(body_text(body, "text/html"), id="page"),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for page in pages:
        for name in (*ways, *reversed(ways)):
            start = time.perf_counter()
            with suppress(ReadError):  # a page of others is read as far as that shows
                ways[name](page.body)
            times[name].append(time.perf_counter() - start)
    base = sum(times["trafilatura"])
    print(
        f"{len(pages):,} pages of {statistics.mean(len(page.body) for page in pages) / 1000:,.1f} kB on average"
    )
    for name, seconds in times.items():
        each = 1000 * statistics.mean(seconds)
        print(f"  {name:12} {each:7.2f} ms a page, {sum(seconds) / base:5.2f} of trafilatura's time")


if __name__ == "__main__":
    main()
