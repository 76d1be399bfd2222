"""Whether other processors extract the same: each article natively and under processors that qemu-user emulates.

    python benchmarks/processors.py PATH... [--articles N] [--processor NAME ...]

PATH is a file or folder of articles. Needs `qemu-x86_64`, which Debian's package qemu-user brings. An emulated article
takes one to three minutes, so N defaults to 50. The status is 1 if any byte differs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from measuring import make_parser

from quotetrack.readers import read
from quotetrack.records import Article

PROCESSORS = ("Haswell", "EPYC-Rome", "Nehalem")
"""Processors with AVX2 of two makers, and one from before AVX and fused multiply-add."""


def main() -> int:
    """Print for each processor how many articles differ, and in what."""
    parser = make_parser(__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=50, help="how many are read, from the first on")
    parser.add_argument("--processor", action="append", help="a model that `qemu-x86_64 -cpu help` lists")
    options = parser.parse_args()
    emulator = shutil.which("qemu-x86_64")
    if emulator is None:
        parser.error("qemu-x86_64 is not installed; Debian has it in the package qemu-user")
    articles = [each for each in islice(read(options.paths), options.articles) if isinstance(each, Article)]
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(f"{as_line(article)}\n" for article in articles), encoding="utf-8")
        native = extracted(source, [])
        for processor in options.processor or PROCESSORS:
            emulated = extracted(source, [emulator, "-cpu", processor])
            apart = compare(native, emulated)
            differing += apart
            print(f"{processor}: {apart} of {len(articles)} articles differ", flush=True)
    return int(differing > 0)


def as_line(article: Article) -> str:
    """Return the article as a line of JSON Lines."""
    return json.dumps({"id": article.id, "title": article.title, "text": article.text})


def extracted(source: Path, emulator: list[str]) -> list[str]:
    """Return what `quotetrack extract` prints for the articles of a file, line by line."""
    command = [*emulator, sys.executable, "-m", "quotetrack", "extract", str(source)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.splitlines()


def compare(native: list[str], emulated: list[str]) -> int:
    """Print what differs between two extractions; return how many articles do."""
    if len(native) != len(emulated):
        raise SystemExit(f"{len(native)} articles natively, {len(emulated)} emulated")
    apart = 0
    for here, there in zip(native, emulated, strict=True):
        if here != there:
            apart += 1
            print_difference(json.loads(here), json.loads(there))
    return apart


def print_difference(here: dict[str, Any], there: dict[str, Any]) -> None:
    """Print the quotations that only one of two extractions of an article has."""
    ours, theirs = ([json.dumps(quote) for quote in each["quotes"]] for each in (here, there))
    print(f"  {here['article']}")
    for quote in ours:
        if quote not in theirs:
            print(f"    native only:   {quote}")
    for quote in theirs:
        if quote not in ours:
            print(f"    emulated only: {quote}")


if __name__ == "__main__":
    sys.exit(main())
