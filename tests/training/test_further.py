"""Further articles in other formats than PolNeAR's, invented ones, as training reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from quotetrack.errors import ReadError
from quotetrack.model.labels import CONTENT, OUTSIDE, SOURCE, TAGS
from quotetrack.records import Span
from quotetrack.training.corpus import IGNORED, Annotated, Attributed, examples
from quotetrack.training.further import read_further
from tests.model.test_windows import TOKENIZER

FORMS = frozenset({"said", "told", "wrote", "also"})
QUOTED = 'Mate Ana Lima said that "we sail at dawn," and left. Nobody asked for more.'


def place(text: str, words: str) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


def quote(text: str, content: str, mention: str | None, cue: str | None) -> dict[str, Any]:
    return {
        "content": [place(text, content)],
        "speaker_mention": place(text, mention) if mention else None,
        "cue": place(text, cue) if cue else None,
    }


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def of_quotes(folder: Path, text: str, quotes: Sequence[Mapping[str, Any]]) -> Annotated:
    path = write(folder / "labelled.jsonl", [{"id": "a", "text": text, "quotes": quotes}])
    [annotated] = read_further(path, FORMS)
    return annotated


def of_statements(folder: Path, text: str, statements: Sequence[Mapping[str, Any]], **more: Any) -> Annotated:
    path = write(folder / "harbour.articles.jsonl", [{"id": "a", "text": text}])
    judged = {"statements": {str(n): {"article": "a", **s} for n, s in enumerate(statements)}, **more}
    (folder / "harbour.gold.json").write_text(json.dumps(judged), encoding="utf-8")
    [annotated] = read_further(path, FORMS)
    return annotated


def statement(
    text: str, content: str, mention: str, cue: str, verdict: str = "ok", **more: Any
) -> dict[str, Any]:
    return {
        "content": [place(text, content)],
        "proposition": None,
        "mention": [place(text, mention)],
        "cue": [place(text, cue)],
        "speaker": mention,
        "verdict": verdict,
        **more,
    }


def of_clause(folder: Path, clause: str, content: str, genre: str = "news") -> list[Annotated]:
    text = f"{clause} {content}\n\nAnother day went by."
    attribution = {"clause": [place(text, clause)], "content": [place(text, content)]}
    row = {"id": "a", "genre": genre, "text": text, "attributions": [attribution]}
    return list(read_further(write(folder / "clauses.jsonl", [row]), FORMS))


def words(annotated: Annotated, spans: Sequence[Span]) -> list[str]:
    return [span.of(annotated.article.text) for span in spans]


def test_a_content_takes_in_its_marks_and_the_that_before_it(tmp_path: Path) -> None:
    found = of_quotes(tmp_path, QUOTED, [quote(QUOTED, "we sail at dawn,", "Ana Lima", "said")])
    [attributed] = found.attributions
    assert words(found, attributed.content) == ['that "we sail at dawn,"']
    assert words(found, attributed.source) == ["Ana Lima"]
    assert words(found, attributed.cue) == ["said"]


def test_what_stands_beside_a_name_is_not_learned_from(tmp_path: Path) -> None:
    found = of_quotes(tmp_path, QUOTED, [quote(QUOTED, "we sail at dawn,", "Ana Lima", "said")])
    assert words(found, found.unknown) == ["Mate "]
    [example] = examples([found], TOKENIZER, FORMS)
    assert example.tags[0] == IGNORED
    assert TAGS[example.tags[1]] == (SOURCE, True)
    assert set(example.tags[-5:]) == {OUTSIDE}
    [cue] = example.cues
    assert cue.roles[:5] == (IGNORED, SOURCE, SOURCE, OUTSIDE, CONTENT)


def test_labels_of_one_cue_are_one_attribution(tmp_path: Path) -> None:
    quotes = [
        quote(QUOTED, "dawn,", "Ana Lima", "said"),
        quote(QUOTED, "we sail at dawn,", "Ana", "said"),
    ]
    [attributed] = of_quotes(tmp_path, QUOTED, quotes).attributions
    assert attributed.content == (Span(*place(QUOTED, 'that "we sail at dawn,"')),)
    assert attributed.source == (Span(*place(QUOTED, "Ana Lima")),)


def test_of_a_report_in_a_report_the_outer_one_is_learned(tmp_path: Path) -> None:
    text = "Lima said Reis wrote it sank."
    quotes = [
        quote(text, "Reis wrote it sank", "Lima", "said"),
        quote(text, "it sank", "Reis", "wrote"),
    ]
    [attributed] = of_quotes(tmp_path, text, quotes).attributions
    assert attributed.cue == (Span(*place(text, "said")),)


def test_a_quotation_without_a_cue_is_content_alone(tmp_path: Path) -> None:
    text = "“We sail.” The rain went on."
    found = of_quotes(tmp_path, text, [quote(text, "We sail.", None, None)])
    assert found.attributions == (Attributed((Span(0, 10),), (), ()),)
    assert found.unknown == ()


def test_what_is_judged_junk_is_learned_as_no_attribution(tmp_path: Path) -> None:
    text = "Lima said it sank. Reis pushed the deal."
    found = of_statements(
        tmp_path,
        text,
        [
            statement(text, "it sank", "Lima", "said"),
            statement(text, "the deal", "Reis", "pushed", "junk"),
        ],
    )
    assert len(found.attributions) == 1
    assert words(found, found.rejected) == ["pushed"]
    [example] = examples([found], TOKENIZER, FORMS)
    assert [cue.words for cue in example.cues] == [(1,), (6,)]
    assert set(example.cues[1].roles) == {OUTSIDE}
    assert set(example.tags[5:]) == {OUTSIDE}


def test_a_report_that_is_cut_is_learned_whole_or_not_at_all(tmp_path: Path) -> None:
    text = "Lima said it sank fast. Then it rained."
    cut = statement(text, "sank", "Lima", "said", "cut")
    whole = of_statements(tmp_path, text, [{**cut, "report": [place(text, "it sank fast")]}])
    assert words(whole, whole.attributions[0].content) == ["it sank fast"]
    left_open = of_statements(tmp_path, text, [cut])
    assert left_open.attributions == ()
    assert left_open.rejected == ()
    assert words(left_open, left_open.unknown) == ["Lima said it sank fast. "]


@pytest.mark.parametrize(
    ("mention", "speaker", "source"), [("Reis", "Ana Lima", []), ("Lima", "Ana Lima", ["Lima"])]
)
def test_a_mention_of_somebody_else_is_not_learned(
    tmp_path: Path, mention: str, speaker: str, source: list[str]
) -> None:
    text = f"{mention} said it sank. Then it rained."
    given = statement(text, "it sank", mention, "said", program_speaker="Rui Reis")
    found = of_statements(tmp_path, text, [{**given, "speaker": speaker}])
    assert words(found, found.attributions[0].source) == source
    assert bool(found.unknown) != bool(source)


def test_the_sentences_round_a_missed_report_stay_open(tmp_path: Path) -> None:
    text = "It rained. Lima was sure it sank. Then she left. Nobody saw it."
    missed = {"article": "a", "content": [place(text, "it sank")]}
    found = of_statements(tmp_path, text, [], missed=[missed])
    assert words(found, found.unknown)[0].startswith("It rained.")
    assert not any("Nobody" in part for part in words(found, found.unknown))


@pytest.mark.parametrize(
    ("clause", "source", "cue"),
    [
        ("The pilot said", ["The pilot"], "said"),
        ("and Lima told the court", ["Lima"], "told"),
        ("According to Ana Lima,", ["Ana Lima"], "According to"),
        ("said Ana Lima.", ["Ana Lima"], "said"),
        ("Lima, the mate, also said", [], "also said"),
    ],
)
def test_a_clause_gives_its_cue_and_a_source_that_is_plain(
    tmp_path: Path, clause: str, source: list[str], cue: str
) -> None:
    [found] = of_clause(tmp_path, clause, "that the ferry sank.")
    [attributed] = found.attributions
    assert words(found, attributed.source) == source
    assert words(found, attributed.cue) == [cue]
    assert "Another day went by." in words(found, found.unknown)


@pytest.mark.parametrize("clause", ["I said", "She made plain", "Lima said and Reis told us"])
def test_a_clause_that_is_not_plain_is_not_learned_from(tmp_path: Path, clause: str) -> None:
    [found] = of_clause(tmp_path, clause, "that the ferry sank.")
    assert found.attributions == ()
    [example] = examples([found], TOKENIZER, FORMS)
    assert set(example.tags) == {IGNORED}


def test_genres_that_ask_for_more_than_credit_are_left_out(tmp_path: Path) -> None:
    assert of_clause(tmp_path, "Lima said", "it sank.", genre="bio") == []


def test_a_file_in_no_known_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="in no format that training reads"):
        list(read_further(write(tmp_path / "other.jsonl", [{"text": "Rain."}]), FORMS))
    with pytest.raises(ReadError, match="is not read"):
        list(read_further(tmp_path / "none.jsonl", FORMS))
    with pytest.raises(ReadError, match="expected a JSON object with statements"):
        list(read_further(write(tmp_path / "lone.articles.jsonl", []), FORMS))
