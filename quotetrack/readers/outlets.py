"""Which outlet an address or a name belongs to, from the table in `outlets.json` (domain: name, aliases…)."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from quotetrack.readers.phrases import any_of, phrases
from quotetrack.records import Source, Span


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads(
        files(__package__).joinpath("outlets.json").read_text(encoding="utf-8")
    )
    return table


@cache
def _names() -> dict[str, str]:
    """Every name and alias, as printed, to the outlet's name."""
    return {form: forms[0] for forms in _table().values() for form in forms}


@cache
def _capitals() -> dict[str, str]:
    return {form.upper(): name for form, name in _names().items()}


@cache
def _name_pattern() -> re.Pattern[str]:
    # Agencies are left out: a copyright line naming one stands on many other outlets' pages.
    own = [form for form in _names() if form not in phrases().agencies]
    return re.compile(rf"(?<!\w)(?:{any_of(own)})(?!\w)")


def source_of_url(url: str | None) -> Source:
    """The outlet behind an address. An unknown host gives its domain without a name; no address, neither."""
    host = host_of(url)
    if not host:
        return Source()
    labels = host.split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in _table():
            return Source(name=_table()[domain][0], domain=domain)
    return Source(domain=host.removeprefix("www."))


def outlet_named(words: str) -> str | None:
    """The outlet's name where `words` are nothing but its name or alias, as printed or all in capitals."""
    return _names().get(words) or (_capitals().get(words) if words.isupper() else None)


def find_outlet(words: str) -> Span | None:
    """Where a known outlet's name or alias stands in `words` (agencies aside), or None."""
    found = _name_pattern().search(words)
    return Span(*found.span()) if found else None


def host_of(url: str | None) -> str:
    """The host of an address; "" where there is none."""
    if not url:
        return ""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:  # "http://[" is what a page may well hold; it names no outlet
        return ""
    return (host or "").rstrip(".")
