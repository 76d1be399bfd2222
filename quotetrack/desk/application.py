"""The application: every view and the interface for programs, with what stands before them."""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

import quotetrack
from quotetrack.desk import api, pages, views
from quotetrack.desk.desk import Desk
from quotetrack.desk.guarding import require_own
from quotetrack.desk.safety import Guard, path_of
from quotetrack.errors import ChangedSince, NotFound, QuotetrackError, ReadError, StoreLocked, UsageError

_STATUS: dict[type[QuotetrackError], int] = {
    NotFound: 404,
    ChangedSince: 409,
    UsageError: 400,
    ReadError: 400,
    StoreLocked: 503,
}
"""What an error is as a status; other errors are 500. The most particular kind of an error counts."""


_SELDOM = (20_000, 50, 1_000)
"""How often Python looks for garbage. By default it goes through all that is kept so often that one page in ten waits
for it, 0.3 s with the alarms of 100,000 quotations."""


def application(desk: Desk) -> ASGIApp:
    """Return the application that serves a desk."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        beside = [threading.Thread(target=work, daemon=True) for work in (desk.warm_up, desk.make_up)]
        for thread in beside:
            thread.start()
        before = gc.get_threshold()
        gc.set_threshold(*_SELDOM)
        yield
        gc.set_threshold(*before)
        desk.close()
        for thread in beside:
            thread.join()

    app = FastAPI(
        title="quotetrack",
        version=quotetrack.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # What is described of an answer is what it has, also where a field can be left out.
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        dependencies=[Depends(require_own)],
    )
    app.state.desk = desk
    for router in views.ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(QuotetrackError, _on_error)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(Exception, _on_bug)
    return Guard(app, desk)


def _static(name: str) -> Response:
    held = pages.static_files().get(name)
    if held is None:
        raise HTTPException(404, f"there is no file {name[:100]!r} here")
    return Response(held[0], media_type=held[1])


def status_of(error: QuotetrackError) -> int:
    """Return the status of an error."""
    kinds = (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    return next(kinds, 500)


def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, QuotetrackError)
    return pages.fault(request, status_of(error), str(error))


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = f"there is no page {path_of(request)[:200]}" if error.status_code == 404 else str(error.detail)
    answer = pages.fault(request, error.status_code, said)
    answer.headers.update(error.headers or {})  # which methods are allowed, when to come again
    return answer


def _on_bug(request: Request, _: Exception) -> Response:
    # It is raised again behind this, so that the log has it.
    return pages.fault(request, 500, "an error of the program's own: the log of the desk tells of it")


def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()[:5])
    return pages.fault(request, 422, wrong or "the request makes no sense")
