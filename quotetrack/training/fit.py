"""Fit the attribution model on annotated articles. Seeded: on one machine, the same corpus gives the same weights."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.model.weights import measure_distances
from quotetrack.output import whole_file
from quotetrack.training.corpus import IGNORED, Cued, Example
from quotetrack.training.network import LinkerNetwork, ReaderNetwork


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the model is fitted: values usual for fine-tuning BERT. Train again before believing a change."""

    # Windows in a step, and cues that the linker takes together.
    batch: int = 8
    cues: int = 32
    # Learning rate of the encoder, and of the parts that begin afresh or anew.
    rate: float = 1e-4
    rate_new: float = 3e-4
    # Share of the steps in which the rates rise.
    warm_up: float = 0.06
    # What is added to the scores of padding.
    low: float = -1e4


SETTINGS = FitSettings()
# Rates for a model that has been trained before: a third, so that it keeps what it knows.
ONWARD = FitSettings(rate=3e-5, rate_new=1e-4)


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: `always` in every epoch, and a `share` (0-1) of `drawn`, drawn anew for each."""

    drawn: Sequence[Example]
    always: Sequence[Example] = ()
    share: float = 1.0

    @property
    def size(self) -> int:
        """Return how many windows an epoch has."""
        return len(self.always) + round(self.share * len(self.drawn))

    def of_epoch(self, chance: random.Random) -> Sequence[Example]:
        """Return the windows of one epoch."""
        if self.share == 1:
            return [*self.always, *self.drawn]
        return [*self.always, *chance.sample(self.drawn, round(self.share * len(self.drawn)))]


@dataclass(frozen=True, slots=True)
class Epoch:
    """How far an epoch came: mean losses on the development articles, of the tags a word and of the roles a word and
    cue."""

    number: int
    tags: float
    roles: float


def fit_model(
    reader: ReaderNetwork,
    linker: LinkerNetwork,
    material: Material,
    dev: Sequence[Example],
    *,
    settings: FitSettings,
    epochs: int,
    seed: int,
    checkpoints: Path,
    report: Callable[[str], None],
) -> Iterator[Epoch]:
    """Train both parts in place, and yield after each epoch, when they may be measured.

    An epoch that has a checkpoint in the folder `checkpoints` is taken from there, so what was interrupted goes on.
    `report` is given a line now and then.
    """
    new = [*linker.parameters(), *reader.tags.parameters(), *reader.signs.parameters()]
    # What the pieces mean is kept as it came: half of all weights, which 20,000 attributions would bend to their words.
    as_it_came = ("tags", "signs", "pieces", "places")
    old = [p for name, p in reader.named_parameters() if not name.startswith(as_it_came)]
    for table in (reader.pieces, reader.places):
        table.requires_grad_(False)
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": settings.rate}, {"params": new, "lr": settings.rate_new}], weight_decay=0.01
    )
    steps = epochs * -(-material.size // SETTINGS.batch)
    warm = max(1, int(SETTINGS.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    kept: dict[str, Any] = {"reader": reader, "linker": linker, "optimizer": optimizer, "schedule": schedule}
    for epoch in range(epochs):
        path = checkpoints / f"epoch-{epoch + 1}.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            for name, part in kept.items():
                part.load_state_dict(state[name])
        else:
            # Drawn anew each epoch, so that one that is taken up again goes on alike.
            torch.manual_seed(seed + epoch)
            chance = random.Random(seed + epoch)
            _train(reader, linker, material.of_epoch(chance), chance, optimizer, schedule, report)
            with whole_file(path) as out:
                torch.save({name: part.state_dict() for name, part in kept.items()}, out)
        yield Epoch(epoch + 1, *measure(reader, linker, dev))


def _train(
    reader: ReaderNetwork,
    linker: LinkerNetwork,
    train: Sequence[Example],
    drawn: random.Random,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    report: Callable[[str], None],
) -> None:
    """Train both parts for one epoch."""
    reader.train()
    linker.train()
    weights = [weight for group in optimizer.param_groups for weight in group["params"]]
    sums = torch.zeros(2)
    for step, batch in enumerate(_batches(train, drawn), start=1):
        losses = _losses(reader, linker, batch, drawn)
        optimizer.zero_grad()
        (losses[0] + losses[1]).backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        sums += torch.stack(losses).detach()
        if step % 50 == 0:
            tags, roles = (sums / step).tolist()
            report(
                f"{step * SETTINGS.batch:,} of {len(train):,} windows: loss of tags {tags:.3f}, of roles {roles:.3f}"
            )


def measure(reader: ReaderNetwork, linker: LinkerNetwork, examples: Sequence[Example]) -> tuple[float, float]:
    """Return the mean losses on articles that are not trained on: of tags and of roles."""
    reader.eval()
    linker.eval()
    with torch.no_grad():
        each = [torch.stack(_losses(reader, linker, batch, None)) for batch in _in_order(examples)]
    tags, roles = torch.stack(each).mean(0).tolist()
    return tags, roles


def _batches(examples: Sequence[Example], drawn: random.Random) -> Iterator[Sequence[Example]]:
    """Yield windows of similar length together, so that little is padding; the batches in any order."""
    order = sorted(examples, key=lambda e: len(e.window.pieces) + 24 * drawn.random())
    batches = list(_in_order(order))
    drawn.shuffle(batches)
    return iter(batches)


def _in_order(examples: Sequence[Example]) -> Iterator[Sequence[Example]]:
    for start in range(0, len(examples), SETTINGS.batch):
        yield examples[start : start + SETTINGS.batch]


def _losses(
    reader: ReaderNetwork, linker: LinkerNetwork, batch: Sequence[Example], drawn: random.Random | None
) -> tuple[Tensor, Tensor]:
    """Return the losses of a batch. With `drawn`, one word a window that is like a cue and is none is learned too."""
    windows = [example.window for example in batch]
    numbers = ([getattr(window, name) for window in windows] for name in ("pieces", "signs", "firsts"))
    unseen = _unseen([len(window.pieces) for window in windows])
    shared, full, scores = reader(*(_padded(rows, 0) for rows in numbers), unseen)
    tags = functional.cross_entropy(
        scores.flatten(0, 1),
        _padded([e.tags for e in batch], IGNORED).flatten(),
        ignore_index=IGNORED,
    )
    cues: list[tuple[int, Cued]] = []
    for row, example in enumerate(batch):
        others = [drawn.choice(example.others)] if drawn is not None and example.others else []
        cues += [(row, cue) for cue in (*example.cues, *others)]
    cues.sort(key=lambda item: item[1].part[1] - item[1].part[0])
    summed, words = torch.zeros(()), 0
    for start in range(0, len(cues), SETTINGS.cues):
        batch_cues = cues[start : start + SETTINGS.cues]
        wanted = _padded([cue.roles for _, cue in batch_cues], IGNORED)
        roles = linker(
            _states(shared, batch_cues, wanted.shape[1]),
            _states(full, batch_cues, wanted.shape[1]),
            _padded([measure_distances(cue.words, cue.part).tolist() for _, cue in batch_cues], 0),
            _unseen([len(cue.roles) for _, cue in batch_cues]),
        )
        summed = summed + functional.cross_entropy(
            roles.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        words += int((wanted != IGNORED).sum())
    return tags, summed / max(1, words)


def _states(states: Tensor, cues: Sequence[tuple[int, Cued]], length: int) -> Tensor:
    return torch.stack(
        [
            functional.pad(states[row, cue.part[0] : cue.part[1]], (0, 0, 0, length - len(cue.roles)))
            for row, cue in cues
        ]
    )


def _padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])


def _unseen(lengths: Sequence[int]) -> Tensor:
    places = torch.arange(max(lengths))[None]
    return torch.where(places < torch.tensor(lengths)[:, None], 0.0, SETTINGS.low)
