"""The desk's view: speaker."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
