"""How well key terms tell what an article is about: `python benchmarks/key_terms.py FILE [--ranking NAME ...]`.

FILE holds articles as JSON Lines with "title" and "text". For each ranking of textacy, and for `find_key_terms`, prints
how many of the ten best terms stand in the headline, how many share a word with it, what share of the headline's words
they cover, how many words a term has, and the processor time an article takes. Words are compared by their stems, and
stop words of the headline are left out. A headline that the text repeats is cut off it. The rankings read the first 600
words, tagged by the language pipeline; the time of tagging stands beside them. `--extract N` adds what extraction of N
articles takes.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from textacy.extract.keyterms import scake, sgrank, textrank, yake

from quotetrack.key_terms import find_key_terms
from quotetrack.key_terms.words import MOST_WORDS
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text
from quotetrack.records import Article
from quotetrack.text.folding import STOP_WORDS, fold_words
from quotetrack.text.stemming import stem
from quotetrack.text.word_frequency import word_ranks

TAGGERS = ("tok2vec", "tagger", "attribute_ruler")


class Rarity(dict[str, float]):
    """How rare each stem is in English, as SGRank's `idf`; what is no word of English is rarest."""

    def __init__(self) -> None:
        super().__init__()
        for word, rank in word_ranks().items():
            weight = math.log((rank + 50) / 20)
            self[stem(word)] = min(super().get(stem(word), weight), weight)
        self._most = max(self.values())

    def get(self, key: str, default: Any = None) -> float:  # noqa: ARG002
        return super().get(key, self._most)


def _norm(token: Any) -> str:
    return str(token.norm_)


RANKINGS: dict[str, Callable[[Doc], list[tuple[str, float]]]] = {
    "sgrank": partial(sgrank, normalize=_norm),
    "sgrank-rarity": lambda doc: sgrank(doc, normalize=_norm, idf=Rarity()),
    "textrank": partial(textrank, normalize=_norm),
    "positionrank": partial(
        textrank, normalize=_norm, window_size=10, edge_weighting="count", position_bias=True
    ),
    "yake": partial(yake, normalize="norm"),
    "scake": partial(scake, normalize=_norm),
}


@dataclass(slots=True)
class Measured:
    """What one ranking comes to, article by article."""

    stand: list[int] = field(default_factory=list)
    share: list[int] = field(default_factory=list)
    cover: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, title: str, terms: Sequence[Sequence[str]], seconds: float) -> None:
        """Compare terms, each its stems, with a headline."""
        head = [stem(word) for word in fold_words(title)]
        telling = {stem(word) for word in fold_words(title) if word not in STOP_WORDS and len(word) > 1}
        if telling:
            self.stand.append(sum(_stands(head, term) for term in terms))
            self.share.append(sum(bool(telling & set(term)) for term in terms))
            self.cover.append(len(telling & {word for term in terms for word in term}) / len(telling))
            self.words.append(sum(map(len, terms)) / max(1, len(terms)))
            self.seconds.append(seconds)

    def __str__(self) -> str:
        mean = statistics.mean
        return (
            f"{mean(self.stand):5.2f} stand, {mean(self.share):5.2f} share a word, {mean(self.cover):.3f} covered, "
            f"{mean(self.words):4.2f} words, {1000 * mean(self.seconds):6.1f} ms"
        )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--ranking", action="append", choices=RANKINGS, default=[])
    parser.add_argument("--articles", type=int, default=900)
    parser.add_argument("--extract", type=int, default=0, metavar="N")
    options = parser.parse_args()
    measured: dict[str, Measured] = defaultdict(Measured)
    tagging: list[float] = []
    extraction: list[float] = []
    find_key_terms(Article(id="warm", text="Ana Ruiz opened the bridge. The bridge is old."))
    for number, (title, article) in enumerate(_articles(options.file, options.articles)):
        started = time.process_time()
        found = find_key_terms(article)
        measured["ours"].add(title, [term.key.split() for term in found], time.process_time() - started)
        if options.ranking:
            started = time.process_time()
            doc = _tagged(article)
            tagging.append(time.process_time() - started)
            for name in options.ranking:
                started = time.process_time()
                terms = [term.split() for term, _ in RANKINGS[name](doc)]
                measured[name].add(title, terms, time.process_time() - started)
        if number < options.extract:
            started = time.process_time()
            extract_article(article)
            extraction.append(time.process_time() - started)
    for name, one in measured.items():
        print(f"{name:14} {one}")
    for what, seconds in (("tagging", tagging), ("extraction", extraction[1:])):
        if seconds:
            print(f"{what}: {1000 * statistics.mean(seconds):.1f} ms an article")


def _articles(file: Path, most: int) -> Iterator[tuple[str, Article]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == most:
                return
            told = json.loads(line)
            title, text = told["title"], told["text"]
            first, _, rest = text.partition("\n")
            if title.strip(" .")[:20].lower() in first.lower():
                text = rest
            yield title, article_from_text(text, id=str(number))


def _tagged(article: Article) -> Doc:
    """The first words of an article with their parts of speech, in one Doc."""
    nlp = load_pipeline()
    docs = [
        nlp.make_doc(block.span.of(article.text))
        for block in read_paragraphs(article)
        if block.where == "body"
    ]
    with nlp.select_pipes(enable=TAGGERS):
        tokens = [token for doc in nlp.pipe(docs) for token in doc if not token.is_space][:MOST_WORDS]
    words = [token.text for token in tokens]
    starts = [True, *(word in (".", "!", "?") for word in words)][: len(words)]
    doc = Doc(nlp.vocab, words=words, pos=[token.pos_ for token in tokens], sent_starts=starts)
    for token in doc:
        token.norm_ = "".join(map(stem, fold_words(token.text))) or token.text
    return doc


def _stands(head: Sequence[str], term: Sequence[str]) -> bool:
    return any(list(head[at : at + len(term)]) == list(term) for at in range(len(head) - len(term) + 1))


if __name__ == "__main__":
    main()
