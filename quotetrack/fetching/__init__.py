"""Fetching: addresses, feeds and sitemaps → articles in a file. The only room that goes to the network.

It asks as a guest: slowly, as robots.txt allows, under its own name, and never within anybody's own network.
"""

from __future__ import annotations

from quotetrack.fetching.client import Client, RequestBounds
from quotetrack.fetching.dialling import Dialler
from quotetrack.fetching.fetcher import FetchCounts, Fetcher, PassedOver
from quotetrack.fetching.harvest import Harvest
from quotetrack.fetching.pace import PROGRAM, Pace

__all__ = [
    "PROGRAM",
    "Client",
    "Dialler",
    "FetchCounts",
    "Fetcher",
    "Harvest",
    "Pace",
    "PassedOver",
    "RequestBounds",
]
