"""What a draft says that somebody said, or some words alone, checked. Nothing that is sent is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, get_args

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import Response

from quotetrack.desk.addresses import to_quotation
from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Reader
from quotetrack.desk.pages import page
from quotetrack.errors import ReadError, UsageError
from quotetrack.export import wording
from quotetrack.export.as_html import Filled, filled_place
from quotetrack.export.draft_html import filled_note, filled_report
from quotetrack.export.draft_report import DraftNote
from quotetrack.export.verdicts import by_wording, deciding_sentence, passage_sentence
from quotetrack.records import Check, DraftCheck, Match, Passage, Span
from quotetrack.records import Form as GivenForm

router = APIRouter()

MOST_TEXT = 300_000
"""Characters of a draft that is pasted: a short book."""
MOST_FILE = 10_000_000
"""Bytes of a file, which may have pictures."""
_MOST_WORDINGS, _MOST_PRINTINGS = 12, 10
"""Other wordings that are shown, and printings of each."""


@router.get("/check")
def check(request: Request, words: str = "", speaker: str = "", form: str = "marks") -> Response:
    """Check some words, or show where to put them, and a draft."""
    told: dict[str, Any] = {"verdict": None, "words": words, "speaker": speaker, "form": form}
    if words.strip():
        how = _form(form)
        collection, unshown = desk_of(request).collection, request.query_params.get("unshown") == "1"
        found = collection.check(words, speaker.strip() or None, unshown=unshown, form=how)
        told |= {"verdict": _verdict(found), "others": _others(found), "passages": _passages(found.passages)}
    return page(request, "check.html", title="Check", said="", most_text=MOST_TEXT, **told)


@router.post("/check")
def check_draft(
    request: Request,
    _: Reader,
    draft: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
    unshown: Annotated[bool, Form()] = False,
) -> Response:
    """Check a draft that was pasted or sent as a file, and show the report on it."""
    data, name = _sent(draft, file)
    desk = desk_of(request)
    try:
        with desk.reading_a_draft():
            checked = desk.collection.check_draft(data, name=name, unshown=unshown)
    except ReadError as error:
        raise UsageError(f"{name or 'the draft'}: {error}") from error
    report: dict[str, Any] = filled_report(checked, evidence=to_quotation)
    return page(request, "check_report.html", **report, name=name)


def _form(given: str) -> GivenForm:
    for form in get_args(GivenForm):
        if form == given:
            return form  # type: ignore[no-any-return]
    raise UsageError(f"form={given[:40]}: expected one of {', '.join(get_args(GivenForm))}")


def _sent(draft: str, file: UploadFile | None) -> tuple[str | bytes, str]:
    """Return the draft and the name of its file, which says what it is; a file counts before what is pasted."""
    if file is not None and file.filename:
        data = file.file.read(MOST_FILE + 1)
        if len(data) > MOST_FILE:
            raise UsageError(f"{file.filename}: more than {MOST_FILE:,} bytes; check a part of it")
        return data, file.filename
    if not draft.strip():
        raise UsageError("there is no draft: paste one, or choose a file")
    if len(draft) > MOST_TEXT:
        raise UsageError(
            f"the draft has {len(draft):,} characters, {MOST_TEXT:,} at most: check a part of it"
        )
    return draft, ""


def _verdict(check: Check) -> Filled:
    """Return the verdict as a draft's report has it: words alone are a draft of one stretch."""
    one = DraftCheck(id="1", line=1, spans=(Span(0, 0),), asked=check.speaker or "anybody", check=check)
    match = check.deciding
    return filled_note(
        DraftNote(1, one, match, deciding_sentence(match, check.words) if match else ()), to_quotation
    )


def _others(check: Check) -> list[Filled]:
    """Return the other printings, by wording, those most alike first."""
    rest = [match for match in check.matches if match is not check.deciding]
    return [
        {
            "words": own[0].printed.report,
            "how": own[0].how,
            "printings": [_printing(match) for match in own[:_MOST_PRINTINGS]],
            "more": max(0, len(own) - _MOST_PRINTINGS),
        }
        for own in by_wording(rest)[:_MOST_WORDINGS]
    ]


def _printing(match: Match) -> Filled:
    printed = match.printed
    stance = printed.statement.attribution.stance
    return {
        "id": printed.id,
        "who": wording.who(printed),
        "stance": "" if stance == "said" else wording.STANCE_WORDS[stance],
        "place": filled_place(printed.article),
    }


def _passages(passages: Sequence[Passage]) -> list[Filled]:
    """Return where the words stand as nobody's quotation."""
    return [
        {"place": filled_place(one.article), "article": one.article.id, "pieces": passage_sentence(one)}
        for one in passages
    ]
