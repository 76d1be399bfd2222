"""Names that are misspelt or begun: what commands and the shell offer."""

from __future__ import annotations

from pathlib import Path

import pytest
from click import Command, Context
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.cli.options import complete_name
from quotetrack.records import Speaker
from tests.builders import extract, make_article, make_statement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    article = make_article("“Fish is dear,” Boris Petrov said. “Tea is,” Ana Lima said.", id="fish")
    told = (
        make_statement(article, "Fish is dear,", speaker=Speaker("Boris Petrov", "person")),
        make_statement(article, "Tea is,", speaker=Speaker("Ana Lima", "person")),
    )
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        collection.store.add(extract(article, *told))
    return tmp_path / "quotes.db"


@pytest.mark.parametrize("command", ["quotes", "claims", "links", "figures", "timeline"])
def test_a_misspelt_name_is_told_what_it_may_stand_for(path: Path, command: str) -> None:
    run = CliRunner().invoke(program, [command, "--speaker", "Petrow", "--db", str(path)])
    assert run.stdout == "" or run.stdout.count("\n") == 1
    assert run.stderr.endswith(f"fits in {path}; spelled much like 'Petrow': Boris Petrov\n")


def test_who_bears_no_name_like_it_is_offered_none(path: Path) -> None:
    run = CliRunner().invoke(program, ["quotes", "--speaker", "Zyzzyva", "--db", str(path)])
    assert run.stderr.endswith(f"no quotation fits in {path}\n")
    with quotetrack.open(path) as collection:
        assert collection.names_like("Petrow") == ("Boris Petrov",)
        assert collection.names_like("Petrov") == ()
        with pytest.raises(quotetrack.NotFound, match="spelled much like it: Boris Petrov"):
            collection.speaker("Petrow")


@pytest.mark.parametrize(
    ("begun", "names"),
    [("pet", ["petrov"]), ("Ana L", ["Ana Lima"]), ("zy", []), ("", ["Ana Lima", "Boris Petrov"])],
)
def test_the_shell_completes_names(path: Path, begun: str, names: list[str]) -> None:
    context = Context(Command("quotes"))
    context.params["db"] = str(path)
    assert sorted(complete_name(context, begun)) == names  # type: ignore[arg-type]


def test_the_shell_is_offered_nothing_from_what_is_no_database(tmp_path: Path) -> None:
    context = Context(Command("quotes"))
    context.params["db"] = str(tmp_path / "none.db")
    assert complete_name(context, "a") == []  # type: ignore[arg-type]
