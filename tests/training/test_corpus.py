"""Annotated articles in PolNeAR's layout, invented ones, as training reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.errors import ReadError
from quotetrack.model.labels import CONTENT, CUE, OUTSIDE, SOURCE, TAGS
from quotetrack.records import Proposal, Span
from quotetrack.training.corpus import Example, cue_forms, digest_of, examples, read_corpus
from quotetrack.training.score import score_proposals
from tests.model.test_windows import TOKENIZER

TEXT = "Ana Lima said the ferry sank.\n\nThey said no more.\n"
ANNOTATION = """T1\tSource 0 8\tAna Lima
T2\tCue 9 13\tsaid
T3\tContent 14 28\tthe ferry
sank
E1\tContent:T3 Source:T1 Cue:T2
A1\tNested E1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "harbour_1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "harbour_1_anna.ann").write_text(ANNOTATION, encoding="utf-8")
    (tmp_path / "attributions" / "harbour_1_zoe.ann").write_text("", encoding="utf-8")
    (tmp_path / "text" / "unread.txt").write_text("Nobody annotated this.", encoding="utf-8")
    return tmp_path


def example(folder: Path, forms: frozenset[str] = frozenset({"said"})) -> Example:
    [found] = examples(read_corpus(folder), TOKENIZER, forms)
    return found


def test_the_first_annotator_counts_and_an_article_without_one_is_left_out(folder: Path) -> None:
    [annotated] = read_corpus(folder)
    [attributed] = annotated.attributions
    assert attributed.content == (Span(14, 28),)
    assert attributed.source == (Span(0, 8),)
    assert attributed.cue == (Span(9, 13),)


def test_a_folder_without_annotation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no annotated article"):
        list(read_corpus(tmp_path))


def test_every_word_has_its_tag_and_a_stretch_its_beginning(folder: Path) -> None:
    tags = [TAGS[tag] for tag in example(folder).tags]
    assert tags[:7] == [
        (SOURCE, True),
        (SOURCE, False),
        (CUE, True),
        (CONTENT, True),
        (CONTENT, False),
        (CONTENT, False),
        (OUTSIDE, False),
    ]
    assert set(tags[7:]) == {(OUTSIDE, False)}


def test_a_cue_has_the_roles_of_its_paragraph(folder: Path) -> None:
    [cue] = example(folder).cues
    assert cue.words == (2,)
    assert cue.part == (0, 7)
    assert cue.roles == (SOURCE, SOURCE, OUTSIDE, CONTENT, CONTENT, CONTENT, OUTSIDE)


def test_a_word_that_is_a_cue_elsewhere_is_learned_from_as_none(folder: Path) -> None:
    [other] = example(folder).others
    assert other.part == (7, 12)
    assert set(other.roles) == {OUTSIDE}
    assert example(folder, frozenset()).others == ()


def test_a_form_counts_where_it_is_often_a_cue(folder: Path) -> None:
    assert cue_forms(read_corpus(folder)) == frozenset()
    assert cue_forms([*read_corpus(folder)] * 5) == {"said"}


def test_the_digest_tells_one_corpus_from_another(folder: Path) -> None:
    before = digest_of(read_corpus(folder))
    assert digest_of(read_corpus(folder)) == before
    (folder / "attributions" / "harbour_1_anna.ann").write_text(ANNOTATION.replace("14 28", "14 27"))
    assert digest_of(read_corpus(folder)) != before


def proposed(content: Span, source: Span | None = Span(0, 8), cue: Span = Span(9, 13)) -> Proposal:  # noqa: B008
    return Proposal(cue=(cue,), content=(content,), source=(source,) if source else (), sure=0.9)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (proposed(Span(14, 28)), 1),
        (proposed(Span(18, 28)), 1),
        (proposed(Span(24, 28)), 0),
        (proposed(Span(14, 28), source=None), 0),
        (proposed(Span(14, 28), cue=Span(36, 40)), 0),
        (proposed(Span(14, 28), source=Span(4, 8)), 1),
    ],
)
def test_a_relation_is_right_where_content_source_and_cue_meet(
    folder: Path, given: Proposal, right: int
) -> None:
    [annotated] = read_corpus(folder)
    reached = score_proposals([(annotated, [given])])
    assert (reached.gold, reached.proposed, reached.right) == (1, 1, right)
    assert reached.f1 == reached.recall == reached.precision == right


def test_two_proposals_of_one_attribution_are_one_right(folder: Path) -> None:
    [annotated] = read_corpus(folder)
    reached = score_proposals([(annotated, [proposed(Span(14, 28)), proposed(Span(14, 23))])])
    assert (reached.proposed, reached.right, reached.precision) == (2, 1, 0.5)
    assert score_proposals([]).f1 == 0
