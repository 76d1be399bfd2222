"""Compare what could rank those whom a pronoun may mean, in four folds by article.

    python benchmarks/compare_rankers.py LABELLED [--bar 0.5]

LABELLED is a folder as `benchmarks/labelled_mentions.py` writes it. All see the same features of the same candidates,
made with the shipped ranker; what is trained in a fold has not seen its articles. Compared are the network that ships,
one without its hidden layer (a logistic regression over candidates), and boosted trees that judge each candidate alone
(scikit-learn). Prints for pronouns of quotations and for others how many are named rightly, wrongly and not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from measuring import make_parser
from sklearn.ensemble import HistGradientBoostingClassifier

from quotetrack.attribution.ranker import load_ranker
from quotetrack.training.mentions import RankedPronoun, read_labelled
from quotetrack.training.ranking import Scale, fit_ranker, make_examples

FOLDS = 4
Chances = Callable[[RankedPronoun], Sequence[float]]


def main() -> None:
    """Print a line for each ranker and kind of pronoun."""
    parser = make_parser(__doc__)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--bar", type=float, default=0.5)
    options = parser.parse_args()
    examples = [e for e in make_examples(read_labelled(options.labelled), load_ranker()) if e.features]
    articles = sorted({(e.source, e.article) for e in examples})
    fold = {article: number % FOLDS for number, article in enumerate(articles)}
    trained: dict[str, Callable[[Sequence[RankedPronoun]], Chances]] = {
        "network": lambda some: _of_network(some, hidden=True),
        "logistic": lambda some: _of_network(some, hidden=False),
        "boosted trees": _of_trees,
    }
    for name, train in trained.items():
        counts: dict[str, Counter[str]] = {"of quotations": Counter(), "others": Counter()}
        for number in range(FOLDS):
            chances = train([e for e in examples if fold[e.source, e.article] != number])
            for example in examples:
                if fold[example.source, example.article] == number and example.form == "pronoun":
                    kind = "of quotations" if "is a speaker" in example.features[0] else "others"
                    counts[kind][judge(example, chances(example), options.bar)] += 1
        for kind, counted in counts.items():
            told = ", ".join(f"{verdict} {counted[verdict]}" for verdict in ("right", "wrong", "none"))
            print(f"{name}, {kind}: {told}")


def judge(example: RankedPronoun, chances: Sequence[float], bar: float) -> str:
    """Return whether the likeliest is meant; "none" if nobody with a name is likely enough."""
    best = max(range(len(chances)), key=lambda k: chances[k])
    if best == len(example.features) or not example.named[best] or chances[best] < bar:
        return "none"
    return "right" if best in example.right or (not example.right and best not in example.wrong) else "wrong"


def _of_network(examples: Sequence[RankedPronoun], *, hidden: bool) -> Chances:
    ranker = fit_ranker(examples, seed=1, hidden=hidden)
    return lambda example: ranker.chances(example.features)


def _of_trees(examples: Sequence[RankedPronoun]) -> Chances:
    """Train trees to tell of each candidate whether it is meant; nobody gets what the others leave."""
    known = [e for e in examples if e.right]
    scale = Scale.of(known)
    rows = np.concatenate([scale.matrix(e.features) for e in known])
    goal = np.array([k in e.right for e in known for k in range(len(e.features))])
    trees = HistGradientBoostingClassifier(random_state=1).fit(rows, goal)

    def chances(example: RankedPronoun) -> list[float]:
        each = trees.predict_proba(scale.matrix(example.features))[:, 1]
        total = max(1.0, float(each.sum()))
        return [*(each / total), max(0.0, 1.0 - float(each.sum()))]

    return chances


if __name__ == "__main__":
    main()
