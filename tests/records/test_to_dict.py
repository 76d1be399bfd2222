"""The JSON that other programs rely on."""

import json

import pytest

from quotetrack.export.as_jsonl import json_line
from quotetrack.query import Answer
from quotetrack.records import (
    Article,
    Attribution,
    Extraction,
    Figure,
    NotSpeech,
    PrintedNotSpeech,
    Quote,
    Span,
    Speaker,
    Statement,
    Zone,
)
from tests.export.statements import TEXT, find, made

PRINTED = made()
EXTRACTION = Extraction(article=PRINTED.article, statements=(PRINTED.statement,))
QUOTE = {
    "id": PRINTED.statement.quote.id,
    "kind": "mixed",
    "content": [[97, 103]],
    "text": "a joke",
    "where": "body",
    "cue": [[find(TEXT, "told").start, find(TEXT, "told").end]],
    "mention": [[33, 41]],
    "speaker": {"name": "Ana Lima", "kind": "person", "role": "Foreign Minister"},
    "hearer": "reporters",
    "stance": "said",
    "act": "speech",
    "said_on": "2012-07-05",
    "via": [],
    "speaks_for": "the cabinet",
    "anonymity": "for fear of the censor",
    "translated": None,
    "proposition": None,
    "figures": [],
    "about": [],
    "confidence": 0.93,
    "shown": True,
    "rule": "marks after a cue",
}


def test_extraction_line_has_the_agreed_keys_in_order() -> None:
    told = EXTRACTION.to_dict()
    assert told == {
        "article": "porto",
        "title": "Ministers meet",
        "source": "The Gazette",
        "published": "2012-07-05",
        "url": "https://gazette.example/porto",
        "agencies": ["dpa", "AFP"],
        "quotes": [QUOTE],
    }
    assert list(told) == ["article", "title", "source", "published", "url", "agencies", "quotes"]
    assert list(told["quotes"][0]) == list(QUOTE)  # type: ignore[index]


def test_nothing_known_is_null() -> None:
    quote = Quote(id="q", kind="direct", content=(Span(0, 9),))
    statement = Statement(quote, Attribution(quote="q"))
    (told,) = Extraction(article=PRINTED.article, statements=(statement,)).to_dict()["quotes"]  # type: ignore[misc]
    unknown = {name: value for name, value in told.items() if value is None}  # type: ignore[has-type]
    assert set(unknown) == {
        "cue",
        "mention",
        "speaker",
        "hearer",
        "said_on",
        "speaks_for",
        "anonymity",
        "translated",
        "proposition",
    }


def test_a_speaker_who_is_not_named_has_a_kind_and_no_name() -> None:
    quote = Quote(id="q", kind="direct", content=(Span(0, 9),))
    statement = Statement(quote, Attribution(quote="q", speaker=Speaker(None, "anonymous")))
    (told,) = Extraction(article=PRINTED.article, statements=(statement,)).to_dict()["quotes"]  # type: ignore[misc]
    assert told["speaker"] == {"name": None, "kind": "anonymous", "role": None}  # type: ignore[has-type]


@pytest.mark.parametrize(("least", "kept"), [(0.93, 1), (0.94, 0)])
def test_min_confidence_is_that_of_the_speaker(least: float, kept: int) -> None:
    assert len(EXTRACTION.to_dict(min_confidence=least)["quotes"]) == kept  # type: ignore[arg-type]


def test_a_claim_tells_its_figures_what_it_is_about_and_the_whole_report() -> None:
    number, counted = find(TEXT, "told"), find(TEXT, "Ana Lima")
    quote = Quote(
        id="q",
        kind="mixed",
        content=(Span(0, 9),),
        proposition=(Span(0, 12),),
        figures=(
            Figure(span=number, value=27.0, unit=None, counted=counted),
            Figure(span=number, value=8.5, unit=counted),
        ),
        about=(counted,),
    )
    statement = Statement(quote, Attribution(quote="q", act="attitude"))
    (told,) = Extraction(article=PRINTED.article, statements=(statement,)).to_dict()["quotes"]  # type: ignore[misc]
    span = [number.start, number.end]
    assert told["figures"] == [  # type: ignore[has-type]
        {"text": "told", "span": span, "value": 27, "unit": None, "counted": "Ana Lima"},
        {"text": "told", "span": span, "value": 8.5, "unit": "Ana Lima", "counted": None},
    ]
    assert (told["act"], told["proposition"], told["about"]) == ("attitude", [[0, 12]], ["Ana Lima"])  # type: ignore[has-type]


def test_text_and_zones_are_added_when_asked_for() -> None:
    told = EXTRACTION.to_dict(text=True, zones=True)
    assert told["text"] == TEXT
    assert told["zones"] == []


def test_what_is_no_speech_is_added_when_asked_for() -> None:
    silent = NotSpeech(find(TEXT, "Ministers"), "heading")
    extraction = Extraction(article=PRINTED.article, statements=(), versions=(), not_speech=(silent,))
    assert "not_speech" not in extraction.to_dict()
    assert extraction.to_dict(not_speech=True)["not_speech"] == [
        {"content": [[0, 9]], "text": "Ministers", "rule": "heading"}
    ]


def test_what_is_no_speech_has_its_article_and_paragraph() -> None:
    told = PrintedNotSpeech(PRINTED.article, NotSpeech(find(TEXT, "a joke"), "scare quotes")).to_dict()
    assert (told["article"], told["source"], told["published"]) == ("porto", "The Gazette", "2012-07-05")
    assert (told["content"], told["text"], told["rule"]) == ([[97, 103]], "a joke", "scare quotes")
    assert str(told["before"]).endswith("that the plan was “")
    assert told["after"] == "”, and left."


def test_a_zone_is_its_kind_and_span() -> None:
    article = Article(id="a", text=TEXT, zones=(Zone("headline", Span(0, 14)),))
    told = Extraction(article=article, statements=()).to_dict(zones=True)
    assert told["zones"] == [{"kind": "headline", "span": [0, 14]}]


def test_answer_line_has_the_agreed_keys_in_order() -> None:
    assert list(Answer(printed=PRINTED, score=0.5, why="").to_dict(rank=1)) == [
        *(
            "rank",
            "score",
            "id",
            "article",
            "source",
            "published",
            "url",
            "content",
            "text",
            "speaker",
            "mention",
        ),
        *(
            "kind",
            "stance",
            "hearer",
            "said_on",
            "confidence",
            "shown",
            "cue",
            "claim",
            "read_as",
            "probability",
        ),
    ]


def test_a_stored_quotation_has_its_context_and_reasons() -> None:
    told = PRINTED.to_dict()
    assert (
        told["before"] == "Foreign Minister Ana Lima told reporters in Porto on Thursday that the plan was “"
    )
    assert told["why"] == [{"rule": "subject of the cue", "text": "Ana Lima"}]
    assert told["candidates"] == [{"name": "Rui Reis", "score": 0.125, "reason": "named nearby"}]
    assert {name: told[name] for name in QUOTE} == QUOTE


def test_reasons_add_where_each_stands_and_how_sure_the_words_are() -> None:
    told = PRINTED.to_dict(why=True)
    assert told["evidence"] == [{"rule": "subject of the cue", "text": "Ana Lima", "span": [33, 41]}]
    porto = find(TEXT, "Porto")
    assert told["candidates"] == [
        {
            "name": "Rui Reis",
            "score": 0.125,
            "reason": "named nearby",
            "mention": [[porto.start, porto.end]],
        }
    ]
    assert (told["flags"], told["quote_confidence"]) == ([], 0.99)
    assert {**told, **PRINTED.to_dict()} == {
        **told,
        "candidates": PRINTED.to_dict()["candidates"],
    }


def test_lone_surrogates_are_escaped_and_letters_are_not() -> None:
    line = json_line({"text": "é\ud800\n“x”"})
    assert line == '{"text": "é\\ud800\\n“x”"}'.encode()
    assert json.loads(line) == {"text": "é\ud800\n“x”"}
