"""The two engines: which is used, what each says of itself, and that the rules go on without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack import pipeline
from quotetrack.cli.extract import named_engine
from quotetrack.errors import PipelineError, UsageError
from quotetrack.model.card import FILES, FOLDER, is_installed, read_card
from quotetrack.model.weights import load_model, open_model
from quotetrack.pipeline import extract_article, versions, wanted_engine
from quotetrack.records import Article

TEXT = """Nadia Okoro is convinced that the ferry is safe. Critics of the plan fear the harbour will silt up.

“The ferry is safe,” Owen Tallis said. According to the harbour office, forty boats sank in May."""


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "is_installed", lambda: False)


def test_the_model_comes_with_the_package_and_is_the_default() -> None:
    assert is_installed()
    assert wanted_engine() == "model"


def test_the_card_says_what_the_model_was_trained_on_and_under_which_licence() -> None:
    card = read_card()
    assert card["licence"] == "Apache-2.0"
    assert {len(corpus["digest"]) for corpus in (*card["trained on"], card["chosen on"])} == {64}
    assert [corpus["articles"] for corpus in card["trained on"]] == [840, 43, 40, 72]
    assert card["base"]["licence"] == "Apache-2.0"
    assert set(card["dev"]) == {"relation precision", "relation recall", "relation F1"}


def test_a_model_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(PipelineError, match="a model of format 99, expected 1"):
        read_card(tmp_path)


def test_a_damaged_model_is_named_with_what_to_do(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(
            (FOLDER / name).read_bytes() if name == "card.json" else b"not a network"
        )
    with pytest.raises(PipelineError, match=r"does not load .*--engine rules"):
        open_model(tmp_path)


@pytest.mark.usefixtures("without_model")
def test_without_a_model_rules_decide_and_the_command_line_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert wanted_engine() == "rules"
    assert named_engine(None) == "rules"
    assert "the attribution model is not installed; going on by rules alone" in capsys.readouterr().err
    assert named_engine("rules") == "rules"
    assert capsys.readouterr().err == ""
    with pytest.raises(PipelineError, match="--engine rules"):
        wanted_engine("model")


def test_an_engine_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="'magic' given; the engines are rules, model"):
        wanted_engine("magic")


@pytest.mark.parser
def test_the_versions_say_which_engine_found_it() -> None:
    by_rules, by_both = (
        extract_article(Article(id="a", text=TEXT), engine=engine) for engine in ("rules", "model")
    )
    assert by_rules.versions == versions(engine="rules")
    assert dict(by_both.versions)["attribution model"] == load_model().name


@pytest.mark.parser
def test_the_model_finds_claims_that_no_rule_sees() -> None:
    by_rules, by_both = (
        {s.quote.words(TEXT) for s in extract_article(Article(id="a", text=TEXT), engine=engine).statements}
        for engine in ("rules", "model")
    )
    assert "the harbour will silt up" in by_both - by_rules


@pytest.mark.parser
def test_with_the_model_the_same_article_gives_the_same_quotes_and_ids_differ() -> None:
    first, second = (extract_article(Article(id="a", text=TEXT), engine="model") for _ in range(2))
    assert first == second
    ids = [s.quote.id for s in first.statements]
    assert len(set(ids)) == len(ids)
