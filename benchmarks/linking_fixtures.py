"""How many of the links planted in the fixtures are found: `python benchmarks/linking_fixtures.py`.

The articles are read and linked as `quotetrack add` does. A planted link counts as found where the two quotations are
in one claim, or where a link between them is shown unasked that says the same: of one utterance (a copy too), of one
claim or more, or that they are at odds. Left out are pairs of which an end was not extracted, and those within one
article. Prints them by relation and how they differ, and the links shown that were not planted.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from quotetrack.collection import Collection, open
from quotetrack.records import Printed

FIXTURES = Path(__file__).parent.parent / "fixtures"
SAYS = {
    "copy": ("copy", "same_utterance"),
    "same_utterance": ("copy", "same_utterance"),
    "same_claim": ("copy", "same_utterance", "same_claim"),
    "contradicts": ("contradicts",),
}
SHARED = 0.5
"""The part of the characters of both that an extracted quotation and a planted one share to be the same."""


def main() -> None:
    """Add, link, compare."""
    told = json.loads((FIXTURES / "links.json").read_text(encoding="utf-8"))["links"]
    with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "fixtures.db") as collection:
        collection.add([FIXTURES / "articles"])
        found(collection, told)


def found(collection: Collection, told: list[dict[str, Any]]) -> None:
    """Print what is found of the planted links, and what else is shown."""
    printed = list(collection.quotes())
    claims = {id(one): collection.claim(one.statement.quote.id).id for one in printed}
    shown = {
        frozenset((_id(link.a), _id(link.b))): link.link.relation for link in collection.store.claims.links()
    }
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    planted = set()
    for link in told:
        ends = [_extracted(link[end], printed) for end in ("a", "b")]
        a, b = ends
        if a is None or b is None or link["a"]["article"] == link["b"]["article"]:
            continue
        pair = frozenset((_id(a), _id(b)))
        planted.add(pair)
        if link["relation"] == "related":
            continue
        kind = link["relation"], link["how"]
        counts[kind] += 1
        one_claim = link["relation"] != "contradicts" and claims[id(a)] == claims[id(b)]
        right[kind] += one_claim or shown.get(pair) in SAYS[link["relation"]]
    for (relation, how), count in sorted(counts.items()):
        print(f"{relation:15} {how:12} {right[relation, how]:3} of {count}")
    print(f"{len(shown)} links shown, of which {sum(pair not in planted for pair in shown)} were not planted")


def _extracted(end: dict[str, Any], printed: list[Printed]) -> Printed | None:
    """The extracted quotation that shares most with this planted one, if enough."""

    def share(one: Printed) -> float:
        words = set(one.text.split())
        wanted = set(" ".join(end["content"]).split())
        return len(words & wanted) / max(1, len(words | wanted))

    inside = [one for one in printed if one.article.id == end["article"]]
    best = max(inside, key=share, default=None)
    return best if best is not None and share(best) >= SHARED else None


def _id(printed: Printed) -> str:
    return printed.statement.quote.id


if __name__ == "__main__":
    main()
