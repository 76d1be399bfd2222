"""Make the pictures of the documentation: `python -m tests.docs.pictures`.

A sheet and the report on a draft are photographed by a browser. Each photograph carries the SHA-256 of the page it
shows, so that a test can tell a stale one without a browser. The answer in the README is drawn as an SVG, without one.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT  # type: ignore[attr-defined]
from rich.terminal_theme import TerminalTheme

from quotetrack.cli.render.cards import numbered, statement_card
from quotetrack.collection import Collection, extract
from quotetrack.collection import open as open_collection
from quotetrack.export import write
from quotetrack.export.draft_html import write_html_report
from quotetrack.export.positions_drawing import write_positions

from .pages import ROOT

FOLDER = ROOT / "docs" / "pictures"
PICTURES = (("sheet", 360), ("sheet", 1280), ("report", 390), ("report", 1280))
"""What is photographed, and how many pixels across: on a telephone, on a desk."""

MOST_HEIGHT = {360: 2600, 390: 2600, 1280: 1700}
"""Pixels of a page that its picture shows, so that the file stays small."""

MOST_BYTES = 300_000
ANSWER = FOLDER / "answer.svg"
POSITIONS = FOLDER / "positions.svg"
FERRY = (
    (
        "Ana Lima, the mayor of Porto Novo, said the council may close the northern ferry terminal.",
        *("Harbour Post", "2024-03-01"),
    ),
    (
        "Ana Lima told reporters that the council will close the northern ferry terminal.",
        *("The Globe", "2024-03-09"),
    ),
    (
        "“The council will not close the northern ferry terminal,” said Ana Lima.",
        *("Harbour Post", "2024-04-02"),
    ),
)
"""The articles of the guide to positions: text, outlet, day."""
DEMO = "what did Lavrov say about Assad"
QUESTION = "what did Sabra say about Tlass"
DRAFT = """# Two empty chairs and a joke

PARIS -- A hundred delegations sat down on Friday to end a war. “The text is finished,” said Benoit Charlier, an aide \
to one of them. Laurent Fabius told the meeting that a commander of the Republican Guard had defected.

George Sabra had his eye on the general. He “has been living for the past year under house arrest imposed by the \
regime,” Sabra said.

“We took it as a joke and responded with a joke,” Guido Westerwelle said of the talk of asylum. Helena Ostberg said \
that the empty chairs were an insult to the hosts.
"""
"""An invented draft, with words of the fixtures that are as they were printed and others that are not."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Nothing is to be fetched or reported; as root, a browser refuses its own sandbox.
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--force-device-scale-factor=1"),
)
# Rich's own drawing, without the fonts that it would have a browser fetch.
_DRAWING = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "DejaVu Sans Mono, Menlo, Consolas"
)
_THEME = TerminalTheme(
    (28, 30, 34),
    (222, 225, 230),
    [
        *((40, 42, 48), (224, 92, 92), (126, 190, 110), (222, 180, 92)),
        *((110, 150, 220), (190, 130, 200), (98, 200, 205), (222, 225, 230)),
    ],
)
_MAGIC = b"\x89PNG\r\n\x1a\n"
_MADE_OF = b"Page SHA-256"
_SECONDS = 120


def page(collection: Collection) -> bytes:
    """The page that is photographed: two answers and their claim. It depends on the fixtures and on how a page looks,
    and on no version, path or day."""
    sheet = replace(
        collection.sheet(question=QUESTION, limit=2),
        method=(("question", QUESTION), ("from the database", "quotes.db"), ("written on", "2026-01-31")),
    )
    out = io.BytesIO()
    write(sheet, "html", out)
    return out.getvalue()


def report(collection: Collection) -> bytes:
    """The report that is photographed; it depends on the same as the sheet does."""
    checked = collection.check_draft(DRAFT, name="draft.md")
    out = io.BytesIO()
    write_html_report(
        replace(checked, searched=(("searched", "quotes.db"), ("checked on", "2026-01-31"))), out
    )
    # What was searched stands in some verdicts with the name of the file.
    return out.getvalue().replace(collection.location.encode(), b"quotes.db")


def pages(collection: Collection) -> dict[str, bytes]:
    """What is photographed, by its name."""
    return {"sheet": page(collection), "report": report(collection)}


def positions() -> str:
    """The picture in the guide to positions, as SVG."""
    out = io.BytesIO()
    with open_collection(":memory:") as collection:
        for text, outlet, day in FERRY:
            collection.store.add(extract(text, source=outlet, published=day))
        collection.link(workers=1)
        write_positions(collection.positions("Lima", about="the ferry terminal"), out)
    return out.getvalue().decode("utf-8")


def answer(collection: Collection) -> str:
    """Draw what the demo's question prints first on a terminal of 80 columns, as an SVG that loads nothing."""
    from rich.console import Console
    from rich.text import Text

    reply = collection.ask(DEMO)
    best = reply.results[0]
    screen = Console(
        record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor", markup=False
    )
    screen.print(Text(f"Read as: {reply.read_as}", style="dim"))
    screen.print()
    lines = statement_card(best.printed, note=best.why, others=best.others, in_passage=True)
    screen.print(numbered(1, lines))
    title = f'quotetrack ask "{DEMO}"'
    return screen.export_svg(title=title, code_format=_DRAWING, theme=_THEME, unique_id="answer") + "\n"


def browser() -> str | None:
    """The path of a browser that can photograph pages, if this machine has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a page turns out where it has so many pixels across, and how many it takes."""

    across: int
    width: int
    height: int


def measure(page: bytes, across: int) -> Size:
    """The size that the page takes in a frame of that width."""
    script = (
        "const f = document.querySelector('iframe');"
        "const tell = () => { const e = f.contentDocument.documentElement;"
        " document.body.dataset.size = e.scrollWidth + 'x' + e.scrollHeight; };"
        "f.addEventListener('load', tell);"
    )
    frame = f'<iframe style="width:{across}px;height:600px;border:0" srcdoc="{html.escape(page.decode())}"></iframe>'
    told = _browse(
        f"<!doctype html><body>{frame}<script>{script}</script>", "--dump-dom", "--window-size=1600,900"
    )
    found = re.search(r'data-size="(\d+)x(\d+)"', told.decode("utf-8", "replace"))
    if found is None:
        raise RuntimeError("the browser did not measure the page")
    return Size(across, int(found[1]), int(found[2]))


def photograph(page: bytes, size: Size) -> bytes:
    """The page's upper part as a PNG that carries the page's digest."""
    height = min(size.height, MOST_HEIGHT[size.across])
    with tempfile.TemporaryDirectory(prefix="quotetrack-picture") as folder:
        picture = Path(folder, "picture.png")
        _browse(page.decode(), f"--screenshot={picture}", f"--window-size={size.across},{height}")
        return labelled(picture.read_bytes(), digest(page))


def _browse(page: str, *options: str) -> bytes:
    """What the browser prints of a page, in a profile that is thrown away."""
    program = browser()
    if program is None:
        raise RuntimeError(f"there is none of {', '.join(BROWSERS)} on the path")
    with tempfile.TemporaryDirectory(prefix="quotetrack-browser") as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={folder}/profile"
        command = [program, *_QUIET, profile, *options, file.as_uri()]
        return subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS).stdout


def digest(page: bytes) -> str:
    """The page's SHA-256 in hexadecimal."""
    return hashlib.sha256(page).hexdigest()


def labelled(png: bytes, told: str) -> bytes:
    """The picture packed tighter, with a text chunk that holds the digest."""
    kept = [(kind, data) for kind, data in chunks(png) if kind in (b"IHDR", b"PLTE", b"tRNS")]
    pixels = zlib.compress(scanlines(png), 9)
    label = (b"tEXt", _MADE_OF + b"\0" + told.encode("ascii"))
    made = (*kept, label, (b"IDAT", pixels), (b"IEND", b""))
    return _MAGIC + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in made
    )


def label(png: bytes) -> str | None:
    """The digest that a picture carries."""
    told = (data.partition(b"\0") for kind, data in chunks(png) if kind == b"tEXt")
    return next((value.decode("ascii") for name, _, value in told if name == _MADE_OF), None)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG: their kinds and what they hold. ValueError where it is none, or is damaged."""
    if not png.startswith(_MAGIC):
        raise ValueError("this is no PNG")
    at = len(_MAGIC)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if png[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(kind + data)):
            raise ValueError(f"the chunk {kind!r} is damaged")
        yield kind, data
        at += 12 + length


def scanlines(png: bytes) -> bytes:
    """The pixels' bytes, as filtered: of a blank picture they are hardly more than zeros."""
    return zlib.decompress(b"".join(data for kind, data in chunks(png) if kind == b"IDAT"))


def size(png: bytes) -> tuple[int, int]:
    """Pixels across and down."""
    header = next(data for kind, data in chunks(png) if kind == b"IHDR")
    width, height = struct.unpack(">II", header[:8])
    return width, height


def make() -> None:
    """Write the pictures of `docs/pictures` anew."""
    with (
        tempfile.TemporaryDirectory(prefix="quotetrack-picture") as folder,
        open_collection(Path(folder, "quotes.db")) as collection,
    ):
        collection.add([ROOT / "fixtures" / "articles"])
        shown = pages(collection)
        FOLDER.mkdir(exist_ok=True)
        ANSWER.write_text(answer(collection), encoding="utf-8")
    POSITIONS.write_text(positions(), encoding="utf-8")
    for name, across in PICTURES:
        path = FOLDER / f"{name}-{across}.png"
        path.write_bytes(photograph(shown[name], measure(shown[name], across)))
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    make()
