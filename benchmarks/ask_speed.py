"""How fast questions are answered: `python benchmarks/ask_speed.py [COUNT ...]` (default 100,000 and 1,000,000).

Makes stores of so many invented quotations, ten an article, of words as frequent as English has them, by speakers of
whom a few are quoted tens of thousands of times and most once. Asks each 300 questions, of somebody by full name, by
surname, by role and by a name misspelt, of anybody, and such as have no answer, in a process that has answered some;
prints the median and the 95th percentile in milliseconds, of each kind and of all, beside SQLite's own full-text index
asked for the same words of the subject, and their ratio; then the processor time of the command, started cold.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from measuring import make_parser, print_times, seconds_of
from sqlalchemy import text as sql

from quotetrack.query import answer
from quotetrack.records import (
    Article,
    Attribution,
    Extraction,
    Quote,
    Source,
    Span,
    Speaker,
    Statement,
    statement_id,
)
from quotetrack.store import Store, open_store
from quotetrack.text.folding import key_words
from quotetrack.text.word_frequency import word_ranks

SIZES = (100_000, 1_000_000)
QUOTES = 10
"""Quotations of an article."""
ROLES = (
    "minister",
    "president",
    "spokesman",
    "director",
    "senator",
    "governor",
    "mayor",
    "secretary",
    "lawyer",
)
FIELDS = ("foreign", "trade", "health", "finance", "defence", "police", "harbour", "city", "party", "union")
PLACES = 60
ASKED = 300


def main() -> None:
    """Measure each size."""
    parser = make_parser(__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--keep", type=Path, help="a folder in which the stores stay, to be measured again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for size in options.sizes:
            path = folder / f"asked-{size}.db"
            cast = People(size)
            with open_store(path) as store:
                if not store.articles.stats().quotes:
                    fill(store, cast, size)
                measure(store, cast, size)
            cold(path, cast)


class People:
    """Invented speakers: name, role; the first are quoted most."""

    def __init__(self, size: int) -> None:
        drawn = random.Random(3)
        words = [word for word in word_ranks() if len(word) > 3]
        self.names = [
            f"{words[drawn.randrange(400, 2500)].title()} {words[drawn.randrange(2500, 18000)].title()}"
            for _ in range(max(200, size // 8))
        ]
        places = [words[drawn.randrange(3000, 15000)].title() + "ian" for _ in range(PLACES)]
        self.roles = [
            f"{drawn.choice(places)} {drawn.choice(FIELDS)} {drawn.choice(ROLES)}" for _ in self.names
        ]
        self.weights = [1 / (n + 8) for n in range(len(self.names))]


def fill(store: Store, cast: People, size: int) -> None:
    """An invented news stream of so many quotations."""
    start = time.perf_counter()
    for extraction in stream(cast, size):
        store.add(extraction)
    stored = time.perf_counter()
    store.describe()
    print(
        f"{size:,} quotations stored in {stored - start:.0f} s, described in {time.perf_counter() - stored:.0f} s"
    )


def stream(cast: People, size: int) -> Iterator[Extraction]:
    """Articles of `QUOTES` quotations each."""
    drawn = random.Random(7)
    ranked = sorted(word_ranks().items(), key=lambda item: item[1])
    words = [word for word, _ in ranked]
    weights = [1 / (rank + 10) for _, rank in ranked]
    totals, heights = list(accumulate(weights)), list(accumulate(cast.weights))
    for number in range(size // QUOTES):
        told = drawn.choices(range(len(cast.names)), cum_weights=heights, k=QUOTES)
        text, statements = "", []
        article = Article(
            id=f"a{number}",
            key=f"a{number}",
            title=" ".join(drawn.choices(words, cum_weights=totals, k=7)).capitalize(),
            source=Source(f"Outlet {number % 60}"),
            published=(date(2015, 1, 1) + timedelta(number % 3600)).isoformat(),
            text="",
        )
        for who in told:
            said = " ".join(drawn.choices(words, cum_weights=totals, k=drawn.randint(8, 30)))
            around = " ".join(drawn.choices(words, cum_weights=totals, k=25))
            start = len(text) + 1
            name = cast.names[who]
            content = Span(start, start + len(said))
            mention = Span(content.end + 2, content.end + 2 + len(name))
            text += f"“{said}” {name} said. {around.capitalize()}.\n\n"
            statements.append((content, mention, Span(mention.end + 1, mention.end + 5), who))
        yield _extraction(article, text, statements, cast)


def _extraction(
    article: Article, text: str, told: list[tuple[Span, Span, Span, int]], cast: People
) -> Extraction:
    article = replace(article, text=text)
    statements = []
    for content, mention, cue, who in told:
        id = statement_id(article, Quote(id="", kind="direct", content=(content,)))
        quote = Quote(id=id, kind="direct", content=(content,), cue=(cue,), rule="cue after")
        speaker = Speaker(cast.names[who], "person", cast.roles[who])
        statements.append(
            Statement(quote, Attribution(quote=id, mention=(mention,), speaker=speaker, confidence=0.9))
        )
    return Extraction(article=article, statements=tuple(statements))


def questions(cast: People) -> Iterator[tuple[str, str, str]]:
    """Kind, question, and the words of its subject."""
    drawn = random.Random(11)
    ranked = [word for word, _ in sorted(word_ranks().items(), key=lambda item: item[1]) if len(word) > 3]
    heights = list(accumulate(cast.weights))
    for n in range(ASKED):
        subject = " ".join(ranked[drawn.randrange(150, 9000)] for _ in range(drawn.randint(1, 3)))
        who = drawn.choices(range(len(cast.names)), cum_weights=heights)[0]
        name = cast.names[who]
        kind = ("full name", "surname", "role", "misspelt", "anybody", "nobody")[n % 6]
        asked = {
            "full name": f"what did {name} say about {subject}",
            "surname": f"what did {name.split()[1]} say about {subject}",
            "role": f"what did the {cast.roles[who]} say about {subject}",
            "misspelt": f"what did {name[:-2]}{name[-1]}{name[-2]} say about {subject}",
            "anybody": f"who talked about {subject}",
            "nobody": f"what did {name} say about zzyzx {subject}ness",
        }[kind]
        yield kind, asked, subject


def measure(store: Store, cast: People, size: int) -> None:
    """Ask all questions, and the index itself for the same words."""
    took: dict[str, list[float]] = defaultdict(list)
    raw: list[float] = []
    for _, asked, _ in list(questions(cast))[:12]:
        answer(asked, store)
    for kind, asked, subject in questions(cast):
        took[kind].append(seconds_of(lambda asked=asked: answer(asked, store)))
        words = key_words(subject)
        raw.append(seconds_of(lambda words=words: search_index(store, words)))
    print(f"{size:,} quotations; milliseconds, median and 95th percentile of {ASKED} questions:")
    print_times(took, raw)


def search_index(store: Store, words: Iterable[str]) -> None:
    """Ask SQLite's own full-text index for any of the words, best 20 first."""
    asked = "SELECT rowid FROM quote_words WHERE quote_words MATCH :words ORDER BY rank LIMIT 20"
    with store.claims.database.engine.connect() as connection:
        connection.execute(sql(asked), {"words": " OR ".join(f'"{word}"' for word in words)}).all()


def cold(path: Path, cast: People) -> None:
    """The command as people start it."""
    question = f"what did {cast.names[3]} say about trade and money"
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "quotetrack", "ask", "--db", str(path), question],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"  cold command: {statistics.median(times):.2f} s of processor time, median of five")


if __name__ == "__main__":
    main()
