"""Captions: one running text, who speaks, and when. The files and their gold say what programs wrote them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from quotetrack.readers import NamedFile, read
from quotetrack.records import Article, Failure
from tests.readers.gold import FILES, gold_of, name_of, only_article, said, samples, told_of

CAPTIONS = samples("srt", "vtt")


def article_of(text: str, tmp_path: Path, name: str = "talk.srt") -> Article:
    """The article of captions that are given as text."""
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return only_article(path)


def cue(number: int, words: str) -> str:
    """The cue of one second."""
    return f"{number}\n00:00:{number:02d},000 --> 00:00:{number + 1:02d},000\n{words}\n"


@pytest.mark.parser
@pytest.mark.parametrize("path", CAPTIONS, ids=name_of)
def test_turns_have_their_words_speaker_and_time(path: Path) -> None:
    article, gold = only_article(path), gold_of(path)
    if gold["turns"]:
        assert [told_of(s, article) for s in said(article)] == gold["turns"]
    for speaker in gold.get("speakers", ()):
        assert {told["speaker"] for s in said(article) if (told := told_of(s, article))} == {speaker}


@pytest.mark.parametrize("path", CAPTIONS, ids=name_of)
def test_each_cue_is_a_place_of_its_own_words(path: Path) -> None:
    article, gold = only_article(path), gold_of(path)
    places = [(at.span.of(article.text), [at.label, at.until]) for at in article.locators]
    for piece in gold.get("pieces", ()):
        assert (piece["words"], piece["time"]) in places
    assert all(at.kind == "time" and at.span.start < at.span.end for at in article.locators)


@pytest.mark.parametrize("path", CAPTIONS, ids=name_of)
def test_sounds_are_no_words_of_anybody(path: Path) -> None:
    article = only_article(path)
    sounds = [span.of(article.text) for span in article.spans("stage_direction")]
    assert sounds == gold_of(path).get("stage", [])


@pytest.mark.parametrize("path", CAPTIONS, ids=name_of)
def test_paragraphs_are_as_long_as_speech_is(path: Path) -> None:
    article, gold = only_article(path), gold_of(path)
    blocks = article.text.split("\n\n")
    assert blocks == gold.get("paragraphs", blocks)
    assert max(map(len, blocks)) <= gold.get("most_paragraph", 300)
    assert len(blocks) >= gold.get("least_paragraphs", 1)


def test_the_head_of_a_file_gives_title_and_language() -> None:
    article = only_article(FILES / "vtt" / "voices.vtt")
    assert (article.title, article.language) == ("Harbour council, evening sitting", "en")


def test_webvtt_is_known_by_its_first_bytes() -> None:
    [article] = read(["-"], stdin=io.BytesIO((FILES / "vtt" / "council.vtt").read_bytes()))
    assert isinstance(article, Article)
    assert article.locators


def test_words_said_twice_are_kept_twice(tmp_path: Path) -> None:
    article = article_of(cue(1, "No.") + "\n" + cue(2, "No.") + "\n" + cue(3, "Never."), tmp_path)
    assert article.text == "No. No. Never."


def test_a_chant_is_kept_as_often_as_it_is_cried(tmp_path: Path) -> None:
    article = article_of("\n".join(cue(n, "Shame!") for n in range(1, 6)), tmp_path)
    assert article.text == "Shame! Shame! Shame! Shame! Shame!"


def test_a_name_alone_on_a_line_speaks_from_there_on(tmp_path: Path) -> None:
    article = article_of(cue(1, "ANA RUIZ:\nThe quay sank."), tmp_path)
    assert article.text == "ANA RUIZ: The quay sank."


def test_captions_without_punctuation_break_at_pauses(tmp_path: Path) -> None:
    text = "00:00:01,000 --> 00:00:02,000\nthe quay\n\n00:00:02,000 --> 00:00:03,000\nsank\n\n"
    article = article_of(text + "00:00:08,000 --> 00:00:09,000\nnobody came", tmp_path)
    assert article.text == "the quay sank\n\nnobody came"


def test_an_aside_in_brackets_is_spoken(tmp_path: Path) -> None:
    article = article_of(cue(1, "The quay (he built it) sank. (applause)"), tmp_path)
    assert [span.of(article.text) for span in article.spans("stage_direction")] == ["(applause)"]


def test_a_word_before_a_colon_is_no_name_if_it_stands_there_once(tmp_path: Path) -> None:
    article = article_of(cue(1, "One thing: the quay sank."), tmp_path)
    assert article.spans("speaker_label") == ()


def test_a_file_without_a_cue_says_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "note.srt"
    path.write_text("There is no cue in this.")
    [failure] = read([path])
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("no cue is in it: no line holds times")


@pytest.mark.parametrize("words", ["<v " + "<" * 5000, "[" * 20000, "♪" * 20000, ">" * 20000, "{\\" * 20000])
def test_hostile_words_are_read_in_time(words: str, tmp_path: Path) -> None:
    [result] = read([NamedFile(_written(tmp_path, cue(1, words)), "talk.srt")])
    assert isinstance(result, Article | Failure)


def test_a_million_cues_are_refused_in_one_line(tmp_path: Path) -> None:
    [failure] = read([NamedFile(_written(tmp_path, "00:01 --> 00:02\na\n" * 1_000_000), "talk.srt")])
    assert isinstance(failure, Failure)
    assert failure.reason == "it has 1,000,000 cues; 200,000 at most are read: give it in parts"


def test_a_hundred_thousand_cues_are_read(tmp_path: Path) -> None:
    cues = "".join(
        f"{n}\n{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d},000 --> 99:00:00,000\nword {n}.\n\n"
        for n in range(100_000)
    )
    [article] = read([NamedFile(_written(tmp_path, cues), "talk.srt")])
    assert isinstance(article, Article)
    assert len(article.locators) == 100_000


def _written(folder: Path, text: str) -> Path:
    path = folder / "sent"
    path.write_bytes(text.encode("utf-8"))
    return path
