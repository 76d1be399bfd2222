"""The language pipeline: loaded once, unless it remembers too much; with the lemmas it would give anyway.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import quotetrack
from quotetrack.errors import PipelineError
from quotetrack.parsing import pipeline_loading
from quotetrack.parsing.pipeline_loading import PIPELINE, fresh_pipeline, load_pipeline
from quotetrack.readers import read
from quotetrack.records import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

FIXTURES = Path(__file__).parents[2] / "fixtures" / "articles"
TEXT = (
    "The ferries were sinking when Nadia Okoro, the harbour's master, was told. “Leaves fell,” she has said; the men "
    "had left, leaving the left one. He's better than the best of us. Don't fish: the fish is fishing. 42 ABCs!"
)


def test_the_name_of_the_pipeline_is_written_down_once() -> None:
    files = Path(quotetrack.__file__).parent.rglob("*.py")
    named = [path.name for path in files if PIPELINE in path.read_text(encoding="utf-8")]
    assert named == [Path(pipeline_loading.__file__).name]


@pytest.mark.parser
def test_the_pipeline_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline()
    assert fresh_pipeline() is load_pipeline()


@pytest.mark.parser
def test_a_pipeline_that_remembers_too_much_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    old = load_pipeline()
    doc = old(TEXT)
    monkeypatch.setattr("quotetrack.parsing.pipeline_loading._MOST_STRINGS", 10)
    new = fresh_pipeline()
    assert new is not old
    assert new is load_pipeline()
    assert told(new(TEXT)) == told(doc)


def told(doc: Doc) -> list[tuple[str, ...]]:
    """All that a pipeline tells of each token."""
    return [(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph), t.ent_type_) for t in doc]


@pytest.mark.parser
def test_what_is_remembered_is_what_the_pipeline_as_it_comes_tells() -> None:
    import spacy

    plain = spacy.load(PIPELINE)
    articles = (article.text for article in read([FIXTURES]) if isinstance(article, Article))
    for text in (TEXT, TEXT.lower(), TEXT.title(), TEXT, *articles):  # the fourth from what is remembered
        assert told(load_pipeline()(text)) == told(plain(text))


@pytest.mark.parser
def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.parsing.spacy_speedups._MOST_KEPT", 3)
    pipeline = load_pipeline.__wrapped__()
    assert told(pipeline(TEXT)) == told(load_pipeline()(TEXT))
    lemmatizer: Any = pipeline.get_pipe("lemmatizer")
    remembered = lemmatizer.lemmatize.__closure__
    assert any(isinstance(cell.cell_contents, dict) and len(cell.cell_contents) <= 3 for cell in remembered)


def test_a_missing_pipeline_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.parsing.pipeline_loading.PIPELINE", "en_core_web_nowhere")
    with pytest.raises(PipelineError, match=r"en_core_web_nowhere does not load.*install the package again"):
        load_pipeline.__wrapped__()
