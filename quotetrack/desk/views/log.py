"""The desk's view: log."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
