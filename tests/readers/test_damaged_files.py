"""Files of all formats, damaged at random: nothing is raised, and every zone and page still lies in its text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from quotetrack.records import Article
from tests.readers.golds import FILES, read_all
from tests.sizes import size

TIMES = size(40, 10)
"""How often each file is damaged in another way."""
NAMES = sorted(
    f"{path.parent.name}/{path.name}"
    for folder in ("archives", "json", "mail", "office", "pdf", "saved", "tables")
    for path in (FILES / folder).iterdir()
    if path.suffix != ".json" or folder == "json"
)
PIECES = (b"\xff\xff\xff\x7f", b"<", b"&x;", b'"', b"\r\n\r\n", b"--", b"9" * 30, b"\x00" * 8)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some changed, cut, doubled or put in."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(broken))
        match chance.randrange(4):
            case 0:
                broken[at] = chance.randrange(256)
            case 1:
                del broken[at : at + chance.choice((1, 10, 100))]
            case 2:
                broken[at:at] = broken[at : at + chance.choice((5, 100, 1000))]
            case _:
                broken[at:at] = chance.choice(PIECES)
        if not broken:
            return b"x"
    return bytes(broken)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_raises_nothing(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)
    path = tmp_path / Path(name).name
    for _ in range(2 if name.endswith(".pdf") else TIMES):
        path.write_bytes(damaged((FILES / name).read_bytes(), chance))
        for one in read_all(path):
            if isinstance(one, Article):
                spans = [*(zone.span for zone in one.zones), *(at.span for at in one.locators)]
                assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
            else:
                assert "\n" not in one.reason
