"""The desk's view: adding."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
