"""An XLSX workbook → its sheets, and their rows one by one, however large; nothing that the file claims of itself is
believed, its size least of all."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from quotetrack.errors import ReadError
from quotetrack.review.archive import Archive, Attributes

LONGEST_SHEET = 1_048_576
"""Rows of a sheet, which is what spreadsheet programs hold."""
LONGEST_CELL = 1_000_000
"""Characters. Spreadsheet programs hold 32,767."""
_MOST_COLUMNS = 16_384
_MOST_CELLS = 10_000_000
"""Cells of a sheet, empty ones too: more than 170,000 rows of ours have."""
_MOST_STRINGS = 5_000_000
"""Texts that a workbook keeps in one place for all its sheets."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAYS = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
"""Numbers of formats that show days, without the spreadsheet's saying so (ECMA-376, 18.8.30)."""
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.")
_FIRST_DAY, _FIRST_DAY_OF_MAC = date(1899, 12, 30), date(1904, 1, 1)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


def column_letters(number: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: "A", "AB"."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_text(text: str) -> str:
    """Return a cell with the control characters that a workbook spells out ("_x000D_")."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class _Formats:
    """Which cell formats show days, and the day that they count from."""

    days: frozenset[int] = frozenset()
    first: date = _FIRST_DAY


class Workbook:
    """The sheets of a workbook. ReadError wherever the file is damaged."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sheets: dict[str, str] = {}
        self._strings: list[str] | None = None
        self._shared: str | None = None
        self._formats = _Formats()
        self._read_directory()

    @property
    def titles(self) -> list[str]:
        """The titles of the sheets, in order."""
        return list(self._sheets)

    def rows(self, title: str) -> Iterator[tuple[int, dict[int, str]]]:
        """Yield each row of a sheet that holds something: its number from 1, and its cells by their columns from 0.

        Days are YYYY-MM-DD; a formula is as it was typed, since what it came to not every program keeps. Behind the
        last row, ReadError for cells that are merged: it cannot be told for which of them their text counts.
        """
        if self._strings is None:
            self._strings = _Strings(self._archive, self._shared).all()
        yield from _Rows(self._archive, self._sheets[title], title, self._strings, self._formats).all()

    def _read_directory(self) -> None:
        targets = {
            kind: self._target("", target) for kind, _, target in self._relations("_rels/.rels") if target
        }
        main = targets.get("officeDocument", "xl/workbook.xml")
        folder, name = posixpath.split(main)
        relations = self._relations(f"{folder}/_rels/{name}.rels")
        places = {id: self._target(folder, target) for _, id, target in relations}
        kinds = {id: kind for kind, id, _ in relations}
        found: list[tuple[str, str]] = []
        from_1904 = False

        def start(tag: str, own: Attributes) -> None:
            nonlocal from_1904
            if tag == "sheet":
                found.append((own.get("name", ""), own.get(_RELATION) or own.get(_STRICT_RELATION) or ""))
            elif tag == "workbookPr":
                from_1904 = own.get("date1904", "0") in ("1", "true")

        _exhaust(self._archive.parse(main, start))
        for title, id in found:
            if id not in places or title in self._sheets:
                raise self._archive.damaged(
                    f"the sheet {title[:60]!r} has no part of its own, or stands twice"
                )
            if kinds[id] == "worksheet":  # others are charts and macros
                self._sheets[title] = places[id]
        if not self._sheets:
            raise self._archive.damaged("it has no sheet")
        by_kind = {kind: places[id] for id, kind in kinds.items()}
        self._shared = by_kind.get("sharedStrings")
        first = _FIRST_DAY_OF_MAC if from_1904 else _FIRST_DAY
        self._formats = _Formats(_day_formats(self._archive, by_kind.get("styles")), first)

    def _relations(self, name: str) -> list[tuple[str, str, str]]:
        """Return the kind, id and target of each relation in a part."""
        found: list[tuple[str, str, str]] = []

        def start(tag: str, own: Attributes) -> None:
            if tag == "Relationship":
                kind = own.get("Type", "").rpartition("/")[2]
                found.append((kind, own.get("Id", ""), own.get("Target", "")))

        _exhaust(self._archive.parse(name, start))
        return found

    def _target(self, folder: str, target: str) -> str:
        return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _exhaust(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


def _day_formats(archive: Archive, name: str | None) -> frozenset[int]:
    """Return the numbers of the cell formats that show days."""
    if name is None:
        return frozenset()
    own_days: dict[int, bool] = {}
    formats: list[int] = []
    inside = ""

    def start(tag: str, own: Attributes) -> None:
        nonlocal inside
        if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = tag
        elif tag == "numFmt":
            code = _QUOTED.sub("", own.get("formatCode", "")).lower()
            own_days[int(own["numFmtId"])] = any(sign in code for sign in "dy")
        elif tag == "xf" and inside == "cellXfs":
            formats.append(int(own.get("numFmtId", "0")))

    try:
        _exhaust(archive.parse(name, start))
    except KeyError as error:
        raise archive.damaged("a number format has no number") from error
    return frozenset(n for n, id in enumerate(formats) if own_days.get(id, id in _DAYS))


class _Strings:
    """The texts that cells share."""

    def __init__(self, archive: Archive, name: str | None) -> None:
        self._archive, self._name = archive, name
        self._strings: list[str] = []
        self._text = _Text()

    def all(self) -> list[str]:
        if self._name is not None:
            text = self._text
            _exhaust(self._archive.parse(self._name, text.start, self._end, text.add))
        return self._strings

    def _end(self, tag: str) -> None:
        self._text.end(tag)
        if tag == "si":
            if len(self._strings) == _MOST_STRINGS:
                raise self._archive.damaged(
                    f"more than {_MOST_STRINGS:,} texts; split it into several sheets"
                )
            self._strings.append(self._text.take(f"text {len(self._strings)}", self._archive))


class _Text:
    """The text of a cell, gathered piece by piece: what stands in `t`, but not how it is pronounced (`rPh`)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._is_open = self._is_phonetic = False

    def start(self, tag: str, _own: Attributes) -> None:
        if tag == "t":
            self._is_open = not self._is_phonetic
        elif tag == "rPh":
            self._is_phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_open = False
        elif tag == "rPh":
            self._is_phonetic = False

    def add(self, data: str) -> None:
        # What is too long is not kept: `take` refuses it once its place is known.
        if self._is_open:
            self._length += len(data)
            if self._length <= LONGEST_CELL:
                self._pieces.append(data)

    def take(self, where: str, archive: Archive) -> str:
        if self._length > LONGEST_CELL:
            raise _too_long(where, self._length, archive)
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return cell_text(text)


def _too_long(where: str, length: int, archive: Archive) -> ReadError:
    return archive.damaged(f"{where} has {length:,} characters; at most {LONGEST_CELL:,} are read")


@dataclass(slots=True)
class _Cell:
    """A cell that is being read."""

    column: int = 0
    type: str = "n"
    format: int = 0
    value: list[str] = field(default_factory=list)
    formula: list[str] | None = None
    formula_of: str | None = None
    length: int = 0


class _Rows:
    """The rows of one sheet, as its part is parsed."""

    def __init__(
        self, archive: Archive, name: str, title: str, strings: list[str], formats: _Formats
    ) -> None:
        self._archive, self._name, self._title = archive, name, title
        self._strings, self._formats = strings, formats
        self._ready: list[tuple[int, dict[int, str]]] = []
        self._text = _Text()
        self._row = self._cells = 0
        self._in_data = False
        self._in: list[str] | None = None
        self._here: dict[int, str] = {}
        self._next = 0
        self._cell = _Cell()
        self._formulas: dict[str, str] = {}
        self._merged = ""

    def all(self) -> Iterator[tuple[int, dict[int, str]]]:
        for _ in self._archive.parse(self._name, self._start, self._end, self._data):
            yield from self._ready
            self._ready.clear()
        if self._merged:
            raise self._fault(
                f"the cells {self._merged} are merged, so it cannot be told for which row their text counts: unmerge "
                "them"
            )

    def _fault(self, reason: str) -> ReadError:
        return self._archive.refused(self._title, reason)

    def _start(self, tag: str, own: Attributes) -> None:
        if tag == "sheetData":
            self._in_data = True
        elif tag == "mergeCell":
            self._merged = self._merged or own.get("ref", "?")[:40]
        elif self._in_data:
            if tag == "c":
                self._start_cell(own)
            elif tag == "v":
                self._in = self._cell.value
            elif tag == "f":
                self._in = self._cell.formula = []
                self._cell.formula_of = own.get("si")
            elif tag == "row":
                self._start_row(own)
            else:
                self._text.start(tag, own)

    def _data(self, data: str) -> None:
        if self._in is not None:
            self._cell.length += len(data)
            if self._cell.length > LONGEST_CELL:
                raise self._fault(f"{self._where()} has more than {LONGEST_CELL:,} characters")
            self._in.append(data)
        else:
            self._text.add(data)

    def _end(self, tag: str) -> None:
        if not self._in_data:
            return
        if tag in ("v", "f"):
            self._in = None
        elif tag == "c":
            text = self._read_cell()
            if text:
                self._here[self._cell.column] = text
        elif tag == "row":
            if self._here:
                self._ready.append((self._row, self._here))
        elif tag == "sheetData":
            self._in_data = False
        else:
            self._text.end(tag)

    def _start_row(self, own: Attributes) -> None:
        given = own.get("r", "")
        number = int(given) if given else self._row + 1
        if number <= self._row:
            raise self._fault(f"row {number:,} comes behind row {self._row:,}")
        if number > LONGEST_SHEET:
            raise self._fault(f"row {number:,}; at most {LONGEST_SHEET:,} rows are read")
        self._row, self._here, self._next = number, {}, 0

    def _start_cell(self, own: Attributes) -> None:
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise self._fault(f"more than {_MOST_CELLS:,} cells; split it into several sheets")
        column, place = self._next, own.get("r")
        if place is not None:
            column = self._column(place)
            if column < self._next:
                raise self._fault(f"the cell {place} stands twice, or behind one on its right")
        if column >= _MOST_COLUMNS:
            raise self._fault(
                f"a column {column + 1:,} in row {self._row}; at most {_MOST_COLUMNS:,} are read"
            )
        self._next = column + 1
        self._cell = _Cell(column, own.get("t", "n"), int(own.get("s", "0")))

    def _column(self, place: str) -> int:
        found = _PLACE.fullmatch(place)
        if found is None or int(found[2]) != self._row:
            raise self._fault(f"a cell {place[:20]!r} in row {self._row}")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return column - 1

    def _where(self) -> str:
        return f"the cell {column_letters(self._cell.column)}{self._row}"

    def _read_cell(self) -> str:
        cell = self._cell
        if cell.formula is not None:
            return self._formula("".join(cell.formula))
        value = "".join(cell.value)
        if cell.type == "inlineStr":
            return self._text.take(self._where(), self._archive)
        if not value:
            return ""
        match cell.type:
            case "s":
                return self._shared(value)
            case "str" | "e":
                return cell_text(value)
            case "b":
                return "True" if value == "1" else "False"
            case "d":
                return value[:10]
            case "n":
                return self._number(value)
        raise self._fault(f"{self._where()} is of the unknown kind {cell.type[:20]!r}")

    def _formula(self, typed: str) -> str:
        shared = self._cell.formula_of
        if shared is not None:  # one that several cells share is spelled out in the first of them
            typed = typed or self._formulas.get(shared, "")
            self._formulas[shared] = typed
        return cell_text(f"={typed}")

    def _shared(self, value: str) -> str:
        if not value.isdecimal() or len(value) > 9 or int(value) >= len(self._strings):
            raise self._fault(f"{self._where()} shares a text {value[:20]!r}, and there is none")
        return self._strings[int(value)]

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError as error:
            raise self._fault(f"{self._where()} holds {value[:20]!r}, which is no number") from error
        if self._cell.format in self._formats.days and 1 <= number < 2_958_466:
            return (self._formats.first + timedelta(days=int(number))).isoformat()
        is_whole = value.lstrip("+-").isdecimal() and len(value) <= 300
        return str(int(value)) if is_whole else str(number)
