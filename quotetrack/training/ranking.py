"""Train the ranker of those whom a pronoun may mean, and write it as `attribution.ranker` reads it.

What an example looks like hangs on the ranker that resolved the pronouns before it. So training goes in rounds: each
makes the examples anew with the ranker of the round before. Seeded: on one machine the same folder gives the same
weights.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from quotetrack.attribution.antecedent_features import Features
from quotetrack.attribution.antecedents import PronounPlace, Seen
from quotetrack.attribution.ranker import AntecedentRanker, Ranks, save_ranker
from quotetrack.errors import ReadError
from quotetrack.output import whole_file
from quotetrack.training.mentions import Labelled, RankedPronoun, read_labelled


@dataclass(frozen=True, slots=True)
class PronounTraining:
    """How the ranker is trained; chosen in folds on labelled articles of news. Train again before believing one."""

    # Rounds, each with the examples that the ranker of the one before gives.
    rounds: int = 3
    # Networks that are averaged, and the hidden units of each.
    networks: int = 3
    hidden: int = 48
    # Share of the hidden units left out in a step; of the inputs a third of it.
    dropout: float = 0.6
    epochs: int = 16
    batch: int = 32
    rate: float = 3e-3
    decay: float = 1.0
    # A feature that fewer candidates have is not learned.
    least: int = 8
    # How much an example of quotations counts, beside one of other pronouns.
    of_quotations: float = 2.0
    # By what scores may be multiplied in the end, and the folds that tell.
    sharpness: tuple[float, ...] = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8)
    folds: int = 4


SETTINGS = PronounTraining()


class Nobody:
    """The ranker of the first round: no pronoun means anybody."""

    def chances(self, candidates: Sequence[Features]) -> list[float]:
        """Return 0 for each candidate and 1 for nobody."""
        return [0.0] * len(candidates) + [1.0]

    def watch(self, place: PronounPlace, seen: Sequence[Seen], features: Sequence[Features]) -> None:
        """Do nothing."""


class Network(nn.Module):
    """Scores candidates beside the best of the others, and nobody by the best of all. Without hidden units the score is
    linear in the features."""

    def __init__(self, width: int, units: int) -> None:
        super().__init__()
        self.is_linear = units == 0
        self.before = nn.Dropout(SETTINGS.dropout / 3)
        self.hidden = nn.Linear(2 * width, units or 1)
        self.within = nn.Dropout(0.0 if self.is_linear else SETTINGS.dropout)
        self.out = nn.Linear(units or 1, 1)
        self.nobody = nn.Linear(width, 1)

    def forward(self, seen: Tensor) -> Tensor:
        """Return scores of shape (pronouns, candidates + 1) for `seen` of shape (pronouns, candidates, features)."""
        best = seen.topk(min(2, seen.shape[1]), dim=1).values
        second = best[:, 1:2] if seen.shape[1] > 1 else torch.zeros_like(best)
        others = torch.where(seen == best[:, :1], second, best[:, :1]).clamp(min=0)
        beside = self.before(torch.cat([seen, seen - others], dim=2))
        inner = self.hidden(beside)
        scores = self.out(self.within(inner if self.is_linear else torch.relu(inner)))[..., 0]
        return torch.cat([scores, self.nobody(best[:, 0].clamp(min=0))], dim=1)


@dataclass(frozen=True, slots=True)
class Scale:
    """The features that are learned, and what each is multiplied by in training."""

    names: tuple[str, ...]
    factors: NDArray[np.float64]

    @classmethod
    def of(cls, examples: Sequence[RankedPronoun]) -> Scale:
        """Return the features that occur often enough; each is brought to a standard deviation of about one half."""
        seen = [features for example in examples for features in example.features]
        counts = Counter(name for features in seen for name in features)
        names = tuple(sorted(name for name, count in counts.items() if count >= SETTINGS.least))
        scale = cls(names, np.ones(len(names)))
        return cls(names, 1 / (2 * (scale.matrix(seen).std(axis=0) + 0.1)))

    def matrix(self, seen: Sequence[Features]) -> NDArray[np.float64]:
        """Return features as rows of numbers."""
        index = {name: at for at, name in enumerate(self.names)}
        out = np.zeros((len(seen), len(self.names)))
        for row, features in zip(out, seen, strict=True):
            for name, value in features.items():
                if name in index:
                    row[index[name]] = value
        return out * self.factors


def train_ranker(folder: Path, to: Path, seed: int, report: Callable[[str], None]) -> dict[str, Any]:
    """Train on all labelled pronouns of a folder and write weights and card into a folder. Returns the card.

    Raises:
        ReadError: the folder has no labelled pronouns, or a file of it cannot be read.
    """
    report(f"reading {folder}")
    labelled = read_labelled(folder)
    ranker: Ranks = Nobody()
    examples: list[RankedPronoun] = []
    for number in range(1, SETTINGS.rounds + 1):
        examples = make_examples(labelled, ranker)
        report(f"round {number}: {len(examples)} pronouns of {len(labelled)} articles")
        ranker = fit_ranker(examples, seed)
    assert isinstance(ranker, AntecedentRanker)  # there is a round at least
    sharpness = find_sharpness(examples, seed)
    report(f"scores are multiplied by {sharpness}")
    ranker = sharpened(ranker, sharpness)
    to.mkdir(parents=True, exist_ok=True)
    with whole_file(to / "antecedents.npz") as weights:
        save_ranker(ranker, weights)
    card = _card(examples, seed)
    with whole_file(to / "antecedents.json") as out:
        out.write((json.dumps(card, indent=1) + "\n").encode())
    return card


def make_examples(labelled: Sequence[Labelled], ranker: Ranks) -> list[RankedPronoun]:
    """Return what a ranker sees of all labelled pronouns."""
    return [example for article in labelled for example in article.examples(ranker)]


def fit_ranker(examples: Sequence[RankedPronoun], seed: int, *, hidden: bool = True) -> AntecedentRanker:
    """Return the ranker that several networks trained on the examples are together; without the hidden layer each is a
    logistic regression over the candidates.

    Raises:
        ReadError: there are too few examples to learn anything from.
    """
    scale = Scale.of(examples)
    if not scale.names:
        raise ReadError(
            f"{len(examples)} labelled pronouns: no feature occurs {SETTINGS.least} times; label more of them"
        )
    ready = [_Ready.of(example, scale) for example in examples if example.features]
    units = SETTINGS.hidden if hidden else 0
    networks = [_fit(ready, len(scale.names), seed + number, units) for number in range(SETTINGS.networks)]
    return _joined(networks, scale)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A pronoun as the network takes it: a row for each candidate, and who is meant, or who is not, as 0 and 1. The
    last is nobody."""

    seen: Tensor
    right: Tensor
    wrong: Tensor
    weight: float

    @classmethod
    def of(cls, example: RankedPronoun, scale: Scale) -> _Ready:
        count = len(example.features)
        right, wrong = (
            torch.tensor([float(k in places) for k in range(count + 1)])
            for places in (example.right, example.wrong)
        )
        is_spoken = "is a speaker" in example.features[0]
        seen = torch.tensor(scale.matrix(example.features), dtype=torch.float32)
        return cls(seen, right, wrong, SETTINGS.of_quotations if is_spoken else 1.0)


def _fit(ready: Sequence[_Ready], width: int, seed: int, units: int) -> Network:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Network(width, units)
    optimizer = torch.optim.AdamW(network.parameters(), SETTINGS.rate, weight_decay=SETTINGS.decay)
    for epoch in range(SETTINGS.epochs):
        for group in optimizer.param_groups:
            group["lr"] = SETTINGS.rate * (1 - epoch / SETTINGS.epochs)
        for some in _batches(ready, chance):
            loss = _loss(network, some)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network.eval()


def _batches(ready: Sequence[_Ready], chance: random.Random) -> Iterator[list[_Ready]]:
    """Yield batches of equally many candidates, in random order."""
    by_count: dict[int, list[_Ready]] = defaultdict(list)
    for each in ready:
        by_count[len(each.seen)].append(each)
    batches = []
    for alike in by_count.values():
        chance.shuffle(alike)
        batches += [alike[at : at + SETTINGS.batch] for at in range(0, len(alike), SETTINGS.batch)]
    chance.shuffle(batches)
    yield from batches


def _loss(network: Network, some: Sequence[_Ready]) -> Tensor:
    """Return the mean negative log of the chance of who is meant, or that it is none of those who are not."""
    right, wrong = torch.stack([e.right for e in some]), torch.stack([e.wrong for e in some])
    weight = torch.tensor([e.weight for e in some])
    chances = network(torch.stack([e.seen for e in some])).softmax(dim=1)
    is_known = right.sum(dim=1) > 0
    meant = torch.where(is_known, (chances * right).sum(dim=1), 1 - (chances * wrong).sum(dim=1))
    return (-meant.clamp(min=1e-6).log() * weight).sum() / len(some)


def _joined(networks: Sequence[Network], scale: Scale) -> AntecedentRanker:
    """Return several networks as one, whose scores are their mean, for features as they are."""
    parts = [_parts(network) for network in networks]
    nobody = [
        (n.nobody.weight[0].detach().numpy(), n.nobody.bias[0].item(), n.out.bias[0].item()) for n in networks
    ]
    return AntecedentRanker(
        index={name: at for at, name in enumerate(scale.names)},
        hidden=np.concatenate([weight for weight, _, _ in parts], axis=1)
        * np.concatenate([scale.factors, scale.factors])[:, None],
        hidden_bias=np.concatenate([bias for _, bias, _ in parts]),
        out=np.concatenate([out for _, _, out in parts]) / len(parts),
        nobody=np.mean([weight for weight, _, _ in nobody], axis=0) * scale.factors,
        nobody_bias=float(np.mean([bias - of_score for _, bias, of_score in nobody])),
    )


def find_sharpness(examples: Sequence[RankedPronoun], seed: int) -> float:
    """Return by what to multiply scores so that chances hold: the best of some on the pronouns of quotations, each
    ranked by what is trained without its article; 1 if there are fewer articles than folds. Dropout makes a network
    less sure than it may be."""
    articles = sorted({(e.source, e.article) for e in examples})
    if len(articles) < SETTINGS.folds:
        return 1.0
    fold = {article: number % SETTINGS.folds for number, article in enumerate(articles)}
    losses = dict.fromkeys(SETTINGS.sharpness, 0.0)
    for number in range(SETTINGS.folds):
        ranker = fit_ranker([e for e in examples if fold[e.source, e.article] != number], seed)
        held_out = [e for e in examples if fold[e.source, e.article] == number and is_of_quotation(e)]
        for sharpness in SETTINGS.sharpness:
            sharper = sharpened(ranker, sharpness)
            losses[sharpness] += sum(
                _missed(example, sharper.chances(example.features)) for example in held_out
            )
    return min(losses, key=lambda sharpness: losses[sharpness])


def is_of_quotation(example: RankedPronoun) -> bool:
    """Return True for a pronoun that stands for a speaker, and not for a body."""
    return example.form == "pronoun" and any("is a speaker" in seen for seen in example.features)


def _missed(example: RankedPronoun, chances: Sequence[float]) -> float:
    return -float(np.log(max(1e-4, sum(chances[k] for k in example.right))))


def sharpened(ranker: AntecedentRanker, sharpness: float) -> AntecedentRanker:
    """Return the ranker with all scores multiplied."""
    return replace(
        ranker,
        out=ranker.out * sharpness,
        nobody=ranker.nobody * sharpness,
        nobody_bias=ranker.nobody_bias * sharpness,
    )


def _parts(network: Network) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the hidden weights, their bias and the weights of the score. What is linear is the difference of two units
    that are cut off at 0."""
    hidden, bias, out = (
        parameter.detach().numpy().astype(np.float64)
        for parameter in (network.hidden.weight.T, network.hidden.bias, network.out.weight[0])
    )
    if not network.is_linear:
        return hidden, bias, out
    return (
        np.concatenate([hidden, -hidden], axis=1),
        np.concatenate([bias, -bias]),
        np.concatenate([out, -out]),
    )


def _card(examples: Sequence[RankedPronoun], seed: int) -> dict[str, Any]:
    digest = hashlib.sha256()
    for example in examples:
        told = (example.source, example.article, sorted(example.right), sorted(example.wrong))
        digest.update(repr(told).encode())
    by_source: Mapping[str, int] = Counter(example.source for example in examples)
    articles = {(example.source, example.article) for example in examples}
    return {
        "name": f"antecedents-{digest.hexdigest()[:8]}-{seed}",
        "licence": "Apache-2.0",
        "trained on": [
            {
                "file": source,
                "pronouns": count,
                "articles": sum(source == other for other, _ in articles),
            }
            for source, count in sorted(by_source.items())
        ],
        "training": {"rounds": SETTINGS.rounds, "seed": seed, "torch": torch.__version__},
    }
