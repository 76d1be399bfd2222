"""Files for other programs opened again, each with a library that did not write it: rows of Parquet, references."""

from __future__ import annotations

import re
from datetime import date
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, ImplicitComment
from pylatexenc.latex2text import LatexNodes2Text

_SOMETIMES = ("page", "time", "withdrawn")
"""Keys that JSON has only of what they are told of."""

_LIGATURES = (
    *(("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")),
    *(("!`", "¡"), ("?`", "¿"), ("'", "’"), ("`", "‘"), ("ˆ", "^")),
)


def read_parquet(data: bytes) -> list[dict[str, Any]]:
    """The rows as DuckDB reads them."""
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        path = Path(folder, "sheet.parquet")
        path.write_bytes(data)
        rows = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON Lines have it."""
    return {
        name: _plain(value)
        for name, value in row.items()
        if name not in _SOMETIMES or value not in (None, False)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return [value["start"], value["end"]]
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def read_bibtex(data: bytes) -> list[Entry]:
    """The entries. Fails where something in the file is none, but for the line that tells the encoding."""
    text = data.decode("utf-8")
    values = re.findall(r"^  [a-z]+ = (\{.*\}),$", text, re.MULTILINE)
    assert all(_is_one_group(value) for value in values), "BibTeX counts braces, escaped or not"
    told: Library = parse_string(text)
    assert told.failed_blocks == []
    others = [block for block in told.blocks if not isinstance(block, Entry)]
    assert [block.comment for block in others if isinstance(block, ImplicitComment)] == ["% Encoding: UTF-8"]
    assert len(others) == 1
    return told.entries


def _is_one_group(value: str) -> bool:
    """True if the brace that opens it closes at its end, and not before."""
    steps = ((sign == "{") - (sign == "}") for sign in value)
    *depths, last = accumulate(steps)
    return last == 0 and min(depths) > 0


def fields(entry: Entry) -> dict[str, str]:
    """What TeX makes of the fields of an entry; addresses stay as they are."""
    return {
        name: field.value if name == "url" else typeset(field.value)
        for name, field in entry.fields_dict.items()
    }


def typeset(tex: str) -> str:
    """What TeX makes of a text."""
    # The library knows these two by their other name.
    tex = re.sub(r"\\text(brace)(left|right)\b", lambda found: f"\\{found[2][0]}brace", tex)
    return ligatures(LatexNodes2Text(strict_latex_spaces=True).latex_to_text(tex))


def ligatures(text: str) -> str:
    """The text with what TeX's fonts make of some runs of signs."""
    for signs, one in _LIGATURES:
        text = text.replace(signs, one)
    return text
