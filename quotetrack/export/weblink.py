"""Which addresses become links."""

from __future__ import annotations

import re
from urllib.parse import quote

_WEB = re.compile(r"https?://", re.IGNORECASE)

# What may stand in an address as it is: RFC 3986's reserved characters and the percent sign.
_STANDING = ":/?#[]@!$&'()*+,;=%~"


def web_address(url: str | None) -> str | None:
    """The address, with whatever could end it early percent-encoded; None unless it is http or https."""
    if url is None or not _WEB.match(url):
        return None
    return quote(url, safe=_STANDING, errors="replace")
