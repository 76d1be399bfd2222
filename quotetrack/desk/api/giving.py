"""How the interface gives things: the bytes that the command line prints, and the address of what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

from quotetrack.desk.addresses import with_fields
from quotetrack.desk.api.envelopes import Refusal
from quotetrack.export.as_jsonl import json_line
from quotetrack.records import JsonObject

T = TypeVar("T")

_REFUSED = {
    400: "What is asked makes no sense.",
    401: "The token is missing, or of another run.",
    403: "Not with your role, not by your name, or from another site.",
    404: "There is no such quotation, claim, speaker or decision.",
    409: "What is decided on is no longer as it was seen.",
    413: "More bytes than are taken.",
    422: "A field is missing, unknown, or of another type.",
    503: "Another process writes the database, or too much is asked at once.",
}


def refusing(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of answers with these statuses."""
    return {status: {"model": Refusal, "description": _REFUSED[status]} for status in statuses}


class JsonLine(Response):
    """An object as `--format jsonl` prints it, a lone surrogate as its escape among it."""

    media_type = "application/json"

    def render(self, content: Mapping[str, object]) -> bytes:
        """Return the object's bytes."""
        return json_line(content)


def some_of(
    request: Request,
    found: Iterable[T],
    to_dict: Callable[[T], JsonObject],
    *,
    limit: int,
    behind: Callable[[T], Mapping[str, Any]],
    **more: object,
) -> Response:
    """Return the first `limit` of what was found, which may be one more. If there is one more, `behind` gives the
    fields of the address of what comes behind the last. `more` stands beside the items."""
    read = list(islice(found, limit + 1))
    items = read[:limit]
    fields = behind(items[-1]) if len(read) > limit else {}
    there = with_fields(request.query_params, request.url.path, **fields) if fields else None
    return JsonLine({"items": [to_dict(one) for one in items], "next": there, **more})


def page_of(
    request: Request,
    found: Iterable[T],
    to_dict: Callable[[T], JsonObject],
    *,
    limit: int,
    offset: int,
    **more: object,
) -> Response:
    """Return what `some_of` does, of a list that begins behind the first `offset`."""
    return some_of(request, found, to_dict, limit=limit, behind=lambda _: {"offset": offset + limit}, **more)


def whole_of(
    request: Request,
    found: Iterable[T],
    to_dict: Callable[[T], JsonObject],
    *,
    limit: int,
    offset: int,
    **more: object,
) -> Response:
    """Return what `page_of` does, of a list that begins at its beginning."""
    return page_of(request, islice(found, offset, None), to_dict, limit=limit, offset=offset, **more)
