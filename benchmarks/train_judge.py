"""Fit what judges pairs of statements: `python benchmarks/train_judge.py BENCH STORES [--write]`.

BENCH is the folder with the gold sets, of which `events` is learned from: every pair of statements of an event is
labelled there. STORES is a folder for four databases, each event's gold statements and its own extraction, of both
sets; those that are missing are made, which takes some minutes.

Prints, in four folds by event, the share of the gold's pairs between articles that is found at a precision of .9, .8
and .6, and what the claims are that are made of them: `pure` are those of two or more reports that all tell one
utterance. With --write the weights of all events are put where the package looks for them. Needs scikit-learn:
`pip install quotetrack[train]`. Nothing is drawn by chance.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from measuring import load_scorer, make_parser, run_of_nothing
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from quotetrack.linking import blocking, pairs
from quotetrack.linking.clustering import Voices, gather_round_cores
from quotetrack.linking.features import COLUMN
from quotetrack.linking.inputs import read_input
from quotetrack.linking.judge import JUDGED, JUDGED_BY, is_judged
from quotetrack.linking.relations import weigh_pairs
from quotetrack.linking.scorer import OUTCOMES, shipped_scorer
from quotetrack.linking.signatures import make_signatures
from quotetrack.store import open_store
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

OUT = Path(__file__).parent.parent / "quotetrack" / "lang" / "en" / "judge.npz"
SETS = [(prefix, own) for prefix in ("shared", "more") for own in (False, True)]
FOLDS = 4
RIDGE = 0.1
"""The inverse of the pull of the weights towards 0 (`C`): of .03, .1 and .3 the one with most found."""
AT_ONCE = 8192
BARS = (0.6, 0.7, 0.75, 0.8, 0.85)


@dataclass
class Event:
    """The pairs of one database that are judged. `label` has the place in `JUDGED` of what the gold calls them, -1
    where it does not know an end; `events` has the event of either end. `speakers` are by statement, if known."""

    name: str
    run: Any
    keys: list[str]
    articles: list[str]
    speakers: dict[int, int]
    ends: NDArray[np.intp]
    rows: NDArray[np.float64]
    label: NDArray[np.int64]
    events: NDArray[np.str_]
    missing: int


def main() -> None:
    """Read, cross-validate, fit, and write if told to."""
    parser = make_parser(__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("stores", type=Path)
    parser.add_argument("--exe", default="quotetrack")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.bench / "events" / "evaluate.py")
    sets = [
        read_set(scorer, options.bench / "events" / prefix, options.stores / prefix, options.exe, own=own)
        for prefix, own in SETS
    ]
    cross_validate(sets)
    if options.write:
        model = fit(sets, fold=None)
        scale, line = model[0], model[1]
        np.savez_compressed(
            OUT,
            columns=np.array(JUDGED_BY),
            mean=scale.mean_.astype(np.float32),
            deviation=scale.scale_.astype(np.float32),
            weights=line.coef_.T.astype(np.float32),
            biases=line.intercept_.astype(np.float32),
        )
        print(f"{OUT}: {OUT.stat().st_size:,} bytes")


def read_set(scorer: ModuleType, prefix: Path, folder: Path, exe: str, *, own: bool) -> Event:
    """Read the pairs of a database, which is made unless it is there."""
    db = folder / ("own.db" if own else "gold.db")
    run = (
        run_of_nothing(scorer, prefix, own=own)
        if db.exists()
        else scorer.Run(str(prefix), exe, own, str(folder))
    )
    with open_store(str(db), create=False) as store:
        with store.linking() as work:
            found = list(work.signatures())
            named = work.founders([owner.quote for owner, _ in found])
        shown = {p.statement.quote.id: p for p in store.statements.printed()}
    kept = [owner for owner, _ in found if named[owner.quote][0][2] in shown]
    printed = [shown[named[owner.quote][0][2]] for owner in kept]
    # Made here, not read: those of the store may be of an earlier make.
    every = make_signatures([read_input(one) for one in printed], Words(word_ranks()))
    told = np.array(kept, np.int64)
    every["speaker"], every["article"], every["source"] = told[:, 1], told[:, 2], told[:, 3]
    index, size = blocking.InvertedIndex(every), blocking.sizes(every)
    lots = (range(start, start + 1024) for start in range(0, len(every), 1024))
    ends = np.stack(
        pairs.unpack(np.unique(np.concatenate([pairs.pairs_of(every, index, size, lot) for lot in lots]))),
        axis=1,
    )
    rows = np.concatenate(
        [
            weigh_pairs(every[lot[:, 0]], every[lot[:, 1]], shipped_scorer())
            for lot in np.array_split(ends, len(ends) // AT_ONCE + 1)
        ]
    )
    chosen = is_judged(rows[:, len(COLUMN) : len(COLUMN) + len(OUTCOMES)])
    keys = [run.key(p.article.id, [[s.start, s.end] for s in p.statement.quote.content]) for p in printed]
    articles = [p.article.id for p in printed]
    label, events, missing = labelled(run, keys, articles, ends[chosen])
    return Event(
        name=f"{prefix.name} {'own' if own else 'gold'}",
        run=run,
        keys=keys,
        articles=articles,
        speakers={place: owner.speaker for place, owner in enumerate(kept) if owner.speaker},
        ends=ends[chosen],
        rows=rows[chosen].astype(np.float64),
        label=label,
        events=events,
        missing=missing,
    )


def labelled(
    run: Any, keys: Sequence[str], articles: Sequence[str], ends: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.str_], int]:
    """The labels and events of pairs, and how many pairs of one utterance between articles are not among them."""
    same_utterance, same_claim, _, _ = run.relations()
    real = {key for key, told in run.st.items() if told["verdict"] != "junk"}
    event = [run.event[article] for article in articles]

    def label(a: int, b: int) -> int:
        if keys[a] not in run.st or keys[b] not in run.st:
            return -1
        if {keys[a], keys[b]} <= real:
            if same_utterance(keys[a], keys[b]):
                return 0
            if same_claim(keys[a], keys[b]):
                return 1
        return 2

    pairs_seen = {(int(a), int(b)) for a, b in ends}
    wanted = sum(
        label(a, b) == 0
        for a in range(len(keys))
        for b in range(a + 1, len(keys))
        if event[a] == event[b] and articles[a] != articles[b] and (a, b) not in pairs_seen
    )
    labels = np.array([label(int(a), int(b)) for a, b in ends])
    return labels, np.array([(event[a], event[b]) for a, b in ends]), wanted


def fit(sets: Sequence[Event], fold: int | None) -> Pipeline:
    """Weights of all pairs but those with an end in an event of the fold."""
    rows, labels = [], []
    for one in sets:
        chosen = (one.label >= 0) & (folds_of(one) != fold).all(axis=1)
        rows.append(one.rows[chosen])
        labels.append(one.label[chosen])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=RIDGE, max_iter=1000))
    return model.fit(np.concatenate(rows), np.concatenate(labels))


def folds_of(one: Event) -> NDArray[np.int64]:
    """The fold of either end of each pair."""
    order = sorted(set(one.events.ravel().tolist()))
    fold = {event: number % FOLDS for number, event in enumerate(order)}
    return np.array([(fold[a], fold[b]) for a, b in one.events])


def cross_validate(sets: Sequence[Event]) -> None:
    """Print what is found and what claims come of it, each pair judged by weights that have not seen its event."""
    chances = [np.zeros((len(one.label), len(JUDGED))) for one in sets]
    for fold in range(FOLDS):
        model = fit(sets, fold)
        for one, found in zip(sets, chances, strict=True):
            here = folds_of(one)[:, 0] == fold
            found[here] = model.predict_proba(one.rows[here])
    for one, found in zip(sets, chances, strict=True):
        known = (one.label >= 0) & (one.events[:, 0] == one.events[:, 1])
        print(
            f"{one.name}: {len(one.label):,} pairs judged, {2 * len(one.label) / len(one.keys):.1f} a statement"
        )
        print(f"  one utterance: {recalls(found[known, 0], one.label[known] == 0, one.missing)}")
        for bar in BARS:
            print(f"  claims from {bar}: {claims(one, found[:, 0], bar)}")


def recalls(chances: NDArray[np.float64], is_so: NDArray[np.bool_], missing: int) -> str:
    """The share found at each precision; those missing were never candidates."""
    order = np.argsort(-chances, kind="stable")
    hits = np.cumsum(is_so[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / (hits[-1] + missing)
    told = {least: recall[precision >= least].max(initial=0.0) for least in (0.9, 0.8, 0.6)}
    return ", ".join(f"{share:.1%} at precision {least}" for least, share in told.items())


def claims(one: Event, chances: NDArray[np.float64], bar: float) -> str:
    """The scorer's figures for the claims that these chances come to, two speakers kept apart as `relate` does."""
    are_two = (one.rows[:, COLUMN["other speaker"]] > 0) & (one.rows[:, COLUMN["speaker told of"]] == 0)
    kept = np.where(are_two, 0.0, chances)
    links = {(int(a), int(b)): float(p) for (a, b), p in zip(one.ends, kept, strict=True)}
    voices = Voices.tied(one.speakers, links, least=bar)
    groups = gather_round_cores(links, least=bar, voices=voices)
    told = [
        {"members": [{"article": one.articles[n], "content": one.keys[n]} for n in group]} for group in groups
    ]
    run = one.run
    run.qt = lambda *_: "".join(json.dumps(line) + "\n" for line in told)
    run.key = lambda _, key: key
    figures = run.claims()[0]
    return ", ".join(
        f"{name} {figures[name]}" for name in ("claims of 2+", "pure", "pair P", "R between outlets")
    )


if __name__ == "__main__":
    main()
