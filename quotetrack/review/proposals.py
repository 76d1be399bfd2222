"""What an edited row of a sheet, or a single decision, asks for: each change as a value of its field, or why it makes
no sense."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from quotetrack.errors import UsageError
from quotetrack.records import (
    SPEAKER_KINDS,
    STANCES,
    STATUSES,
    DecisionField,
    Printed,
    Span,
    Speaker,
    SpeakerKind,
)
from quotetrack.review.cells import BETWEEN_PIECES, EDITABLE, Before, editable, spans_of
from quotetrack.review.decisions import CORRECTABLE, dump, new_speaker, value_of, words_value
from quotetrack.review.locate import locate

KindOf = Callable[[str], SpeakerKind | None]
"""Gives what kind of speaker a name is known as; None for a name that nobody is quoted by."""

_LONGEST_NAME = 300
_LONGEST_REVIEWER = 100
_LONGEST_NOTE = 10_000


@dataclass(frozen=True, slots=True)
class RowProposal:
    """What a row asks for: of each field what it is to be, as JSON; who has decided it, and on which day."""

    values: Mapping[DecisionField, str] = field(default_factory=dict)
    reviewer: str = ""
    checked_on: str = ""


def edited_cells(cells: Mapping[str, str], before: Before | None, printed: Printed) -> dict[str, str]:
    """Return the cells that somebody has changed and that are not what the database has by now. Without `before`, what
    the sheet says of itself, all that differ from the database. UsageError for one that was changed there too."""
    now = editable(printed)
    own = {heading: cells[heading].strip() for heading in EDITABLE if heading in cells}
    wanted = {heading for heading, cell in own.items() if cell.split() != now[heading].split()}
    if before is not None:
        wanted &= before.changed(own)
    both = sorted(before.changed(now) & wanted) if before is not None else []
    if both:
        raise UsageError(
            f"{both[0]} was changed in the database since this sheet was written, to {now[both[0]][:60]!r}: "
            "write a new sheet and decide again"
        )
    return {heading: own[heading] for heading in EDITABLE if heading in wanted}


def proposed(
    edited: Mapping[str, str],
    printed: Printed,
    kind_of: KindOf,
    *,
    by: str,
    today: str,
    repeats: bool = False,
) -> RowProposal:
    """Return what the edited cells of a row ask for; UsageError if they make no sense. `by` has decided it and `today`
    is the day, unless the row says otherwise. With `repeats` a status that is what it was is decided too: whoever
    decides it has not said so yet."""
    values: dict[DecisionField, str] = {}
    if "offsets" in edited or "words" in edited:
        values["words"] = dump(words_value(_content(edited, printed), printed.article.text))
    if "speaker" in edited or "speaker kind" in edited:
        values["speaker"] = _speaker(edited, printed, kind_of)
    if "stance" in edited:
        values["stance"] = dump(_one_of("stance", edited["stance"], STANCES))
    if "notes" in edited:
        values["notes"] = dump(_notes(edited["notes"]))
    values = {what: value for what, value in values.items() if value != value_of(what, printed)}
    corrects = not values.keys().isdisjoint(CORRECTABLE)
    status = _status(edited, printed, corrects=corrects)
    says_status = bool(edited.get("status")) or corrects
    if status != value_of("status", printed) or (repeats and says_status):
        values["status"] = status
    if not values and ("reviewer" in edited or "checked on" in edited):
        values = _again(printed)
    return RowProposal(
        values, reviewer_name(edited.get("reviewer", ""), by), _day(edited.get("checked on", ""), today)
    )


def _content(edited: Mapping[str, str], printed: Printed) -> tuple[Span, ...]:
    text, near = printed.article.text, printed.statement.quote.content
    if "offsets" not in edited:
        return locate(text, edited["words"], near)
    spans = spans_of(edited["offsets"])
    if spans[-1].end > len(text):
        raise UsageError(
            f"offsets {edited['offsets'][:60]!r} go beyond the article's text, which has {len(text):,} characters"
        )
    if not all(span.of(text).strip() for span in spans):
        raise UsageError(f"offsets {edited['offsets'][:60]!r}: there are no words at that place")
    printed_there = [word for span in spans for word in span.of(text).split()]
    asked_for = [word for word in edited.get("words", "").split() if word != BETWEEN_PIECES.strip()]
    if "words" in edited and asked_for != printed_there:
        raise UsageError("words and offsets were both changed, and name different places: change one of them")
    return spans


def _speaker(edited: Mapping[str, str], printed: Printed, kind_of: KindOf) -> str:
    attribution = printed.statement.attribution
    was = attribution.speaker
    name = edited.get("speaker", (was.name or "") if was else "") or None
    if name is not None and (len(name) > _LONGEST_NAME or "\n" in name):
        raise UsageError(
            f"speaker {name[:60]!r}: expected a name, on one line, of at most {_LONGEST_NAME} characters"
        )
    kind: SpeakerKind = (kind_of(name) or "person") if name else "unknown"
    if "speaker kind" in edited:
        kind = cast(SpeakerKind, _one_of("speaker kind", edited["speaker kind"], SPEAKER_KINDS))
        if name is not None and kind in ("unknown", "anonymous"):
            raise UsageError(
                f"speaker {name[:60]!r} has a name, and the kind says {kind}: change one of them"
            )
    speaker = None if name is None and kind == "unknown" else Speaker(name, kind)
    if was is not None and speaker is not None and (was.name, was.kind) == (speaker.name, speaker.kind):
        return value_of("speaker", printed)
    statement = replace(printed.statement, attribution=new_speaker(attribution, speaker))
    return value_of("speaker", replace(printed, statement=statement))


def _status(edited: Mapping[str, str], printed: Printed, *, corrects: bool) -> str:
    """Return the status as JSON. Whoever corrects something need not say so; whoever confirms or rejects corrects
    nothing."""
    if not edited.get("status"):
        none = dump(None) if "status" in edited else value_of("status", printed)
        return dump("corrected") if corrects else none
    status = _one_of("status", edited["status"], STATUSES)
    if corrects and status in ("confirmed", "rejected"):
        raise UsageError(f"the status says {status}, and something was corrected: say corrected")
    if status == "corrected" and not corrects and not (printed.review and printed.review.corrected):
        raise UsageError("the status says corrected, and nothing was: correct something, or say confirmed")
    return dump(status)


def _again(printed: Printed) -> dict[DecisionField, str]:
    """Return what was decided before, by another person or on another day now."""
    if printed.review is None:
        raise UsageError(
            "the row names a reviewer or a day, and decides nothing: fill in the status or a note"
        )
    what: DecisionField = "status" if printed.review.status is not None else "notes"
    return {what: value_of(what, printed)}


def _one_of(heading: str, cell: str, known: tuple[str, ...]) -> str:
    word = cell.strip().casefold().replace(" ", "_")
    if word not in known:
        raise UsageError(f"{heading} {cell[:60]!r}: expected one of {', '.join(known)}")
    return word


def _notes(cell: str) -> str | None:
    if len(cell) > _LONGEST_NOTE:
        raise UsageError(f"the notes are {len(cell):,} characters: at most {_LONGEST_NOTE:,} are kept")
    return cell or None


def reviewer_name(cell: str, by: str) -> str:
    """Return who has decided, as it is kept; `by` for nobody. UsageError for a name that is too long."""
    name = " ".join(cell.split())
    if len(name) > _LONGEST_REVIEWER:
        raise UsageError(f"reviewer {name[:60]!r}: a name has at most {_LONGEST_REVIEWER} characters")
    return name or by


def _day(cell: str, today: str) -> str:
    if not cell:
        return today
    try:
        day = date.fromisoformat(cell[:10]).isoformat()
    except ValueError:
        raise UsageError(f"checked on {cell[:60]!r}: expected a day such as 2012-07-05") from None
    if day > today:
        raise UsageError(f"checked on {day}: that day is still to come")
    return day


def field_words(what: DecisionField, value: str) -> str:
    """Return a decided field's value, given as JSON, for a reader: the words, the speaker's name; "" for nothing."""
    decoded = json.loads(value)
    if decoded is None:
        return ""
    if what == "words":
        return BETWEEN_PIECES.join(decoded["text"])
    if what == "speaker":
        unnamed = f"not named ({decoded['kind']})" if decoded["kind"] else "speaker unknown"
        return decoded["name"] or unnamed
    return str(decoded)
