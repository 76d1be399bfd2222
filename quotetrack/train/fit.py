"""Fit the attribution model on annotated articles. Seeded: the same corpus, versions and machine give the same weights."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.model.labels import REACH
from quotetrack.train.corpus import Cued, Example
from quotetrack.train.network import Linker, Reader

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
class Losses:
    """Mean losses over a stretch of training or a corpus: of the tags, a word, and of the roles, a word and cue."""

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
    told: Callable[[str], None],
    kept: Callable[[int], None],
    first: int = 0,
) -> None:
    """Train both parts in place. `told` is given a line now and then, `kept` the number of each epoch that is done."""
    steps = epochs * ((len(train) + BATCH - 1) // BATCH)
    new = [*linker.parameters(), *reader.tags.parameters(), *reader.signs.parameters()]
    # What the pieces mean is kept as it came: half of all weights, that 20,000 attributions would bend to their own words.
    kept_as_is = ("tags", "signs", "pieces", "places")
    old = [p for name, p in reader.named_parameters() if not name.startswith(kept_as_is)]
    for table in (reader.pieces, reader.places):
        table.requires_grad_(False)
    optimizer = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": RATE_NEW}], weight_decay=0.01)
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    for epoch in range(epochs):
        torch.manual_seed(seed + epoch)
        drawn = random.Random(seed + epoch)
        sums, count = torch.zeros(2), 0
        for batch in _batches(train, drawn):
            if epoch < first:
                schedule.step()
                continue
            reader.train()
            linker.train()
            tags, roles = _losses(reader, linker, batch, drawn)
            optimizer.zero_grad()
            (tags + roles).backward()
            nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimizer.step()
            schedule.step()
            sums += torch.stack((tags, roles)).detach()
            count += 1
            if count % 50 == 0:
                told(f"epoch {epoch + 1}, step {count}: tags {sums[0] / count:.4f}, roles {sums[1] / count:.4f}")
        if epoch >= first:
            losses = measure(reader, linker, dev)
            told(f"epoch {epoch + 1} done: dev tags {losses.tags:.4f}, roles {losses.roles:.4f}")
            kept(epoch + 1)


def measure(reader: Reader, linker: Linker, examples: Sequence[Example]) -> Losses:
    """The losses on articles that are not trained on."""
    reader.eval()
    linker.eval()
    with torch.no_grad():
        each = [torch.stack(_losses(reader, linker, batch, None)) for batch in _in_order(examples)]
    tags, roles = torch.stack(each).mean(0).tolist()
    return Losses(tags, roles)


def save(path: Path, reader: Reader, linker: Linker) -> None:
    """A checkpoint of both parts."""
    torch.save({"reader": reader.state_dict(), "linker": linker.state_dict()}, path)


def load(path: Path, reader: Reader, linker: Linker) -> None:
    """Take a checkpoint's weights over."""
    state = torch.load(path, weights_only=True)
    reader.load_state_dict(state["reader"])
    linker.load_state_dict(state["linker"])


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
            _padded([distances(cue.words, cue.part) for _, cue in some], 0),
            _unseen([len(cue.roles) for _, cue in some]),
        )
        summed = summed + functional.cross_entropy(
            found.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        words += int((wanted != IGNORED).sum())
    return tags, summed / max(1, words)


def distances(cue: Sequence[int], part: tuple[int, int]) -> list[int]:
    """How far each word of the part is from the nearest word of the cue, from 0 (far before) to 2 * REACH."""
    return [
        min(max(min((word - c for c in cue), key=abs), -REACH), REACH) + REACH for word in range(*part)
    ]


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
