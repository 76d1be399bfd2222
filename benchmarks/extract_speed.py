"""Words a processor-second of extraction, beside bare spaCy and textacy on the same texts in the same run.

    python benchmarks/extract_speed.py [FOLDER] [--articles N]

FOLDER holds texts (default: the project's fixtures, taken several times over). Needs the `dev` extra for textacy.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from quotetrack.parse import load_pipeline
from quotetrack.pipeline import extract_article
from quotetrack.read import read
from quotetrack.records import Article

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
ROUNDS = 3


def main() -> None:
    """Print one line a program: words a processor-second, and its share of bare spaCy's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument(
        "--articles", type=int, default=60, help="how many articles, repeated where there are fewer"
    )
    options = parser.parse_args()
    found = [article for article in read([options.folder]) if isinstance(article, Article)]
    articles = (found * (options.articles // len(found) + 1))[: options.articles]
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words, best of {ROUNDS} rounds")
    programs: dict[str, Callable[[Article], object]] = {
        "bare spaCy": bare_spacy,
        "textacy, a paragraph at a time": textacy_quotations,
        "quotetrack": extract_article,
    }
    base = 0.0
    for name, program in programs.items():
        program(articles[0])
        speed = words / min(processor_seconds(program, articles) for _ in range(ROUNDS))
        base = base or speed
        print(f"{name:32} {speed:8.0f} words/s   {speed / base:5.2f} of bare spaCy")


def processor_seconds(program: Callable[[Article], object], articles: list[Article]) -> float:
    """The processor time that `program` takes for all articles."""
    start = time.process_time()
    for article in articles:
        program(article)
    return time.process_time() - start


def bare_spacy(article: Article) -> object:
    """The language pipeline alone, a paragraph at a time."""
    return list(load_pipeline().pipe(line for line in article.text.splitlines() if line.strip()))


def textacy_quotations(article: Article) -> object:
    """textacy's direct quotations; a paragraph with an odd number of marks raises there and is passed over."""
    from textacy.extract import direct_quotations

    found = []
    for doc in load_pipeline().pipe(line for line in article.text.splitlines() if line.strip()):
        try:
            found += list(direct_quotations(doc))
        except ValueError:  # "odd number of quotation marks"
            continue
    return found


if __name__ == "__main__":
    main()
