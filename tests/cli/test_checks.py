"""`check --keep` and `checks`: what is kept, how it is listed, and what it would come to today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack.cli.check import check
from quotetrack.cli.checks import checks
from quotetrack.linking.linker import link_store
from quotetrack.store import open_store
from tests.revised import first_print, second_print

from .conftest import COLOURS, OnTerminal, Run

LOST = "We lost 40 boats in the storm"
DRAFT = "Ana Lima said: “We lost 40 boats in the storm.”\n\n“The old quay is unsafe,” said Boris Petrov.\n"


@pytest.fixture
def storm(tmp_path: Path) -> Path:
    """A database with an article before its correction."""
    path = tmp_path / "storm.db"
    with open_store(path) as store:
        store.add(first_print())
        link_store(store)
    return path


def correct(db: Path) -> None:
    with open_store(db) as store:
        store.add(second_print())


def table(text: str) -> list[dict[str, str]]:
    heading, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(heading, line, strict=True)) for line in lines]


def test_nothing_is_kept_unless_it_is_asked_for(run: Run, storm: Path) -> None:
    assert "kept" not in run("check", LOST, "--db", storm).stderr
    listed = run("checks", "--db", storm)
    assert (listed.exit_code, table(listed.stdout)) == (0, [])
    assert "no check is kept in" in listed.stderr


def test_words_are_kept_with_whoever_checks_them(run: Run, storm: Path) -> None:
    kept = run("check", LOST, "--speaker", "Lima", "--keep", "--reviewer", "Eva Holm", "--db", storm)
    assert kept.exit_code == 0
    assert "1 check kept; `quotetrack checks` lists all" in kept.stderr
    (line,) = table(run("checks", "--db", storm).stdout)
    assert (line["no"], line["verdict"], line["today"], line["words"]) == ("1", "exact", "", LOST)
    assert (line["asked"], line["by"], line["form"]) == ("Ana Lima", "Eva Holm", "marks")
    assert (line["outlet"], line["published"], line["article"]) == (
        *("Harbour Post", "2024-03-09"),
        "/news/storm.txt",
    )


def test_what_fails_is_kept_as_well(run: Run, storm: Path) -> None:
    assert run("check", "a pudding", "--keep", "--db", storm).exit_code == 1
    assert [line["verdict"] for line in table(run("checks", "--db", storm).stdout)] == ["not_found"]


def test_lines_are_kept_but_those_that_could_not_be_checked(run: Run, storm: Path) -> None:
    asked = '{"id": "a", "words": "We lost 40 boats"}\n{"id": "b", "words": ""}\n{"id": "c", "words": "a pudding"}\n'
    result = run("check", "--file", "-", "--keep", "--db", storm, "--format", "jsonl", input=asked)
    assert len(result.stdout.splitlines()) == 3
    assert "2 checks kept" in result.stderr
    assert [line["words"] for line in table(run("checks", "--db", storm).stdout)] == [
        "a pudding",
        "We lost 40 boats",
    ]


@pytest.mark.parser
def test_a_draft_is_kept_with_its_name_and_lines(run: Run, storm: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    run("check", "--file", draft, "--keep", "--reviewer", "Eva Holm", "--db", storm)
    kept = table(run("checks", "--db", storm).stdout)
    assert [(line["draft"], line["line"], line["asked"]) for line in kept] == [
        ("draft.md", "3", "Boris Petrov"),
        ("draft.md", "1", "Ana Lima"),
    ]


def test_today_s_verdicts_stand_beside_those_of_that_day(run: Run, storm: Path) -> None:
    for words in (LOST, "the ferry would sail again in April"):
        run("check", words, "--keep", "--db", storm)
    correct(storm)
    listed = run("checks", "--today", "--db", storm)
    told = [(line["verdict"], line["today"]) for line in table(listed.stdout)]
    assert told[1] == ("exact", "altered")
    assert told[0][0] == told[0][1]
    assert listed.stderr.endswith("1 of 2 kept checks would be another today\n")
    changed = run("checks", "--changed", "--db", storm)
    assert [line["words"] for line in table(changed.stdout)] == [LOST]
    assert changed.stderr.endswith(": 1 kept check would be another today\n")


def test_filters_choose_and_json_has_a_line_each(run: Run, storm: Path) -> None:
    for words in (LOST, "We lost 40 boats", "a pudding"):
        run("check", words, "--keep", "--db", storm)
    given = run("checks", "--verdict", "cut, exact", "--limit", "1", "--format", "jsonl", "--db", storm)
    (line,) = map(json.loads, given.stdout.splitlines())
    assert (line["verdict"], line["words"], line["today"]) == ("cut", "We lost 40 boats", None)
    assert table(run("checks", "--since", "2100-01-01", "--db", storm).stdout) == []
    csv = run("checks", "--format", "csv", "--db", storm).stdout
    assert csv.lstrip("\ufeff").startswith("no,verdict,today,words,asked,form,by,at,draft,line,")


@pytest.mark.parametrize(
    ("command", "wrong", "told"),
    [
        ("checks", ("--verdict", "green"), "--verdict: 'green' given; the verdicts are exact, cut"),
        ("checks", ("--verdict", " ,"), "--verdict: no verdict given"),
        ("check", ("a joke", "--reviewer", "Eva"), "--reviewer belongs to --keep"),
        ("check", ("a joke", "--fail-on", "green"), "--fail-on: 'green' given"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    run: Run, storm: Path, command: str, wrong: tuple[str, ...], told: str
) -> None:
    result = run(command, *wrong, "--db", storm)
    assert (result.exit_code, told in result.stderr) == (2, True)
    assert len(result.stderr.splitlines()) == 1


def test_a_pipe_tells_the_page_of_each_printing(run: Run, storm: Path) -> None:
    correct(storm)
    (line,) = table(run("check", "We lost 14 boats in the storm", "--db", storm).stdout)
    assert (line["link"], line["archived at"], line["retrieved"]) == (
        "https://harbour.example/storm",
        "https://archive.example/2024-03-12/storm",
        "12 March 2024",
    )
    assert line["became"].startswith("The article was corrected by 12 March 2024: before, on 10 March 2024")
    passage = table(run("check", "The harbour office was closed for nine days", "--db", storm).stdout)
    assert [(one["how"], one["retrieved"], one["quotation"]) for one in passage] == [
        ("printed", "10 March 2024", "")
    ]
    assert "They were withdrawn by 12 March 2024" in passage[0]["became"]


def test_a_terminal_shows_the_page_and_how_it_stood_before(on_terminal: OnTerminal, storm: Path) -> None:
    correct(storm)
    shown = COLOURS.sub("", on_terminal(lambda: check(words="We lost 14 boats in the storm", db=str(storm))))
    lines = [line.strip() for line in shown.splitlines()]
    assert "link: https://harbour.example/storm" in lines
    assert "archived at: https://archive.example/2024-03-12/storm" in lines
    assert "retrieved: 12 March 2024" in lines
    assert "The article was corrected by 12 March 2024: before, on 10" in " ".join(lines)
    assert all(len(line) <= 60 for line in shown.splitlines())


def test_what_is_gone_is_called_so_on_a_terminal(on_terminal: OnTerminal, storm: Path) -> None:
    correct(storm)

    def shown(words: str) -> list[str]:
        def run_check() -> None:
            with pytest.raises(Exception, match="1"):
                check(words=words, db=str(storm))

        return COLOURS.sub("", on_terminal(run_check)).splitlines()

    assert shown(LOST)[0].strip() == "corrected since"
    assert shown("Nobody warned the fishing families")[0].strip() == "withdrawn since"
    passage = " ".join(shown("The harbour office was closed for nine days"))
    assert "archived at: https://archive.example/2024-03-10/storm" in passage


def test_a_terminal_shows_a_block_a_check(run: Run, on_terminal: OnTerminal, storm: Path) -> None:
    run("check", LOST, "--speaker", "Lima", "--keep", "--reviewer", "Eva [bold]Holm\x1b[31m", "--db", storm)
    correct(storm)
    shown = COLOURS.sub("", on_terminal(lambda: checks(db=str(storm), today=True))).splitlines()
    assert shown[0].strip() == "exact → today corrected since · Ana Lima"
    assert shown[1].strip() == f"“{LOST}”"
    about = " ".join(line.strip() for line in shown[2:])
    assert about.startswith("1 · Eva [bold]Holm")
    assert "Harbour Post, 9 March 2024 ·" in about
    assert "\x1b" not in about
    assert all(len(line) <= 60 for line in shown)
