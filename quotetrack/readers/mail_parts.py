"""Mail and what is packed as mail is (MHTML) → its parts, with bounds on their number, size and headers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.decode import decode

_MOST_PARTS = 1000
_MOST_NESTED = 20
"""Parts within parts."""
_LONGEST_HEADER = 4000
"""Characters of a header that are looked at."""
_MOST_SECONDS = 20.0
_PIECE = 1 << 20
_PARTS = f"it has more than {_MOST_PARTS:,} parts; save the message that you want alone and read that"


class _BoundedPolicy(EmailPolicy):
    """The usual way to read mail, but no header is looked at beyond some length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


def parse_mail(data: bytes) -> EmailMessage:
    """Return the message that some bytes are, taken apart.

    Raises:
        ReadError: it has too many parts, or parts nested too deep.
    """
    count = 0

    def make(policy: Any = None) -> EmailMessage:
        nonlocal count
        count += 1
        if count > _MOST_PARTS:
            raise ReadError(_PARTS)
        return EmailMessage(policy=policy)

    parser = BytesFeedParser(make, policy=_BoundedPolicy())
    until = time.monotonic() + _MOST_SECONDS
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
            if time.monotonic() > until:
                raise ReadError(
                    "taking it apart takes too long; save the message as .html or .txt and read that"
                )
        message: EmailMessage = parser.close()  # type: ignore[assignment]
    except ReadError:
        raise
    except (RecursionError, MessageError, ValueError, LookupError, AttributeError) as error:
        raise ReadError(f"this mail is broken ({type(error).__name__}); save its text as .txt") from error
    return message


def leaves_of(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold no parts, in order, an attached message as one of them.

    Raises:
        ReadError: they are nested too deep.
    """
    waiting: list[tuple[Any, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _MOST_NESTED:
            raise ReadError(f"its parts are nested more than {_MOST_NESTED} deep; save its text as .txt")
        inner = part.get_payload()
        is_message = part is not message and content_type(part) == "message/rfc822"
        if isinstance(inner, list) and not is_message:
            waiting += [(one, depth + 1) for one in reversed(inner)]
        else:
            yield part


def header(part: EmailMessage, name: str) -> str:
    """Return a header in one line; "" if there is none, or none that can be read."""
    value = _raw_header(part, name)
    return "" if value is None else " ".join(str(value).replace("\x00", "").split())


def _raw_header(part: EmailMessage, name: str) -> Any:
    try:
        return part[name]
    except Exception:
        # The header parser of the standard library raises whatever a broken header makes it stumble on, and documents
        # none of it; a header that cannot be read tells nothing.
        return None


def content_type(part: EmailMessage) -> str:
    """Return the type of a part, such as "text/html"; "text/plain" if it names none."""
    words = header(part, "Content-Type").split(";", 1)[0].strip().casefold()
    return words if words.count("/") == 1 else "text/plain"


def attached_name(part: EmailMessage) -> str:
    """Return the name of an attached file; "" for a part that has none."""
    try:
        name = part.get_filename()
    except Exception:  # as above: the name cannot be read
        return ""
    return " ".join(str(name or "").split())[:200]


def part_bytes(part: EmailMessage) -> bytes:
    """Return what a part holds, its transfer encoding undone."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError) as error:
        raise ReadError(f"a part of it cannot be decoded ({error}); save its text as .txt") from error
    return payload if isinstance(payload, bytes) else b""


def attached_message(part: EmailMessage) -> bytes | None:
    """Return the bytes of the message that a part holds; None if it holds none."""
    inner: Any = part.get_payload()
    if content_type(part) != "message/rfc822" or not isinstance(inner, list) or not inner:
        return None
    try:
        return bytes(inner[0].as_bytes())
    except Exception as error:
        # What writes a message raises whatever its broken headers make it stumble on, and documents none of it.
        raise ReadError(f"a message in it is broken ({type(error).__name__}); save it alone") from error


def part_text(part: EmailMessage) -> str:
    """Return the text of a part, in the encoding that it names if that reads every byte. ReadError if none does."""
    data = part_bytes(part)
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError, ValueError):  # then as any file, which raises what is to be said
        return decode(data, is_html=content_type(part) == "text/html")


def stamp_of(words: str) -> str | None:
    """Return a mail's date as ISO 8601 with the time of day; None for no date."""
    try:
        moment = parsedate_to_datetime(words[:100]) if words else None
    except (ValueError, TypeError, IndexError, OverflowError):  # no date: it tells nothing
        return None
    return moment.isoformat() if moment is not None and 1900 < moment.year < 2200 else None
