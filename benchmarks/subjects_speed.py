"""How fast subjects are listed: `python benchmarks/subjects_speed.py [COUNT ...]` (default 100,000 and 1,000,000).

Makes stores of so many invented quotations, ten an article, with ten key terms an article, as frequent as English has
words. Prints how long storing takes with key terms and without, then the median of five of each look-up: all
subjects, the twenty best of all, of one word, of a week, of a month, and of the speaker who is quoted most, each with
how many quotations it chooses.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ask_speed import QUOTES, SIZES, People, stream

from quotetrack.collection import Collection
from quotetrack.records import Extraction, Filter, KeyTerm, Span
from quotetrack.store import Store, open_store
from quotetrack.text.folding import fold_words
from quotetrack.text.stemming import stem

TERMS = 10
"""Key terms of an article."""
_TIMED = 2_000
"""Articles that are added with and without key terms to compare."""


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--keep", type=Path, help="a folder in which the stores stay, to be measured again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        compare_adding(Path(scratch))
        for size in options.sizes:
            cast = People(size)
            with open_store(folder / f"subjects-{size}.db") as store:
                if not store.articles.size()[0]:
                    fill(store, cast, size)
                measure(store, cast, size)


def with_terms(extractions: Iterator[Extraction]) -> Iterator[Extraction]:
    """Each article with ten of its words as key terms."""
    drawn = random.Random(5)
    for extraction in extractions:
        text = extraction.article.text
        starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == " ")]
        terms: dict[str, KeyTerm] = {}
        while len(terms) < TERMS:
            start = drawn.choice(starts)
            word = text[start : start + 40].split(" ")[0].strip("“”.,\n")
            key = "".join(map(stem, fold_words(word)))
            at = text.find(word, start)
            if len(word) > 3 and key:
                terms.setdefault(key, KeyTerm(key, Span(at, at + len(word))))
        yield replace(extraction, key_terms=tuple(terms.values()))


def compare_adding(folder: Path) -> None:
    """How much longer adding takes with key terms, storing alone."""
    cast = People(_TIMED * QUOTES)
    milliseconds = []
    for name, keeps in (("without", False), ("with", True)):
        extractions = list(with_terms(stream(cast, _TIMED * QUOTES)))
        with open_store(folder / f"{name}.db") as store:
            started = time.process_time()
            for extraction in extractions:
                store.add(extraction if keeps else replace(extraction, key_terms=()))
            milliseconds.append((time.process_time() - started) / _TIMED * 1000)
    without, with_them = milliseconds
    print(f"storing an article of {QUOTES}: {without:.1f} ms, with key terms {with_them:.1f} ms")


def fill(store: Store, cast: People, size: int) -> None:
    """An invented news stream of so many quotations."""
    started = time.perf_counter()
    for extraction in with_terms(stream(cast, size)):
        store.add(extraction)
    print(f"{size:,} quotations stored in {time.perf_counter() - started:.0f} s")
    store.describe()


def measure(store: Store, cast: People, size: int) -> None:
    """Time each look-up."""
    collection = Collection(store)
    asked = {
        "all": Filter(),
        "twenty best": Filter(limit=20),
        "about “harbour”": Filter(about="harbour", limit=20),
        "about “money”": Filter(about="money", limit=20),
        "a week": Filter(since="2018-03-05", until="2018-03-11", limit=20),
        "a month": Filter(since="2018-03-01", until="2018-03-31", limit=20),
        "most quoted": Filter(speaker=cast.names[0], limit=20),
    }
    print(f"{size:,} quotations, seconds, median of five:")
    for name, wanted in asked.items():
        chosen = sum(quotes for _, quotes in store.statements.days(replace(wanted, limit=None)))
        took = statistics.median(_timed(lambda wanted=wanted: collection.subjects(wanted)) for _ in range(5))
        print(
            f"  {name:18} {took:7.3f}   of {chosen:,} quotations, {len(collection.subjects(wanted)):,} subjects"
        )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
