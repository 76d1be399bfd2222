"""The interface for programs, under `/api/v1/`: what the command line prints as JSON, by the same methods."""

from __future__ import annotations

from fastapi import APIRouter

from quotetrack.desk.api import checking, deciding, document, reading
from quotetrack.desk.api.giving import refusing

router = APIRouter(prefix="/api/v1", responses=refusing(400, 401, 403, 404, 422, 503))
for _part in (reading, checking, deciding, document):
    router.include_router(_part.router)
