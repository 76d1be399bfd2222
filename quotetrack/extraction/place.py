"""What the rules of this room take and give.

They take a quoted stretch among the tokens of its paragraph. They give the cue that reports it, or a claim without
marks. A quote is made of these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from quotetrack.confidence import of_words
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Kind, Quote, Span, Where, statement_id
from quotetrack.records.rules import RuleName
from quotetrack.text.quotation_marks import Stretch


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch as token numbers of its paragraph: the opening mark, and one past the closing one or the last word."""

    paragraph: Paragraph
    stretch: Stretch
    open: int
    close: int
    # What stands inside the marks, as printed: the Doc has one word for a whole utterance.
    words: str

    @property
    def doc(self) -> Doc:
        """Return the parsed words of the paragraph."""
        return self.paragraph.doc

    @property
    def final(self) -> str:
        """Return the last character inside the marks; "" if no word is inside."""
        return self.doc[self.close - 2].text[-1] if self.close - 2 > self.open else ""

    @property
    def floor(self) -> int:
        """Return the first token number of the sentence that the opening mark stands in."""
        return self.doc[self.open].sent.start

    def before(self, back: int = 1) -> str:
        """Return the token that stands `back` before the opening mark; "" if none does."""
        return self.doc[self.open - back].text if self.open >= back else ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as token numbers (end not included), its verb if it has one, and the rule that found it."""

    start: int
    end: int
    rule: RuleName
    verb: int | None = None


@dataclass(frozen=True, slots=True)
class IndirectClaim:
    """A claim without marks as token numbers, ends not included: content and cue."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: RuleName


def place(paragraph: Paragraph, stretch: Stretch, text: str) -> Place | None:
    """Find where a stretch of the article's text stands among the tokens of its paragraph. None if no token begins at
    its mark."""
    token = paragraph.token_at(stretch.outer.start)
    if token is None or paragraph.starts[token.i] != stretch.outer.start:
        return None
    behind = (i for i in range(token.i + 1, len(paragraph.doc)) if paragraph.starts[i] >= stretch.outer.end)
    end = next(behind, len(paragraph.doc))
    return Place(paragraph, stretch, token.i, end, stretch.inner.of(text))


def make_quote(
    article: Article,
    kind: Kind,
    content: tuple[Span, ...],
    cue: tuple[Span, ...],
    rule: RuleName,
    lexicon: Lexicon,
    *,
    words: int,
    where: Where = "body",
    flags: tuple[str, ...] = (),
) -> Quote:
    """Make the quote that a rule has found, with its id and how sure the rule is of it; `words` is its length."""
    is_marked = kind != "indirect"
    sure = of_words(lexicon.confidence, rule, words, is_repaired=bool(flags), is_marked=is_marked)
    quote = Quote(
        id="",
        kind=kind,
        content=content,
        cue=cue,
        where=where,
        rule=rule.value,
        confidence=round(sure, 2),
        flags=flags,
    )
    return replace(quote, id=statement_id(article, quote))
