"""Pages that browsers save: MHTML, Safari's archives, and what a comment tells of the address and the day."""

from __future__ import annotations

import plistlib
import time
from pathlib import Path
from typing import Any

import pytest

from quotetrack.readers.pages.saved_page import saved_facts
from quotetrack.records import Article
from tests.readers.golds import FILES, check_gold, failures, gold_cases, one_article, read_all


@pytest.mark.parametrize(("path", "gold"), gold_cases("saved", ".html", ".mhtml", ".webarchive"))
def test_a_saved_page_is_read_with_its_address_and_day(path: Path, gold: dict[str, Any]) -> None:
    check_gold(one_article(path), gold)


@pytest.mark.parametrize("ending", ["mhtml", "webarchive"])
def test_a_saved_page_is_told_by_its_first_bytes(ending: str, tmp_path: Path) -> None:
    path = FILES / "saved" / f"bridge.{ending}"
    (tmp_path / "page").write_bytes(path.read_bytes())
    assert one_article(tmp_path / "page").text == one_article(path).text


@pytest.mark.parametrize("ending", ["mhtml", "webarchive"])
def test_a_saved_question_for_consent_is_told(ending: str, tmp_path: Path) -> None:
    page = "<html><body><h1>We value your privacy</h1><p>We use cookies.</p><p>Accept all</p></body></html>"
    mail = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"
    archive = {"WebMainResource": {"WebResourceData": page.encode(), "WebResourceMIMEType": "text/html"}}
    data = mail.encode() if ending == "mhtml" else plistlib.dumps(archive)
    (tmp_path / f"page.{ending}").write_bytes(data)
    [reason] = failures(tmp_path / f"page.{ending}")
    assert "consent page" in reason


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0014)about:internet -->",
        "<!-- Page saved with SingleFile url: file:///home/a.html saved date: Xxx Yyy 99 2024 -->",
        "<!-- Page saved with SingleFile url: saved date: Mon Feb 31 2024 -->",
        "<p>Page saved with SingleFile url: https://a.example</p>",
    ],
)
def test_a_comment_that_tells_no_address_and_no_day_tells_nothing(comment: str) -> None:
    assert saved_facts(comment) == (None, None)


def test_a_comment_that_never_ends_takes_no_time() -> None:
    began = time.monotonic()
    for words in ("<!-- Page saved with SingleFile ", "<!-- saved from url=(1)https://a", "<!--" + " " * 500):
        assert saved_facts(words * 5000) == (None, None)
    assert time.monotonic() - began < 2


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY e0 "ha">{ENTITIES}]><plist><string>&e11;</string></plist>'
DEEP = '<?xml version="1.0"?><plist>' + "<array>" * 200_000 + "</array>" * 200_000 + "</plist>"


@pytest.mark.parametrize(
    "data",
    [
        BOMB.encode(),
        DEEP.encode(),
        b"bplist00" + b"\x00" * 16 + b"\x00" * 6 + b"\x01\x08" + (1 << 50).to_bytes(8, "big") + b"\x00" * 16,
        b"bplist00",
        b"bplist00" + b"\xff" * 5000,
        plistlib.dumps(["no page"]),
        plistlib.dumps({"WebMainResource": {"WebResourceData": "no bytes"}}),
        plistlib.dumps({"WebMainResource": {"WebResourceData": b"<html></html>"}}, fmt=plistlib.FMT_BINARY),
        b"<plist><dict><key>a</key></dict></plist>",
        b"<plist><integer>" + b"9" * 100_000 + b"</integer></plist>",
    ],
    ids=range(10),
)
def test_a_hostile_archive_of_safari_is_one_failure(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.webarchive").write_bytes(data)
    began = time.monotonic()
    found = read_all(tmp_path / "a.webarchive", FILES / "saved" / "bell.webarchive")
    assert time.monotonic() - began < 5
    assert [isinstance(one, Article) for one in found] == [False, True]
    assert len(failures(tmp_path / "a.webarchive")) == 1


def test_an_mhtml_file_without_a_page_is_one_failure(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_text(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b--\n'
    )
    assert failures(tmp_path / "a.mhtml") == [
        "no page is in this MHTML file; save the page again, as .html or .mhtml"
    ]
