"""What takes long is made once, and again behind the pages when the collection has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from quotetrack.desk import recent
from quotetrack.desk.recent import Recalled, RecentResults


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[RecentResults]:
    monkeypatch.setattr(recent, "_QUICK", 0.0)
    made = RecentResults()
    yield made
    made.close()


def numbers() -> Callable[[], int]:
    """Counts how often it is called."""
    called = iter(range(1, 100))
    return lambda: next(called)


def value(kept: Recalled[int] | None) -> tuple[int, bool] | None:
    return None if kept is None else (kept.value, kept.is_old)


def test_what_is_made_is_kept(memory: RecentResults) -> None:
    make = numbers()
    assert [value(memory.look("a", make)) for _ in range(3)] == [(1, False)] * 3
    assert value(memory.look("b", make)) == (2, False)


def test_what_is_old_is_shown_until_it_is_made_anew(memory: RecentResults) -> None:
    make = numbers()
    memory.look("a", make)
    memory.forget()
    assert value(memory.look("a", make)) == (1, True)
    for _ in range(200):
        if value(memory.look("a", make)) == (2, False):
            return
        time.sleep(0.01)
    raise AssertionError("it is never made anew")


def test_what_is_quick_is_made_each_time(memory: RecentResults, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_QUICK", 60.0)
    make = numbers()
    memory.look("a", make)
    memory.forget()
    assert value(memory.look("a", make)) == (2, False)


def test_nobody_waits_longer_than_they_will(memory: RecentResults) -> None:
    held = threading.Event()
    assert memory.look("a", lambda: held.wait(20), wait=0.01) is None
    assert memory.look("a", lambda: held.wait(20), wait=0.01) is None
    held.set()
    assert value(memory.look("a", lambda: held.wait(20))) == (True, False)


def test_an_error_is_told_and_nothing_kept(memory: RecentResults) -> None:
    with pytest.raises(ZeroDivisionError):
        memory.look("a", lambda: 1 / 0)
    assert value(memory.look("a", numbers())) == (1, False)


def test_the_oldest_is_forgotten(memory: RecentResults, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_MOST_KEPT", 2)
    make = numbers()
    for question in "abc":
        memory.look(question, make)
    assert value(memory.look("a", make)) == (4, False)
    assert value(memory.look("c", make)) == (3, False)
