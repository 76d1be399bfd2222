"""The desk's view: article."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
