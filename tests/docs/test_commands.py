"""Every example in the pages prints what the page shows. Written against en_core_web_sm 3.8.0.

Out of date? `python -m tests.docs.refresh` writes the outputs anew; read the difference before you keep it.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from .pages import PAGES, Example, agrees, examples, refreshed, tidy
from .running import Room, recipe

pytestmark = pytest.mark.parser

EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[Example, list[str]]:
    """What each example prints, each page's run in order in one folder."""
    found: dict[Example, list[str]] = {}
    for page in PAGES:
        with Room(tmp_path_factory.mktemp(page.stem)) as room:
            found |= {example: room.run(example) for example in EXAMPLES if example.page == page}
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_prints_what_its_page_shows(example: Example, printed: dict[Example, list[str]]) -> None:
    got = printed[example]
    if not agrees(example.shown, got):
        assert tidy(example.shown) == refreshed(example.shown, got), example.code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_examples(page: Path) -> None:
    assert any(example.page == page for example in EXAMPLES)


def test_the_readme_shows_the_commands_of_the_demo(printed: dict[Example, list[str]]) -> None:
    demo = next(e for e in EXAMPLES if e.page.name == "README.md" and e.code == "make demo")
    commands = [command for command, _ in recipe("demo") if "quotetrack" in command]
    assert [shlex.split(command)[1] for command in commands] == ["add", "ask", "sheet"]
    assert [line for line in demo.shown if line in commands] == commands
    assert [line for line in printed[demo] if line in commands] == commands


def test_an_elision_stands_for_one_line_or_more() -> None:
    assert agrees(["a", "...", "d"], ["a", "b", "c", "d"])
    assert not agrees(["a", "...", "d"], ["a", "d"])
    assert not agrees(["a", "...", "d"], ["a", "b", "c"])


def test_without_an_elision_every_line_counts() -> None:
    assert agrees(["a", ""], ["a  ", "", ""])
    assert not agrees(["a"], ["a", "b"])
    assert not agrees([], ["a"])
