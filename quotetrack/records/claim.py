"""Links between printed statements, the claims that they make, and two printings compared."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import Span
from quotetrack.records.quotation import KINDS
from quotetrack.records.stored import Printed

Relation = Literal["copy", "same_utterance", "same_claim", "related", "contradicts"]
"""How two quotations of different articles hang together. `copy`: both stand in one text that was reprinted;
`same_utterance`: one act of saying, printed verbatim, cut, altered, translated or told indirectly; `same_claim`: the
same proposition, on another occasion or by somebody else; `related`: another proposition on the same matter;
`contradicts`: both cannot be true."""

RELATIONS: tuple[Relation, ...] = ("copy", "same_utterance", "same_claim", "related", "contradicts")


def claim_id(quote_id: str) -> str:
    """The id of the claim that this quote founds: twelve hexadecimal digits."""
    return hashlib.sha256(f"claim\n{quote_id}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a link rests on: what it is ("words", "speaker", "day", "figures", "negation", "printed around"),
    a sentence for a reader, and where it stands in the article of either end (empty where it stands nowhere)."""

    what: str
    says: str
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How two quotations hang together. `score` is the probability of the relation, 0-1; `probabilities` has that of
    every relation and of "unrelated", and they sum to one."""

    relation: Relation
    score: float
    probabilities: tuple[tuple[str, float], ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """A link between two printed statements; `a` was published first, or comes first where the days are the same."""

    a: Printed
    b: Printed
    link: Link


Difference = Literal["kept", "cut", "inserted", "altered"]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of one printing beside what another has there: `a` and `b` are spans into the articles' texts, empty
    for what is `inserted` or `cut`. `fair` tells why a reader need not mind ("brackets", "ellipsis", "pronoun",
    "tense", "spelling"); empty where nothing excuses it."""

    kind: Difference
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    fair: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How printing b differs from printing a. `verdict` is a line for a reader; `warnings` are what changes the
    sense: a "negation", other "figures", another "name"."""

    changes: tuple[Change, ...]
    verdict: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing:
    """A member of a claim, and the id of the quote that it is a copy of (None: an independent printing)."""

    printed: Printed
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Printings of one utterance, by day of publication; one that is printed only once is a claim as well. `sources`
    counts the outlets that print it independently: copies of one text count once. `conflicts` are the links by which a
    printing is contradicted, `same` those by which it is said again elsewhere."""

    id: str
    printings: tuple[Printing, ...]
    sources: int
    conflicts: tuple[PrintedLink, ...] = ()
    same: tuple[PrintedLink, ...] = ()

    @property
    def fullest(self) -> Printed:
        """The printing with most of the speaker's own words: direct before mixed before indirect, then the longest; of
        equal ones the earliest."""
        return min(
            (one.printed for one in self.printings),
            key=lambda p: (KINDS.index(p.statement.quote.kind), -len(p.text)),
        )

    @property
    def first_published(self) -> str | None:
        """The earliest day of publication; None where no printing has one."""
        return min(
            (p.printed.article.published for p in self.printings if p.printed.article.published), default=None
        )
