"""The gold sets: what each runs a program over, and how its scorer is called. One method a set."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from quotetrack.errors import ReadError
from quotetrack.evaluation import predictions
from quotetrack.evaluation.predictions import Row
from quotetrack.evaluation.scorers import Scores, score, score_into
from quotetrack.evaluation.seed import score_seed
from quotetrack.linking.settle_speakers import settle_speakers
from quotetrack.query import Reply, answer
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Extraction, Source
from quotetrack.store import Store, open_store


@dataclass(frozen=True)  # no slots: the corpus is kept once it is extracted, for two sets
class Run:
    """One program over the gold sets in `bench`; its predictions are left in `out`, under its name."""

    program: str
    extract: Callable[[Article], Extraction]
    bench: Path
    out: Path

    def seed(self) -> Scores:
        """Everything in the article that the project began with."""
        folder = self.bench / "seed"
        gold = json.loads(_text(folder / "gold.json"))
        figures, printed = score_seed(
            gold, self.extract(article_from_text(_text(folder / "article.txt"), id="seed"))
        )
        return Scores(str(folder / "gold.json"), printed, figures)

    def phenomena(self) -> Scores:
        """Short passages with all that is quoted in them."""
        folder = self.bench / "phenomena"
        gold = folder / "shared.jsonl"
        articles = (
            article_from_text(case["text"], id=case["id"], published=case["published"])
            for case in _lines(gold)
        )
        made = self._write("phenomena", map(predictions.phenomena_row, map(self.extract, articles)))
        return score(folder / "evaluate.py", [str(gold), str(made)])

    def attribution(self) -> Scores:
        """Everything that is attributed to somebody in the corpus' development half."""
        made = self._write("attribution", map(predictions.attribution_row, self._corpus))
        arguments = ["--data", str(corpus_folder(self.bench)), "--split", "dev", "--pred", str(made)]
        return score_into(
            self.bench / "attribution" / "evaluate.py", arguments, made.with_suffix(".scores.json")
        )

    def speakers(self) -> Scores:
        """Who that is: the canonical speakers of quotations of the same articles."""
        folder = self.bench / "speakers"
        made = self._write("speakers", map(predictions.speakers_row, self._corpus))
        return score(folder / "evaluate.py", ["--gold", str(folder / "dev.jsonl"), str(made)])

    def queries(self) -> Scores:
        """Questions to a store of the corpus' development and test halves."""
        folder = self.bench / "queries"
        gold = folder / "questions.jsonl"
        with open_store(":memory:") as store:
            for article in dated_articles(self.bench):
                store.add(self.extract(article))
            with store.linking() as work:
                settle_speakers(work.people)
            rows = [
                predictions.queries_row(line["id"], _answer(line["question"], store)) for line in _lines(gold)
            ]
        return score(folder / "evaluate.py", [str(self._write("queries", rows)), "--gold", str(gold)])

    @cached_property
    def _corpus(self) -> list[Extraction]:
        return list(map(self.extract, corpus_articles(self.bench, "dev")))

    def _write(self, name: str, rows: Iterable[Row]) -> Path:
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / f"{self.program}-{name}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return path


SETS: dict[str, Callable[[Run], Scores]] = {
    "seed": Run.seed,
    "phenomena": Run.phenomena,
    "attribution": Run.attribution,
    "speakers": Run.speakers,
    "queries": Run.queries,
}
"""The gold sets by their folders, in the order they are run and printed."""

_ASKED_ON = date(2016, 12, 31)
"""The day on which the questions are asked: after the last article. "In November" is that of its year."""

ELSEWHERE = {"linking": "measured by benchmarks/linking_accuracy.py"}
"""Gold sets that are measured elsewhere, and where."""


def corpus_folder(bench: Path) -> Path:
    """Where the articles of three of the sets lie, beside the gold sets. ReadError where they do not."""
    folder = bench.parent / "corpora" / "polnear"
    if not folder.is_dir():
        raise ReadError(f"{folder} is not there; attribution, speakers and queries need the articles in it")
    return folder


def corpus_articles(bench: Path, split: str) -> Iterator[Article]:
    """The articles of one part of the corpus, by name. ReadError where there is none."""
    folder = corpus_folder(bench) / split / "text"
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise ReadError(f"{folder} holds no article; expected one in each of its .txt files")
    for path in paths:
        yield article_from_text(path.read_bytes().decode("utf-8"), id=path.stem)


def dated_articles(bench: Path) -> Iterator[Article]:
    """The corpus' articles with the outlet and day that its table gives."""
    table = _text(corpus_folder(bench) / "metadata.tsv")
    facts = {row["filename"]: row for row in csv.DictReader(table.splitlines(), delimiter="\t")}
    for split in ("dev", "test"):
        for article in corpus_articles(bench, split):
            row = facts[article.id]
            yield replace(
                article, key=article.id, source=Source(row["publisher"]), published=row["publication_date"]
            )


def _answer(question: str, store: Store) -> Reply:
    return answer(question, store, limit=20, unfold=True, today=_ASKED_ON)


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in _text(path).splitlines() if line.strip()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read ({error.strerror}); expected the gold set's file there"
        ) from error
