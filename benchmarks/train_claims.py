"""Fit what decides whether a report without marks claims anything, and show how far it can be trusted.

    python benchmarks/train_claims.py FOLDER [--write]

FOLDER holds the gold sets that `quotetrack evaluate` takes; `world`, `passages` and `events` have verdicts. A find is a
claim if it meets a gold report (intersection over union of at least .5), and none if it meets none or one that the gold
calls junk; in `events` what the gold does not know is left out. A logistic regression weighs the names that
`quotetrack.attribution.claims` gives; with the model also the states of the words of its proposal, cue and content.

Prints for each set, in 8 folds by article or event and with the whole source left out, how many of the real reports are
shown and how many of those shown are real. `--write` fits on everything and puts the weights into
quotetrack/lang/en/claims.json and quotetrack/lang/en/model/claims.npz. Same input, same weights.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from measuring import make_parser
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from quotetrack.attribution import attribute
from quotetrack.attribution.claims import claim_features
from quotetrack.extraction import extract_quotes
from quotetrack.lang import load_lexicon
from quotetrack.model import decode
from quotetrack.model.card import CLAIM_WEIGHTS, FOLDER
from quotetrack.model.weights import Model, load_model
from quotetrack.parsing.paragraphs import parse
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Proposal, Quote, Span

TARGET = Path(__file__).parent.parent / "quotetrack" / "lang" / "en" / "claims.json"
SETS = ("world/shared", "world/more", "passages/shared", "events/shared", "events/more")
FOLDS = 8
STRENGTH = 0.15
"""C of the logistic regression; of .1, .15, .3 and 1 the best by area under the curve in folds."""
STATE_SCALE = 0.1
"""What a state is multiplied by once it has variance 1, so that 768 of them do not outweigh the names."""
FEWEST = 2
"""Finds that a name must stand in to get a weight."""
BAR = 0.6
"""The chance from which a claim is shown: nine of ten shown are real in the folds of each set."""

Junk = tuple[frozenset[int], str]


@dataclass(frozen=True, slots=True)
class Find:
    """An indirect find: its set and what is split together, its names, the states of its proposal, the gold's word."""

    source: str
    group: str
    names: tuple[str, ...]
    states: NDArray[np.float32] | None
    is_claim: bool


def main() -> None:
    """Fit by rules alone and with the model, print both tables, and write the weights if asked to."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    tables: dict[str, Mapping[str, float]] = {}
    for name, model in (("claims", None), ("claims, model", load_model())):
        finds = list(collect(options.folder, model))
        print(f"{name}: {len(finds)} finds, {sum(find.is_claim for find in finds)} of them claims")
        show(finds)
        tables[name], means, weights = fit_all(finds)
        if options.write and model is not None:
            np.savez(FOLDER / CLAIM_WEIGHTS, means=means, weights=weights)
    if options.write:
        source = (
            "Fitted by benchmarks/train_claims.py (logistic regression, C .15) on what the program finds in the gold "
            "sets world, passages and events; the verdicts are the gold's. No text of them is kept."
        )
        written = json.dumps({"source": source, "bar": BAR, **tables}, indent=1, ensure_ascii=False)
        TARGET.write_text(written + "\n", encoding="utf-8")


def collect(bench: Path, model: Model | None) -> Iterator[Find]:
    """Yield the indirect finds of all sets that the gold judges."""
    for name in SETS:
        articles = bench / (f"{name}.articles.jsonl" if name.startswith("events") else f"{name}.jsonl")
        rows = [json.loads(line) for line in articles.read_text("utf-8").split("\n") if line.strip()]
        gold = json.loads((bench / f"{name}.gold.json").read_text("utf-8")) if "events" in name else {}
        for row in rows:
            reports = list(reports_of(row, gold))
            source = name.split("/")[0]
            group = row.get("event") or row["id"]
            yield from finds_in(row, reports, model, source, f"{source} {group}", by_gold=bool(gold))


def reports_of(row: Mapping[str, Any], gold: Mapping[str, Any]) -> Iterator[Junk]:
    """Yield the reports that the gold knows in an article, each with its verdict."""
    if not gold:
        for quote in row["quotes"]:
            yield letters(row["text"], quote["content"]), "ok"
        return
    own = (s for s in gold["statements"].values() if s["article"] == row["id"])
    for statement in own:
        for part in ("content", "proposition", "report"):
            if statement.get(part):
                yield letters(row["text"], statement[part]), statement["verdict"]
    for missed in gold.get("missed", ()):
        if missed["article"] == row["id"]:
            yield letters(row["text"], missed["content"]), "ok"


def letters(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return where letters and digits stand in spans, as the scorers compare them."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def finds_in(
    row: Mapping[str, Any],
    reports: Sequence[Junk],
    model: Model | None,
    source: str,
    group: str,
    *,
    by_gold: bool,
) -> Iterator[Find]:
    """Yield the indirect finds in one article that the gold judges."""
    lexicon = load_lexicon()
    article = article_from_text(row["text"], id=row["id"], published=row.get("published"))
    paragraphs = parse(article)
    seen = dict(proposals_with_states(article, paragraphs, model)) if model is not None else {}
    found = extract_quotes(article, paragraphs, lexicon, tuple(seen) if model is not None else None)
    for statement in attribute(article, paragraphs, found.quotes, lexicon, found.backed):
        quote = statement.quote
        verdict = judge(article.text, quote, reports)
        if quote.kind != "indirect" or (by_gold and not verdict):
            continue
        paragraph = next(p for p in reversed(paragraphs) if p.span.start <= quote.content[0].start)
        backing = (found.backed or {}).get(quote.id)
        names = tuple(claim_features(quote, statement.attribution, paragraph, lexicon, backing))
        states = seen.get(backing) if backing is not None else None
        yield Find(source, group, names, states, verdict not in ("", "junk"))


def judge(text: str, quote: Quote, reports: Sequence[Junk]) -> str:
    """Return the verdict of the report that a find meets best; "" if it meets none."""
    best, verdict = 0.0, ""
    for spans in filter(None, (quote.content, quote.proposition)):
        words = letters(text, [(span.start, span.end) for span in spans])
        for report, word in reports:
            both = len(words & report) / len(words | report) if words | report else 0.0
            if both > best:
                best, verdict = both, word
    return verdict if best >= 0.5 else ""


def proposals_with_states(
    article: Article, paragraphs: Sequence[Any], model: Model
) -> Iterator[tuple[Proposal, NDArray[np.float32]]]:
    """Yield the model's proposals, each with the mean states of its cue and of its content, one behind the other."""
    for window in decode.cut_windows(article.text, paragraphs, model.tokenizer):
        shared, _, _ = model.read(window)
        for proposal in decode.propose_in_window(window, article.text, model):
            means = [mean_state(shared, window.words, spans) for spans in (proposal.cue, proposal.content)]
            yield proposal, np.concatenate(means)


def mean_state(
    states: NDArray[np.float32], words: Sequence[Span], spans: Sequence[Span]
) -> NDArray[np.float32]:
    """Return the mean state of the words of a window that lie in spans."""
    inside = [n for n, word in enumerate(words) if any(span.meets(word) for span in spans)]
    return np.asarray(states[inside].mean(axis=0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted regression with what it takes: names, and states as they were scaled."""

    regression: LogisticRegression
    names: DictVectorizer
    means: NDArray[np.float32]
    scales: NDArray[np.float32]

    def chances(self, finds: Sequence[Find]) -> NDArray[np.float64]:
        """Return for each find the chance that it is a claim."""
        return np.asarray(self.regression.predict_proba(self.rows(finds))[:, 1])

    def rows(self, finds: Sequence[Find]) -> csr_matrix:
        """Return the finds as the regression takes them."""
        named = self.names.transform([dict.fromkeys(find.names, 1.0) for find in finds])
        if not self.means.size:
            return csr_matrix(named)
        nothing = np.zeros_like(self.means)
        states = [
            (find.states - self.means) * self.scales if find.states is not None else nothing for find in finds
        ]
        return csr_matrix(hstack([named, csr_matrix(np.array(states))]))


def fit(finds: Sequence[Find]) -> Fitted:
    """Fit on finds."""
    counts = Counter(name for find in finds for name in set(find.names))
    kept = [{name: 1.0 for name in find.names if counts[name] >= FEWEST} for find in finds]
    vectorizer = DictVectorizer().fit(kept)
    states = np.array([find.states for find in finds if find.states is not None])
    means, scales = np.empty(0, np.float32), np.empty(0, np.float32)
    if states.size:
        means, scales = states.mean(axis=0), STATE_SCALE / (states.std(axis=0) + 1e-6)
    fitted = Fitted(LogisticRegression(C=STRENGTH, max_iter=5000), vectorizer, means, scales)
    fitted.regression.fit(fitted.rows(finds), [find.is_claim for find in finds])
    return fitted


def fit_all(
    finds: Sequence[Find],
) -> tuple[Mapping[str, float], NDArray[np.float32], NDArray[np.float32]]:
    """Fit on everything; return the weights of the names, and the means and the weights of the states, (2, width)."""
    fitted = fit(finds)
    weights = fitted.regression.coef_[0]
    named = fitted.names.get_feature_names_out()
    table = {str(name): round(float(w), 3) for name, w in zip(named, weights, strict=False)}
    table["always"] = round(table["always"] + float(fitted.regression.intercept_[0]), 3)
    states = np.asarray(weights[len(named) :] * fitted.scales if fitted.scales.size else [], np.float32)
    shape = (2, states.size // 2)
    return (
        {name: w for name, w in sorted(table.items()) if w},
        fitted.means.reshape(shape),
        states.reshape(shape),
    )


def chances_of(finds: Sequence[Find], train: NDArray[np.intp], test: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the chances of some finds, by their numbers, fitted on others."""
    return fit([finds[int(i)] for i in train]).chances([finds[int(i)] for i in test])


def show(finds: Sequence[Find]) -> None:
    """Print precision and recall at the bar, by set: in folds, and with the set left out."""
    truth = np.array([find.is_claim for find in finds])
    sources = np.array([find.source for find in finds])
    groups = [find.group for find in finds]
    folds, left_out = np.zeros(len(finds)), np.zeros(len(finds))
    for train, test in GroupKFold(FOLDS).split(finds, truth, groups):
        folds[test] = chances_of(finds, train, test)
    for source in sorted(set(sources)):
        train, test = np.flatnonzero(sources != source), np.flatnonzero(sources == source)
        left_out[test] = chances_of(finds, train, test)
    for source in sorted(set(sources)):
        here = sources == source
        for way, chances in (("folds", folds), ("left out", left_out)):
            shown = here & (chances >= BAR)
            precision, recall = truth[shown].mean(), truth[shown].sum() / truth[here].sum()
            print(f"  {source:9} {way:9} P {100 * precision:.1f}  R {100 * recall:.1f}")


if __name__ == "__main__":
    main()
