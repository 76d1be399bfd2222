"""Feeds and sitemaps of every kind and with every fault name their pages; what is older is left alone."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from quotetrack.errors import ReadError
from quotetrack.fetching.addresses import read_address
from quotetrack.fetching.listings import read_list, read_listing

from .sites import PARAGRAPHS, Site, page, run

FEEDS = Path(__file__).parent / "feeds"
NAMES = sorted(path.name for path in FEEDS.iterdir() if path.suffix in (".xml", ".rss", ".atom", ".json"))
SITEMAPS = {"sitemap.xml", "news-sitemap.xml", "damaged-sitemap.xml"}
WITHOUT_DAYS = {
    *(
        "no-days.xml",
        "same-ids.xml",
        "html-in-titles.xml",
        "cut-off.xml",
        "own-entities.xml",
        "damaged-sitemap.xml",
    ),
    "feedgenerator-rss091.xml",
}
URL = "http://gazette.example/feed"
PATHS = ["/bridge", "/ferries", "/council"]


@pytest.fixture
def gazette(site: Site) -> Site:
    """The Gazette with the three articles that all feeds name."""
    for number, path in enumerate(("ferries", "council")):
        site.put(f"gazette.example/{path}", page(f"The {path} of Porto Novo", paragraphs=PARAGRAPHS[number:]))
    return site


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sitemap-index.xml"])
def test_a_listing_names_its_pages(name: str) -> None:
    listing = read_listing((FEEDS / name).read_bytes(), url=URL)
    assert listing is not None
    assert listing.kind == ("sitemap" if name in SITEMAPS else "feed")
    paths = [read_address(one.url, base=URL).path for one in listing.pages]
    assert paths == (PATHS if name != "damaged-sitemap.xml" else PATHS[:2])
    days = [(one.published or one.changed or "")[:10] for one in listing.pages]
    assert days == (
        ["2024-03-04", "2024-03-05", "2024-02-01"] if name not in WITHOUT_DAYS else [""] * len(paths)
    )


def test_a_listing_says_what_is_wrong_with_it() -> None:
    damaged = read_listing((FEEDS / "damaged-sitemap.xml").read_bytes())
    assert damaged is not None
    assert damaged.fault.startswith("it is damaged (not well-formed (invalid token)")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><rss></body></html>",
        b'{"version": "1"}',
        page("Feed: <rss>"),
        b"rss",
        b"\x00\xff",
        b"<?xml",
    ],
)
def test_what_is_no_listing_is_none(body: bytes) -> None:
    assert read_listing(body) is None


def test_a_list_holds_an_address_a_line() -> None:
    listing = read_list(
        "\ufeff# The Gazette\nhttp://gazette.example/a\n\n  http://gazette.example/b  \n".encode()
    )
    assert [one.url for one in listing.pages] == ["http://gazette.example/a", "http://gazette.example/b"]


@pytest.mark.parametrize(
    ("name", "fetched"),
    [
        ("feedgen.rss", ["/bridge", "/ferries"]),
        ("json-feed.json", ["/bridge", "/ferries"]),
        ("news-sitemap.xml", ["/bridge", "/ferries"]),
        ("sitemap.xml", ["/bridge", "/ferries"]),
        ("no-days.xml", PATHS),
    ],
)
def test_what_is_older_than_since_is_not_asked_for(
    gazette: Site, tmp_path: Path, name: str, fetched: list[str]
) -> None:
    gazette.put("gazette.example/feed", (FEEDS / name).read_bytes(), kind="application/xml")
    ran = run(gazette, tmp_path, URL, since="2024-03-01")
    assert gazette.pages() == ["/feed", *fetched]
    assert (len(ran.articles), ran.fetcher.counts.older) == (len(fetched), 3 - len(fetched))


def test_a_page_that_turns_out_older_is_not_kept(gazette: Site, tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2019-01-01T00:00:00Z">'
    gazette.put("gazette.example/old", page("The bridge opens", head=head))
    ran = run(gazette, tmp_path, "http://gazette.example/old", since="2024-03-01")
    assert (ran.articles, ran.fetcher.counts.older) == ([], 1)


def test_a_sitemap_of_sitemaps_is_followed(gazette: Site, tmp_path: Path) -> None:
    gazette.put("gazette.example/feed", (FEEDS / "sitemap-index.xml").read_bytes())
    packed = gzip.compress((FEEDS / "sitemap.xml").read_bytes())
    gazette.put("gazette.example/sitemap.xml.gz", packed, kind="application/gzip")
    ran = run(gazette, tmp_path, URL, since="2020-01-01")
    assert gazette.pages() == ["/feed", "/sitemap.xml.gz", *PATHS]
    assert (len(ran.articles), ran.failures) == (3, [])


def test_sitemaps_within_themselves_end(site: Site, tmp_path: Path) -> None:
    for number in range(9):
        loc = (
            f"<sitemapindex><sitemap><loc>http://gazette.example/{number + 1}</loc></sitemap></sitemapindex>"
        )
        site.put(f"gazette.example/{number}", loc.encode())
    ran = run(site, tmp_path, "http://gazette.example/0")
    assert site.pages() == ["/0", "/1", "/2", "/3"]
    assert "a sitemap index within others is not followed" in ran.reasons


def test_a_feed_within_a_feed_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.put(
        "gazette.example/feed",
        b"<rss version='2.0'><channel><item><link>/feed2</link></item></channel></rss>",
    )
    site.put(
        "gazette.example/feed2",
        b"<rss version='2.0'><channel><item><link>/bridge</link></item></channel></rss>",
    )
    assert "a feed within others is not followed" in run(site, tmp_path, URL).reasons
    assert site.pages() == ["/feed", "/feed2"]


def test_files_of_addresses_and_saved_feeds_are_read(gazette: Site, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(
        "# two\nhttp://gazette.example/ferries\nhttp://gazette.example/bridge\n"
    )
    saved = str(FEEDS / "feedgen.atom")
    ran = run(gazette, tmp_path, str(tmp_path / "list.txt"), saved, "http://gazette.example/bridge")
    assert gazette.pages() == ["/ferries", "/bridge", "/council"]
    assert len(ran.articles) == 3


def test_a_file_that_is_not_there_is_a_failure(site: Site, tmp_path: Path) -> None:
    ran = run(site, tmp_path, "gazette.example/bridge", "http://gazette.example/bridge")
    assert ran.reasons == "gazette.example/bridge: no such file; an address begins with https:// or http://"
    assert len(ran.articles) == 1


def test_a_feed_of_very_many_entries_is_read_up_to_a_number() -> None:
    items = b"".join(
        b"<item><link>http://gazette.example/%d</link></item>" % number for number in range(100_000)
    )
    before = time.monotonic()
    listing = read_listing(b"<rss version='2.0'><channel>" + items + b"</channel></rss>")
    assert listing is not None
    assert (len(listing.pages), listing.fault) == (10_000, "only its first 10,000 entries are read")
    assert time.monotonic() - before < 15


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'>" + b"<" * 300_000,
        b"<rss><channel><item><title>" + b"&" * 300_000,
        b"<rss><item " + b"a='" * 100_000,
        b"<!DOCTYPE rss [" + b"<!ENTITY a '" * 20_000 + b"<rss>",
        b"<rss><channel><item>" + b"<a>" * 50_000,
        b"<feed><entry>" + b"<link href='" * 50_000,
        b"<rss>" + b"<![CDATA[" * 40_000,
        b"<urlset>" + b"<url>" * 100_000,
        b"<urlset><url><loc>" + b"a" * 1_000_000,
        b"<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": {"url": 1}}',
        b"<!--" * 50_000 + b"<rss>",
        b"<?xml ?>" * 50_000 + b"<rss>",
        gzip.compress(b"<urlset>" + b"<url>" * 20_000),
    ],
)
def test_a_hostile_listing_is_read_or_refused_in_time(body: bytes) -> None:
    before = time.monotonic()
    try:
        listing = read_listing(body, url=URL)
    except ReadError:
        listing = None
    assert listing is None or len(listing.pages) < 3
    assert time.monotonic() - before < 5


def test_a_packed_sitemap_is_unpacked_up_to_a_size() -> None:
    with pytest.raises(ReadError, match="more than"):
        read_listing(gzip.compress(b"<urlset>" + b" " * 60_000_000))
