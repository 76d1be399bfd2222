"""How well quotations are linked: `python benchmarks/linking_accuracy.py BENCH [--db FILE]`.

BENCH is the folder with the gold sets; the corpus lies beside it. The corpus' gold quotations are loaded as
`quotetrack load` loads them, each with its cue and mention and no speaker, every pair worth comparing is scored,
and the set's own scorer says what comes of it on the shared half: for pairs by the best threshold, for claims as
they are made. Pairs that were never candidates count as missed. The model was trained on these pairs: what cross-
validation says of pairs that it has not seen is printed by `train_linking.py`.

--db keeps the database, for `train_linking.py` to learn from; one that is there already is used as it is. Of the
corpus' test articles only the quotations that the pairs name are known. With --on-disk the same is printed of linking
by way of DuckDB, as a store of more than half a million quotations is linked.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from measuring import make_parser

from quotetrack.collection import Collection, open
from quotetrack.linking.linker import link_store, score_all
from quotetrack.records import Printed, Span
from quotetrack.training.corpus import read_corpus

TARGETS = {
    "utterance": ("copy", "same_utterance"),
    "claim": ("copy", "same_utterance", "same_claim"),
    "contradiction": ("contradicts",),
}
NEAR = 400


def main() -> None:
    """Load, link, score."""
    parser = make_parser(__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--on-disk", action="store_true", help="link on disk as well, as a large store is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        db = options.db or folder / "gold.db"
        is_new = not db.exists()
        with open(db) as collection:
            if is_new:
                lines = folder / "gold.jsonl"
                with lines.open("w", encoding="utf-8") as out:
                    out.writelines(json.dumps(line) + "\n" for line in gold_lines(options.bench))
                added = collection.load([lines], workers=2)
                print(
                    f"{added.articles} articles, {added.quotations:,} quotations, {len(added.failures)} failed"
                )
            measure(collection, options.bench, folder, on_disk=False)
            if options.on_disk:
                measure(collection, options.bench, folder, on_disk=True)


def measure(collection: Collection, bench: Path, folder: Path, *, on_disk: bool) -> None:
    """Link, in memory or by way of the disk, and print what the scorer says."""
    link_store(collection.store, rebuild=True, on_disk=on_disk)
    pairs = [
        ((_key(one.a), _key(one.b)), dict(one.link.probabilities))
        for one in score_all(collection.store, on_disk=on_disk)
        if one.a.shown and one.b.shown
    ]
    clusters = [
        {"quote": _key(one.printed), "cluster": claim.id}
        for claim in collection.claims()
        for one in claim.printings
    ]
    print(f"{'on disk' if on_disk else 'in memory'}: {len(pairs):,} pairs scored")
    for target, relations in TARGETS.items():
        told = ({"a": a, "b": b, "score": sum(chances[r] for r in relations)} for (a, b), chances in pairs)
        print(_scored(bench, folder, told, ("--target", target, "--tune")))
    print(_scored(bench, folder, clusters, ()))


def gold_lines(bench: Path) -> Iterator[dict[str, Any]]:
    """The corpus' articles with their gold quotations, one line of `quotetrack load` each."""
    corpus = bench.parent / "corpora" / "polnear"
    with (corpus / "metadata.tsv").open(encoding="utf-8", newline="") as rows:
        facts = {row["filename"]: row for row in csv.DictReader(rows, delimiter="\t")}
    for split in ("train", "dev"):
        for annotated in read_corpus(corpus / split):
            quotes = [
                {
                    "content": _pairs(one.content),
                    "cue": _pairs(one.cue) or None,
                    **({"mention": _pairs(one.source)} if one.source else {}),
                }
                for one in annotated.attributions
            ]
            yield _line(annotated.article.id, annotated.article.text, quotes, facts)
    for name, ends in _ends_in_test(bench).items():
        text = (corpus / "test" / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        quotes = []
        for end in ends:
            found = {"mention": _nearest(text, end["speaker"], end["spans"])}
            quotes.append({"content": end["spans"], **{k: v for k, v in found.items() if v}})
        yield _line(name, text, quotes, facts)


def _ends_in_test(bench: Path) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    folder = bench / "linking"
    told = [(pair["a"], pair["b"]) for pair in _lines(folder / "pairs.jsonl")]
    told += [tuple(cluster["mentions"]) for cluster in _lines(folder / "clusters.jsonl")]
    for ends in told:
        for end in ends:
            if end["compartment"] == "test" and end["spans"] not in [
                o["spans"] for o in out.get(end["stem"], ())
            ]:
                out.setdefault(end["stem"], []).append(end)
    return out


def _line(
    name: str, text: str, quotes: list[dict[str, Any]], facts: dict[str, dict[str, str]]
) -> dict[str, Any]:
    row = facts[name]
    title = row["title"] if row["title"] != "None" else None
    return {
        "article": name,
        "text": text,
        "title": title,
        "source": row["publisher"],
        "published": row["publication_date"],
        "quotes": quotes,
    }


def _nearest(text: str, words: str, spans: Sequence[Sequence[int]]) -> list[list[int]] | None:
    """Where the words stand nearest to the spans; None where they do not stand near."""
    first, last = spans[0][0], spans[-1][1]
    places = []
    at = text.find(words, max(0, first - NEAR)) if words else -1
    while 0 <= at < last + NEAR:
        if not first <= at < last:
            places.append(at)
        at = text.find(words, at + 1)
    if not places:
        return None
    best = min(places, key=lambda place: max(first - place, place - last))
    return [[best, best + len(words)]]


def _scored(bench: Path, folder: Path, told: Iterable[dict[str, Any]], options: tuple[str, ...]) -> str:
    predictions = folder / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in told)
    scorer = bench / "linking" / "evaluate.py"
    command = [sys.executable, str(scorer), str(predictions), "--split", "shared", *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _key(printed: Printed) -> str:
    content = printed.statement.quote.content
    return f"{printed.article.id}#{content[0].start}-{content[-1].end}"


if __name__ == "__main__":
    main()
