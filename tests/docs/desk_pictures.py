"""Make the pictures of the desk: `python -m tests.docs.desk_pictures`.

Its pages are photographed by a browser as they are, without a server between. Each photograph carries the SHA-256 of
the page and of its style, so that a test can tell a stale one without a browser.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.collection import open as open_collection
from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk
from quotetrack.desk.pages import static_files
from quotetrack.desk.serving import settings_for
from quotetrack.desk.sessions import Access

from .pages import ROOT
from .pictures import DEMO, FOLDER, browser, digest, labelled

PORT = 8765
TOKEN = "token-of-the-pictures"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the address that it shows, and pixels across and down."""

    name: str
    address: str
    across: int
    down: int

    @property
    def path(self) -> Path:
        """The picture's file."""
        return FOLDER / f"desk-{self.name}-{self.across}.png"


SHOTS = (
    Shot("answers", f"/?{urlencode({'q': DEMO})}", 1280, 1000),
    Shot("queue", "/queue?speaker=Lavrov", 1280, 940),
    Shot("queue", "/queue?speaker=Lavrov", 390, 1100),
    Shot("article", "/article/hg-lavrov-joke", 1280, 1100),
    Shot("claim", "/claim/b81bb20fae48", 1280, 1100),
    Shot("check", "/check", 1280, 600),
)


def client(collection: Collection) -> TestClient:
    """A browser without a screen that has come in, as Eva Holm."""
    access = Access(token=TOKEN, secret=b"what signs the cookies of the pictures", reviewer="Eva Holm")
    desk = Desk(collection=collection, access=access, settings=settings_for("127.0.0.1", PORT))
    came = TestClient(application(desk), base_url=f"http://127.0.0.1:{PORT}")
    came.get(f"/?token={TOKEN}")
    return came


def page(came: TestClient, address: str, location: str) -> bytes:
    """What an address shows, but for what is another in each session and on each machine."""
    told = came.get(address)
    assert told.status_code == 200, (address, told.status_code)
    same = re.sub(r'(name="csrf" value|data-csrf)="\w+"', r'\1=""', told.text)
    same = re.sub(r"quotetrack \d[\w.]*", "quotetrack", same)
    return same.replace(location, "quotes.db").encode()


def style() -> bytes:
    """What the pages load."""
    return b"".join(data for _, (data, _) in sorted(static_files().items()))


def shown(collection: Collection) -> dict[Path, str]:
    """The digest that each picture must carry."""
    came, loaded = client(collection), style()
    return {shot.path: digest(page(came, shot.address, collection.location) + loaded) for shot in SHOTS}


def make() -> None:
    """Write the pictures anew."""
    from playwright.sync_api import Route, sync_playwright

    with (
        tempfile.TemporaryDirectory(prefix="quotetrack-picture") as folder,
        open_collection(Path(folder, "quotes.db")) as collection,
        sync_playwright() as started,
    ):
        collection.add([ROOT / "fixtures" / "articles"])
        came, labels = client(collection), shown(collection)

        def answered(route: Route) -> None:
            address = route.request.url.partition(f":{PORT}")[2]
            if address.startswith("/static/"):
                told = came.get(address)
                route.fulfill(status=200, content_type=told.headers["content-type"], body=told.content)
            else:
                route.fulfill(
                    status=200, content_type="text/html", body=page(came, address, collection.location)
                )

        opened = started.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        for shot in SHOTS:
            context = opened.new_context(
                viewport={"width": shot.across, "height": shot.down}, color_scheme="light"
            )
            context.route("**/*", answered)
            tab = context.new_page()
            tab.goto(f"http://127.0.0.1:{PORT}{shot.address}", wait_until="networkidle")
            shot.path.write_bytes(labelled(tab.screenshot(), labels[shot.path]))
            context.close()
            sys.stdout.write(f"{shot.path.name}: {shot.path.stat().st_size} bytes\n")
        opened.close()


if __name__ == "__main__":
    make()
