"""How a page was read, against its gold: the words of the body, title, day, outlet, and what is marked."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotetrack.readers import read
from quotetrack.records import Article

PAGES = Path(__file__).parent / "pages"
NOT_BODY = frozenset("headline caption credit byline date outlet url sign_off chrome".split())
"""Kinds of zones whose words are not compared."""

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of a page: its body text, and what it marks. `text` is None if it read nothing."""

    text: str | None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    captions: Sequence[str] = ()
    headings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many words (or runs of words) the gold has, how many were read, and how many stand in both."""

    gold: int = 0
    read: int = 0
    both: int = 0

    @property
    def recall(self) -> float:
        """The share of the gold that was read, from 0 to 1; 1 if there is none."""
        return self.both / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """The share of what was read that is gold, from 0 to 1; 1 if nothing was read."""
        return self.both / self.read if self.read else 1.0

    def __add__(self, other: Overlap) -> Overlap:
        return Overlap(self.gold + other.gold, self.read + other.read, self.both + other.both)


@dataclass(frozen=True, slots=True)
class PageScore:
    """How one page was read. `facts` says for each counted matter how many are right, of how many."""

    name: str
    words: Overlap
    runs: Overlap
    facts: Mapping[str, tuple[int, int]]
    missing: Counter[str] = field(default_factory=Counter)
    surplus: Counter[str] = field(default_factory=Counter)
    notes: Sequence[str] = ()


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case and signs."""
    return re.findall(r"\w+", text.casefold())


def load_gold(folder: Path = PAGES) -> dict[str, Gold]:
    """Return the gold of each page of a folder, by the name of its file."""
    gold: dict[str, Gold] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return dict(sorted(gold.items()))


def read_by_quotetrack(path: Path) -> Reading:
    """Return what quotetrack reads; of the text what is body."""
    result = next(iter(read([path])))
    if not isinstance(result, Article):
        return Reading(None)
    body = list(result.text)
    for zone in result.zones:
        if zone.kind in NOT_BODY:
            body[zone.span.start : zone.span.end] = " " * (zone.span.end - zone.span.start)
    marked = [(zone.kind, zone.span.of(result.text)) for zone in result.zones]
    return Reading(
        "".join(body),
        result.title,
        result.published,
        result.source.name,
        [words for kind, words in marked if kind == "caption"],
        [words for kind, words in marked if kind == "heading"],
    )


def score_pages(
    folder: Path, reader: Callable[[Path], Reading], *, is_marked: bool = True
) -> list[PageScore]:
    """Return the score of every page that the folder's gold names, in the order of their names."""
    return [
        score_page(name, page, reader(folder / name), is_marked=is_marked)
        for name, page in load_gold(folder).items()
    ]


def score_page(name: str, gold: Gold, reading: Reading, *, is_marked: bool = True) -> PageScore:
    """Return how a page was read. Unless the reader marks them (`is_marked`), headline and captions cost nothing."""
    if not gold["article"]:
        is_right = reading.text is None
        notes = [] if is_right else [f"no article, but {len(words_of(reading.text or ''))} words read"]
        return PageScore(name, Overlap(), Overlap(), {"no article": (int(is_right), 1)}, notes=notes)
    free = [*gold["either"], *([] if is_marked else [gold["title"], *gold["captions"]])]
    wanted = words_of(gold["text"])
    got = _without(words_of(reading.text or ""), map(words_of, free), wanted)
    facts, notes = _facts(gold, reading)
    each, every = Counter(wanted), Counter(got)
    return PageScore(
        name, _compare(wanted, got, 1), _compare(wanted, got, 4), facts, each - every, every - each, notes
    )


def _without(got: Sequence[str], free: Iterable[Sequence[str]], wanted: Sequence[str]) -> list[str]:
    """Return the words read but for each free part that stands in them more often than in the gold."""
    text, gold = (f" {' '.join(words)} " for words in (got, wanted))
    for part in (f" {' '.join(words)} " for words in free):
        for _ in range(text.count(part) - gold.count(part)):
            text = text.replace(part, " ", 1)
    return text.split()


def _compare(wanted: Sequence[str], got: Sequence[str], length: int) -> Overlap:
    """Return how far the runs of so many words agree, each as often as it stands there."""
    gold, seen = (
        Counter(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
        for words in (wanted, got)
    )
    return Overlap(gold.total(), seen.total(), (gold & seen).total())


def _facts(gold: Gold, reading: Reading) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Return what is right, of how many, and a line about each thing that is wrong."""
    day = reading.published and reading.published[:10]
    told = {
        "titles": (gold["title"], reading.title),
        "days": (gold["published"], day),
        "outlets": (gold["source"], reading.source),
    }
    facts = {kind: (int(want == got), 1) for kind, (want, got) in told.items()}
    notes = [f"{kind}: {got!r} for {want!r}" for kind, (want, got) in told.items() if want != got]
    text = reading.text or ""
    lines = {tuple(words_of(line)) for line in text.split("\n")}
    parts: dict[str, tuple[Sequence[str], Callable[[str], bool]]] = {
        "captions": (gold["captions"], lambda part: any(holds(zone, part) for zone in reading.captions)),
        "headings": (gold["headings"], lambda part: any(holds(zone, part) for zone in reading.headings)),
        "paragraphs": (gold["text"].split("\n\n"), lambda part: tuple(words_of(part)) in lines),
        "left out": (gold["left_out"], lambda part: not holds(text, part)),
    }
    for kind, (wanted, is_right) in parts.items():
        wrong = [part for part in wanted if not is_right(part)]
        facts[kind] = (len(wanted) - len(wrong), len(wanted))
        notes += [f"{kind}, not so: {part}" for part in wrong]
    return facts, notes


def holds(text: str, part: str) -> bool:
    """Whether the words of `part` stand in a row in the text."""
    return f" {' '.join(words_of(part))} " in f" {' '.join(words_of(text))} "


def total_of(scores: Sequence[PageScore]) -> tuple[Overlap, Overlap, dict[str, tuple[int, int]]]:
    """Return the words and the runs of all pages taken together, and of each counted matter the right and all."""
    right, every = Counter[str](), Counter[str]()
    for score in scores:
        for kind, (good, all_) in score.facts.items():
            right[kind] += good
            every[kind] += all_
    return (
        sum((score.words for score in scores), Overlap()),
        sum((score.runs for score in scores), Overlap()),
        {kind: (right[kind], every[kind]) for kind in every},
    )
