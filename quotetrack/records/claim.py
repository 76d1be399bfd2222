"""Links between printed statements, the claims that they make, and two printings compared."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import JsonObject, span_list
from quotetrack.records.quotation import KINDS
from quotetrack.records.span import Span
from quotetrack.records.stored import Printed

Relation = Literal["copy", "same_utterance", "same_claim", "related", "contradicts"]
"""How two quotations of different articles hang together. `copy`: both stand in one text that was reprinted.
`same_utterance`: one act of saying, printed verbatim, cut, altered, translated or reported indirectly. `same_claim`:
the same proposition, on another occasion, on one not shown to be the same, or by somebody else. `related`: another
proposition on the same matter. `contradicts`: both cannot be true."""

RELATIONS: tuple[Relation, ...] = ("copy", "same_utterance", "same_claim", "related", "contradicts")


ClaimOrder = Literal["sources", "printings", "first", "latest"]
"""What claims are sorted by: outlets or printings, most first; first or latest day, newest first."""


def claim_id(quote_id: str) -> str:
    """Return the id of the claim that this quote founds: twelve hexadecimal digits."""
    return hashlib.sha256(f"claim\n{quote_id}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that a link rests on.

    Attributes:
        what: "words", "speaker", "day", "figures", "negation", "printed around" or "decision".
        says: A sentence for a reader.
        a: Where it stands in the article of the first end; empty if nowhere.
        b: Where it stands in the article of the second end; empty if nowhere.

    Example:
        >>> link = next(collection.links(min_score=0.5))
        >>> sorted(ground.what for ground in link.link.grounds)
        ['day', 'speaker', 'words']
    """

    what: str
    says: str
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()

    def to_dict(self) -> JsonObject:
        """Return the ground as JSON has it."""
        return {"what": self.what, "says": self.says, "a": span_list(self.a), "b": span_list(self.b)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How two quotations hang together.

    Attributes:
        relation: copy, same_utterance, same_claim, related or contradicts.
        score: The probability of the relation, 0 to 1.
        probabilities: The probability of every relation and of "unrelated"; they sum to 1.
        grounds: What the link rests on.
        decided_by: Who has decided that it is right; None if nobody has.

    Example:
        >>> [link.link.relation for link in collection.links(min_score=0.5)]
        ['same_utterance']
    """

    relation: Relation
    score: float
    probabilities: tuple[tuple[str, float], ...] = ()
    grounds: tuple[Ground, ...] = ()
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """A link between two printed statements.

    Attributes:
        a: The one published first, or the one that comes first if the days are the same.
        b: The other one.
        link: How they hang together.

    Example:
        >>> link = next(collection.links(min_score=0.5))
        >>> link.a.article.id, link.b.article.id
        ('harbour', 'globe')
    """

    a: Printed
    b: Printed
    link: Link

    def other_than(self, ids: Container[str]) -> Printed:
        """Return the end whose quotation is not one of these; the second if neither is."""
        return self.b if self.a.id in ids else self.a

    def to_dict(self) -> JsonObject:
        """Return the link as `quotetrack links --format jsonl` prints it."""
        return {
            "a": _end(self.a),
            "b": _end(self.b),
            "relation": self.link.relation,
            "score": round(self.link.score, 4),
            "probabilities": {name: round(chance, 4) for name, chance in self.link.probabilities},
            "grounds": [ground.to_dict() for ground in self.link.grounds],
        }


Difference = Literal["kept", "cut", "inserted", "altered"]
"""What one printing does with words of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of one printing beside what another has there.

    Attributes:
        kind: kept, cut, inserted or altered.
        a: The words in the first article's text; empty for what is inserted.
        b: The words in the second article's text; empty for what is cut.
        fair: Why a reader need not mind ("brackets", "ellipsis", "pronoun", "tense", "spelling"); empty if nothing
            excuses it.
    """

    kind: Difference
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    fair: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one printing differs from another, word by word.

    Attributes:
        changes: The words of both, in order.
        verdict: A line for a reader, such as "cut at the end".
        warnings: What changes the sense: a "negation", other "figures", another "name".

    Example:
        >>> claim = next(collection.claims())
        >>> [comparison.verdict for comparison in compare(claim) if comparison]
        ['cut at the end']
    """

    changes: tuple[Change, ...]
    verdict: str
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> JsonObject:
        """Return the comparison as JSON has it; spans lie in either's text."""
        return {
            "verdict": self.verdict,
            "warnings": list(self.warnings),
            "changes": [
                {"kind": c.kind, "a": span_list(c.a), "b": span_list(c.b), "fair": c.fair or None}
                for c in self.changes
            ],
        }


@dataclass(frozen=True, slots=True)
class Printing:
    """A member of a claim.

    Attributes:
        printed: The statement.
        copy_of: The id of the quotation that it is a copy of; None for an independent printing.

    Example:
        >>> [printing.copy_of for printing in next(collection.claims()).printings]
        [None, None]
    """

    printed: Printed
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Printings of one claim in the same words, but for what is cut and a word or two.

    Attributes:
        fullest: The printing with most of the speaker's own words.
        printings: The printings, by day of publication.
        comparisons: How each of them differs from the fullest; None for that one itself.

    Example:
        >>> claim = next(collection.claims())
        >>> [len(wording.printings) for wording in quotetrack.group_wordings(claim)]
        [2]
    """

    fullest: Printed
    printings: tuple[Printing, ...]
    comparisons: tuple[Comparison | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """All printings of one utterance. One that is printed only once is a claim as well.

    Attributes:
        id: The claim's id.
        printings: The printings, by day of publication.
        sources: How many outlets print it independently. Copies of one text count once.
        conflicts: The links by which a printing is contradicted: the best one to each quotation.
        same: The links by which a printing is said again elsewhere: the best one to each quotation.

    Example:
        >>> claim = next(collection.claims(speaker="Lima"))
        >>> claim.sources, claim.first_published, claim.fullest.text
        (2, '2024-03-01', 'The bridge will open on Monday,')
    """

    id: str
    printings: tuple[Printing, ...]
    sources: int
    conflicts: tuple[PrintedLink, ...] = ()
    same: tuple[PrintedLink, ...] = ()

    @property
    def fullest(self) -> Printed:
        """The printing with most of the speaker's own words: direct before mixed before indirect, then the longest,
        then the earliest."""
        return min(
            (printing.printed for printing in self.printings),
            key=lambda printed: (KINDS.index(printed.statement.quote.kind), -len(printed.text)),
        )

    @property
    def first_published(self) -> str | None:
        """The earliest day of publication; None if no printing has one."""
        days = (printing.printed.article.published for printing in self.printings)
        return min(filter(None, days), default=None)

    @property
    def quote_ids(self) -> frozenset[str]:
        """The ids of the quotations that print it."""
        return frozenset(printing.printed.id for printing in self.printings)

    @property
    def state(self) -> str:
        """16 hexadecimal digits: others as soon as it has other printings, or another one is a copy."""
        told = sorted(f"{printing.printed.id}\n{printing.copy_of or ''}" for printing in self.printings)
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def to_dict(self, wordings: Sequence[Wording] | None = None) -> JsonObject:
        """Return the claim as `quotetrack claims --format jsonl` prints it.

        Args:
            wordings: The printings by wording, as `quotetrack.group_wordings` gives them. With them the claim is told
                in full, as `quotetrack claim` prints it: every printing, and the links to others.

        Returns:
            A new dictionary.
        """
        fullest = self.fullest
        brief: JsonObject = {
            "claim": self.id,
            "members": [_place(printing.printed) for printing in self.printings],
            "first_published": self.first_published,
            "sources": self.sources,
            "text": fullest.text,
            "speaker": fullest.statement.attribution.speaker_name,
            "conflicts": len(self.conflicts),
        }
        if wordings is None:
            return brief
        told = {
            printing.printed.id: _printing(printing, number, comparison)
            for number, own in enumerate(wordings, start=1)
            for printing, comparison in zip(own.printings, own.comparisons, strict=True)
        }
        return {
            **brief,
            "state": self.state,
            "printings": [told[printing.printed.id] for printing in self.printings],
            "contradicted_by": [link.to_dict() for link in self.conflicts],
            "said_again": [link.to_dict() for link in self.same],
        }


def _place(printed: Printed) -> JsonObject:
    """The article and where in it the words stand; whether it is withdrawn, if it is."""
    gone = {"withdrawn": True} if printed.article.is_withdrawn else {}
    return {"article": printed.article.id, "content": span_list(printed.statement.quote.content), **gone}


def _end(printed: Printed) -> JsonObject:
    """An end of a link: where it stands, and whether it is shown."""
    sure = printed.statement.attribution.confidence
    return {**_place(printed), "confidence": round(sure, 4), "shown": printed.shown}


def _printing(printing: Printing, wording: int, comparison: Comparison | None) -> JsonObject:
    printed = printing.printed
    return {
        **_place(printed),
        "source": printed.article.outlet,
        "published": printed.article.published,
        "agencies": list(printed.article.agencies),
        "copy_of": printing.copy_of,
        **printed.statement.to_dict(printed.article),
        "shown": printed.shown,
        "review": printed.review.to_dict() if printed.review else None,
        "wording": wording,
        "differs": comparison.to_dict() if comparison else None,
    }
