"""Annotated articles → what the attribution model learns from: windows with a label for each word, and for each cue
what belongs to it.

Reads PolNeAR's layout: `text/*.txt` and, for each, `attributions/STEM_ANNOTATOR.ann` in brat's standoff format, whose
offsets are code points into the text as it stands. Of several annotators of one article the first by name counts.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tokenizers import Tokenizer

from quotetrack.errors import ReadError
from quotetrack.model.labels import CONTENT, CUE, OUTSIDE, SOURCE, TAGS
from quotetrack.model.windows import Window, cut_windows
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Span

_SPAN = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_RELATION = re.compile(r"(E\d+)\t(\S+:\S+(?: \S+:\S+)*)\s*$")
_ROLES = {"Content": CONTENT, "Source": SOURCE, "Cue": CUE}
# How often a word has to be a cue in the corpus for its other uses to be learned from as no cue.
_FEWEST_CUES = 5
# The label of words that nobody has labelled, and of padding: no loss counts them.
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Attributed:
    """One annotated attribution: the spans of each role; only the content is never empty."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and everything that is attributed to somebody in it.

    What is in no attribution is known to be none, but for the words in `unknown`, which nobody has labelled. `rejected`
    are the spans of words that look like a cue and attribute nothing.
    """

    article: Article
    attributions: tuple[Attributed, ...]
    unknown: tuple[Span, ...] = ()
    rejected: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cued:
    """A cue in a window, or a word like one: its words, and the part of the window it stands in. `roles` has the role
    of each word of that part in its attribution, or IGNORED."""

    words: tuple[int, ...]
    part: tuple[int, int]
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with a tag for each word (or IGNORED), its cues, and words that are a cue elsewhere and none here."""

    window: Window
    tags: tuple[int, ...]
    cues: tuple[Cued, ...]
    others: tuple[Cued, ...]


def read_corpus(folder: Path) -> Iterator[Annotated]:
    """Yield the annotated articles of one split, by name. ReadError if the folder holds none."""
    paths = sorted((folder / "text").glob("*.txt"))
    # Of several annotators of one article the first by name counts: the last one written into the table.
    annotators = sorted((folder / "attributions").glob("*.ann"), reverse=True)
    annotations = {path.stem.rpartition("_")[0]: path for path in annotators}
    if not paths or not annotations:
        raise ReadError(
            f"{folder} holds no annotated article; expected text/*.txt and attributions/*.ann in it"
        )
    for path in paths:
        if path.stem in annotations:
            text = path.read_bytes().decode("utf-8")
            yield Annotated(article_from_text(text, id=path.stem), _attributions(annotations[path.stem]))


def digest_of(corpus: Iterable[Annotated]) -> str:
    """Return the SHA-256 of texts and annotations, in hexadecimal: which corpus a model was trained on."""
    digest = hashlib.sha256()
    for annotated in corpus:
        digest.update(annotated.article.text.encode("utf-8", "surrogatepass"))
        digest.update(repr(annotated.attributions).encode())
        if annotated.unknown or annotated.rejected:
            digest.update(repr((annotated.unknown, annotated.rejected)).encode())
    return digest.hexdigest()


def examples(corpus: Iterable[Annotated], tokenizer: Tokenizer, forms: frozenset[str]) -> Iterator[Example]:
    """Yield what is learned from each article. `forms` are words that are often a cue, in lower case."""
    for annotated in corpus:
        text = annotated.article.text
        for window in cut_windows(text, read_paragraphs(annotated.article), tokenizer):
            yield _example(window, annotated, forms)


def cue_forms(corpus: Iterable[Annotated]) -> frozenset[str]:
    """Return the words, in lower case, that begin a cue often enough to be told apart from their other uses."""
    counts: Counter[str] = Counter()
    for annotated in corpus:
        for attributed in annotated.attributions:
            for span in attributed.cue[:1]:
                counts.update(span.of(annotated.article.text).lower().split())
    return frozenset(word for word, count in counts.items() if count >= _FEWEST_CUES and len(word) > 3)


def _attributions(path: Path) -> tuple[Attributed, ...]:
    spans: dict[str, tuple[Span, ...]] = {}
    attributions: list[Attributed] = []
    # The text that brat repeats behind a span may hold line breaks; a line that is no record is passed over.
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := _SPAN.match(line):
            pairs = (piece.split() for piece in match[2].split(";"))
            spans[match[1]] = tuple(Span(int(start), int(end)) for start, end in pairs)
        elif match := _RELATION.match(line):
            roles: dict[int, list[Span]] = {CONTENT: [], SOURCE: [], CUE: []}
            for part in match[2].split():
                name, reference = part.split(":", 1)
                role = _ROLES.get(re.sub(r"\d+$", "", name))
                if role is not None:
                    roles[role] += spans.get(reference, ())
            if roles[CONTENT]:
                attributions.append(Attributed(*(tuple(sorted(places)) for places in roles.values())))
    return tuple(sorted(attributions, key=lambda attributed: attributed.content))


def _example(window: Window, annotated: Annotated, forms: frozenset[str]) -> Example:
    unknown = frozenset(_inside(window, annotated.unknown))
    tags = [IGNORED if word in unknown else OUTSIDE for word in range(len(window.words))]
    cues: list[Cued] = []
    taken: set[int] = set()
    for attributed in annotated.attributions:
        content, source, cue = (
            _inside(window, spans) for spans in (attributed.content, attributed.source, attributed.cue)
        )
        for role, words in ((CONTENT, content), (SOURCE, source), (CUE, cue)):
            for word in words:
                tags[word] = TAGS.index((role, word - 1 not in words))
        if cue:
            taken.update(cue)
            cues.append(_cued(cue, window, content, source, unknown.difference(cue)))
    for span in annotated.rejected:
        cue = _inside(window, (span,))
        if cue and taken.isdisjoint(cue):
            taken.update(cue)
            cues.append(_cued(cue, window, (), (), unknown.difference(cue)))
    text = annotated.article.text
    others = tuple(
        _cued((place,), window, (), (), unknown)
        for place, span in enumerate(window.words)
        if place not in taken and tags[place] != IGNORED and span.of(text).lower() in forms
    )
    return Example(window, tuple(tags), tuple(cues), others)


def _inside(window: Window, spans: Iterable[Span]) -> tuple[int, ...]:
    """Return the places of the words of the window that lie in the spans."""
    starts, ends = [word.start for word in window.words], [word.end for word in window.words]
    ranges = (range(bisect_right(ends, span.start), bisect_left(starts, span.end)) for span in spans)
    return tuple(sorted(set(chain.from_iterable(ranges))))


def _cued(
    cue: tuple[int, ...],
    window: Window,
    content: tuple[int, ...],
    source: tuple[int, ...],
    unknown: frozenset[int],
) -> Cued:
    part = next(part for part in window.parts if part[0] <= cue[0] < part[1])
    labels = {
        **dict.fromkeys(unknown, IGNORED),
        **dict.fromkeys(content, CONTENT),
        **dict.fromkeys(source, SOURCE),
    }
    roles = tuple(labels.get(word, OUTSIDE) for word in range(*part))
    return Cued(tuple(word for word in cue if word < part[1]), part, roles)
