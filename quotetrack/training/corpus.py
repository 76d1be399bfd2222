"""Annotated articles → what the attribution model learns from: windows with a label for each word, and for each cue
what belongs to it.

Reads PolNeAR's layout: `text/*.txt` and, for each, `attributions/STEM_ANNOTATOR.ann` in brat's standoff format, whose
offsets are code points into the text as it stands. Of several annotators of one article the first by name counts.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from quotetrack.errors import ReadError
from quotetrack.model.labels import CONTENT, CUE, OUTSIDE, SOURCE, TAGS
from quotetrack.model.windows import Window, windows
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Span

_SPAN = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_RELATION = re.compile(r"(E\d+)\t(\S+:\S+(?: \S+:\S+)*)\s*$")
_ROLES = {"Content": CONTENT, "Source": SOURCE, "Cue": CUE}
FEWEST_CUES = 5
"""How often a word has to be a cue in the corpus for its other uses to be learned from as no cue."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One annotated attribution: the spans of each role; only the content is never empty."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and everything that is attributed to somebody in it."""

    article: Article
    attributions: tuple[Attributed, ...]


@dataclass(frozen=True, slots=True)
class Cued:
    """A cue in a window, or a word like one: its words, the part of the window it stands in, and the role of each word
    of that part in its attribution."""

    words: tuple[int, ...]
    part: tuple[int, int]
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with a tag for each word, its cues, and words that are a cue elsewhere and none here."""

    window: Window
    tags: tuple[int, ...]
    cues: tuple[Cued, ...]
    others: tuple[Cued, ...]


def read_corpus(folder: Path) -> Iterator[Annotated]:
    """The annotated articles of one split, by name. ReadError where the folder holds none."""
    paths = sorted((folder / "text").glob("*.txt"))
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann"), reverse=True):
        annotations[path.stem.rpartition("_")[0]] = path
    if not paths or not annotations:
        raise ReadError(
            f"{folder} holds no annotated article; expected text/*.txt and attributions/*.ann in it"
        )
    for path in paths:
        if path.stem in annotations:
            text = path.read_bytes().decode("utf-8")
            yield Annotated(article_from_text(text, id=path.stem), _attributions(annotations[path.stem]))


def digest_of(corpus: Iterable[Annotated]) -> str:
    """SHA-256 over texts and annotations, in hexadecimal: which corpus a model was trained on."""
    digest = hashlib.sha256()
    for annotated in corpus:
        digest.update(annotated.article.text.encode("utf-8", "surrogatepass"))
        digest.update(repr(annotated.attributions).encode())
    return digest.hexdigest()


def examples(corpus: Iterable[Annotated], tokenizer: Tokenizer, forms: frozenset[str]) -> Iterator[Example]:
    """What is learned from each article. `forms` are words that are often a cue, in lower case."""
    for annotated in corpus:
        text = annotated.article.text
        for window in windows(text, read_paragraphs(annotated.article), tokenizer):
            yield _example(window, annotated.attributions, text, forms)


def cue_forms(corpus: Iterable[Annotated]) -> frozenset[str]:
    """The words, in lower case, that begin a cue often enough to be told apart from their other uses."""
    counts: dict[str, int] = {}
    for annotated in corpus:
        for attributed in annotated.attributions:
            for span in attributed.cue[:1]:
                for word in span.of(annotated.article.text).lower().split():
                    counts[word] = counts.get(word, 0) + 1
    return frozenset(word for word, count in counts.items() if count >= FEWEST_CUES and len(word) > 3)


def _attributions(path: Path) -> tuple[Attributed, ...]:
    spans: dict[str, tuple[Span, ...]] = {}
    out: list[Attributed] = []
    # The text that brat repeats behind a span may hold line breaks; a line that is no record is passed over.
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := _SPAN.match(line):
            pairs = (piece.split() for piece in match[2].split(";"))
            spans[match[1]] = tuple(Span(int(start), int(end)) for start, end in pairs)
        elif match := _RELATION.match(line):
            got: dict[int, list[Span]] = {CONTENT: [], SOURCE: [], CUE: []}
            for part in match[2].split():
                role, reference = part.split(":", 1)
                name = re.sub(r"\d+$", "", role)
                if name in _ROLES:
                    got[_ROLES[name]] += spans.get(reference, ())
            if got[CONTENT]:
                out.append(Attributed(*(tuple(sorted(got[role])) for role in (CONTENT, SOURCE, CUE))))
    return tuple(sorted(out, key=lambda attributed: attributed.content))


def _example(window: Window, attributions: Iterable[Attributed], text: str, forms: frozenset[str]) -> Example:
    tags = [OUTSIDE] * len(window.words)
    cues: list[Cued] = []
    taken: set[int] = set()
    for attributed in attributions:
        content, source, cue = (
            _inside(window, spans) for spans in (attributed.content, attributed.source, attributed.cue)
        )
        for role, words in ((CONTENT, content), (SOURCE, source), (CUE, cue)):
            for i, word in enumerate(words):
                begins = i == 0 or words[i - 1] != word - 1
                tags[word] = TAGS.index((role, begins))
        if cue:
            taken.update(cue)
            cues.append(_cued(cue, window, content, source))
    others = tuple(
        _cued((i,), window, (), ())
        for i, span in enumerate(window.words)
        if i not in taken and span.of(text).lower() in forms
    )
    return Example(window, tuple(tags), tuple(cues), others)


def _inside(window: Window, spans: Iterable[Span]) -> tuple[int, ...]:
    """The words of the window that lie in the spans."""
    starts, ends = [w.start for w in window.words], [w.end for w in window.words]
    found = {
        i for span in spans for i in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
    }
    return tuple(sorted(found))


def _cued(cue: tuple[int, ...], window: Window, content: tuple[int, ...], source: tuple[int, ...]) -> Cued:
    part = next(p for p in window.parts if p[0] <= cue[0] < p[1])
    roles = [OUTSIDE] * (part[1] - part[0])
    for role, words in ((CONTENT, content), (SOURCE, source)):
        for word in words:
            if part[0] <= word < part[1]:
                roles[word - part[0]] = role
    return Cued(tuple(word for word in cue if word < part[1]), part, tuple(roles))
