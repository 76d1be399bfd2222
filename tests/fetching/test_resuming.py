"""A run that was stopped or killed goes on where it was, and nothing is written twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quotetrack.errors import OutputError, UsageError
from quotetrack.fetching import Harvest

from .sites import PARAGRAPHS, Site, page, run

FEED = "http://gazette.example/feed"


@pytest.fixture
def many(site: Site) -> Site:
    """The Gazette with a feed of twelve articles."""
    links = []
    for number in range(12):
        links.append(f"<item><link>/n{number}</link></item>")
        site.put(
            f"gazette.example/n{number}",
            page(f"The council's session number {number}", paragraphs=PARAGRAPHS),
        )
    body = f"<rss version='2.0'><channel>{''.join(links)}</channel></rss>".encode()
    site.put("gazette.example/feed", body, kind="application/rss+xml", ETag='"1"')
    return site


def urls(folder: Path) -> list[str]:
    lines = (folder / "articles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["url"] for line in lines]


def test_the_next_run_takes_what_is_left(many: Site, tmp_path: Path) -> None:
    first = run(many, tmp_path, FEED, most=5)
    assert (len(first.articles), first.fetcher.counts.over) == (5, 7)
    many.asked.clear()
    second = run(many, tmp_path, FEED)
    assert (len(second.articles), second.fetcher.counts.known) == (7, 5)
    assert "If-None-Match" not in many.headers[-9]
    assert len(set(urls(tmp_path))) == len(urls(tmp_path)) == 12
    many.asked.clear()
    third = run(many, tmp_path, FEED)
    assert (third.articles, many.pages()) == ([], ["/feed"])
    assert many.headers[-1]["If-None-Match"] == '"1"'


def test_a_page_that_failed_is_asked_again_and_its_feed_read_again(many: Site, tmp_path: Path) -> None:
    good = many.replies["gazette.example/n3"]
    many.put("gazette.example/n3", status=500)
    run(many, tmp_path, FEED)
    many.replies["gazette.example/n3"] = good
    many.asked.clear()
    assert [article.url for article in run(many, tmp_path, FEED).articles] == ["http://gazette.example/n3"]
    assert many.pages() == ["/feed", "/n3"]


def test_a_page_that_its_feed_calls_changed_is_asked_again(many: Site, tmp_path: Path) -> None:
    run(many, tmp_path, FEED)
    item = "<item><link>/n3</link><pubDate>Wed, 01 Jan 2098 00:00:00 GMT</pubDate></item>"
    many.put("gazette.example/feed", f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    many.asked.clear()
    run(many, tmp_path, FEED)
    assert many.pages() == ["/feed", "/n3"]


def cut_last(path: Path, left: int) -> None:
    """Leave so many bytes of a file's last line."""
    whole = path.read_bytes()
    start = whole.rindex(b"\n", 0, -1) + 1
    path.write_bytes(whole[: start + left])


@pytest.mark.parametrize("left", [1, 7, 100, 400])
def test_an_article_of_which_a_part_was_written_is_written_whole(
    many: Site, tmp_path: Path, left: int
) -> None:
    run(many, tmp_path, FEED, most=3)
    cut_last(tmp_path / "articles.jsonl", left)
    cut_last(tmp_path / "articles.jsonl.state", 0)
    run(many, tmp_path, FEED)
    assert sorted(set(urls(tmp_path))) == sorted(urls(tmp_path))
    assert len(urls(tmp_path)) == 12


@pytest.mark.parametrize("left", [0, 1, 7, 40])
def test_a_page_that_was_half_settled_is_asked_again(many: Site, tmp_path: Path, left: int) -> None:
    run(many, tmp_path, FEED, most=3)
    cut_last(tmp_path / "articles.jsonl.state", left)
    many.asked.clear()
    assert [one.where for one in run(many, tmp_path, FEED).passed] == ["http://gazette.example/n2"]
    assert len(urls(tmp_path)) == 12


def test_a_last_line_that_only_lacks_its_end_is_kept(many: Site, tmp_path: Path) -> None:
    run(many, tmp_path, FEED, most=3)
    path = tmp_path / "articles.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    run(many, tmp_path, FEED, most=1)
    assert len(urls(tmp_path)) == 4


def test_an_article_whose_page_was_not_settled_is_not_written_twice(many: Site, tmp_path: Path) -> None:
    run(many, tmp_path, FEED, most=3)
    (tmp_path / "articles.jsonl.state").unlink()
    ran = run(many, tmp_path, FEED)
    assert [one.why for one in ran.passed] == ["unchanged"] * 3
    assert len(urls(tmp_path)) == 12


@pytest.mark.parametrize(
    "held", ["notes", "notes\n", '{"a": 1}\n', "[1]\n", '{"text": 7}\n', "{", '{"name": "x']
)
@pytest.mark.parametrize("name", ["articles.jsonl", "articles.jsonl.state"])
def test_a_file_that_is_not_ours_is_left_as_it_is(tmp_path: Path, held: str, name: str) -> None:
    (tmp_path / name).write_text(held)
    with pytest.raises(UsageError), Harvest(tmp_path / "articles.jsonl", tmp_path / "articles.jsonl.state"):
        pass
    assert (tmp_path / name).read_text() == held


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    paths = tmp_path / "articles.jsonl", tmp_path / "articles.jsonl.state"
    with Harvest(*paths), pytest.raises(UsageError, match="written by another run"), Harvest(*paths):
        pass


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError), Harvest(tmp_path / "no" / "a.jsonl", tmp_path / "no" / "a.state"):
        pass


KILLED = """
import sys
from pathlib import Path
from tests.fetching.sites import Site, run
site = Site(port=int(sys.argv[1]))
run(site, Path(sys.argv[2]), {feed!r})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_run_that_is_killed_loses_nothing_and_doubles_nothing(
    many: Site, tmp_path: Path, after: int
) -> None:
    words = [sys.executable, "-c", KILLED.format(feed=FEED), str(many.port), str(tmp_path)]
    process = subprocess.Popen(words, env=os.environ)
    ends = time.monotonic() + 60
    while len(many.pages()) < after + 2 and time.monotonic() < ends and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    ran = run(many, tmp_path, FEED)
    assert ran.failures == []
    assert sorted(urls(tmp_path)) == sorted(f"http://gazette.example/n{number}" for number in range(12))
