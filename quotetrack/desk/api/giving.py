"""How the interface gives things: the bytes that the command line prints, and the address of what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

from quotetrack.desk.addresses import with_fields
from quotetrack.export.as_jsonl import json_line
from quotetrack.records import JsonObject

T = TypeVar("T")


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
