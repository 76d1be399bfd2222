"""Pages out of templates: what every page has, and how what is wrong is shown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

import quotetrack
from quotetrack.desk import addresses
from quotetrack.desk.desk import desk_of
from quotetrack.desk.safety import here, path_of, wants_json
from quotetrack.export import wording
from quotetrack.export.legible import seen
from quotetrack.export.templating import environment
from quotetrack.records import KINDS

VIEWS = (
    ("/", "Ask"),
    ("/queue", "Queue"),
    ("/claims", "Claims"),
    ("/speakers", "Speakers"),
    ("/sources", "Sources"),
    ("/check", "Check"),
    ("/alarms", "Alarms"),
    ("/watches", "Watches"),
    ("/log", "Log"),
    ("/add", "Add"),
)
"""What the head of every page leads to."""
CHOICES: dict[str, dict[str, str]] = {
    "kind": {str(kind): kind for kind in KINDS},
    "stance": {str(stance): words for stance, words in wording.STANCE_WORDS.items()},
    "alarm": {str(kind): words for kind, words in wording.ALARM_WORDS.items()},
    "decided": {"quotations": "quotations", "pairs": "pairs of quotations", "names": "names"},
    "status": {
        "unchecked": "not checked",
        **{str(status): words for status, words in wording.STATUS_WORDS.items()},
    },
}
"""The fields of a filter of which there are few values, each value as a reader sees it."""


@cache
def templates() -> Environment:
    """Return the desk's templates, which may use the sheet's. What takes no room is shown as one sign."""
    ours = environment().overlay(
        loader=ChoiceLoader([PackageLoader("quotetrack.desk"), PackageLoader("quotetrack.export")]),
        finalize=lambda value: seen(value) if type(value) is str else value,
    )
    ours.globals |= {
        "version": quotetrack.__version__,
        "views": VIEWS,
        "to_quotation": addresses.to_quotation,
        "to_article": addresses.to_article,
        "to_claim": addresses.to_claim,
        "to_speaker": addresses.to_speaker,
        "to_outlet": addresses.to_outlet,
        "to_watch": addresses.to_watch,
        "with_fields": addresses.with_fields,
        "narrowed": addresses.narrowed,
        "is_narrowed": addresses.is_narrowed,
        "field_words": wording.field_words,
        "choices": CHOICES,
    }
    return ours


def page(request: Request, template: str, *, status: int = 200, **filled: object) -> HTMLResponse:
    """Return a page: a template with what is put into it, and with what all of them have."""
    desk, visitor = desk_of(request), request.state.visitor
    told = (
        templates()
        .get_template(template)
        .render(
            path=path_of(request),
            query=dict(request.query_params),
            here=here(request),
            location=desk.collection.location,
            visitor=visitor,
            csrf=desk.access.csrf(visitor) if visitor is not None else "",
            asks_names=desk.access.asks_names,
            **filled,
        )
    )
    return HTMLResponse(told, status)


def fault(request: Request, status: int, said: str) -> Response:
    """Return the answer to what cannot be done: a page, or JSON for a program."""
    if wants_json(request):
        return JSONResponse({"error": said}, status)
    return page(request, "fault.html", status=status, title="Not done", said=said)


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Return what pages load by name, each with its media type: the desk's own, and the style of the sheet."""
    ours, sheets = files("quotetrack.desk") / "static", files("quotetrack.export") / "templates"
    held = {
        "desk.js": (ours, "text/javascript; charset=utf-8"),
        "desk.css": (ours, "text/css; charset=utf-8"),
        "desk.svg": (ours, "image/svg+xml"),
        "sheet.css": (sheets, "text/css; charset=utf-8"),
        "page.css": (sheets, "text/css; charset=utf-8"),
        "draft.css": (sheets, "text/css; charset=utf-8"),
    }
    return {name: ((folder / name).read_bytes(), kind) for name, (folder, kind) in held.items()}
