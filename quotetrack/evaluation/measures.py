"""The rows of the table: which figure of which scorer, how it is printed, and what others reach on the same gold."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.evaluation.scorers import Scores

Steps = tuple[str | int, ...]
"""The keys and places that lead to one figure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row: where its figure stands in a scorer's JSON, of how many (another figure), how it is printed. `peer` is the
    best other tool, `people` two annotators measured against each other, as the gold data's README gives them."""

    name: str
    path: Steps
    form: Callable[[float, float], str]
    of: Steps = ()
    peer: str = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, ready to print; "–" where there is nothing to count."""

    set: str
    measure: str
    ours: str
    baseline: str
    peer: str
    people: str


NOTHING = "–"


def _share(value: float, _of: float) -> str:
    return f"{100 * value:.1f}"


def _percent(value: float, _of: float) -> str:
    return f"{value:.1f}"


def _count(value: float, _of: float) -> str:
    return f"{value:.0f}"


def _count_of(value: float, of: float) -> str:
    return f"{value:.0f} of {of:.0f}"


def _share_of(value: float, of: float) -> str:
    return f"{value * of:.0f} of {of:.0f}"


def _score(value: float, _of: float) -> str:
    return f"{value:.2f}".removeprefix("0")


MEASURES: dict[str, tuple[Measure, ...]] = {
    "seed": (
        Measure("quotations right", ("right",), _count_of, of=("quotations",)),
        Measure("false quotations", ("false",), _count),
        Measure("claims found", ("claims found",), _count_of, of=("claims",)),
    ),
    "phenomena": (
        Measure("quotations F1", ("TOTAL", "F1"), _share, peer="textacy 67"),
        Measure("mention right", ("TOTAL", "mention"), _share),
        Measure("name right, of all", ("TOTAL", "name_of_all"), _share, peer="textacy 17"),
        Measure("wrong name", ("TOTAL", "wrong_name"), _share, peer="textacy 5"),
        Measure(
            "no speech, taken",
            ("TOTAL", "false_on_negatives"),
            _count_of,
            of=("TOTAL", "negatives"),
            peer="textacy 0",
        ),
        Measure("all quoted right", ("TOTAL", "quoted_right"), _share, peer="textacy 25"),
        Measure("wholly right", ("TOTAL", "fully_right"), _share, peer="textacy 20"),
    ),
    "attribution": (
        Measure("units found P", ("results", "direct/all/soft", 0), _percent),
        Measure("units found F1", ("results", "direct/all/soft", 2), _percent),
        Measure(
            "speaker right F1",
            ("results", "direct/all/end to end head", 2),
            _percent,
            peer="textacy 73",
            people="93",
        ),
        Measure(
            "speaker, 3+ words",
            ("results", "direct/3+/end to end head", 2),
            _percent,
            peer="textacy 77",
            people="95",
        ),
        Measure("relation F1", ("results", "full/relation", 2), _percent, peer="Citron 40", people="75"),
        Measure(
            "recall, direct", ("results", "kind/direct recall full"), _percent, peer="GGT 50", people="97"
        ),
        Measure("recall, mixed", ("results", "kind/mixed recall full"), _percent, peer="GGT 44", people="85"),
        Measure(
            "recall, indirect",
            ("results", "kind/indirect recall full"),
            _percent,
            peer="Citron 23",
            people="69",
        ),
    ),
    "speakers": (
        Measure("right, leniently", ("lenient",), _percent, peer="nearest 72"),
        Measure("nobody named", ("abstained",), _percent),
        Measure("wrong name", ("wrong",), _percent, peer="nearest 19"),
    ),
    "queries": (
        Measure("nDCG@10", ("summary", "all", "nDCG@10"), _score, peer="MiniLM .59"),
        Measure("recall@20", ("summary", "all", "recall@20"), _score),
        Measure(
            "wrongly answered",
            ("summary", "all", "wrongly answered"),
            _share_of,
            of=("summary", "all", "no-answer questions"),
        ),
    ),
}

SIZES: dict[str, tuple[Steps, int]] = {
    "phenomena": (("TOTAL", "quotes"), 160),
    "attribution": (("results", "direct/all/gold"), 917),
    "speakers": (("gold",), 249),
    "queries": (("summary", "all", "questions"), 44),
}
"""How large each gold set is that others were measured on. On a set of another size their figures mean nothing, and are
not shown."""


def rows(name: str, ours: Scores, baseline: Scores | None) -> list[Row]:
    """The rows of one set. ReadError where a scorer gives no such figure."""
    known = name in SIZES and figure(ours, SIZES[name][0]) == SIZES[name][1]
    return [
        Row(
            name,
            measure.name,
            _shown(measure, ours),
            NOTHING if baseline is None else _shown(measure, baseline),
            measure.peer if known else "",
            measure.people if known else "",
        )
        for measure in MEASURES[name]
    ]


def figure(scores: Scores, path: Steps) -> float | None:
    """The number at `path` in a scorer's figures; None where the scorer says that there is nothing to count."""
    value = scores.figures
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError) as error:
            raise _missing(scores, path, "there is none") from error
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _missing(scores, path, f"found {value!r:.60}")
    return value


def _shown(measure: Measure, scores: Scores) -> str:
    value = figure(scores, measure.path)
    of = figure(scores, measure.of) if measure.of else 0
    return NOTHING if value is None or of is None else measure.form(value, of)


def _missing(scores: Scores, path: Steps, found: Any) -> ReadError:
    wanted = " / ".join(map(str, path))
    return ReadError(
        f"{scores.scorer}: expected a number at {wanted!r} of its figures, {found}; "
        "the scorer is of another version than this program reads"
    )
