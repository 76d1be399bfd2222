"""Options that several commands share, each with its help, and bundles of them that a command gets as one."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import quotetrack
from quotetrack.errors import UsageError, require_text
from quotetrack.records import KINDS, VERDICTS, Filter, Kind, Stance, Verdict

ListFormat = Literal["table", "jsonl", "csv"]


def check_day(value: str | None) -> str | None:
    """Return the day as given, if it is one and written in full."""
    try:
        is_day = value is None or date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    if not is_day:
        raise typer.BadParameter(f"{value!r} is no day; write it like 2012-07-05")
    return value


LARGEST = 1_000_000_000
"""The largest number that an option takes: more than any database here holds, and what every database counts up to."""
_MOST_MEGABYTES = 2000
"""What an article may be let have. Its text is held in memory several times."""
_MOST_WORKERS = 1000
"""Processes, or actors of a cluster."""


def verdict_names(option: str, names: str | None) -> tuple[Verdict, ...]:
    """Return the verdicts that an option names, with commas; none without the option. UsageError for another name."""
    if names is None:
        return ()
    given = tuple(filter(None, (name.strip() for name in names.split(","))))
    known = tuple(verdict for verdict in VERDICTS if verdict in given)
    if not given or len(known) < len(set(given)):
        wrong = ", ".join(repr(name) for name in sorted(set(given) - set(VERDICTS))) or "no verdict"
        raise UsageError(f"{option}: {wrong} given; the verdicts are {', '.join(VERDICTS)}")
    return known


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
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        max=_MOST_WORKERS,
        show_default="the cores, once there are enough articles",
        help="How many processes share the articles.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ray[=HOST:PORT]",
        show_default=False,
        help="Extract on many machines, by Ray: one that runs at HOST:PORT, or one that is started here.",
    ),
]
Shards = Annotated[
    Path | None,
    typer.Option(
        "--shards",
        metavar="FOLDER",
        show_default="a folder in your cache",
        help="Where what a cluster has done is kept, so that it is not done again.",
    ),
]
MaxSize = Annotated[
    int,
    typer.Option(
        "--max-size",
        metavar="MB",
        min=1,
        max=_MOST_MEGABYTES,
        help="The largest article, or line of JSON Lines, that is read, in megabytes.",
    ),
]
MEGABYTE = 1_000_000
"""Bytes."""
LARGEST_MEGABYTES = 50
"""The largest article that is read, unless an option says otherwise."""
Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        min=0.0,
        max=86_400.0,
        help="How long to wait for another process that writes the database.",
    ),
]
Offset = Annotated[
    int,
    typer.Option(
        "--offset", metavar="N", min=0, max=LARGEST, help="Leave out the first N, as of a page before."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the summary.")]
NoLink = Annotated[
    bool, typer.Option("--no-link", help="Do not link what is new; the next command that writes does so.")
]
FormatOption = Annotated[
    ListFormat, typer.Option("--format", metavar="FORMAT", help="table (for people), jsonl or csv.")
]
ShowFormat = Annotated[
    Literal["table", "jsonl"], typer.Option("--format", metavar="FORMAT", help="table (for people) or jsonl.")
]

Svg = Annotated[
    Path | None,
    typer.Option("--svg", metavar="FILE", help="Draw a picture into this file instead; - is stdout."),
]


WithText = Annotated[bool, typer.Option("--text", help="Print each article's text too (jsonl).")]
WithZones = Annotated[
    bool,
    typer.Option(
        "--zones",
        help="Print what the article's stretches are, headline, caption …, and what of its page is left out (jsonl).",
    ),
]
WithNotSpeech = Annotated[
    bool,
    typer.Option("--not-speech", help="Print what stands in marks and quotes nobody, and why (jsonl)."),
]
ArticleFormat = Annotated[
    Literal["jsonl", "table", "csv", "html"],
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="jsonl (one line an article), table (for people), csv, or html (a page with the articles, "
        "their quotations marked by speaker).",
    ),
]


Unshown = Annotated[
    bool,
    typer.Option(
        "--unshown",
        help="Also what is not shown: what is too unsure without marks, and what was rejected.",
    ),
]


def bundled(
    parameter: str, make: Callable[..., Any], options: Mapping[str, tuple[Any, Any]]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator for commands: instead of its `parameter` the command has `options`, each with its type and
    default, and gets what `make` makes of them."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for name, (annotation, default) in options.items()
        ]
        needed = [p for p in own.parameters.values() if p.default is p.empty]
        named = [p.replace(kind=p.KEYWORD_ONLY) for p in own.parameters.values() if p not in needed]
        place = next(n for n, p in enumerate(named) if p.name == parameter)
        parameters = [*needed, *named[:place], *shared, *named[place + 1 :]]

        @functools.wraps(command)
        def run(*arguments: Any, **given: Any) -> None:
            bundle = make(**{name: given.pop(name, default) for name, (_, default) in options.items()})
            command(*arguments, **{parameter: bundle}, **given)

        run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": None}
        return run

    return decorate


_MOST_NAMES = 5000
"""Names looked through, of those who are quoted most."""
_MOST_COMPLETED = 20
"""Names that a shell offers."""


def complete_name(context: typer.Context, incomplete: str) -> list[str]:
    """Return the names of speakers from a word on that begins so, who is quoted most first: what a shell can put in the
    place of what is typed. Empty for a database that cannot be read, of which a shell wants nothing said."""

    # While a shell completes, variables are not read for options.
    url = context.params.get("db") or os.environ.get("QUOTETRACK_DB")
    try:
        with quotetrack.open(url, create=False) as collection:
            names = collection.store.speakers.names_quoted(_MOST_NAMES)
    except quotetrack.QuotetrackError:
        return []
    places = ((name, f" {name}".casefold().find(f" {incomplete}".casefold())) for name in names)
    fitting = (incomplete + name[place + len(incomplete) :] for name, place in places if place >= 0)
    return list(dict.fromkeys(fitting))[:_MOST_COMPLETED]


def made_option(kind: Any, name: str, metavar: str, help: str, **more: Any) -> Any:
    """Return the type of an option for `bundled`, with its name, what stands for its value, and its help."""
    return Annotated[kind, typer.Option(name, metavar=metavar, help=help, **more)]


_FILTERS: dict[str, tuple[Any, Any]] = {
    "speaker": (
        made_option(
            str | None,
            "--speaker",
            "NAME",
            "Only speakers whose name has all these words, or unnamed ones described so if nobody has the name.",
            autocompletion=complete_name,
        ),
        None,
    ),
    "about": (
        made_option(
            str | None,
            "--about",
            "WORDS",
            "Only where all these words stand in the quotation or its paragraph.",
        ),
        None,
    ),
    "source": (made_option(str | None, "--source", "OUTLET", "Only this outlet, by name or domain."), None),
    "since": (
        made_option(
            str | None,
            "--since",
            "DAY",
            "Only published on this day (2012-07-05) or later.",
            callback=check_day,
        ),
        None,
    ),
    "until": (
        made_option(
            str | None,
            "--until",
            "DAY",
            "Only published on this day (2012-07-05) or earlier.",
            callback=check_day,
        ),
        None,
    ),
    "kind": (made_option(Kind | None, "--kind", "KIND", "Only this kind: direct, mixed or indirect."), None),
    "stance": (
        made_option(
            Stance | None,
            "--stance",
            "STANCE",
            "Only this stance: said, denied, declined, asked, would_say or not_said.",
        ),
        None,
    ),
    "status": (
        made_option(
            Literal["confirmed", "corrected", "rejected", "unsure", "unchecked"] | None,
            "--status",
            "STATUS",
            "Only what a reviewer has found so: confirmed, corrected, rejected, unsure or unchecked.",
        ),
        None,
    ),
    "min_confidence": (MinConfidence, 0.0),
    "unshown": (Unshown, False),
    "limit": (
        made_option(int | None, "--limit", "N", "At most this many.", min=1, max=LARGEST, show_default="all"),
        None,
    ),
}
"""The fields of a filter as options, each with its type and default."""

_OF_A_FEW = {
    "limit": (made_option(int, "--limit", "N", "At most this many at once.", min=1, max=LARGEST), 20),
}
"""What differs for a list of which a few are wanted at a time."""

_OF_AN_ANSWER = {
    "limit": (made_option(int, "--limit", "N", "At most this many answers.", min=1, max=LARGEST), 20),
}
"""What differs for a question, which names speaker and subject itself."""


def filter_of(**options: Any) -> Filter:
    """Return the filter that these options ask for. UsageError for days that leave none between them, and for what is
    no text."""
    wanted = Filter(**options)
    require_text(wanted.speaker, wanted.about, wanted.source)
    if wanted.since is not None and wanted.until is not None and wanted.since > wanted.until:
        raise UsageError(
            f"--since {wanted.since} is later than --until {wanted.until}: no day lies between them"
        )
    return wanted


_OF_A_MATTER = {
    "about": (
        made_option(
            str | None,
            "--about",
            "WORDS",
            "The matter. Statements are chosen as `ask` chooses what answers.",
            show_default="must be given",
        ),
        None,
    ),
    "limit": (
        made_option(
            int | None,
            "--limit",
            "N",
            "At most this many steps: those that tell most.",
            min=1,
            max=LARGEST,
            show_default="all",
        ),
        None,
    ),
}
"""What differs for one speaker on one matter."""

filtered = bundled("wanted", filter_of, _FILTERS)
"""Give a command the filters that all lists share as options; it gets them together, as `wanted`."""

some_filtered = bundled("wanted", filter_of, _FILTERS | _OF_A_FEW)
"""The same for a list of which a few are wanted at a time."""

positions_filtered = bundled(
    "wanted",
    filter_of,
    {name: option for name, option in (_FILTERS | _OF_A_MATTER).items() if name != "speaker"},
)
"""The same for one speaker on one matter, which must be given."""

answers_filtered = bundled(
    "wanted",
    filter_of,
    {name: option for name, option in (_FILTERS | _OF_AN_ANSWER).items() if name not in ("speaker", "about")},
)
"""The same for a question, which names speaker and subject itself."""

watch_filtered = bundled(
    "wanted",
    filter_of,
    {name: option for name, option in _FILTERS.items() if name not in ("speaker", "about", "limit")},
)
"""The same for a question that is saved, which wants every answer."""
