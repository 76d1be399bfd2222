"""Memory of a long run: generated articles are read from JSON Lines, extracted and written, one after another.

    python benchmarks/extract_memory.py [N] [--words W]

N articles (10,000 if not told), each of paragraphs of the project's fixtures with W invented names in them (8 if not
told), so that the run meets new words as long as it lasts. Prints the resident memory after a tenth, half and all of
them, and how often the language pipeline was loaded.
"""

from __future__ import annotations

import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from measuring import make_parser

from quotetrack.export.as_jsonl import json_line
from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.pipeline import extract_articles
from quotetrack.readers import read
from quotetrack.records import Article, Failure

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
PARAGRAPHS = 4
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def main() -> None:
    """Print one line a milestone."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=8, help="invented names an article")
    options = parser.parse_args()
    milestones = {options.count // 10, options.count // 2, options.count}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(options.count, options.words))
        start, loads, strings = time.monotonic(), 1, 0
        with (Path(folder) / "quotes.jsonl").open("wb") as out:
            for number, found in enumerate(extract_articles(read([path])), 1):
                if isinstance(found, Failure):
                    raise SystemExit(f"{found.where}: {found.reason}")
                out.write(json_line(found.to_dict()))
                before, strings = strings, len(load_pipeline().vocab.strings)
                loads += strings < before
                if number in milestones:
                    print(
                        f"{number:7,} articles   {resident():4} MB   peak {peak():4} MB   {strings:,} strings   "
                        f"pipeline loaded {loads} times   {time.monotonic() - start:.0f} s",
                        flush=True,
                    )


def lines(count: int, words: int) -> Iterator[str]:
    """Articles as JSON Lines, the same on every run."""
    chance = random.Random(1)
    articles = (article for article in read([FIXTURES]) if isinstance(article, Article))
    paragraphs = [line for article in articles for line in article.text.splitlines() if line.strip()]
    for number in range(count):
        chosen = [line.split() for line in chance.sample(paragraphs, PARAGRAPHS)]
        for _ in range(words):
            line = chance.choice(chosen)
            line[chance.randrange(len(line))] = "".join(
                chance.choices(SYLLABLES, k=chance.randint(2, 5))
            ).title()
        text = "\n\n".join(" ".join(line) for line in chosen)
        yield json.dumps({"id": f"article-{number}", "text": text}) + "\n"


def resident() -> int:
    """The memory in use now, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    rows = status.read_text().splitlines() if status.exists() else []
    return next((int(row.split()[1]) // 1024 for row in rows if row.startswith("VmRSS")), 0)


def peak() -> int:
    """The most memory that was ever in use, in MB, as Linux counts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
