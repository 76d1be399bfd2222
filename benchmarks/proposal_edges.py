"""How well the model's proposals, before any rule, fit articles in the formats that `quotetrack train --also` takes.

    python benchmarks/proposal_edges.py MODEL FILE...

MODEL is a model's folder. Prints for each file how many of its attributions are proposed with an intersection over
union of at least .5, of at least .8, and exactly (letters and digits; a "that" before a content does not count), and of
the first how many with a word of the right source. Then of the proposals that are at least .5 sure, how many meet an
attribution; proposals in what the file leaves open are not counted. `F` is from recall and precision at .8.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from measuring import make_parser

from quotetrack.model.decode import propose
from quotetrack.model.weights import Model, open_model
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.records import Span
from quotetrack.training.corpus import Annotated
from quotetrack.training.further import read_further

SURE = 0.5
_LEADING = re.compile(r"[\"“\s]*(?:that|whether|if)\s+", re.IGNORECASE)


def main() -> None:
    """Print a line for each file."""
    parser = make_parser(__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    model = open_model(options.model)
    for path in options.files:
        counts: Counter[str] = Counter()
        for annotated in read_further(path, frozenset()):
            counts.update(compare(annotated, model))
        show(path, counts)


def compare(annotated: Annotated, model: Model) -> Counter[str]:
    """Count in one article what is proposed, what is annotated, and how they fit."""
    article = annotated.article
    proposals = propose(article, read_paragraphs(article), model)
    proposed = [letters(article.text, proposal.content) for proposal in proposals]
    gold = [letters(article.text, attributed.content) for attributed in annotated.attributions]
    counts: Counter[str] = Counter()
    for attributed, content in zip(annotated.attributions, gold, strict=True):
        fits = [overlap(own, content) for own in proposed]
        best = max(fits, default=0.0)
        counts.update(attributions=1, found=best >= 0.5, clean=best >= 0.8, exact=best == 1)
        if attributed.source and best >= 0.5:
            source = letters(article.text, proposals[fits.index(best)].source)
            counts.update(sources=1, right=bool(source & letters(article.text, attributed.source)))
    unknown = letters(article.text, annotated.unknown)
    for proposal, content in zip(proposals, proposed, strict=True):
        best = max((overlap(content, other) for other in gold), default=0.0)
        is_open = best < 0.5 and 2 * len(content & unknown) > len(content)
        if proposal.sure >= SURE and not is_open:
            counts.update(proposed=1, meets=best >= 0.5, meets_cleanly=best >= 0.8)
    return counts


def letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Return where letters and digits stand in spans, without a "that" before the words."""
    places: set[int] = set()
    for span in spans:
        leading = _LEADING.match(text, span.start, span.end)
        start = leading.end() if leading else span.start
        places.update(place for place in range(start, span.end) if text[place].isalnum())
    return frozenset(places)


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Return intersection over union, 0 for two empty sets."""
    return len(one & other) / max(1, len(one | other))


def show(path: Path, counts: Counter[str]) -> None:
    """Print the shares of one file, in percent."""

    def share(part: str, whole: str) -> str:
        return f"{100 * counts[part] / max(1, counts[whole]):.1f}"

    f = 200 * counts["clean"] / max(1, counts["attributions"] + counts["proposed"])
    print(
        f"{path.parent.name}/{path.name}: "
        f"R .5 {share('found', 'attributions')}  R .8 {share('clean', 'attributions')}  "
        f"exact {share('exact', 'attributions')}  source {share('right', 'sources')}  "
        f"P .5 {share('meets', 'proposed')}  P .8 {share('meets_cleanly', 'proposed')}  F {f:.1f}"
    )


if __name__ == "__main__":
    main()
