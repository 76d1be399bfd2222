"""A picture of how somebody's words moved: steps along the days, each kind with a mark of its own shape and its name.

The picture needs no colour. It has no script, loads nothing, and takes ink and page from where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.drawn_text import wrapped
from quotetrack.export.legible import web_address
from quotetrack.export.step_words import STEP_WORDS, step_day, step_outlets, words_in_marks
from quotetrack.export.templating import environment
from quotetrack.records import Positions, Printed, Step, StepKind
from quotetrack.text.calendar import day_number

MOST_DRAWN = 30
"""Steps of a picture. More are no picture any more; how many are left out is told."""
_WIDTH = 480
"""Of the picture, in the units of its view box. On a phone a unit is about .8 pixels."""
_LEFT, _RIGHT, _SIZE, _LINE = 40, 12, 13, 18
_EMS = (_WIDTH - _LEFT - _RIGHT) / _SIZE
_MOST_LINES = 4

STEP_SHAPES: dict[StepKind, str] = {
    "first_said": "M-6-6H6V6H-6Z",
    "repeated": "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0Z",
    "hardened": "M0-7L7 6H-7Z",
    "reversed": "M-8 0L0-8L8 0L0 8Z",
    "denied": "M-6-6L6 6M6-6L-6 6",
    "said_again": "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0Z",
    "said_otherwise": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z",
    "declined": "M-6 0H6",
}
"""The mark of each kind around its middle: a square, a disc, a triangle, a rhombus, a cross, a ring and a dash."""
_HOLLOW = ("said_otherwise",)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: where it stands, what it says, and how it looks ("label", "place", "words" or "reason")."""

    y: int
    text: str
    look: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A step: its mark with the middle at `y`, its lines, and what they take up; `link` is where it leads, or None."""

    shape: str
    is_hollow: bool
    y: int
    height: int
    lines: tuple[_Line, ...]
    title: str
    link: str | None


def drawn_positions(
    positions: Positions, to: Callable[[Printed], str | None], *, id: str = "positions"
) -> dict[str, object]:
    """Return what a template draws. `to` gives the address that a statement is linked to, `id` names the picture in its
    page. `positions` has no more steps than are drawn (`MOST_DRAWN`)."""
    title = f"What {positions.speaker} said about {positions.about}"
    head = wrapped(title, (_WIDTH - 24) / 17, most=2)
    axis = 24 + 20 * len(head)
    rows, y = [], axis + 50
    for step in positions.steps:
        rows.append(_row(step, y, to))
        y += rows[-1].height
    return {
        "id": id,
        "title": title,
        "desc": _described(positions),
        "head": head,
        "width": _WIDTH,
        "height": y + (16 if positions.left_out else -12),
        "axis": axis,
        "ends": _ends(positions.steps),
        "strip": list(_strip(positions.steps)),
        "rows": rows,
        "left": positions.left_out,
        "foot": y,
    }


def _row(step: Step, y: int, to: Callable[[Printed], str | None]) -> _Row:
    lines = [_Line(y, STEP_WORDS[step.what], "label")]
    told = [
        (f"{step_day(step)} · {step_outlets(step)}", "place", 2),
        (words_in_marks(step.printed), "words", _MOST_LINES),
        (step.reason if step.earlier is not None else "", "reason", 3),
    ]
    for text, look, most in told:
        for line in wrapped(text, _EMS, most=most):
            lines.append(_Line(lines[-1].y + _LINE, line, look))
    return _Row(
        shape=STEP_SHAPES[step.what],
        is_hollow=step.what in _HOLLOW,
        y=y - 4,
        height=lines[-1].y - y + 34,
        lines=tuple(lines),
        title=f"{STEP_WORDS[step.what]}, {step_day(step)}: {words_in_marks(step.printed)}",
        link=to(step.printed),
    )


def _described(positions: Positions) -> str:
    counts = (
        (sum(step.what == kind for step in positions.steps), words) for kind, words in STEP_WORDS.items()
    )
    told = ", ".join(f"{number} {words}" for number, words in counts if number)
    return f"{wording.counted(len(positions.steps), 'step')} by day: {told}."


def _ends(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the first and the last day of the time axis in words; one if they are the same, none if no day is
    known."""
    days = [day for step in steps if (day := day_number(step.day)) is not None]
    told = (
        (date.fromordinal(day).isoformat() for day in dict.fromkeys((min(days), max(days)))) if days else ()
    )
    return tuple(wording.day(day) for day in told)


def _strip(steps: Sequence[Step]) -> Iterator[dict[str, object]]:
    """Yield the marks along the time axis, at the places that their days have between the first and the last."""
    days = [day_number(step.day) for step in steps]
    known = [day for day in days if day is not None]
    first, all_days = min(known, default=0), max(known, default=0) - min(known, default=0)
    for step, day in zip(steps, days, strict=True):
        if day is not None:
            share = (day - first) / all_days if all_days else 0.5
            yield {
                "x": f"{20 + share * (_WIDTH - 40):.1f}",
                "shape": STEP_SHAPES[step.what],
                "is_hollow": step.what in _HOLLOW,
                "title": f"{STEP_WORDS[step.what]}, {step_day(step)}",
            }


def write_positions(positions: Positions, out: BinaryIO) -> int:
    """Write the picture as an SVG file of its own; return how many steps it shows. Statements lead to their articles'
    addresses of the web."""
    drawn = drawn_positions(positions, lambda printed: web_address(printed.article.url))
    out.write(environment().get_template("positions.svg").render(picture=drawn).encode("utf-8"))
    return len(positions.steps)
