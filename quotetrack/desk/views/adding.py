"""Articles are added: pasted, or sent as files. They are read and stored behind the page, which says how far it is."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Adder
from quotetrack.desk.jobs import MOST_FAILURES, Job
from quotetrack.desk.pages import page
from quotetrack.errors import NotFound, UsageError, require_text
from quotetrack.export.naming import file_name
from quotetrack.readers import ENDINGS, NamedFile, Overrides

router = APIRouter()

MOST_FILES = 500
"""Files that are sent at once."""
_LONGEST_NAME = 200
"""Characters of a file's name that are kept."""

_Field = Annotated[str, Form()]


@router.get("/add")
def add(request: Request, _: Adder) -> Response:
    """Show where to put articles, and what became of those that were sent."""
    jobs = desk_of(request).jobs.latest()
    return page(
        request,
        "add.html",
        title="Add",
        jobs=jobs,
        endings=sorted({*ENDINGS, ".json"}),
        most_files=MOST_FILES,
    )


@router.post("/add/text")
def add_text(
    request: Request,
    visitor: Adder,
    text: _Field = "",
    title: _Field = "",
    source: _Field = "",
    published: _Field = "",
    url: _Field = "",
) -> Response:
    """Take on an article that was pasted."""
    if not text.strip():
        raise UsageError("there is no text: paste the article")
    given = {"title": title, "source": source, "published": published, "url": url}
    told = {name: " ".join(value.split()) for name, value in given.items() if value.strip()}
    require_text(text, *told.values())
    Overrides(published=told.get("published"))  # says at once that a day is none
    jobs = desk_of(request).jobs
    jobs.require_room()
    folder = _folder()
    path = Path(folder.name) / "0"
    known_by = hashlib.sha256(told.get("url", text).encode("utf-8", "surrogatepass")).hexdigest()
    id = f"{file_name(told.get('title', 'pasted'), '')}-{known_by[:8]}"
    # Known by its address if it has one: the same page is the same article, however it came.
    line = {"text": text, **told, **({} if "url" in told else {"id": id})}
    path.write_text(json.dumps(line), encoding="ascii")
    job = jobs.start(
        [NamedFile(path, f"{id}.jsonl")], folder, overrides=Overrides(), by=visitor.name or "", expected=1
    )
    return RedirectResponse(f"/add/{job.id}", 303)


@router.post("/add/files")
def add_files(
    request: Request,
    visitor: Adder,
    files: Annotated[Sequence[UploadFile], File()] = (),
    source: _Field = "",
    published: _Field = "",
) -> Response:
    """Take on articles that were sent as files. Their names are shown, and are no paths here."""
    sent = [file for file in files if file.filename]
    if not 0 < len(sent) <= MOST_FILES:
        raise UsageError(f"{len(sent)} files were sent: choose 1 to {MOST_FILES}")
    require_text(source, published)
    overrides = Overrides(source=source.strip() or None, published=published.strip() or None)
    jobs = desk_of(request).jobs
    jobs.require_room()
    folder = _folder()
    kept = [_keep(file, Path(folder.name) / str(number)) for number, file in enumerate(sent)]
    expected = sum(map(_articles_in, kept))
    job = jobs.start(kept, folder, overrides=overrides, by=visitor.name or "", expected=expected)
    return RedirectResponse(f"/add/{job.id}", 303)


@router.get("/add/{id}")
def job(request: Request, _: Adder, id: str) -> Response:
    """Show how far the articles are that were sent together."""
    found = desk_of(request).jobs.get(id)
    if found is None:
        raise NotFound(
            f"nothing that was sent is known as {id[:40]!r}; it is forgotten when the desk is closed"
        )
    title = "Adding" if not found.is_over else "Added" if found.state == "done" else "Broken off"
    return page(request, "job.html", title=title, job=found, told=_told(found), most_failures=MOST_FAILURES)


def _told(job: Job) -> list[str]:
    """Return what is said of a job, as the terminal says it."""
    if job.added is not None:
        return [job.added.summary(), *job.added.remarks()]
    return [job.said] if job.said else []


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="quotetrack-desk-", ignore_cleanup_errors=True)


def _keep(file: UploadFile, path: Path) -> NamedFile:
    """Put a file that was sent under a path of our own; keep its name to be shown."""
    with path.open("wb") as out:
        shutil.copyfileobj(file.file, out)
    name = "".join(sign if sign.isprintable() else "\ufffd" for sign in file.filename or "")
    return NamedFile(path, name[-_LONGEST_NAME:])


def _articles_in(file: NamedFile) -> int:
    """Return about how many articles a file holds: of JSON Lines one a line."""
    if not file.name.lower().endswith((".jsonl", ".ndjson")):
        return 1
    with Path(file.path).open("rb") as lines:
        return sum(1 for line in lines if line.strip())
