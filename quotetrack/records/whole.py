"""All that a collection holds, as records: what an export writes, and what `load` and `merge` take in.

What is derived is not among it: links, indexes and counts are made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from quotetrack.records.article import JsonObject
from quotetrack.records.erasure import ErasedName, Tombstone
from quotetrack.records.extraction import Extraction
from quotetrack.records.kept import KeptCheck
from quotetrack.records.pairs import PairDecision
from quotetrack.records.quotation import SpeakerKind
from quotetrack.records.review import Decision, SpeakerDecision
from quotetrack.records.watch import WholeWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeText:
    """A text that an article has or had.

    Attributes:
        number: 1 for the first text of the article, 2 for the next.
        digest: The SHA-256 of the text, in hexadecimal.
        extraction: The article as this text has it, with all that was found in it.
        current: Whether it is the one that is shown.
        added_at: When it came in, ISO 8601; None if an early version stored it.
    """

    number: int
    digest: str
    extraction: Extraction
    current: bool = True
    added_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArticle:
    """An article with all its texts.

    Attributes:
        key: What makes it the same article on another day.
        texts: Its texts, first to last.
        by_path: Whether the key is a path.
        decisions: All decisions on its quotations, first to last.
    """

    key: str
    texts: tuple[WholeText, ...]
    by_path: bool = False
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeName:
    """A name under which somebody is quoted. Names come in the order in which they came first.

    Attributes:
        name: The name.
        kind: The kind of speaker.
    """

    name: str
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """A claim as it was: linking anew finds its printings, and keeps the id.

    Attributes:
        id: Its id.
        quotes: The ids of its printings.
    """

    id: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """What became of a claim.

    Attributes:
        made_at: When, ISO 8601.
        what: "merged" or "split".
        claim: The id of the claim.
        other: The id of the one it went into, or that its members went to.
    """

    made_at: str
    what: str
    claim: str
    other: str


@dataclass(frozen=True, slots=True)
class ErasedQuote:
    """A quotation that was erased with its speaker, under a name that others bear as well.

    Attributes:
        quote: Its id.
    """

    quote: str


WholeRecord = (
    WholeName
    | WholeArticle
    | SpeakerDecision
    | PairDecision
    | KeptCheck
    | Tombstone
    | ErasedName
    | ErasedQuote
    | WholeClaim
    | ClaimChange
    | WholeWatch
)
"""Any of them."""

ConflictKind = Literal[
    "text", "status", "words", "speaker", "stance", "notes", "pair", "names", "erased", "watch"
]
"""What two collections differ in: the current text of an article, a field of a quotation, how two quotations hang
together, whose names are one, what the one has erased and the other has not, and what is saved under one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What two collections tell differently.

    Attributes:
        what: In what they differ: "text", "status", "words", "speaker", "stance", "notes", "pair", "names", "erased" or
            "watch".
        where: The article, quotation, pair, names or saved question.
        ours: What this collection had.
        theirs: What the other one has.
        taken: "ours" or "theirs": what stands now.

    Example:
        >>> quotetrack.open(":memory:").merge("quotes.db").conflicts
        ()
    """

    what: ConflictKind
    where: str
    ours: str
    theirs: str
    taken: Literal["ours", "theirs"]

    def to_dict(self) -> JsonObject:
        """Return the conflict as `quotetrack merge --format jsonl` prints it."""
        return {name: getattr(self, name) for name in ("what", "where", "ours", "theirs", "taken")}


WHOLE_KINDS: Mapping[str, type[WholeRecord]] = MappingProxyType(
    {
        "speaker": WholeName,
        "article": WholeArticle,
        "speaker_decision": SpeakerDecision,
        "pair_decision": PairDecision,
        "kept_check": KeptCheck,
        "tombstone": Tombstone,
        "erased_name": ErasedName,
        "erased_quote": ErasedQuote,
        "claim": WholeClaim,
        "claim_change": ClaimChange,
        "watch": WholeWatch,
    }
)
"""The name of each kind in an export, in the order in which they come."""
