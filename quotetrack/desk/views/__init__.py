"""The views of the desk, a module each: what a page reads, and what its forms do."""

from __future__ import annotations

from quotetrack.desk.views import (
    adding,
    agreement,
    alarms,
    article,
    ask,
    check,
    claim,
    coming_in,
    log,
    positions,
    queue,
    quotation,
    quotes,
    sources,
    speaker,
    watches,
)

ROUTERS = (
    coming_in.router,
    ask.router,
    queue.router,
    quotes.router,
    quotation.router,
    article.router,
    claim.router,
    speaker.router,
    positions.router,
    sources.router,
    check.router,
    alarms.router,
    watches.router,
    log.router,
    adding.router,
    agreement.router,
)
