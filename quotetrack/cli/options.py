"""Options that several commands share, each with its help, and the filter they make."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

import typer

from quotetrack.errors import UsageError, require_text
from quotetrack.records import KINDS, Filter, Kind, Stance, Status

Format = Literal["table", "jsonl", "csv"]


def check_day(value: str | None) -> str | None:
    """The day as given, if it is one and written in full."""
    if value is None:
        return None
    try:
        is_day = date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    if not is_day:
        raise typer.BadParameter(f"{value!r} is no day; write it like 2012-07-05")
    return value


ALL_KINDS = ",".join(KINDS)
Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="URL",
        envvar="QUOTETRACK_DB",
        show_default="a file in your data folder",
        help="The database: a file, or a URL such as postgresql+psycopg://host/name.",
    ),
]
Speaker = Annotated[
    str | None,
    typer.Option("--speaker", metavar="NAME", help="Only speakers whose name has all these words."),
]
About = Annotated[
    str | None,
    typer.Option(
        "--about", metavar="WORDS", help="Only where all these words stand in the quotation or its paragraph."
    ),
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="OUTLET", help="Only this outlet, by name or domain.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DAY",
        callback=check_day,
        help="Only published on this day (2012-07-05) or later.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        callback=check_day,
        help="Only published on this day (2012-07-05) or earlier.",
    ),
]
KindOption = Annotated[
    Kind | None,
    typer.Option("--kind", metavar="KIND", help="Only this kind: direct, mixed or indirect."),
]
StanceOption = Annotated[
    Stance | None,
    typer.Option(
        "--stance",
        metavar="STANCE",
        help="Only this stance: said, denied, declined, asked, would_say or not_said.",
    ),
]
StatusOption = Annotated[
    Literal["confirmed", "corrected", "rejected", "unsure", "unchecked"] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only what a reviewer has found so: confirmed, corrected, rejected, unsure or unchecked.",
    ),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence",
        metavar="X",
        min=0.0,
        max=1.0,
        help="Only where the speaker is at least this sure, 0 to 1.",
    ),
]
Kinds = Annotated[
    str,
    typer.Option(
        "--kinds",
        metavar="KINDS",
        show_default="all",
        help="Only these kinds, with commas: direct, mixed, indirect. Without indirect it is quicker.",
    ),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        show_default="model, where one is installed",
        help="What decides: rules (quicker), or model (rules and the trained model as one).",
    ),
]
ExtractEngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        show_default="model, where one is installed",
        help="What decides: rules (quicker), model (rules and the trained model as one), or textacy: its direct "
        "quotations, as a baseline to compare with.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        show_default="the cores, once there are enough articles",
        help="How many processes share the articles.",
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, show_default="all", help="At most this many.")
]
FormatOption = Annotated[
    Format, typer.Option("--format", metavar="FORMAT", help="table (for people), jsonl or csv.")
]
ShowFormat = Annotated[
    Literal["table", "jsonl"], typer.Option("--format", metavar="FORMAT", help="table (for people) or jsonl.")
]


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the filters that all look-ups share as options; it gets them together, as `wanted`."""
    own = inspect.signature(command, eval_str=True)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=told, default=default)
        for name, (told, default) in _FILTERS.items()
    ]
    needed = [one for one in own.parameters.values() if one.default is one.empty]
    named = [one.replace(kind=one.KEYWORD_ONLY) for one in own.parameters.values() if one not in needed]
    place = next(n for n, one in enumerate(named) if one.name == "wanted")
    parameters = [*needed, *named[:place], *shared, *named[place + 1 :]]

    @functools.wraps(command)
    def run(*told: Any, **given: Any) -> None:
        wanted = filter_of(**{name: given.pop(name, default) for name, (_, default) in _FILTERS.items()})
        command(*told, wanted=wanted, **given)

    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
    return run


_FILTERS: dict[str, tuple[Any, Any]] = {
    "speaker": (Speaker, None),
    "about": (About, None),
    "source": (Source, None),
    "since": (Since, None),
    "until": (Until, None),
    "kind": (KindOption, None),
    "stance": (StanceOption, None),
    "status": (StatusOption, None),
    "min_confidence": (MinConfidence, 0.0),
    "limit": (Limit, None),
}


def filter_of(
    *,
    speaker: str | None = None,
    about: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kind: Kind | None = None,
    stance: Stance | None = None,
    status: Status | Literal["unchecked"] | None = None,
    min_confidence: float = 0.0,
    limit: int | None = None,
) -> Filter:
    """The filter that these options ask for. UsageError for days that leave none between them, and for what is no
    text."""
    require_text(speaker, about, source)
    if since is not None and until is not None and since > until:
        raise UsageError(f"--since {since} is later than --until {until}: no day lies between them")
    return Filter(speaker, about, source, since, until, kind, stance, min_confidence, limit, status=status)
