"""Articles over processes: the order of one, the failures of one, and no process left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetrack import parallel
from quotetrack.errors import PipelineError, QuotetrackError, UsageError
from quotetrack.parallel import cores, spread, spread_lots
from quotetrack.pipeline import ENGINES, Engine
from quotetrack.records import Article, Failure

LONG = "x" * 300_000
"""More than a pipe holds."""


def work(article: Article) -> tuple[str, int]:
    """The article's id and the process that worked on it; some articles do worse."""
    if article.id == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.id == "slow":
        time.sleep(0.3)
    if article.id == "raises":
        raise PipelineError("no pipeline")
    return article.id, os.getpid()


def echo(article: Article) -> str:
    """The article's text."""
    return article.text


def articles(*ids: str) -> list[Article | Failure]:
    """Articles with these ids."""
    return [Article(id=id, text="", key=f"/news/{id}.txt") for id in ids]


def ids(results: Iterator[tuple[str, int] | Failure]) -> list[str]:
    """The ids of articles, or where a failure was."""
    return [found.where if isinstance(found, Failure) else found[0] for found in results]


def test_results_come_in_the_order_of_the_articles() -> None:
    given = ["slow", *(f"a{n}" for n in range(40)), "slow", "last"]
    assert ids(spread(work, articles(*given), workers=3)) == given


def test_the_work_is_done_by_as_many_processes_as_asked_for() -> None:
    found = list(spread(work, articles("slow", "slow", "slow"), workers=2))
    pids = {pid for _, pid in found}  # type: ignore[misc]
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_one_worker_is_this_process() -> None:
    assert list(spread(work, articles("a"), workers=1)) == [("a", os.getpid())]


def test_unless_told_this_process_works_alone_on_the_first_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ENOUGH", 3)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    found = list(spread(work, articles("a", "b", "c", "d", "e"), workers=None))
    assert [id for id, _ in found] == ["a", "b", "c", "d", "e"]  # type: ignore[misc]
    assert [pid == os.getpid() for _, pid in found] == [True, True, True, False, False]  # type: ignore[misc]


def test_on_one_core_this_process_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ENOUGH", 1)
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    assert {pid for _, pid in spread(work, articles("a", "b", "c"), workers=None)} == {os.getpid()}  # type: ignore[misc]


@pytest.mark.parametrize("count", [1, 2, None])
def test_failures_of_reading_go_through_in_their_place(count: int | None) -> None:
    failure = Failure("b.txt", "empty")
    found = list(spread(work, [failure, *articles("a"), failure], workers=count))
    assert found[0] is failure
    assert found[2] is failure


@pytest.mark.parametrize("count", [1, 2, None])
def test_no_articles_give_no_results(count: int | None) -> None:
    assert list(spread(work, [], workers=count)) == []


def test_texts_larger_than_a_pipe_go_there_and_back() -> None:
    given = [Article(id=str(n), text=LONG) for n in range(6)]
    assert list(spread(echo, given, workers=2)) == [LONG] * 6


def test_the_article_whose_process_dies_is_one_failure() -> None:
    given = ["a", "b", "dies", "c", "dies", "d", "e"]
    found = list(spread(work, articles(*given), workers=2))
    assert ids(iter(found)) == ["a", "b", "/news/dies.txt", "c", "/news/dies.txt", "d", "e"]
    assert isinstance(found[2], Failure)
    assert "died (exit code -9" in found[2].reason


def test_a_process_that_died_with_nothing_to_do_costs_no_article() -> None:
    stream = spread(work, (article for article in articles("slow", "b", "c", "d", "e")), workers=2)
    _, first = next(stream)  # type: ignore[misc]
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    assert len(list(stream)) == 4
    assert first != os.getpid()


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_of_ours_ends_the_run(count: int) -> None:
    with pytest.raises(PipelineError, match="no pipeline"):
        list(spread(work, articles("a", "raises", "b"), workers=count))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("count", [0, -1])
def test_less_than_one_worker_is_refused(count: int) -> None:
    with pytest.raises(UsageError, match="give 1 or more"):
        next(spread(work, articles("a"), workers=count))


def test_only_so_many_articles_are_taken_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(id="slow" if taken == 1 else f"a{taken}", text="")

    stream = spread(work, endless(), workers=2)
    for number in range(1, 60):
        next(stream)
        assert taken - number <= 2 * parallel._AHEAD
    stream.close()  # type: ignore[attr-defined]


def test_leaving_off_ends_the_processes() -> None:
    stream = spread(work, articles("a", "slow", "slow", "slow", "slow"), workers=2)
    next(stream)
    assert len(multiprocessing.active_children()) == 2
    stream.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_lots_come_in_order_from_processes_that_hold_what_the_work_holds() -> None:
    held = {"by": 3}  # a function of this test cannot be pickled: it is inherited
    found = list(spread_lots(lambda lot: (lot * held["by"], os.getpid()), range(40), workers=3))
    assert [number for number, _ in found] == [number * 3 for number in range(40)]
    assert os.getpid() not in {pid for _, pid in found}
    assert multiprocessing.active_children() == []


def test_one_worker_does_all_lots_in_this_process() -> None:
    assert set(spread_lots(lambda _: os.getpid(), range(3), workers=1)) == {os.getpid()}


def test_a_lot_whose_process_dies_ends_the_run() -> None:
    with pytest.raises(QuotetrackError, match=r"died \(exit code 7"):
        list(spread_lots(lambda lot: os._exit(7) if lot == 2 else lot, range(5), workers=2))
    assert multiprocessing.active_children() == []


def test_an_error_of_ours_in_a_lot_is_raised_here() -> None:
    def work_on(lot: int) -> int:
        raise PipelineError(f"no {lot}")

    with pytest.raises(PipelineError, match="no 0"):
        list(spread_lots(work_on, range(1), workers=2))


LOTS = """
import time
from quotetrack.parallel import spread_lots

for lot in spread_lots(lambda lot: time.sleep(lot / 5) or lot, range(1, 5), workers=2):
    print(lot, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups")
def test_forked_processes_end_with_the_one_that_started_them() -> None:
    running = subprocess.Popen([sys.executable, "-c", LOTS], stdout=subprocess.PIPE, start_new_session=True)
    assert running.stdout is not None
    running.stdout.readline()
    running.kill()
    running.communicate(timeout=30)
    assert is_gone(running.pid)


def test_there_is_a_core_to_use() -> None:
    assert cores() >= 1


SCRIPT = """
import sys, time
from quotetrack.records import Article
from quotetrack.parallel import spread

def work(article):
    time.sleep(60 if article.id == "long" else 0)
    return article.id

{guard}
    for found in spread(work, [Article(id="a", text=""), Article(id="long", text="")], workers=2):
        print(found, flush=True)
"""


def test_a_script_that_does_not_guard_its_start_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(guard="if True:"), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "UsageError: a worker process ended before it began" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to send Ctrl-C to")
def test_ctrl_c_ends_all_processes_at_once_and_quietly(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(guard='if __name__ == "__main__":'), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "a\n"
    os.killpg(running.pid, signal.SIGINT)
    start = time.monotonic()
    _, complaints = running.communicate(timeout=30)
    assert time.monotonic() - start < 10
    assert complaints.count("Traceback") == 1  # the script's own
    assert "KeyboardInterrupt" in complaints
    assert is_gone(running.pid)


def is_gone(group: int) -> bool:
    """True once no process of the group is left; what multiprocessing itself started ends last."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes share nothing")
@pytest.mark.parser
@pytest.mark.parametrize("engine", ENGINES)
def test_processes_find_loaded_what_their_engine_needs(engine: Engine) -> None:
    script = f"""
import sys
from quotetrack.parallel import spread
from quotetrack.pipeline import PRELOADED
from quotetrack.records import Article
from tests.test_parallel import is_loaded

if __name__ == "__main__":
    [found] = spread(is_loaded, [Article(id="a", text="")], workers=2, preload=[PRELOADED["{engine}"]])
    print(found)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["pipeline"] + ["model"] * (engine == "model")


def is_loaded(_: Article) -> str:
    """What a process has loaded before its first article."""
    from quotetrack.model.weights import load_model
    from quotetrack.parsing.pipeline_loading import load_pipeline

    loaded = {"pipeline": load_pipeline, "model": load_model}
    return " ".join(name for name, load in loaded.items() if load.cache_info().currsize)
