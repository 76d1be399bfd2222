"""What a command that reads articles may be told of them: what they do not say themselves, and how they are read."""

from __future__ import annotations

from pathlib import Path

import quotetrack
from quotetrack.cli.options import bundled, made_option
from quotetrack.errors import UsageError
from quotetrack.text.languages import LANGUAGE_NAMES

overridden = bundled(
    "overrides",
    lambda **options: quotetrack.Overrides(**options),
    {
        "source": (
            made_option(str | None, "--source", "OUTLET", "The articles' outlet, whatever they say."),
            None,
        ),
        "published": (
            made_option(
                str | None, "--published", "DAY", "The articles' day (2012-07-05), whatever they say."
            ),
            None,
        ),
        "url": (
            made_option(str | None, "--url", "URL", "The article's address; for one article only."),
            None,
        ),
        "name": (
            made_option(
                str | None,
                "--name",
                "PATTERN",
                'What the files\' names tell, such as "{source}_{date}_{title}".',
            ),
            None,
        ),
        "sidecar": (
            made_option(
                Path | None,
                "--sidecar",
                "FILE",
                'What is known of each file: a CSV with a column "file" and columns such as published.',
            ),
            None,
        ),
    },
)
"""Give a command the options that stand in for what articles do not tell; it gets them together, as `overrides`."""


def reading_of(column: list[str] | None, language: str | None) -> quotetrack.ReadingOptions:
    """Return how inputs are read. UsageError for a column that is not given as FIELD=COLUMN, and for no language."""
    columns: dict[str, str] = {}
    for given in column or ():
        field, sign, name = given.partition("=")
        if not (field and sign and name):
            raise UsageError(f'--column "{given}" names no field and column; write it like text=body')
        columns[field.strip()] = name.strip()
    if language is not None and language not in LANGUAGE_NAMES:
        raise UsageError(f"--language {language}: no code of a language that is known here; write it like en")
    return quotetrack.ReadingOptions(columns=columns, language=language)


as_asked = bundled(
    "reading",
    reading_of,
    {
        "column": (
            made_option(
                list[str] | None,
                "--column",
                "FIELD=COLUMN",
                "Which column of a table holds the text, title …, such as text=body; may be given again.",
            ),
            None,
        ),
        "language": (
            made_option(
                str | None,
                "--language",
                "CODE",
                "Keep only this language's pages of a web archive, such as en.",
            ),
            None,
        ),
    },
)
"""Give a command the options that say how inputs are read; it gets them together, as `reading`."""
