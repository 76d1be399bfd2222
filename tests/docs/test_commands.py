"""Every example in the pages prints what the page shows. Written against en_core_web_sm 3.8.0.

Out of date? `python -m tests.docs.refresh` writes the outputs anew; read the difference before you keep it.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from .pages import PAGES, ROOT, Example, agrees, examples, refreshed, tidy
from .running import recipe, run_pages

# One worker runs all pages: they are run once, whatever the number of their examples.
pytestmark = [pytest.mark.parser, pytest.mark.xdist_group("pages")]

EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[Example, list[str]]:
    """Map each example to what it prints."""
    return dict(run_pages(PAGES, tmp_path_factory.mktemp("pages")))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_prints_what_its_page_shows(example: Example, printed: dict[Example, list[str]]) -> None:
    got = printed[example]
    if not agrees(example.shown, got):
        assert tidy(example.shown) == refreshed(example.shown, got), example.code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_has_examples(page: Path) -> None:
    assert any(example.page == page for example in EXAMPLES)


def test_the_readme_begins_with_the_demo_and_the_demo_runs_its_recipe(
    printed: dict[Example, list[str]],
) -> None:
    demo = next(example for example in EXAMPLES if example.page.name == "README.md")
    assert demo.code == "make demo"
    commands = [command for command, _ in recipe("demo") if command.startswith(".venv/bin/quotetrack")]
    assert [shlex.split(command)[1] for command in commands] == ["add", "ask", "sheet"]
    assert demo.shown[0] == commands[0]
    assert [line for line in printed[demo] if line in commands] == commands


def test_an_elision_stands_for_one_line_or_more() -> None:
    assert agrees(["a", "...", "d"], ["a", "b", "c", "d"])
    assert not agrees(["a", "...", "d"], ["a", "d"])
    assert not agrees(["a", "...", "d"], ["a", "b", "c"])


def test_without_an_elision_every_line_counts() -> None:
    assert agrees(["a", ""], ["a  ", "", ""])
    assert not agrees(["a"], ["a", "b"])
    assert not agrees([], ["a"])
