"""`quotetrack add`: articles into a database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from quotetrack.cli.extract import Paths, inputs_of, named_engine, on_cluster
from quotetrack.cli.input_options import as_asked, overridden
from quotetrack.cli.options import (
    ALL_KINDS,
    LARGEST_MEGABYTES,
    MEGABYTE,
    Cluster,
    Db,
    EngineOption,
    Kinds,
    MaxSize,
    NoLink,
    Quiet,
    Shards,
    Wait,
    Workers,
)
from quotetrack.cli.render.progress import progress
from quotetrack.cli.render.terminal import complain, complain_of
from quotetrack.cli.stopping import changing
from quotetrack.export.wording import counted
from quotetrack.records import Article, Failure
from quotetrack.records.stored import PATIENCE

if TYPE_CHECKING:
    from quotetrack.collection import Added


CONFLICTS_TOLD = "where two decided differently, the later decision counts; `quotetrack merge` lists them"
"""What is said of what a whole collection told differently."""


@overridden
@as_asked
def add(
    paths: Paths = None,
    db: Db = None,
    overrides: Any = None,
    reading: Any = None,
    kinds: Kinds = ALL_KINDS,
    engine: EngineOption = None,
    workers: Workers = None,
    cluster: Cluster = None,
    shards: Shards = None,
    no_link: NoLink = False,
    max_size: MaxSize = LARGEST_MEGABYTES,
    wait: Wait = PATIENCE,
    quiet: Quiet = False,
) -> None:
    """Read articles, find their quotations and store both.

    What the database holds already is left as it is; a changed article is stored as a revision beside the
    old one. Articles that cannot be read are named on stderr, and the others are stored. An article that is not
    English is stored without quotations, and stderr says how many there are, and their languages.
    """
    from quotetrack.collection import choose_kinds

    where = on_cluster(cluster, shards)
    wanted, by, inputs = choose_kinds(kinds.split(",")), named_engine(engine), inputs_of(paths)
    fill(
        lambda collection, **watched: collection.add(
            inputs,
            overrides=overrides,
            options=reading,
            kinds=wanted,
            engine=by,
            workers=workers,
            link=not no_link,
            max_size=max_size * MEGABYTE,
            **where,
            **watched,
        ),
        db=db,
        inputs=inputs,
        label="adding",
        wait=wait,
        quiet=quiet,
    )


def fill(
    add: Callable[..., Added], *, db: str | None, inputs: list[str], label: str, wait: float, quiet: bool
) -> None:
    """Run `add` on the collection in `db`, with a progress bar; name failures, print the summary, and exit 1 if an
    input failed."""
    with changing(db, wait=wait, create=True) as collection, progress(label, inputs) as advance:

        def watch(seen: Article | Failure) -> None:
            advance()
            if isinstance(seen, Failure):
                complain_of(seen)

        added = add(collection, stdin=sys.stdin.buffer, watch=watch)
    for remark in added.remarks():
        complain(remark)
    if not quiet:
        print(added.summary())
    if added.conflicts:
        complain(f"{counted(len(added.conflicts), 'conflict')}: {CONFLICTS_TOLD}")
    if added.failures:
        raise typer.Exit(1)
