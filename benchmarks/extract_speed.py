"""Processor time of extraction, as shares of bare spaCy's on the same texts, beside textacy; where the default engine's
time goes; and what workers come to.

    python benchmarks/extract_speed.py [PATH] [--articles N] [--workers-articles M] [--seed S] [--into DATABASE]

PATH is a folder or file of articles (default: the project's fixtures, taken several times over). With a seed, N of them
are drawn by chance. With a database, in which they are not yet, they are added to a copy of it and linked, each by
itself. Needs the `dev` extra for textacy.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from measuring import make_parser

import quotetrack
from quotetrack import attribution, extraction, pipeline
from quotetrack.model.weights import Model
from quotetrack.parsing import paragraphs
from quotetrack.parsing.pipeline_loading import PIPELINE
from quotetrack.pipeline import extract_article, extract_articles
from quotetrack.readers import read
from quotetrack.records import Article

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
ROUNDS = 5


def main() -> None:
    """Print one line a program, its words a processor-second and its share of bare spaCy's time; then workers."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--articles", type=int, default=60, help="how many, repeated where there are fewer")
    parser.add_argument(
        "--workers-articles", type=int, default=420, help="how many for the workers; 0 for none"
    )
    parser.add_argument("--seed", type=int, help="draw the articles by chance")
    parser.add_argument("--into", type=Path, metavar="DATABASE", help="add the articles to a copy of it, too")
    options = parser.parse_args()
    found = [article for article in read([options.folder]) if isinstance(article, Article)]
    if options.seed is not None:
        random.Random(options.seed).shuffle(found)
    articles = list(islice(cycle(found), options.articles))
    print(f"{len(articles)} articles, {words(articles)} words, best of {ROUNDS} rounds of processor time")
    base = compare(articles)
    parts(articles, base)
    if options.into:
        add_into(options.into, articles, base)
    if options.workers_articles:
        two_workers(list(islice(cycle(found), options.workers_articles)))


def compare(articles: list[Article]) -> float:
    """Print the speed of each program, and return the seconds of bare spaCy. Every round runs them all, so that a busy
    moment slows no program alone."""
    programs: dict[str, Callable[[Article], object]] = {
        "bare spaCy": bare_spacy,
        "textacy, a paragraph at a time": textacy_quotations,
        "quotetrack, rules": partial(extract_article, engine="rules"),
        "quotetrack, rules, direct,mixed": partial(
            extract_article, engine="rules", kinds=("direct", "mixed")
        ),
        "quotetrack, model": partial(extract_article, engine="model"),
        "quotetrack, model, direct,mixed": partial(
            extract_article, engine="model", kinds=("direct", "mixed")
        ),
    }
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, program in programs.items():
            times[name].append(processor_seconds(program, articles))
    base = min(times["bare spaCy"])
    for name, taken in times.items():
        speed = words(articles) / min(taken)
        print(f"{name:32} {speed:8.0f} words/s   {min(taken) / base:5.2f} of bare spaCy's time")
    return base


def add_into(database: Path, articles: list[Article], base: float) -> None:
    """Print what adding and linking the articles one by one takes, as a share of bare spaCy's time, `base` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        shutil.copyfile(database, copy)
        copy.chmod(0o600)
        with quotetrack.open(copy) as collection:
            before = collection.stats()
            taken: dict[str, float] = defaultdict(float)
            for number, article in enumerate(articles):
                path = Path(folder) / f"{number}.txt"
                path.write_text(article.text, encoding="utf-8")
                start = time.process_time()
                collection.add([path], link=False)
                added = time.process_time()
                collection.link(workers=1)
                taken["adding"] += added - start
                taken["linking"] += time.process_time() - added
            now = collection.stats()
    articles_more, more = now.articles - before.articles, now.quotes - before.quotes
    print(f"into {before.quotes:,} quotations: {articles_more} articles with {more} more")
    for name, seconds in {**taken, "both": sum(taken.values())}.items():
        print(f"  {name:30} {seconds / base:5.2f} of bare spaCy's time")


def parts(articles: list[Article], base: float) -> None:
    """Print where the default engine's time goes, each part as a share of bare spaCy's time, `base` seconds."""
    taken: dict[str, list[float]] = {name: [] for name in PARTS}
    for _ in range(ROUNDS):
        with timed(PARTS) as seconds_of:
            for article in articles:
                extract_article(article, engine="model")
        for name in PARTS:
            taken[name].append(seconds_of[name])
    for name, times in taken.items():
        print(f"  {name:30} {min(times) / base:5.2f}")


PARTS: dict[str, tuple[Any, str]] = {
    "parse": (paragraphs, "parse"),
    "the model's reader": (Model, "read"),
    "the model's linker": (Model, "link"),
    "the model in all": (pipeline, "_proposals"),
    "extraction": (extraction, "extract_quotes"),
    "attribution": (attribution, "attribute"),
}
"""Where the steps of the walk are looked up when an article is extracted."""


@contextmanager
def timed(functions: dict[str, tuple[Any, str]]) -> Iterator[dict[str, float]]:
    """Give the processor seconds that functions take meanwhile, by name."""
    seconds_of: dict[str, float] = defaultdict(float)
    plain = {name: getattr(home, called) for name, (home, called) in functions.items()}

    def measured(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return function(*given, **named)
            finally:
                seconds_of[name] += time.process_time() - start

        return call

    for name, (home, called) in functions.items():
        setattr(home, called, measured(name, plain[name]))
    try:
        yield seconds_of
    finally:
        for name, (home, called) in functions.items():
            setattr(home, called, plain[name])


def two_workers(articles: list[Article]) -> None:
    """Print how much of two processes' time is used, their start included, by the clock."""
    extract_article(articles[0])
    one, two = (seconds(extract_articles(articles, workers=workers)) for workers in (1, 2))
    print(
        f"{len(articles)} articles, {words(articles)} words: {one:.1f} s with 1 worker, {two:.1f} s with 2, "
        f"efficiency {one / (2 * two):.2f}"
    )


def words(articles: Iterable[Article]) -> int:
    return sum(len(article.text.split()) for article in articles)


def seconds(results: Iterable[object]) -> float:
    """How long it takes, by the clock, until all results have come."""
    start = time.monotonic()
    for _ in results:
        pass
    return time.monotonic() - start


def processor_seconds(program: Callable[[Article], object], articles: list[Article]) -> float:
    """The processor time that `program` takes for all articles."""
    program(articles[0])
    start = time.process_time()
    for article in articles:
        program(article)
    return time.process_time() - start


@cache
def spacy_pipeline() -> Any:
    """The language pipeline as it comes, apart from the one that the program uses."""
    import spacy

    return spacy.load(PIPELINE)


def bare_spacy(article: Article) -> object:
    """The language pipeline alone, a paragraph at a time."""
    return list(spacy_pipeline().pipe(line for line in article.text.splitlines() if line.strip()))


def textacy_quotations(article: Article) -> object:
    """textacy's direct quotations; a paragraph with an odd number of marks raises there and is passed over."""
    from textacy.extract import direct_quotations

    found = []
    for doc in spacy_pipeline().pipe(line for line in article.text.splitlines() if line.strip()):
        try:
            found += list(direct_quotations(doc))
        except ValueError:  # "odd number of quotation marks"
            continue
    return found


if __name__ == "__main__":
    main()
