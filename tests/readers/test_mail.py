"""Mail and mailboxes: what the headers tell, the page or the text of a letter, what is attached; and bounds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from quotetrack.records import Article, Failure
from tests.readers.files.prose import PARAGRAPHS, STORIES
from tests.readers.golds import FILES, articles, check_gold, failures, gold_cases, one_article, read_all

MAIL = FILES / "mail"
HEAD = "From: The Gazette <news@gazette.example>\nSubject: Ferry\nDate: Fri, 05 Jul 2024 07:15:00 +0100\n"


@pytest.mark.parametrize(("path", "gold"), gold_cases("mail", ".eml"))
def test_a_letter_is_read_with_what_its_headers_tell(path: Path, gold: dict[str, Any]) -> None:
    check_gold(one_article(path), gold)


def test_a_newsletter_laid_out_in_tables_keeps_its_paragraphs_and_not_its_foot() -> None:
    article = one_article(MAIL / "newsletter.eml")
    assert article.text.split("\n\n")[1:] == list(STORIES[1]["paragraphs"])


def test_a_letter_is_the_same_on_another_day_by_its_address_or_its_mark() -> None:
    keys = [one_article(MAIL / f"{name}.eml").key for name in ("plain", "newsletter")]
    assert keys == ["https://ridge.example/2024/03/lighthouse-keeper", "mid:strike1@mail.example"]


def test_the_time_a_letter_was_sent_is_kept() -> None:
    assert one_article(MAIL / "plain.eml").published_at == "2024-03-03T07:15:00+01:00"


def test_files_attached_are_read_and_pictures_are_not() -> None:
    letter, ferry, lighthouse = articles(MAIL / "attached.eml")
    assert letter.text.startswith("Please find")
    assert ferry.byline == "Nina Castellan"
    assert lighthouse.title == STORIES[0]["title"]
    assert lighthouse.key == f"{(MAIL / 'attached.eml').resolve()}#lighthouse.txt"


def test_a_letter_in_a_letter_is_read_and_quoted_lines_stay() -> None:
    outer, inner = articles(MAIL / "forwarded.eml")
    assert "> Nobody asked." in outer.text
    assert (inner.outlet, inner.title) == ("The Gazette", "Harbour bridge to stay shut until autumn")
    assert PARAGRAPHS[0] in inner.text


def test_each_letter_of_a_mailbox_is_an_article() -> None:
    found = articles(MAIL / "letters.mbox")
    assert [article.published for article in found[1:]] == [story["published"] for story in STORIES]
    assert [article.title for article in found[1:]] == [story["title"] for story in STORIES]
    assert all(article.text.endswith("From here on there is nothing.") for article in found)


@pytest.mark.parametrize("name", ["pages", "western", "packed", "from-lines"])
def test_mailboxes_of_every_manner_hold_the_same_letters(name: str) -> None:
    found = articles(MAIL / f"{name}.mbox")
    assert [(article.title, article.published) for article in found] == [
        (story["title"], story["published"]) for story in STORIES
    ]
    plain = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-"})
    for article, story in zip(found, STORIES, strict=True):
        assert all(words.translate(plain) in article.text.translate(plain) for words in story["paragraphs"])
        assert ("From the quay" in article.text) == (name == "from-lines")


def test_a_letter_that_is_too_large_does_not_stop_its_mailbox(tmp_path: Path) -> None:
    start = "From a@b.example Fri Jul  5 07:15:00 2024\n"
    box = f"{start}{HEAD}\nIt sank.\n\n{start}{HEAD}\n{'word ' * 50_000}\n\n{start}{HEAD}\nIt swam.\n"
    (tmp_path / "a.mbox").write_text(box)
    first, second, third = read_all(tmp_path / "a.mbox", most=100_000)
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.where.endswith("a.mbox/message 2")
    assert isinstance(third, Article)
    assert third.text == "It swam."


def test_mail_is_told_by_its_first_lines(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text(f"MIME-Version: 1.0\n{HEAD}\nIt sank.\n")
    assert one_article(tmp_path / "letter").title == "Ferry"


@pytest.mark.parametrize(
    "head",
    [
        "Date: nonsense\nFrom: \nSubject: Ferry\n",
        "Date: Fri, 99 Jul 99999 99:99:99 +9999\nFrom: <<>>,;:@\nSubject: =?utf-8?q?=ZZ?=\n",
        'Content-Type: text/plain; charset="nonsense"\nSubject: =?nonsense?b?////?=\n',
        "Content-Type: " + ";" * 50_000 + "\nSubject: " + "(" * 50_000 + "\n",
        "From: " + ",".join("a" * 5 for _ in range(50_000)) + "\nDate: " + "1" * 50_000 + "\n",
        "Content-Transfer-Encoding: base64\n",
    ],
)
def test_headers_that_say_nothing_do_no_harm(head: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(f"{head}\nThe ferry sank.\n")
    (tmp_path / "b.eml").write_text(f"{HEAD}\nIt swam.\n")
    began = time.monotonic()
    first, second = read_all(tmp_path / "a.eml", tmp_path / "b.eml")
    assert time.monotonic() - began < 5
    assert isinstance(first, Failure) or first.text
    assert isinstance(second, Article)


def multipart(body: str) -> str:
    """A letter of several parts."""
    return f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n{body}\n--b--\n'


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("--b\n\nx\n" * 100_000, "more than 1,000 parts"),
        (
            "".join(
                f'--b{n if n else ""}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n'
                for n in range(100)
            ),
            "nested more than 20 deep",
        ),
        (
            "".join(
                f'--b{n if n else ""}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n'
                for n in range(5000)
            ),
            "more than 1,000 parts|this mail is broken",
        ),
        ("--b\nContent-Type: image/png\n\nxx", "no text is in this mail"),
    ],
)
def test_a_letter_of_very_many_parts_is_one_failure(body: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(multipart(body))
    (tmp_path / "b.eml").write_text(f"{HEAD}\nIt swam.\n")
    began = time.monotonic()
    found = read_all(tmp_path / "a.eml", tmp_path / "b.eml")
    assert time.monotonic() - began < 10
    assert [isinstance(one, Article) for one in found] == [False, True]
    (told,) = failures(tmp_path / "a.eml")
    assert any(words in told for words in complaint.split("|"))
