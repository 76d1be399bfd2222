"""A step of somebody's positions in a reader's words. Plain text, not escaped."""

from __future__ import annotations

from quotetrack.export import wording
from quotetrack.records import Printed, Step, StepKind

_MOST_OUTLETS = 3

STEP_WORDS: dict[StepKind, str] = {
    "first_said": "first said",
    "repeated": "repeated",
    "hardened": "hardened",
    "reversed": "reversed",
    "denied": "denied",
    "said_again": "said again",
    "said_otherwise": "said otherwise",
    "declined": "nothing said",
}
"""Each kind of step as a reader sees it."""


def listed_step(step: Step) -> dict[str, object]:
    """Return what a table shows of a step, in words; `earlier` is the id of what it is compared with."""
    earlier = step.earlier
    return {
        "step": STEP_WORDS[step.what],
        "day": step_day(step),
        "outlets": step_outlets(step),
        "id": step.printed.id,
        "words": words_in_marks(step.printed),
        "reason": step.reason,
        "earlier": earlier.id if earlier else "",
        "before": words_in_marks(earlier) if earlier else "",
    }


def words_in_marks(printed: Printed) -> str:
    """Return what a statement says, for a reader: in quotation marks if the words are the speaker's own."""
    if wording.has_report(printed) or printed.statement.quote.kind == "indirect":
        return printed.report
    return f"“{printed.text}”"


def step_day(step: Step) -> str:
    """Return a step's day in words: "5 July 2012", "printed on 6 July 2012", "day unknown"."""
    if step.day is None:
        return "day unknown"
    return wording.day(step.day) if step.is_day_said else f"printed on {wording.day(step.day)}"


def step_outlets(step: Step) -> str:
    """Return the outlets of a step, the first ones by name: "Harbour Post, The Globe and 2 more"."""
    names = step.outlets
    more = len(names) - _MOST_OUTLETS
    told = ", ".join(names[:_MOST_OUTLETS]) or "outlet unknown"
    return f"{told} and {more} more" if more > 0 else told
