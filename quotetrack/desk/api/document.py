"""The document that describes the interface, made of its types (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from quotetrack.desk.api.giving import JsonLine
from quotetrack.desk.guarding import Reader

router = APIRouter()

_SUMMARY = (
    "Who said what, to whom, when, and where it is printed: quotations and their speakers, with evidence."
)
_DESCRIPTION = (
    "The objects that `quotetrack … --format jsonl` prints, by the same names. Lists come as `items` with the address "
    "of the `next` ones. Fields may be added; none is taken away, or means something else, while this is version 1."
)
_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of the address that `quotetrack desk` prints.",
    }
}


@router.get("/openapi.json", include_in_schema=False)
def document(request: Request, _: Reader) -> Response:
    """Describe the interface."""
    return JsonLine(described(request.app))


def described(app: FastAPI) -> dict[str, Any]:
    """Return the document, made once."""
    told = app.openapi()
    if "security" not in told:
        told["info"] |= {"title": "quotetrack", "summary": _SUMMARY, "description": _DESCRIPTION}
        told["components"]["securitySchemes"] = _SCHEMES
        told["security"] = [{"token": []}]
    return told
