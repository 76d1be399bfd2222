"""The printings of claims as rows: each with where it stands, how it differs from the fullest one, and what contradicts
the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotetrack.export import wording
from quotetrack.export.columns import Holds
from quotetrack.export.sheet import ComparedClaim
from quotetrack.records import Comparison, Printed, PrintedLink


@dataclass(frozen=True, slots=True)
class Variant:
    """One row: a printing of a claim, or with `conflict` what contradicts it. `differs` is how a printing differs from
    the fullest one (None: this is it, or a conflict), `copy_of` the id of the quotation that it is a copy of."""

    claim: str
    printed: Printed
    is_fullest: bool = False
    differs: Comparison | None = None
    copy_of: str | None = None
    conflict: PrintedLink | None = None


@dataclass(frozen=True, slots=True)
class VariantColumn:
    """One column of the table of variants."""

    heading: str
    meaning: str
    width: int
    value: Callable[[Variant], str]
    holds: Holds = "text"


def variants(told: ComparedClaim) -> Iterator[Variant]:
    """The rows of a claim: its printings by day, then what contradicts it, each once by the surest link."""
    claim, comparisons = told
    fullest = claim.fullest
    own = {one.printed.id for one in claim.printings}
    for one, differs in zip(claim.printings, comparisons, strict=True):
        yield Variant(claim.id, one.printed, one.printed is fullest, differs, one.copy_of)
    for link in claim.conflicts:
        other = link.b if link.a.id in own else link.a
        if other.id in own:
            continue
        own.add(other.id)
        yield Variant(claim.id, other, conflict=link)


def is_what(row: Variant) -> str:
    """What the row is, for a reader."""
    if row.conflict is not None:
        return "contradicts it"
    if row.copy_of:
        return "copy"
    return "fullest printing" if row.is_fullest else "printing"


def differs(row: Variant) -> str:
    """How it differs from the fullest printing: "cut at the end, 2 words altered"; of a conflict what it rests on."""
    if row.conflict is not None:
        grounds = "; ".join(ground.says for ground in row.conflict.link.grounds)
        return f"{row.conflict.link.score:.2f}" + (f": {grounds}" if grounds else "")
    return row.differs.verdict if row.differs else ""


VARIANTS: tuple[VariantColumn, ...] = (
    VariantColumn("claim", "The id of the claim.", 14, lambda v: v.claim),
    VariantColumn(
        "what",
        "A printing of the claim (the fullest has most of the speaker's own words), a copy of another printing, or "
        "what seems to contradict the claim.",
        16,
        is_what,
    ),
    VariantColumn("words", "The words as printed.", 70, lambda v: v.printed.text),
    VariantColumn(
        "differs",
        "How they differ from the fullest printing, word by word; of a contradiction its probability and what it rests "
        "on.",
        34,
        differs,
    ),
    VariantColumn(
        "changes the sense",
        "Where a negation, a figure or a name differs.",
        16,
        lambda v: "; ".join(v.differs.warnings) if v.differs else "",
    ),
    VariantColumn("speaker", "Who said it.", 24, lambda v: wording.who(v.printed)),
    VariantColumn(
        "stance",
        "What the speaker does with the words.",
        11,
        lambda v: v.printed.statement.attribution.stance,
    ),
    VariantColumn("kind", "direct, mixed or indirect.", 9, lambda v: v.printed.statement.quote.kind),
    VariantColumn(
        "translated",
        "The words that tell that it was said in another language: then other words may render the same.",
        16,
        lambda v: (
            told.of(v.printed.article.text)
            if (told := v.printed.statement.attribution.translated) is not None
            else ""
        ),
    ),
    VariantColumn("outlet", "Who published it.", 20, lambda v: wording.outlet(v.printed.article)),
    VariantColumn(
        "agencies", "The agencies named as its origin.", 16, lambda v: "; ".join(v.printed.article.agencies)
    ),
    VariantColumn(
        "published", "The day of publication.", 12, lambda v: v.printed.article.published or "", "day"
    ),
    VariantColumn("copy of", "The id of the quotation that it is a copy of.", 14, lambda v: v.copy_of or ""),
    VariantColumn("quotation", "The quotation's id.", 14, lambda v: v.printed.id),
    VariantColumn("article", "The article's id.", 22, lambda v: v.printed.article.id),
    VariantColumn("url", "The article's address.", 34, lambda v: v.printed.article.url or ""),
)
"""The columns in their order."""
