"""The interface for programs, under `/api/v1/`: what the command line prints as JSON, by the same methods."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1")
