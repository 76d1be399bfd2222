"""An article as it comes back from a store, with all that is said in it and what is kept of its earlier texts."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.records.article import Article
from quotetrack.records.extraction import Extraction, NotSpeech
from quotetrack.records.stored import Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionEntry:
    """A text that an article had before.

    Attributes:
        digest: SHA-256 of the text, in hexadecimal.
        title: The headline it had; None if unknown.
        seen: The day it was fetched, else stored ("YYYY-MM-DD"); None if neither is known.

    Example:
        >>> collection.article("harbour").earlier
        ()
    """

    digest: str
    title: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """One article of a store in its current text.

    Attributes:
        article: The article.
        printed: What is said in it, in text order, as reviewers have corrected it.
        not_speech: What stands in quotation marks and quotes nobody, in text order.
        earlier: The texts that it had before, the latest first.

    Example:
        >>> [printed.text for printed in collection.article("globe").printed]
        ['The bridge will open,']
    """

    article: Article
    printed: tuple[Printed, ...] = ()
    not_speech: tuple[NotSpeech, ...] = ()
    earlier: tuple[RevisionEntry, ...] = ()

    @property
    def extraction(self) -> Extraction:
        """What was found in it, as `quotetrack.extract` gives it, but for versions and key terms."""
        statements = tuple(printed.statement for printed in self.printed)
        return Extraction(article=self.article, statements=statements, not_speech=self.not_speech)
