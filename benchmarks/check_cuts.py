"""How well cuts that turn a sentence round are told from fair ones: `python benchmarks/check_cuts.py FOLDER [--show]`.

FOLDER is the shared folder. `labelled_cuts.tsv` beside this file names parts of quotations in its texts, read and
labelled by hand before the checker was written. Prints how many fair parts are called turned, and how many turned ones
are told; with --show those that are not.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from measuring import make_parser

from quotetrack.checking.whole_sentences import turn_of_words
from quotetrack.evaluation.sets import corpus_articles
from quotetrack.records import Span

LABELS = Path(__file__).parent / "labelled_cuts.tsv"


def main() -> None:
    """Read the labels, ask the checker, count."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    texts = {article.id: article.text for article in corpus_articles(options.folder / "bench", "dev")}
    with (options.folder / "corpora" / "unlabelled" / "news.jsonl").open(encoding="utf-8") as lines:
        texts |= {row["id"]: row["text"] for row in map(json.loads, lines)}
    told: Counter[tuple[str, bool]] = Counter()
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            text = texts[row["article"]]
            cut = Span(int(row["begins"]), int(row["ends"]))
            whole = Span(int(row["quotation_begins"]), int(row["quotation_ends"]))
            turn = turn_of_words(text, (whole,), (cut,))
            told[row["label"], turn is not None] += 1
            if options.show and (turn is not None) != (row["label"] == "turned"):
                print(
                    f"{row['label']}, told {turn and turn.ground}: {whole.of(text)!r}\n    {cut.of(text)!r}"
                )
    for label in ("fair", "turned"):
        print(f"{label}: {told[label, True]} of {told[label, True] + told[label, False]} called turned")


if __name__ == "__main__":
    main()
