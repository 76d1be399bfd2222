"""A progress bar on stderr, with a rate and the time left, for long work that a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from quotetrack.cli.render.terminal import console, is_terminal
from quotetrack.records import Failure


@contextmanager
def progress(label: str, inputs: Iterable[str], *, shown: bool = True) -> Iterator[Callable[[], None]]:
    """Give a function to call once for each article done. Without a terminal, or with `shown` off, it does nothing."""
    if not shown or not is_terminal(sys.stderr):
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(sys.stderr), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(label, total=expected(inputs), rate="")

        def advance() -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")

        yield advance


def expected(inputs: Iterable[str]) -> int | None:
    """Return about how many articles the inputs hold, for the time left; None if only reading would tell.

    A JSON Lines file counts its lines, any other file is one article.
    """
    from quotetrack.readers import ENDINGS
    from quotetrack.readers.files import walk

    names = list(inputs)
    if "-" in names:
        return None
    return sum(_articles_in(path) for name in names for path in walk(Path(name), ENDINGS))


def _articles_in(path: Path | Failure) -> int:
    if isinstance(path, Failure) or path.suffix.lower() not in (".jsonl", ".ndjson") or not path.is_file():
        return 1
    try:
        with path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:  # an estimate only: reading it will tell what is wrong
        return 1
