"""Pages → articles: main text once, tags as zones, facts from JSON-LD and meta tags; hostile pages."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from quotetrack.readers import read
from quotetrack.records import Article, Failure, ZoneKind
from tests.sizes import size

LINKED = """{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
"headline": "Ferry &amp; tug collide", "datePublished": "2024-03-05T18:20:00+01:00",
"author": [{"name": "Ana Sol"}, {"name": "Ida Rossi"}], "publisher": {"name": "Harbour Post"}}]}"""

PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>x</title>
<link rel="canonical" href="https://www.dw.com/en/ferry/a-1">
<script type="application/ld+json">{{not json</script>
<script type="application/ld+json">{LINKED}</script></head>
<body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>Ferry &amp; tug collide</h1>
<p>The ferry hit the tug at noon, the harbour office said on Tuesday. Nobody had seen it coming.</p>
<figure><img src="x.jpg"><figcaption>The tug after the crash <span>Image: dpa</span></figcaption></figure>
<h2>Nobody hurt</h2>
<p>“We saw it <em>coming</em>,” said the pilot of the ferry, who has steered it for years. 3 &lt; 4.</p>
<blockquote><p>“It was loud.”</p><p>“It was very loud.”</p></blockquote>
<ul><li>One ferry, built in 1990 in the yard</li><li>One tug, older than the yard itself</li></ul>
<p>The port stays shut until the tug has been raised, which the office expects to take a week or more.</p>
</article><aside class="related"><h3>Related</h3><a href="/b">Another story about boats</a></aside>
<footer>© 2024 Harbour Post</footer></body></html>"""


def piped(page: str | bytes) -> Article | Failure:
    data = page.encode() if isinstance(page, str) else page
    (result,) = read(["-"], stdin=io.BytesIO(data))
    return result


@pytest.fixture(scope="module")
def article() -> Article:
    result = piped(PAGE)
    assert isinstance(result, Article)
    return result


def words(article: Article, kind: ZoneKind) -> list[str]:
    return [span.of(article.text) for span in article.spans(kind)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("headline", ["Ferry & tug collide"]),
        ("heading", ["Nobody hurt"]),
        ("caption", ["The tug after the crash"]),
        ("credit", ["Image: dpa"]),
        ("blockquote", ["“It was loud.”\n\n“It was very loud.”"]),
    ],
)
def test_tags_become_zones(article: Article, kind: ZoneKind, expected: list[str]) -> None:
    assert words(article, kind) == expected


def test_text_opens_with_the_headline_and_parts_paragraphs(article: Article) -> None:
    assert article.text.startswith("Ferry & tug collide\n\nThe ferry hit")
    assert "“We saw it coming,” said the pilot" in article.text
    assert "• One ferry, built in 1990 in the yard\n• One tug" in article.text


def test_entities_are_decoded_once(article: Article) -> None:
    assert "3 < 4." in article.text
    result = piped("<html><body><p>The sign read &amp;lt;crane&amp;gt; and no more.</p></body></html>")
    assert isinstance(result, Article)
    assert "&lt;crane&gt;" in result.text


@pytest.mark.parametrize("outside", ["Another story", "Sport", "© 2024"])
def test_menus_and_other_stories_stay_out(article: Article, outside: str) -> None:
    assert outside not in article.text


def test_page_tells_its_facts(article: Article) -> None:
    assert (article.source.name, article.source.domain) == ("Deutsche Welle", "dw.com")
    assert (article.published, article.published_at) == ("2024-03-05", "2024-03-05T18:20:00+01:00")
    assert (article.byline, article.language) == ("Ana Sol; Ida Rossi", "en")
    assert article.title == "Ferry & tug collide"
    assert article.key == article.url == "https://www.dw.com/en/ferry/a-1"


def test_meta_tags_tell_where_there_is_no_json_ld() -> None:
    head = (
        '<meta property="og:site_name" content="Port Post"><meta property="og:title" content="Crane gone">'
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z">'
        '<meta name="author" content="By Ida Rossi">'
    )
    result = piped(f"<html><head>{head}</head><body><p>The crane is gone.</p></body></html>")
    assert isinstance(result, Article)
    assert (result.source.name, result.title, result.byline) == ("Port Post", "Crane gone", "Ida Rossi")
    assert result.published_at == "2024-03-05T10:00:00Z"
    assert result.text == "Crane gone\n\nThe crane is gone."


def test_small_page_keeps_its_paragraphs() -> None:
    result = piped(
        "<html><body><h2>A crane</h2><p>It is gone.</p><p>“No,” she said.</p>So it goes.</body></html>"
    )
    assert isinstance(result, Article)
    assert result.text == "A crane\n\nIt is gone.\n\n“No,” she said.\n\nSo it goes."


def test_declared_charset_is_used() -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>Кран ушёл.</p></body></html>"
    result = piped(page.encode("cp1251"))
    assert isinstance(result, Article)
    assert result.text == "Кран ушёл."


def test_xml_declaration_does_not_matter() -> None:
    result = piped('<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Café “no”.</p></body></html>')
    assert isinstance(result, Article)
    assert result.text == "Café “no”."


def test_page_without_words_is_a_failure() -> None:
    result = piped("<html><body><script>go()</script></body></html>")
    assert isinstance(result, Failure)
    assert "no text" in result.reason


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * size(50_000) + "x",
        "<html><body>" + "<p>a" * size(250_000, 25),
        "<html><body>" + "<b>" * 1_500,
        "<html><body>" + "<p>“Yes.”</p><blockquote>" * 500,
        "<html><script type='application/ld+json'>" + "[" * size(50_000) + "</script><p>hi",
        '<html><script type=\'application/ld+json\'>{"@type": "Article", "author": [[1]], "headline": 3}',
        "<html><body><p>" + "&" * size(100_000),
        "<html lang=''><link rel=canonical href='http://['><body><p>hi",
        "<html \x00><p>a\x00b",
        "<html><![CDATA[ <!-- <p",
    ],
    ids=[
        "deep",
        "many",
        "unclosed",
        "quotes",
        "brackets",
        "odd types",
        "ampersands",
        "odd url",
        "nul",
        "cut",
    ],
)
def test_hostile_page_is_read_or_a_failure(page: str) -> None:
    assert isinstance(piped(page), Article | Failure)


def test_page_of_nested_tables_is_refused_at_once() -> None:
    result = piped("<html><body>" + "<table><tr><td>" * 600 + "x" + "</td></tr></table>" * 600)
    assert isinstance(result, Failure)
    assert "nested too deep" in result.reason


def test_authors_are_told_as_the_page_prints_them() -> None:
    line = '<p class="byline">By Ana Sol and Ida Rossi</p>'
    result = piped(PAGE.replace("<h1>", f"{line}<h1>"))
    assert isinstance(result, Article)
    assert result.byline == "Ana Sol and Ida Rossi"


def test_outlet_that_names_itself_as_author_is_no_byline() -> None:
    authors = '[{"name": "Ana Sol"}, {"name": "Ida Rossi"}]'
    result = piped(PAGE.replace(authors, '{"@type": "Organization", "name": "Harbour Post"}'))
    assert isinstance(result, Article)
    assert result.byline is None


def test_owner_in_brackets_behind_a_caption_is_its_credit() -> None:
    result = piped(PAGE.replace("<span>Image: dpa</span>", "(Meridian)"))
    assert isinstance(result, Article)
    assert words(result, "caption") == ["The tug after the crash"]
    assert words(result, "credit") == ["Meridian"]


def test_importing_the_room_does_not_load_the_parsers() -> None:
    code = "import sys, quotetrack.readers; print({'lxml', 'trafilatura', 'charset_normalizer'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
