"""Names of files that tell what is in them → fields of an article, after a pattern like "{source}_{date}_{title}"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from quotetrack.errors import UsageError

NAME_FIELDS = ("source", "date", "title", "byline", "id", "language")
"""What a pattern can name. "date" is the day of publication."""
_FIELD = re.compile(r"\{([^{}]{0,40})\}")
_LONGEST = 255
"""Characters of a name that is looked at: more no file system takes."""
_MOST_WORDS = 3
"""Fields of a pattern that are words: of more, it takes long to say that a name does not fit."""
_DATE = r"(?P<date>(?:19|20)\d\d(?P<sign>[-_.]?)(?:0[1-9]|1[0-2])(?P=sign)(?:0[1-9]|[12]\d|3[01]))"


def name_pattern(words: str) -> re.Pattern[str]:
    """Return the pattern that names are compared with.

    Raises:
        UsageError: it names no field, an unknown one, one twice, too many, or two with nothing between them.
    """
    fields = _FIELD.findall(words)
    unknown = next((field for field in fields if field not in NAME_FIELDS), None)
    if unknown is not None or not fields:
        what = "no field" if unknown is None else f"the unknown field {{{unknown}}}"
        raise UsageError(
            f'--name "{words}" has {what}; those are {", ".join(f"{{{one}}}" for one in NAME_FIELDS)}'
        )
    if len(set(fields)) < len(fields) or "}{" in words:
        raise UsageError(
            f'--name "{words}" names a field twice, or two with nothing between; write it like '
            '"{source}_{date}_{title}"'
        )
    if len(fields) - ("date" in fields) > _MOST_WORDS:
        raise UsageError(
            f'--name "{words}" names more than {_MOST_WORDS} fields beside the date; leave some out'
        )
    pieces = _FIELD.split(words)
    parts = [
        re.escape(piece) if at % 2 == 0 else _DATE if piece == "date" else rf"(?P<{piece}>.{{1,200}}?)"
        for at, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts))


def facts_of_name(pattern: re.Pattern[str], stem: str) -> Mapping[str, str]:
    """Return what the name of a file tells, without its ending: "published" and fields as they are called elsewhere.
    Empty for a name that does not fit. Low lines in words are spaces."""
    found = pattern.fullmatch(stem[:_LONGEST])
    if found is None:
        return {}
    told = {
        name: " ".join(value.replace("_", " ").split())
        for name, value in found.groupdict().items()
        if name not in ("date", "sign", "id") and value
    }
    if "id" in pattern.groupindex:
        told["id"] = found["id"]
    if "date" in pattern.groupindex:
        digits = re.sub(r"\D", "", found["date"])
        try:
            told["published"] = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
        except ValueError:  # 31 February: no day, and so no name that fits
            return {}
    return {name: value for name, value in told.items() if value}
