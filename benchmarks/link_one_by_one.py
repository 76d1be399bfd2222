"""Whether statements linked as they come make what linking afresh makes: `python benchmarks/link_one_by_one.py DB ...`.

Each database is read, not written: its articles are stored anew, with the statements as they stand, and linked one
after the other, in each of three orders: by day, the last day first, and drawn by chance (seed 7). Then everything is
linked afresh. Prints how many pairs of statements are in one claim, and how many links are shown, either way and both
ways, for each database and order and for all.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, groupby
from pathlib import Path

from measuring import make_parser

from quotetrack.linking.linker import link_store
from quotetrack.records import Extraction
from quotetrack.store import Store, open_store

WAYS = ("one by one", "afresh", "both ways", "either way")

Found = dict[str, frozenset[tuple[str, ...]]]
"""By what is compared: pairs of quotations in one claim, and links with their relation."""


def main() -> None:
    """Store, link, compare."""
    parser = make_parser(__doc__)
    parser.add_argument("stores", nargs="+", type=Path)
    every: Counter[tuple[str, str]] = Counter()
    for path in parser.parse_args().stores:
        by_day = articles_of(path)
        orders = {"by day": by_day, "last day first": by_day[::-1]}
        orders["by chance"] = random.Random(7).sample(by_day, len(by_day))
        for name, order in orders.items():
            counts = compare(order)
            print_counts(f"{path}, {name}", counts)
            every += counts
    print_counts("all", every)


def compare(articles: Sequence[Extraction]) -> Counter[tuple[str, str]]:
    """Link articles one by one and afresh; count what either way makes."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "anew.db") as store:
        for extraction in articles:
            store.add(extraction)
            link_store(store)
        grown = found(store)
        link_store(store, rebuild=True)
        afresh = found(store)
    counts: Counter[tuple[str, str]] = Counter()
    for what, pairs in grown.items():
        ways = (pairs, afresh[what], pairs & afresh[what], pairs | afresh[what])
        counts += Counter({(what, way): len(made) for way, made in zip(WAYS, ways, strict=True)})
    return counts


def articles_of(path: Path) -> list[Extraction]:
    """The articles of a database with their statements, by day."""
    with open_store(path, create=False) as store:
        own = [
            list(group) for _, group in groupby(store.statements.printed(), key=lambda one: one.article.id)
        ]
    versions = (("quotetrack", "1"),)
    return [
        Extraction(article=told[0].article, statements=tuple(p.statement for p in told), versions=versions)
        for told in own
    ]


def found(store: Store) -> Found:
    """What linking has come to in a store."""
    claims = ({one.printed.id for one in claim.printings} for claim in store.claims.select())
    links = ((link.link.relation, link.a.id, link.b.id) for link in store.claims.links())
    return {
        "pairs in a claim": frozenset(pair for claim in claims for pair in combinations(sorted(claim), 2)),
        "links shown": frozenset(links),
    }


def print_counts(name: str, counts: Counter[tuple[str, str]]) -> None:
    """Print the counts of each thing compared."""
    print(name)
    for what in ("pairs in a claim", "links shown"):
        print(f"  {what}: " + ", ".join(f"{counts[what, way]} {way}" for way in WAYS))


if __name__ == "__main__":
    main()
