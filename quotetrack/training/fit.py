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

from quotetrack.model.weights import distances
from quotetrack.training.corpus import Cued, Example
from quotetrack.training.network import Linker, Reader

BATCH = 8
"""Windows in a step."""
CUES = 32
"""Cues that the linker takes together."""
RATE, RATE_NEW = 1e-4, 3e-4
"""Learning rate of the encoder, and of the parts that begin afresh or anew."""
WARM_UP = 0.06
IGNORED = -100
"""The label of padding, which no loss counts."""
_LOW = -1e4


@dataclass(frozen=True, slots=True)
class Epoch:
    """How far an epoch came: mean losses on the development articles, of the tags, a word, and of the roles, a word and
    cue."""

    number: int
    tags: float
    roles: float


def fit(
    reader: Reader,
    linker: Linker,
    train: Sequence[Example],
    dev: Sequence[Example],
    *,
    epochs: int,
    seed: int,
    checkpoints: Path,
    told: Callable[[str], None],
) -> Iterator[Epoch]:
    """Train both parts in place, and yield after each epoch, when they may be measured. An epoch that has a checkpoint
    in the folder `checkpoints` is taken from there, so what was interrupted goes on. `told` is given a line now and
    then."""
    new = [*linker.parameters(), *reader.tags.parameters(), *reader.signs.parameters()]
    # What the pieces mean is kept as it came: half of all weights, which 20,000 attributions would bend to their words.
    as_it_came = ("tags", "signs", "pieces", "places")
    old = [p for name, p in reader.named_parameters() if not name.startswith(as_it_came)]
    for table in (reader.pieces, reader.places):
        table.requires_grad_(False)
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": RATE}, {"params": new, "lr": RATE_NEW}], weight_decay=0.01
    )
    steps = epochs * -(-len(train) // BATCH)
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    kept = {"reader": reader, "linker": linker, "optimizer": optimizer, "schedule": schedule}
    for epoch in range(epochs):
        path = checkpoints / f"epoch-{epoch + 1}.pt"
        if path.exists():
            _load(path, kept)
        else:
            # Drawn anew each epoch, so that one that is taken up again goes on alike.
            torch.manual_seed(seed + epoch)
            _train(reader, linker, train, random.Random(seed + epoch), optimizer, schedule, told)
            torch.save({name: part.state_dict() for name, part in kept.items()}, path)
        yield Epoch(epoch + 1, *measure(reader, linker, dev))


def _train(
    reader: Reader,
    linker: Linker,
    train: Sequence[Example],
    drawn: random.Random,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    told: Callable[[str], None],
) -> None:
    """One epoch."""
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
            told(f"{step * BATCH:,} of {len(train):,} windows: loss of tags {tags:.3f}, of roles {roles:.3f}")


def _load(path: Path, kept: dict[str, Any]) -> None:
    state = torch.load(path, weights_only=True)
    for name, part in kept.items():
        part.load_state_dict(state[name])


def measure(reader: Reader, linker: Linker, examples: Sequence[Example]) -> tuple[float, float]:
    """The mean losses on articles that are not trained on: of tags and of roles."""
    reader.eval()
    linker.eval()
    with torch.no_grad():
        each = [torch.stack(_losses(reader, linker, batch, None)) for batch in _in_order(examples)]
    tags, roles = torch.stack(each).mean(0).tolist()
    return tags, roles


def _batches(examples: Sequence[Example], drawn: random.Random) -> Iterator[Sequence[Example]]:
    """Windows of similar length together, so that little is padding; the batches in any order."""
    order = sorted(examples, key=lambda e: len(e.window.pieces) + 24 * drawn.random())
    batches = list(_in_order(order))
    drawn.shuffle(batches)
    return iter(batches)


def _in_order(examples: Sequence[Example]) -> Iterator[Sequence[Example]]:
    for start in range(0, len(examples), BATCH):
        yield examples[start : start + BATCH]


def _losses(
    reader: Reader, linker: Linker, batch: Sequence[Example], drawn: random.Random | None
) -> tuple[Tensor, Tensor]:
    """The losses of a batch. With `drawn`, one word of each window that is like a cue and none is learned from too."""
    pieces = _padded([e.window.pieces for e in batch], 0)
    signs = _padded([e.window.signs for e in batch], 0)
    firsts = _padded([e.window.firsts for e in batch], 0)
    unseen = _unseen([len(e.window.pieces) for e in batch])
    shared, full, scores = reader(pieces, signs, firsts, unseen)
    tags = functional.cross_entropy(
        scores.flatten(0, 1), _padded([e.tags for e in batch], IGNORED).flatten(), ignore_index=IGNORED
    )
    cues: list[tuple[int, Cued]] = []
    for row, example in enumerate(batch):
        others = [drawn.choice(example.others)] if drawn is not None and example.others else []
        cues += [(row, cue) for cue in (*example.cues, *others)]
    cues.sort(key=lambda item: item[1].part[1] - item[1].part[0])
    summed, words = torch.zeros(()), 0
    for start in range(0, len(cues), CUES):
        some = cues[start : start + CUES]
        wanted = _padded([cue.roles for _, cue in some], IGNORED)
        found = linker(
            _states(shared, some, wanted.shape[1]),
            _states(full, some, wanted.shape[1]),
            _padded([distances(cue.words, cue.part).tolist() for _, cue in some], 0),
            _unseen([len(cue.roles) for _, cue in some]),
        )
        summed = summed + functional.cross_entropy(
            found.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        words += int((wanted != IGNORED).sum())
    return tags, summed / max(1, words)


def _states(states: Tensor, cues: Sequence[tuple[int, Cued]], length: int) -> Tensor:
    rows = [
        functional.pad(states[row, cue.part[0] : cue.part[1]], (0, 0, 0, length - len(cue.roles)))
        for row, cue in cues
    ]
    return torch.stack(rows)


def _padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])


def _unseen(lengths: Sequence[int]) -> Tensor:
    places = torch.arange(max(lengths))[None]
    return torch.where(places < torch.tensor(lengths)[:, None], 0.0, _LOW)
