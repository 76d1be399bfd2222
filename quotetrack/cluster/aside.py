"""A thread for all calls of Ray, beside the one that takes signals.

A signal's exception that is raised inside Ray's compiled code is lost there, or ends the process (SystemError and
segmentation fault with Ray 2.60). Python raises it in the main thread only, and that one does nothing but wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

_Came = TypeVar("_Came")


class Aside(Protocol):
    """Calls a function in the thread beside, one after the other, and returns or raises what comes of it."""

    def __call__(self, work: Callable[..., _Came], *args: Any, **options: Any) -> _Came: ...


@contextmanager
def thread_aside() -> Iterator[Aside]:
    """Give a thread that ends with the block. What it is at is waited for: it must take moments."""

    def call(work: Callable[..., _Came], *args: Any, **options: Any) -> _Came:
        return pool.submit(work, *args, **options).result()

    with ThreadPoolExecutor(1, thread_name_prefix="ray") as pool:
        yield call
