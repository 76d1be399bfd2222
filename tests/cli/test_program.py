"""The program as a whole: help, version, completion, what it imports, closed pipes, the public names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import quotetrack
from quotetrack.cli import COMMANDS, program
from quotetrack.cli.reference import reference

from .conftest import IDS, Run
from .test_ask import LIMA

ROOT = Path(quotetrack.__file__).parent.parent
HEAVY = {"spacy", "textacy", "sqlalchemy", "trafilatura", "xlsxwriter", "jinja2", "numpy"}


def python(*words: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    """Another Python run from the project's folder."""
    command = [sys.executable, *(("-c", code) if code is not None else ("-m", "quotetrack")), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


MODULES = """
import sys
from quotetrack.cli import main
for words in {commands!r}:
    sys.argv = ["quotetrack", *words]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
    print("\\nMODULES", code, *{{name.split(".")[0] for name in sys.modules}})
"""


def loaded_after(*commands: list[str]) -> list[set[str]]:
    """The top-level modules loaded once the program has run on the words of each command, one after the other."""
    done = python(code=MODULES.format(commands=commands))
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("MODULES ")]
    assert [code for _, code, *_ in lines] == ["0"] * len(commands), done.stderr
    return [set(names) for _, _, *names in lines]


def test_help_and_version_load_no_heavy_library() -> None:
    commands = ["--help"], ["--version"], ["extract", "--help"], ["sheet", "--help"]
    for words, loaded in zip(commands, loaded_after(*commands), strict=True):
        assert not loaded & HEAVY, words


def test_reading_commands_never_load_the_parser(db: Path) -> None:
    commands = (
        ["quotes"],
        ["show", IDS[0]],
        ["speakers"],
        ["speaker", "lima"],
        ["sources"],
        ["subjects"],
        ["ask", "What did Ana Lima say?"],
    )
    in_db = [[*words, "--db", str(db)] for words in commands]
    for words, loaded in zip(commands, loaded_after(*in_db), strict=True):
        assert not loaded & {"spacy", "textacy"}, words


def test_importing_the_package_loads_nothing() -> None:
    done = python(code="import sys, quotetrack; print(*sys.modules)")
    assert not {name.split(".")[0] for name in done.stdout.split()} & {*HEAVY, "typer", "rich"}


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"quotetrack {quotetrack.__version__}\n"


def test_no_words_show_the_help() -> None:
    done = python()
    assert done.returncode == 2
    assert "Usage: quotetrack" in done.stdout + done.stderr


def test_every_option_and_argument_has_help() -> None:
    group = typer.main.get_command(program)
    commands = [group, *group.commands.values()]  # type: ignore[attr-defined]
    assert [
        f"{command.name} {param.name}" for command in commands for param in command.params if not param.help
    ] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    result = run("--show-completion", shell)
    assert result.exit_code == 0
    assert "_QUOTETRACK_COMPLETE" in result.stdout


def test_a_reader_that_has_enough_gets_no_trace(db: Path) -> None:
    command = f"'{sys.executable}' -m quotetrack quotes --db '{db}' --format jsonl | true"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""


def test_an_encoding_without_the_letters_spells_them_out(db: Path) -> None:
    command = [sys.executable, "-m", "quotetrack", "show", IDS[0], "--db", str(db)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0
    assert "\\u201c**a joke**\\u201d" in done.stdout


BYTES = "Gaz\udcffette"
"""What Python makes of bytes on the command line that are no UTF-8."""


@pytest.mark.parametrize(
    "words",
    [
        ["ask", f"What did Ana Lima say in {BYTES}?"],
        ["ask", LIMA, "--source", BYTES],
        ["quotes", "--source", BYTES],
        ["quotes", "--not-speech", "--source", BYTES],
        ["quotes", "--speaker", BYTES],
        ["speakers", "--about", BYTES],
        ["sources", "--source", BYTES],
        ["claims", "--source", BYTES],
        ["links", "--source", BYTES],
        ["subjects", "--source", BYTES],
        ["context", BYTES],
        ["timeline", "--source", BYTES],
        ["diff", "2012-07-01", "2012-07-08", "--source", BYTES],
    ],
)
def test_words_that_are_no_text_are_refused_in_one_line(run: Run, db: Path, words: list[str]) -> None:
    result = run(*words, "--db", db)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(
        r"quotetrack: '.*Gaz\\udcffette.*' holds '\\udcff', which is no text: give words in UTF-8, without NUL\n",
        result.stderr,
    )


@pytest.mark.parametrize(
    "words", [["show", BYTES], ["claim", BYTES], ["speaker", BYTES], ["speakers", "merge", BYTES, "Lima"]]
)
def test_names_and_ids_that_are_no_text_are_not_found(run: Run, db: Path, words: list[str]) -> None:
    result = run(*words, "--db", db)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_bytes_that_are_no_text_are_refused_as_they_come(db: Path) -> None:
    done = python("quotes", "--source", BYTES, "--db", str(db))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_question_of_a_file_that_is_no_text_is_named(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(r'{"id": "q1", "question": "what did Lima say in \u0000\ud800"}' + "\n", encoding="utf-8")
    result = run("ask", "--questions", path, "--db", db)
    assert (result.exit_code, result.stdout) == (1, '{"id": "q1", "results": []}\n')
    assert "question q1: " in result.stderr
    assert "no text" in result.stderr


def test_reference_page_is_up_to_date() -> None:
    """Stale? `python -m quotetrack.cli.reference > docs/cli.md` brings it up to date."""
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference()


def test_reference_page_has_every_command() -> None:
    page = reference()
    for names in COMMANDS.values():
        for name in names:
            assert f"### quotetrack {name}\n" in page


def test_every_option_with_a_value_says_what_value() -> None:
    assert [line for line in reference().splitlines() if " None`" in line] == []


# The public names


def test_every_public_name_is_there() -> None:
    assert [name for name in quotetrack.__all__ if getattr(quotetrack, name, None) is None] == []
    assert len(quotetrack.__all__) == len(set(quotetrack.__all__))


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        quotetrack.nonsense  # noqa: B018


def test_functions_stay_functions_after_their_rooms_are_imported() -> None:
    code = (
        "import quotetrack, quotetrack.readers, quotetrack.extraction, quotetrack.pipeline\n"
        "from quotetrack.readers import Overrides\n"
        "print(callable(quotetrack.read), callable(quotetrack.extract))"
    )
    assert python(code=code).stdout == "True True\n"


def test_a_collection_answers_from_its_database(db: Path) -> None:
    with quotetrack.open(db) as collection:
        assert [printed.text for printed in collection.quotes(stance="denied")] == ["took the money"]
