"""Fit the weights of `quotetrack.confidence` on annotated articles, and show how far they can be trusted.

    python benchmarks/calibrate.py FOLDER [--engine rules|model] [--write]

FOLDER holds the gold sets and scorers that `quotetrack evaluate` takes. The weights of the rules are fitted on
PolNeAR's training half (is each find a gold unit, is its mention the gold source), how seldom a settled name is wrong
on the speakers set. The model was trained on that half and is too sure of itself there, so the weights of rules and
model together are fitted on the development half.

Prints, on PolNeAR's dev articles, the reliability curve and what `--min-confidence` keeps. For the model each half of
these articles is judged by weights fitted on the other. `--write` puts the weights into
quotetrack/lang/en/confidence.json. Same input, same weights: nothing is drawn by chance.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from measuring import load_scorer, make_parser

from quotetrack import confidence
from quotetrack.attribution import attribute
from quotetrack.evaluation.predictions import attribution_line
from quotetrack.extraction import extract_quotes
from quotetrack.lang import load_lexicon
from quotetrack.model.decode import propose
from quotetrack.model.weights import load_model
from quotetrack.parsing.paragraphs import parse
from quotetrack.pipeline import ENGINES, Engine, extract_article, versions
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Extraction, Proposal, Statement

TARGET = Path(__file__).parent.parent / "quotetrack" / "lang" / "en" / "confidence.json"
LEFT_OUT = {"turn": 0.9, "interview": 0.9}
"""Rules whose finds the annotators left alone (interviews printed as turns), and the share set for them by hand."""
RIDGE = 1.0
"""Pull of each weight towards 0, in quotations: a rule seen once moves little."""


@dataclass(frozen=True, slots=True)
class Find:
    """A unit of a statement and what the gold says of it: found there, and with the right source."""

    rule: str
    resolution: str
    words: int
    is_repaired: bool
    has_speaker: bool
    confidence: float
    is_found: bool
    is_right: bool
    is_marked: bool
    article: int
    backing: float | None
    agrees: bool | None


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=ENGINES, default="model")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    corpus = options.folder.parent / "corpora" / "polnear"
    scorer = load_scorer(options.folder / "attribution" / "evaluate.py")
    by_rules, digest = options.engine == "rules", hashlib.sha256()
    if options.write:
        finds = list(_finds(scorer, corpus, "train" if by_rules else "dev", digest, options.engine))
        _write(finds, digest.hexdigest(), _names(options.folder, corpus) if by_rules else None)
        print(
            f"{len(finds)} finds fitted; {TARGET} written; run again without --write to see what they are worth"
        )
        return
    finds = list(_finds(scorer, corpus, "dev", digest, options.engine))
    if not by_rules:
        finds = _cross_fitted(finds)
    for name, some in (("in marks", True), ("without marks", False)):
        print(f"{name}:")
        _show_reliability([f for f in finds if f.is_marked == some])
    _show_dial([f for f in finds if f.is_marked], _gold_units(scorer, corpus))


def _cross_fitted(finds: Sequence[Find]) -> list[Find]:
    """The finds with the confidence that weights give which were fitted on the other half of the articles."""
    names = json.loads(TARGET.read_text(encoding="utf-8"))["name"]
    out: list[Find] = []
    for half in (0, 1):
        words, speaker = _weights([f for f in finds if f.article % 2 != half])
        weights = {"words, model": words, "speaker, model": speaker, "name": names}
        out += [_rejudged(f, weights) for f in finds if f.article % 2 == half]
    return out


def _rejudged(find: Find, weights: confidence.Weights) -> Find:
    if not find.has_speaker:
        return find
    sure = confidence.of_words(
        weights,
        find.rule,
        find.words,
        is_repaired=find.is_repaired,
        is_marked=find.is_marked,
        backing=find.backing,
    ) * confidence.of_speaker(
        weights, find.rule, find.resolution, find.words, by_model=True, agrees=find.agrees
    )
    return replace(find, confidence=sure)


def _finds(scorer: Any, corpus: Path, split: str, digest: Any, engine: Engine) -> Iterator[Find]:
    for number, gold in enumerate(scorer.polnear.read_split(corpus, split)):
        digest.update(gold.text.encode())
        digest.update(repr([(a.content, a.source) for a in gold.attributions]).encode())
        article = article_from_text(gold.text, id=gold.stem)
        extraction, backed = _extracted(article, engine)
        for find in _judged(scorer, gold, extraction, backed):
            yield replace(find, article=number)


def _extracted(article: Article, engine: Engine) -> tuple[Extraction, Mapping[str, Proposal] | None]:
    """What `extract_article` finds, and what the model proposed for each quote."""
    lexicon, paragraphs = load_lexicon(), parse(article)
    proposals = propose(article, paragraphs, load_model()) if engine == "model" else None
    found = extract_quotes(article, paragraphs, lexicon, proposals)
    return Extraction(
        article=article, statements=attribute(article, paragraphs, found.quotes, lexicon, found.backed)
    ), found.backed


def _judged(
    scorer: Any, gold: Any, extraction: Extraction, backed: Mapping[str, Proposal] | None
) -> Iterator[Find]:
    """Every unit of every statement beside the gold: units in marks as the direct task matches them, indirect claims by
    half of their words."""
    text = scorer.Text(gold.text)
    golds = scorer.gold_items(text, gold)
    items = scorer.predicted_items(text, attribution_line(extraction)["quotes"])
    gold_units = [(unit, item) for item in golds for unit in item.units]
    units = [(unit, i) for i, item in enumerate(items) for unit in item.units]
    matched = {
        j: i for i, j in scorer.match(gold_units, units, lambda a, b: scorer.iou(a[0], b[0]), 0.8).items()
    }
    claims = {
        j: i
        for i, j in scorer.match(golds, items, lambda a, b: scorer.iou(a.content, b.content), 0.5).items()
    }
    for j, (unit, i) in enumerate(units):
        if (
            extraction.statements[i].quote.kind != "indirect"
            and extraction.statements[i].quote.where == "body"
        ):
            found = j in matched
            right = found and scorer.speaker_right(text, gold_units[matched[j]][1], items[i])["head"]
            yield _find(extraction.statements[i], len(unit), backed, found=found, right=right)
    for i, statement in enumerate(extraction.statements):
        if statement.quote.kind == "indirect":
            found = i in claims
            right = found and scorer.shares(golds[claims[i]].source, items[i].source)
            yield _find(statement, len(items[i].content), backed, found=found, right=right)


def _find(
    statement: Statement, words: int, backed: Mapping[str, Proposal] | None, *, found: bool, right: bool
) -> Find:
    quote, attribution = statement.quote, statement.attribution
    proposal = None if backed is None else backed.get(quote.id)
    told = {reason.rule for reason in attribution.evidence}
    return Find(
        rule=quote.rule,
        resolution=attribution.evidence[1].rule,
        words=words,
        is_repaired=bool(quote.flags),
        has_speaker=attribution.speaker is not None,
        confidence=attribution.confidence,
        is_found=found,
        is_right=right,
        is_marked=quote.kind != "indirect",
        article=0,
        backing=None if backed is None else proposal.sure if proposal is not None else 0.0,
        agrees=True
        if "model: the same source" in told
        else False
        if "model: another source" in told
        else None,
    )


def _names(folder: Path, corpus: Path) -> dict[str, float]:
    """How often a speaker settled by each rule is not somebody else's name on the speakers set, pulled towards the
    average."""
    judge = load_scorer(folder / "speakers" / "evaluate.py")
    golds = defaultdict(list)
    for line in (folder / "speakers" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        golds[json.loads(line)["article"]].append(json.loads(line))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for stem, items in sorted(golds.items()):
        text = (corpus / "dev" / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        statements = extract_article(article_from_text(text, id=stem), engine="rules").statements
        for item in items:
            best = max(statements, key=lambda s: _overlap(s, item["quote_spans"]), default=None)
            if not item["scored"] or best is None or not _overlap(best, item["quote_spans"]):
                continue
            rule, speaker = best.attribution.evidence[1].rule, best.attribution.speaker
            if speaker is not None:
                asked[rule] += 1
                right[rule] += judge.outcome(speaker.name, item) != "wrong"
    average = sum(right.values()) / sum(asked.values())
    smooth = {rule: (right[rule] + 10 * average) / (asked[rule] + 10) for rule in asked}
    return {"always": average} | smooth


def _overlap(statement: Statement, spans: Sequence[Sequence[int]]) -> int:
    return sum(max(0, min(s.end, e) - max(s.start, b)) for s in statement.quote.content for b, e in spans)


def _write(finds: Sequence[Find], digest: str, names: dict[str, float] | None) -> None:
    """Put the weights of one engine into the file beside the other's; `names` belong to the rules'."""
    content = json.loads(TARGET.read_text(encoding="utf-8"))
    words, speaker = _weights(finds)
    engine, end = ("model", ", model") if names is None else ("rules", "")
    content[engine] = {"corpus": digest, "finds": len(finds), "versions": dict(versions(engine=engine))}
    content |= {f"words{end}": words, f"speaker{end}": speaker}
    if names is not None:
        content["name"] = {rule: round(share, 3) for rule, share in sorted(names.items())}
    TARGET.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _weights(finds: Sequence[Find]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights for words and speaker."""
    words = _fit(
        (
            list(
                confidence.words_features(
                    f.rule, f.words, is_repaired=f.is_repaired, is_marked=f.is_marked, backing=f.backing
                )
            ),
            f.is_found,
        )
        for f in finds
        if f.rule not in LEFT_OUT
    )
    settled = [f for f in finds if f.is_found and f.has_speaker and f.rule not in LEFT_OUT]
    words |= {
        f"rule: {rule}": round(math.log(share / (1 - share)) - words["always"], 3)
        for rule, share in LEFT_OUT.items()
    }
    speaker = _fit(
        (list(confidence.speaker_features(f.rule, f.resolution, f.words, f.agrees)), f.is_right)
        for f in settled
    )
    return words, speaker


def _fit(rows: Iterable[tuple[list[str], bool]]) -> dict[str, float]:
    """Logistic regression by Newton's method; the intercept ("always") is not pulled."""
    features, targets = zip(*rows, strict=True)
    names = sorted({name for row in features for name in row})
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(features), len(names)))
    for i, row in enumerate(features):
        matrix[i, [column[name] for name in row]] = 1.0
    goal, weights = np.array(targets, dtype=float), np.zeros(len(names))
    pull = np.full(len(names), RIDGE)
    pull[column["always"]] = 1e-6
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (goal - chance) - pull * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(weights[i]), 3) for name, i in column.items()}


def _show_reliability(finds: Sequence[Find]) -> None:
    print("confidence      finds   mean   right")
    edges = [0.0, 0.01, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01]
    wrong = 0.0
    for low, high in pairwise(edges):
        here = [f for f in finds if low <= f.confidence < high and f.has_speaker]
        if here:
            mean = sum(f.confidence for f in here) / len(here)
            share = sum(f.is_right for f in here) / len(here)
            wrong += abs(mean - share) * len(here)
            print(f"{low:.2f} - {min(high, 1.0):.2f}   {len(here):6d}   {mean:.3f}   {share:.3f}")
    print(f"expected calibration error {wrong / sum(f.has_speaker for f in finds):.3f}")


def _show_dial(finds: Sequence[Find], gold: int) -> None:
    print("\n--min-confidence   kept   precision   recall   F1")
    for least in (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95):
        kept = [f for f in finds if f.confidence >= least]
        right = sum(f.is_right for f in kept)
        precision, recall = right / max(1, len(kept)), right / gold
        both = 2 * precision * recall / (precision + recall) if right else 0.0
        print(
            f"{least:16.2f}   {len(kept):4d}   {100 * precision:9.1f}   {100 * recall:6.1f}   {100 * both:4.1f}"
        )


def _gold_units(scorer: Any, corpus: Path) -> int:
    return sum(
        len(item.units)
        for gold in scorer.polnear.read_split(corpus, "dev")
        for item in scorer.gold_items(scorer.Text(gold.text), gold)
    )


if __name__ == "__main__":
    main()
