"""`quotetrack fetch`: articles from the web into a file, which the other commands read."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import quotetrack
from quotetrack.cli.options import LARGEST, MEGABYTE, check_day
from quotetrack.cli.render.terminal import complain, complain_of, is_terminal
from quotetrack.cli.stopping import telling
from quotetrack.errors import UsageError
from quotetrack.output import require_no_input
from quotetrack.records import Article, Failure

if TYPE_CHECKING:
    from quotetrack.fetching import FetchCounts, PassedOver

_MOST_SECONDS = 3600.0
_LONGEST_CONTACT = 200


def fetch(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="URL...",
            show_default=False,
            help="Addresses of pages, feeds and sitemaps; files with addresses, one a line, or with a saved feed or "
            "sitemap; - reads stdin.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            callback=check_day,
            help="Only what was published on this day (2012-07-05) or later, as far as it says.",
        ),
    ] = None,
    to: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file of JSON Lines that grows by what is new."
        ),
    ] = Path("articles.jsonl"),
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            show_default="beside the output, with the ending .state",
            help="What was asked before, so that it is not asked again.",
        ),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            "--max", metavar="N", min=1, max=LARGEST, show_default="all", help="At most so many articles."
        ),
    ] = None,
    delay: Annotated[
        float,
        typer.Option(
            "--delay",
            metavar="SECONDS",
            min=0.0,
            max=_MOST_SECONDS,
            help="Between two requests to a host; more if its robots.txt asks for more.",
        ),
    ] = 1.0,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            min=0.1,
            max=_MOST_SECONDS,
            help="What a request may take altogether.",
        ),
    ] = 60.0,
    max_size: Annotated[
        int,
        typer.Option(
            "--max-size", metavar="MB", min=1, max=200, help="The largest page, feed or sitemap, unpacked."
        ),
    ] = 20,
    contact: Annotated[
        str | None,
        typer.Option(
            "--user-agent-contact",
            metavar="TEXT",
            help="How to reach you: an address that is sent along with each request.",
        ),
    ] = None,
) -> None:
    """Fetch articles from the web into a file of JSON Lines, which `add` and `extract` read.

    The only command that goes to the network. It asks a host for one page at a time, as its robots.txt allows, and
    for no page twice. A run that was stopped goes on where it was.
    """
    import quotetrack.fetching as room

    if not inputs:
        if is_terminal(sys.stdin):
            raise UsageError(
                "nothing to fetch: name addresses of pages, feeds or sitemaps, or a file of them"
            )
        inputs = ["-"]
    beside = state or Path(f"{to}.state")
    _require_apart(to, beside, inputs)
    bounds = room.RequestBounds(
        connect=min(10.0, timeout), read=min(20.0, timeout), whole=timeout, size=max_size * MEGABYTE
    )
    client = room.Client(_agent(contact), bounds=bounds, dialler=dialler())
    seen = _Fetched()
    with room.Harvest(to, beside) as harvest, telling(lambda: seen.told(to, fetcher.counts)):
        pace = room.Pace(client, delay=delay)
        fetcher = room.Fetcher(client, pace, harvest, since=since, most=most)
        for told in fetcher.run(inputs, stdin=sys.stdin.buffer):
            seen.take(told)
        complain(seen.told(to, fetcher.counts))
    if seen.failures:
        raise typer.Exit(1)


def dialler() -> quotetrack.fetching.Dialler:
    """Return what opens connections: to the open internet alone. Nothing that a user can say changes it."""
    from quotetrack.fetching import Dialler

    return Dialler()


@dataclass(slots=True)
class _Fetched:
    """What came of the addresses."""

    articles: int = 0
    failures: int = 0
    unchanged: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, told: Article | Failure | PassedOver) -> None:
        """Count it; say on stderr what failed, and what was left out and why."""
        if isinstance(told, Article):
            self.articles += 1
        elif isinstance(told, Failure):
            self.failures += 1
            complain_of(told)
        elif told.what == "unchanged":
            self.unchanged += 1
        else:
            self.left_out[told.what] += 1
            complain(f"{told.where}: left out, {told.why}")

    def told(self, to: Path, counts: FetchCounts) -> str:
        """Return the line that sums a run up."""
        from quotetrack.export.wording import counted

        kinds = ", ".join(f"{number:,} {what}" for what, number in sorted(self.left_out.items()))
        parts = [
            (self.unchanged, f"{self.unchanged:,} unchanged"),
            (counts.known, f"{counts.known:,} asked before"),
            (counts.older, f"{counts.older:,} older than --since"),
            (counts.over, f"{counts.over:,} left for the next run"),
            (len(self.left_out), f"left out: {kinds}"),
            (self.failures, f"{self.failures:,} failed"),
        ]
        return "; ".join(
            [f"{to}: {counted(self.articles, 'new article')}", *(words for n, words in parts if n)]
        )


def _require_apart(to: Path, state: Path, inputs: list[str]) -> None:
    files = [given for given in inputs if "://" not in given]
    require_no_input(to, files)
    require_no_input(state, files)
    if to.absolute() == state.absolute():
        raise UsageError(f"{to} is both the output and the state; name two files")


def _agent(contact: str | None) -> str:
    """Return the name that hosts are told. UsageError for a contact that no header can hold."""
    name = f"quotetrack/{quotetrack.__version__}"
    if contact is None or not contact.strip():
        return name
    words = contact.strip()
    if (
        not words.isascii()
        or not words.isprintable()
        or len(words) > _LONGEST_CONTACT
        or "(" in words
        or ")" in words
    ):
        raise UsageError(
            f"--user-agent-contact: {words[:60]!r} cannot be sent; give an address or a page in ASCII, "
            f"without brackets, of at most {_LONGEST_CONTACT} characters"
        )
    return f"{name} (+{words})"
