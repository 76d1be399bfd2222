"""Robots.txt is obeyed, hosts are left alone between requests, and nothing is asked twice without need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .sites import PARAGRAPHS, Site, page, run

A, B = "http://gazette.example/a", "http://gazette.example/b"


@pytest.fixture
def two(site: Site) -> Site:
    """The Gazette with two articles, a and b."""
    site.put("gazette.example/a", page("Bridge shut over crack in its pier"))
    site.put("gazette.example/b", page("Ferries carry twice as many people", paragraphs=PARAGRAPHS[::-1]))
    return site


def robots(site: Site, *lines: str, host: str = "gazette.example") -> None:
    site.put(f"{host}/robots.txt", "\n".join(lines).encode(), kind="text/plain")


def test_robots_txt_is_asked_first_and_once_a_host(two: Site, tmp_path: Path) -> None:
    run(two, tmp_path, A, B)
    assert two.asked == [f"gazette.example/{path}" for path in ("robots.txt", "a", "b")]


def test_what_robots_txt_forbids_is_not_asked(two: Site, tmp_path: Path) -> None:
    robots(two, "User-agent: quotetrack", "Disallow: /a", "", "User-agent: *", "Disallow: /")
    ran = run(two, tmp_path, A, B)
    assert two.pages() == ["/b"]
    assert [one.why for one in ran.passed] == [
        "forbidden: http://gazette.example/robots.txt forbids it to quotetrack"
    ]


def test_a_redirect_to_what_is_forbidden_is_not_followed(two: Site, tmp_path: Path) -> None:
    robots(two, "User-agent: *", "Disallow: /a")
    two.put("gazette.example/go", status=301, Location="/a")
    assert [one.what for one in run(two, tmp_path, "http://gazette.example/go").passed] == ["forbidden"]
    assert two.pages() == ["/go"]


def test_robots_txt_of_another_host_counts_for_that_host(two: Site, tmp_path: Path) -> None:
    robots(two, "User-agent: *", "Disallow: /")
    two.put("post.example/go", status=301, Location=A)
    assert [one.what for one in run(two, tmp_path, "http://post.example/go").passed] == ["forbidden"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_txt_that_is_not_there_allows_all(two: Site, tmp_path: Path, status: int) -> None:
    two.put("gazette.example/robots.txt", b"User-agent: *\nDisallow: /", status=status)
    assert len(run(two, tmp_path, A, B).articles) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_fails_at_robots_txt_is_asked_nothing_else(
    two: Site, tmp_path: Path, status: int
) -> None:
    two.put("gazette.example/robots.txt", status=status)
    ran = run(two, tmp_path, A, B)
    assert two.pages() == []
    assert ran.reasons == (
        f"{A} and 1 more: not asked: http://gazette.example/robots.txt is answered with {status}; run again later"
    )
    two.put("gazette.example/robots.txt", status=404)
    assert len(run(two, tmp_path, A, B).articles) == 2


def test_a_host_is_left_alone_between_two_requests(two: Site, tmp_path: Path) -> None:
    assert run(two, tmp_path, A, B, delay=1.0).slept == [1.0, 1.0]


def test_robots_txt_may_ask_for_more_patience(two: Site, tmp_path: Path) -> None:
    robots(two, "User-agent: *", "Crawl-delay: 7")
    assert run(two, tmp_path, A, B, delay=1.0).slept == [7.0, 7.0]


def test_a_host_that_asks_for_very_much_patience_is_not_asked(two: Site, tmp_path: Path) -> None:
    robots(two, "User-agent: *", "Crawl-delay: 86400")
    assert "asks for 86,400 seconds between two requests" in run(two, tmp_path, A).reasons
    assert two.pages() == []


def test_hosts_are_asked_in_turn(two: Site, tmp_path: Path) -> None:
    two.put("post.example/a", page("Council meets", paragraphs=PARAGRAPHS[1:]))
    run(two, tmp_path, A, B, "http://post.example/a", delay=1.0)
    assert [url for url in two.asked if not url.endswith("robots.txt")] == [
        "gazette.example/a",
        "post.example/a",
        "gazette.example/b",
    ]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_says_when_to_come_back_is_asked_once_more(
    two: Site, tmp_path: Path, status: int
) -> None:
    answer = two.replies["gazette.example/a"]
    two.put("gazette.example/a", status=status, Retry_After="30")
    busy = two.replies["gazette.example/a"]
    answers = [busy, answer]
    two.replies["gazette.example/a"] = lambda handler: answers.pop(0)(handler)
    ran = run(two, tmp_path, A)
    assert (len(ran.articles), ran.slept) == (1, [30.0])


@pytest.mark.parametrize("after", ["3600", "", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_host_that_wants_to_be_left_alone_is(two: Site, tmp_path: Path, after: str) -> None:
    two.put("gazette.example/a", status=429, Retry_After=after)
    ran = run(two, tmp_path, A, B)
    assert two.pages() == ["/a"]
    assert f"{B}: not asked: the host gazette.example asks to be left alone" in ran.reasons


def test_the_tag_and_the_day_of_a_page_are_sent_along_the_next_time(two: Site, tmp_path: Path) -> None:
    day = "Mon, 04 Mar 2024 10:00:00 GMT"
    two.put("gazette.example/a", page("Bridge shut over crack"), ETag='"7"', Last_Modified=day)
    run(two, tmp_path, A)
    two.put("gazette.example/a", status=304)
    ran = run(two, tmp_path, A)
    assert (two.headers[-1]["If-None-Match"], two.headers[-1]["If-Modified-Since"]) == ('"7"', day)
    assert [(one.where, one.why) for one in ran.passed] == [(A, "unchanged")]
    assert len((tmp_path / "articles.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_page_that_is_as_it_was_is_not_written_again(two: Site, tmp_path: Path) -> None:
    run(two, tmp_path, A)
    assert [one.why for one in run(two, tmp_path, A).passed] == ["unchanged"]
    assert len((tmp_path / "articles.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_page_that_has_changed_is_written_as_a_further_version(two: Site, tmp_path: Path) -> None:
    run(two, tmp_path, A)
    two.put(
        "gazette.example/a",
        page("Bridge shut over crack in its pier", paragraphs=[*PARAGRAPHS, "It is late."]),
    )
    assert len(run(two, tmp_path, A).articles) == 1
    lines = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()]
    assert [line["url"] for line in lines] == [A, A]
    assert lines[1]["text"].endswith("It is late.")


def test_the_program_names_itself(two: Site, tmp_path: Path) -> None:
    run(two, tmp_path, A)
    assert {headers["User-Agent"] for headers in two.headers} == {"quotetrack/test"}
    assert not any("Cookie" in headers or "Authorization" in headers for headers in two.headers)


def test_a_host_that_fails_again_and_again_is_left_alone(two: Site, tmp_path: Path) -> None:
    def hang_up(_: object) -> None:
        raise ConnectionResetError

    urls = [f"http://gazette.example/{number}" for number in range(9)]
    for url in urls:
        two.replies[url.removeprefix("http://")] = hang_up
    ran = run(two, tmp_path, *urls)
    assert len(two.pages()) == 5
    assert "has failed 5 times in a row" in ran.reasons
