"""The commands of a review: what is taken over, what is refused and how it is said, the log, and taking back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from .conftest import IDS, Run


@pytest.fixture
def sheet(run: Run, db: Path, tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    run("sheet", "--db", db, "-o", path)
    return path


def edit(path: Path, *edits: tuple[str, str, str]) -> None:
    """Change cells, each named by the quotation's id and the heading."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for id, heading, cell in edits:
        next(row for row in rows if row["id"] == id)[heading] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.DictWriter(stream, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def test_import_says_what_it_came_to_and_every_output_shows_it(run: Run, db: Path, sheet: Path) -> None:
    edit(
        sheet,
        (IDS[0], "status", "confirmed"),
        (IDS[0], "reviewer", "Ana Reis"),
        (IDS[1], "speaker", "Nuno Vaz"),
        (IDS[2], "status", "rejected"),
        (IDS[2], "notes", "=1+1 [red]no[/red] \x1b[31m"),
    )
    result = run("review", "import", sheet, "--db", db, "--by", "desk")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "3 rows, 3 filled in: 5 decisions on 3 quotations made, 0 unchanged, 0 refused\n"
    quotes = ("quotes", "--db", db, "--format", "jsonl")
    assert IDS[2] not in run(*quotes).stdout
    lines = [json.loads(line) for line in run(*quotes, "--unshown").stdout.splitlines()]
    told = {line["id"]: line["review"] for line in lines}
    assert (told[IDS[0]]["status"], told[IDS[0]]["reviewer"]) == ("confirmed", "Ana Reis")
    assert (told[IDS[1]]["status"], told[IDS[1]]["corrected"]) == ("corrected", ["speaker"])
    assert told[IDS[2]]["notes"] == "=1+1 [red]no[/red] \x1b[31m"
    assert "Nuno Vaz" in run("quotes", "--db", db, "--status", "corrected").stdout
    assert "rejected by desk" in run("show", IDS[2], "--db", db).stdout
    assert "\x1b" not in run("show", IDS[2], "--db", db).stdout
    for format in ("md", "html", "json", "jsonl", "csv"):
        assert "Ana Reis" in run("sheet", "--db", db, "--format", format).stdout
    (asked,) = run("ask", "what did Nuno Vaz deny", "--db", db, "--format", "jsonl").stdout.splitlines()
    assert json.loads(asked)["review"]["corrected"] == ["speaker"]


def test_a_dry_run_says_so_and_decides_nothing(run: Run, db: Path, sheet: Path) -> None:
    edit(sheet, (IDS[0], "status", "confirmed"))
    result = run("review", "import", sheet, "--db", db, "--dry-run")
    assert (
        result.stdout
        == "3 rows, 1 filled in: 1 decision on 1 quotation would be made, 2 unchanged, 0 refused\n"
    )
    assert run("review", "log", "--db", db, "--format", "jsonl").stdout == ""


def test_refused_rows_are_named_by_line_and_the_exit_is_1(run: Run, db: Path, sheet: Path) -> None:
    edit(sheet, (IDS[0], "status", "fine"), (IDS[1], "status", "confirmed"), (IDS[1], "outlet", "X"))
    result = run("review", "import", sheet, "--db", db)
    assert result.exit_code == 1
    assert "1 decision on 1 quotation made, 1 unchanged, 1 refused" in result.stdout
    refused, ignored = result.stderr.splitlines()
    assert f"{sheet}, line 2: status 'fine': expected one of confirmed" in refused
    assert f"{sheet}, line 3: “outlet” was changed, and is evidence" in ignored


def test_a_file_that_is_no_sheet_is_exit_2(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    result = run("review", "import", path, "--db", db)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has no columns that can be taken over" in result.stderr


def test_log_and_undo(run: Run, db: Path, sheet: Path) -> None:
    edit(sheet, (IDS[0], "words", "a … joke"), (IDS[1], "stance", "asked"))
    assert run("review", "import", sheet, "--db", db).exit_code == 0
    heading, *lines = run("review", "log", "--db", db).stdout.splitlines()
    assert heading.startswith("no\tquotation\twhat\tis\twas\tby")
    assert [line.split("\t")[2:5] for line in lines] == [
        ["words", "a … joke", "a joke"],
        ["status", "corrected", ""],
        ["stance", "asked", "denied"],
        ["status", "corrected", ""],
    ]
    assert "2 decisions taken back on 1 quotation" in run("review", "undo", 3, 4, "--db", db).stderr
    assert "2 decisions taken back on 1 quotation" in run("review", "undo", "--db", db).stderr
    result = run("review", "undo", "--db", db)
    assert (result.exit_code, result.stderr) == (2, "quotetrack: there is no decision to take back\n")
    told = [
        json.loads(line) for line in run("review", "log", "--db", db, "--format", "jsonl").stdout.splitlines()
    ]
    assert [one["undoes"] for one in told] == [None] * 4 + [3, 4, 1, 2]
    assert told[0]["value"]["text"] == ["a", "joke"]
    assert len(run("review", "log", "--db", db, "--quote", IDS[0][:5]).stdout.splitlines()) == 5
    assert len(run("review", "log", "--db", db, "--by", "nobody").stdout.splitlines()) == 1
    assert run("quotes", "--db", db, "--status", "corrected", "--format", "jsonl").stdout == ""


# One quotation


def test_set_decides_on_one_quotation_and_says_how_to_take_it_back(run: Run, db: Path) -> None:
    result = run(
        *("review", "set", IDS[0][:6], "--status", "confirmed", "--notes", "on tape"),
        *("--by", "Ana Reis", "--db", db),
    )
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"quotetrack: decided of {IDS[0]}: notes on tape, status confirmed; "
        "`quotetrack review undo 1 2` takes it back\n"
    )
    assert "confirmed by Ana Reis" in run("show", IDS[0], "--db", db).stdout
    assert "status none" in run("review", "set", IDS[0], "--status", "", "--db", db).stderr
    log = [
        json.loads(line) for line in run("review", "log", "--db", db, "--format", "jsonl").stdout.splitlines()
    ]
    assert [(one["what"], one["value"]) for one in log] == [
        ("notes", "on tape"),
        ("status", "confirmed"),
        ("status", None),
    ]


def test_set_takes_every_field(run: Run, db: Path) -> None:
    shown = json.loads(run("show", IDS[0], "--db", db, "--format", "jsonl").stdout)
    (begins, _), *_ = shown["content"]
    places = f"{begins}-{begins + 3}"
    fields = ("--speaker", "Nuno Vaz", "--kind", "group", "--stance", "denied", "--offsets", places)
    assert run("review", "set", IDS[0], *fields, "--db", db).exit_code == 0
    line = json.loads(run("show", IDS[0], "--db", db, "--format", "jsonl").stdout)
    assert line["content"] == [[begins, begins + 3]]
    assert (line["speaker"]["name"], line["speaker"]["kind"]) == ("Nuno Vaz", "group")
    assert (line["stance"], line["review"]["status"]) == ("denied", "corrected")
    assert run("review", "set", IDS[0], "--words", shown["text"], "--db", db).exit_code == 0
    assert json.loads(run("show", IDS[0], "--db", db, "--format", "jsonl").stdout)["text"] == shown["text"]


def test_set_refuses_what_was_changed_since_it_was_seen(run: Run, db: Path) -> None:
    seen = run("review", "state", IDS[0], "--db", db).stdout.strip()
    assert run("review", "set", IDS[0], "--status", "unsure", "--seen", seen, "--db", db).exit_code == 0
    result = run("review", "set", IDS[0], "--status", "rejected", "--seen", seen, "--db", db)
    assert result.exit_code == 2
    now = run("review", "state", IDS[0], "--db", db).stdout.strip()
    assert f"its state is {now} now, expected '{seen}'" in result.stderr


@pytest.mark.parametrize("places", ["", "10", "10..20", "10-20;30-40", "-10-20"])
def test_set_refuses_places_that_are_none(run: Run, db: Path, places: str) -> None:
    result = run("review", "set", IDS[0], "--offsets", places, "--db", db)
    assert (result.exit_code, "expected places such as 10-20,30-35" in result.stderr) == (2, True)


def test_the_queue_lists_what_is_undecided_and_says_how_to_go_on(run: Run, db: Path, sheet: Path) -> None:
    first = run("review", "queue", "--db", db, "--limit", 1)
    assert (first.stdout.splitlines()[1].split("\t")[0], first.exit_code) == (IDS[2], 0)
    assert first.stderr == f"quotetrack: 3 quotations left; go on with --after 0.4~{IDS[2]}\n"
    behind = run("review", "queue", "--db", db, "--after", f"0.4~{IDS[2]}", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in behind.stdout.splitlines()] == [IDS[1], IDS[0]]
    assert json.loads(behind.stdout.splitlines()[-1])["position"] == f"0.93~{IDS[0]}"
    end = run("review", "queue", "--db", db, "--after", IDS[0])
    assert (end.stdout, end.stderr) == (
        "",
        "quotetrack: nothing comes behind it; 3 quotations are left before\n",
    )
    edit(sheet, (IDS[2], "status", "confirmed"), (IDS[1], "status", "rejected"))
    run("review", "import", sheet, "--db", db, "--by", "Eva Holm")
    left = run("review", "queue", "--db", db, "--order", "printed", "--format", "csv", "--without", IDS[2])
    assert (len(left.stdout.splitlines()), left.stderr.split(";")[0]) == (2, "quotetrack: 1 quotation left")
    second = run("review", "queue", "--db", db, "--second-for", "Rui Reis", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in second.stdout.splitlines()] == [IDS[2], IDS[1]]
    none = run("review", "queue", "--db", db, "--second-for", "Eva Holm")
    assert (none.stdout, none.stderr) == ("", f"quotetrack: no quotation fits in {db}\n")


def test_a_queue_behind_no_quotation_is_refused(run: Run, db: Path) -> None:
    result = run("review", "queue", "--db", db, "--after", "0.4~0000")
    assert (result.exit_code, "there is no quotation '0000'" in result.stderr) == (2, True)


# Agreement


def test_agreement_compares_what_two_people_found(run: Run, db: Path) -> None:
    nothing = run("review", "agreement", "--db", db)
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "no quotation that fits was decided by two people" in nothing.stderr
    for by, statuses in (("Ana", ("confirmed", "rejected", "confirmed")), ("Ben", ("confirmed", "unsure"))):
        for id, status in zip(IDS, statuses, strict=False):
            run("review", "set", id, "--status", status, "--by", by, "--db", db)
    pairs, cells, differences = run("review", "agreement", "--db", db).stdout.split("\n\n")
    assert pairs.splitlines() == [
        "reviewer\tother\tquotations\tagree\tshare\tkappa",
        "Ana\tBen\t2\t1\t0.50\t0.33",
        "all\ttwo by two\t2\t1\t0.50\t0.33",
    ]
    assert cells.splitlines()[1:] == [
        "Ana\tconfirmed\tBen\tconfirmed\t1",
        "Ana\trejected\tBen\tunsure\t1",
    ]
    assert differences.splitlines()[1].startswith(IDS[1])
    assert differences.endswith("\tAna: rejected; Ben: unsure\n")
    told = json.loads(run("review", "agreement", "--db", db, "--format", "jsonl").stdout)
    assert (told["quotations"], told["agreed"], told["pairs"][0]["kappa"]) == (2, 1, pytest.approx(1 / 3))
    assert told["disagreements"][0]["said"] == [
        {"by": "Ana", "status": "rejected"},
        {"by": "Ben", "status": "unsure"},
    ]
