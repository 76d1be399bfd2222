"""`quotetrack watch`: questions are saved, and what is new of each is printed once."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import feedparser
import pytest

import quotetrack
from quotetrack.cli.watch import run_watches
from quotetrack.linking.linker import link_store
from quotetrack.store import open_store
from tests.builders import harbour
from tests.conftest import ARTICLES
from tests.revised import first_print, second_print

from .conftest import OnTerminal, Run

QUESTION = "what did Ana Lima say"


@pytest.fixture
def storm(tmp_path: Path, run: Run) -> Path:
    """A database in which a question is saved, before an article is corrected."""
    path = tmp_path / "storm.db"
    with open_store(path) as store:
        store.add(first_print())
        link_store(store)
    added = run("watch", "add", QUESTION, "--name", "lima", "--by", "Eva Holm", "--db", path)
    assert (added.exit_code, added.stdout) == (0, "")
    assert "saved as 'lima'; read as: What Ana Lima said. 3 quotations that answer now" in added.stderr
    return path


def correct(db: Path) -> None:
    with open_store(db) as store:
        store.add(second_print())
        store.add(harbour())
        link_store(store)


def test_what_was_there_is_not_printed_and_nothing_new_is_silent(run: Run, storm: Path) -> None:
    for format in ("text", "jsonl"):
        told = run("watch", "run", "--format", format, "--db", storm)
        assert (told.exit_code, told.stdout, told.stderr) == (0, "", "")


def test_what_is_new_is_printed_once(run: Run, storm: Path) -> None:
    correct(storm)
    lines = run("watch", "run", "lima", "--db", storm).stdout.splitlines()
    assert lines[0] == "lima: 2 new, 1 reworded (what did Ana Lima say)"
    assert "reworded: Ana Lima said: “We lost 14 boats in the storm,”" in lines
    assert "  before: We lost 40 boats in the storm," in lines
    assert "new: Ana Lima denied: the bridge was unsafe" in lines
    assert run("watch", "run", "lima", "--db", storm).stdout == ""


def test_json_lines_have_each_piece_of_news(run: Run, storm: Path) -> None:
    correct(storm)
    dry = run("watch", "run", "--dry-run", "--format", "jsonl", "--db", storm).stdout
    lines = list(map(json.loads, dry.splitlines()))
    assert [(one["watch"], one["what"]) for one in lines] == [
        *(("lima", "new"), ("lima", "new"), ("lima", "reworded")),
    ]
    assert lines[2]["was"] == "We lost 40 boats in the storm,"
    assert lines[0]["printed"]["text"] == "The bridge will open on Monday,"
    again = run("watch", "run", "--format", "jsonl", "--db", storm).stdout
    assert [json.loads(one)["printed"]["id"] for one in again.splitlines()] == [
        one["printed"]["id"] for one in lines
    ]


def test_a_feed_keeps_what_was_shown(run: Run, storm: Path, tmp_path: Path) -> None:
    feed = tmp_path / "lima.xml"
    words = ("watch", "run", "--format", "atom", "--output", feed, "--db", storm)
    assert run(*words).exit_code == 0
    assert feedparser.parse(feed.read_bytes()).entries == []
    correct(storm)
    run(*words)
    first = {entry.id: entry.title for entry in feedparser.parse(feed.read_bytes()).entries}
    assert len(first) == 3
    before = feed.read_bytes()
    run(*words)
    entries = feedparser.parse(feed.read_bytes()).entries
    assert {entry.id: entry.title for entry in entries} == first
    run(*words)
    assert [one.id for one in feedparser.parse(feed.read_bytes()).entries] == [one.id for one in entries]
    assert feedparser.parse(before).feed.id == feedparser.parse(feed.read_bytes()).feed.id


def test_news_come_again_unless_all_was_written(run: Run, storm: Path, tmp_path: Path) -> None:
    correct(storm)
    failed = run("watch", "run", "--output", tmp_path / "nowhere" / "news.txt", "--db", storm)
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert "cannot be written" in failed.stderr
    assert run("watch", "run", "--db", storm).stdout.startswith("lima: 2 new, 1 reworded")


def test_since_a_day_all_that_came_in_is_printed_again(run: Run, storm: Path) -> None:
    correct(storm)
    run("watch", "run", "--db", storm)
    again = run("watch", "run", "--since", "2000-01-01", "--db", storm).stdout
    assert again.startswith("lima: 4 new (")
    assert run("watch", "run", "--since", "2999-01-01", "--db", storm).stdout == ""
    wrong = run("watch", "run", "--since", "yesterday", "--db", storm)
    assert (wrong.exit_code, "is no day" in wrong.stderr) == (2, True)


def test_questions_are_listed_and_removed(run: Run, storm: Path) -> None:
    run("watch", "add", "who lost boats", "--since", "2024-01-01", "--from-start", "--db", storm)
    listed = run("watch", "list", "--format", "jsonl", "--db", storm).stdout
    assert [(one["name"], one["filter"]) for one in map(json.loads, listed.splitlines())] == [
        *(("lima", {}), ("lost-boats", {"since": "2024-01-01"})),
    ]
    assert "since 2024-01-01" in run("watch", "list", "--db", storm).stdout
    assert run("watch", "run", "lost-boats", "--db", storm).stdout.startswith("lost-boats: 4 new")
    assert run("watch", "remove", "lima", "lost-boats", "--db", storm).exit_code == 0
    gone = run("watch", "remove", "lima", "--db", storm)
    assert (gone.exit_code, "no question is saved as 'lima'" in gone.stderr) == (2, True)
    for words in (("watch", "list"), ("watch", "run")):
        none = run(*words, "--db", storm)
        assert (none.exit_code, "no question is saved in" in none.stderr) == (0, True)


def test_a_person_hears_that_nothing_is_new(
    on_terminal: OnTerminal, storm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert on_terminal(lambda: run_watches(db=str(storm))) == ""
    assert "nothing is new of 1 saved question" in capsys.readouterr().err


# The fixtures, split by day

LAVROV = "what did Lavrov say about Assad"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of JSON Lines for each day on which fixture articles were published."""
    folder = tmp_path_factory.mktemp("days")
    of_day: dict[str, list[str]] = defaultdict(list)
    for article in quotetrack.read([ARTICLES]):
        assert isinstance(article, quotetrack.Article)
        if "Lavrov" not in article.text and article.published != "2012-07-07":
            continue  # which only costs time; on that day nothing is new
        told = {name: getattr(article, name) for name in ("id", "text", "title", "published", "url")}
        of_day[str(article.published)].append(json.dumps({**told, "source": article.outlet}))
    for day, lines in of_day.items():
        (folder / f"{day}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert len(of_day) == 4
    return folder


@pytest.mark.parser
def test_each_new_statement_of_each_day_is_shown_once_and_none_again(days: Path) -> None:
    with quotetrack.open(":memory:") as collection:
        collection.add_watch(LAVROV, name="lavrov")
        shown: list[quotetrack.Printed] = []

        def news() -> list[quotetrack.Printed]:
            run = collection.watch("lavrov")
            collection.mark_watched(run)
            assert {one.what for one in run.news} <= {"new", "printing"}
            return [one.printed for one in run.news]

        def answers() -> set[str]:
            reply = collection.ask(LAVROV, limit=10_000, unfold=True)
            return {one.printed.id for one in reply.results}

        ids = set()
        for day in sorted(days.iterdir()):
            collection.add([day], engine="rules")
            ids |= {json.loads(line)["id"] for line in day.read_text(encoding="utf-8").splitlines()}
            found = news()
            assert {one.article.published for one in found} <= {day.stem}
            shown += found
            assert {one.id for one in shown} == answers(), "none is missed"
        assert len(shown) == len(answers()), "none comes twice"
        assert news() == []

        # Extracted anew by another engine, which finds more and other edges.
        assert collection.add([days], engine="model").updated == len(ids)
        for later in news():
            own = later.statement.quote.content
            known = [one for one in shown if one.article.key == later.article.key]
            for one in known:
                assert not any(a.meets(b) for a in own for b in one.statement.quote.report)
            shown.append(later)
        assert len(shown) == len({one.id for one in shown}) >= 16
        assert news() == []
