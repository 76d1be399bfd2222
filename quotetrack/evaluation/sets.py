"""The gold sets: what each runs a program over, and how its scorer is called. One method a set."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from quotetrack.errors import ReadError
from quotetrack.evaluation import predictions
from quotetrack.evaluation.predictions import JsonObject
from quotetrack.evaluation.scorers import (
    Scores,
    run_file_scorer,
    run_json_scorer,
    run_scorer_once,
    with_counts,
)
from quotetrack.evaluation.seed import score_seed
from quotetrack.linking.settle_speakers import settle_speakers
from quotetrack.output import whole_file
from quotetrack.query import answer
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Extraction, Source
from quotetrack.store import open_store


@dataclass(frozen=True)  # no slots: the corpus is kept once it is extracted, for two sets
class GoldRun:
    """One program over the gold sets in `bench`; its predictions are left in `out`, under its name."""

    program: str
    extract: Callable[[Article], Extraction]
    bench: Path
    out: Path

    def seed(self) -> Scores:
        """Measure everything in the article that the project began with."""
        folder = self.bench / "seed"
        gold = json.loads(_text(folder / "gold.json"))
        figures, printed = score_seed(
            gold, self.extract(article_from_text(_text(folder / "article.txt"), id="seed"))
        )
        return Scores(str(folder / "gold.json"), printed, figures)

    def phenomena(self) -> Scores:
        """Measure short passages with all that is quoted in them."""
        folder = self.bench / "phenomena"
        gold = folder / "shared.jsonl"
        found = map(self.extract, _articles(gold))
        path = self._write("phenomena", map(predictions.phenomena_line, found))
        return run_json_scorer(folder / "evaluate.py", [str(gold), str(path)])

    def attribution(self) -> Scores:
        """Measure everything that is attributed to somebody in the corpus' development half.

        The direct task is about words in marks; the full task is about reports, so that a quotation partly in marks is
        judged by its whole report there.
        """
        words = self._attributed("attribution", predictions.attribution_line)
        reports = self._attributed("attribution-reports", predictions.reports_line)
        direct = {
            name: value for name, value in words.figures["results"].items() if name.startswith("direct/")
        }
        results = {**reports.figures["results"], **direct}
        printed = f"words in marks:\n{words.printed}whole reports:\n{reports.printed}"
        return Scores(words.scorer, printed, {"results": results})

    def _attributed(self, name: str, line: Callable[[Extraction], JsonObject]) -> Scores:
        path = self._write(name, map(line, self._corpus))
        arguments = ["--data", str(corpus_folder(self.bench)), "--split", "dev", "--pred", str(path)]
        return run_file_scorer(
            self.bench / "attribution" / "evaluate.py", arguments, path.with_suffix(".scores.json")
        )

    def speakers(self) -> Scores:
        """Measure who that is: the canonical speakers of quotations of the same articles."""
        folder = self.bench / "speakers"
        path = self._write("speakers", map(predictions.speakers_line, self._corpus))
        return run_json_scorer(folder / "evaluate.py", ["--gold", str(folder / "dev.jsonl"), str(path)])

    def queries(self) -> Scores:
        """Measure the answers to questions to a store of the corpus' development and test halves."""
        folder = self.bench / "queries"
        gold = folder / "questions.jsonl"
        with open_store(":memory:") as store:
            for article in dated_articles(self.bench):
                store.add(self.extract(article))
            with store.linking() as work:
                settle_speakers(work.people)
            ask = partial(answer, store=store, limit=20, unfold=True, today=_ASKED_ON)
            rows = [predictions.queries_line(line["id"], ask(line["question"])) for line in _lines(gold)]
        return run_json_scorer(
            folder / "evaluate.py", [str(self._write("queries", rows)), "--gold", str(gold)]
        )

    def world(self) -> Scores:
        """Measure whole articles of many places: words in marks, and how many of the claims printed are claims."""
        return self._pages("world", "shared")

    def world_more(self) -> Scores:
        """Measure the further articles of the same set, which may be trained on."""
        return self._pages("world", "more")

    def passages(self) -> Scores:
        """Measure short passages of the kinds that real pages hold, words in marks and claims alike."""
        folder = self.bench / "passages"
        gold = folder / "shared.jsonl"
        found = list(map(self.extract, _articles(gold)))
        path = self._write("passages", map(predictions.phenomena_line, found))
        marks = run_json_scorer(self.bench / "phenomena" / "evaluate.py", [str(gold), str(path)])
        claims = self._claims(gold, self._write("passages-claims", map(predictions.world_line, found)))
        return Scores(
            marks.scorer,
            marks.printed + claims.printed,
            {"marks": marks.figures, "claims": claims.figures},
        )

    def events(self) -> Scores:
        """Measure what is printed, linked and answered of events that several outlets tell."""
        return self._told("shared")

    def events_more(self) -> Scores:
        """Measure the further events of the same set, which may be trained on."""
        return self._told("more")

    def check(self) -> Scores:
        """Measure verdicts on words and on drafts, by the installed program with its default engine."""
        folder = self.bench / "check"
        keep = self.out / f"{self.program}-check"
        arguments = ["shared", "--exe", str(_installed_program()), "--keep", str(keep)]
        scores = run_scorer_once(folder / "evaluate.py", arguments)
        drafts = scores.figures["drafts"]
        counted = {form: {"right": 0, "dangerous": 0, **drafts[form]} for form in ("marks", "indirect")}
        return replace(scores, figures={**scores.figures, "drafts": counted})

    def _pages(self, name: str, part: str) -> Scores:
        gold = self.bench / name / f"{part}.jsonl"
        found = map(self.extract, _articles(gold))
        return self._claims(gold, self._write(f"{name}-{part}", map(predictions.world_line, found)))

    def _claims(self, gold: Path, path: Path) -> Scores:
        """Score everything that is printed, and what is shown of it."""
        scorer = self.bench / "world" / "evaluate.py"
        every = run_json_scorer(scorer, [str(gold), str(path)])
        shown = run_json_scorer(scorer, [str(gold), str(path), "--shown"])
        figures = {"all": with_counts(every.figures), "shown": with_counts(shown.figures)}
        printed = f"everything:\n{every.printed}what is shown:\n{shown.printed}"
        return Scores(every.scorer, printed, figures)

    def _told(self, part: str) -> Scores:
        """Run the events' scorer, which calls the installed program itself, with its default engine."""
        folder = self.bench / "events"
        keep = self.out / f"{self.program}-events-{part}"
        scores = run_scorer_once(
            folder / "evaluate.py",
            [str(folder / part), "--own", "--exe", str(_installed_program()), "--keep", str(keep)],
        )
        return replace(scores, figures=with_counts(scores.figures))

    @cached_property
    def _corpus(self) -> list[Extraction]:
        return list(map(self.extract, corpus_articles(self.bench, "dev")))

    def _write(self, name: str, rows: Iterable[JsonObject]) -> Path:
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / f"{self.program}-{name}.jsonl"
        with whole_file(path) as out:
            out.writelines(f"{json.dumps(row, ensure_ascii=False)}\n".encode() for row in rows)
        return path


# The gold sets by their folders, in the order they are run and printed.
SETS: dict[str, Callable[[GoldRun], Scores]] = {
    "seed": GoldRun.seed,
    "phenomena": GoldRun.phenomena,
    "attribution": GoldRun.attribution,
    "speakers": GoldRun.speakers,
    "queries": GoldRun.queries,
    "world": GoldRun.world,
    "world more": GoldRun.world_more,
    "passages": GoldRun.passages,
    "events": GoldRun.events,
    "events more": GoldRun.events_more,
    "check": GoldRun.check,
}

# The day on which the questions are asked: after the last article. "In November" is that of its year.
_ASKED_ON = date(2016, 12, 31)

# Gold sets that are measured elsewhere, and by what.
ELSEWHERE = {"linking": "measured by benchmarks/linking_accuracy.py"}


def corpus_folder(bench: Path) -> Path:
    """Return the folder of the articles of 3 of the sets, beside the gold sets. ReadError if it is missing."""
    folder = bench.parent / "corpora" / "polnear"
    if not folder.is_dir():
        raise ReadError(f"{folder} is not there; attribution, speakers and queries need the articles in it")
    return folder


def corpus_articles(bench: Path, split: str) -> Iterator[Article]:
    """Yield the articles of one part of the corpus, by name. ReadError if there is none."""
    folder = corpus_folder(bench) / split / "text"
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise ReadError(f"{folder} holds no article; expected one in each of its .txt files")
    for path in paths:
        yield article_from_text(path.read_bytes().decode("utf-8"), id=path.stem)


def dated_articles(bench: Path) -> Iterator[Article]:
    """Yield the corpus' articles with the outlet and day that its table gives."""
    table = _text(corpus_folder(bench) / "metadata.tsv")
    facts = {row["filename"]: row for row in csv.DictReader(table.splitlines(), delimiter="\t")}
    for split in ("dev", "test"):
        for article in corpus_articles(bench, split):
            row = facts[article.id]
            yield replace(
                article, key=article.id, source=Source(row["publisher"]), published=row["publication_date"]
            )


def _articles(gold: Path) -> Iterator[Article]:
    """Yield the texts of a gold set as articles."""
    for case in _lines(gold):
        source = Source(case.get("source"))
        article = article_from_text(case["text"], id=case["id"], published=case["published"])
        yield replace(article, source=source)


def _installed_program() -> Path:
    """Return the command of this environment. ReadError if it is not installed as one."""
    program = Path(sys.executable).with_name("quotetrack")
    if not program.is_file():
        raise ReadError(f"{program} is not there; its scorer runs the installed command")
    return program


def _lines(path: Path) -> list[JsonObject]:
    return [json.loads(line) for line in _text(path).splitlines() if line.strip()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read ({error.strerror}); expected the gold set's file there"
        ) from error
