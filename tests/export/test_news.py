"""What is new of saved questions, as text and as a feed that others can read."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from quotetrack.export.atom import FedNews, write_feed
from quotetrack.export.legible import legible
from quotetrack.export.news_text import news_lines
from quotetrack.records import NEWS_KINDS, News, NewsKind, SavedQuestion, WatchRun

from .poison import PAYLOADS, URLS, poisoned
from .statements import made, quoting

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)
AT = "2024-05-06T12:00:00+00:00"
SAVED = SavedQuestion(name="lima", question="what did Lima say", made_by="Eva Holm", made_at=AT)
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM = "{http://www.w3.org/2005/Atom}"


def of_kind(what: NewsKind, printed: Any, earlier: Any = None) -> News:
    return News(
        what=what,
        printed=printed,
        at=AT,
        earlier=earlier if what in ("printing", "contradicts") else None,
        was=printed.text if what == "reworded" else None,
    )


def run_of(*news: News) -> WatchRun:
    return WatchRun(watch=SAVED, at=AT, news=news)


def fed(*news: News, told: FedNews | None = None) -> tuple[etree._Element, Any]:
    """The feed as XML that fits the grammar, and as a reader of feeds has it."""
    out = io.BytesIO()
    write_feed(told if told is not None else [(SAVED, news)], out, NOW)
    root = etree.fromstring(out.getvalue())
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    read = feedparser.parse(out.getvalue())
    assert not read.bozo, read.bozo_exception
    return root, read


# Text


def test_news_are_lines_with_who_what_and_where() -> None:
    printed = made()
    assert list(news_lines(run_of(of_kind("printing", printed, quoting("Gulls cried"))), NOW)) == [
        "lima: 1 printed again (what did Lima say)",
        "",
        "printed again: Ana Lima said: “a joke”",
        f"  The Gazette · 2012-07-05 · https://gazette.example/porto · {printed.id}",
        "  first: Gulls cried said: “Gulls cried”",
        f"    Gulls cried · {quoting('Gulls cried').id}",
    ]
    assert list(news_lines(run_of(of_kind("reworded", printed)), NOW))[-1] == "  before: a joke"
    assert list(news_lines(run_of(), NOW)) == []


@pytest.mark.parametrize("words", PAYLOADS)
def test_no_text_breaks_a_line(words: str) -> None:
    plain = [len(list(news_lines(run_of(of_kind(what, made(), made())), NOW))) for what in NEWS_KINDS]
    for what, lines in zip(NEWS_KINDS, plain, strict=True):
        odd = list(news_lines(run_of(of_kind(what, poisoned(words), poisoned(words))), NOW))
        assert len(odd) == lines
        assert all(line.isprintable() for line in odd)
        assert "\n".join(odd).encode()


# A feed


def test_a_feed_has_what_readers_ask_for() -> None:
    printed, other = made(), quoting("Gulls cried")
    root, read = fed(of_kind("new", printed), of_kind("contradicts", printed, other))
    assert read.version == "atom10"
    assert (read.feed.title, read.feed.author, read.feed.updated) == (SAVED.question, "quotetrack", AT)
    first, second = read.entries
    assert first.id != second.id
    assert {first.id[:9], second.id[:9], read.feed.id[:9]} == {"urn:uuid:"}
    assert (first.link, first.author, first.updated) == ("https://gazette.example/porto", "The Gazette", AT)
    assert first.title == "new: Ana Lima said: “a joke”"
    assert [tag.term for tag in first.tags] == ["lima"]
    (content,) = root.iterfind(f"{ATOM}entry[1]/{ATOM}content")
    assert content.get("type") == "html"
    shown = html.fragment_fromstring(content.text or "", create_parent=True)
    assert [one.text for one in shown.iter("blockquote")] == ["“a joke”"]
    assert "link" not in second or second.link == first.link


def test_ids_are_the_same_on_another_day_and_name_the_news() -> None:
    (one,) = fed(of_kind("new", made()))[1].entries
    out = io.BytesIO()
    write_feed([(SAVED, [of_kind("new", made())])], out, datetime(2030, 1, 1, tzinfo=UTC))
    assert feedparser.parse(out.getvalue()).entries[0].id == one.id
    assert fed(of_kind("reworded", made()))[1].entries[0].id != one.id


def test_an_empty_feed_and_one_of_several_questions_are_feeds() -> None:
    assert fed()[1].feed.updated == AT
    assert fed(told=[])[1].entries == []
    two = SavedQuestion(name="reis", question="what did Reis say", made_by="Eva", made_at=AT)
    read = fed(told=[(SAVED, [of_kind("new", made())]), (two, [of_kind("new", made())])])[1]
    assert read.feed.title == "2 saved questions"
    assert len({entry.id for entry in read.entries}) == 2


@pytest.mark.parametrize("words", PAYLOADS)
def test_hostile_words_are_words_in_a_feed(words: str) -> None:
    printed = poisoned(words)
    root, read = fed(*(of_kind(what, printed, printed) for what in NEWS_KINDS))
    assert len(read.entries) == len(NEWS_KINDS)
    for content in root.iter(f"{ATOM}content"):
        shown = html.fragment_fromstring(content.text or "", create_parent=True)
        assert {one.tag for one in shown.iter()} <= {"div", "p", "blockquote", "a"}
        assert {name for one in shown.iter() for name in one.keys()} <= {"href"}  # noqa: SIM118
    quoted = [one.text or "" for one in shown.iter("blockquote")]
    assert " ".join(quoted[0].split()) == " ".join(legible(printed.report).split())


@pytest.mark.parametrize("url", [*URLS, "https://e[.example]/[a]#b#c%zz", "https://[::1]:80/x"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    root, _ = fed(of_kind("new", poisoned("x", url)))
    links = list(root.iter(f"{ATOM}link"))
    assert bool(links) == url.lower().startswith("https://")
    for link in links:
        assert (link.get("href") or "").lower().startswith(("http://", "https://"))
