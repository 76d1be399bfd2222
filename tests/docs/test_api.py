"""The page of the public names is up to date, and has them all."""

from __future__ import annotations

import quotetrack

from .api import page
from .pages import ROOT


def test_the_page_is_up_to_date() -> None:
    """Stale? `python -m tests.docs.api > docs/api.md` brings it up to date."""
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == page()


def test_every_public_name_has_a_heading() -> None:
    lines = set(page().splitlines())
    assert {f"### {name}" for name in quotetrack.__all__ if name != "__version__"} <= lines
