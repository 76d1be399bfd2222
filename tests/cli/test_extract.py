"""extract and add, with the real reader and a pipeline that finds one quotation a text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import quotetrack
from quotetrack.cli.render import progress
from quotetrack.collection import Added
from quotetrack.records import (
    KINDS,
    Article,
    Attribution,
    Extraction,
    Failure,
    Kind,
    NotSpeech,
    Quote,
    Span,
    Speaker,
    Statement,
    statement_id,
)

from .conftest import Run

TEXT = "Ana Lima said: “we will go”.\n"


def fake_versions(kinds: Iterable[Kind] = KINDS, engine: str | None = None) -> tuple[tuple[str, str], ...]:  # noqa: ARG001
    return (("quotetrack", "test"), ("kinds", ",".join(kinds)))


def fake_extraction(
    article: Article,
    *,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,  # noqa: ARG001
) -> Extraction:
    """The words between the first two curly marks, said by the first two words, half sure: a direct quotation."""
    start, end = article.text.find("“") + 1, article.text.find("”")
    if not 0 < start < end or "direct" not in kinds:
        return Extraction(article=article, statements=(), versions=fake_versions(kinds))
    content = (Span(start, end),)
    quote = Quote(
        id=statement_id(article, Quote(id="", kind="direct", content=content)),
        kind="direct",
        content=content,
        rule="fake",
    )
    name = " ".join(article.text.split()[:2])
    attribution = Attribution(quote=quote.id, speaker=Speaker(name, "person"), confidence=0.5)
    silent = (NotSpeech(Span(0, 3), "fake"),)
    return Extraction(
        article=article,
        statements=(Statement(quote, attribution),),
        versions=fake_versions(kinds),
        not_speech=silent,
    )


def fake_extract_articles(
    articles: Iterable[Article | Failure],
    *,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,  # noqa: ARG001
    workers: int | None = 1,  # noqa: ARG001
    key_terms: bool = False,  # noqa: ARG001
) -> Iterator[Extraction | Failure]:
    for article in articles:
        yield article if isinstance(article, Failure) else fake_extraction(article, kinds=kinds)


@pytest.fixture(autouse=True)
def _fake_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.pipeline.extract_article", fake_extraction)
    monkeypatch.setattr("quotetrack.pipeline.extract_articles", fake_extract_articles)
    monkeypatch.setattr("quotetrack.pipeline.versions", fake_versions)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT.replace("Ana Lima", "Rui Reis"), encoding="utf-8")
    return folder


# extract


def test_extract_prints_one_line_an_article_in_order(run: Run, articles: Path) -> None:
    result = run("extract", articles / "b.txt", articles / "a.txt")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line["article"] for line in told] == ["b", "a"]
    assert told[0]["quotes"][0]["text"] == "we will go"
    assert told[0]["quotes"][0]["speaker"]["name"] == "Rui Reis"
    assert "text" not in told[0]
    assert "zones" not in told[0]


def test_extract_adds_text_and_zones_when_asked(run: Run, articles: Path) -> None:
    told = json.loads(run("extract", articles / "a.txt", "--text", "--zones").stdout)
    (quote,) = told["quotes"]
    assert [told["text"][start:end] for start, end in quote["content"]] == ["we will go"]
    assert isinstance(told["zones"], list)


def test_extract_adds_what_is_no_speech_when_asked(run: Run, articles: Path) -> None:
    assert "not_speech" not in json.loads(run("extract", articles / "a.txt").stdout)
    told = json.loads(run("extract", articles / "a.txt", "--not-speech").stdout)
    assert told["not_speech"] == [{"content": [[0, 3]], "text": "Ana", "rule": "fake"}]


def test_extract_takes_what_the_user_knows(run: Run, articles: Path) -> None:
    words = ("--source", "The Gazette", "--published", "2012-07-05", "--url", "https://g.example/1")
    told = json.loads(run("extract", articles / "a.txt", *words).stdout)
    assert (told["source"], told["published"], told["url"]) == (
        "The Gazette",
        "2012-07-05",
        "https://g.example/1",
    )


def test_extract_takes_what_names_and_a_table_tell(run: Run, articles: Path, tmp_path: Path) -> None:
    path = (articles / "a.txt").rename(articles / "Gazette_2012-07-05_Gone.txt")
    table = tmp_path / "known.csv"
    table.write_text(f"file,url\n{path.name},https://g.example/1\n", encoding="utf-8")
    told = json.loads(run("extract", path, "--name", "{source}_{date}_{title}", "--sidecar", table).stdout)
    assert (told["source"], told["published"], told["title"], told["url"]) == (
        "Gazette",
        "2012-07-05",
        "Gone",
        "https://g.example/1",
    )


def test_extract_takes_the_columns_of_a_table(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "all.csv"
    table.write_text(f'kopf;satz\nFerry;"{TEXT}"\n', encoding="utf-8")
    told = json.loads(run("extract", table, "--column", "text=satz", "--column", "title=kopf").stdout)
    assert (told["title"], told["quotes"][0]["text"]) == ("Ferry", "we will go")
    refused = run("extract", table, "--column", "satz")
    assert refused.exit_code == 2
    assert "write it like text=body" in refused.stderr


def test_extract_reads_stdin_when_no_path_is_given(run: Run) -> None:
    assert json.loads(run("extract", input=TEXT).stdout)["quotes"][0]["text"] == "we will go"


def test_extract_reads_stdin_for_a_dash(run: Run) -> None:
    assert json.loads(run("extract", "-", input=TEXT).stdout)["quotes"][0]["text"] == "we will go"


def test_extract_leaves_out_what_is_less_sure(run: Run, articles: Path) -> None:
    lines = run("extract", articles, "--min-confidence", "0.6").stdout.splitlines()
    assert [json.loads(line)["quotes"] for line in lines] == [[], []]


def test_extract_looks_for_the_kinds_named(run: Run, articles: Path) -> None:
    for kinds, found in (("direct,mixed", 1), ("mixed", 0)):
        told = json.loads(run("extract", articles / "a.txt", "--kinds", kinds).stdout)
        assert len(told["quotes"]) == found


def test_a_wrong_kind_is_told_with_the_right_ones(run: Run, articles: Path) -> None:
    result = run("extract", articles, "--kinds", "spoken,direct")
    told = "quotetrack: 'spoken' given; the kinds of quotations are direct, mixed, indirect\n"
    assert result.stderr == told


@pytest.mark.parametrize("command", ["extract", "add"])
def test_workers_share_the_articles_unless_told_otherwise(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    asked: list[object] = []

    def watched(items: Iterable[Article | Failure], **options: object) -> Iterator[Extraction | Failure]:
        asked.append(options["workers"])
        return fake_extract_articles(items)

    monkeypatch.setattr("quotetrack.pipeline.extract_articles", watched)
    monkeypatch.setenv("QUOTETRACK_DB", str(tmp_path / "new.db"))
    run(command, articles)
    run(command, articles, "--workers", "3")
    assert asked == [None, 3]
    assert run(command, articles, "--workers", "0").exit_code == 2


def test_extract_names_a_bad_article_prints_the_others_and_exits_1(run: Run, articles: Path) -> None:
    result = run("extract", articles / "a.txt", articles / "missing.txt", articles / "b.txt")
    assert result.exit_code == 1
    assert [json.loads(line)["article"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert result.stderr.startswith(f"quotetrack: {articles / 'missing.txt'}: ")
    assert result.stderr.count("\n") == 1


def test_extract_as_csv_and_as_lines_for_people(run: Run, articles: Path) -> None:
    data = run("extract", articles, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [row["speaker"] for row in rows] == ["Ana Lima", "Rui Reis"]
    lines = run("extract", articles, "--format", "table").stdout.splitlines()
    assert [line.split("\t")[1] for line in lines] == ["words", "we will go", "we will go"]


def test_extract_as_one_page_with_a_section_an_article(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("extract", articles, articles / "missing.txt", "--format", "html", "-o", tmp_path / "p.html")
    assert (result.exit_code, result.stdout) == (1, "")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count("<article ") == page.count(">we will go</mark>") == 2
    assert page.rstrip().endswith("</html>")
    unsure = run("extract", articles, "--format", "html", "--min-confidence", "0.6").stdout
    assert (unsure.count("<article "), unsure.count(">we will go</mark>")) == (2, 0)


def test_extract_to_a_file(run: Run, articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    result = run("extract", articles, "-o", path)
    assert result.stdout == ""
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_extract_prints_valid_utf8_whatever_the_text(run: Run) -> None:
    article = {"text": "She said “a\ud800b \x00 é”."}
    result = run("extract", "-", input=json.dumps(article).encode())
    (quote,) = json.loads(result.stdout_bytes.decode("utf-8"))["quotes"]
    assert quote["text"].startswith("a")
    assert quote["text"].endswith("é")


@pytest.mark.parametrize(
    "words",
    [
        ["--text", "--format", "csv"],
        ["--not-speech", "--format", "table"],
        ["--zones", "--format", "html"],
        ["-o", "nowhere/x.jsonl"],
        ["--kinds", "direct,spoken"],
        ["--kinds", ""],
        ["--published", "soon"],
        ["--format", "table", "-o", "x"],
    ],
)
def test_wrong_use_of_extract_exits_2(run: Run, articles: Path, words: list[str]) -> None:
    result = run("extract", articles, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("quotetrack: ")


def test_extract_from_python_takes_a_text_and_what_is_known_of_it() -> None:
    found = quotetrack.extract(TEXT, id="lima", source="The Gazette", published="2012-07-05")
    (statement,) = found.statements
    assert statement.quote.words(found.article.text) == "we will go"
    assert (found.article.id, found.article.source.name) == ("lima", "The Gazette")
    assert found.article.published == "2012-07-05"
    assert quotetrack.extract(TEXT, kinds=("mixed",)).statements == ()


# add


def test_add_counts_what_it_did_and_adds_nothing_twice(run: Run, articles: Path, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    assert run("add", articles, "--db", db).stdout == "2 articles: 2 added; 2 quotations\n"
    assert run("add", articles, "--db", db).stdout == "2 articles: 2 unchanged; 0 quotations\n"
    (articles / "a.txt").write_text(TEXT + "“And stay,” she said.\n", encoding="utf-8")
    assert run("add", articles, "--db", db).stdout == "2 articles: 1 revised, 1 unchanged; 1 quotation\n"


def test_add_stores_the_good_ones_names_the_bad_one_and_exits_1(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    result = run("add", articles, tmp_path / "missing.txt", "--db", tmp_path / "new.db")
    assert result.exit_code == 1
    assert result.stdout == "2 articles: 2 added; 2 quotations; 1 failed\n"
    assert result.stderr.startswith(f"quotetrack: {tmp_path / 'missing.txt'}: ")
    lines = run("quotes", "--db", tmp_path / "new.db", "--format", "jsonl").stdout.splitlines()
    assert len(lines) == 2


def test_add_extracts_only_what_the_database_lacks(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", articles, "--db", tmp_path / "new.db")
    extracted: list[str] = []

    def watched(items: Iterable[Article | Failure], **_: object) -> Iterator[Extraction | Failure]:
        for item in items:
            assert isinstance(item, Article)
            extracted.append(item.id)
            yield fake_extraction(item)

    monkeypatch.setattr("quotetrack.pipeline.extract_articles", watched)
    (articles / "c.txt").write_text(TEXT.replace("Ana", "Eva"), encoding="utf-8")
    run("add", articles, "--db", tmp_path / "new.db")
    assert extracted == ["c"]


def test_what_was_added_with_fewer_kinds_is_extracted_anew_for_all(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    db = ("--db", tmp_path / "new.db")
    assert run("add", articles, *db, "--kinds", "mixed").stdout == "2 articles: 2 added; 0 quotations\n"
    assert run("add", articles, *db, "--kinds", "mixed").stdout == "2 articles: 2 unchanged; 0 quotations\n"
    assert run("add", articles, *db).stdout == "2 articles: 2 updated; 2 quotations\n"


def test_what_was_added_with_all_kinds_stays_when_fewer_are_asked_for(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    db = ("--db", tmp_path / "new.db")
    run("add", articles, *db)
    assert run("add", articles, *db, "--kinds", "mixed").stdout == "2 articles: 2 unchanged; 0 quotations\n"
    assert len(run("quotes", *db, "--format", "jsonl").stdout.splitlines()) == 2


def test_quiet_add_prints_nothing(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("add", articles, "--db", tmp_path / "new.db", "--quiet").output == ""


def test_a_file_that_is_no_database_is_left_alone(run: Run, articles: Path) -> None:
    result = run("add", articles, "--db", articles / "a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (articles / "a.txt").read_text(encoding="utf-8") == TEXT


def test_summary_of_everything_at_once() -> None:
    told = Added(
        articles=1_204,
        added=1,
        revised=2,
        updated=1,
        unchanged=1_200,
        quotations=9,
        failures=(Failure("a", "b"),),
    )
    assert (
        told.summary()
        == "1,204 articles: 1 added, 2 revised, 1 updated, 1,200 unchanged; 9 quotations; 1 failed"
    )


# progress


def test_progress_expects_files_and_lines(articles: Path) -> None:
    (articles / "more.jsonl").write_text('{"text": "x"}\n\n{"text": "y"}\n')
    assert progress.expected([str(articles)]) == 4
    assert progress.expected([str(articles / "a.txt"), "-"]) is None


def test_progress_is_shown_to_a_terminal_only(monkeypatch: pytest.MonkeyPatch, articles: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((io.StringIO(), False), (Terminal(), True)):
        with monkeypatch.context() as here:
            here.setattr("sys.stderr", stream)
            here.setenv("TERM", "xterm-256color")
            with progress.progress("adding", [str(articles)]) as advance:
                advance()
                advance()
        assert ("adding" in stream.getvalue() and "2/2" in stream.getvalue()) is shown
