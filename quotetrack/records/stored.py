"""What comes back from a store: statements with their articles, and entries of lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from quotetrack.records.article import Article, JsonObject, span_list, span_text
from quotetrack.records.extraction import NotSpeech
from quotetrack.records.quotation import Kind, SpeakerKind, Stance, Statement
from quotetrack.records.review import Review
from quotetrack.records.span import spans_without

PATIENCE = 300.0
"""Seconds that whoever writes a database waits for others that write it, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a database.

    Attributes:
        table: The table; empty if it is the whole file.
        row: The row by its primary key, parts joined by "/"; empty if it is in no row.
        where: The id of the article or quotation; empty if it cannot be told.
        what: What was found, and what was expected.

    Example:
        >>> list(collection.verify())
        []
    """

    table: str
    row: str
    where: str
    what: str


WHOLE = "collection"
"""The part of the digest of all others together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What an article, or a decision that belongs to none, comes to in 64 hexadecimal digits. It is another as soon as
    anything that was read, found or decided of it is another; what is derived from it does not count.

    Attributes:
        part: "articles", or the table in which people's decisions and checks are kept; "collection" for the digest of
            all the others together.
        key: What tells it from all others of its part, wherever the collection is kept; empty for "collection".
        name: What people know it by: the id of the article. Empty for others.
        digest: A SHA-256, in hexadecimal.

    Example:
        >>> [digest.part for digest in collection.digests()][:2]
        ['collection', 'articles']
    """

    part: str
    key: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNote:
    """The claim that a quotation prints, in brief.

    Attributes:
        id: The claim's id.
        printings: How many printings it has.
        sources: How many outlets print it independently.
        first_published: The day of its first printing, "YYYY-MM-DD"; None if no printing has one.
        first_source: The outlet of that printing; None if unknown.
        conflicts: How many quotations contradict it.

    Example:
        >>> [printed.claim.printings for printed in collection.quotes(speaker="Lima", with_claims=True)]
        [2, 1, 2]
    """

    id: str
    printings: int = 1
    sources: int = 1
    first_published: str | None = None
    first_source: str | None = None
    conflicts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A statement with the article it is printed in, as it comes back from a store.

    Attributes:
        article: The article.
        statement: The statement, as a reviewer has corrected it if one has.
        review: What reviewers have decided; None if nobody has decided anything.
        claim: The claim it prints; None unless it was asked for.

    Example:
        >>> printed = next(iter(collection.quotes(speaker="Petrov")))
        >>> printed.text
        'the repairs cost too much'
        >>> printed.to_dict()["speaker"]["name"]
        'Boris Petrov'
    """

    article: Article
    statement: Statement
    review: Review | None = None
    claim: ClaimNote | None = None

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.statement.quote.words(self.article.text)

    @property
    def report(self) -> str:
        """The whole of what is reported as printed, subject and all, with the article's own marks in it. The words
        alone if nothing else is reported."""
        return "".join(words for words, _ in self.report_pieces())

    def report_pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield `report` in pieces that follow one another, each with whether it is of the words quoted (`text`).

        What stands between two spans of a report is left out; " … " is put there, which is ours. A quotation that is no
        more than its words is one piece.
        """
        quote, text = self.statement.quote, self.article.text
        if quote.report == quote.content:
            yield self.text, True
            return
        parts = [(span, True) for span in quote.content]
        parts += [(span, False) for span in spans_without(quote.report, quote.content)]
        end = min(parts)[0].start
        for span, is_quoted in sorted(parts):
            if end < span.start:
                yield " … ", False
            yield span.of(text), is_quoted
            end = span.end

    @property
    def id(self) -> str:
        """The quotation's id."""
        return self.statement.quote.id

    @property
    def shown(self) -> bool:
        """Whether it is shown: what a reviewer confirmed or corrected always is, what one rejected never, all else if
        it passes the bar (`Quote.shown`)."""
        review, passes = self.review, self.statement.quote.shown
        return passes if review is None else review.shows(passes=passes)

    @property
    def context(self) -> tuple[str, str]:
        """What stands before and after the words in their paragraph; "" and "" for a statement without words."""
        quote = self.statement.quote
        return self.article.around(quote.extent) if quote.content else ("", "")

    def to_dict(self, *, why: bool = False) -> JsonObject:
        """Return the quotation as `quotetrack quotes --format jsonl` prints it.

        Args:
            why: Add all that decided, as `quotetrack show --why` does: every piece of evidence and every candidate
                with its place, what was repaired, and how sure the rule is that these are a speaker's words.

        Returns:
            A new dictionary. Spans are `[start, end]`; what is not known is None.
        """
        article, quote, attribution = self.article, self.statement.quote, self.statement.attribution
        said_on, text = attribution.said_on, article.text
        before, after = self.context
        line = {
            **article.to_dict(),
            "byline": article.byline,
            "archive_url": article.archive_url,
            "retrieved": article.retrieved,
            "digest": article.digest,
            **self.statement.to_dict(article),
            "shown": self.shown,
            "said_on_precision": said_on.precision if said_on else None,
            "said_on_basis": said_on.basis.of(text) if said_on else None,
            "place": span_text(text, attribution.place),
            "occasion": span_text(text, attribution.occasion),
            "before": before,
            "after": after,
            "why": [reason.to_dict(text) for reason in attribution.evidence],
            "candidates": [other.to_dict() for other in attribution.candidates],
            "claim": asdict(self.claim) if self.claim else None,
            "review": self.review.to_dict() if self.review else None,
        }
        if not why:
            return line
        return {
            **line,
            "evidence": [
                {
                    **reason.to_dict(text),
                    "span": [reason.span.start, reason.span.end] if reason.span else None,
                }
                for reason in attribution.evidence
            ],
            "candidates": [
                {**other.to_dict(), "mention": span_list([other.mention])} for other in attribution.candidates
            ],
            "flags": list(quote.flags),
            "quote_confidence": round(quote.confidence, 4),
        }


@dataclass(frozen=True, slots=True)
class PrintedNotSpeech:
    """Words in quotation marks that quote nobody, with the article they are printed in.

    Attributes:
        article: The article.
        not_speech: The words, and the rule that says why they quote nobody.

    Example:
        >>> [silent.text for silent in collection.not_speech(about="film")]
        ['Salt and Rope']
    """

    article: Article
    not_speech: NotSpeech

    @property
    def text(self) -> str:
        """The words as printed, without their marks."""
        return self.not_speech.span.of(self.article.text)

    def to_dict(self) -> JsonObject:
        """Return the words as `quotetrack quotes --not-speech --format jsonl` prints them."""
        before, after = self.article.around(self.not_speech.span)
        return {
            **self.article.to_dict(),
            "digest": self.article.digest,
            **self.not_speech.to_dict(self.article.text),
            "before": before,
            "after": after,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry:
    """A role as printed of a speaker.

    Attributes:
        words: The role as printed.
        quotes: Of how many statements it is printed.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.

    Example:
        >>> collection.speaker("Lima")[0].roles[0].words
        'the mayor of Porto Novo'
    """

    words: str
    quotes: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    """One speaker across the articles of a store.

    Attributes:
        id: Names this one speaker in a `Filter` (`Filter.person`).
        name: The name printed most.
        kind: person, organisation and the like.
        quotes: How many statements.
        names: Every name as printed, the most frequent first.
        roles: Every role as printed, the most frequent first.
        mentions: Every mention as printed, the most frequent first.
        sources: Every outlet, the most frequent first.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.
        candidates: Of a surname alone that nothing settles: the names of those who may be meant.

    Example:
        >>> [(entry.name, entry.quotes) for entry in collection.speakers()]
        [('Ana Lima', 3), ('Boris Petrov', 1)]
    """

    id: str
    name: str
    kind: SpeakerKind
    quotes: int
    names: tuple[str, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    mentions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One outlet in a store.

    Attributes:
        name: The outlet's name; None if unknown.
        domain: The outlet's web domain; None if unknown.
        articles: How many articles, each in its current text.
        quotes: How many statements.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.

    Example:
        >>> [(entry.name, entry.articles) for entry in collection.sources()]
        [('Harbour Post', 1), ('Ridge Times', 1), ('The Globe', 1)]
    """

    name: str | None
    domain: str | None
    articles: int
    quotes: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What a store holds, counted. All counts of statements and of those who make them are of what is shown.

    Attributes:
        articles: Articles, each in its current text.
        revisions: Older texts of the same articles, which are kept.
        quotes: Statements.
        by_kind: Statements of each kind.
        by_stance: Statements of each stance.
        speakers: Named speakers.
        unattributed: Statements whose speaker is unknown or not named.
        sources: Outlets.
        first: The first day of publication, "YYYY-MM-DD"; None if unknown.
        last: The last day of publication, "YYYY-MM-DD"; None if unknown.
        kept_back: Statements that are not shown.
        pending: Statements that have yet to be linked, shown or not.

    Example:
        >>> held = collection.stats()
        >>> held.articles, held.quotes, held.speakers
        (3, 4, 2)
    """

    articles: int
    revisions: int
    quotes: int
    by_kind: tuple[tuple[Kind, int], ...]
    by_stance: tuple[tuple[Stance, int], ...]
    speakers: int
    unattributed: int
    sources: int
    first: str | None
    last: str | None
    kept_back: int = 0
    pending: int = 0

    def to_dict(self) -> JsonObject:
        """Return the counts as `quotetrack stats --format jsonl` prints them, but for the alarms."""
        return {**asdict(self), "by_kind": dict(self.by_kind), "by_stance": dict(self.by_stance)}
