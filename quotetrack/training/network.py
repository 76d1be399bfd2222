"""The attribution model in PyTorch: a reader that tags every word, and a linker that, given a cue, tells which words
are its source and its content.

The reader is MiniLM's encoder. The linker goes on from the reader's fourth layer with two layers of its own. They
begin as copies of the encoder's last two, and are told where the cue stands. So most of the reading is done once,
however many cues there are, and the linker still weighs all words of a paragraph with the cue before it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.model.labels import CUE_REACH, TAGS
from quotetrack.model.windows import SHAPES

# The shape of MiniLM-L6-H384-uncased.
WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512
# Layers that reader and linker share.
SHARED = 4
DROPOUT = 0.1


# The parts of a layer and what BERT calls them.
_BERT_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "norm_mixed": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm_out": "output.LayerNorm",
}


class Drop(nn.Module):
    """Dropout of whole features of a row: the same ones at each of its words, so that few numbers are drawn."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= DROPOUT
        return x * (kept / (1 - DROPOUT))


class Layer(nn.Module):
    """One encoder layer as BERT has it: attention and a feed-forward part, each added and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_mixed, self.norm_out = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.drop = Drop()

    def forward(self, x: Tensor, unseen: Tensor | None) -> Tensor:
        """Return the next states, (rows, words, WIDTH).

        `unseen` is added to the scores of attention: 0 for words, very low for padding.
        """
        rows, length, _ = x.shape
        split = (rows, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            part(x).view(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        if unseen is not None:
            scores = scores + unseen[:, None, None, :]
        seen = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm_mixed(x + self.drop(self.mixed(seen)))
        return self.norm_out(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class ReaderNetwork(nn.Module):
    """Pieces of a window → for each word the shared state, the full state and the scores of its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.signs = nn.Embedding(2 * SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, len(TAGS))

    def forward(
        self, pieces: Tensor, signs: Tensor, firsts: Tensor, unseen: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """`firsts` are the places of the words' first pieces, (rows, words)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)[None]
        x = self.drop(self.norm(self.pieces(pieces) + self.places(places) + self.signs(signs)))
        shared = x
        for number, layer in enumerate(self.layers):
            if number == SHARED:
                shared = x
            x = layer(x, unseen)
        index = firsts[:, :, None].expand(-1, -1, WIDTH)
        shared, full = shared.gather(1, index), x.gather(1, index)
        return shared, full, self.tags(self.drop(full))


class LinkerNetwork(nn.Module):
    """The states of a paragraph's words and their distances to a cue → the scores of their roles in its attribution."""

    def __init__(self) -> None:
        super().__init__()
        self.distances = nn.Embedding(2 * CUE_REACH + 1, WIDTH)
        self.full = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))
        self.roles = nn.Linear(WIDTH, 3)
        self.drop = Drop()

    def forward(
        self, shared: Tensor, full: Tensor, distances: Tensor, unseen: Tensor | None = None
    ) -> Tensor:
        x = self.norm(shared + self.full(full) + self.distances(distances))
        for layer in self.layers:
            x = layer(x, unseen)
        return self.roles(self.drop(x))


def from_minilm(weights: Mapping[str, Tensor]) -> tuple[ReaderNetwork, LinkerNetwork]:
    """Return both parts with MiniLM's weights: the encoder, and its last layers once more in the linker."""
    reader, linker = ReaderNetwork(), LinkerNetwork()
    with torch.no_grad():
        reader.pieces.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        reader.places.weight.copy_(weights["embeddings.position_embeddings.weight"] + kinds)
        reader.signs.weight.zero_()
        _copy(reader.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate([*reader.layers, *linker.layers]):
            prefix = f"encoder.layer.{number if number < LAYERS else number - LAYERS + SHARED}"
            for part, name in _BERT_NAMES.items():
                _copy(getattr(layer, part), weights, f"{prefix}.{name}")
        nn.init.zeros_(linker.full.weight)
        nn.init.zeros_(linker.full.bias)
        nn.init.normal_(linker.distances.weight, std=0.02)
    return reader, linker


def _copy(part: nn.Module, weights: Mapping[str, Tensor], name: str) -> None:
    part.weight.copy_(weights[f"{name}.weight"])
    part.bias.copy_(weights[f"{name}.bias"])
