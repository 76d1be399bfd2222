"""Train what tells relations between quotations: `python benchmarks/train_linking.py BENCH GOLD OWN [--write]`.

BENCH is the folder with the gold sets, of which `linking/pairs.jsonl` is learned from. GOLD is a database of the gold
quotations of their articles, made with `quotetrack load`; OWN one of the same articles, and as many others as there
are, as `quotetrack add` finds their quotations. `linking_labels.tsv` beside this file names pairs of either that were
read and labelled; a number of pairs drawn from OWN stand for the unrelated ones, of which a stream of news is full.

Prints what cross-validation on the gold pairs gives, of the scorer alone and as linked. The latter is what the judge
and the rules make of it; the judge has learned from other texts, and a pair that is no candidate counts as not found.
With --write the model is put where the package looks for it.
Needs scikit-learn: `pip install quotetrack[train]`. Drawn by fixed seeds: the same data give the same model.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from measuring import make_parser
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from quotetrack.linking import blocking, pairs
from quotetrack.linking.features import COLUMN, features
from quotetrack.linking.relations import relate
from quotetrack.linking.scorer import MODEL_FORMAT, REGRESSION, SCORED
from quotetrack.linking.signatures import SIGNATURE
from quotetrack.records import Filter
from quotetrack.store import open_store

HERE = Path(__file__).parent
MODEL = HERE.parent / "quotetrack" / "lang" / "en" / "linking.npz"
DRAWN, WEIGHT = 1500, 0.2
"""How many pairs are drawn from the stream as unrelated, and what each counts beside a pair that was read."""
TREES, FOLDS = 80, 8
OPPOSED = SCORED.index("contradicts")
ALIKE = [n for n in range(len(SCORED)) if n != OPPOSED]
TARGETS = {"same utterance": (0,), "utterance or claim": (0, 1), "contradicts": (OPPOSED,)}


class Statements:
    """The linked statements of a database, by "article#start-end"."""

    def __init__(self, db: str) -> None:
        with open_store(db, create=False) as store:
            with store.linking() as work:
                found = list(work.signatures())
            keys = {
                p.statement.quote.id: _key(p.article.id, p.statement.quote.content)
                for p in store.statements.printed(Filter(unshown=True))
            }
            with store.linking() as work:
                named = work.founders([owner.quote for owner, _ in found])
        told = np.array([owner for owner, _ in found], np.int64)
        self.all = np.frombuffer(bytearray().join(made for _, made in found), SIGNATURE)
        self.all["speaker"], self.all["article"], self.all["source"] = told[:, 1], told[:, 2], told[:, 3]
        self.places = {keys[named[owner.quote][0][2]]: n for n, (owner, _) in enumerate(found)}

    def place(self, key: str) -> int | None:
        """Where a quotation stands; one that overlaps it by half or more will do, as in the scorer."""
        if key in self.places:
            return self.places[key]
        article, start, end = _split(key)
        best, most = None, 0.5
        for other, place in self.places.items():
            if other.startswith(f"{article}#"):
                _, begins, ends = _split(other)
                share = (min(end, ends) - max(start, begins)) / max(end - start, ends - begins)
                if share >= most:
                    best, most = place, share
        return best

    def rows(self, of: Iterable[tuple[int, int]]) -> np.ndarray[Any, Any]:
        """The features of these pairs."""
        a, b = np.array(list(of)).reshape(-1, 2).T
        return features(self.all[a], self.all[b]).astype(np.float64)

    def candidates(self) -> pairs.PackedPairs:
        """All pairs worth comparing."""
        index, size = blocking.InvertedIndex(self.all), blocking.sizes(self.all)
        lots = [
            pairs.pairs_of(self.all, index, size, range(start, start + 1024))
            for start in range(0, len(self.all), 1024)
        ]
        return np.unique(np.concatenate(lots))

    def stream(self) -> np.ndarray[Any, Any]:
        """The features of all pairs worth comparing."""
        a, b = pairs.unpack(self.candidates())
        step = 20_000
        found = [
            features(self.all[a[n : n + step]], self.all[b[n : n + step]]) for n in range(0, len(a), step)
        ]
        return np.concatenate(found)


@dataclass
class Data:
    """What is learned from: ends, rows and labels of gold pairs, of labelled ones, and of drawn ones."""

    ends: np.ndarray[Any, Any]
    gold: np.ndarray[Any, Any]
    labels: np.ndarray[Any, Any]
    read: np.ndarray[Any, Any]
    read_labels: np.ndarray[Any, Any]
    drawn: np.ndarray[Any, Any]


@dataclass
class Model:
    """The three parts: see `quotetrack.linking.scorer`."""

    scale: StandardScaler
    regression: LogisticRegression
    alike: ExtraTreesClassifier
    opposed: RandomForestClassifier

    def probabilities(self, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """As `Scorer.probabilities`."""
        regressed = self.regression.predict_proba(self.scale.transform(rows))
        pooled = (regressed + 1e-6) ** REGRESSION * (self.alike.predict_proba(rows) + 1e-6) ** (
            1 - REGRESSION
        )
        against = self.opposed.predict_proba(rows)[:, 1]
        out = np.zeros((len(rows), len(SCORED)))
        out[:, ALIKE] = pooled / pooled.sum(axis=1, keepdims=True) * (1 - against)[:, None]
        out[:, OPPOSED] = against
        return out


def main() -> None:
    """Read, cross-validate, fit, and write if told to."""
    parser = make_parser(__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("gold")
    parser.add_argument("own")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gold, own = Statements(options.gold), Statements(options.own)
    stream = own.stream()
    data = read_data(options.bench, gold, own, stream)
    print(f"{len(data.gold)} gold pairs, {len(data.read)} read, {len(data.drawn)} drawn of {len(stream):,}")
    for name, figures in cross_validated(data, gold).items():
        print(f"{name:32} F1 {figures[0]:.3f}  AP {figures[1]:.3f}")
    if options.write:
        model = fit(data, np.arange(len(data.gold)), seed=0)
        arrays = arrays_of(model) | gate(model, stream)
        np.savez_compressed(MODEL, **arrays)
        print(f"{MODEL}: {MODEL.stat().st_size:,} bytes")


def read_data(bench: Path, gold: Statements, own: Statements, stream: np.ndarray[Any, Any]) -> Data:
    """All that is learned from."""
    found: list[tuple[int, int]] = []
    labels: list[int] = []
    for line in (bench / "linking" / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        ends = gold.place(pair["a"]["quote"]), gold.place(pair["b"]["quote"])
        if None not in ends:
            found.append(ends)  # type: ignore[arg-type]
            labels.append(SCORED.index(pair["label"]))
    read, read_labels = [], []
    with (HERE / "linking_labels.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            where = gold if row["store"] == "gold" else own
            places = where.place(row["a"]), where.place(row["b"])
            if None not in places:
                read.append(where.rows([places])[0])  # type: ignore[list-item]
                read_labels.append(SCORED.index(row["label"]))
    drawn = np.random.default_rng(0).choice(len(stream), min(DRAWN, len(stream)), replace=False)
    return Data(
        np.array(found),
        gold.rows(found),
        np.array(labels),
        np.array(read),
        np.array(read_labels),
        stream[drawn].astype(np.float64),
    )


def fit(data: Data, chosen: np.ndarray[Any, Any], *, seed: int) -> Model:
    """A model of the chosen gold pairs and all others. To the first two parts those opposed are related."""
    rows, labels = data.gold[chosen], data.labels[chosen]
    scale = StandardScaler().fit(rows)
    regression = LogisticRegression(C=0.3, max_iter=3000).fit(scale.transform(rows), _alike(labels))
    every = np.vstack([rows, data.read, data.drawn])
    told = np.concatenate([labels, data.read_labels, np.full(len(data.drawn), SCORED.index("unrelated"))])
    weights = np.concatenate([np.ones(len(rows) + len(data.read)), np.full(len(data.drawn), WEIGHT)])
    alike = ExtraTreesClassifier(TREES, min_samples_leaf=3, max_features=0.4, random_state=seed)
    opposed = RandomForestClassifier(TREES, min_samples_leaf=2, random_state=seed)
    return Model(
        scale,
        regression,
        alike.fit(every, _alike(told), sample_weight=weights),
        opposed.fit(rows, labels == OPPOSED),
    )


def cross_validated(data: Data, gold: Statements, times: int = 3) -> dict[str, tuple[float, float]]:
    """Best F1 and average precision for each target, each gold pair scored by models that have not seen it."""
    got: dict[str, list[tuple[float, float]]] = defaultdict(list)
    is_candidate = np.isin(pairs.pack(data.ends[:, 0], data.ends[:, 1]), gold.candidates())
    for seed in range(times):
        fold = np.random.default_rng(seed).permutation(len(data.gold)) % FOLDS
        alone = np.zeros((len(data.gold), len(SCORED)))
        linked = np.zeros_like(alone)
        for one in range(FOLDS):
            model, here = fit(data, np.flatnonzero(fold != one), seed=seed), fold == one
            alone[here] = model.probabilities(data.gold[here])
            related = relate(gold.all, *data.ends[here].T, model, thorough=True)  # type: ignore[arg-type]
            copied, rest = related.probabilities[:, :1], related.probabilities[:, 1:]
            linked[here] = np.concatenate([copied + rest[:, :1], rest[:, 1:]], axis=1)
        linked[~is_candidate] = 0.0
        for name, classes in TARGETS.items():
            is_so = np.isin(data.labels, classes)
            got[name].append(_measures(alone[:, classes].sum(axis=1), is_so))
            got[f"{name}, as linked"].append(_measures(linked[:, classes].sum(axis=1), is_so))
    return {name: (_mean(r[0] for r in of), _mean(r[1] for r in of)) for name, of in got.items()}


def gate(model: Model, stream: np.ndarray[Any, Any]) -> dict[str, Any]:
    """A line that parts what is worth a look by the forests from the rest, so that 3 in 1,000 of what they would link
    are lost."""
    linked = model.probabilities(stream.astype(np.float64))[:, :2].sum(axis=1) > 0.4
    some = np.random.default_rng(0).choice(len(stream), min(200_000, len(stream)), replace=False)
    scale = StandardScaler().fit(stream[some])
    line = LogisticRegression(class_weight={0: 1, 1: 20}, max_iter=500).fit(
        scale.transform(stream[some]), linked[some]
    )
    weights = line.coef_[0] / scale.scale_
    reach = stream @ weights
    opens = np.percentile(reach[linked], 0.3)
    print(f"the gate lets {np.mean(reach >= opens):.1%} of the stream through; {linked.sum():,} are linked")
    return {"gate": weights.astype(np.float32), "gate_opens": np.array(opens, np.float32)}


def arrays_of(model: Model) -> dict[str, Any]:
    """The model as arrays, which is all that is needed to run it."""
    return {
        "format": np.array(MODEL_FORMAT),
        "features": np.array(list(COLUMN)),
        "mean": model.scale.mean_.astype(np.float32),
        "deviation": model.scale.scale_.astype(np.float32),
        "weights": model.regression.coef_.T.astype(np.float32),
        "biases": model.regression.intercept_.astype(np.float32),
        **_forest("alike", model.alike.estimators_),
        **_forest("opposed", model.opposed.estimators_),
    }


def _forest(name: str, trees: Sequence[Any]) -> dict[str, Any]:
    parts: dict[str, list[Any]] = {
        part: [] for part in ("feature", "threshold", "low", "high", "shares", "roots")
    }
    first = 0
    for tree in (estimator.tree_ for estimator in trees):
        is_leaf, nodes = tree.children_left < 0, np.arange(tree.node_count)
        parts["feature"].append(np.where(is_leaf, 0, tree.feature))
        parts["threshold"].append(np.where(is_leaf, 0.0, tree.threshold))
        parts["low"].append(np.where(is_leaf, nodes, tree.children_left) + first)
        parts["high"].append(np.where(is_leaf, nodes, tree.children_right) + first)
        parts["shares"].append(tree.value[:, 0, :] / tree.value[:, 0, :].sum(axis=1, keepdims=True))
        parts["roots"].append([first])
        first += tree.node_count
    types = {"feature": np.uint8, "threshold": np.float32, "shares": np.float16}
    made = {
        f"{name}.{part}": np.concatenate(of).astype(types.get(part, np.uint16)) for part, of in parts.items()
    }
    return made | {f"{name}.depth": np.array(max(estimator.tree_.max_depth for estimator in trees))}


def _measures(scores: np.ndarray[Any, Any], is_so: np.ndarray[Any, Any]) -> tuple[float, float]:
    """The best F1 over all thresholds, and average precision."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(is_so[order])
    precision = hits / np.arange(1, len(order) + 1)
    recall = hits / hits[-1]
    best = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(best.max()), float((precision * is_so[order]).sum() / hits[-1])


def _alike(labels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.where(labels == OPPOSED, SCORED.index("related"), labels)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _key(article: str, content: Sequence[Any]) -> str:
    return f"{article}#{content[0].start}-{content[-1].end}"


def _split(key: str) -> tuple[str, int, int]:
    article, _, span = key.rpartition("#")
    start, _, end = span.partition("-")
    return article, int(start), int(end)


if __name__ == "__main__":
    main()
