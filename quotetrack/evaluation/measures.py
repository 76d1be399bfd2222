"""The rows of the table: which figure of which scorer, how it is printed, and what others reach on the same gold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.evaluation.scorers import Scores

# The keys and places that lead to one figure.
Steps = tuple[str | int, ...]
_NOTHING = "–"
# How a figure is printed, from itself, from `of` and from what `_shown` makes of both.
_SHARE = "{percent:.1f}"
_PERCENT = "{value:.1f}"
_COUNT = "{value:.0f}"
_COUNT_OF = "{value:.0f} of {of:.0f}"
_SHARE_OF = "{part:.0f} of {of:.0f}"
_SCORE = "{decimals}"
# Where the scorers of whole articles and of events give counts.
_WHOLE = ("shown", "whole reports of mixed, clean")
_NO_CLAIMS = ("shown", "not_claims taken")
_NOTHING_THERE = ("ask", "answered though nothing is there")
_REPORTS = ("printed", "whole reports once cut wrongly, now clean")
_MISSED = ("printed", "once missed, now shown")


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table before it is measured.

    `path` leads to its figure in a scorer's JSON, `of` to how many that is of; `form` says how it is printed. `peer` is
    the best other tool, `people` two annotators measured against each other, as the gold data's README gives them.
    """

    name: str
    path: Steps
    form: str
    of: Steps = ()
    peer: str = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table, ready to print; "–" if there is nothing to count."""

    set: str
    measure: str
    ours: str
    baseline: str
    peer: str
    people: str


_PAGES = (
    Measure("quotations P, shown", ("shown", "marks P"), _PERCENT),
    Measure("quotations R, shown", ("shown", "marks R"), _PERCENT),
    Measure("name right, of all", ("shown", "end to end (right name of all)"), _PERCENT),
    Measure("wrong name, of found", ("shown", "wrong of found"), _PERCENT),
    Measure("wrong, of the sure", ("shown", "wrong of sure (>= .8)"), _PERCENT),
    Measure("whole reports clean", (*_WHOLE, "part"), _COUNT_OF, of=(*_WHOLE, "of")),
    Measure("claims P, shown", ("shown", "claims P"), _PERCENT),
    Measure("claims R, shown", ("shown", "claims R"), _PERCENT),
    Measure("clean, right claimant", ("shown", "clean, right claimant, of printed"), _PERCENT),
    Measure("no claims, shown", (*_NO_CLAIMS, "part"), _COUNT_OF, of=(*_NO_CLAIMS, "of")),
    Measure("claims P, everything", ("all", "claims P"), _PERCENT),
    Measure("claims R, everything", ("all", "claims R"), _PERCENT),
)
"""The rows of a set of whole articles."""

_EVENTS = (
    Measure("junk of known, shown", ("printed", "junk of known"), _PERCENT),
    Measure("real ones shown", ("printed", "real statements covered"), _PERCENT),
    Measure("claims of 2+ pure", ("claims", "pure"), _PERCENT),
    Measure("pairs P", ("claims", "pair P"), _PERCENT),
    Measure("pairs R", ("claims", "pair R"), _PERCENT),
    Measure("contradictions found", ("links", "of them found"), _PERCENT),
    Measure("nDCG@10", ("ask", "nDCG@10"), _SCORE),
    Measure("recall@20", ("ask", "recall@20 (grades 2, 3)"), _SCORE),
    Measure("first answer right", ("ask", "first answer right"), _SCORE),
    Measure("wrongly answered", (*_NOTHING_THERE, "part"), _COUNT_OF, of=(*_NOTHING_THERE, "of")),
)
"""The rows of a set of events."""

_MEASURES: dict[str, tuple[Measure, ...]] = {
    "seed": (
        Measure("quotations right", ("right",), _COUNT_OF, of=("quotations",)),
        Measure("false quotations", ("false",), _COUNT),
        Measure("claims found", ("claims found",), _COUNT_OF, of=("claims",)),
    ),
    "phenomena": (
        Measure("quotations F1", ("TOTAL", "F1"), _SHARE, peer="textacy 67"),
        Measure("mention right", ("TOTAL", "mention"), _SHARE),
        Measure("name right, of all", ("TOTAL", "name_of_all"), _SHARE, peer="textacy 17"),
        Measure("wrong name", ("TOTAL", "wrong_name"), _SHARE, peer="textacy 5"),
        Measure(
            "no speech, taken",
            ("TOTAL", "false_on_negatives"),
            _COUNT_OF,
            of=("TOTAL", "negatives"),
            peer="textacy 0",
        ),
        Measure("all quoted right", ("TOTAL", "quoted_right"), _SHARE, peer="textacy 25"),
        Measure("wholly right", ("TOTAL", "fully_right"), _SHARE, peer="textacy 20"),
    ),
    "attribution": (
        Measure("units found P", ("results", "direct/all/soft", 0), _PERCENT),
        Measure("units found F1", ("results", "direct/all/soft", 2), _PERCENT),
        Measure(
            "speaker right F1",
            ("results", "direct/all/end to end head", 2),
            _PERCENT,
            peer="textacy 73",
            people="93",
        ),
        Measure(
            "speaker, 3+ words",
            ("results", "direct/3+/end to end head", 2),
            _PERCENT,
            peer="textacy 77",
            people="95",
        ),
        Measure("relation F1", ("results", "full/relation", 2), _PERCENT, peer="Citron 40", people="75"),
        Measure(
            "recall, direct", ("results", "kind/direct recall full"), _PERCENT, peer="GGT 50", people="97"
        ),
        Measure("recall, mixed", ("results", "kind/mixed recall full"), _PERCENT, peer="GGT 44", people="85"),
        Measure(
            "recall, indirect",
            ("results", "kind/indirect recall full"),
            _PERCENT,
            peer="Citron 23",
            people="69",
        ),
    ),
    "speakers": (
        Measure("right, leniently", ("lenient",), _PERCENT, peer="nearest 72"),
        Measure("nobody named", ("abstained",), _PERCENT),
        Measure("wrong name", ("wrong",), _PERCENT, peer="nearest 19"),
    ),
    "queries": (
        Measure("nDCG@10", ("summary", "all", "nDCG@10"), _SCORE, peer="MiniLM .59"),
        Measure("recall@20", ("summary", "all", "recall@20"), _SCORE),
        Measure(
            "wrongly answered",
            ("summary", "all", "wrongly answered"),
            _SHARE_OF,
            of=("summary", "all", "no-answer questions"),
        ),
    ),
    "world": _PAGES,
    "world more": _PAGES,
    "passages": (
        Measure("quotations F1", ("marks", "TOTAL", "F1"), _SHARE),
        Measure("name right, of all", ("marks", "TOTAL", "name_of_all"), _SHARE),
        Measure("wrong name", ("marks", "TOTAL", "wrong_name"), _SHARE),
        Measure(
            "no speech, taken",
            ("marks", "TOTAL", "false_on_negatives"),
            _COUNT_OF,
            of=("marks", "TOTAL", "negatives"),
        ),
        Measure("all quoted right", ("marks", "TOTAL", "quoted_right"), _SHARE),
        Measure("claims P, everything", ("claims", "all", "claims P"), _PERCENT),
        Measure("claims R, everything", ("claims", "all", "claims R"), _PERCENT),
        Measure(
            "no claims, shown", ("claims", *_NO_CLAIMS, "part"), _COUNT_OF, of=("claims", *_NO_CLAIMS, "of")
        ),
    ),
    "check": (
        Measure("right verdicts", ("right",), _PERCENT),
        Measure("dangerous ones", ("dangerous",), _COUNT_OF, of=("checks",)),
        Measure("true, called printed", ("true called printed",), _COUNT_OF, of=("true ones",)),
        Measure("true, called reversed", ("true called reversed",), _COUNT_OF, of=("true ones",)),
        *(
            Measure(f"drafts, {name}, {told}", ("drafts", form, told), _COUNT_OF, of=("drafts", form, "n"))
            for form, name in (("marks", "in marks"), ("indirect", "claims"))
            for told in ("right", "dangerous")
        ),
    ),
    "events": _EVENTS,
    "events more": (
        *_EVENTS,
        Measure("whole reports clean", (*_REPORTS, "part"), _COUNT_OF, of=(*_REPORTS, "of")),
        Measure("once missed, shown", (*_MISSED, "part"), _COUNT_OF, of=(*_MISSED, "of")),
    ),
}

# How large each gold set is that others were measured on. On a set of another size their figures mean nothing, and are
# not shown.
_SIZES: dict[str, tuple[Steps, int]] = {
    "phenomena": (("TOTAL", "quotes"), 160),
    "attribution": (("results", "direct/all/gold"), 917),
    "speakers": (("gold",), 249),
    "queries": (("summary", "all", "questions"), 44),
}


def rows(name: str, ours: Scores, baseline: Scores | None) -> list[TableRow]:
    """Return the rows of one set. ReadError if a scorer gives no such figure."""
    path, size = _SIZES.get(name, ((), None))
    known = size is not None and figure(ours, path) == size
    return [
        TableRow(
            name,
            measure.name,
            _shown(measure, ours),
            _NOTHING if baseline is None else _shown(measure, baseline),
            measure.peer if known else "",
            measure.people if known else "",
        )
        for measure in _MEASURES[name]
    ]


def figure(scores: Scores, path: Steps) -> float | None:
    """Return the number at `path` in a scorer's figures; None if the scorer says that there is nothing to count.

    Raises:
        ReadError: there is no number at `path`.
    """
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
    if value is None or of is None:
        return _NOTHING
    decimals = f"{value:.2f}".removeprefix("0")
    return measure.form.format(value=value, of=of, percent=100 * value, part=value * of, decimals=decimals)


def _missing(scores: Scores, path: Steps, found: Any) -> ReadError:
    wanted = " / ".join(map(str, path))
    return ReadError(
        f"{scores.scorer}: expected a number at {wanted!r} of its figures, {found}; "
        "the scorer is of another version than this program reads"
    )
