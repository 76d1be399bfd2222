"""`quotetrack positions`: how somebody's words on a matter moved."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, opened, show
from quotetrack.cli.render.rows import CSV_HEADINGS, HEADINGS, csv_row, plain_row, printing_line
from quotetrack.cli.render.terminal import complain
from quotetrack.export.step_words import STEP_WORDS
from quotetrack.export.wording import counted
from quotetrack.records import EVERYTHING, Filter, Step

_HEADINGS = ("step", "day", "day is", "outlets", "reason")


def _cells(step: Step) -> tuple[str, ...]:
    day_is = "" if step.day is None else "said" if step.is_day_said else "published"
    return STEP_WORDS[step.what], step.day or "", day_is, "; ".join(step.outlets), step.reason


def _earlier(step: Step) -> str:
    return printing_line(step.earlier) if step.earlier else ""


_STEPS = Listing(
    (*_HEADINGS, *HEADINGS, "earlier"),
    lambda step: (*_cells(step), *plain_row(step.printed), _earlier(step)),
    Step.to_dict,
    csv_headings=(*_HEADINGS, *CSV_HEADINGS, "earlier"),
    csv_row=lambda step: (*_cells(step), *csv_row(step.printed), _earlier(step)),
    has_cards=True,
)


@options.positions_filtered
def positions(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The speaker, by name or role.", autocompletion=options.complete_name
        ),
    ],
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
    svg: options.Svg = None,
) -> None:
    """Show how somebody's words on a matter moved: first said, said again, said otherwise, denied. Each step is one
    utterance with its day, outlets and words, and with what was said before that it is compared with."""
    with quotetrack.open(db, create=False) as collection:
        found = collection.positions(name, wanted)
        complain(found.read_as)
        if svg is not None:
            from quotetrack.export.positions_drawing import MOST_DRAWN, write_positions

            with opened(svg) as out:
                drawn = write_positions(found.at_most(MOST_DRAWN), out)
            complain(f"{counted(drawn, 'step')} drawn")
        else:
            show(found.steps, _STEPS, format, nothing=found.note or "")
    if found.left_out:
        complain(f"{counted(found.left_out, 'more step')} left out")
