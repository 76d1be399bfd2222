"""Who said what, to whom, when, and where it is printed: quotations and their speakers, with evidence.

    >>> import quotetrack
    >>> found = quotetrack.extract("“We are ready,” said Ana Lima.", source="The Gazette")
    >>> with quotetrack.open("quotes.db") as collection:
    ...     collection.add(["articles/"])
    ...     reply = collection.ask("What did Ana Lima say?")

Names load when they are first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotetrack.collection import Added, Collection, Quotations, extract, extract_files, open
    from quotetrack.comparison.wordings import group_wordings
    from quotetrack.errors import (
        ChangedSince,
        NotAStore,
        NotFound,
        OutputClosed,
        OutputError,
        PipelineError,
        QuotetrackError,
        ReadError,
        StoreError,
        StoreLocked,
        StoreTooNew,
        UsageError,
    )
    from quotetrack.export import Sheet, write_sheet
    from quotetrack.export.draft import write_report
    from quotetrack.export.page import render_html
    from quotetrack.query import Answer, Query, Reply
    from quotetrack.readers import NamedFile, Overrides, ReadingOptions, read
    from quotetrack.records import (
        Agreement,
        Article,
        ArticleEntry,
        Attribution,
        Backup,
        Candidate,
        Capture,
        Check,
        CheckedDraft,
        Claim,
        ClaimNote,
        Comparison,
        Conflict,
        Correction,
        Count,
        DecidedPair,
        Decision,
        Development,
        Digest,
        Disagreement,
        Draft,
        DraftCheck,
        ErasedName,
        Erasure,
        Evidence,
        Extraction,
        FacetCount,
        Facets,
        Failure,
        Fault,
        Filter,
        Ground,
        InContext,
        KeptCheck,
        KeptPrinting,
        Leaving,
        LeftOut,
        Link,
        Locator,
        Logged,
        Match,
        News,
        NotSpeech,
        PairDecision,
        Passage,
        Period,
        Positions,
        Printed,
        PrintedLink,
        PrintedNotSpeech,
        Printing,
        Queue,
        Queued,
        Quote,
        Review,
        RevisionEntry,
        RoleEntry,
        SaidOn,
        SavedQuestion,
        Source,
        SourceEntry,
        Span,
        Speaker,
        SpeakerDecision,
        SpeakerEntry,
        Statement,
        Stats,
        StatusPair,
        Step,
        SubjectEntry,
        Tally,
        Tombstone,
        Turn,
        TwoReviewers,
        UnnamedEntry,
        WatchRun,
        Wire,
        Wording,
        Zone,
    )
    from quotetrack.sheets.incoming import Imported
    from quotetrack.sheets.outgoing import compare

    __version__: str

_HOMES = MappingProxyType(
    {
        "collection": ("Added", "Collection", "Quotations", "extract", "extract_files", "open"),
        "errors": (
            *("ChangedSince", "NotAStore", "NotFound", "OutputClosed", "OutputError", "PipelineError"),
            *("QuotetrackError", "ReadError", "StoreError", "StoreLocked", "StoreTooNew", "UsageError"),
        ),
        "export": ("Sheet", "write_sheet"),
        "export.draft": ("write_report",),
        "export.page": ("render_html",),
        "query": ("Answer", "Query", "Reply"),
        "sheets.incoming": ("Imported",),
        "comparison.wordings": ("group_wordings",),
        "sheets.outgoing": ("compare",),
        "readers": ("NamedFile", "Overrides", "ReadingOptions", "read"),
        "records": (
            *("Agreement", "Disagreement", "StatusPair", "TwoReviewers"),
            *(
                "Alarm",
                "Article",
                "ArticleEntry",
                "Attribution",
                "Backup",
                "Candidate",
                "Claim",
                "ClaimNote",
                "Comparison",
                "Conflict",
                "Correction",
                "Count",
                "DecidedPair",
                "Decision",
                "RevisionEntry",
                "RevisionEntry",
                "ErasedName",
                "Erasure",
                "Evidence",
                "Extraction",
                "FacetCount",
                "Facets",
                "Failure",
                "Digest",
                "Fault",
            ),
            *(
                "Filter",
                "Ground",
                "Leaving",
                "Link",
                "NotSpeech",
                "PairDecision",
                "Printed",
                "PrintedLink",
                "PrintedNotSpeech",
                "Printing",
            ),
            *(
                "Queue",
                "Queued",
                "Logged",
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
            *(
                "SpeakerEntry",
                "Statement",
                "Stats",
                "Capture",
                "LeftOut",
                "Locator",
                "Wire",
                "Wording",
                "Zone",
                "Check",
                "CheckedDraft",
                "Draft",
                "DraftCheck",
                "Match",
                "Passage",
                "Turn",
                "Development",
                "InContext",
                "KeptCheck",
                "KeptPrinting",
                "Period",
                "Positions",
                "Step",
                "SubjectEntry",
                "Tally",
                "Tombstone",
                "UnnamedEntry",
                "News",
                "SavedQuestion",
                "WatchRun",
            ),
        ),
    }
)
"""Each module and the public names it holds."""

__all__ = [  # noqa: RUF022 — what is used first stands first
    "extract",
    "extract_files",
    "read",
    "open",
    "write_sheet",
    "write_report",
    "render_html",
    "compare",
    "group_wordings",
    "Collection",
    "Quotations",
    "Added",
    "Overrides",
    "ReadingOptions",
    "NamedFile",
    "Filter",
    "Agreement",
    "Alarm",
    "Answer",
    "Article",
    "ArticleEntry",
    "Attribution",
    "Backup",
    "Candidate",
    "Check",
    "CheckedDraft",
    "Claim",
    "ClaimNote",
    "Comparison",
    "Conflict",
    "Correction",
    "Count",
    "DecidedPair",
    "Decision",
    "Development",
    "Disagreement",
    "Digest",
    "Draft",
    "DraftCheck",
    "RevisionEntry",
    "ErasedName",
    "Erasure",
    "Evidence",
    "Extraction",
    "FacetCount",
    "Facets",
    "Failure",
    "Fault",
    "Ground",
    "Imported",
    "InContext",
    "KeptCheck",
    "KeptPrinting",
    "Leaving",
    "Link",
    "Match",
    "News",
    "NotSpeech",
    "PairDecision",
    "Passage",
    "Period",
    "Positions",
    "Printed",
    "PrintedLink",
    "PrintedNotSpeech",
    "Printing",
    "Query",
    "Queue",
    "Queued",
    "Logged",
    "Quote",
    "Reply",
    "Review",
    "RoleEntry",
    "SaidOn",
    "SavedQuestion",
    "Sheet",
    "Source",
    "SourceEntry",
    "Span",
    "Speaker",
    "SpeakerDecision",
    "SpeakerEntry",
    "Statement",
    "Stats",
    "StatusPair",
    "Step",
    "SubjectEntry",
    "Tally",
    "Tombstone",
    "Turn",
    "TwoReviewers",
    "UnnamedEntry",
    "WatchRun",
    "Wording",
    "Capture",
    "LeftOut",
    "Locator",
    "Wire",
    "Zone",
    "QuotetrackError",
    "ReadError",
    "PipelineError",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "NotAStore",
    "NotFound",
    "OutputClosed",
    "OutputError",
    "UsageError",
    "ChangedSince",
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


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    """The installed version; "0+source" where the package runs from a folder that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("quotetrack")
    except PackageNotFoundError:
        return "0+source"
