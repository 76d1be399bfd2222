"""What a draft's report shows, whatever its format: the draft paragraph by paragraph, its words marked, and a note for
each verdict. Plain text, not escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.export import wording
from quotetrack.export.printings import ComparedWords
from quotetrack.export.verdicts import (
    Tone,
    deciding_sentence,
    gravest_first,
    shown_words,
    tone,
    verdict_words,
)
from quotetrack.records import Article, CheckedDraft, DraftCheck, Match, Span
from quotetrack.text.surroundings import find_paragraph_break

_HEADS = ("headline", "heading")


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A verdict as it stands in the margin. `number` counts them, `printed` is the sentence that decides it."""

    number: int
    one: DraftCheck
    match: Match | None
    printed: tuple[ComparedWords, ...]

    @property
    def told(self) -> str:
        """What the verdict is called."""
        return verdict_words(self.one.check)

    @property
    def tone(self) -> Tone:
        """How it is coloured."""
        return tone(self.one.check)

    @property
    def asked(self) -> str:
        """Whom the draft gives as the speaker."""
        return self.one.asked or "nobody named"

    @property
    def words(self) -> str:
        """The words that were checked."""
        return shown_words(self.one.check)

    @property
    def differs(self) -> str:
        """How the words differ from what is printed, and what a reader should know of that."""
        if self.match is None:
            return ""
        differs = self.match.differs
        is_told = differs is not None and self.match.how not in ("exact", "cut")
        verdict = [differs.verdict] if is_told and differs is not None else []
        warnings = (
            [f"changes the sense: {', '.join(differs.warnings)}"] if differs and differs.warnings else []
        )
        return "; ".join([*verdict, *warnings, *self.match.notes])

    @property
    def others(self) -> str:
        """How many other printings bear on it: "and 3 more printings"."""
        more = len(self.one.check.matches) - 1
        return f"and {wording.counted(more, 'more printing')}" if more > 0 else ""


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """Words of the draft, the note on them, and whether that note's words begin here."""

    words: str
    note: DraftNote | None = None
    begins: bool = False


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of the draft, the line that it begins in, and the notes on words that begin in it."""

    line: int
    is_heading: bool
    pieces: tuple[DraftPiece, ...]
    notes: tuple[DraftNote, ...]


def notes_on(draft: CheckedDraft) -> list[DraftNote]:
    """Return a note for each verdict, in the order of the text."""
    return [_note(number, one) for number, one in enumerate(draft.checks, start=1)]


def problems(draft: CheckedDraft, notes: Sequence[DraftNote]) -> list[DraftNote]:
    """Return the notes on what cannot be printed as it stands, the gravest first."""
    by_check = {id(note.one): note for note in notes}
    return [by_check[id(one)] for one in gravest_first(draft.checks)]


def draft_title(article: Article) -> str:
    """Return the draft's headline, else that it is a draft."""
    return article.title or "Draft"


def draft_paragraphs(draft: CheckedDraft, notes: Sequence[DraftNote]) -> Iterator[DraftParagraph]:
    """Yield the paragraphs of the draft that are not blank."""
    article = draft.draft.article
    heads = [zone.span for zone in article.zones if zone.kind in _HEADS]
    for span in _paragraphs(article.text):
        # Signs before the words of a heading are Markdown's.
        head = next((each for each in heads if span.holds(each)), None)
        here = head or span
        yield DraftParagraph(
            line=draft.draft.line(here.start),
            is_heading=head is not None,
            pieces=tuple(_pieces(article.text, here, notes)),
            notes=tuple(note for note in notes if here.holds(_begins(note))),
        )


def _note(number: int, one: DraftCheck) -> DraftNote:
    match = one.check.deciding
    return DraftNote(number, one, match, deciding_sentence(match, one.check.words) if match else ())


def _begins(note: DraftNote) -> Span:
    start = note.one.spans[0].start
    return Span(start, start)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs: parted by blank lines where the text was wrapped by hand, else lines."""
    is_wrapped = find_paragraph_break(text) == "\n\n"
    pattern = r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*" if is_wrapped else r"\S[^\n]*"
    for found in re.finditer(pattern, text):
        yield Span(found.start(), found.start() + len(found.group().rstrip()))


def _pieces(text: str, whole: Span, notes: Sequence[DraftNote]) -> Iterator[DraftPiece]:
    """Yield the paragraph cut where words begin or end that have a note; words that have two go with the shorter."""
    here = [(span, note) for note in notes for span in note.one.spans if span.meets(whole)]
    edges = {whole.start, whole.end}
    for span, _ in here:
        edges |= {max(span.start, whole.start), min(span.end, whole.end)}
    borders = sorted(edges)
    for start, end in pairwise(borders):
        over = [(span, note) for span, note in here if span.start <= start and end <= span.end]
        note = min(over, key=lambda each: each[0].end - each[0].start)[1] if over else None
        begins = note is not None and start == note.one.spans[0].start
        yield DraftPiece(text[start:end], note, begins)
