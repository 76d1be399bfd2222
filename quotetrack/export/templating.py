"""The templates of web pages: all that is put into them is escaped and made legible, and a missing name is an error."""

from __future__ import annotations

from functools import cache
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from quotetrack.export.legible import legible


@cache
def environment() -> Environment:
    """Return the templates of this folder; each is compiled once a process."""
    return Environment(
        loader=PackageLoader("quotetrack.export"),
        autoescape=True,
        undefined=StrictUndefined,
        # Text that is markup already, out of a macro, has been through here.
        finalize=lambda value: legible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write_filled(template: str, out: BinaryIO, /, **filled: object) -> None:
    """Write a template with what is put into it, piece by piece, as it comes."""
    for chunk in environment().get_template(template).generate(**filled):
        out.write(chunk.encode("utf-8"))
