"""A question that is saved and asked again: what it has shown, and what is new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from quotetrack.records.article import JsonObject
from quotetrack.records.filter import EVERYTHING, Filter
from quotetrack.records.span import Span
from quotetrack.records.stored import Printed

NewsKind = Literal["new", "printing", "reworded", "contradicts"]
"""What is new: a statement, a further printing of one, other words in a printing, or a contradiction."""

NEWS_KINDS: tuple[NewsKind, ...] = ("new", "printing", "reworded", "contradicts")

SeenAs = Literal["noted", "renamed", "other", "new", "printing", "reworded", "contradicts"]
"""As what a watch has seen something: as news, or unshown. "noted" was there when the question was saved, "renamed" is
known under another id, and "other" contradicts an answer and is none itself."""

SEEN_AS: tuple[SeenAs, ...] = ("noted", "renamed", "other", *NEWS_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuestion:
    """A question that is asked again and again.

    Attributes:
        name: What it is called.
        question: The question.
        made_by: Who saved it.
        made_at: When, ISO 8601.
        filter: Only quotations that it chooses.
        ran_at: When what was new was last shown, ISO 8601; None if it never was.

    Example:
        >>> collection.add_watch("What did Lima say about the bridge?", by="Eva Holm").name
        'lima-say-bridge'
    """

    name: str
    question: str
    made_by: str
    made_at: str
    filter: Filter = EVERYTHING
    ran_at: str | None = None

    def to_dict(self) -> JsonObject:
        """Return the question as `quotetrack watch list --format jsonl` prints it."""
        set_fields = ((name, getattr(self.filter, name)) for name in Filter.__slots__)
        return {
            "name": self.name,
            "question": self.question,
            "filter": {name: value for name, value in set_fields if value != getattr(EVERYTHING, name)},
            "made_by": self.made_by,
            "made_at": self.made_at,
            "ran_at": self.ran_at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStatement:
    """A statement that a watch knows, by where it stands. It holds no word of it.

    Attributes:
        quote: The id of the quotation.
        first: The id under which the watch has seen it first.
        article: The key of the article.
        digest: SHA-256 of the text that the offsets are of, in hexadecimal.
        spans: Where what is reported stands in that text.
        what: As what it was seen.
        at: When, ISO 8601.
    """

    quote: str
    first: str
    article: str
    digest: str
    spans: tuple[Span, ...]
    what: SeenAs
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPair:
    """A contradiction that a watch knows, by the ids under which it has seen both statements first.

    Attributes:
        quote: The one that sorts first.
        other: The other one.
        what: "contradicts" if it was shown, else "noted".
        at: When, ISO 8601.
    """

    quote: str
    other: str
    what: SeenAs
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeWatch:
    """A saved question with all that it has seen, as an export holds it.

    Attributes:
        question: The question.
        seen: The statements, first to last.
        pairs: The contradictions, first to last.
    """

    question: SavedQuestion
    seen: tuple[SeenStatement, ...] = ()
    pairs: tuple[SeenPair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something new that a saved question has found.

    Attributes:
        what: "new", "printing", "reworded" or "contradicts".
        printed: The statement. Of a contradiction, the one that is new, else the one published later.
        at: When it was shown, ISO 8601.
        earlier: What it is a further printing of, or contradicts; None for what is new or reworded.
        was: If it is reworded, what was printed before; else None.
        score: How likely it answers, 0 to 1, as `Answer.score` tells; None for what was shown before.

    Example:
        >>> saved = collection.add_watch("What did Lima say about the bridge?", from_start=True)
        >>> collection.watch(saved.name).news[0].what
        'new'
    """

    what: NewsKind
    printed: Printed
    at: str
    earlier: Printed | None = None
    was: str | None = None
    score: float | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of the statement; of a contradiction, those of both, sorted."""
        if self.what != "contradicts" or self.earlier is None:
            return (self.printed.id,)
        return tuple(sorted((self.printed.id, self.earlier.id)))

    def to_dict(self, watch: str) -> JsonObject:
        """Return the news as `quotetrack watch run --format jsonl` prints it.

        Args:
            watch: The name of the saved question.

        Returns:
            A new dictionary.
        """
        return {
            "watch": watch,
            "what": self.what,
            "at": self.at,
            "probability": None if self.score is None else round(self.score, 4),
            "printed": self.printed.to_dict(),
            "earlier": self.earlier.to_dict() if self.earlier else None,
            "was": self.was,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRun:
    """What a saved question finds that it has not shown yet. `Collection.mark_watched` takes it as shown.

    Attributes:
        watch: The saved question.
        at: When it was asked, ISO 8601.
        news: What is new, by day of publication; contradictions last.
        read_as: How the question was read.
        answers: How many statements answer, new or not.
        is_cut: Whether more than 5,000 statements came into question, of which those nearest in words were looked at:
            ask about somebody, or with rarer words.
        seen: What the watch is going to know of statements once the run is marked.
        pairs: The same of contradictions; those shown in the order of the news.

    Example:
        >>> saved = collection.add_watch("What did Lima say about the bridge?")
        >>> collection.watch(saved.name).news
        ()
    """

    watch: SavedQuestion
    at: str
    news: tuple[News, ...] = ()
    read_as: str = ""
    answers: int = 0
    is_cut: bool = False
    seen: tuple[SeenStatement, ...] = ()
    pairs: tuple[SeenPair, ...] = ()

    def only(self, ids: Collection[tuple[str, ...]]) -> WatchRun:
        """Return the run with some of its news, as if the others were not found yet.

        Args:
            ids: The `News.ids` of those that stay.

        Returns:
            A run; marking it leaves the others to be shown.

        Example:
            >>> saved = collection.add_watch("What did Lima say about the bridge?", from_start=True)
            >>> run = collection.watch(saved.name)
            >>> len(run.only({run.news[0].ids}).news)
            1
        """
        news = tuple(one for one in self.news if one.ids in ids)
        left_out = {one.printed.id for one in self.news if one.what != "contradicts" and one.ids not in ids}
        told = (one for one in self.news if one.what == "contradicts")
        # What is only noted is so because of a pair that is shown, which may be left out.
        shown = (pair for pair in self.pairs if pair.what == "contradicts")
        return replace(
            self,
            news=news,
            seen=tuple(one for one in self.seen if one.quote not in left_out),
            pairs=tuple(pair for pair, one in zip(shown, told, strict=True) if one.ids in ids),
        )
