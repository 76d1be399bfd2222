"""Fit what ranks answers: `python benchmarks/train_answers.py BENCH STORES [--write]`.

BENCH is the folder with the gold sets, of which `events` (two sets of questions) and `queries` are learned from. STORES
is a folder with three databases, which `quotetrack add` has made of the articles of each set: `events-shared.db`,
`events-more.db` and `queries.db`.

The statements that come into question by each reading of a question are weighed, so that what the gold grades higher
comes first. How likely each answers is read off how often the first was right. Prints for each set, with the weights
fitted on the two others and on all: nDCG@10, recall of the first 20, how often the first answer is right, how many
questions get nothing, and how many get something though nothing is there. With --write the weights fitted on all
are put where the package looks for them. Needs scikit-learn: `pip install quotetrack[train]`. Nothing is drawn by
chance.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from measuring import load_scorer, make_parser, run_of_nothing
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from quotetrack.query import readings
from quotetrack.query.answers import enough_of, weigh_readings
from quotetrack.query.retrieval import SETTINGS
from quotetrack.query.weighing import WEIGHED
from quotetrack.records import Printed
from quotetrack.store import Store, open_store

OUT = Path(__file__).parent.parent / "quotetrack" / "lang" / "en" / "answers.json"
SETS = ("events shared", "events more", "queries")
PULL = 0.1
"""How strongly the weights are pulled towards `EXPECTED`."""
EXPECTED = {
    "subject": 3.0,
    "quotation": 2.0,
    "marked": 0.36,
    "in the body": 0.3,
    "phrase": 0.5,
    "confidence": 0.25,
}
"""What the weights are pulled towards, if not 0: those chosen by hand before any were fitted."""
LEAST = {
    "quotation": 1.0,
    "meaning": 1.0,
    "quotation if anybody is asked": 2.0,
    "phrase": 0.3,
    "in the body": 0.3,
    "confidence": 0.5,
    "stance": 1.5,
    "verb": 1.5,
    "nobody though asked who": -1.0,
    "off the subject": -4.0,
}
"""The least that what people expect counts, for or against. The sets seldom tell: hardly any answer is a caption."""
AGAINST = frozenset(
    (
        "off the subject",
        "not described",
        "nothing described",
        "named in the subject",
        "other stance",
        "unnamed",
        "nobody",
        "nobody though asked who",
    )
)
EITHER_WAY = frozenset(("length",))
ALSO = SETTINGS.also
BARS = tuple(n / 100 for n in range(2, 60, 2))


@dataclass
class Reading:
    """What one reading of a question finds: what is weighed of each statement, and the grade of each."""

    weighed: NDArray[np.float64]
    grades: NDArray[np.int64]
    read: readings.Reading


@dataclass
class Question:
    """A question with what its readings find; `ideal` has the grades of all that answers."""

    words: str
    readings: list[Reading]
    ideal: list[int]


def main() -> None:
    """Read, leave one set out, fit, and write if told to."""
    parser = make_parser(__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("stores", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sets = {name: read_set(options.bench, options.stores, name) for name in SETS}
    for name in SETS:
        fitted = fit([question for other in SETS if other != name for question in sets[other]])
        print(f"{name:14} fitted on the others: {told(sets[name], fitted)}", flush=True)
    fitted = fit([question for name in SETS for question in sets[name]])
    for name in SETS:
        print(f"{name:14} fitted on all: {told(sets[name], fitted)}")
    for feature, weight in zip(WEIGHED, fitted.of, strict=True):
        print(f"  {feature:30} {weight:8.3f}")
    if options.write:
        kept = {
            "source": "Fitted by benchmarks/train_answers.py.",
            "base": round(fitted.base, 4),
            "least": fitted.bar,
            "of": {feature: round(weight, 4) for feature, weight in zip(WEIGHED, fitted.of, strict=True)},
        }
        OUT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_set(bench: Path, stores: Path, name: str) -> list[Question]:
    """Return the questions of a set with what is found in its database."""
    folder, _, part = name.partition(" ")
    gold = bench / folder / (f"{part}.questions.jsonl" if part else "questions.jsonl")
    asked = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    db = stores / f"{name.replace(' ', '-')}.db"
    if not db.exists():
        raise SystemExit(f"{db} is not there: make it of the articles of {name} with `quotetrack add`")
    grade = _grader(bench, folder, part)
    with open_store(str(db), create=False) as store:
        return [_question(line, store, grade) for line in asked]


Grader = Callable[[dict[str, Any], Sequence[Printed]], list[int]]


def _grader(bench: Path, folder: str, part: str) -> Grader:
    """What gives statements the grades of the gold."""
    scorer = load_scorer(bench / folder / "evaluate.py")
    if folder == "queries":

        def by_overlap(line: dict[str, Any], found: Sequence[Printed]) -> list[int]:
            results = [{"article": p.article.id, "content": _pairs(p)} for p in found]
            gold = line["relevant"]
            return [
                max((_overlap_grade(scorer, result, one) for one in gold), default=0) for result in results
            ]

        return by_overlap
    run = run_of_nothing(scorer, bench / folder / part, own=True)

    def by_key(line: dict[str, Any], found: Sequence[Printed]) -> list[int]:
        return [int(line["relevant"].get(run.key(p.article.id, _pairs(p)), 0)) for p in found]

    return by_key


def _overlap_grade(scorer: Any, result: dict[str, Any], gold: dict[str, Any]) -> int:
    is_same = result["article"] == gold["article"]
    return (
        gold["grade"]
        if is_same and scorer.overlap(scorer.chars(result["content"]), scorer.chars(gold["content"]))
        else 0
    )


def _pairs(printed: Printed) -> list[list[int]]:
    return [[span.start, span.end] for span in printed.statement.quote.content]


def _question(line: dict[str, Any], store: Store, grade: Grader) -> Question:
    relevant = line["relevant"]
    ideal = list(relevant.values()) if isinstance(relevant, dict) else [one["grade"] for one in relevant]
    readings = []
    for read, found in weigh_readings(line["question"], store):
        grades = grade(line, [printed for printed, _ in found])
        weighed = np.array([weighed for _, weighed in found], np.float64).reshape(-1, len(WEIGHED))
        readings.append(Reading(weighed, np.array(grades, np.int64), read))
    return Question(line["question"], readings, ideal)


@dataclass
class Fitted:
    """Weights of what is weighed as it is, and a base: how far a statement reaches, and with the chances of being right
    that statements of that reach had, how likely it answers. Below `bar` nothing is shown."""

    of: NDArray[np.float64]
    base: float
    bar: float

    def likelihood(self, weighed: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely each statement answers."""
        return np.asarray(1 / (1 + np.exp(-(weighed @ self.of + self.base))))


def fit(questions: Sequence[Question]) -> Fitted:
    """Weights by which what answers comes first, and likelihoods of the best of each reading; the sets are halved for
    these, so that no likelihood is of what the weights were fitted on."""
    reach = fit_order(questions)
    best, right = [], []
    for half, other in ((questions[::2], questions[1::2]), (questions[1::2], questions[::2])):
        of = fit_order(other)
        for question in half:
            for reading in question.readings:
                if len(reading.grades):
                    reached = reading.weighed @ of
                    best.append(reached.max())
                    right.append(reading.grades[reached.argmax()] >= 2)
    line = LogisticRegression().fit(np.array(best)[:, None], np.array(right))
    slope, base = float(line.coef_[0, 0]), float(line.intercept_[0])
    fitted = Fitted(reach * slope, base, 0.0)
    fitted.bar = choose_bar(questions, fitted)
    return fitted


def fit_order(questions: Sequence[Question]) -> NDArray[np.float64]:
    """Weights that give the statements of each reading the chances that their grades deserve: 3 for a grade of 2, 7 for
    one of 3, 1 for one of 1. Cross-entropy of lists, with a pull towards `EXPECTED`."""
    lots = [one for question in questions for one in question.readings if one.grades.any()]
    scale = StandardScaler().fit(np.concatenate([one.weighed for one in lots]))
    rows = [scale.transform(one.weighed) for one in lots]
    aims = [(2.0**one.grades - 1) / (2.0**one.grades - 1).sum() for one in lots]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(weights)
        for row, aim in zip(rows, aims, strict=True):
            reach = row @ weights
            chances = np.exp(reach - reach.max())
            chances /= chances.sum()
            total -= float(aim @ np.log(np.maximum(chances, 1e-12)))
            slope += row.T @ (chances - aim)
        off = weights - expected
        return total / len(rows) + PULL * off @ off, slope / len(rows) + 2 * PULL * off

    expected = np.array([EXPECTED.get(feature, 0.0) for feature in WEIGHED]) * scale.scale_
    bounds = [_bounds(feature, float(scale.scale_[n])) for n, feature in enumerate(WEIGHED)]
    found = minimize(loss, expected, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x / scale.scale_)


def _bounds(feature: str, scale: float) -> tuple[float | None, float | None]:
    """Between which numbers the weight of a feature lies: what speaks for an answer never speaks against it."""
    if feature in EITHER_WAY:
        return None, None
    least = LEAST.get(feature, 0.0) * scale
    return (None, least) if feature in AGAINST else (least, None)


def answered(
    question: Question, fitted: Fitted, bar: float | None = None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The likelihoods and grades of what the chosen reading finds, likeliest first."""
    best, grades = np.zeros(0), np.zeros(0, np.int64)
    for reading in question.readings:
        likely = fitted.likelihood(reading.weighed)
        if likely.max(initial=0.0) > best.max(initial=0.0):
            best, grades = likely, reading.grades
        if likely.max(initial=0.0) >= enough_of(reading.read, fitted.bar if bar is None else bar):
            break
    order = np.argsort(-best, kind="stable")
    return best[order], grades[order]


def choose_bar(questions: Sequence[Question], fitted: Fitted) -> float:
    """The lowest bar at which no more than a fifth of the questions to which nothing answers get something."""
    empty = [question for question in questions if not question.ideal]

    def answers(bar: float) -> int:
        return sum(answered(question, fitted, bar)[0].max(initial=0.0) >= bar for question in empty)

    return next((bar for bar in BARS if answers(bar) <= len(empty) / 5), BARS[-1])


def told(questions: Sequence[Question], fitted: Fitted) -> str:
    """The figures of a set."""
    gains, first, recall, none, wrong, empty = [], [], [], 0, 0, 0
    for question in questions:
        likely, grades = answered(question, fitted)
        grades = grades[likely >= ALSO * likely.max(initial=0.0)]
        is_shown = bool(len(likely)) and likely[0] >= fitted.bar
        if not question.ideal:
            empty += 1
            wrong += is_shown
            continue
        shown = grades if is_shown else grades[:0]
        none += not is_shown
        gains.append(_dcg(shown) / _dcg(np.array(sorted(question.ideal, reverse=True))))
        first.append(bool(len(shown)) and shown[0] >= 2)
        strong = sum(grade >= 2 for grade in question.ideal)
        if strong:
            recall.append(min(1.0, (shown[:20] >= 2).sum() / strong))
    mean = [float(np.mean(values)) for values in (gains, recall, first)]
    return (
        f"bar {fitted.bar:.2f}, nDCG@10 {mean[0]:.3f}, recall@20 {mean[1]:.3f}, first right {mean[2]:.3f}, "
        f"nothing for {none} of {len(gains)}, something though nothing is there {wrong} of {empty}"
    )


def _dcg(grades: NDArray[np.int64]) -> float:
    return float(sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10])))


if __name__ == "__main__":
    main()
