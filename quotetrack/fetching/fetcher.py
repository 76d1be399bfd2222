"""Addresses, feeds, sitemaps and lists → articles in a file, each page asked once, host by host in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from quotetrack.errors import ReadError
from quotetrack.fetching.addresses import WebAddress, clean_address, read_address
from quotetrack.fetching.client import Client, WebAnswer
from quotetrack.fetching.harvest import Asked, Harvest
from quotetrack.fetching.listings import ListedPage, ListingKind, PageListing, read_list, read_listing
from quotetrack.fetching.pace import ClosedHostError, Pace
from quotetrack.fetching.web_pages import article_of_answer
from quotetrack.readers.bounded import read_whole, require_regular
from quotetrack.readers.files import reason_of
from quotetrack.readers.pages.not_articles import NoArticleError
from quotetrack.records import Article, Failure

_LARGEST_LISTING = 60_000_000
"""Bytes of a file of addresses, a feed or a sitemap that is read from the disk."""
_MOST_DEPTH = 3
"""How deep sitemaps of sitemaps are followed."""
_MOST_WAITING = 1_000_000
"""Addresses of a run."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page that was asked and holds no article to keep.

    Attributes:
        where: Its address.
        why: What it is, as "stub: …"; "unchanged" for one that is as it was.
    """

    where: str
    why: str

    @property
    def what(self) -> str:
        """What it is, in a word or two."""
        return self.why.partition(":")[0]


@dataclass(slots=True)
class FetchCounts:
    """How many pages were left alone in a run: asked before, too old, or over the number asked for."""

    known: int = 0
    older: int = 0
    over: int = 0


@dataclass(slots=True)
class _Source:
    """A listing that came from the net, and how many of its pages are not settled."""

    address: str
    asked: Asked
    left: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Wanted:
    address: WebAddress
    page: ListedPage
    source: _Source | None = None
    kind: ListingKind | None = None
    depth: int = 0
    tries: int = 0


Fetched = Article | Failure | PassedOver
"""What becomes of an address: an article that was written, a failure, or a page that holds nothing new."""


class Fetcher:
    """Asks for pages and keeps their articles.

    Attributes:
        counts: What was left alone, so far.
    """

    def __init__(
        self,
        client: Client,
        pace: Pace,
        harvest: Harvest,
        *,
        since: str | None = None,
        most: int | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._client, self._pace, self._harvest = client, pace, harvest
        self._since, self._most, self._now = since, most, now
        self._hosts: dict[str, deque[_Wanted]] = {}
        self._seen: set[str] = set()
        self._written = 0
        self._unasked: dict[str, list[str]] = {}
        self.counts = FetchCounts()

    def run(self, inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Fetched]:
        """Fetch what the inputs name: addresses of pages, feeds and sitemaps; files with such; "-" for `stdin`.

        Returns:
            An iterator over what becomes of each address, as it happens. Articles are written by then.

        Raises:
            OutputError: an article cannot be written.
        """
        for given in inputs:
            yield from self._take(given, stdin)
        while (wanted := self._next()) is not None:
            if self._most is not None and self._written >= self._most:
                self._leave(wanted)
                self.counts.over += 1
                continue
            yield from self._fetch(wanted)
        for why, urls in self._unasked.items():
            more = f" and {len(urls) - 1:,} more" * (len(urls) > 1)
            yield Failure(f"{urls[0]}{more}", f"not asked: {why}")

    def _take(self, given: str, stdin: BinaryIO | None) -> Iterator[Failure]:
        """Put what an input names in the queue."""
        try:
            if "://" in given:
                self._queue(_Wanted(read_address(given), ListedPage(given)))
                return
            body = read_whole(stdin, _LARGEST_LISTING) if given == "-" and stdin else _file(Path(given))
            listing = read_listing(body) or read_list(body)
        except ReadError as error:
            yield Failure(given, str(error))
        else:
            yield from self._queue_all(listing, given, base="", source=None, depth=0)

    def _queue_all(
        self, listing: PageListing, where: str, *, base: str, source: _Source | None, depth: int
    ) -> Iterator[Failure]:
        if listing.fault:
            yield Failure(where, f"the {listing.kind} is not read whole: {listing.fault}")
        for page in listing.pages:
            if self._since is not None and _is_before(page, self._since, listing.kind):
                self.counts.older += 1
                continue
            try:
                address = read_address(page.url, base=base)
            except ReadError as error:
                yield Failure(f"{where}: {page.url[:200]}", str(error))
                continue
            if listing.kind != "sitemap index" and self._is_known(address, page):
                self.counts.known += 1
                continue
            self._queue(_Wanted(address, page, source, listing.kind, depth))

    def _is_known(self, address: WebAddress, page: ListedPage) -> bool:
        """Return True for a page that was settled and that its listing does not call changed since then. What itself
        lists pages is asked every time."""
        asked = self._harvest.asked(clean_address(address.url))
        return (
            asked is not None
            and not asked.lists
            and not (page.changed and _moment(page.changed) > _moment(asked.at))
        )

    def _queue(self, wanted: _Wanted) -> None:
        key = clean_address(wanted.address.url)
        if key in self._seen and not wanted.tries:
            return
        if len(self._seen) >= _MOST_WAITING:
            self.counts.over += 1
            if wanted.source is not None:
                wanted.source.is_whole = False
            return
        self._seen.add(key)
        if wanted.source is not None and not wanted.tries:
            wanted.source.left += 1
        self._hosts.setdefault(wanted.address.host, deque()).append(wanted)

    def _next(self) -> _Wanted | None:
        """Return the next page of the host that may be asked soonest; None if nothing is left."""
        waiting = [host for host, pages in self._hosts.items() if pages]
        if not waiting:
            return None
        host = min(waiting, key=self._pace.ready_at)
        wanted = self._hosts[host].popleft()
        if not self._hosts[host]:
            del self._hosts[host]
        return wanted

    def _fetch(self, wanted: _Wanted) -> Iterator[Fetched]:
        key, where = clean_address(wanted.address.url), wanted.address.url
        before = self._harvest.asked(key)
        headers = _conditions(before) if before else {}
        at = self._now().isoformat(timespec="seconds")
        try:
            answer = self._client.get(wanted.address, headers=headers, before=self._pace.before)
        except NoArticleError as error:
            yield from self._settled(wanted, Asked(at, why=str(error)), str(error))
            return
        except ClosedHostError as closed:
            self._leave(wanted)
            self._unasked.setdefault(str(closed), []).append(where)
            return
        except ReadError as error:
            self._pace.after(wanted.address, None)
            self._leave(wanted)
            yield Failure(where, str(error))
            return
        if self._pace.after(answer.address, answer) and not wanted.tries:
            self._queue(replace(wanted, tries=1))
            return
        asked = Asked(at, _header(answer, "etag"), _header(answer, "last-modified"))
        if answer.status == 304 and before is not None:
            yield from self._settled(wanted, replace(before, at=at), "unchanged")
            return
        yield from self._received(wanted, answer, asked)

    def _received(self, wanted: _Wanted, answer: WebAnswer, asked: Asked) -> Iterator[Fetched]:
        where = wanted.address.url
        try:
            listing = (
                read_listing(answer.body, url=answer.address.url, content_type=answer.type)
                if answer.status == 200
                else None
            )
            if listing is not None:
                yield from self._listed(wanted, answer, listing, asked)
                return
            article = article_of_answer(answer, at=asked.at)
        except NoArticleError as error:
            yield from self._settled(
                wanted, Asked(asked.at, asked.etag, asked.modified, str(error)), str(error)
            )
        except ReadError as error:
            if answer.status in (200, 404, 410):  # another day it would be no better
                self._settle(wanted, replace(asked, why=str(error)))
            else:
                self._leave(wanted)
            yield Failure(where, str(error))
        else:
            yield from self._keep(wanted, article, asked)

    def _keep(self, wanted: _Wanted, article: Article, asked: Asked) -> Iterator[Fetched]:
        day = article.published
        if self._since is not None and day is not None and day < self._since:
            self.counts.older += 1
            self._settle(wanted, asked)
        elif self._harvest.add(article):
            self._written += 1
            self._settle(wanted, asked)
            yield article
        else:
            yield from self._settled(wanted, asked, "unchanged")

    def _listed(
        self, wanted: _Wanted, answer: WebAnswer, listing: PageListing, asked: Asked
    ) -> Iterator[Fetched]:
        where = wanted.address.url
        if wanted.kind in ("feed", "sitemap") or wanted.depth >= _MOST_DEPTH:
            self._settle(wanted, replace(asked, why=f"a {listing.kind}"))
            yield Failure(where, f"a {listing.kind} within others is not followed; name it itself")
            return
        source = _Source(clean_address(where), replace(asked, lists=listing.kind))
        source.left += 1
        base = answer.address.url
        yield from self._queue_all(listing, where, base=base, source=source, depth=wanted.depth + 1)
        if wanted.source is not None:
            self._done(wanted.source)
        self._done(source)

    def _settled(self, wanted: _Wanted, asked: Asked, why: str) -> Iterator[PassedOver]:
        self._settle(wanted, asked)
        yield PassedOver(wanted.address.url, why)

    def _settle(self, wanted: _Wanted, asked: Asked) -> None:
        self._harvest.settle(clean_address(wanted.address.url), asked)
        if wanted.source is not None:
            self._done(wanted.source)

    def _leave(self, wanted: _Wanted) -> None:
        """Leave a page for another run: what lists it is asked again then, and not only for what is new."""
        if wanted.source is not None:
            wanted.source.is_whole = False
            self._done(wanted.source)

    def _done(self, source: _Source) -> None:
        source.left -= 1
        if source.left == 0 and source.is_whole:
            self._harvest.settle(source.address, source.asked)


def _file(path: Path) -> bytes:
    try:
        require_regular(path)
        with path.open("rb") as stream:
            return read_whole(stream, _LARGEST_LISTING)
    except FileNotFoundError as error:
        raise ReadError("no such file; an address begins with https:// or http://") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot be read: {reason_of(error)}; check the path and its permissions") from error


def _is_before(page: ListedPage, since: str, kind: str) -> bool:
    """Return True for a page that is older than a day: published before, or not changed since."""
    told = page.published if kind != "sitemap index" and page.published else page.changed
    return told is not None and told[:10] < since


def _conditions(asked: Asked) -> dict[str, str]:
    told = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
    return {name: value for name, value in told.items() if value}


def _header(answer: WebAnswer, name: str) -> str:
    value = answer.headers.get(name, "")
    return value if len(value) <= 400 and value.isprintable() and value.isascii() else ""


def _moment(stamp: str) -> datetime:
    moment = datetime.fromisoformat(stamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
