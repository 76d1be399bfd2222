"""What people have decided of how two quotations hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import JsonObject
from quotetrack.records.claim import Relation
from quotetrack.records.review import decision_key
from quotetrack.records.stored import Printed

PairVerdict = Literal["right", "wrong"]
"""What is decided of two quotations. `right`: the relation named is the one between them. `wrong`: it is not, and
nothing ties them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDecision:
    """What somebody has decided of two quotations, for good. A later decision on the same two wins.

    Attributes:
        quote: The id of one quotation, the one that sorts first.
        other: The id of the other.
        verdict: right or wrong.
        relation: The relation that is right or wrong: copy, same_utterance, same_claim, related or contradicts.
        made_by: Who decided.
        made_at: When, ISO 8601.
        note: What a reader should know; None if there is no note.
        batch: Numbers what was decided in one go, from 1; 0 before it is stored.
        undoes: The `key` of the decision that this one takes back; None if it takes none back. Both have the same
            quotations, verdict and relation.
        number: The decision's number; 0 before it is stored.
        takes_back: The number of the decision that this one takes back; None if it takes none back.

    Example:
        >>> list(collection.decided_pairs())
        []
    """

    quote: str
    other: str
    verdict: PairVerdict
    relation: Relation
    made_by: str
    made_at: str
    note: str | None = None
    batch: int = 0
    undoes: str | None = None
    number: int = 0
    takes_back: int | None = None

    @property
    def key(self) -> str:
        """What tells it from other decisions, also in another database."""
        return decision_key(self.quote, self.other, self.verdict, self.relation, self.made_by, self.made_at)

    @property
    def holds(self) -> Relation | None:
        """The relation that is between the two by this decision; None if nothing ties them."""
        return self.relation if self.verdict == "right" else None


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """A decision on two quotations with both as printed.

    Attributes:
        decision: The decision.
        a: The quotation `decision.quote`; None if no current text prints it any longer.
        b: The quotation `decision.other`; None if no current text prints it any longer.

    Example:
        >>> list(collection.decided_pairs())
        []
    """

    decision: PairDecision
    a: Printed | None
    b: Printed | None

    def to_dict(self) -> JsonObject:
        """Return the pair as `quotetrack claims decisions --format jsonl` prints it, to train or to measure with."""
        decision = self.decision
        return {
            "a": _decided_end(decision.quote, self.a),
            "b": _decided_end(decision.other, self.b),
            "verdict": decision.verdict,
            "relation": decision.relation,
            "made_by": decision.made_by,
            "made_at": decision.made_at,
            "note": decision.note,
            "batch": decision.batch,
            "number": decision.number,
            "takes_back": decision.takes_back,
        }


def _decided_end(quote: str, printed: Printed | None) -> JsonObject:
    if printed is None:
        return {
            "quote": quote,
            "article": None,
            "published": None,
            "text": None,
            "report": None,
            "speaker": None,
        }
    return {
        "quote": quote,
        "article": printed.article.id,
        "published": printed.article.published,
        "text": printed.text,
        "report": printed.report,
        "speaker": printed.statement.attribution.speaker_name,
    }
