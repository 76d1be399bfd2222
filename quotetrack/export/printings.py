"""The printings of claims: as rows, each with how it differs from the fullest one of its wording and what contradicts
the claim; and side by side, each one's words with what it cut, inserted or altered of that one, stretch by stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from quotetrack.export import wording
from quotetrack.export.columns import CELL_OF, Column
from quotetrack.export.sheet import ComparedClaim
from quotetrack.records import Change, Comparison, Printed, PrintedLink, Span, spans_text
from quotetrack.review.cells import BETWEEN_PIECES


@dataclass(frozen=True, slots=True)
class Variant:
    """One row: a printing of a claim, or with `conflict` what contradicts it. `differs` is how a printing differs from
    `beside`, the fullest one of its wording (None: this is it, or a conflict). `copy_of` is the id of the quotation
    that it is a copy of. `wording` tells which wording it is of ("wording 2 of 3"), if the claim has several."""

    claim: str
    printed: Printed
    is_fullest: bool = False
    beside: Printed | None = None
    differs: Comparison | None = None
    copy_of: str | None = None
    wording: str = ""
    conflict: PrintedLink | None = None


def variants(compared: ComparedClaim) -> Iterator[Variant]:
    """Yield the rows of a claim: its printings by wording and day, then what contradicts it, each once by the surest
    link."""
    claim, wordings = compared
    fullest = claim.fullest
    shown = {printing.printed.id for printing in claim.printings}
    for number, own in enumerate(wordings, start=1):
        for printing, differs in zip(own.printings, own.comparisons, strict=True):
            yield Variant(
                claim.id,
                printing.printed,
                is_fullest=printing.printed is fullest,
                beside=own.fullest,
                differs=differs,
                copy_of=printing.copy_of,
                wording=f"wording {number} of {len(wordings)}" if len(wordings) > 1 else "",
            )
    for link in claim.conflicts:
        other = link.b if link.a.id in shown else link.a
        if other.id not in shown:
            shown.add(other.id)
            yield Variant(claim.id, other, conflict=link)


def is_what(row: Variant) -> str:
    """Return what the row is, for a reader."""
    if row.conflict is not None:
        return "contradicts it"
    if row.copy_of:
        return "copy"
    return "fullest printing" if row.is_fullest else "printing"


def differs(row: Variant) -> str:
    """Return which wording it is of, if there are several, and how it differs from the fullest one of that ("wording 2
    of 3: cut at the end"); of a conflict, what it rests on."""
    if row.conflict is not None:
        grounds = "; ".join(ground.says for ground in row.conflict.link.grounds)
        return f"{row.conflict.link.score:.2f}" + (f": {grounds}" if grounds else "")
    return ": ".join(filter(None, (row.wording, row.differs.verdict if row.differs else "")))


def warnings(row: Variant, between: str = ", ") -> str:
    """Return what changes the sense of a printing, such as "negation"; "" if nothing does."""
    return between.join(row.differs.warnings) if row.differs else ""


VARIANTS: tuple[Column[Variant], ...] = (
    Column("claim", "The id of the claim.", 14, lambda v: v.claim),
    Column(
        "what",
        "A printing of the claim (the fullest has most of the speaker's own words), a copy of another printing, or "
        "what seems to contradict the claim.",
        16,
        is_what,
    ),
    Column("words", "The words as printed.", 50, lambda v: v.printed.text),
    Column(
        "whole report",
        "The whole of what is reported, where the words in marks are but part of it.",
        36,
        lambda v: wording.report(v.printed),
    ),
    Column(
        "differs",
        "How they differ from the fullest printing of their wording, word by word, and which wording that is; of a "
        "contradiction its probability and what it rests on.",
        34,
        differs,
    ),
    Column(
        "changes the sense",
        "Where a negation, a figure or a name differs.",
        16,
        lambda v: warnings(v, "; "),
    ),
    Column("speaker", "Who said it.", 24, lambda v: wording.who(v.printed)),
    Column(
        "stance",
        "What the speaker does with the words.",
        11,
        lambda v: v.printed.statement.attribution.stance,
    ),
    Column("kind", "direct, mixed or indirect.", 9, lambda v: v.printed.statement.quote.kind),
    Column(
        "translated",
        "The words that tell that it was said in another language: then other words may render the same.",
        16,
        lambda v: CELL_OF["translated"](v.printed),
    ),
    Column("outlet", "Who published it.", 20, lambda v: wording.outlet(v.printed.article)),
    Column(
        "agencies", "The agencies named as its origin.", 16, lambda v: "; ".join(v.printed.article.agencies)
    ),
    Column("published", "The day of publication.", 12, lambda v: v.printed.article.published or "", "day"),
    Column("copy of", "The id of the quotation that it is a copy of.", 14, lambda v: v.copy_of or ""),
    Column("quotation", "The quotation's id.", 14, lambda v: v.printed.id),
    Column("article", "The article's id.", 22, lambda v: v.printed.article.id),
    Column("url", "The article's address.", 34, lambda v: v.printed.article.url or ""),
    Column(
        "withdrawn",
        "That the agency which sent the article has withdrawn it, with its note; empty if not.",
        14,
        lambda v: wording.withdrawn(v.printed.article),
    ),
)
"""The columns in their order."""


What = Literal["same", "cut", "put", "around", "turns"]


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """Words of a printing that are the `same` in the fullest one or are `put` there instead or besides, or words of the
    fullest that it has `cut`. What is reported `around` them is not compared. `fair` tells why a reader need not mind
    ("brackets", "tense"); empty if nothing excuses it. `space` is a blank of ours that parts words cut from what stands
    before or after them."""

    what: What
    words: str
    fair: str = ""
    space: Literal["", "before", "after"] = ""


@dataclass(frozen=True, slots=True)
class ShownPrinting:
    """A printing of a claim as a reader sees it: itself, its words, and the copies that were made of it."""

    row: Variant
    stretches: tuple[ComparedWords, ...]
    copies: tuple[ShownPrinting, ...] = ()


def side_by_side(compared: ComparedClaim) -> tuple[tuple[ShownPrinting, ...], tuple[Variant, ...]]:
    """Return the printings of a claim by wording and day, copies beneath what they copy; then what contradicts it."""
    rows = list(variants(compared))
    shown = [ShownPrinting(row, _stretches(row)) for row in rows if row.conflict is None]
    originals = {printing.row.printed.id for printing in shown if not printing.row.copy_of}
    beneath: dict[str | None, list[ShownPrinting]] = defaultdict(list)
    for printing in shown:
        beneath[printing.row.copy_of if printing.row.copy_of in originals else None].append(printing)
    first = (replace(printing, copies=tuple(beneath[printing.row.printed.id])) for printing in beneath[None])
    return tuple(first), tuple(row for row in rows if row.conflict is not None)


def _stretches(row: Variant) -> tuple[ComparedWords, ...]:
    """Return the words of a printing beside the fullest of its wording.

    That one itself, and a printing in other words, stand as they are: compared they would hide what they say.
    """
    if row.beside is None or row.differs is None or row.differs.verdict.endswith("other words"):
        return as_printed(row.printed)
    return stretches(row.beside, row.printed, row.differs)


def as_printed(printed: Printed) -> tuple[ComparedWords, ...]:
    """Return the whole report of a printing, compared with nothing."""
    pieces = printed.report_pieces()
    return tuple(ComparedWords("same" if is_quoted else "around", words) for words, is_quoted in pieces)


def stretches(a: Printed, b: Printed, comparison: Comparison) -> tuple[ComparedWords, ...]:
    """Return the words of `b` with what they lack of `a`, none empty; neighbours that are the same are one. What is
    reported around them stands around them.

    Without what was cut they are b's own report, character by character.
    """
    merged: list[ComparedWords] = []
    filled = (stretch for stretch in _compare(a, b, comparison.changes) if stretch.words)
    for what, group in groupby(filled, key=lambda stretch: stretch.what):
        alike = list(group)
        is_one = what in ("same", "around")
        merged += [ComparedWords(what, "".join(one.words for one in alike))] if is_one else alike
    return tuple(merged)


def _compare(a: Printed, b: Printed, changes: Sequence[Change]) -> Iterator[ComparedWords]:
    """Yield the stretches in order, some of them empty."""
    text, report = a.article.text, _Report(b)
    yield from report.between(0, report.first, "same")
    at = report.first
    for change in changes:
        cut = "" if change.kind == "kept" else _slice(text, a.statement.quote.content, change.a)
        if not change.b:
            yield ComparedWords("cut", cut, change.fair, "before" if at > report.first else "after")
            continue
        start = max(at, report.place(change.b[0].start))
        end = max(start, report.place(change.b[-1].end))
        yield from report.between(at, start, "same")
        yield ComparedWords("cut", cut, change.fair, "after")
        yield from report.between(start, end, "same" if change.kind == "kept" else "put", change.fair)
        at = end
    yield from report.between(at, report.end, "same")


class _Report:
    """The report of a printing as one text, whose spans are joined by “ … ”, and places in it: of the `first` word
    quoted, and the `end`."""

    def __init__(self, printed: Printed) -> None:
        self._spans = printed.statement.quote.report
        self._pieces = list(printed.report_pieces())
        self.first = next((self.place(span.start) for span in printed.statement.quote.content), 0)
        self.end = sum(len(words) for words, _ in self._pieces)

    def place(self, at: int) -> int:
        """Return where a place of the article is in the report."""
        number = min(bisect_left(self._spans, at, key=lambda span: span.end), len(self._spans) - 1)
        before = sum(span.end - span.start + len(BETWEEN_PIECES) for span in self._spans[:number])
        return before + max(0, min(at, self._spans[number].end) - self._spans[number].start)

    def between(self, start: int, end: int, what: What, fair: str = "") -> Iterator[ComparedWords]:
        """Yield the words between two places; those that are not quoted are `around`, whatever the others are."""
        at = 0
        for words, is_quoted in self._pieces:
            here = words[max(0, start - at) : max(0, end - at)]
            yield ComparedWords(what, here, fair) if is_quoted else ComparedWords("around", here)
            at += len(words)


def _slice(text: str, pieces: Sequence[Span], spans: Sequence[Span]) -> str:
    """Return the words at the spans, with what stands between two of one piece; others are joined by " … "."""
    joined: list[Span] = list(spans[:1])
    for before, after in pairwise(spans):
        if any(piece.start <= before.start and after.end <= piece.end for piece in pieces):
            joined[-1] = Span(joined[-1].start, after.end)
        else:
            joined.append(after)
    return spans_text(text, joined)
