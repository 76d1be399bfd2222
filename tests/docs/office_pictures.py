"""Make the pictures of a workbook and of a document: `python -m tests.docs.office_pictures`.

LibreOffice lays them out, and pdftoppm of Poppler draws the first page. As in `pictures`, each picture carries the
digest of what it shows.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from quotetrack.collection import Collection
from quotetrack.collection import open as open_collection
from quotetrack.export import Sheet, write
from quotetrack.records import Printed, Review, Status

from .pages import ROOT
from .pictures import DEMO, FOLDER, digest, labelled

PROGRAMS = ("soffice", "pdftoppm")
ACROSS = {"xlsx": 1280, "docx": 800}
"""Pixels across the first page of each format."""

NAMES = {"xlsx": "workbook.png", "docx": "document.png"}
_SHOWN = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml"}
_STATUSES: tuple[Status | None, ...] = ("confirmed", None, "unsure", "rejected", None, "corrected")
_SECONDS = 120


def sheet(collection: Collection) -> Sheet:
    """The sheet that is shown: the answers to the question of the demo, some of them checked. It depends on the
    fixtures, and on no version, path or day."""
    made = collection.sheet(question=DEMO, limit=12)
    return replace(
        made,
        printed=[_checked(one, status) for one, status in zip(made.printed, cycle(_STATUSES), strict=False)],
        method=(("question", DEMO), ("from the database", "quotes.db"), ("written on", "2026-01-31")),
    )


def _checked(printed: Printed, status: Status | None) -> Printed:
    if status is None:
        return printed
    review = Review(status=status, reviewer="Ana Reis", checked_on="2026-02-02", notes="Heard on the tape.")
    return replace(printed, review=review)


def written(sheet: Sheet, format: str) -> bytes:
    """The sheet in that format."""
    out = io.BytesIO()
    write(sheet, format, out)
    return out.getvalue()


def shown(data: bytes, format: str) -> bytes:
    """The part of the file that its first page shows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(_SHOWN[format])


def can_draw() -> bool:
    """True if this machine has the programs that draw pages."""
    return all(map(shutil.which, PROGRAMS))


def pages(data: bytes, format: str, folder: Path) -> list[Path]:
    """The pages as LibreOffice prints them, drawn one by one into a folder."""
    file = folder / f"sheet.{format}"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    draw = ["pdftoppm", "-png", "-scale-to-x", str(ACROSS[format]), "-scale-to-y", "-1"]
    for command in (office, [*draw, str(file.with_suffix(".pdf")), str(folder / "page")]):
        subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    return sorted(folder.glob("page-*.png"))


def draw(data: bytes, format: str) -> bytes:
    """The first page as a PNG that carries the digest of what it shows."""
    with tempfile.TemporaryDirectory(prefix="quotetrack-picture") as folder:
        first, *_ = pages(data, format, Path(folder))
        return labelled(first.read_bytes(), digest(shown(data, format)))


def make() -> None:
    """Write the two pictures of `docs/pictures` anew."""
    with (
        tempfile.TemporaryDirectory(prefix="quotetrack-picture") as folder,
        open_collection(Path(folder, "quotes.db")) as collection,
    ):
        collection.add([ROOT / "fixtures" / "articles"])
        for format, name in NAMES.items():
            path = FOLDER / name
            path.write_bytes(draw(written(sheet(collection), format), format))
            sys.stdout.write(f"{name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    make()
