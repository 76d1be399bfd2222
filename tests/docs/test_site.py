"""The site of the documentation: its pages, its links, and that it loads nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from .pages import DOCS, ROOT
from .site import OUTSIDE, localised, relinked


@pytest.mark.parametrize(
    ("page", "link", "relinked_to"),
    [
        ("index.md", "[a](docs/guides/ask.md#names)", "[a](guides/ask.md#names)"),
        ("index.md", "![a](docs/pictures/answer.svg)", "![a](pictures/answer.svg)"),
        ("index.md", "[a](LICENSE)", "[a](licence.md)"),
        ("index.md", "[a](docs/README.md)", "[a](index.md)"),
        ("guides/ask.md", "[a](../rules.md#x)", "[a](../rules.md#x)"),
        ("guides/ask.md", "[a](../../fixtures/README.md)", "[a](../fixtures.md)"),
        ("fixtures.md", "[a](../docs/concepts.md)", "[a](concepts.md)"),
        ("why.md", "[a](https://a.example/b.md) [b](#c)", "[a](https://a.example/b.md) [b](#c)"),
    ],
)
def test_links_between_files_become_links_between_pages(page: str, link: str, relinked_to: str) -> None:
    assert relinked(link, page) == relinked_to


def test_every_page_stands_in_the_navigation() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = set(re.findall(r": ([\w./-]+\.md)$", settings.partition("\nnav:")[2], re.MULTILINE))
    folders = (DOCS, DOCS / "guides", DOCS / "recipes")
    pages = {str(page.relative_to(DOCS)) for folder in folders for page in folder.glob("*.md")} - {
        "README.md"
    }
    assert named == pages | {"changes/README.md"} | set(OUTSIDE.values())


def test_the_theme_loads_its_scripts_from_the_site() -> None:
    bundle = 'a("https://unpkg.com/resize-observer-polyfill");b("https://unpkg.com/mermaid@11/dist/mermaid.min.js")'
    local = localised(bundle)
    assert "unpkg" not in local
    assert "mermaid.min.js" in local


def test_a_theme_that_loads_something_else_is_refused() -> None:
    with pytest.raises(RuntimeError, match="look at its bundle anew"):
        localised('a("https://unpkg.com/mermaid@12/dist/mermaid.min.js")')
