"""The cells of a sheet that a reviewer may change: how they are written, read again, and told to be as they were."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.errors import UsageError
from quotetrack.records import Printed, Span

EDITABLE = (
    *("words", "offsets", "speaker", "speaker kind", "stance"),
    *("status", "reviewer", "checked on", "notes"),
)
"""The headings of those cells. `words` and `offsets` are two ways to say where the words begin and end."""

READ_AS = {"day": "published", "link": "url"}
"""Headings of a workbook that is for people, with those that the same columns have elsewhere."""

BETWEEN_PIECES = " … "
"""What stands between the pieces of a quotation in a cell; it is ours."""

_MAKE = "1"
_BETWEEN = "\n\x01\n"
_COMPARED = 10_000
"""Characters of a cell that are compared: a workbook's cell holds 32,767 and is cut there."""
_SPAN = re.compile(r"(\d{1,12})\.\.(\d{1,12})")


def heading_of(cell: str) -> str:
    """Return a heading as columns are found by, however somebody has written it: "checked on" for "Checked_On "."""
    return " ".join(cell.replace("_", " ").split()).casefold()


def editable(printed: Printed) -> dict[str, str]:
    """Return the cells by their headings; "" for what is not known or not decided."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    speaker, review = attribution.speaker, printed.review
    return {
        "words": printed.text,
        "offsets": offsets(quote.content),
        "speaker": (speaker.name or "") if speaker else "",
        "speaker kind": speaker.kind if speaker else "unknown",
        "stance": attribution.stance,
        "status": (review.status or "") if review else "",
        "reviewer": review.reviewer if review else "",
        "checked on": review.checked_on if review else "",
        "notes": (review.notes or "") if review else "",
    }


def offsets(spans: tuple[Span, ...]) -> str:
    """Return the spans as "905..1068; 1090..1101": with a hyphen, a spreadsheet would read "3-12" as a date."""
    return "; ".join(f"{span.start}..{span.end}" for span in spans)


def spans_of(cell: str) -> tuple[Span, ...]:
    """Return the spans that `offsets` wrote. UsageError if the cell is none of its making, or they are empty or out of
    order."""
    matches = [_SPAN.fullmatch(piece.strip()) for piece in cell.split(";")]
    spans = tuple(Span(int(match[1]), int(match[2])) for match in matches if match)
    if len(spans) != len(matches):
        raise UsageError(
            f"offsets {cell[:60]!r}: expected places such as 905..1068, with “; ” between several"
        )
    if any(one.end <= one.start for one in spans) or any(b.start < a.end for a, b in pairwise(spans)):
        raise UsageError(
            f"offsets {cell[:60]!r}: each must end after it begins, and begin after the one before"
        )
    return spans


def row_fingerprint(cells: Mapping[str, str], evidence: Iterable[str]) -> str:
    """Return what a sheet says of its own cells in its last column, so that a change made there is told from a change
    made in the database since: of each cell that may be changed, and of the `evidence`, those that may not, all
    together. White space, which spreadsheets alter, does not count."""
    return " ".join((_MAKE, *(_digest(cells[heading]) for heading in EDITABLE), _digest(*evidence)))


@dataclass(frozen=True, slots=True)
class Before:
    """What the last column tells of the cells as they were written."""

    digests: Mapping[str, str]
    evidence: str

    def changed(self, cells: Mapping[str, str]) -> frozenset[str]:
        """Return the headings of these cells, of those that may be changed, that are no longer as they were."""
        return frozenset(
            h for h, cell in cells.items() if h in self.digests and _digest(cell) != self.digests[h]
        )

    def is_evidence(self, evidence: Iterable[str]) -> bool:
        """True if the cells that may not be changed are as they were."""
        return _digest(*evidence) == self.evidence


def before(cell: str) -> Before | None:
    """Return what the last column tells; None if it tells nothing, or was written by another version."""
    make, *digests = cell.split() or [""]
    if make != _MAKE or len(digests) != len(EDITABLE) + 1:
        return None
    return Before(dict(zip(EDITABLE, digests, strict=False)), digests[-1])


def writable(cell: str) -> str:
    """Return the cell as a file can hold it: lone surrogates, which none can, are spelled out."""
    return cell if cell.isascii() else cell.encode("utf-8", "backslashreplace").decode("utf-8")


def _digest(*cells: str) -> str:
    plain = " ".join(writable(_BETWEEN.join(cell[:_COMPARED] for cell in cells)).split())
    return f"{zlib.crc32(plain.encode('utf-8')):08x}"


# OWASP's list for CSV injection, and the full-width forms that Excel folds to them in East Asian locales. Blanks before
# them do not count: spreadsheets drop them.
_RISKY = re.compile(r"['\s]*[=+\-@\t\r\n＝＋－＠]")


def neutralise(cell: str) -> str:
    """Return the cell with an apostrophe before it if a spreadsheet could take it for a formula.

    One that already begins with apostrophes (or blanks) and such a character gets one more, so that `restore`
    gives every cell back as it was.
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def restore(cell: str) -> str:
    """Return the words that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell
