"""Articles in shards: what ends one, what its name depends on, and what of a folder of them is believed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import quotetrack
from quotetrack.cluster import shards
from quotetrack.cluster.kept import ShardFolder
from quotetrack.cluster.shards import MOST, Recipe, Shard, cut
from quotetrack.errors import OutputError
from quotetrack.records import Article, Extraction, Failure, NotSpeech, Span, Zone
from quotetrack.records.shard import from_line, to_line

RECIPE = Recipe(kinds=("direct",), engine="rules", key_terms=False, versions=(("quotetrack", "1"),))


def articles(count: int) -> list[Article | Failure]:
    return [Article(id=f"a{n}", text=f"“It rains,” said Ana {n}.") for n in range(count)]


def digests(given: list[Article | Failure], recipe: Recipe = RECIPE) -> list[str]:
    return [shard.digest for shard in cut(given, recipe) if isinstance(shard, Shard)]


def one(article: Article, recipe: Recipe = RECIPE) -> str:
    (digest,) = digests([article], recipe)
    return digest


def test_shards_hold_all_articles_in_their_order() -> None:
    given = articles(200)
    found = [shard for shard in cut(given, RECIPE) if isinstance(shard, Shard)]
    assert [article for shard in found for article in shard.articles] == given
    assert len(found) > 200 / MOST
    assert max(len(shard.articles) for shard in found) <= MOST


def test_failures_stand_where_they_stood() -> None:
    first, second, failure = *articles(2), Failure("b.txt", "it is empty")
    found = list(cut([first, failure, second, failure], RECIPE))
    assert [getattr(item, "articles", item) for item in found] == [(first,), failure, (second,), failure]


def test_long_articles_end_their_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_MOST_TEXT", 40)
    assert len(digests(articles(8))) == 4


def test_what_is_added_at_the_front_leaves_most_shards_as_they_were() -> None:
    given = articles(400)
    before, after = digests(given), digests([Article(id="new", text="It rains."), *given])
    assert len(set(before) - set(after)) < len(before) / 3


def test_a_shard_is_named_by_all_that_its_articles_hold() -> None:
    article = Article(id="a", text="“It rains,” said Ana.")
    others = [
        replace(article, text="“It pours,” said Ana."),
        replace(article, published="2024-03-01"),
        replace(article, zones=(Zone("headline", Span(0, 3)),)),
        replace(article, key="/news/a.txt"),
    ]
    assert len({one(article), *map(one, others)}) == 5
    assert one(article) == one(replace(article))


def test_a_shard_is_named_by_how_it_is_extracted() -> None:
    article = Article(id="a", text="“It rains,” said Ana.")
    recipes = [
        replace(RECIPE, engine="model"),
        replace(RECIPE, kinds=("direct", "mixed")),
        replace(RECIPE, key_terms=True),
        replace(RECIPE, versions=(("quotetrack", "2"),)),
    ]
    assert len({one(article), *(one(article, recipe) for recipe in recipes)}) == 5


def test_a_text_that_is_no_utf_8_has_a_name_and_a_line() -> None:
    article = Article(id="a", text="It rains \ud800.")
    assert len(one(article)) == 64
    extraction = Extraction(article=article, statements=(), not_speech=(NotSpeech(Span(0, 2), "title"),))
    assert from_line(to_line(extraction)) == extraction


def kept(folder: Path) -> tuple[ShardFolder, Shard, Path]:
    """A folder with one shard of three articles, and its file."""
    (shard,) = (item for item in cut(articles(3), RECIPE) if isinstance(item, Shard))
    shard_folder = ShardFolder(folder)
    shard_folder.make()
    shard_folder.write(shard, [to_line(Extraction(article=one, statements=())) for one in shard.articles])
    (file,) = folder.rglob("*.jsonl")
    return shard_folder, shard, file


def test_what_is_kept_comes_back(folder: Path) -> None:
    shard_folder, shard, file = kept(folder)
    found = shard_folder.read(shard)
    assert found is not None
    assert [extraction.article for extraction in found] == list(shard.articles)
    assert file.stem == shard.digest


def test_nobody_else_can_look_into_the_folder(folder: Path) -> None:
    kept(folder)
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damaged",
    [
        lambda _: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.rsplit(b"\n", 2)[0] + b"\n",
        lambda whole: whole.replace(b"Ana 1", b"Eva 1"),
        lambda whole: whole.replace(b'"version":1', b'"version":2'),
        lambda whole: whole + whole,
        lambda _: b"[" * 100_000,
        lambda whole: b"\xff\xfe" + whole,
        lambda whole: whole.replace(b'"extraction"', b'"failure"'),
    ],
)
def test_a_file_that_is_not_as_it_was_written_counts_as_missing(folder: Path, damaged) -> None:  # type: ignore[no-untyped-def]
    shard_folder, shard, file = kept(folder)
    file.write_bytes(damaged(file.read_bytes()))
    assert shard_folder.read(shard) is None


def test_a_folder_that_cannot_be_made_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        ShardFolder(tmp_path / "file" / "shards").make()


def test_the_articles_of_shards_are_read_as_they_were(folder: Path) -> None:
    _, shard, _ = kept(folder)
    assert list(quotetrack.read([folder])) == list(shard.articles)


def test_a_changed_line_of_a_shard_is_one_failure(folder: Path) -> None:
    _, shard, file = kept(folder)
    file.write_bytes(file.read_bytes().replace(b'"id":"a1"', b'"id":1'))
    first, failure, last = quotetrack.read([folder])
    assert (first, last) == (shard.articles[0], shard.articles[2])
    assert isinstance(failure, Failure)
    assert failure.where.endswith(f"{shard.digest}.jsonl:3")
    assert "this line of a shard was changed" in failure.reason
