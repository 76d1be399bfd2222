"""Who said what, to whom, when, and where it is printed: quotations and their speakers, with evidence.

    >>> import quotetrack
    >>> found = quotetrack.extract("“We are ready,” said Ana Lima.", source="The Gazette")
    >>> with quotetrack.open("quotes.db") as collection:
    ...     collection.add(["articles/"])
    ...     reply = collection.ask("What did Ana Lima say?")

Names load when they are first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotetrack.checking import Check, Match
    from quotetrack.collection import Added, Collection, extract, open
    from quotetrack.errors import (
        NotAStore,
        NotFound,
        PipelineError,
        QuotetrackError,
        ReadError,
        StoreError,
        StoreLocked,
        StoreTooNew,
        UsageError,
    )
    from quotetrack.export import Sheet, write_sheet
    from quotetrack.export.page import render_html
    from quotetrack.query import Answer, Query, Reply
    from quotetrack.query.lookups import Development, InContext, Period, SubjectEntry
    from quotetrack.read import Overrides, read
    from quotetrack.records import (
        Article,
        Attribution,
        Candidate,
        Claim,
        ClaimNote,
        Comparison,
        Decision,
        Evidence,
        Extraction,
        Failure,
        Fault,
        Filter,
        Ground,
        Link,
        NotSpeech,
        Printed,
        PrintedLink,
        PrintedNotSpeech,
        Printing,
        Quote,
        Review,
        RoleEntry,
        SaidOn,
        Source,
        SourceEntry,
        Span,
        Speaker,
        SpeakerDecision,
        SpeakerEntry,
        Statement,
        Stats,
        Zone,
    )
    from quotetrack.reviewing import Imported
    from quotetrack.sheets import compare

    __version__: str

_HOMES = MappingProxyType(
    {
        "checking": ("Check", "Match"),
        "collection": ("Added", "Collection", "extract", "open"),
        "errors": (
            *("NotAStore", "NotFound", "PipelineError", "QuotetrackError", "ReadError"),
            *("StoreError", "StoreLocked", "StoreTooNew", "UsageError"),
        ),
        "export": ("Sheet", "write_sheet"),
        "export.page": ("render_html",),
        "query": ("Answer", "Query", "Reply"),
        "reviewing": ("Imported",),
        "sheets": ("compare",),
        "query.lookups": ("Development", "InContext", "Period", "SubjectEntry"),
        "read": ("Overrides", "read"),
        "records": (
            *(
                "Article",
                "Attribution",
                "Candidate",
                "Claim",
                "ClaimNote",
                "Comparison",
                "Decision",
                "Evidence",
                "Extraction",
                "Failure",
                "Fault",
            ),
            *(
                "Filter",
                "Ground",
                "Link",
                "NotSpeech",
                "Printed",
                "PrintedLink",
                "PrintedNotSpeech",
                "Printing",
            ),
            *(
                "Quote",
                "Review",
                "RoleEntry",
                "SaidOn",
                "Source",
                "SourceEntry",
                "Span",
                "Speaker",
                "SpeakerDecision",
            ),
            *("SpeakerEntry", "Statement", "Stats", "Zone"),
        ),
    }
)
"""Each module and the public names it holds."""

__all__ = [  # noqa: RUF022 — what is used first stands first
    "extract",
    "read",
    "open",
    "write_sheet",
    "render_html",
    "compare",
    "Collection",
    "Added",
    "Overrides",
    "Filter",
    "Answer",
    "Article",
    "Attribution",
    "Candidate",
    "Check",
    "Claim",
    "ClaimNote",
    "Comparison",
    "Decision",
    "Development",
    "Evidence",
    "Extraction",
    "Failure",
    "Fault",
    "Ground",
    "Imported",
    "InContext",
    "Link",
    "Match",
    "NotSpeech",
    "Period",
    "Printed",
    "PrintedLink",
    "PrintedNotSpeech",
    "Printing",
    "Query",
    "Quote",
    "Reply",
    "Review",
    "RoleEntry",
    "SaidOn",
    "Sheet",
    "Source",
    "SourceEntry",
    "Span",
    "Speaker",
    "SpeakerDecision",
    "SpeakerEntry",
    "Statement",
    "Stats",
    "SubjectEntry",
    "Zone",
    "QuotetrackError",
    "ReadError",
    "PipelineError",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "NotAStore",
    "NotFound",
    "UsageError",
    "__version__",
]


def __getattr__(name: str) -> object:
    """A public name from its module, or the version; kept afterwards, so it is looked up once."""
    if name == "__version__":
        value: object = _version()
    else:
        home = next((module for module, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module 'quotetrack' has no attribute {name!r}")
        value = getattr(import_module(f"quotetrack.{home}"), name)
    globals()[name] = value
    return value


class _Front(ModuleType):
    """This package as a module that keeps `quotetrack.read` and `quotetrack.extract` functions: importing
    the rooms of those names would otherwise set the folder's module in the function's place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    """The installed version; "0+source" where the package runs from a folder that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("quotetrack")
    except PackageNotFoundError:
        return "0+source"
