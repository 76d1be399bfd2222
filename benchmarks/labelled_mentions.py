"""Put the labelled pronouns that the ranker is trained on into one folder, in the formats that training reads.

    python benchmarks/labelled_mentions.py FOLDER TO [--without SET]...

FOLDER holds the gold sets that `quotetrack evaluate` takes, and corpora/ beside it has GAP and GUM. TO gets GAP's
development and validation parts, GUM's chains, and a file of labelled quotations for each gold set: world, passages,
phenomena, events, speakers. A set that is left out can be measured by what is trained on the others:

    python benchmarks/labelled_mentions.py FOLDER mentions --without world --without passages
    quotetrack train mentions --what pronouns --output without
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from measuring import make_parser

Line = dict[str, Any]


def main() -> None:
    """Write the files and print how many lines each has."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--without", action="append", default=[], choices=(*SETS, "gap", "gum"))
    options = parser.parse_args()
    corpora = options.folder.parent / "corpora"
    options.to.mkdir(parents=True, exist_ok=True)
    if "gap" not in options.without:
        for part in ("development", "validation"):
            shutil.copyfile(corpora / "gap" / f"gap-{part}.tsv", options.to / f"gap-{part}.tsv")
    if "gum" not in options.without:
        shutil.copyfile(corpora / "gum" / "gum.jsonl", options.to / "gum.jsonl")
    for name, read in SETS.items():
        if name in options.without:
            continue
        lines = [json.dumps(line, ensure_ascii=False) for line in read(options.folder)]
        (options.to / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} articles")


def _labelled(*files: str) -> Callable[[Path], Iterator[Line]]:
    """Read files whose lines have the labels already."""

    def read(folder: Path) -> Iterator[Line]:
        for file in files:
            yield from _lines(folder / file)

    return read


def _events(folder: Path) -> Iterator[Line]:
    """Yield the articles of the events with the speakers of their statements, but for those that are none."""
    for half in ("shared", "more"):
        gold = json.loads((folder / "events" / f"{half}.gold.json").read_text(encoding="utf-8"))
        quotes = defaultdict(list)
        for statement in gold["statements"].values():
            if statement["verdict"] != "junk":
                label = {"content": statement["content"], "speaker_name": statement["speaker"]}
                quotes[statement["article"]].append(label)
        for article in _lines(folder / "events" / f"{half}.articles.jsonl"):
            kept = {key: article.get(key) for key in ("id", "title", "published", "text")}
            yield {**kept, "quotes": quotes[article["id"]]}


def _speakers(folder: Path) -> Iterator[Line]:
    """Yield the articles of the speakers' set with its canonical names."""
    quotes = defaultdict(list)
    for row in _lines(folder / "speakers" / "dev.jsonl"):
        if row["scored"]:
            label = {
                "content": row["quote_spans"],
                "speaker_name": row["canonical"],
                "name_aliases": row["aliases"],
            }
            quotes[row["article"].removesuffix(".txt")].append(label)
    texts = folder.parent / "corpora" / "polnear" / "dev" / "text"
    for stem in sorted(quotes):
        text = (texts / f"{stem}.txt").read_bytes().decode("utf-8")
        yield {"id": stem, "text": text, "quotes": quotes[stem]}


def _lines(path: Path) -> Iterator[Line]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


SETS: dict[str, Callable[[Path], Iterator[Line]]] = {
    "world": _labelled("world/shared.jsonl", "world/more.jsonl"),
    "passages": _labelled("passages/shared.jsonl"),
    "phenomena": _labelled("phenomena/shared.jsonl"),
    "events": _events,
    "speakers": _speakers,
}


if __name__ == "__main__":
    main()
