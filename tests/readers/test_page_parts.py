"""What of a page is its article: boxes, pointers to other stories, repetitions, pictures, lists, titles and days."""

from __future__ import annotations

import pytest

from quotetrack.errors import ReadError
from quotetrack.readers.pages.html import article_from_html
from quotetrack.readers.pages.page_days import day_of_address, local_day
from quotetrack.readers.pages.titles import bare_title, headline_of, outlet_in, without_slogan
from quotetrack.readers.pages.web_page import article_of_page
from quotetrack.records import Article

SAID = (
    "The old ferry was sold on Monday after two years on the quay, the harbour office said.",
    "“She was the last of her kind,” said Nadia Okoro, who had been her captain since 1998.",
    "The buyer is a museum in the north, which has promised to let children ring the bell.",
    "Nobody on the council wanted to say what the boat had cost, or who would pay the tug.",
    "She leaves on the first of May, and the quay is to become a place for market stalls.",
)


def page(*body: str, head: str = "", title: str = "Ferry sold") -> str:
    return f"<html><head>{head}</head><body><h1>{title}</h1><div class='text'>{''.join(body)}</div></body></html>"


def paragraphs(words: tuple[str, ...] = SAID) -> list[str]:
    return [f"<p>{sentence}</p>" for sentence in words]


def read(*body: str, head: str = "", zones: bool = False) -> Article:
    return article_from_html(page(*body, head=head), id="a", zones=zones)


def told(article: Article) -> list[tuple[str, str]]:
    return [(zone.kind, zone.span.of(article.text)) for zone in article.zones]


@pytest.mark.parametrize(
    "name", ["related-stories", "newsletterSignup", "most_read", "comments", "author-bio"]
)
def test_a_box_is_left_out_and_listed(name: str) -> None:
    first, *rest = paragraphs()
    box = f"<div class='{name}'><p>“Not this,” said <a href='/other'>somebody in another story</a>.</p></div>"
    article = read(first, box, *rest, zones=True)
    assert "Not this" not in article.text
    assert any("Not this" in part.words for part in article.left_out)
    assert SAID[-1] in article.text


def test_nothing_is_listed_that_was_not_asked_for() -> None:
    assert read(*paragraphs(), "<div class='newsletter'><p>Sign up.</p></div>").left_out == ()


def test_a_class_that_misleads_does_not_lose_the_article() -> None:
    body = "".join(paragraphs())
    article = article_from_html(
        f"<html><body><h1>Ferry sold</h1><div class='comments'>{body}</div></body></html>", id="a"
    )
    assert all(sentence in article.text for sentence in SAID)


def test_the_first_lines_of_an_article_may_be_called_its_teaser() -> None:
    first, *rest = paragraphs()
    assert SAID[0] in read(f"<div class='teaser'>{first}</div>", *rest).text


def test_the_article_may_stand_in_an_aside() -> None:
    body = "".join(paragraphs())
    article = article_from_html(f"<html><body><h1>Ferry sold</h1><aside>{body}</aside></body></html>", id="a")
    assert SAID[2] in article.text


def test_a_lead_without_a_tag_is_a_paragraph() -> None:
    assert read(SAID[0], *paragraphs(SAID[1:])).text.split("\n\n")[1:3] == [SAID[0], SAID[1]]


def test_two_breaks_part_paragraphs_and_one_does_not() -> None:
    article = article_from_html(
        page(f"{SAID[0]}<br><br>{SAID[1]}<br>{SAID[2]}<br><br>{'<br><br>'.join(SAID)}"), id="a"
    )
    assert f"{SAID[0]}\n\n{SAID[1]}\n{SAID[2]}" in article.text


@pytest.mark.parametrize(
    "drop", ["<span class='cap'>T</span>he old", "<p class='cap'>T</p><p>he old"], ids=["inline", "alone"]
)
def test_a_first_letter_that_is_set_large_is_of_its_word(drop: str) -> None:
    rest = SAID[0].removeprefix("The old")
    assert SAID[0] in read(f"<p>{drop}{rest}</p>", *paragraphs(SAID[1:])).text


def test_links_between_paragraphs_point_at_other_stories() -> None:
    first, *rest = paragraphs()
    pointers = (
        "<p><a href='/a'>Museum director: “We will paint her blue”</a></p>",
        "<ul><li><a href='/b'>Tug captain resigns after quay row</a></li></ul>",
    )
    text = read(first, *pointers, *rest).text
    assert "paint her blue" not in text
    assert "Tug captain" not in text


def test_a_link_in_a_sentence_is_of_the_sentence() -> None:
    linked = SAID[1].replace("Nadia Okoro", "<a href='/okoro'>Nadia Okoro</a>")
    assert SAID[1] in read(*paragraphs((SAID[0], linked, *SAID[2:]))).text


def test_what_is_printed_for_two_screens_is_read_once() -> None:
    body = "".join(paragraphs())
    article = article_from_html(
        f"<html><body><h1>Ferry sold</h1><div id='wide'>{body}</div><div id='small'>{body}</div></body></html>",
        id="a",
    )
    assert article.text.count(SAID[1]) == 1


def test_what_an_article_says_twice_it_says_twice() -> None:
    assert read(*paragraphs((*SAID, SAID[1]))).text.count(SAID[1]) == 2


def test_a_sentence_set_large_is_not_said_again() -> None:
    first, second, *rest = paragraphs()
    large = "<blockquote>She was the last of her kind</blockquote>"
    assert read(first, large, second, *rest).text.count("the last of her kind") == 1


def test_a_list_between_paragraphs_stays_with_its_lines() -> None:
    first, *rest = paragraphs()
    items = "<ul><li>The bell stays on board.</li><li>The engine goes to the school.</li></ul>"
    assert "• The bell stays on board.\n• The engine goes to the school." in read(first, items, *rest).text


def test_a_table_is_read_by_its_rows() -> None:
    first, *rest = paragraphs()
    table = "<table><tr><td>Bell</td><td>40 kg</td></tr><tr><td>Anchor</td><td>900 kg</td></tr></table>"
    assert "Bell | 40 kg\nAnchor | 900 kg" in read(first, table, *rest).text


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src='a'><figcaption>{}</figcaption></figure>",
        "<div class='pic'><img src='a'><p class='wp-caption-text'>{}</p></div>",
        "<div><div><img src='a'></div><p>{}</p></div>",
    ],
)
def test_words_under_a_picture_are_its_caption(picture: str) -> None:
    first, *rest = paragraphs()
    words = "The ferry at the quay in March"
    assert ("caption", words) in told(read(first, picture.format(words), *rest))


def test_a_sentence_under_the_headline_is_the_standfirst() -> None:
    stands = "A museum buys the boat that nobody on the council wanted to keep."
    html = f"<html><body><h1>Ferry sold</h1><div><p>{stands}</p></div><div>{''.join(paragraphs())}</div></body></html>"
    assert ("standfirst", stands) in told(article_from_html(html, id="a"))


def test_other_headlines_behind_the_article_are_not_of_it() -> None:
    cards = "".join(
        f"<div class='card'><h3><a href='/{n}'>Another story of the day {n}</a></h3>"
        f"<p>“Not this,” said the mayor of a town with {n} bridges.</p></div>"
        for n in range(4)
    )
    body = f"<div class='text'>{''.join(paragraphs())}</div><section>{cards}</section>"
    article = article_from_html(f"<html><body><h1>Ferry sold</h1>{body}</body></html>", id="a")
    assert "Not this" not in article.text


def test_a_page_of_teasers_is_told() -> None:
    teasers = "".join(f"<h2><a href='/{n}'>Ferry number {n} sold on Monday</a></h2>" for n in range(40))
    with pytest.raises(ReadError, match=r"^no article: 40 teasers; "):
        article_from_html(f"<html><body>{teasers}</body></html>", id="a")


def test_a_list_of_results_is_told_though_it_has_sentences() -> None:
    results = "".join(
        f"<div><h2><a href='/{n}'>Ferry number {n} sold on Monday</a></h2>"
        f"<p>“I will not miss number {n},” said the mayor, who had wanted to sell it before.</p></div>"
        for n in range(12)
    )
    with pytest.raises(ReadError, match="no article"):
        article_from_html(f"<html><body><main>{results}</main></body></html>", id="a")


def test_of_a_saved_page_what_is_shown_before_it_has_to_be_paid_is_read() -> None:
    gate = "<p>Subscribe to continue reading this article.</p>"
    html = page(*paragraphs(SAID[:2]), gate)
    with pytest.raises(ReadError, match="stub"):
        article_of_page(html, id="a")
    assert SAID[0] in article_of_page(html, id="a", stubs=True).text


@pytest.mark.parametrize(
    ("named", "headings", "site", "expected"),
    [
        (["Ferry sold - Ida Rossi - The Post"], ["Ferry sold"], "The Post", "Ferry sold"),
        (["Ferry sold | The Post"], [], "The Post", "Ferry sold"),
        (["The Post: Ferry sold"], [], None, "The Post: Ferry sold"),
        (["Ferry sold - what now?"], [], "The Post", "Ferry sold - what now?"),
        ([], ["The Post", "Ferry sold"], "The Post", "Ferry sold"),
        ([], [], None, None),
    ],
)
def test_a_headline_stands_without_site_and_author(
    named: list[str], headings: list[str], site: str | None, expected: str | None
) -> None:
    assert headline_of(named, headings, site) == expected


def test_names_of_sites() -> None:
    assert without_slogan("The Harbour Post - News you can use") == "The Harbour Post"
    assert outlet_in("Ferry sold - Ida Rossi - The Post", "Ferry sold") == "The Post"
    assert outlet_in("Ferry sold", "Ferry sold") is None
    assert bare_title("The Post | Ferry sold", "The Post") == "Ferry sold"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example/2012/07/05/ferry", "2012-07-05"),
        ("https://post.example/2012/jul/05/ferry", "2012-07-05"),
        ("https://post.example/news/20120705-ferry.html", "2012-07-05"),
        ("https://post.example/news/2012-7-5-ferry", "2012-07-05"),
        ("https://post.example/id/2012123456", None),
        ("https://post.example/2012/07/ferry", None),
        ("https://post.example/2012/02/31/ferry", None),
        ("https://post.example/a?day=2012/07/05/", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url: str | None, expected: str | None) -> None:
    assert day_of_address(url) == expected


@pytest.mark.parametrize(
    ("before", "head", "expected"),
    [
        ("<p><time datetime='2012-07-05T08:00:00Z'>Thursday</time></p>", "", "2012-07-05"),
        ("<p>Published 5 July 2012</p>", "", "2012-07-05"),
        ("<p>Submitted by Ida Rossi on July 5, 2012 - 8:15</p>", "", "2012-07-05"),
        ("", "<link rel='canonical' href='https://post.example/2012/07/05/ferry'>", "2012-07-05"),
        (
            "<p>Published 5 July 2012</p>",
            "<meta property='article:published_time' content='2012-07-04T23:00:00Z'>",
            "2012-07-04",
        ),
        ("<p><a href='/x'><time datetime='2011-01-01'>another story</time></a></p>", "", None),
    ],
)
def test_the_day_of_a_page(before: str, head: str, expected: str | None) -> None:
    assert read(before, *paragraphs(), head=head).published == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2012-07-06T01:30:00Z", "2012-07-05"),
        ("2012-07-06T01:30:00+00:00", "2012-07-05"),
        ("2012-07-06T01:30:00-05:00", "2012-07-06"),
        (None, "2012-07-06"),
    ],
)
def test_a_time_in_utc_is_of_the_day_in_the_address(at: str | None, expected: str) -> None:
    assert local_day("2012-07-06", at, "https://post.example/2012/07/05/ferry") == expected


def test_a_day_that_stands_for_none_is_none() -> None:
    head = "<meta property='article:published_time' content='0001-01-01T00:00:00Z'>"
    assert read(*paragraphs(), head=head).published is None
