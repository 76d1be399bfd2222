"""Pages that hold no article are told with the words that give them away; articles about such matters stay articles."""

from __future__ import annotations

import pytest

from quotetrack.readers.pages.not_articles import NoArticleError, why_no_article
from quotetrack.readers.pages.tree import parse_page
from quotetrack.readers.pages.web_page import article_of_page

BRIEF = "The swing bridge of Porto Novo was shut on Monday after divers found a crack in its pier, says its office."
WORDS = BRIEF + " “It will not open before June,” said Nadia Okoro, the harbour master."


def page(title: str, *paragraphs: str, head: str = "", foot: str = "") -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<html lang=en><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}{foot}</body></html>"


def ld(**fields: str) -> str:
    told = ", ".join(f'"{name}": {value}' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {told}}}</script>'


@pytest.mark.parametrize(
    ("what", "html"),
    [
        ("stub", page("Bridge shut", BRIEF, head=ld(isAccessibleForFree="false"))),
        ("stub", page("Bridge shut", BRIEF, head=ld(isAccessibleForFree='"False"'))),
        ("stub", page("Bridge shut", BRIEF, head=ld(hasPart='{"isAccessibleForFree": false}'))),
        ("stub", page("Bridge shut", BRIEF, "Subscribe to continue reading")),
        ("stub", page("Bridge shut", BRIEF, "To continue reading, please sign in or register")),
        ("stub", page("Bridge shut", BRIEF, "You’ve reached your limit of 3 free articles this month")),
        ("stub", page("Bridge shut", BRIEF, "This article is for subscribers")),
        (
            "stub",
            page("Bridge shut", BRIEF, foot="<div>Subscribe <a href=/s>to read the full story</a></div>"),
        ),
        ("consent page", page("We value your privacy", "We use cookies.", "Accept all")),
        ("consent page", page("The Gazette", "Cookies: we and our partners use cookies. " * 4 + "I agree")),
        ("login page", page("Sign in - The Gazette", "Welcome back", foot="<input type=password>")),
        ("login page", page("Log in to continue", foot="<input type=email>")),
        ("error page", page("404 Not Found", "nginx")),
        ("error page", page("Error 404", "Sorry.")),
        ("error page", page("The Gazette", "We can’t find the page you were looking for.")),
        ("error page", page("Page not found | The Gazette", "Try our search.")),
        ("error page", page("The Gazette", "This story is no longer available.")),
        ("error page", page("503 Service Unavailable", "Try again.")),
        ("page drawn by scripts", page("The Gazette", "Please enable JavaScript to view this page.")),
        ("page drawn by scripts", "<html><title>Just a moment...</title><body><p>Checking</p></body></html>"),
        ("question for a person", page("Access Denied", "Reference 18.7")),
        (
            "question for a person",
            page("The Gazette", "Verify you are human by completing the action below."),
        ),
        ("form", page("Write to us", foot="<form>" + "<input><textarea></textarea>" * 4 + "</form>")),
        ("page without text", "<html><body><script>draw()</script></body></html>"),
    ],
)
def test_a_page_that_is_no_article_is_told(what: str, html: str) -> None:
    with pytest.raises(NoArticleError) as raised:
        article_of_page(html, id="page")
    assert raised.value.what == what


@pytest.mark.parametrize(
    "html",
    [
        page("Bridge shut", WORDS),
        page("Bridge shut", WORDS, foot="<p>Subscribe to our newsletter</p><p>Sign in</p>"),
        page(
            "Bridge shut", WORDS, foot="<noscript>Please enable JavaScript to view the comments.</noscript>"
        ),
        page("Bridge shut", WORDS, foot="<form><input type=password><input type=email></form>"),
        page(
            "Bridge shut",
            WORDS,
            head=ld(isAccessibleForFree="true"),
            foot="<p>Subscribe to continue reading</p>",
        ),
        page("Bridge shut", *[WORDS] * 12, head=ld(isAccessibleForFree="false")),
        page("404 people spent the night on the ferry", WORDS),
        page("Not found guilty: the harbour master goes free", WORDS),
        page("Sign in the harbour confuses captains", WORDS, foot="<input type=email>"),
        page("Your privacy is for sale, a report on the port’s cameras finds", WORDS),
        page("Register of ships is to be read by all", WORDS),
        page(
            "Cookies are baked for the harbour’s feast",
            WORDS,
            "The cookies of Boris Petrov won. “I accept,” he said.",
        ),
        page("Access to the pier denied", WORDS),
        page("Oops: the mayor drops the key of the town", WORDS),
        page(
            "Papers ask readers to pay",
            WORDS,
            "Readers meet the words “subscribe” and “sign in” everywhere, she said.",
        ),
    ],
)
def test_an_article_stays_one(html: str) -> None:
    assert "pier" in article_of_page(html, id="page").text


def test_the_words_that_give_a_page_away_are_named() -> None:
    with pytest.raises(NoArticleError, match=r"^stub: it says “Subscribe to continue reading”$"):
        article_of_page(page("Bridge shut", BRIEF, "Subscribe to continue reading"), id="page")


@pytest.mark.parametrize(
    "html",
    [
        page("x", "subscribe " * 5000 + "to continue reading"),
        page("page " * 5000, "short"),
        page("x", *["sign in to read"] * 5000),
        page("x", "short", head=ld(a="[" * 5000)),
        page("x", "short", head=ld(a="[" * 900 + "]" * 900)),
        page("Sign in " + "to " * 5000, "short"),
    ],
)
def test_hostile_words_take_no_time(html: str) -> None:
    reason = why_no_article(parse_page(html), "short")
    assert reason is None or len(reason) < 300
