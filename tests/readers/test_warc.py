"""Web archives: the articles among their pages, what is left out and why, and what of a damaged file is still read."""

from __future__ import annotations

import gzip
import io
import json
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.readers.web_archives.bodies import body_text, unchunked, unpack_body
from quotetrack.readers.web_archives.warc_records import DamagedRecord, opens_warc, warc_pages
from quotetrack.readers.web_archives.web_archive import memento_of, original_of
from quotetrack.readers.web_archives.web_sorting import why_no_candidate
from quotetrack.records import Article, Failure

FOLDER = Path(__file__).parent / "warc"
GOLD = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture
def notes(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What the readers say at the end of an archive."""
    said: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    with caplog.at_level(logging.INFO, logger="quotetrack"):
        handler = Noting()
        logging.getLogger("quotetrack.readers").addHandler(handler)
        yield said
        logging.getLogger("quotetrack.readers").removeHandler(handler)


def read(*inputs: str | Path, stdin: io.BytesIO | None = None, **options: object) -> list[Article | Failure]:
    given = quotetrack.ReadingOptions(**options)  # type: ignore[arg-type]
    return list(quotetrack.read(inputs, stdin=stdin, options=given))


def articles(found: list[Article | Failure]) -> list[Article]:
    return [one for one in found if isinstance(one, Article)]


def test_there_is_gold_for_every_archive() -> None:
    files = {path.name for path in FOLDER.iterdir() if ".wa" in path.name}
    assert files == set(GOLD)


@pytest.mark.parametrize("name", GOLD)
def test_an_archive_gives_what_the_gold_says(
    name: str, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    found, gold = read(name), GOLD[name]
    got = articles(found)
    for article, told in zip(got, gold["articles"], strict=True):
        capture = article.capture
        assert capture is not None
        assert (article.url, article.key, article.title) == (told["url"], told["url"], told["title"])
        assert (capture.record, capture.at) == (told["record"], told["at"])
        assert (article.published, article.language) == (told.get("published"), told.get("language"))
        assert article.archive_url == told.get("archive_url")
        assert article.retrieved == told["at"][:10]
        first, last = told["pieces"]
        assert first in article.text
        assert article.text.endswith(last)
    assert [[one.where, one.reason] for one in found if isinstance(one, Failure)] == gold["failures"]
    assert notes == gold["notes"]


def test_only_pages_in_the_language_asked_for_are_kept(notes: list[str]) -> None:
    assert [one.language for one in articles(read(FOLDER / "gazette.warc.gz", language="en"))] == ["en"] * 3
    assert "1 page in another language" in notes[0]
    assert [one.language for one in articles(read(FOLDER / "gazette.warc.gz", language="fr"))] == ["fr"]


def test_the_command_keeps_one_language_and_sums_an_archive_up() -> None:
    words = ["extract", str(FOLDER / "gazette.warc.gz"), "--language", "en", "--engine", "rules", "--text"]
    result = CliRunner().invoke(program, words)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 3
    assert "gazette.warc.gz: 3 articles of 14 records; left out " in result.stderr
    assert CliRunner().invoke(program, [*words[:2], "--language", "English"]).exit_code == 2


@pytest.mark.parametrize("name", ["gazette.warc.gz", "copies.warc", "two.wacz"])
def test_an_archive_is_read_from_standard_input_by_its_first_bytes(name: str) -> None:
    piped = read("-", stdin=io.BytesIO((FOLDER / name).read_bytes()))
    assert [one.text for one in articles(piped)] == [one.text for one in articles(read(FOLDER / name))]


def test_the_digest_of_a_capture_is_that_of_the_page_unpacked() -> None:
    got = {one.url: one.capture for one in articles(read(FOLDER / "copies.warc"))}
    same = {url: capture.sha256 for url, capture in got.items() if capture is not None}
    names = ("chunked", "unchunked", "brotli", "unpacked", "saved")
    assert len({same[f"https://gazette.example/{name}"] for name in names}) == 1


def response(url: str, body: bytes, *, length: int | None = None, head: bytes = b"") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body
    told = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
    told += f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {length or len(answer)}"
    return told.encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


PAGE = (
    b"<html lang=en><h1>Bridge shut over crack</h1>"
    + b"<p>The bridge was shut on Monday, said Nadia Okoro.</p>" * 9
)


def test_a_page_that_is_too_large_is_one_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response("http://a.example/1", PAGE * 40) + response("http://a.example/2", PAGE))
    found = read(path, most=5000)
    assert [isinstance(one, Failure) for one in found] == [True, False]
    assert isinstance(found[0], Failure)
    assert found[0].where == f"{path}: http://a.example/1"
    assert "(--max-size)" in found[0].reason


def test_a_record_that_claims_to_be_endless_costs_no_memory_and_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    endless = response("http://a.example/1", PAGE, length=10**12)
    path.write_bytes(endless + response("http://a.example/2", PAGE))
    assert [one.url for one in articles(read(path))] == ["http://a.example/2"]


def test_a_record_that_unpacks_to_a_gigabyte_is_one_failure(tmp_path: Path) -> None:
    zeros = gzip.compress(b"<p>" + b"\0" * 40_000_000)
    bomb = response("http://a.example/1", zeros, head=b"Content-Encoding: gzip\r\n")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(bomb) + gzip.compress(response("http://a.example/2", PAGE)))
    found = read(path, most=1_000_000)
    assert [type(one) for one in found] == [Failure, Article]


HOSTILE = {
    "nothing behind the sign": b"WARC/1.0\r\n",
    "no length": b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + PAGE,
    "a negative length": response("http://a.example/1", PAGE, length=-5),
    "a length in words": response("http://a.example/1", PAGE).replace(
        b"Content-Length: ", b"Content-Length: x", 1
    ),
    "no address": response("", PAGE),
    "an address that is none": response("http://[", PAGE),
    "signs in the address": response("http://a.example/\x1b[31m\u202e", PAGE),
    "no date": response("http://a.example/1", PAGE).replace(b"WARC-Date: 2024", b"WARC-Date: x"),
    "no HTTP": response("http://a.example/1", PAGE).replace(b"HTTP/1.1 200 OK", b"hello"),
    "headers without end": response("http://a.example/1", b"", head=b"X: y\r\n" * 20_000),
    "one long header": response("http://a.example/1", b"", head=b"X: " + b"y" * 200_000 + b"\r\n"),
    "beginnings": b"WARC/1.0\r\n\r\n" * 500,
    "beginnings within": response("http://a.example/1", b"\nWARC/1.0\r\n" * 5000),
    "packed beginnings": b"\x1f\x8b\x08" * 50_000,
    "a packed beginning": gzip.compress(b"WARC/1.0\r\n" * 1000)[:-20],
    "zeros": b"WARC/1.0\r\n" + b"\0" * 1_000_000,
    "another packing": response("http://a.example/1", PAGE, head=b"Content-Encoding: zstd\r\n"),
    "brotli that is none": response("http://a.example/1", PAGE, head=b"Content-Encoding: br\r\n"),
    "tags without end": response("http://a.example/1", b"<html " * 50_000),
    "scripts without end": response("http://a.example/1", b"<html lang=fr>" + b"<script>" * 50_000),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", [None, "en"])
def test_a_hostile_record_never_ends_the_run(tmp_path: Path, name: str, language: str | None) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(HOSTILE[name] + b"\r\n\r\n" + response("http://a.example/good", PAGE))
    before = time.monotonic()
    found = read(path, language=language)
    assert time.monotonic() - before < 5
    assert all(isinstance(one, Article | Failure) for one in found)
    if not HOSTILE[name].startswith(b"\x1f\x8b"):
        assert "http://a.example/good" in [one.url for one in articles(found)]


def test_a_file_of_nothing_but_damage_is_given_up() -> None:
    found = list(warc_pages(io.BytesIO(b"WARC/1.0\r\n\r\n" * 5000)))
    assert isinstance(found[-1], DamagedRecord)
    assert found[-1].why == "this is damaged place 1,000; the rest of the file is not read"


def test_every_place_of_a_damaged_file_is_told_once() -> None:
    data = bytearray((FOLDER / "damaged.warc.gz").read_bytes())
    found = list(warc_pages(io.BytesIO(data)))
    assert [isinstance(one, DamagedRecord) for one in found] == [False, False, True, False, False]


@pytest.mark.parametrize("name", ["gazette.warc.gz", "copies.warc", "gazette.wacz"])
def test_an_archive_that_is_cut_anywhere_gives_what_comes_before(tmp_path: Path, name: str) -> None:
    whole = (FOLDER / name).read_bytes()
    everything = [one.text for one in articles(read(FOLDER / name))]
    for size in range(100, len(whole), len(whole) // 12):
        path = tmp_path / name
        path.write_bytes(whole[:size])
        texts = [one.text for one in articles(read(path))]
        assert texts == everything[: len(texts)]


def test_bytes_changed_anywhere_raise_nothing(tmp_path: Path) -> None:
    whole = (FOLDER / "gazette.wacz").read_bytes()
    for at in range(0, len(whole), len(whole) // 60):
        data = bytearray(whole)
        data[at : at + 8] = b"\xff" * len(data[at : at + 8])
        path = tmp_path / "a.wacz"
        path.write_bytes(data)
        assert all(isinstance(one, Article | Failure) for one in read(path))


# Parts


@pytest.mark.parametrize(
    ("head", "opens"),
    [
        (b"WARC/1.0\r\n", True),
        (gzip.compress(b"WARC/1.1\r\n" + b"a" * 5000, mtime=0)[:100], True),
        (gzip.compress(b"<html>", mtime=0), False),
        (b"\x1f\x8b\x08\xff\xff", False),
        (b"WARC", False),
        (b"", False),
    ],
)
def test_a_web_archive_is_told_by_its_first_bytes(head: bytes, opens: bool) -> None:
    assert opens_warc(head) is opens


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://web.archive.org/web/20240304101500/http://a.example/b?c", "http://a.example/b?c"),
        ("https://web.archive.org/web/2024if_/https:/a.example/", "https://a.example/"),
        ("http://web.archive.org/web/20240304101500id_/a.example/b", "http://a.example/b"),
        ("https://web.archive.org/about", None),
        ("https://a.example/web/20240304101500/http://b.example/", None),
    ],
)
def test_a_copy_of_the_wayback_machine_is_known_by_the_page_it_copies(url: str, told: str | None) -> None:
    assert original_of(url) == ((told, url) if told else (url, None))


@pytest.mark.parametrize(
    ("link", "memento"),
    [
        ('<http://a.example/>; rel="original", <http://b.example/1>; rel="memento"', "http://b.example/1"),
        (
            '<http://b.example/1>; rel="first memento", <http://b.example/2>; rel="memento"',
            "http://b.example/2",
        ),
        ('<http://b.example/1>; rel="memento", <http://b.example/2>; rel="memento"', None),
        ("<javascript:1>; rel=memento", None),
        ("<" * 20_000, None),
        ("", None),
    ],
)
def test_the_memento_that_a_header_names_is_the_only_one(link: str, memento: str | None) -> None:
    assert memento_of(link) == memento


def test_bodies_are_taken_out_of_what_they_were_sent_in() -> None:
    assert unchunked(b"5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n") == b"hello world"
    assert unchunked(b"<p>no chunks</p>") == b"<p>no chunks</p>"
    assert unchunked(b"5\r\nhello\r\nff\r\nrest") == b"hellorest"
    assert unpack_body(gzip.compress(b"a") + gzip.compress(b"b"), "x-gzip", 10) == b"ab"
    assert unpack_body(gzip.compress(b"abc" * 1000)[:-12], "gzip", 5000).startswith(b"abcabc")
    assert unpack_body(b"plain", "gzip, identity", 10) == b"plain"


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        ("café".encode(), "text/html; charset=iso-8859-1", "café"),
        ("café".encode("cp1252"), "text/html; charset=iso-8859-1", "café"),
        ("мост".encode("koi8-r"), "text/html; charset=KOI8-R", "мост"),
        ("橋".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp", "橋"),
        ("橋".encode("utf-16"), "text/html", "橋"),
        (b"a \xff b", "text/html; charset=utf-8", "a \ufffd b"),
        (b'<meta charset="utf-8"> caf\xc3\xa9 \xff', None, '<meta charset="utf-8"> café \ufffd'),
        ("“café”".encode("cp1252"), "text/html; charset=nonsense", "“café”"),
    ],
)
def test_a_body_is_read_in_its_charset(data: bytes, content_type: str | None, text: str) -> None:
    assert body_text(data, content_type) == text


@pytest.mark.parametrize(
    ("url", "head", "why"),
    [
        ("https://a.example/", b"<html><p>News", "index page"),
        ("https://a.example/", b'<html><meta property="og:type" content="article"><p>News', None),
        ("https://a.example/?p=12", b"<html><p>News", None),
        ("https://a.example/tag/bridge", b'<meta property="og:type" content="website">', "index page"),
        ("https://a.example/tag/bridge", b"<html><p>News", None),
        ("https://a.example/bridge", b'<meta property="og:type" content="website">', None),
        ("https://a.example/bridge", b"   ", "page without text"),
        (
            "https://a.example/b",
            b"<html lang=fr>" + "le pont est fermé depuis lundi ".encode() * 20,
            "page in another language",
        ),
        ("https://a.example/b", b"<html lang=fr>" + b"the bridge that was shut for the town " * 20, None),
        ("https://a.example/b", b"<html lang=en>" + "le pont est fermé depuis lundi ".encode() * 20, None),
        ("http://[", b"<html><p>News", None),
    ],
)
def test_a_first_look_leaves_out_what_is_surely_no_candidate(url: str, head: bytes, why: str | None) -> None:
    assert why_no_candidate(url, head, "en") == why


@pytest.mark.parametrize("name", ["fastwarc.warc", "brotli"])
def test_what_is_not_installed_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    results = read(*sorted(FOLDER.glob("*.warc*")))
    reasons = [result.reason for result in results if isinstance(result, Failure)]
    assert any('pip install "quotetrack[warc]"' in reason for reason in reasons)
