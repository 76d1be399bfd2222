"""What a trained model proposes: for each cue its content and its source, with how sure it is.

`propose` reads an article's paragraphs. It decides on nothing: extract and attribute weigh what it proposes against
their rules. Without the model's files there is nothing to propose, and the rules go on alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotetrack.model.card import is_installed
from quotetrack.records import Article, Proposal

if TYPE_CHECKING:
    from quotetrack.model.weights import Model
    from quotetrack.model.windows import Block

__all__ = ["is_installed", "load_model", "propose"]


def load_model() -> Model:
    """The model that comes with the program, loaded once a process. PipelineError where it does not load."""
    from quotetrack.model.weights import load_model as load

    return load()


def propose(article: Article, paragraphs: Sequence[Block], model: Model) -> tuple[Proposal, ...]:
    """Everything that the model takes for reported in an article, in text order; none for a text without cues."""
    from quotetrack.model.decode import proposals
    from quotetrack.model.windows import windows

    text = article.text
    return tuple(
        p for window in windows(text, paragraphs, model.tokenizer) for p in proposals(window, text, model)
    )
