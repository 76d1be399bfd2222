"""How far people who reviewed the same quotations agree."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.records.article import JsonObject
from quotetrack.records.review import Status
from quotetrack.records.stored import Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPair:
    """How often two people found these statuses of the same quotation.

    Attributes:
        one: What the first person found.
        other: What the second person found.
        quotations: Of how many quotations.

    Example:
        >>> collection.agreement().together.table
        ()
    """

    one: Status
    other: Status
    quotations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoReviewers:
    """How far two people agree on the quotations of which both decided the status.

    Attributes:
        one: The first person, by the alphabet; "" if it is all people, two by two.
        other: The second person.
        quotations: How many quotations both decided.
        agreed: Of how many both found the same.
        expected: The share of which they would find the same by chance, from how often each finds each status; None
            without a quotation.
        table: How often they found which two statuses; combinations that never came are left out.

    Example:
        >>> collection.agreement().pairs
        ()
    """

    one: str = ""
    other: str = ""
    quotations: int = 0
    agreed: int = 0
    expected: float | None = None
    table: tuple[StatusPair, ...] = ()

    @property
    def share(self) -> float | None:
        """The share of the quotations of which both found the same; None without a quotation."""
        return self.agreed / self.quotations if self.quotations else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: 1 for full agreement, 0 for no more than chance gives. None if it is undefined: without a
        quotation, or if both found one status throughout, and the same."""
        if self.share is None or self.expected is None or self.expected >= 1:
            return None
        return (self.share - self.expected) / (1 - self.expected)

    def to_dict(self) -> JsonObject:
        """Return it as a part of `quotetrack review agreement --format jsonl`."""
        return {
            "one": self.one,
            "other": self.other,
            "quotations": self.quotations,
            "agreed": self.agreed,
            "share": self.share,
            "expected": self.expected,
            "kappa": self.kappa,
            "table": [
                {"one": cell.one, "other": cell.other, "quotations": cell.quotations} for cell in self.table
            ],
        }


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A quotation of which people found different statuses.

    Attributes:
        printed: The quotation, as it stands.
        said: Each person with the status that they decided last, by the alphabet.

    Example:
        >>> collection.agreement().disagreements
        ()
    """

    printed: Printed
    said: tuple[tuple[str, Status], ...]

    def to_dict(self) -> JsonObject:
        """Return it as a part of `quotetrack review agreement --format jsonl`."""
        printed = self.printed
        return {
            "quote": printed.id,
            "article": printed.article.id,
            "text": printed.text,
            "speaker": printed.statement.attribution.speaker_name,
            "said": [{"by": person, "status": status} for person, status in self.said],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far all who reviewed the same quotations agree.

    Attributes:
        quotations: How many quotations two people or more decided the status of.
        agreed: Of how many all of them found the same.
        together: All people, two by two: a quotation that three decided counts three times.
        pairs: Each two people who decided the same quotation, those with most in common first.
        disagreements: The quotations that they differ on, by day of publication; no more than a limit that was given.

    Example:
        >>> printed = next(iter(collection.quotes(speaker="Lima")))
        >>> for person, status in (("Eva Holm", "confirmed"), ("Rui Vaz", "unsure")):
        ...     made = collection.decide(printed.id, status=status, by=person)
        >>> found = collection.agreement()
        >>> found.quotations, found.agreed, found.pairs[0].kappa
        (1, 0, 0.0)
        >>> found.disagreements[0].said
        (('Eva Holm', 'confirmed'), ('Rui Vaz', 'unsure'))
    """

    quotations: int = 0
    agreed: int = 0
    together: TwoReviewers = TwoReviewers()
    pairs: tuple[TwoReviewers, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def to_dict(self) -> JsonObject:
        """Return it as `quotetrack review agreement --format jsonl` prints it."""
        return {
            "quotations": self.quotations,
            "agreed": self.agreed,
            "together": self.together.to_dict(),
            "pairs": [pair.to_dict() for pair in self.pairs],
            "disagreements": [one.to_dict() for one in self.disagreements],
        }
