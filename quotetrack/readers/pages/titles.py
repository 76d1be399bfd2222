"""The headline of a page and the name of its outlet, each without the other, from what the page calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BETWEEN = re.compile(r"\s+[|–—»·•:-]{1,2}\s+|\s*[|»]\s*|\s+::\s+")
"""What sites put between a headline, its author and their own name."""
_OUTLET_WORDS = 5
"""Words of an outlet's name at most, where nothing else tells that it is one."""


def headline_of(named: Sequence[str], headings: Sequence[str], site: str | None) -> str | None:
    """Return the headline without the names of site and author.

    Args:
        named: What the page calls itself, the most trusted first: JSON-LD, og:title, `<title>`.
        headings: The words of its `<h1>` elements, in the page's order.
        site: The outlet's name, if the page tells it.

    Returns:
        The heading that the first name is, or has in it; else that name without the site's; else the first heading
        that is not the site's name. None if the page has none of these.
    """
    owner = _squeeze(site or "")
    own = [heading for heading in headings if _squeeze(heading) and _squeeze(heading) != owner]
    if not named:
        return next(iter(own), None)
    whole = _squeeze(named[0])
    parts = set(map(_squeeze, title_parts(named[0])))
    for heading in own:
        squeezed = _squeeze(heading)
        if squeezed == whole or (squeezed in parts and len(heading.split()) > 1):
            return heading
    return bare_title(named[0], site)


def title_parts(title: str) -> list[str]:
    """Return the parts of a title between the bars and dashes of a site; the whole if there are none."""
    return [part.strip() for part in _BETWEEN.split(title) if part.strip()]


def bare_title(name: str, site: str | None) -> str:
    """Return a title without the site's name before or behind it."""
    parts = title_parts(name)
    owner = _squeeze(site or "")
    if len(parts) < 2:
        return name
    if owner and any(_is_owner(part, owner) for part in parts[1:]):
        cut = next(at for at, part in enumerate(parts) if at and _is_owner(part, owner))
        return name[: name.index(parts[cut - 1]) + len(parts[cut - 1])].strip()
    if owner and _is_owner(parts[0], owner):
        return name[name.index(parts[1], len(parts[0])) :].strip()
    return name


def outlet_in(title: str, headline: str | None) -> str | None:
    """Return the outlet that a `<title>` names behind the headline, as in "Bridge shut - Jane Doe - The Post"; None if
    it names none."""
    parts = title_parts(title)
    if len(parts) < 2 or not headline:
        return None
    first, last = parts[0], parts[-1]
    head = _squeeze(headline)
    if head.startswith(_squeeze(first)) and not head.endswith(_squeeze(last)):
        return last if len(last.split()) <= _OUTLET_WORDS else None
    if head.endswith(_squeeze(last)) and not head.startswith(_squeeze(first)):
        return first if len(first.split()) <= _OUTLET_WORDS else None
    return None


def without_slogan(site: str | None) -> str | None:
    """Return an outlet's name without what it says of itself: "The Post - News you can use" → "The Post"."""
    if not site:
        return None
    parts = title_parts(site)
    return parts[0] if parts else None


def _is_owner(part: str, owner: str) -> bool:
    squeezed = _squeeze(part)
    return bool(squeezed) and (squeezed == owner or squeezed.removeprefix("the") == owner.removeprefix("the"))


def _squeeze(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def texts_of(names: Iterable[str | None]) -> list[str]:
    """Return those that hold something."""
    return [name for name in names if name]
