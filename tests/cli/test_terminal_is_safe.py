"""Nothing in an article steers a terminal or hides on it, whatever the command and the format; in a pipe and in a file
the words stay as they are."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quotetrack.linking.linker import link_store
from quotetrack.records import Source
from quotetrack.store import open_store

from .conftest import ARTICLE, EXTRACTION, IDS, TEXT
from .forks import Case, Forks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")

STEERS = ["\x1b]0;owned\x07", "\x9b31m", "\u202e", "\u2066", "\x7f", "\x08"]
HIDES = ["\u200b", "\u200d", "\u200f", "\u061c", "\u2060", "\ufeff", "\U000e0041"]
HOSTILE = "".join(f"{sign}x" for sign in (*STEERS, *HIDES))
OWN = re.compile(r"\x1b\[[0-9;]*m")
"""The colours that the program itself puts there."""
RUNS = [
    ["quotes"],
    ["quotes", "--format", "csv"],
    ["quotes", "--format", "jsonl"],
    ["quotes", "--not-speech"],
    ["quotes", "--not-speech", "--format", "jsonl"],
    ["ask", "What did Ana Lima say?"],
    *(["ask", "What did Ana Lima say?", "--format", format] for format in ("csv", "jsonl", "md")),
    ["show", IDS[0]],
    ["show", IDS[0], "--why"],
    ["show", IDS[0], "--format", "jsonl"],
    ["context", "joke"],
    ["context", "joke", "--format", "csv"],
    ["sources"],
    ["sources", "--format", "csv"],
    ["sources", "--format", "jsonl"],
    ["speakers", "--unnamed", "--format", "csv"],
    ["claim", IDS[0]],
    ["claim", IDS[0], "--format", "jsonl"],
    ["check", "a joke", "--speaker", "Ana Lima"],
    ["check", "a joke", "--format", "jsonl"],
    *(
        ["sheet", "--format", format]
        for format in ("csv", "html", "md", "json", "jsonld", "jsonl", "bibtex", "csl")
    ),
]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A store of an article whose text, title and outlet are hostile."""
    text = TEXT.replace("“a joke”", f"“a joke {HOSTILE}”", 1)
    grown = len(text) - len(TEXT)
    first, *_ = EXTRACTION.statements
    (span,) = first.quote.content
    content = (replace(span, end=span.end + grown),)
    statement = replace(first, quote=replace(first.quote, content=content))
    article = replace(
        ARTICLE, text=text, title=f"Meet {HOSTILE}", source=Source(f"The {HOSTILE}", "gazette.example")
    )
    with open_store(str(tmp_path / "hostile.db")) as store:
        store.add(replace(EXTRACTION, article=article, statements=(statement,), not_speech=()))
        link_store(store)
    return tmp_path


def test_nothing_steers_a_terminal_or_hides_on_it(forks: Forks, hostile: Path) -> None:
    runs = [[*words, "--db", "hostile.db"] for words in RUNS]
    for words, ran in zip(runs, forks.run(*(Case(w, "terminal", str(hostile)) for w in runs)), strict=True):
        shown = OWN.sub("", ran.out)
        assert ran.code in (0, 1), (words, shown)
        assert [ascii(sign) for sign in (*STEERS, *HIDES, "\x1b") if sign in shown] == [], words
        assert not re.search(r"[^\n\r\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]", shown), words


def test_json_on_a_terminal_is_what_it_is_in_a_pipe(forks: Forks, hostile: Path) -> None:
    words = ["quotes", "--format", "jsonl", "--db", "hostile.db"]
    seen, piped = forks.run(Case(words, "terminal", str(hostile)), Case(words, "file", str(hostile)))
    assert json.loads(seen.out) == json.loads(piped.out)
    assert "\\u202e" in seen.out
    assert "\u202e" in piped.out


def test_what_takes_no_room_is_an_escape_in_every_table(forks: Forks, hostile: Path) -> None:
    case = Case(["quotes", "--db", "hostile.db"], "file", str(hostile))
    [piped] = forks.run(case)
    for sign in HIDES:
        assert sign not in piped.out
    assert "\\u200bx\\u200dx\\u200fx\\u061cx\\u2060x\\ufeffx" in piped.out
