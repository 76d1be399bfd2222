"""Parsed sentences built by hand, so that a new parser cannot move the tests of what is asked of them."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from quotetrack.extraction.place import Place, place
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Span
from quotetrack.text.quotation_marks import pair_marks

_VOCAB = spacy.blank("en").vocab
_POS = {
    "NNP": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "PRP": "PRON",
    "WP": "PRON",
    "WDT": "PRON",
    "DT": "DET",
    "JJ": "ADJ",
    "RB": "ADV",
    "IN": "ADP",
    "TO": "PART",
    "POS": "PART",
    "CC": "CCONJ",
    "CD": "NUM",
    "MD": "AUX",
}


def build_doc(table: str) -> Doc:
    """A `Doc` from lines of "word tag dependency head", the head being the number of its line, from 0.

    A lemma and an entity label may follow; without them the lemma is the word in lower case and the token no entity.
    A head that is the token's own line is the root of a sentence. A space stands between all words but inside marks.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    padded = [[*row, *["_"] * (6 - len(row))] for row in rows]
    words, tags, deps, heads, lemmas, labels = (list(column) for column in zip(*padded, strict=True))
    entities = ["O" if label == "_" else f"B-{label}" for label in labels]
    joined = ["I" + e[1:] if i and e != "O" and e == entities[i - 1] else e for i, e in enumerate(entities)]
    return Doc(
        _VOCAB,
        words=words,
        spaces=[word != "“" and behind != "”" for word, behind in zip(words, [*words[1:], ""], strict=True)],
        tags=tags,
        pos=[_POS.get(tag, "VERB" if tag.startswith("VB") else "PUNCT") for tag in tags],
        deps=deps,
        heads=[int(head) for head in heads],
        lemmas=[word.lower() if lemma == "_" else lemma for word, lemma in zip(words, lemmas, strict=True)],
        ents=joined,
    )


def build_paragraph(table: str, *, number: int = 0) -> tuple[str, Paragraph]:
    """The text of a built sentence, and the paragraph that it makes up alone."""
    doc = build_doc(table)
    starts = tuple(token.idx for token in doc)
    ends = tuple(token.idx + len(token) for token in doc)
    block = Span(0, ends[-1])
    return doc.text, Paragraph(block, "body", pair_marks(doc.text, [block]), doc, starts, ends, number)


def build_place(table: str) -> Place:
    """The one stretch in marks of a built sentence, in its place."""
    text, paragraph = build_paragraph(table)
    [stretch] = paragraph.stretches
    at = place(paragraph, stretch, text)
    assert at is not None
    return at
