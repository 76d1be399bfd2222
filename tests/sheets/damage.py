"""Sheets that somebody has filled in, damaged in every way that a file comes back: bytes changed, cut off, parts that
break XML or claim what is not so, cells merged, headings doubled, bombs."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Expected = Literal["same", "error", "either", "named"]
"""What may come of a sheet. same: the decisions of the whole one. error: one line that refuses it. either: one of
these. named: fewer decisions, and the rows that are lost are named."""

_SHEET = "xl/worksheets/sheet1.xml"
_HIDDEN = (9_000_000, 60_000_000)
"""Bytes that a bomb unpacks to: so few that its ratio is not looked at, and more."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged sheet: the kind of damage, what may come of it, the ending of its file, and its bytes."""

    kind: str
    expected: Expected
    ending: str
    data: bytes


def damaged_sheets(xlsx: bytes, csv: bytes, count: int, seed: int = 1) -> Iterator[Damaged]:
    """Yield so many damaged sheets of all kinds in turn, each from its number and the seed alone."""
    kinds = [*_XLSX, *_CSV]
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        name, expected, damage = kinds[number % len(kinds)]
        ending = "xlsx" if number % len(kinds) < len(_XLSX) else "csv"
        yield Damaged(name, expected, ending, damage(xlsx if ending == "xlsx" else csv, chance))


Damage = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _flip_directory(data: bytes, chance: random.Random) -> bytes:
    """Change a byte of the ZIP directory, which stands at the end."""
    changed = bytearray(data)
    changed[chance.randrange(data.index(b"PK\x01\x02"), len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _drop_a_stretch(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 2000) :]


def with_part(
    data: bytes, change: Callable[[bytes], bytes], name: str = _SHEET, *, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return the workbook with one part changed; the ZIP file is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for part in old.namelist():
            own = old.read(part)
            new.writestr(part, change(own) if part == name else own)
    return out.getvalue()


def _broken_xml(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        name = chance.choice([_SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"])
        length = len(book.read(name))
    at = chance.randrange(60, length)
    break_it: list[Callable[[bytes], bytes]] = [
        lambda part: part[:at],
        lambda part: part[:at] + b"<" + part[at:],
        lambda part: part[:at] + b"&none;" + part[at:],
        lambda part: part[:at] + b"\x00\x01" + part[at:],
        lambda part: part[:at] + b"\xff\xfe" + part[at:],
        lambda part: part + part,
    ]
    return with_part(data, chance.choice(break_it), name)


def _without_a_part(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    gone = chance.choice([_SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != gone:
                new.writestr(part, old.read(part))
    return out.getvalue()


def _wrong_dimension(data: bytes, chance: random.Random) -> bytes:
    claim = chance.choice([b"A1", b"A1:B2", b"A1:XFD1048576", b"C3:D4", b"nonsense", b""])
    return with_part(
        data, lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + claim + b'"', part)
    )


def _wrong_place(data: bytes, chance: random.Random) -> bytes:
    """Give a row or a cell a place that it cannot have."""
    old, new = chance.choice(
        [
            (rb'<row r="3"', b'<row r="2"'),
            (rb'<row r="3"', b'<row r="99999999"'),
            (rb'<row r="3"', b'<row r="-1"'),
            (rb' r="D3"', b' r="A3"'),
            (rb' r="D3"', b' r="ZZZZ3"'),
            (rb' r="D3"', b' r="D9"'),
        ]
    )
    return with_part(data, lambda part: part.replace(old, new, 1))


def _wrong_text(data: bytes, chance: random.Random) -> bytes:
    """Make a cell share a text that there is none of, or be of a kind that there is not."""
    kind = chance.choice(
        [b's"><v>99</v>', b's"><v>-1</v>', b's"><v>x</v>', b'what"><v>1</v>', b'n"><v>one</v>']
    )
    cell = b'<c r="A3" t="' + kind + b"</c>"
    return with_part(data, lambda part: re.sub(rb'<c r="A3".*?</c>', cell, part, count=1, flags=re.DOTALL))


def _merged(data: bytes, chance: random.Random) -> bytes:
    row = chance.randrange(2, 6)
    cells = f'<mergeCells count="1"><mergeCell ref="B{row}:B{row + 2}"/></mergeCells>'.encode()
    return with_part(data, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + cells, 1))


def _doubled_heading(data: bytes, chance: random.Random) -> bytes:
    """Write a heading that stands there already behind the last one."""
    name = chance.choice([b"status", b"Status", b"id", b"Notes ", b"checked_on", b"words"])
    cell = b'<c t="inlineStr"><is><t xml:space="preserve">' + name + b"</t></is></c></row>"
    return with_part(data, lambda part: part.replace(b"</row>", cell, 1))


def _encrypted(data: bytes, _: random.Random) -> bytes:
    return _in_directory(data, 8, struct.pack("<H", 1))


def _packed_otherwise(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return with_part(data, lambda part: part, method=chance.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    return _in_directory(data, 10, struct.pack("<H", chance.choice([1, 6, 9, 12, 14, 93, 99])))


def _wrong_size(data: bytes, chance: random.Random) -> bytes:
    return _in_directory(data, 24, struct.pack("<I", chance.choice([0, 1, 100, 2**31, 2**32 - 2])))


def _in_directory(data: bytes, place: int, value: bytes) -> bytes:
    """Return the file with a field of every entry of its directory changed."""
    changed = bytearray(data)
    for entry in re.finditer(b"PK\x01\x02", data):
        changed[entry.start() + place : entry.start() + place + len(value)] = value
    return bytes(changed)


def _bomb(data: bytes, chance: random.Random) -> bytes:
    """Hide 9 or 60 MB in a cell, an attribute, a comment, or in empty cells."""
    hidden = chance.choice(_HIDDEN)
    zeros = b"0" * hidden
    fill: Callable[[bytes], bytes] = chance.choice(
        [
            lambda part: part.replace(b"</t>", zeros + b"</t>", 1),
            lambda part: part.replace(b"<sheetData", b'<sheetData mine="' + zeros + b'"', 1),
            lambda part: part.replace(b"<sheetData", b"<!--" + zeros + b"--><sheetData", 1),
            lambda part: part.replace(b"</row>", b"<c/>" * (hidden // 4) + b"</row>", 1),
        ]
    )
    return with_part(data, fill)


def _entities(data: bytes, _: random.Random) -> bytes:
    """Define entities that grow tenfold nine times."""
    lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE worksheet [<!ENTITY e0 "lol">{lines}]>'.encode()
    return with_part(data, lambda part: head + part.partition(b"?>")[2].replace(b"</v>", b"&e9;</v>", 1))


def _something_else(_: bytes, chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"",
            b"PK\x03\x04",
            b"PK\x05\x06" + bytes(18),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
            b"%PDF-1.7 and more",
            "id,status\nx,“é”\n".encode("utf-16"),
            bytes(range(256)) * 40,
        ]
    )


def _csv_doubled(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\r\n", b"," + chance.choice([b"Status", b"status", b"ID"]) + b"\r\n", 1)


def _csv_open_mark(data: bytes, chance: random.Random) -> bytes:
    """Open a quotation mark that nothing closes at the start of a line."""
    lines = [found.end() for found in re.finditer(rb"\r\n", data)][1:-1]
    at = chance.choice(lines)
    return data[:at] + b'"' + data[at:]


def _csv_long_cell(data: bytes, _: random.Random) -> bytes:
    return data + b"x" * 2_000_000


def _csv_not_utf_8(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(1000, len(data))
    return data[:at] + b"\xff" + data[at:]


_XLSX: list[tuple[str, Expected, Damage]] = [
    ("bytes changed", "either", _flip),
    ("bytes of the directory changed", "either", _flip_directory),
    ("cut off", "error", _cut),
    ("a stretch missing", "either", _drop_a_stretch),
    ("XML broken", "either", _broken_xml),
    ("a part missing", "either", _without_a_part),
    ("wrong dimension", "same", _wrong_dimension),
    ("a row or cell out of place", "error", _wrong_place),
    ("a cell of no kind", "error", _wrong_text),
    ("cells merged", "error", _merged),
    ("a heading doubled", "error", _doubled_heading),
    ("encrypted", "error", _encrypted),
    ("packed otherwise", "error", _packed_otherwise),
    ("wrong sizes claimed", "error", _wrong_size),
    ("entities", "error", _entities),
    ("something else", "error", _something_else),
    ("bomb of 9 or 60 MB", "error", _bomb),
]
_CSV: list[tuple[str, Expected, Damage]] = [
    ("CSV: a heading doubled", "error", _csv_doubled),
    ("CSV: a mark left open", "error", _csv_open_mark),
    ("CSV: a cell without end", "error", _csv_long_cell),
    ("CSV: no UTF-8", "error", _csv_not_utf_8),
    ("CSV: cut off", "named", _cut),
]
