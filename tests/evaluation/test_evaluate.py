"""What `evaluate` prints: one table over all gold sets, from the figures that the scorers give and nothing else."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import quotetrack
from quotetrack.cli import program
from quotetrack.cli.evaluate import evaluate as command
from quotetrack.errors import ReadError
from quotetrack.evaluation import Report, evaluate, set_names

from .conftest import COUNTING, write

pytestmark = pytest.mark.parser


def run(*words: object) -> Result:
    result = CliRunner().invoke(program, ["evaluate", *map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def table(result: Result) -> dict[tuple[str, str], list[str]]:
    """The cells behind a set and a measure, as they are printed in a pipe."""
    rows = csv.reader(io.StringIO(result.stdout), delimiter="\t")
    return {(row[0], row[1]): row[2:] for row in rows if len(row) > 2}


def reports(bench: Path, *sets: str) -> dict[str, Report]:
    found = evaluate(bench, bench.parent / "out", sets=sets)
    return {report.set: report for report in found}


def test_one_table_has_every_set_with_textacy_beside_ours(bench: Path) -> None:
    result = run(bench)
    found = table(result)
    assert result.exit_code == 0
    assert result.stdout.startswith("set\tmeasure\tquotetrack\ttextacy\tbest peer\tpeople\n")
    assert list(dict.fromkeys(name for name, _ in found))[1:] == list(set_names())
    assert found["seed", "quotations right"][:2] == ["1 of 1", "0 of 1"]
    assert found["phenomena", "quotations F1"][:2] == ["25.0", "25.0"]
    assert found["phenomena", "no speech, taken"][:2] == ["2 of 9", "2 of 9"]
    assert found["attribution", "units found P"][:2] == ["2.0", "1.0"]
    assert found["attribution", "speaker right F1"][:2] == ["2.2", "1.2"]
    assert found["speakers", "nobody named"][:2] == ["20.0", "20.0"]
    assert found["queries", "nDCG@10"][:2] == [".50", "–"]
    assert found["queries", "wrongly answered"][:2] == ["2 of 4", "–"]


def test_whole_articles_are_measured_as_shown_and_as_printed(bench: Path) -> None:
    found = table(run(bench, "--set", "world", "--set", "world more"))
    for name in ("world", "world more"):
        assert found[name, "claims P, shown"][:2] == ["1.0", "1.0"]
        assert found[name, "claims P, everything"][:2] == ["2.0", "2.0"]
        assert found[name, "whole reports clean"][:2] == ["2 of 9", "2 of 9"]
        assert found[name, "no claims, shown"][:2] == ["0 of 3", "0 of 3"]


def test_passages_are_measured_by_two_scorers(bench: Path) -> None:
    report = reports(bench, "passages")["passages"]
    found = {row.measure: row.ours for row in report.rows}
    assert (found["quotations F1"], found["claims P, everything"], found["no claims, shown"]) == (
        "25.0",
        "2.0",
        "0 of 3",
    )
    assert "phenomena report 2" in report.printed
    assert "world report 1.0" in report.printed


def test_events_are_measured_by_the_installed_program(bench: Path) -> None:
    result = run(bench, "--set", "events", "--set", "events more", "--details")
    assert f'"prefix": "more", "version": "quotetrack {quotetrack.__version__}' in result.stdout
    found = table(result)
    assert found["events", "first answer right"][:2] == ["–", "–"]
    assert found["events more", "once missed, shown"][:2] == ["3 of 4", "–"]
    assert ("events", "once missed, shown") not in found


def test_checks_are_measured_by_the_installed_program(bench: Path) -> None:
    found = table(run(bench, "--set", "check"))
    assert found["check", "dangerous ones"][:2] == ["1 of 8", "–"]
    assert found["check", "drafts, in marks, dangerous"][0] == "0 of 5"
    assert found["check", "drafts, claims, dangerous"][0] == "1 of 2"


def test_events_need_the_installed_program(bench: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(bench / "python"))
    with pytest.raises(ReadError, match="its scorer runs the installed command"):
        reports(bench, "events")


def test_what_is_not_built_is_one_line_and_no_failure(bench: Path) -> None:
    result = run(bench, "--set", "linking")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == ["linking\tmeasured by benchmarks/linking_accuracy.py\t\t\t\t"]


def test_the_folder_of_what_is_not_built_may_be_missing(bench: Path) -> None:
    (bench / "linking" / "pairs.jsonl").unlink()
    (bench / "linking").rmdir()
    assert "linking" not in reports(bench)


def test_without_textacy_its_column_says_so_and_how_to_get_it(
    bench: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textacy", None)
    result = run(bench, "--set", "seed")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split("\t")[3] == "textacy (not installed)"
    assert table(result)["seed", "quotations right"][:2] == ["1 of 1", "–"]
    assert "pip install 'quotetrack[dev]'" in result.stderr


def test_figures_of_others_are_shown_on_the_gold_they_were_measured_on_alone(bench: Path) -> None:
    found = table(run(bench, "--set", "attribution", "--set", "phenomena"))
    assert found["attribution", "speaker right F1"][2:] == ["textacy 73", "93"]
    assert found["phenomena", "quotations F1"][2:] == ["", ""]  # the suite has 160 quotations, this one 2


def test_details_print_the_scorers_reports_before_the_table(bench: Path) -> None:
    text = run(bench, "--set", "seed", "--set", "speakers", "--details").stdout
    assert text.startswith("== seed\nq1: right\nfalse quotations: 0; indirect claims: 1 of 1\n")
    assert text.index("== speakers\nspeakers report 2") < text.index("set\tmeasure")


@pytest.mark.parametrize("missing", [False, True])
def test_a_terminal_of_sixty_columns_holds_the_table_unbroken(
    bench: Path, monkeypatch: pytest.MonkeyPatch, missing: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    if missing:
        monkeypatch.setitem(sys.modules, "textacy", None)
    with monkeypatch.context() as here:
        here.setattr(sys, "stdout", screen)
        command(bench, sets=["attribution", "phenomena", "linking"])
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in screen.getvalue().splitlines()]
    assert max(map(len, lines)) <= 60
    assert lines[-1] == "linking: measured by benchmarks/linking_accuracy.py"
    assert ("stalled" in lines[2]) == missing
    row = next(line for line in lines if line.startswith("speaker right F1"))
    assert row.split() == ["speaker", "right", "F1", "2.2", "–" if missing else "1.2", "textacy", "73", "93"]


def test_predictions_are_kept_where_asked(bench: Path) -> None:
    run(bench, "--set", "speakers", "--keep", bench.parent / "kept")
    names = sorted(path.name for path in (bench.parent / "kept").iterdir())
    assert names == ["quotetrack-speakers.jsonl", "textacy-speakers.jsonl"]


# What goes wrong is said, never covered up


def test_a_figure_that_a_scorer_does_not_give_is_an_error_and_no_number(bench: Path) -> None:
    write(bench / "speakers" / "evaluate.py", COUNTING + '\ngive({"gold": 1, "lenient": 70.0}, "")')
    result = run(bench, "--set", "speakers")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "expected a number at 'abstained' of its figures" in result.stderr


def test_a_figure_that_is_no_number_is_an_error(bench: Path) -> None:
    figures = '\ngive({"gold": 1, "lenient": "good", "abstained": 1, "wrong": 1}, "")'
    write(bench / "speakers" / "evaluate.py", COUNTING + figures)
    with pytest.raises(ReadError, match="'lenient' of its figures, found 'good'"):
        reports(bench, "speakers")


def test_nothing_to_count_is_a_dash(bench: Path) -> None:
    figures = '\ngive({"gold": 1, "lenient": None, "abstained": float("nan"), "wrong": 0.0}, "")'
    write(bench / "speakers" / "evaluate.py", COUNTING + figures)
    assert [row.ours for row in reports(bench, "speakers")["speakers"].rows] == ["–", "–", "0.0"]


def test_a_scorer_that_gives_no_json_is_an_error(bench: Path) -> None:
    write(bench / "speakers" / "evaluate.py", 'print("all is well")')
    with pytest.raises(ReadError, match="expected JSON, found 'all is well"):
        reports(bench, "speakers")


def test_a_scorer_that_fails_is_an_error_with_its_words(bench: Path) -> None:
    write(bench / "speakers" / "evaluate.py", 'import sys\nsys.exit("gold is torn")')
    with pytest.raises(ReadError, match="ended with 1: gold is torn"):
        reports(bench, "speakers")


def test_figures_of_an_earlier_run_do_not_pass_for_this_ones(bench: Path) -> None:
    reports(bench, "attribution")
    write(bench / "attribution" / "evaluate.py", 'print("a scorer that writes no figures")')
    with pytest.raises(ReadError, match="wrote no figures"):
        reports(bench, "attribution")


def test_a_set_that_is_missing_is_told_before_any_is_run(bench: Path) -> None:
    with pytest.raises(ReadError, match="no folder 'seed'"):
        next(evaluate(bench / "phenomena", bench.parent / "out"))


def test_a_set_without_its_gold_is_an_error(bench: Path) -> None:
    (bench / "seed" / "gold.json").unlink()
    with pytest.raises(ReadError, match=r"gold\.json cannot be read"):
        reports(bench, "seed")


def test_articles_that_are_missing_are_an_error_and_no_score_of_none(bench: Path) -> None:
    (bench.parent / "corpora" / "polnear" / "dev" / "text" / "pier-1.txt").unlink()
    with pytest.raises(ReadError, match="holds no article"):
        reports(bench, "attribution")


def test_a_corpus_that_is_missing_is_an_error(bench: Path) -> None:
    (bench.parent / "corpora").rename(bench.parent / "elsewhere")
    with pytest.raises(ReadError, match="is not there"):
        reports(bench, "queries")


def test_a_set_that_nobody_knows_is_wrong_use(bench: Path) -> None:
    result = run(bench, "--set", "poems")
    assert result.exit_code == 2
    assert "no gold set is called poems" in result.stderr
