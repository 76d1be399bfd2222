"""What agencies send (NewsML-G2, NITF, ninjs): text with zones, and guid, version, slug, embargo, state and note."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path

import pytest

from quotetrack.readers import read
from quotetrack.readers.wires.wire_items import iso_time, state_told, version_number
from quotetrack.records import Article, Failure
from tests.readers.gold import FILES, gold_of, name_of, samples

ITEMS = samples("newsml", "nitf", "ninjs")


def articles_of(path: Path) -> list[Article]:
    """The articles of a file."""
    return [article for article in read([path]) if isinstance(article, Article)]


@pytest.mark.parametrize("path", ITEMS, ids=name_of)
def test_an_item_has_its_text_and_zones(path: Path) -> None:
    for article, gold in zip(articles_of(path), gold_of(path)["articles"], strict=True):
        assert article.text.split("\n\n") == gold["text"]
        assert article.title == gold["title"]
        for kind, words in gold.get("zones", {}).items():
            assert [span.of(article.text) for span in article.spans(kind)] == words


@pytest.mark.parametrize("path", ITEMS, ids=name_of)
def test_an_item_keeps_what_its_agency_sends_with_it(path: Path) -> None:
    for article, gold in zip(articles_of(path), gold_of(path)["articles"], strict=True):
        assert article.wire is not None
        assert asdict(article.wire) == gold["wire"]
        if gold["key"] is not None:
            assert article.key == gold["key"]
        told = {
            "source": article.source.name,
            "byline": article.byline,
            "published": article.published,
            "language": article.language,
        }
        assert {name: told[name] for name in told if name in gold} == {
            name: gold[name] for name in told if name in gold
        }


def test_a_picture_among_items_is_a_failure_of_its_own() -> None:
    [failure] = [
        found for found in read([FILES / "ninjs" / "service.ninjs.json"]) if isinstance(found, Failure)
    ]
    assert failure.reason == "this item has neither headline nor words; pictures and films are not read"


@pytest.mark.parametrize("path", ITEMS, ids=name_of)
def test_items_are_known_by_their_first_bytes(path: Path) -> None:
    found = [
        article
        for article in read(["-"], stdin=io.BytesIO(path.read_bytes()))
        if isinstance(article, Article)
    ]
    assert [article.text for article in found] == [article.text for article in articles_of(path)]


def test_json_that_is_no_ninjs_is_read_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "The quay sank."}')
    [article] = read([path])
    assert isinstance(article, Article)
    assert article.wire is None


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "a.xml",
            '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>',
            "this NewsML-G2 holds a <packageitem> alone",
        ),
        ("a.xml", "<newsMessage/>", "its root is <newsmessage> and it holds no <newsItem>"),
        ("a.xml", "<nitf/>", "this NITF has neither a headline nor a word"),
        ("a.xml", "<nitf>" + "<block>" * 100_000, "its XML is broken"),
        ("a.xml", "<newsItem>" + "<contentSet>" * 100_000, "its XML is broken"),
        ("a.json", '{"uri": "u", "pubstatus": "usable", "headlines": ' + "[" * 100_000, "its JSON is broken"),
        (
            "a.json",
            '{"uri": "u", "pubstatus": "usable", "versioncreated": 1}',
            "this item has neither headline nor words",
        ),
        (
            "a.json",
            '{"items": [], "note": "\\"uri\\"", "pubstatus": 1, "bodies": 2, "uri" : 1',
            "its JSON is broken",
        ),
    ],
)
def test_what_holds_no_item_is_a_failure_that_says_so(
    name: str, text: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text)
    [failure] = read([path])
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(reason)


@pytest.mark.parametrize("root", ["nitf", "newsItem"])
def test_entities_without_end_are_not_put_in(root: str, tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(12))
    path = tmp_path / "bomb.xml"
    path.write_text(f"<!DOCTYPE {root} [{bomb}]><{root}><body><hl1>&e11;</hl1></body></{root}>")
    [result] = read([path])
    assert isinstance(result, Failure) or "boom" not in result.text


def test_no_file_of_this_machine_is_put_in(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("harbour plans")
    path = tmp_path / "a.xml"
    path.write_text(
        f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><nitf><body><body.head><hedline><hl1>Quay</hl1>'
        "</hedline></body.head><body.content><p>It &x; sank.</p></body.content></body></nitf>"
    )
    [article] = read([path])
    assert isinstance(article, Article)
    assert article.text == "Quay\n\nIt sank."


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("20260705T101500Z", "2026-07-05T10:15:00Z"),
        ("20260705T1015+0200", "2026-07-05T10:15:00+02:00"),
        ("2026-07-05", "2026-07-05"),
        ("2026-13-45", None),
        ("9" * 30, None),
        ("soon", None),
    ],
)
def test_times_of_all_forms_are_iso_times(words: str, time: str | None) -> None:
    assert iso_time(words) == time


def test_a_version_of_thirty_digits_is_none() -> None:
    assert (version_number("9" * 30), version_number("-1"), version_number("x"), version_number("12")) == (
        None,
        None,
        None,
        12,
    )


def test_notes_tell_of_kills_and_corrections() -> None:
    assert state_told(["MANDATORY KILL"]) == "withdrawn"
    assert state_told([None, "Corrects the day"]) == "corrected"
    assert state_told(["For your morning pages"]) == "usable"


def test_xml_in_utf_16_is_known_by_its_root(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes((FILES / "nitf" / "plain.xml").read_text(encoding="utf-8").encode("utf-16"))
    [article] = read([path])
    assert isinstance(article, Article)
    assert article.title == "Buoys adrift"
