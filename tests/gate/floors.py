"""The floors: what `floors.json` holds, what is wrong with a run against it, and the file for the next run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.gate.figures import FIGURES, Result, shares

FILE = Path(__file__).parent / "floors.json"
SLACK = 1.0
"""How far above its floor a figure may stand before the floor has to be raised: about one quotation of the set."""
COMMAND = "python -m tests.gate.raise_floors"

Floors = dict[str, Any]


def read_floors() -> Floors:
    """What the file holds: `digest` of the passages, and for each engine its `floors` by figure, `wrong` (the passages
    in which something was wrong when the floors were set) and `lowered` (each floor that was ever lowered, and why)."""
    read: Floors = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def floors_of(engine: str) -> Floors:
    """The part of the file for one engine, with the digest."""
    read = read_floors()
    return {"digest": read["digest"], **read[engine]}


def complaints(floors: Floors, looked_at: list[Result], digest: str) -> list[str]:
    """Everything that keeps a run from passing, each with what to do."""
    found = shares(looked_at)
    told = [_fallen(figure, floors, found[figure], looked_at) for figure in fallen(floors, found)]
    told += [
        f"{figure} is {found[figure]}, and its floor {floors['floors'][figure]}: raise it with {COMMAND}"
        for figure in FIGURES
        if found[figure] > floors["floors"].get(figure, 0) + SLACK
    ]
    if digest != floors["digest"]:
        told.append(f"the passages or their gold are others than the floors were set on: run {COMMAND}")
    return told


def fallen(floors: Floors, found: dict[str, float]) -> list[str]:
    """The figures that stand below their floors."""
    return [figure for figure in FIGURES if found[figure] < floors["floors"].get(figure, 0)]


def _fallen(figure: str, floors: Floors, found: float, looked_at: Iterable[Result]) -> str:
    wrong = [r for r in looked_at if r.figure == figure and r.wrong]
    lost = [r for r in wrong if r.passage not in floors["wrong"]]
    lines = [f"  {r.passage}: {r.wrong}" for r in lost or wrong]
    head = "lost" if lost else "all that is wrong (no passage is newly so)"
    return "\n".join([f"{figure} is {found}, below its floor {floors['floors'][figure]}; {head}:", *lines])


def next_floors(floors: Floors, looked_at: list[Result], digest: str, *, reason: str | None) -> Floors:
    """The floors set anew on a run. ValueError where that lowers one and no reason is given; with one, it is kept."""
    found = shares(looked_at)
    lower = fallen(floors, found)
    if lower and not reason:
        raise ValueError(
            "\n".join(_fallen(figure, floors, found[figure], looked_at) for figure in lower)
            + f"\nno floor was moved; if this is meant: {COMMAND} --lower REASON"
        )
    lowered = [{"figure": f, "from": floors["floors"][f], "to": found[f], "reason": reason} for f in lower]
    return {
        "digest": digest,
        "floors": found,
        "wrong": sorted({r.passage for r in looked_at if r.wrong}),
        "lowered": [*floors["lowered"], *lowered],
    }
