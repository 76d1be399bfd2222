"""The desk's view: alarms."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
