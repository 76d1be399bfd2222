"""A draft with a verdict on all that it says somebody said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import Article, JsonObject
from quotetrack.records.check import Check
from quotetrack.records.span import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read.

    Attributes:
        article: Its text, and what it tells of itself.
        unit: What is counted in it: "line", or "paragraph" in HTML, DOCX, ODT and PDF.
        starts: Where each of these begins in the text.

    Example:
        >>> draft = collection.check_draft("One line.\\n\\nAnother.", engine="rules").draft
        >>> draft.unit, draft.line(12)
        ('line', 3)
    """

    article: Article
    unit: Literal["line", "paragraph"]
    starts: Sequence[int]

    def line(self, place: int) -> int:
        """Return the number of the line, or paragraph, that holds a place of the text, from 1."""
        return bisect_right(self.starts, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCheck:
    """The verdict on one stretch of a draft: words in quotation marks, or a claim without.

    Attributes:
        id: Twelve hexadecimal digits, by the words and their place.
        line: Where the words begin: the line of the draft, from 1; of HTML, DOCX, ODT and PDF the paragraph.
        spans: Where they stand in the text of the draft.
        asked: The speaker whom the draft gives: the name, else the words that describe somebody; None for neither.
        check: The verdict.
        whole: All words of the utterance, if the reporter interrupts it; else the words that were checked.
        is_denied: Whether the draft says that the speaker denied it.

    Example:
        >>> draft = collection.check_draft("“The bridge will open on Monday,” said Ana Lima.", engine="rules")
        >>> [(one.line, one.asked, one.check.verdict) for one in draft.checks]
        [(1, 'Ana Lima', 'exact')]
    """

    id: str
    line: int
    spans: tuple[Span, ...]
    asked: str | None
    check: Check
    whole: str = ""
    is_denied: bool = False

    def to_dict(self) -> JsonObject:
        """Return the verdict as `quotetrack check --file DRAFT --format jsonl` prints it."""
        return {**self.check.to_dict(id=self.id), "asked": self.asked, "line": self.line}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """A draft with a verdict on all that it says somebody said.

    Attributes:
        draft: The draft as it was read; `DraftCheck.spans` are places in its text.
        checks: The verdicts, in the order of the text.
        searched: Lines for a reader, each with its name: what was searched, on which day.

    Example:
        >>> collection.check_draft("The harbour was quiet.", engine="rules").checks
        ()
    """

    draft: Draft
    checks: tuple[DraftCheck, ...]
    searched: tuple[tuple[str, str], ...] = ()
