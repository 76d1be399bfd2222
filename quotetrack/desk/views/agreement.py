"""The desk's view: agreement."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
