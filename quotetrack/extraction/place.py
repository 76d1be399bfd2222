"""A quoted stretch among the tokens of its paragraph, and what reports it: all that rules for cues speak of."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.text.quotation_marks import Stretch


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch as token numbers of its paragraph: the opening mark, and one past the closing one or the last word."""

    paragraph: Paragraph
    stretch: Stretch
    open: int
    close: int

    @property
    def final(self) -> str:
        """The last character inside the marks."""
        doc = self.paragraph.doc
        return doc[self.close - 2].text[-1] if self.close - 2 > self.open else ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as token numbers (end not included), its verb where it has one, and the rule that found it."""

    start: int
    end: int
    rule: str
    verb: int | None = None


def place(paragraph: Paragraph, stretch: Stretch) -> Place | None:
    """Where a stretch stands among the tokens of its paragraph; None where no token begins at its mark."""
    token = paragraph.token_at(stretch.outer.start)
    if token is None or paragraph.starts[token.i] != stretch.outer.start:
        return None
    close = token.i + 1
    while close < len(paragraph.doc) and paragraph.starts[close] < stretch.outer.end:
        close += 1
    return Place(paragraph, stretch, token.i, close)
