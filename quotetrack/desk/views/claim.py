"""The desk's view: claim."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
