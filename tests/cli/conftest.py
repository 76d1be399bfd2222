"""A database with five quotations, and the program run on it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from quotetrack.cli import program
from quotetrack.cli.claims import app
from quotetrack.linking.linker import link_store
from quotetrack.records import (
    Article,
    Attribution,
    Candidate,
    Evidence,
    Extraction,
    NotSpeech,
    Quote,
    SaidOn,
    Source,
    Span,
    Speaker,
    Stance,
    Statement,
    statement_id,
)
from quotetrack.store import open_store

from .forks import Forks

NOTHING_MORE = typer.Context(typer.main.get_command(app))
"""Says that no command follows `claims`, `links` or `speakers`."""

Run = Callable[..., Result]
OnTerminal = Callable[[Callable[[], None]], str]

TEXT = (
    "Foreign Minister Ana Lima told reporters in Porto on Thursday that the plan was “a joke”, and left.\n\n"
    "Rui Reis denied that he “took the money”, [bold]the court heard[/bold].\n\n"
    "A senior \x1b[31mofficial said “we are ready”.\n\n"
    "The film “Salt [b]and[/b] Rope” opens.\n"
)


def find(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ARTICLE = Article(
    id="porto",
    text=TEXT,
    key="porto.txt",
    title="Ministers [red]meet",
    source=Source("The Gazette", "gazette.example"),
    published="2012-07-05",
    url="https://gazette.example/porto",
)


def statement(
    words: str,
    cue: str,
    mention: str,
    speaker: Speaker | None,
    *,
    stance: Stance = "said",
    confidence: float = 0.9,
) -> Statement:
    content = (find(words),)
    quote = Quote(
        id=statement_id(ARTICLE, Quote(id="", kind="direct", content=content)),
        kind="direct",
        content=content,
        cue=(find(cue),),
        rule="pair",
    )
    first = words == "a joke"
    attribution = Attribution(
        quote=quote.id,
        mention=(find(mention),),
        speaker=speaker,
        hearer=find("reporters") if first else None,
        stance=stance,
        said_on=SaidOn(date="2012-07-05", precision="day", basis=find("on Thursday")) if first else None,
        evidence=(Evidence("subject", find(mention)), Evidence("nearest")),
        confidence=confidence,
        candidates=(
            Candidate(name="Nuno Vaz", mention=find("Porto"), score=0.2, reason="named nearby"),
            Candidate(name="X", mention=find("Porto"), score=0.1, reason="?"),
        ),
    )
    return Statement(quote, attribution)


STATEMENTS = (
    statement(
        "a joke", "told", "Ana Lima", Speaker("Ana Lima", "person", "Foreign Minister"), confidence=0.93
    ),
    statement("took the money", "denied", "Rui Reis", Speaker("Rui Reis", "person"), stance="denied"),
    statement(
        "we are ready", "said", "A senior \x1b[31mofficial", Speaker(None, "anonymous"), confidence=0.4
    ),
)
NOT_SPEECH = (NotSpeech(find("Salt [b]and[/b] Rope"), "title"),)
EXTRACTION = Extraction(
    article=ARTICLE, statements=STATEMENTS, versions=(("quotetrack", "test"),), not_speech=NOT_SPEECH
)
IDS = [one.quote.id for one in STATEMENTS]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database that holds `EXTRACTION`, linked."""
    path = tmp_path / "quotes.db"
    with open_store(str(path)) as store:
        store.add(EXTRACTION)
        link_store(store)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the program on some words; nothing of the user's own settings or data is touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("QUOTETRACK_DB", raising=False)

    def invoke(*words: object, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(program, [str(word) for word in words], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Runs the program in forks of a process that has loaded it."""
    made = Forks(tmp_path_factory.mktemp("forks"))
    yield made
    made.close()


COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> OnTerminal:
    """Runs a command as on a terminal of sixty columns and gives what it wrote."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(command: Callable[[], None]) -> str:
        screen = Terminal()
        with monkeypatch.context() as here:
            here.setattr(sys, "stdout", screen)
            command()
        return screen.getvalue()

    return run
