"""What is looked up once gives what it gave before."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import spacy
from spacy.tokens import Doc

from quotetrack.parsing import spacy_speedups
from quotetrack.parsing.spacy_speedups import remember_attributes, remember_lemmas

VOCAB = spacy.blank("en").vocab


def _doc() -> Doc:
    return Doc(VOCAB, words=["They", "sail", "They", "sail"], pos=["PRON", "VERB", "PRON", "NOUN"])


def test_a_form_is_lemmatised_once_for_each_part_of_speech() -> None:
    asked: list[str] = []

    def lemmatize(token: SimpleNamespace) -> list[str]:
        asked.append(token.text)
        return [token.text.lower(), token.pos_]

    lemmatizer = SimpleNamespace(lemmatize=lemmatize)
    remember_lemmas(lemmatizer)
    lemmas = [lemmatizer.lemmatize(token) for token in _doc()]
    assert lemmas == [["they", "PRON"], ["sail", "VERB"], ["they", "PRON"], ["sail", "NOUN"]]
    assert asked == ["They", "sail", "sail"]


def test_what_is_kept_is_forgotten_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_speedups, "_MOST_KEPT", 1)
    asked: list[str] = []

    def lemmatize(token: SimpleNamespace) -> list[str]:
        asked.append(token.text)
        return [token.text]

    lemmatizer = SimpleNamespace(lemmatize=lemmatize)
    remember_lemmas(lemmatizer)
    for token in _doc():
        lemmatizer.lemmatize(token)
    assert asked == ["They", "sail", "They", "sail"]


@pytest.mark.parametrize("attribute", ["LOWER", "POS"])
def test_a_ruler_matches_as_before(attribute: str) -> None:
    """With patterns that ask for the part of speech, which is not looked up, the ruler stays as it is."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    value = "sail" if attribute == "LOWER" else "VERB"
    ruler.add([[{attribute: value}]], {"TAG": "VB"})  # type: ignore[attr-defined]
    ruler.add([[{"LOWER": "they"}, {"LOWER": "sail"}]], {"TAG": "PRP"})  # type: ignore[attr-defined]
    before = ruler.match(_doc())  # type: ignore[attr-defined]
    remember_attributes(ruler)
    assert ruler.match(_doc()) == before  # type: ignore[attr-defined]
    assert len(before) == (4 if attribute == "LOWER" else 3)
