"""What is erased for good, and what is kept of it so that it does not come in again."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.records.article import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """A text that was erased, and stays out.

    Attributes:
        key: The key of its article: its id, address or path.
        digest: The SHA-256 of the text, in hexadecimal.
        reason: Why it was erased.
        made_by: Who erased it.
        made_at: When, ISO 8601.

    Example:
        >>> collection.tombstones()
        ()
    """

    key: str
    digest: str
    reason: str
    made_by: str
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedName:
    """A name of a speaker who was erased, and stays out. The name itself is not kept.

    Attributes:
        key: A digest of the name, without case, accents and punctuation.
        reason: Why the speaker was erased.
        made_by: Who erased them.
        made_at: When, ISO 8601.

    Example:
        >>> collection.erased_names()
        ()
    """

    key: str
    reason: str
    made_by: str
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """An article that leaves, or that holds what leaves.

    Attributes:
        key: Its key: its id, address or path.
        id: Its id.
        title: The headline; None if there is none.
        outlet: The outlet; None if it is not known.
        published: The day of publication, "YYYY-MM-DD"; None if it is not known.
        texts: How many texts it has or had.
        quotations: How many quotations stand in them.

    Example:
        >>> [one.quotations for one in collection.erase("harbour", reason="asked to", dry_run=True).articles]
        [3]
    """

    key: str
    id: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    texts: int = 1
    quotations: int = 0

    def to_dict(self) -> JsonObject:
        """Return the article as `quotetrack erase --format jsonl` prints it."""
        return {
            "article": self.id,
            "key": self.key,
            "title": self.title,
            "source": self.outlet,
            "published": self.published,
            "texts": self.texts,
            "quotations": self.quotations,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was erased, or would be.

    Attributes:
        articles: The articles that leave, with all that was made of them.
        names: The names of the speaker who leaves; empty if articles were named.
        quotations: How many quotations leave.
        links: How many links of theirs leave.
        decisions: How many decisions leave: of quotations, pairs of them and names.
        checks: How many kept checks leave.
        watches: How many saved questions leave.
        holding: Articles that stay, and whose texts hold what leaves: the speaker's words, or the same text under
            another key.
        naming: Articles that stay and print the speaker's name, without quoting them.
        is_done: False for a dry run.
        remains: How many pieces of what left were still found in the database's files; None if nobody can look there,
            as in PostgreSQL.

    Example:
        >>> erasure = collection.erase("harbour", reason="asked to", dry_run=True)
        >>> erasure.quotations, erasure.is_done
        (3, False)
    """

    articles: tuple[Leaving, ...] = ()
    names: tuple[str, ...] = ()
    quotations: int = 0
    links: int = 0
    decisions: int = 0
    checks: int = 0
    watches: int = 0
    holding: tuple[Leaving, ...] = ()
    naming: tuple[Leaving, ...] = ()
    is_done: bool = False
    remains: int | None = None
