"""What a resolution looks at and what it gives: the scene of an article, the quote before, and the outcome."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.attribution.cast import Cast, Figure, Learned
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Evidence, Span, Speaker


@dataclass(frozen=True, slots=True)
class Previous:
    """The quote before: who said it, the words that pointed to the speaker, where its last piece ends."""

    speaker: Speaker | None
    figure: Figure | None
    mention: tuple[Span, ...]
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a mention means: the speaker (None: cannot be settled), the figure where it is one of the cast, by which
    rule, everybody else who came into question, best first, the grounds, each with its words in the text, and what is
    learned of figures if this is whose words they are."""

    speaker: Speaker | None
    figure: Figure | None
    rule: str
    candidates: tuple[Candidate, ...] = ()
    grounds: tuple[Evidence, ...] = ()
    learned: tuple[Learned, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a resolution may look at: the article's text, its paragraphs, the cast, the words of the language, and the
    quote before."""

    text: str
    paragraphs: Sequence[Paragraph]
    cast: Cast
    lexicon: Lexicon
    previous: Previous | None


def paragraph_at(place: int, paragraphs: Sequence[Paragraph]) -> Paragraph:
    """The paragraph that holds a place of the text."""
    return paragraphs[bisect_right(paragraphs, place, key=lambda p: p.span.start) - 1]


def speaker_of(figure: Figure) -> Speaker:
    """The figure as a speaker; its role, which depends on where it is named, is not in it yet."""
    if not figure.name:
        return Speaker(None, figure.kind)
    return Speaker(figure.name, "person" if figure.kind == "unknown" else figure.kind)


def role_of(figure: Figure, near: Span | None) -> Span | None:
    """Where the role is printed that belongs to a naming at `near`; None where the article gives none."""
    if not figure.roles:
        return None
    before = [span for span in figure.roles if near is None or span.start <= near.end + 200]
    return before[-1] if before else figure.roles[0]
