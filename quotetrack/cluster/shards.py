"""A stream of articles → shards: some articles that follow one another, under a name that says what is in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotetrack.records import Article, Failure, Kind
from quotetrack.records.encoding import encode

FEWEST, MOST = 4, 16
"""Articles of a shard, but for those that are cut off sooner. What a shard costs beside its articles, 4 ms to hand out
and to keep, is little beside some seconds of extraction. A dead actor costs half of `MOST` articles at most."""
_ONE_IN = 8
"""Of so many articles behind the fewest, one ends its shard."""
_MOST_TEXT = 1_000_000
"""Code points of a shard's texts behind which no article follows: some long ones would be a shard of hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How articles are extracted: what is asked for, and the versions of what finds it."""

    kinds: tuple[Kind, ...]
    engine: str
    key_terms: bool
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are extracted together. `digest` is the SHA-256 over all that they hold and over the recipe, in
    hexadecimal: another text, another version or another kind gives another one."""

    articles: tuple[Article, ...]
    digest: str


def cut(articles: Iterable[Article | Failure], recipe: Recipe) -> Iterator[Shard | Failure]:
    """Yield the shards of a stream as they fill, and its failures in their places.

    What ends a shard is an article's own digest, not its number. So if articles are added or left out anywhere, the
    shards from a little behind that place on are the same again."""
    held: list[Article] = []
    digests: list[bytes] = []
    for article in articles:
        if isinstance(article, Failure):
            if held:
                yield _shard(held, digests, recipe)
            held, digests = [], []
            yield article
            continue
        held.append(article)
        digests.append(hashlib.sha256(_canonical(article)).digest())
        if _is_full(held, digests[-1]):
            yield _shard(held, digests, recipe)
            held, digests = [], []
    if held:
        yield _shard(held, digests, recipe)


def _is_full(held: list[Article], last: bytes) -> bool:
    if len(held) >= MOST or sum(len(article.text) for article in held) >= _MOST_TEXT:
        return True
    return len(held) >= FEWEST and int.from_bytes(last[:4], "big") % _ONE_IN == 0


def _shard(articles: list[Article], digests: list[bytes], recipe: Recipe) -> Shard:
    digest = hashlib.sha256(_canonical(recipe))
    for one in digests:
        digest.update(one)
    return Shard(tuple(articles), digest.hexdigest())


def _canonical(record: Article | Recipe) -> bytes:
    """Return a record in the one way that it is written; lone surrogates are escaped."""
    return json.dumps(encode(record), separators=(",", ":")).encode("ascii")
