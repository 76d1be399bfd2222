"""The desk's view: sources."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
