"""How dense news is: the most marks, cues, pronouns, names, and words and signs in 1,000 characters of a paragraph.

    python benchmarks/density.py NEWS [--linked N]

NEWS is JSON Lines of articles. Prints for each of these the most that any article has, the next ones, and the bound
above which `quotetrack/parsing/density.py` takes a paragraph for too dense; the longest sentence; and how many
paragraphs are too dense. `--linked N` reads every N-th article with the model, and prints the most pairs of a cue and a
word that are linked in 1,000 characters of a window, beside their bound.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from measuring import make_parser

from quotetrack.model.decode import SETTINGS, LinkBudget, propose
from quotetrack.model.weights import load_model
from quotetrack.parsing.density import (
    BOUNDS,
    LONGEST_SENTENCE,
    is_too_dense,
    longest_sentence,
    most_in_window,
    places,
)
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.readers import article_from_text
from quotetrack.records import Article


def main() -> None:
    """Print the figures."""
    parser = make_parser(__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--linked", type=int, metavar="N", help="read every N-th article with the model")
    options = parser.parse_args()
    tops: dict[str, list[int]] = defaultdict(list)
    count = paragraphs = dense = 0
    for article in articles(options.news):
        count += 1
        most: dict[str, int] = defaultdict(int)
        for paragraph in read_paragraphs(article):
            paragraphs += 1
            dense += is_too_dense(article.text, paragraph.span)
            for kind in BOUNDS:
                most[kind] = max(most[kind], most_in_window(places(kind, article.text, paragraph.span)))
            most["sentence"] = max(most["sentence"], longest_sentence(article.text, paragraph.span))
        for kind, number in most.items():
            tops[kind].append(number)
    print(f"{count:,} articles, {paragraphs:,} paragraphs, {dense:,} of them too dense")
    for kind, bound in {**BOUNDS, "sentence": LONGEST_SENTENCE}.items():
        print_line(kind, tops[kind], bound)
    if options.linked:
        print_line("linked pairs", list(linked(options.news, options.linked)), SETTINGS.most_pairs)


def print_line(kind: str, numbers: Sequence[int], bound: int) -> None:
    """Print the highest numbers of a kind, and its bound."""
    highest = " ".join(f"{number:6,}" for number in sorted(numbers, reverse=True)[:6])
    print(f"{kind:18}{highest}   bound {bound:,}")


def linked(news: Path, step: int) -> Iterator[int]:
    """Yield for every `step`-th article the most pairs that are linked in 1,000 characters of one of its windows."""
    model = load_model()
    for article in islice(articles(news), 0, None, step):
        budget = _Counting()
        propose(article, read_paragraphs(article), model, budget)
        yield round(budget.most)


class _Counting(LinkBudget):
    """A budget that keeps the highest share spent of any window, as pairs in 1,000 characters."""

    most = 0.0
    whole = 0.0

    def open(self, window: object) -> None:
        super().open(window)  # type: ignore[arg-type]
        self.whole = self.left

    def allows(self, cues: int, words: object) -> bool:
        allowed = super().allows(cues, words)  # type: ignore[arg-type]
        self.most = max(self.most, (1 - self.left / self.whole) * SETTINGS.most_pairs)
        return allowed


def articles(news: Path) -> Iterator[Article]:
    """Yield the articles of a file of JSON Lines."""
    with news.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield article_from_text(json.loads(line)["text"], id=str(number))


if __name__ == "__main__":
    main()
