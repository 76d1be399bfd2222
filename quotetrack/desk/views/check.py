"""The desk's view: check."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
