"""Rules, a component trained with spaCy, the model, and rules and model together, on PolNeAR's dev articles.

    python benchmarks/compare_models.py FOLDER [--epochs N] [--only NAME ...]

FOLDER holds the gold sets and scorers that `quotetrack evaluate` takes, with the corpus beside it. The spaCy component
is trained here, on the training half, from nothing: an entity recogniser for sources, cues and contents, and each cue
linked to the nearest source and content of its paragraph.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from measuring import load_scorer, make_parser

from quotetrack.evaluation.predictions import JsonObject, attribution_line, pairs
from quotetrack.model.decode import propose
from quotetrack.model.weights import load_model
from quotetrack.parsing.paragraphs import read_paragraphs
from quotetrack.pipeline import extract_article
from quotetrack.records import Article, Span
from quotetrack.training.corpus import Annotated, read_corpus

COLUMNS = {
    "F1": ("full/relation", 2),
    "P": ("full/relation", 0),
    "R": ("full/relation", 1),
    "direct": ("kind/direct recall full", None),
    "mixed": ("kind/mixed recall full", None),
    "indirect": ("kind/indirect recall full", None),
    "source": ("full/source pieces", 2),
    "cue": ("full/cue pieces", 2),
    "content": ("full/content pieces", 2),
    "in marks": ("direct/all/end to end head", 2),
}
"""What is printed: relations, their recall by kind, chunks of each role, and quotations in marks with their speaker."""
ROLES = {"SOURCE": "source", "CUE": "cue", "CONTENT": "content"}


def main() -> None:
    """Print one line a program."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=7, help="passes of the spaCy component")
    parser.add_argument("--only", action="append", choices=("rules", "spaCy", "model", "both"))
    options = parser.parse_args()
    corpus = options.folder.parent / "corpora" / "polnear"
    scorer = load_scorer(options.folder / "attribution" / "evaluate.py")
    programs: dict[str, Callable[[], Callable[[Article], list[JsonObject]]]] = {
        "rules": lambda: partial(_extracted, engine="rules"),
        "spaCy": lambda: Component(corpus, options.epochs).quotes,
        "model": lambda: _proposed,
        "both": lambda: partial(_extracted, engine="model"),
    }
    print(f"{'':8}" + "".join(f"{name:>9}" for name in COLUMNS))
    for name, make in programs.items():
        if not options.only or name in options.only:
            _show(name, make(), corpus, scorer)


def _show(name: str, quotes: Callable[[Article], list[JsonObject]], corpus: Path, scorer: Any) -> None:
    found = {annotated.article.id: quotes(annotated.article) for annotated in read_corpus(corpus / "dev")}
    figures, _ = scorer.evaluate(list(scorer.polnear.read_split(corpus, "dev")), found)
    values = (figures[key] if place is None else figures[key][place] for key, place in COLUMNS.values())
    print(f"{name:8}" + "".join(f"{value:9.1f}" for value in values), flush=True)


def _extracted(article: Article, engine: str) -> list[JsonObject]:
    quotes: list[JsonObject] = attribution_line(extract_article(article, engine=engine))["quotes"]
    return quotes


def _proposed(article: Article) -> list[JsonObject]:
    """The model's proposals as they are."""
    found = propose(article, read_paragraphs(article), load_model())
    return [_row(p.content, p.source, p.cue) for p in found]


def _row(content: tuple[Span, ...], source: tuple[Span, ...], cue: tuple[Span, ...]) -> JsonObject:
    return {
        "content": pairs(content),
        "speaker": pairs(source) or None,
        "cue": pairs(cue) or None,
        "kind": "mixed",
    }


class Component:
    """spaCy's entity recogniser with its standard small encoder, trained on the three roles."""

    def __init__(self, corpus: Path, epochs: int) -> None:
        import spacy
        from spacy.training import Example
        from spacy.util import fix_random_seed, minibatch

        fix_random_seed(1)
        drawn = random.Random(1)
        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("ner")
        examples = [
            Example.from_dict(doc, {"entities": entities})
            for annotated in read_corpus(corpus / "train")
            for doc, entities in self._paragraphs(annotated)
        ]
        optimizer = self._nlp.initialize(lambda: examples)
        for _ in range(epochs):
            drawn.shuffle(examples)
            for batch in minibatch(examples, 64):
                self._nlp.update(batch, sgd=optimizer, drop=0.2)

    def _paragraphs(self, annotated: Annotated) -> Iterator[tuple[Any, list[tuple[int, int, str]]]]:
        """Each paragraph with the stretches of its roles, in whole words; overlapping ones are left out."""
        text = annotated.article.text
        for block in read_paragraphs(annotated.article):
            doc = self._nlp.make_doc(block.span.of(text))
            taken: set[int] = set()
            entities = []
            for attributed in annotated.attributions:
                for label, role in ROLES.items():
                    for span in getattr(attributed, role):
                        if not block.span.holds(span):
                            continue
                        start, end = span.start - block.span.start, span.end - block.span.start
                        words = doc.char_span(start, end, alignment_mode="expand")
                        if words is None or taken & set(range(words.start, words.end)):
                            continue
                        if words.text.strip() != words.text:
                            continue
                        taken.update(range(words.start, words.end))
                        entities.append((words.start_char, words.end_char, label))
            yield doc, entities

    def quotes(self, article: Article) -> list[JsonObject]:
        """Each cue with the nearest source and the nearest content of its paragraph."""
        out = []
        for block in read_paragraphs(article):
            doc = self._nlp(block.span.of(article.text))
            found: dict[str, list[Span]] = {label: [] for label in ROLES}
            for entity in doc.ents:
                at = Span(block.span.start + entity.start_char, block.span.start + entity.end_char)
                found[entity.label_].append(at)
            for cue in found["CUE"]:
                near = partial(_distance, cue)
                source = sorted(found["SOURCE"], key=near)[:1]
                content = sorted(found["CONTENT"], key=near)[:1]
                if content:
                    out.append(_row(tuple(content), tuple(source), (cue,)))
        return out


def _distance(cue: Span, other: Span) -> int:
    return max(other.start - cue.end, cue.start - other.end)


if __name__ == "__main__":
    main()
