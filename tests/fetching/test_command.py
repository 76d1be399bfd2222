"""`quotetrack fetch` on the command line: what it prints, its exit codes, and a run that is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import quotetrack
from quotetrack.cli import fetch, program

from .sites import Site, dialler_to, page

GOOD = "http://gazette.example/bridge"


@pytest.fixture
def run_fetch(monkeypatch: pytest.MonkeyPatch, site: Site, tmp_path: Path) -> object:
    """The command, for which the site's server is the open internet."""
    monkeypatch.setattr(fetch, "dialler", lambda: dialler_to(site))
    monkeypatch.chdir(tmp_path)
    return None


def invoke(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(program, ["fetch", "--delay", "0", *words], input=input)


@pytest.mark.usefixtures("run_fetch")
def test_a_run_is_summed_up_in_one_line(site: Site) -> None:
    site.put("gazette.example/gone", status=404)
    site.put("gazette.example/lost", page("Page not found", paragraphs=["This page does not exist."]))
    result = invoke(GOOD, "http://gazette.example/gone", "http://gazette.example/lost")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "quotetrack: http://gazette.example/gone: it is answered with 404; 200 is expected",
        "quotetrack: http://gazette.example/lost: left out, error page: it says “Page not found”",
        "quotetrack: articles.jsonl: 1 new article; left out: 1 error page; 1 failed",
    ]


@pytest.mark.usefixtures("run_fetch")
def test_a_run_without_a_failure_ends_with_0_and_the_next_finds_nothing_new() -> None:
    assert invoke(GOOD).exit_code == 0
    again = invoke(GOOD)
    assert (again.exit_code, again.stderr) == (0, "quotetrack: articles.jsonl: 0 new articles; 1 unchanged\n")


@pytest.mark.usefixtures("run_fetch")
def test_addresses_come_from_standard_input_too(tmp_path: Path) -> None:
    assert invoke("-", "-o", "b.jsonl", "--state", "s", input=f"# one\n{GOOD}\n").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.jsonl", "s"]


@pytest.mark.usefixtures("run_fetch")
def test_what_is_fetched_is_read_as_the_page_is(tmp_path: Path) -> None:
    (tmp_path / "bridge.html").write_bytes(page("Bridge shut over crack in its pier"))
    invoke(GOOD)
    fetched, saved = quotetrack.read(["articles.jsonl", "bridge.html"])
    assert isinstance(fetched, quotetrack.Article)
    assert isinstance(saved, quotetrack.Article)
    assert (fetched.text, fetched.zones) == (saved.text, saved.zones)
    assert (fetched.key, fetched.id) == (GOOD, "articles-1")


@pytest.mark.usefixtures("run_fetch")
def test_who_asks_can_be_reached(site: Site) -> None:
    invoke(GOOD, "--user-agent-contact", "news@archive.example")
    agents = {headers["User-Agent"] for headers in site.headers}
    assert agents == {f"quotetrack/{quotetrack.__version__} (+news@archive.example)"}


@pytest.mark.usefixtures("run_fetch")
@pytest.mark.parametrize(
    "words",
    [
        ["--user-agent-contact", "a\r\nX-Evil: 1", GOOD],
        ["--user-agent-contact", "é", GOOD],
        ["--user-agent-contact", "a" * 300, GOOD],
        ["--since", "yesterday", GOOD],
        ["--max", "0", GOOD],
        ["--delay", "-1", GOOD],
        ["--timeout", "0", GOOD],
        ["--max-size", "100000", GOOD],
        ["-o", "x", "--state", "x", GOOD],
        ["-o", "list.txt", "list.txt"],
        ["--state", "list.txt", "list.txt"],
        ["-o", ".", GOOD],
        ["-o", "no/such/folder/a.jsonl", GOOD],
    ],
)
def test_wrong_use_is_one_line_and_exit_2(site: Site, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "list.txt").write_text(f"{GOOD}\n")
    result = invoke(*words)
    assert result.exit_code == 2, result.output
    assert site.asked == []
    assert (tmp_path / "list.txt").read_text() == f"{GOOD}\n"


@pytest.mark.usefixtures("run_fetch")
def test_ctrl_c_leaves_whole_lines_and_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from quotetrack.cli.stopping import Stopped
    from quotetrack.fetching import Fetcher

    whole_run = Fetcher.run

    def stopped(self: Fetcher, *args: object, **options: object) -> object:
        for number, told in enumerate(whole_run(self, *args, **options)):  # type: ignore[arg-type]
            if number:
                raise Stopped(2)
            yield told

    site.put(
        "gazette.example/b",
        page("Ferries carry twice as many", paragraphs=["“It is late,” said Nadia Okoro."] * 9),
    )
    monkeypatch.setattr(Fetcher, "run", stopped)
    with pytest.raises(Stopped, match=r"stopped by Ctrl-C: articles\.jsonl: 1 new article"):
        CliRunner().invoke(program, ["fetch", GOOD, "http://gazette.example/b"], catch_exceptions=False)
    assert len(list(quotetrack.read(["articles.jsonl"]))) == 2
