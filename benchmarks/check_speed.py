"""How fast words are checked: `python benchmarks/check_speed.py [N]` (default 100,000 quotations).

Makes the store of `ask_speed.py` of so many invented quotations and checks 300 times in a process that has checked
some: words as printed, a part of them, words with one dropped, changed and mistyped, with their speaker, with another
and with none, three words alone, and words that stand nowhere. Prints the median and the 95th percentile in
milliseconds, of each kind and of all, beside SQLite's own full-text index asked for the four rarest of the same words,
and their ratio. --db keeps the store, and takes one that is there as it is.
"""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ask_speed import People, fill, search_index
from measuring import make_parser, print_times, seconds_of

from quotetrack.checking import check
from quotetrack.records import Printed
from quotetrack.store import Store, open_store
from quotetrack.text.folding import fold_words
from quotetrack.text.word_frequency import word_ranks

CHECKED, WARM = 300, 14
HOSTILE = (
    "the " * 10_000,
    "and not " * 5_000,
    "… " * 10_000 + "a",
    " ".join(f"w{n}" for n in range(10_000)),
    "a",
)


def main() -> None:
    """Fill and measure."""
    parser = make_parser(__doc__)
    parser.add_argument("size", nargs="?", type=int, default=100_000)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, open_store(options.db or Path(scratch) / "s.db") as store:
        cast = People(options.size)
        if not store.articles.stats().quotes:
            fill(store, cast, options.size)
        measure(store, cast)


def _alter(words: list[str], drawn: random.Random, kind: str) -> list[str]:
    at = drawn.randrange(1, len(words) - 1)
    if kind == "dropped":
        return words[:at] + words[at + 1 :]
    if kind == "changed":
        return [*words[:at], drawn.choice(list(word_ranks())[500:5000]), *words[at + 1 :]]
    if kind == "mistyped":
        long = max(range(len(words)), key=lambda n: len(words[n]))
        return [*words[:long], words[long][:2] + words[long][3:], *words[long + 1 :]]
    if kind == "a part":
        return words[at : at + 6]
    return {"three words": words[at : at + 3], "nowhere": drawn.sample(list(word_ranks()), 12)}.get(
        kind, words
    )


KINDS = ("as printed", "a part", "dropped", "changed", "mistyped", "three words", "nowhere")


def checked(store: Store, cast: People, held: int) -> Iterator[tuple[int, str, str, str | None]]:
    """Number (below 0 those that warm up), kind, words and speaker of each check, of so many quotations."""
    drawn = random.Random(13)
    for n in range(-WARM, CHECKED):
        printed = next(iter(store.statements.fetch([drawn.randrange(1, held)]).values()))
        kind = KINDS[n % len(KINDS)]
        words = " ".join(_alter(printed.text.split(), drawn, kind))
        yield n, kind, words, (_name(printed), None, cast.names[drawn.randrange(40)])[n % 3]


def measure(store: Store, cast: People) -> None:
    """Check all, and ask the index itself."""
    held = store.articles.stats().quotes
    took: dict[str, list[float]] = defaultdict(list)
    raw: list[float] = []
    for n, kind, words, who in checked(store, cast, held):
        spent = seconds_of(lambda words=words, who=who: check(store, words, who))
        if n < 0:
            continue
        took[kind].append(spent)
        raw.append(seconds_of(lambda words=words: search_index(store, rarest(words))))
    print(f"{held:,} quotations; milliseconds, median and 95th percentile of {CHECKED} checks:")
    print_times(took, raw)
    worst = max(seconds_of(lambda words=words: check(store, words)) for words in HOSTILE)
    print(f"  words made up to hurt: {1000 * worst:.0f} at worst")


def _name(printed: Printed) -> str | None:
    speaker = printed.statement.attribution.speaker
    return speaker.name if speaker else None


def rarest(words: str) -> list[str]:
    """The four rarest of them."""
    ranks = word_ranks()
    return sorted(dict.fromkeys(fold_words(words)), key=lambda word: -ranks.get(word, 99_999))[:4]


if __name__ == "__main__":
    main()
