"""What is new of saved questions as plain text, for a mail or a chat: lines that nothing in an article can break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from quotetrack.export import wording
from quotetrack.export.legible import legible_line, web_address
from quotetrack.records import NEWS_KINDS, News, NewsKind, Printed, WatchRun

NEWS_WORDS: Mapping[NewsKind, str] = MappingProxyType(
    {
        "new": "new",
        "printing": "printed again",
        "reworded": "reworded",
        "contradicts": "contradicts",
    }
)
"""Each kind of news as a reader sees it."""


def news_lines(run: WatchRun, now: datetime) -> Iterator[str]:
    """Yield the lines of a run's news, without line ends; none if nothing is new. `now` has its zone."""
    if not run.news:
        return
    yield f"{legible_line(run.watch.name)}: {told_counts(run)} ({legible_line(run.watch.question)})"
    for one in run.news:
        yield ""
        yield f"{NEWS_WORDS[one.what]}: {legible_line(told(one.printed))}"
        yield f"  {legible_line(told_place(one.printed, now))}"
        if one.was is not None:
            yield f"  before: {legible_line(one.was)}"
        if one.earlier is not None:
            yield f"  {earlier_words(one)}: {legible_line(told(one.earlier))}"
            yield f"    {legible_line(told_place(one.earlier, now))}"


def told_counts(run: WatchRun) -> str:
    """Return how much is new of each kind: "2 new, 1 printed again"."""
    counts = Counter(one.what for one in run.news)
    return ", ".join(f"{counts[kind]:,} {NEWS_WORDS[kind]}" for kind in NEWS_KINDS if counts[kind])


def earlier_words(one: News) -> str:
    """Return what the earlier statement of news is to it."""
    return "against" if one.what == "contradicts" else "first"


def told(printed: Printed) -> str:
    """Return who said what in a line: Ana Lima denied: “the bridge was unsafe”. Not escaped."""
    stance = wording.STANCE_WORDS[printed.statement.attribution.stance]
    return f"{wording.who(printed)} {stance}: {told_words(printed)}"


def told_words(printed: Printed) -> str:
    """Return the words as printed, in marks if they are quoted in marks alone. Not escaped."""
    if wording.has_report(printed) or printed.statement.quote.kind == "indirect":
        return printed.report
    return f"“{printed.text}”"


def told_place(printed: Printed, now: datetime) -> str:
    """Return where and when it is printed, with the address and the id, and what speaks against using it."""
    article = printed.article
    parts = (
        wording.outlet(article),
        article.published,
        web_address(article.url),
        printed.id,
        wording.status_word(printed),
        wording.embargo(article, now),
    )
    return " · ".join(filter(None, parts))
