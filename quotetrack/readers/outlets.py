"""Which outlet an address or a name belongs to, from the table in `outlets.json` (domain: name, aliases…)."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from urllib.parse import urlsplit

from quotetrack.readers.phrases import AGENCIES, any_of
from quotetrack.records import Source, Span

_TABLE: dict[str, list[str]] = json.loads(
    files(__package__).joinpath("outlets.json").read_text(encoding="utf-8")
)
# Every name and alias, as printed, and the outlet's name.
_NAMES = {form: forms[0] for forms in _TABLE.values() for form in forms}
_CAPITALS = {form.upper(): name for form, name in _NAMES.items()}
# Agencies are left out: a copyright line naming one stands on many other outlets' pages.
_ANY_NAME = re.compile(rf"(?<!\w)(?:{any_of(form for form in _NAMES if form not in AGENCIES)})(?!\w)")


def source_of_url(url: str | None) -> Source:
    """Return the outlet behind an address. An unknown host gives its domain without a name; no address, neither."""
    host = host_of(url)
    labels = host.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels) - 1))
    domain = next((domain for domain in domains if domain in _TABLE), None)
    return Source(_TABLE[domain][0], domain) if domain else Source(domain=host.removeprefix("www.") or None)


def name_outlet(words: str) -> str | None:
    """Return the outlet's name if `words` are nothing but its name or alias, as printed or all in capitals."""
    return _NAMES.get(words) or (_CAPITALS.get(words) if words.isupper() else None)


def find_outlet(words: str) -> Span | None:
    """Return where a known outlet's name or alias stands in `words` (agencies aside), or None."""
    match = _ANY_NAME.search(words)
    return Span(*match.span()) if match else None


def host_of(url: str | None) -> str:
    """Return the host of an address; "" if there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname if url else None
    except ValueError:  # "http://[" is what a page may well hold; it names no outlet
        host = None
    return (host or "").rstrip(".")
