"""The interface for programs, under `/api/v1/`: what the command line prints as JSON, by the same methods."""

from __future__ import annotations

from fastapi import APIRouter

from quotetrack.desk.api import checking, deciding, document, reading
from quotetrack.desk.api.schemas import Refusal

_REFUSED = {
    400: "What is asked makes no sense.",
    401: "The token is missing, or of another run.",
    403: "Not with your role, not by your name, or from another site.",
    404: "There is no such quotation, claim, speaker or decision.",
    409: "What is decided on is no longer as it was seen.",
    413: "More bytes than are taken.",
    422: "A field is missing, unknown, or of another type.",
    503: "Another process writes the database.",
}

router = APIRouter(
    prefix="/api/v1",
    responses={status: {"model": Refusal, "description": why} for status, why in _REFUSED.items()},
)
for _part in (reading, checking, deciding, document):
    router.include_router(_part.router)
