"""Where a copy of a page lies, as the record of a web archive tells it."""

from __future__ import annotations

import re

_WAYBACK = re.compile(
    r"(https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/)(?:(https?)(?::/{1,2}|%3A%2F%2F))?(.{1,4000})",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"<([^<>]{1,2000})>((?:\s{0,5};\s{0,5}[\w-]{1,20}=(?:\"[^\"]{0,400}\"|[^\s;,\"]{1,200})){0,10})"
)
_REL = re.compile(r";\s{0,5}rel=\"?([^\";]{1,200})", re.IGNORECASE)


def original_of(url: str) -> tuple[str, str | None]:
    """Return the address of the page that a copy is of, and the address of the copy; for what is no copy of the Wayback
    Machine the address itself, and None."""
    found = _WAYBACK.fullmatch(url)
    if found is None:
        return url, None
    return f"{(found[3] or 'http').lower()}://{found[4]}", url


def memento_of(link: str) -> str | None:
    """Return the one address that a header "Link" calls the memento; None if there is none, or more than one."""
    mementos = {
        url
        for url, parameters in _LINK.findall(link[:20_000])
        for rel in _REL.findall(parameters)
        if set(rel.casefold().split()) == {"memento"} and url.startswith(("http://", "https://"))
    }
    return mementos.pop() if len(mementos) == 1 else None
