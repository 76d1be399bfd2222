"""What the guide for programs shows works as it stands there, against a desk that is served."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from quotetrack.collection import Collection
from quotetrack.desk.api import checking, deciding, document, reading

from .conftest import PORT, TOKEN

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "desk-api.md").read_text("utf-8")
CALLS = re.findall(r"^curl .*$", GUIDE, re.MULTILINE)
SCRIPTS = re.findall(r"```py\n(.*?)```", GUIDE, re.DOTALL)
DRAFT = "“The bridge will open on Tuesday,” said Ana Lima, the mayor."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the examples run: with the token and a draft."""
    made = tmp_path / "examples"
    made.mkdir()
    (made / "token").write_text(f"{TOKEN}\n", "ascii")
    (made / "draft.txt").write_text(DRAFT, "utf-8")
    return made


@pytest.mark.parser
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("call", CALLS, ids=range(len(CALLS)))
def test_a_call_is_answered(call: str, port: int, folder: Path, collection: Collection) -> None:
    id = next(iter(collection.quotes())).id
    command = call.replace(f":{PORT}/", f":{port}/").replace("QUOTE", id)
    command = command.replace("curl ", "curl --silent --show-error --fail-with-body --noproxy '*' ")
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert answer.get("items") or answer.get("quotes"), answer


@pytest.mark.parametrize("script", SCRIPTS, ids=range(len(SCRIPTS)))
def test_a_script_prints_what_was_said(script: str, port: int, folder: Path, collection: Collection) -> None:
    done = subprocess.run(
        [sys.executable, "-c", script.replace(f":{PORT}", f":{port}")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    told = [f"{one.article.published} Ana Lima {one.text}" for one in collection.quotes(speaker="Lima")]
    assert done.stdout.splitlines() == told


def test_every_address_is_in_the_guide() -> None:
    for part in (reading, checking, deciding, document):
        for route in part.router.routes:
            assert isinstance(route, APIRoute)
            method = next(iter(route.methods or ()))
            path = route.path.removeprefix("/")
            assert re.search(rf"`{method} {re.escape(path)}[`?]", GUIDE), f"{method} {path}"
