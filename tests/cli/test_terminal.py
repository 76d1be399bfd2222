"""What a person sees: cards and tables of any width, with nothing in an article steering the terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from quotetrack.cli.quotes import quotes
from quotetrack.cli.render.cards import numbered, statement_card
from quotetrack.cli.render.quotation import highlighted
from quotetrack.cli.show import show
from quotetrack.cli.speakers import speakers
from quotetrack.records import Article, Attribution, Printed, Quote, Span, Statement
from quotetrack.review.cells import offsets

from .conftest import ARTICLE, COLOURS, IDS, NOTHING_MORE, STATEMENTS, OnTerminal, find


def drawn(what: object, *, width: int) -> str:
    screen = Console(file=io.StringIO(), width=width, markup=False)
    screen.print(what)
    return str(screen.file.getvalue())  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [20, 60, 200])
def test_a_card_fits_its_terminal(width: int) -> None:
    lines = drawn(
        numbered(1, statement_card(Printed(article=ARTICLE, statement=STATEMENTS[1]))), width=width
    ).splitlines()
    assert max(map(len, lines)) <= width


def test_a_card_tells_words_speaker_stance_outlet_and_id() -> None:
    told = drawn(
        numbered(
            7, statement_card(Printed(article=ARTICLE, statement=STATEMENTS[0]), note="the name is asked for")
        ),
        width=100,
    )
    assert [line.strip() for line in told.splitlines()] == [
        "7 “a joke”",
        "Ana Lima, Foreign Minister · said · to reporters · on 5 July 2012",
        f"The Gazette · 5 July 2012 · direct · 0.93 · {IDS[0]}",
        "the name is asked for",
        "",
    ]


def test_markup_in_an_article_is_inert() -> None:
    assert "[bold]the court heard[/bold]" in drawn(
        highlighted(Printed(article=ARTICLE, statement=STATEMENTS[1])), width=200
    )


def test_escape_sequences_in_an_article_do_not_reach_the_terminal() -> None:
    told = drawn(numbered(1, statement_card(Printed(article=ARTICLE, statement=STATEMENTS[2]))), width=100)
    assert "\x1b" not in told
    assert "␛[31m" in told


def test_show_on_a_terminal_marks_the_words(on_terminal: OnTerminal, db: Path) -> None:
    told = on_terminal(lambda: show(IDS[0], db=str(db)))
    assert re.search(r"\x1b\[[0-9;]*43m[^\x1b]*a joke", told)
    assert max(len(COLOURS.sub("", line)) for line in told.splitlines()) <= 60
    assert "\x1b" not in COLOURS.sub("", told)


@pytest.mark.parametrize("columns", ["60", "100"])
def test_show_why_on_a_terminal_has_headings_and_fits(
    on_terminal: OnTerminal, db: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = COLOURS.sub("", on_terminal(lambda: show(IDS[0], db=str(db), why=True))).splitlines()
    assert max(map(len, lines)) <= int(columns)
    headings = [line for line in lines if line[:1].isupper()]
    assert [heading.split()[0] for heading in headings] == ["Why", "Why", "Who", "How", "How"]
    runner_up = next(n for n, line in enumerate(lines) if line.startswith("runner-up"))
    assert lines[runner_up].split() == ["runner-up", "Nuno", "Vaz,", "0.20", "–", "named", "nearby"]
    assert lines[runner_up + 1].split() == ["“Porto”", offsets((find("Porto"),))]


def test_show_why_lets_nothing_in_an_article_steer_the_terminal(on_terminal: OnTerminal, db: Path) -> None:
    told = COLOURS.sub("", on_terminal(lambda: show(IDS[2], db=str(db), why=True)))
    assert "\x1b" not in told
    assert "␛[31m" in told


def test_what_is_no_speech_on_a_terminal_is_cards(on_terminal: OnTerminal, db: Path) -> None:
    lines = COLOURS.sub("", on_terminal(lambda: quotes(db=str(db), not_speech=True))).splitlines()
    place = find("Salt [b]and[/b] Rope")
    assert [line.strip() for line in lines] == [
        "1 “Salt [b]and[/b] Rope”",
        "title – the title of a work, programme or event",
        "The film “Salt [b]and[/b] Rope” opens.",
        f"The Gazette · 5 July 2012 · porto {offsets((place,))}",
        "",
    ]


def test_no_color_is_honoured(on_terminal: OnTerminal, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    told = on_terminal(lambda: show(IDS[1], db=str(db)))
    assert "took the money" in told
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|4[0-7])m", told)


def test_a_table_fits_sixty_columns(on_terminal: OnTerminal, db: Path) -> None:
    lines = COLOURS.sub("", on_terminal(lambda: speakers(NOTHING_MORE, db=str(db)))).splitlines()
    assert max(map(len, lines)) <= 60
    assert any("Ana Lima" in line and "2012-07-05" in line for line in lines)


def test_quotes_on_a_terminal_are_cards(on_terminal: OnTerminal, db: Path) -> None:
    told = COLOURS.sub("", on_terminal(lambda: quotes(db=str(db))))
    assert "“took the money”" in told
    assert "denied" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("width", [30, 60, 200])
def test_an_answer_stands_in_its_paragraph_with_the_number_of_its_other_printings(width: int) -> None:
    printed = Printed(article=ARTICLE, statement=STATEMENTS[0])
    screen = drawn(
        numbered(1, statement_card(printed, others=[printed] * 8, in_passage=True, note="because")),
        width=width,
    )
    words = " ".join(screen.split())
    assert "the plan was “a joke”, and left." in words
    assert words.index("a joke") < words.index("Ana Lima, Foreign Minister") < words.index("also printed")
    assert "also printed by 1 outlet (8 printings) because" in words
    assert words.count(STATEMENTS[0].quote.id) == 1
    assert words.endswith("because")
    assert all(len(line) <= width for line in screen.splitlines())


def test_a_long_paragraph_is_cut_at_words_on_both_sides() -> None:
    text = f"{'before ' * 60}she said “it sank” {'after ' * 60}."
    article = Article(id="long", text=text)
    start = text.index("it sank")
    quote = Quote(id="0" * 12, kind="direct", content=(Span(start, start + 7),))
    printed = Printed(article=article, statement=Statement(quote, Attribution(quote=quote.id)))
    words = " ".join(drawn(numbered(1, statement_card(printed, in_passage=True)), width=200).split())
    assert words.startswith("1 … before before")
    assert "she said “it sank” after" in words
    assert "after … speaker unknown" in words
