"""`quotetrack train`: the attribution model, from an annotated corpus."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from quotetrack.cli.render.terminal import complain
from quotetrack.cli.stopping import telling
from quotetrack.errors import UsageError


class Trained(StrEnum):
    """What can be trained."""

    READER = "reader"
    PRONOUNS = "pronouns"


_LARGEST_SEED = 2**32 - 1
_NEEDED = ("torch", "onnx", "onnxruntime", "safetensors", "tokenizers")


def train(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS",
            help="A folder with train/ and dev/, each with text/ and attributions/ as PolNeAR has; for pronouns one "
            "with labelled pronouns (.tsv, .jsonl).",
        ),
    ],
    what: Annotated[
        Trained,
        typer.Option(
            "--what",
            metavar="PART",
            help="Train the reader that finds reports, or with pronouns what ranks whom a pronoun may mean.",
        ),
    ] = Trained.READER,
    to: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FOLDER", help="Where the model goes, and its checkpoints."),
    ] = Path("model"),
    also: Annotated[
        list[Path] | None,
        typer.Option(
            "--also", metavar="FILE", help="Further annotated articles, as JSON lines; may be given again."
        ),
    ] = None,
    onward: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Go on from the model in this folder, at lower rates."),
    ] = None,
    share: Annotated[
        float,
        typer.Option(
            "--share", metavar="X", min=0.0, max=1.0, help="How much of CORPUS/train is drawn for each epoch."
        ),
    ] = 1.0,
    epochs: Annotated[
        int,
        typer.Option("--epochs", metavar="N", min=1, max=1000, help="How often the corpus is gone through."),
    ] = 4,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, max=_LARGEST_SEED, help="What chance is drawn from.")
    ] = 1,
) -> None:
    """Train what the program has learned: the attribution model, or the ranker of those whom a pronoun may mean.

    Learns from CORPUS/train and the files of --also, chooses its thresholds on CORPUS/dev, and writes the networks, the
    tokenizer and the model's card to FOLDER. Run again, it goes on from the last epoch that is done.
    QUOTETRACK_MODEL=FOLDER makes every command use that model. Needs `pip install quotetrack[train]`.

    With --what pronouns, learns from all files of CORPUS and writes antecedents.npz and its card, antecedents.json.
    """
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise UsageError(f"training needs {', '.join(missing)}: pip install 'quotetrack[train]'")
    if what is Trained.PRONOUNS:
        from quotetrack.training.ranking import train_ranker

        card = train_ranker(corpus, to, seed, complain)
        typer.echo(f"{to}: {card['name']}")
        return
    from quotetrack.training.run import Plan, train_model

    plan = Plan(corpus, epochs=epochs, seed=seed, also=tuple(also or ()), share=share, onward=onward)
    with telling(lambda: f"{to} keeps the epochs that are done: run it again to go on"):
        reached = train_model(plan, to, complain)
    typer.echo(
        f"{to}: relation precision {100 * reached.precision:.1f}, recall {100 * reached.recall:.1f}, "
        f"F1 {100 * reached.f1:.1f} on the development articles"
    )
