"""Measuring on gold data: the program and the baseline run over each gold set, and the set's own scorer over what came
out.

The front door. The gold data are not part of the project: `evaluate` takes the folder that holds them. `sets` runs a
program over each, `predictions` maps our records to a scorer's input, `scorers` calls it, and `measures` says which of
its figures make the table. No score is computed here but the seed's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quotetrack.errors import ReadError
from quotetrack.evaluation import textacy_baseline
from quotetrack.evaluation.measures import TableRow, rows
from quotetrack.evaluation.sets import ELSEWHERE, SETS, GoldRun
from quotetrack.pipeline import extract_article

__all__ = ["Report", "TableRow", "baseline_missing", "evaluate", "set_names"]

# Sets that the baseline has no answer to: textacy takes no questions and stores nothing.
_NO_BASELINE = {"queries", "events", "events more", "check"}


@dataclass(frozen=True, slots=True)
class Report:
    """One gold set measured: the table's rows, and all that its scorer prints about this program.

    `note` says why there are no rows; "" if there are.
    """

    set: str
    rows: tuple[TableRow, ...] = ()
    printed: str = ""
    note: str = ""


def set_names() -> tuple[str, ...]:
    """Return the gold sets that `evaluate` knows, in the order it runs them."""
    return (*SETS, *ELSEWHERE)


def baseline_missing() -> str:
    """Return why the baseline's column is empty and what fills it; "" if it is not."""
    return "" if textacy_baseline.has_textacy() else textacy_baseline.HOW_TO_INSTALL


def evaluate(
    bench: Path, out: Path, *, sets: Iterable[str] = (), engine: str | None = None
) -> Iterator[Report]:
    """GoldRun the gold sets in `bench` that `sets` names, all of them if it names none; predictions are left in `out`.
    `engine` is the program's; None is its default.

    Yields:
        One report a set as it is done.

    Raises:
        ReadError: `bench` does not hold a set, a scorer fails, or it does not give a figure that the table needs.
    """
    names = _present(bench, tuple(sets))
    ours = GoldRun("quotetrack", partial(extract_article, engine=engine), bench, out)
    theirs = (
        GoldRun("textacy", textacy_baseline.extract_by_textacy, bench, out)
        if textacy_baseline.has_textacy()
        else None
    )
    for name in names:
        yield Report(name, note=ELSEWHERE[name]) if name in ELSEWHERE else _measured(name, ours, theirs)


def _present(bench: Path, wanted: tuple[str, ...]) -> list[str]:
    """Return the sets to run. What is measured elsewhere may be missing from the folder."""
    names = [name for name in wanted or set_names() if name in SETS or (bench / name).is_dir()]
    for name in names:
        if not (bench / name.removesuffix(" more")).is_dir():
            raise ReadError(f"{bench} has no folder {name!r}; expected the gold sets {', '.join(SETS)}")
    return names


def _measured(name: str, ours: GoldRun, theirs: GoldRun | None) -> Report:
    scores = SETS[name](ours)
    beside = SETS[name](theirs) if theirs is not None and name not in _NO_BASELINE else None
    return Report(name, tuple(rows(name, scores, beside)), scores.printed)
