"""A page is fetched, and its article is the one that the reader of saved pages finds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import quotetrack
from quotetrack.readers.pages.html import article_from_html
from quotetrack.records import Article

from .sites import Site, page, run

URL = "http://gazette.example/bridge"


def read_back(folder: Path) -> list[Article]:
    got = list(quotetrack.read([folder / "articles.jsonl"]))
    assert all(isinstance(one, Article) for one in got), got
    return [one for one in got if isinstance(one, Article)]


def test_an_article_is_written_with_where_it_comes_from(site: Site, tmp_path: Path) -> None:
    ran = run(site, tmp_path, URL)
    assert ran.failures == []
    line = json.loads((tmp_path / "articles.jsonl").read_text("utf-8"))
    assert line["url"] == URL
    assert line["title"] == "Bridge shut over crack in its pier"
    assert line["capture"]["status"] == 200
    assert len(line["capture"]["sha256"]) == 64
    assert line["retrieved"] == line["capture"]["at"][:10]


def test_the_line_reads_back_as_the_article_of_the_page(site: Site, tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2024-03-04T10:00:00+00:00">'
        '<meta property="og:site_name" content="The Gazette"><meta name="author" content="Ida Rossi">'
    )
    figure = (
        "<figure><img src=a.jpg><figcaption>The pier. Photograph: Ida Rossi/The Gazette</figcaption></figure>"
    )
    body = page("Bridge shut over crack", head=head).replace(
        b"</h1>", b"</h1><h2>Ferries</h2>" + figure.encode()
    )
    site.put("gazette.example/a", body)
    (fetched,) = run(site, tmp_path, "http://gazette.example/a").articles
    (back,) = read_back(tmp_path)
    saved = article_from_html(body.decode(), id="page")
    assert {zone.kind for zone in saved.zones} >= {"headline", "caption", "credit"}
    assert (back.text, back.zones) == (saved.text, saved.zones)
    assert replace(back, id=fetched.id) == fetched
    assert (back.byline, back.published_at) == ("Ida Rossi", "2024-03-04T10:00:00+00:00")


def test_what_tracks_readers_is_cut_off_the_address(site: Site, tmp_path: Path) -> None:
    site.put("gazette.example/n?id=7&utm_source=feed&fbclid=x", page("Bridge shut over crack"))
    run(site, tmp_path, "http://gazette.example/n?id=7&utm_source=feed&fbclid=x")
    assert [article.url for article in read_back(tmp_path)] == ["http://gazette.example/n?id=7"]


@pytest.mark.parametrize(
    ("stated", "known_by"),
    [
        ("http://www.gazette.example/news/bridge", "http://www.gazette.example/news/bridge"),
        ("/news/bridge?utm_medium=x", "http://gazette.example/amp/bridge"),
        ("http://gazette.example/", "http://gazette.example/amp/bridge"),
        ("http://post.example/bridge", "http://gazette.example/amp/bridge"),
        ("http://127.0.0.1/bridge", "http://gazette.example/amp/bridge"),
        ("http://[", "http://gazette.example/amp/bridge"),
    ],
)
def test_a_canonical_address_counts_on_its_own_site_alone(
    site: Site, tmp_path: Path, stated: str, known_by: str
) -> None:
    site.put(
        "gazette.example/amp/bridge", page("Bridge shut", head=f'<link rel="canonical" href="{stated}">')
    )
    run(site, tmp_path, "http://gazette.example/amp/bridge")
    assert [article.url for article in read_back(tmp_path)] == [known_by]


def test_a_page_in_another_charset_is_read_by_its_header(site: Site, tmp_path: Path) -> None:
    body = page(
        "Мост закрыт", paragraphs=["Мост в порту закрыт до понедельника, сообщил мэр города."] * 5, lang="ru"
    )
    body = body.replace(b'<meta charset="utf-8">', b"").decode().encode("windows-1251")
    site.put("gazette.example/ru", body, kind="text/html; charset=windows-1251")
    (article,) = run(site, tmp_path, "http://gazette.example/ru").articles
    assert "Мост в порту закрыт" in article.text
    assert article.language == "ru"


NOTICES = {
    "stub": page(
        "Pier will cost nine million",
        paragraphs=[
            "The pier of Porto Novo will cost nine million, a paper says.",
            "Subscribe to continue reading.",
        ],
    ),
    "error page": page("Page not found", paragraphs=["The page you are looking for does not exist."]),
    "consent page": page(
        "Before you continue",
        paragraphs=[
            "We and our 312 partners use cookies and personal data for advertising.",
            "Accept all",
            "Reject all",
        ],
    ),
    "page drawn by scripts": b"<html><body><noscript>You need to enable JavaScript to run this app.</noscript>",
    "login page": b"<html><head><title>Log in - The Gazette</title></head><body><form>Log in to read"
    b"<input type='email'><input type='password'></form></body></html>",
    "question for a person": page("Access denied", paragraphs=["Please verify you are a human."]),
}


@pytest.mark.parametrize("what", NOTICES)
def test_a_page_that_is_no_article_is_named_and_not_kept(site: Site, tmp_path: Path, what: str) -> None:
    site.put("gazette.example/x", NOTICES[what])
    ran = run(site, tmp_path, "http://gazette.example/x")
    assert [(one.what, ran.failures) for one in ran.passed] == [(what, [])]
    assert (tmp_path / "articles.jsonl").read_bytes() == b""


def test_what_a_page_sells_is_a_stub(site: Site, tmp_path: Path) -> None:
    sold = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    site.put("gazette.example/s", page("Pier to cost nine million", head=sold, paragraphs=PARTS))
    assert [one.what for one in run(site, tmp_path, "http://gazette.example/s").passed] == ["stub"]


PARTS = ["The pier of Porto Novo will cost nine million, says a paper that the council has not published."]


def test_a_page_of_another_kind_is_left_out(site: Site, tmp_path: Path) -> None:
    site.put("gazette.example/a.pdf", b"%PDF-1.4", kind="application/pdf")
    (passed,) = run(site, tmp_path, "http://gazette.example/a.pdf").passed
    assert passed.why.startswith("no page: it is application/pdf")


@pytest.mark.parametrize(
    ("link", "instead"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">',
            "its feed, {}/feed?a=1&b=2",
        ),
        ("<link href=/atom.xml type=application/atom+xml rel=alternate>", "its feed, {}/atom.xml"),
        ('<link type="application/rss+xml" href="http://127.0.0.1/feed">', "its articles"),
        ('<link rel="stylesheet" href="/a.css">', "its articles"),
    ],
)
def test_a_front_page_is_left_out_and_its_feed_is_named(
    site: Site, tmp_path: Path, link: str, instead: str
) -> None:
    site.put("gazette.example/", page("The Gazette", head=link))
    (passed,) = run(site, tmp_path, "http://gazette.example/").passed
    assert passed.why == f"index page: fetch {instead.format('http://gazette.example')}"
