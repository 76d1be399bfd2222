"""The printings of claims as rows: each with where it stands, how it differs from the fullest one, and what contradicts
the claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.export import wording
from quotetrack.export.columns import VALUES, Column
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


def variants(compared: ComparedClaim) -> Iterator[Variant]:
    """Yield the rows of a claim: its printings by day, then what contradicts it, each once by the surest link."""
    claim, comparisons = compared
    fullest = claim.fullest
    shown = {printing.printed.id for printing in claim.printings}
    for printing, differs in zip(claim.printings, comparisons, strict=True):
        yield Variant(claim.id, printing.printed, printing.printed is fullest, differs, printing.copy_of)
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
    """Return how it differs from the fullest printing ("cut at the end"); of a conflict, what it rests on."""
    if row.conflict is not None:
        grounds = "; ".join(ground.says for ground in row.conflict.link.grounds)
        return f"{row.conflict.link.score:.2f}" + (f": {grounds}" if grounds else "")
    return row.differs.verdict if row.differs else ""


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
    Column("words", "The words as printed.", 70, lambda v: v.printed.text),
    Column(
        "differs",
        "How they differ from the fullest printing, word by word; of a contradiction its probability and what it rests "
        "on.",
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
        lambda v: VALUES["translated"](v.printed),
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
)
"""The columns in their order."""
