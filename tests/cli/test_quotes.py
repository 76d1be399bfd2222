"""quotes, show, speakers, speaker, sources, stats on a database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import quotetrack
from quotetrack.records import KINDS, STANCES
from quotetrack.review.cells import offsets

from .conftest import IDS, TEXT, Run, find


def test_quotes_as_json_lines_in_text_order(run: Run, db: Path) -> None:
    result = run("quotes", "--db", db, "--format", "jsonl")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [quote["id"] for quote in told] == IDS
    assert [quote["text"] for quote in told] == ["a joke", "took the money", "we are ready"]
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("filter", "kept"),
    [
        (["--speaker", "lima"], [0]),
        (["--stance", "denied"], [1]),
        (["--min-confidence", "0.9"], [0, 1]),
        (["--kind", "direct", "--limit", "2"], [0, 1]),
        (["--since", "2012-07-06"], []),
        (["--until", "2012-07-05", "--source", "gazette.example"], [0, 1, 2]),
        (["--about", "money"], [1]),
    ],
)
def test_quotes_that_fit_the_filters(run: Run, db: Path, filter: list[str], kept: list[int]) -> None:
    result = run("quotes", "--db", db, "--format", "jsonl", *filter)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [IDS[at] for at in kept]


def test_quotes_without_any_say_so_on_stderr(run: Run, db: Path) -> None:
    result = run("quotes", "--db", db, "--speaker", "Nobody", "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"quotetrack: no quotation fits in {db}\n"


def test_quotes_in_a_pipe_are_tab_separated_lines(run: Run, db: Path) -> None:
    heading, *rows = [line.split("\t") for line in run("quotes", "--db", db).stdout.splitlines()]
    assert [row[:5] for row in rows] == [
        [IDS[0], "a joke", "Ana Lima", "Ana Lima", "said"],
        [IDS[1], "took the money", "Rui Reis", "Rui Reis", "denied"],
        [IDS[2], "we are ready", "", "A senior ␛[31mofficial", "said"],
    ]
    assert {len(row) for row in rows} == {len(heading)}


def test_quotes_as_csv_are_the_sheet(run: Run, db: Path) -> None:
    result = run("quotes", "--db", db, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert [row["words"] for row in rows] == ["a joke", "took the money", "we are ready"]
    assert rows[1]["stance"] == "denied"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_for(run: Run, db: Path, kind: str) -> None:
    assert run("quotes", "--db", db, "--kind", kind).exit_code == 0


@pytest.mark.parametrize("stance", STANCES)
def test_every_stance_can_be_asked_for(run: Run, db: Path, stance: str) -> None:
    assert run("quotes", "--db", db, "--stance", stance).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--since", "5 July"],
        ["--since", "20120705"],
        ["--until", "2012-W27-4"],
        ["--kind", "loud"],
        ["--stance", "sung"],
        ["--min-confidence", "2"],
        ["--limit", "0"],
        ["--format", "pdf"],
        ["--since", "2012-07-06", "--until", "2012-07-05"],
        ["--sideways"],
    ],
)
def test_wrong_options_exit_2_and_print_nothing(run: Run, db: Path, words: list[str]) -> None:
    result = run("quotes", "--db", db, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


# What stands in marks and is no speech


def test_what_is_no_speech_as_json_lines(run: Run, db: Path) -> None:
    result = run("quotes", "--not-speech", "--db", db, "--format", "jsonl")
    (told,) = [json.loads(line) for line in result.stdout.splitlines()]
    place = TEXT.index("Salt")
    assert (told["text"], told["rule"], told["content"]) == (
        "Salt [b]and[/b] Rope",
        "title",
        [[place, place + 20]],
    )
    assert (told["before"], told["after"]) == ("The film “", "” opens.")
    assert (told["article"], told["source"], told["published"]) == ("porto", "The Gazette", "2012-07-05")


def test_what_is_no_speech_in_a_pipe_is_tab_separated_lines(run: Run, db: Path) -> None:
    lines = run("quotes", "--not-speech", "--db", db).stdout.splitlines()
    place = TEXT.index("Salt")
    assert [line.split("\t") for line in lines] == [
        ["words", "rule", "outlet", "published", "article", "offsets"],
        [
            *("Salt [b]and[/b] Rope", "title", "The Gazette", "2012-07-05", "porto"),
            f"{place}..{place + 20}",
        ],
    ]


def test_what_is_no_speech_as_csv_has_its_context(run: Run, db: Path) -> None:
    result = run("quotes", "--not-speech", "--db", db, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline=""))
    assert (row["words"], row["rule"]) == ("Salt [b]and[/b] Rope", "title")
    assert (row["context before"], row["context after"]) == ("The film “", "” opens.")
    assert row["url"] == "https://gazette.example/porto"


@pytest.mark.parametrize(
    ("filter", "rows"),
    [
        (["--about", "film"], 1),
        (["--about", "money"], 0),
        (["--source", "gazette"], 1),
        (["--source", "herald"], 0),
        (["--since", "2012-07-06"], 0),
        (["--until", "2012-07-05", "--limit", "1"], 1),
    ],
)
def test_what_is_no_speech_by_filter(run: Run, db: Path, filter: list[str], rows: int) -> None:
    result = run("quotes", "--not-speech", "--db", db, "--format", "jsonl", *filter)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, rows)
    assert ("fits in" in result.stderr) == (rows == 0)


@pytest.mark.parametrize(
    ("filter", "named"),
    [
        (["--speaker", "lima"], "speaker"),
        (["--kind", "direct"], "kind"),
        (["--stance", "said"], "stance"),
        (["--status", "unchecked"], "status"),
        (["--min-confidence", "0.5"], "min_confidence"),
        (["--speaker", "lima", "--stance", "said"], "speaker, stance"),
    ],
)
def test_filters_that_only_speech_can_pass_are_refused(
    run: Run, db: Path, filter: list[str], named: str
) -> None:
    result = run("quotes", "--not-speech", "--db", db, *filter)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        f"quotetrack: what quotes nobody cannot be filtered by {named}: it has none"
    )


def test_what_is_no_speech_from_python(db: Path) -> None:
    with quotetrack.open(db) as collection:
        assert [printed.text for printed in collection.not_speech(about="film", limit=3)] == [
            "Salt [b]and[/b] Rope"
        ]


# One quotation


def test_show_in_a_pipe(run: Run, db: Path) -> None:
    result = run("show", IDS[0][:6], "--db", db)
    told = dict(line.split("\t") for line in result.stdout.splitlines())
    assert told["passage"].startswith("Foreign Minister Ana Lima told reporters")
    assert told["passage"].endswith("that the plan was “**a joke**”, and left.")
    assert told["speaker"] == "Ana Lima"
    assert told["role"] == "Foreign Minister"
    assert told["hearer"] == "reporters"
    assert told["said on"] == "5 July 2012 (“on Thursday”)"
    assert told["outlet"] == "The Gazette"
    assert told["because"] == "subject: “Ana Lima”"
    assert told["or else"] == "Nuno Vaz (0.20: named nearby)"


def test_show_why_has_every_reason_and_candidate_with_its_words(run: Run, db: Path) -> None:
    told = [line.split("\t") for line in run("show", IDS[0], "--db", db, "--why").stdout.splitlines()]
    assert {len(row) for row in told} == {2}
    lima, porto, thursday = (offsets((find(words),)) for words in ("Ana Lima", "Porto", "on Thursday"))
    why = told[told.index(["id", IDS[0]]) + 1 :]
    assert why == [
        ["found by", "pair"],
        ["cue", f"“told” {offsets((find('told'),))}"],
        ["because", f"subject; “Ana Lima” {lima}"],
        ["because", "nearest"],
        ["runner-up", f"Nuno Vaz, 0.20 – named nearby; “Porto” {porto}"],
        ["or else", f"X, 0.10 – ?; “Porto” {porto}"],
        ["stance", "said – nothing at the cue says otherwise"],
        ["hearer", f"“reporters” {offsets((find('reporters'),))}"],
        [
            "said on",
            "5 July 2012 – the day that these words give in an article of 5 July 2012; "
            f"“on Thursday” {thursday}",
        ],
        ["confidence", "1.00 that these are a speaker's words at all"],
        ["confidence", "0.93 that the speaker is right"],
    ]


def test_show_why_tells_nothing_twice(run: Run, db: Path) -> None:
    names = [line.split("\t")[0] for line in run("show", IDS[0], "--db", db, "--why").stdout.splitlines()]
    for name in ("stance", "cue", "hearer", "said on", "found by", "as printed"):
        assert names.count(name) == (name != "as printed")


def test_show_why_as_json(run: Run, db: Path) -> None:
    plain = json.loads(run("show", IDS[0], "--db", db, "--format", "jsonl").stdout)
    told = json.loads(run("show", IDS[0], "--db", db, "--why", "--format", "jsonl").stdout)
    assert told.keys() - plain.keys() == {"evidence", "flags", "quote_confidence"}
    lima, porto = find("Ana Lima"), find("Porto")
    assert told["evidence"] == [
        {"rule": "subject", "text": "Ana Lima", "span": [lima.start, lima.end]},
        {"rule": "nearest", "text": None, "span": None},
    ]
    assert told["candidates"][0] == {
        "name": "Nuno Vaz",
        "score": 0.2,
        "reason": "named nearby",
        "mention": [[porto.start, porto.end]],
    }
    assert (told["flags"], told["quote_confidence"]) == ([], 1.0)


def test_show_as_json(run: Run, db: Path) -> None:
    told = json.loads(run("show", IDS[1], "--db", db, "--format", "jsonl").stdout)
    assert told["id"] == IDS[1]
    assert told["why"][0] == {"rule": "subject", "text": "Rui Reis"}


def test_show_of_an_unknown_id_is_one_line_and_exit_2(run: Run, db: Path) -> None:
    result = run("show", "ffffffffffff", "--db", db)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("quotetrack: there is no quotation 'ffffffffffff'")
    assert result.stderr.count("\n") == 1


def test_speakers_in_a_pipe(run: Run, db: Path) -> None:
    lines = run("speakers", "--db", db).stdout.splitlines()
    assert lines[0] == "speaker\tkind\tquotes\trole\tfirst\tlast"
    assert "Ana Lima\tperson\t1\tForeign Minister\t2012-07-05\t2012-07-05" in lines
    assert len(lines) == 3


def test_speakers_as_json_lines(run: Run, db: Path) -> None:
    told = [json.loads(line) for line in run("speakers", "--db", db, "--format", "jsonl").stdout.splitlines()]
    assert {entry["name"] for entry in told} == {"Ana Lima", "Rui Reis"}


def test_speaker_tells_roles_and_mentions(run: Run, db: Path) -> None:
    lines = run("speaker", "lima", "--db", db).stdout.splitlines()
    assert lines[1] == "Ana Lima\tkind\tperson"
    assert "\trole\tForeign Minister (2012-07-05)" in lines
    assert "\tmention\tAna Lima" in lines
    assert "\tpublished\t2012-07-05" in lines


def test_a_speaker_that_is_not_there_is_exit_2(run: Run, db: Path) -> None:
    result = run("speaker", "Nobody", "--db", db)
    assert result.exit_code == 2
    assert "no speaker is named 'Nobody'" in result.stderr


def test_sources(run: Run, db: Path) -> None:
    lines = run("sources", "--db", db).stdout.splitlines()
    assert lines[1] == "The Gazette\tgazette.example\t1\t3\t2012-07-05\t2012-07-05"


def test_stats_for_people_and_as_json(run: Run, db: Path) -> None:
    lines = run("stats", "--db", db).stdout.splitlines()
    assert f"database\t{db}" in lines
    assert "quotations\t3" in lines
    told = json.loads(run("stats", "--db", db, "--format", "jsonl").stdout)
    assert (told["quotes"], told["by_kind"]["direct"], told["by_stance"]["denied"]) == (3, 3, 1)


@pytest.mark.parametrize(
    "words",
    [["quotes"], ["show", "abcdef"], ["speakers"], ["speaker", "x"], ["sources"], ["stats"], ["ask", "x"]],
)
def test_a_database_that_is_not_there_is_exit_2(run: Run, tmp_path: Path, words: list[str]) -> None:
    missing = tmp_path / "missing.db"
    result = run(*words, "--db", missing)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("quotetrack: ")
    assert not missing.exists()


def test_the_variable_names_the_database(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTETRACK_DB", str(db))
    assert f"database\t{db}" in run("stats").stdout


@pytest.mark.parametrize(
    ("command", "first"),
    [
        (["speakers"], "speaker"),
        (["speaker", "lima"], "speaker"),
        (["sources"], "outlet"),
        (["stats"], "what"),
    ],
)
def test_overviews_as_csv(run: Run, db: Path, command: list[str], first: str) -> None:
    result = run(*command, "--db", db, "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert result.exit_code == 0
    assert rows[0][0] == first
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
