"""Files, folders, JSON Lines and stdin → articles and failures, in order."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pytest

from quotetrack.errors import UsageError
from quotetrack.readers import NamedFile, Overrides, read
from quotetrack.records import Article, Failure


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def one(path: Path) -> Article:
    (result,) = read([path])
    assert isinstance(result, Article), result
    return result


def failed(path: Path | str) -> Failure:
    (result,) = read([path])
    assert isinstance(result, Failure), result
    return result


def piped(data: bytes, **given: str) -> list[Article | Failure]:
    return list(read(["-"], stdin=io.BytesIO(data), overrides=Overrides(**given)))


def test_file_keeps_text_stem_and_resolved_path(tmp_path: Path) -> None:
    path = write(tmp_path, "crane.txt", "The crane\r\nis gone.\r\n")
    article = one(path)
    assert (article.id, article.text) == ("crane", "The crane\r\nis gone.\r\n")
    assert article.key == str(path.resolve())
    assert article.retrieved is None


def test_key_is_the_address_where_there_is_one(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Crane gone\n\nhttps://x.org/a\n\nThe crane is gone.\n")
    assert one(path).key == "https://x.org/a"


def test_folder_is_walked_in_sorted_order_and_only_known_endings_are_read(tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.md", "a/y.HTM.txt", "c.jpg", ".hidden.txt", ".git/x.txt", "d.text"]:
        write(tmp_path, name, "The crane is gone.")
    assert [getattr(result, "id", None) for result in read([tmp_path])] == ["y.HTM", "z", "b", "d"]


def test_results_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    late, early = write(tmp_path, "z.txt", "Z."), write(tmp_path, "a.txt", "A.")
    ids = [r.id if isinstance(r, Article) else r.where for r in read([late, tmp_path / "no", str(early)])]
    assert ids == ["z", str(tmp_path / "no"), "a"]


def test_inputs_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "A.")
    endless = read(itertools.repeat(path))
    assert [getattr(next(endless), "id", None) for _ in range(3)] == ["a", "a", "a"]


def test_links_that_lead_back_do_not_hang(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt", "The crane is gone.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    results = list(read([tmp_path]))
    assert [r.id for r in results if isinstance(r, Article)] == ["x"]
    assert [r.where for r in results if isinstance(r, Failure)] == [str(tmp_path / "self.txt")]


def test_named_file_is_read_whatever_its_ending(tmp_path: Path) -> None:
    assert one(write(tmp_path, "crane.article", "The crane is gone.")).text == "The crane is gone."
    assert one(write(tmp_path, "lines", b'{"text": "Gone."}\n')).id == "lines-1"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.txt", "\ufeff \u00a0\n".encode(), "white space"),
        ("a.txt", b"The crane\x00is gone", "NUL"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.jsonl", b"\n\n", "empty"),
    ],
)
def test_file_without_an_article_is_a_failure(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = write(tmp_path, name, data)
    failure = failed(path)
    assert failure.where == str(path)
    assert told in failure.reason


def test_missing_path_and_folder_without_articles_are_failures(tmp_path: Path) -> None:
    assert "no such file" in failed(tmp_path / "no.txt").reason
    write(tmp_path, "x/a.jpg", b"x")
    assert ".txt" in failed(tmp_path / "x").reason
    assert failed("a\x00b").where == "a\x00b"


def test_file_that_may_not_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", "The crane is gone.")

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in failed(path).reason


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfCaf\xc3\xa9 \xe2\x80\x9cno\xe2\x80\x9d.", "Café “no”."),
        ("\ufeffCafé “no”.".encode("utf-16-le"), "Café “no”."),
        ("\ufeffCafé “no”.".encode("utf-32-be"), "Café “no”."),
        ("Café “no”, he said — twice.".encode("cp1252"), "Café “no”, he said — twice."),
    ],
)
def test_encodings_are_decoded_without_loss(tmp_path: Path, data: bytes, text: str) -> None:
    assert one(write(tmp_path, "a.txt", data)).text == text


def test_cyrillic_of_old_is_detected(tmp_path: Path) -> None:
    text = "Начальник порта ушёл в отставку после недели споров о кране, сообщил совет во вторник.\n" * 5
    assert one(write(tmp_path, "a.txt", text.encode("cp1251"))).text == text


def test_bytes_of_no_encoding_are_a_failure_that_names_the_byte(tmp_path: Path) -> None:
    failure = failed(write(tmp_path, "a.txt", b"\xff\xfea\x00\x00\xd8"))
    assert "utf-16" in failure.reason
    assert "byte 4" in failure.reason


def test_json_lines_give_an_article_each(tmp_path: Path) -> None:
    full = {
        "id": "x1", "text": "Crane gone\n\nThe crane is gone.", "title": "Crane gone", "source": "Port Post",
        "published": "2024-03-05T10:00:00+01:00", "url": "https://port.example/1", "byline": "Ida Rossi",
        "agencies": ["dpa"], "language": "en",
    }  # fmt: skip
    path = write(
        tmp_path,
        "in.jsonl",
        f'{json.dumps(full)}\n\n{{"text": "A."}}\n{{"text": "B.", "url": "http://u.v/"}}',
    )
    first, second, third = (result for result in read([path]) if isinstance(result, Article))
    assert (first.id, first.key, first.title, first.source.name) == ("x1", "x1", "Crane gone", "Port Post")
    assert (first.published, first.published_at) == ("2024-03-05", "2024-03-05T10:00:00+01:00")
    assert (first.source.domain, first.byline, first.agencies) == ("port.example", "Ida Rossi", ("dpa",))
    assert [span.of(first.text) for span in first.spans("headline")] == ["Crane gone"]
    assert (second.id, second.key) == ("in-3", f"{path.resolve()}#3")
    assert (third.id, third.key) == ("in-4", "http://u.v/")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "not JSON"),
        ("[1]", "a list"),
        ('{"title": "x"}', '"text"'),
        ('{"text": 5}', "a number"),
        ('{"text": null}', "null"),
        ('{"text": "  "}', "empty"),
        ('{"text": "A.", "title": 5}', '"title"'),
        ('{"text": "A.", "agencies": "dpa"}', '"agencies"'),
        ('{"text": "A.", "published": "5 July"}', '"published"'),
        ("[" * 100_000, "cannot be read as JSON"),
        ("9" * 5000, "cannot be read as JSON"),
    ],
)
def test_bad_json_line_is_a_failure_and_the_rest_is_read(tmp_path: Path, line: str, told: str) -> None:
    path = write(tmp_path, "in.jsonl", f'{{"text": "A."}}\n{line}\n{{"text": "B."}}\n')
    before, bad, after = read([path])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(bad, Failure)
    assert bad.where == f"{path}:2"
    assert told in bad.reason


def test_json_lines_in_utf16_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "in.jsonl", '\ufeff{"text": "Café."}\n{"text": "B."}\n'.encode("utf-16-le"))
    assert [getattr(result, "text", None) for result in read([path])] == ["Café.", "B."]


def test_stdin_is_told_apart_by_its_content() -> None:
    (plain,) = piped(b"\n The crane {is} gone.")
    (braces,) = piped(b"{curly} is how it begins.")
    lines = piped(b'\n{"text": "A."}\n{"text": "B."}')
    assert isinstance(plain, Article)
    assert (plain.id, plain.text) == ("stdin", "\n The crane {is} gone.")
    assert isinstance(braces, Article)
    assert [getattr(result, "id", None) for result in lines] == ["stdin-2", "stdin-3"]


def test_empty_stdin_is_a_failure() -> None:
    (failure,) = piped(b"")
    assert isinstance(failure, Failure)
    assert failure.where == "-"


def test_overrides_win_over_the_page() -> None:
    (article,) = piped(
        b"Crane gone\n\n5 March 2024, 10:15\n\nThe crane is gone.",
        source="Port Post", published="2024-03-06", url="https://www.bbc.co.uk/1",
    )  # fmt: skip
    assert isinstance(article, Article)
    assert (article.source.name, article.source.domain) == ("Port Post", "bbc.co.uk")
    assert (article.published, article.published_at) == ("2024-03-06", None)
    assert article.url == article.key == "https://www.bbc.co.uk/1"


def test_one_address_is_not_put_on_two_articles() -> None:
    first, second = piped(b'{"text": "A.", "id": "a"}\n{"text": "B."}', url="https://x.org/1")
    assert isinstance(first, Article)
    assert (first.key, first.url) == ("a", "https://x.org/1")
    assert isinstance(second, Failure)
    assert "https://x.org/1" in second.reason


@pytest.mark.parametrize("day", ["5 July", "2024-02-30", "20240305", "2024-3-5", ""])
def test_day_given_that_is_none_is_wrong_use(day: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        Overrides(published=day)


@pytest.mark.parametrize(
    ("name", "id"), [("news/monday.txt", "monday"), ("C:\\news\\monday.txt", "monday"), ("../..", "..")]
)
def test_a_file_under_another_name_is_known_by_its_text(tmp_path: Path, name: str, id: str) -> None:
    path = write(tmp_path, "0", "The crane is gone.\n")
    (article,) = read([NamedFile(path, name)])
    assert isinstance(article, Article)
    assert (article.id, article.key) == (id, f"sha256:{article.digest}")


def test_the_other_name_says_what_the_file_holds(tmp_path: Path) -> None:
    path = write(tmp_path, "0.txt", '{"text": "The crane is gone."}\n{"text": 1}\n')
    article, failure = read([NamedFile(path, "all.jsonl")])
    assert isinstance(article, Article)
    assert isinstance(failure, Failure)
    assert (article.id, failure.where) == ("all-1", "all.jsonl:2")
