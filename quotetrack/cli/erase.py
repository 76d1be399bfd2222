"""`quotetrack erase`: articles and speakers out of a database for good."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import complain
from quotetrack.cli.stopping import changing
from quotetrack.errors import UsageError
from quotetrack.export.wording import counted
from quotetrack.records import ErasedName, Erasure, JsonObject, Leaving, Tombstone
from quotetrack.records.stored import PATIENCE

if TYPE_CHECKING:
    from quotetrack.collection import Collection

_AGE = re.compile(r"(\d{1,5})([dwmy]?)")
_DAYS: Mapping[str, int] = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}


class Told(NamedTuple):
    """An article, and what becomes of it."""

    what: str
    article: Leaving


class Kept(NamedTuple):
    """What is kept of something that was erased."""

    what: str
    key: str
    text: str
    reason: str
    by: str
    at: str


def _row(told: Told) -> tuple[str, ...]:
    one = told.article
    numbers = (str(one.texts), str(one.quotations))
    return (told.what, one.id, one.title or "", one.outlet or "", one.published or "", *numbers)


def _object(told: Told) -> JsonObject:
    return {"what": told.what, **told.article.to_dict()}


LEAVING = Listing(
    ("what", "article", "title", "outlet", "published", "texts", "quotations"),
    _row,
    _object,
    counts=("texts", "quotations"),
)
ERASED: Listing[Kept] = Listing(
    ("what", "key", "text", "reason", "by", "at"),
    lambda one: (one.what, one.key, one.text, one.reason, one.by, one.at),
    Kept._asdict,
)


def erase(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE...", help="The ids or keys of articles.")
    ] = None,
    db: options.Db = None,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="NAME", help="Erase what this person said, and their names."),
    ] = None,
    with_articles: Annotated[
        bool, typer.Option("--with-articles", help="Also the articles that hold the person's words.")
    ] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="OUTLET", help="Erase the articles of this outlet.")
    ] = None,
    older_than: Annotated[
        str | None,
        typer.Option(
            "--older-than",
            metavar="AGE",
            help="Erase what is older: days (90), or 12w, 18m, 5y. With --source, of it.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", show_default=False, help="Why; it is kept.")
    ] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="PERSON", show_default="you", help="Who erases.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, only say what would leave.")] = False,
    clean: Annotated[
        bool, typer.Option("--clean", help="Only write the database anew, without what was erased before.")
    ] = False,
    erased: Annotated[bool, typer.Option("--list", help="Only list what was erased.")] = False,
    wait: options.Wait = PATIENCE,
    format: options.FormatOption = "table",
) -> None:
    """Erase articles, with all that was made of them, or a person. Without --yes, say what would leave.

    Texts, quotations, links, claims, decisions, checks and saved questions leave, and what searches find them by. An
    article's key, the digests of its texts and the reason are kept, and `add` leaves it out from then on. A person's
    statements and names leave; articles stay, with the words in their texts, unless --with-articles is given.
    """
    if erased:
        _list(db, format)
        return
    if clean:
        with changing(db, wait=wait) as collection:
            collection.clean()
        return
    named = (bool(articles), speaker is not None, source is not None or older_than is not None)
    if sum(named) != 1:
        raise UsageError(
            "name articles, or a --speaker, or give --source or --older-than, to say what to erase"
        )
    if yes and not reason.strip():
        raise UsageError("--reason is missing: it is kept in place of what is erased")
    with changing(db, wait=wait) as collection:
        if speaker is not None:
            erasure = collection.erase_speaker(
                speaker, reason=reason, with_articles=with_articles, by=by, dry_run=not yes
            )
        else:
            erasure = _erase(collection, articles or [], source, older_than, reason, by, yes=yes)
        show(_told(erasure), LEAVING, format)
        _summarise(erasure, collection, is_of_speaker=speaker is not None)


def _erase(
    collection: Collection,
    articles: list[str],
    source: str | None,
    older_than: str | None,
    reason: str,
    by: str | None,
    *,
    yes: bool,
) -> Erasure:
    before = None if older_than is None else day_of_age(older_than, date.today())
    return collection.erase(*articles, reason=reason, source=source, before=before, by=by, dry_run=not yes)


def day_of_age(age: str, today: date) -> date:
    """Return the day that is so long ago. A month has 30 days, a year 365."""
    found = _AGE.fullmatch(age.strip())
    if found is None:
        raise UsageError(f"--older-than {age!r} is no age; write days (90), or 12w, 18m or 5y")
    days = int(found[1]) * _DAYS[found[2]]
    return today - timedelta(days=min(days, today.toordinal() - 1))


def _told(erasure: Erasure) -> Iterator[Told]:
    yield from (Told("leaves", article) for article in erasure.articles)
    yield from (Told("holds the words", article) for article in erasure.holding)
    yield from (Told("prints the name", article) for article in erasure.naming)


def _summarise(erasure: Erasure, collection: Collection, *, is_of_speaker: bool) -> None:
    numbers = (
        (len(erasure.articles), "article"),
        (erasure.quotations, "quotation"),
        (erasure.links, "link"),
        (erasure.decisions, "decision"),
        (erasure.checks, "check"),
        (erasure.watches, "saved question"),
        (len(erasure.names), "name"),
    )
    what = ", ".join(counted(number, noun) for number, noun in numbers if number) or "nothing"
    if not erasure.is_done:
        complain(f"would erase {what}" + ("" if what == "nothing" else "; --yes does it"))
        return
    left = {
        None: "the server's journal and backups are for whoever runs it to clear",
        0: "nothing of it is left",
    }
    complain(
        f"erased {what}; "
        + left.get(erasure.remains, f"{counted(erasure.remains or 0, 'piece')} of it are still in its files")
        + ("" if erasure.remains is None else f" in {collection.location}")
    )
    if erasure.holding:
        of_all = "--with-articles erases them" if is_of_speaker else "name them to erase them"
        complain(f"the same words are still in {counted(len(erasure.holding), 'article')}: {of_all}")
    if erasure.remains:
        raise typer.Exit(1)


def _list(db: str | None, format: options.ListFormat) -> None:
    with quotetrack.open(db, create=False) as collection:
        every = [
            *(Kept("article", one.key, one.digest, *_by(one)) for one in collection.tombstones()),
            *(Kept("name", one.key, "", *_by(one)) for one in collection.erased_names()),
        ]
        show(every, ERASED, format, nothing=f"nothing was erased from {collection.location}")
        if not collection.is_clean():
            complain(
                f"what was erased may still be in the files of {collection.location}: `erase --clean` cleans them"
            )


def _by(one: Tombstone | ErasedName) -> tuple[str, str, str]:
    return one.reason, one.made_by, one.made_at
