"""What somebody has checked, kept with what it came to then."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.records.article import JsonObject, span_list
from quotetrack.records.check import Check, Form, MatchKind, Verdict
from quotetrack.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPrinting:
    """A printing that decided a check that was kept, as it was then.

    Attributes:
        article: The key of the article.
        digest: SHA-256 of the text that has the words, in hexadecimal.
        quote: The id of the quotation; None for words that are nobody's.
        content: Where the words stand in that text.
        how: How the words checked fit it; None for words that are nobody's.
        outlet: The outlet; None if unknown.
        published: The day of publication, "YYYY-MM-DD"; None if unknown.

    Example:
        >>> (kept,) = collection.keep_check(collection.check("The bridge will open on Monday"), by="Eva Holm")
        >>> kept.printings[0].how
        'exact'
    """

    article: str
    digest: str
    quote: str | None
    content: tuple[Span, ...]
    how: MatchKind | None = None
    outlet: str | None = None
    published: str | None = None

    def to_dict(self) -> JsonObject:
        """Return the printing as JSON has it."""
        return {
            "article": self.article,
            "digest": self.digest,
            "quote": self.quote,
            "content": span_list(self.content),
            "how": self.how,
            "source": self.outlet,
            "published": self.published,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """Words that somebody has checked, with the verdict of that day. It is never changed.

    Attributes:
        words: The words that were checked.
        speaker: Who was said to have said them; None for anybody.
        verdict: The verdict of that day.
        form: "marks" or "indirect".
        kept_by: Who checked them.
        kept_at: When, ISO 8601.
        printings: Those that decided, the first before all others. Empty if nothing was found.
        draft: The file name of the draft in which the words stand; None for words that were given by themselves.
        line: Their line in it, or paragraph.
        asked: The speaker whom the draft gives, by name or by the words that describe somebody.
        whole: All words of the utterance, if the draft's reporter interrupts it; else the words themselves.
        is_denied: Whether the draft says that the speaker denied it.
        unshown: Whether quotations that are not shown were looked at too.
        number: Counts all that was kept, from 1; 0 before it is stored.
        today: What the same check comes to now; None unless it was asked for.

    Example:
        >>> checked = collection.check("The bridge will open on Tuesday", speaker="Lima")
        >>> kept = collection.keep_check(checked, by="Eva Holm")
        >>> [(one.kept_by, one.verdict) for one in kept]
        [('Eva Holm', 'altered')]
    """

    words: str
    speaker: str | None
    verdict: Verdict
    form: Form
    kept_by: str
    kept_at: str
    printings: tuple[KeptPrinting, ...] = ()
    draft: str | None = None
    line: int | None = None
    asked: str | None = None
    whole: str = ""
    is_denied: bool = False
    unshown: bool = False
    number: int = 0
    today: Check | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the verdict is another today; False if today's was not asked for."""
        return self.today is not None and self.today.verdict != self.verdict

    def to_dict(self) -> JsonObject:
        """Return the check as `quotetrack checks --format jsonl` prints it."""
        today = self.today
        return {
            "number": self.number,
            "kept_at": self.kept_at,
            "kept_by": self.kept_by,
            "verdict": self.verdict,
            "words": self.words,
            "asked": self.asked,
            "speaker": self.speaker,
            "form": self.form,
            "draft": self.draft,
            "line": self.line,
            "printings": [printing.to_dict() for printing in self.printings],
            "today": today.verdict if today else None,
            "changed": self.is_changed if today else None,
            "why": today.why if today else None,
        }
