"""Articles over two actors of one Ray: the order of one process, nothing lost, nothing twice, whoever dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotetrack.cluster import extract_on_cluster
from quotetrack.cluster import walk as walking
from quotetrack.cluster.actors import Extractor
from quotetrack.errors import PipelineError, QuotetrackError, UsageError
from quotetrack.records import Article, Extraction, Failure

from .fragile import Fragile, NeverBegins, OfOtherVersion

pytestmark = [pytest.mark.xdist_group("ray"), pytest.mark.usefixtures("ray_here", "small_shards")]


@pytest.fixture(autouse=True)
def _fragile(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Fragile, monkeypatch)


def use(actor: type[Extractor], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let these actors work."""
    monkeypatch.setattr("quotetrack.cluster.team.Extractor", actor)


def article(id: str, title: str | None = None) -> Article:
    return Article(id=id, text=f"It rains on {id}.", key=f"/news/{id}.txt", title=title)


def many(count: int, title: str | None = None) -> list[Article | Failure]:
    return [article(f"a{number}", title) for number in range(count)]


def extracted(given: Any, folder: Path, **options: Any) -> Iterator[Extraction | Failure]:
    told = {"cluster": "ray", "shards": folder, "engine": "rules", "workers": 1, **options}
    return extract_on_cluster(given, **told)


def ids(results: Iterator[Extraction | Failure]) -> list[str]:
    """The ids of articles, or where a failure was."""
    return [found.where if isinstance(found, Failure) else found.article.id for found in results]


def names(given: list[Article | Failure]) -> list[str]:
    return [item.where if isinstance(item, Failure) else item.id for item in given]


def test_results_come_in_the_order_of_the_articles(folder: Path) -> None:
    given = [article("first", "slow"), *many(20), Failure("b.txt", "empty"), article("last")]
    found = list(extracted(given, folder, workers=2))
    assert ids(iter(found)) == names(given)
    processes = {one.versions[0][1] for one in found if isinstance(one, Extraction)}
    assert len(processes) == 2
    assert str(os.getpid()) not in processes


def test_no_articles_need_no_cluster(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.cluster.connected_ray", None)
    assert list(extracted([], folder)) == []
    assert list(extracted([failure := Failure("b.txt", "empty")], folder)) == [failure]


def test_a_dead_actor_costs_nothing(folder: Path, tmp_path: Path) -> None:
    given = [*many(9), article("killed", f"dies-once {tmp_path / 'was'}"), *many(9)]
    assert ids(extracted(given, folder, workers=2)) == names(given)
    assert (tmp_path / "was").exists()


def test_an_article_that_ends_its_actors_is_one_failure_and_its_shard_is_not_kept(folder: Path) -> None:
    given = [*many(5), article("poison", "dies"), *many(5)]
    found = list(extracted(given, folder))
    assert ids(iter(found)) == ["/news/poison.txt" if name == "poison" else name for name in names(given)]
    (failure,) = (one for one in found if isinstance(one, Failure))
    assert "2 workers of the cluster died of it" in failure.reason
    assert "\n" not in failure.reason
    kept = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.jsonl"))
    assert "a0.txt" in kept
    assert "poison" not in kept


def test_a_second_run_does_nothing_again_and_needs_no_cluster(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = many(12, f"counts {tmp_path / 'counted'}")
    first = list(extracted(given, folder))
    monkeypatch.setattr("quotetrack.cluster.connected_ray", None)
    assert list(extracted(given, folder)) == first
    counted = (tmp_path / "counted").read_text(encoding="utf-8").split()
    assert sorted(counted) == sorted(names(given))


def test_a_second_run_does_what_the_first_did_not(folder: Path, tmp_path: Path) -> None:
    given = many(12, f"counts {tmp_path / 'counted'}")
    stopped = extracted(given, folder)
    next(stopped)
    stopped.close()  # type: ignore[attr-defined]
    done = len(list(folder.rglob("*.jsonl")))
    assert ids(extracted(given, folder)) == names(given)
    assert 0 < done < len(list(folder.rglob("*.jsonl")))


def test_another_version_extracts_anew(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = many(3, f"counts {tmp_path / 'counted'}")
    list(extracted(given, folder))
    monkeypatch.setattr("quotetrack.cluster.versions", lambda *_: (("quotetrack", "99"),))
    list(extracted(given, folder))
    list(extracted(given, folder))
    assert len((tmp_path / "counted").read_text(encoding="utf-8").split()) == 6


def test_an_error_of_a_machine_ends_the_run(folder: Path) -> None:
    with pytest.raises(PipelineError, match="no pipeline on this machine"):
        list(extracted([*many(4), article("raises", "raises")], folder))


def test_a_mistake_of_ours_is_not_taken_for_a_death(folder: Path) -> None:
    with pytest.raises(KeyError, match="a mistake of ours"):
        list(extracted([article("bug", "bug")], folder))


def test_machines_of_another_version_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(OfOtherVersion, monkeypatch)
    with pytest.raises(
        UsageError, match=r"a machine of the cluster has quotetrack 0\.0\.1, and this one quote"
    ):
        list(extracted(many(1), folder))


def test_actors_that_never_begin_end_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.cluster.team._STARTS", 1)
    use(NeverBegins, monkeypatch)
    with pytest.raises(UsageError, match="end before they have begun"):
        list(extracted(many(1), folder))


def test_only_so_many_articles_are_taken_ahead(folder: Path) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield article(f"a{taken}", "slow" if taken == 1 else None)

    stream = extracted(endless(), folder)
    for number in range(1, 60):
        next(stream)
        assert taken - number <= 4 * (walking._AHEAD + 1)
    stream.close()  # type: ignore[attr-defined]


def test_leaving_off_ends_the_actors(folder: Path) -> None:
    stream = extracted([article("first"), *many(40, "slow")], folder)
    first = next(stream)
    assert isinstance(first, Extraction)
    stream.close()  # type: ignore[attr-defined]
    assert is_gone(int(first.versions[0][1]))


@pytest.mark.parametrize("count", [0, -1])
def test_less_than_one_worker_is_refused(folder: Path, count: int) -> None:
    with pytest.raises(UsageError, match="give 1 or more"):
        extracted(many(1), folder, workers=count)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(QuotetrackError, match="cannot be written"):
        extracted(many(1), tmp_path / "file" / "shards")


def is_gone(process: int) -> bool:
    """True once a process has ended."""
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
