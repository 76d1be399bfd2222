"""Records of parliaments: one article a debate, its turns with office, column and time."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.readers import read
from quotetrack.records import Article, Failure
from tests.readers.gold import FILES, gold_of, name_of, said, samples, told_of

RECORDS = samples("hansard")


def debates(path: Path) -> list[Article]:
    """The articles of a record, all of which can be read."""
    found = list(read([path]))
    assert all(isinstance(article, Article) for article in found), found
    return [article for article in found if isinstance(article, Article)]


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_each_debate_is_an_article_with_title_and_day(path: Path) -> None:
    told = [(debate["title"], debate["published"]) for debate in gold_of(path)["debates"]]
    assert [(article.title, article.published) for article in debates(path)] == told


@pytest.mark.parser
@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_speeches_have_their_speaker_office_and_place(path: Path) -> None:
    for article, gold in zip(debates(path), gold_of(path)["debates"], strict=True):
        assert [told_of(s, article) for s in said(article)] == gold["turns"]


def test_several_debates_of_a_file_have_keys_of_their_own() -> None:
    articles = debates(FILES / "hansard" / "publicwhip.xml")
    assert [article.id for article in articles] == ["publicwhip-1", "publicwhip-2"]
    assert articles[1].key.endswith("publicwhip.xml#2")


def test_lines_are_as_printed() -> None:
    [article] = debates(FILES / "hansard" / "akoma.xml")
    assert "\n\nNadia Lund (Minister for Ports): They will stay as they are.\n\n" in article.text
    assert [span.of(article.text) for span in article.spans("stage_direction")] == [
        "The House rose at half past ten."
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<publicwhip></publicwhip>", "nobody speaks in this record; give one that holds speeches"),
        ("<hansard><debate>", "its XML is broken"),
        ("<akomaNtoso>" + "<p>" * 100_000, "its XML is broken"),
        ("<publicwhip><!ENTITY", "its XML is broken"),
        ("<weather><p>rain</p></weather>", "its root is <weather>, which no reader takes"),
    ],
)
def test_what_is_no_record_is_a_failure_that_says_so(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "record.xml"
    path.write_text(text)
    [failure] = read([path])
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(reason)


def test_entities_without_end_are_not_put_in(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(12))
    speech = "<speech speakername='Ana Ruiz'><p>It &e11; sank.</p></speech>"
    text = f"<!DOCTYPE publicwhip [{bomb}]><publicwhip>{speech}</publicwhip>"
    path = tmp_path / "bomb.xml"
    path.write_text(text)
    [result] = read([path])
    assert isinstance(result, Failure) or result.text == "Ana Ruiz: It sank."
