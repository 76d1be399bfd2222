"""The script that sends news into a chat: nothing is lost if the chat does not answer, and silence sends nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .pages import DOCS

PAGE = DOCS / "recipes" / "be-told-what-is-new.md"
STUBS = {
    # Prints what is new, once.
    "quotetrack": "[ -f news.txt ] || exit 0; cat news.txt; rm news.txt",
    "jq": f'exec {sys.executable} "$(dirname "$0")/as_json.py" "$@"',
    # Whoever answers at the address.
    "curl": 'told=$(cat); [ -f down ] && exit 22; printf "%s\\n" "$told" >> sent.jsonl',
}


@pytest.fixture
def tell(tmp_path: Path) -> Path:
    """A folder with the script of the page, and stand-ins for the programs that it calls."""
    (script,) = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "tell.sh").write_text(script, encoding="utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    read = "open(sys.argv[-1], encoding='utf-8').read()"
    (programs / "as_json.py").write_text(f"import json, sys\nprint(json.dumps({{'text': {read}}}))\n")
    for name, body in STUBS.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return tmp_path


def run(folder: Path) -> int:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    told = {**os.environ, "PATH": path, "WEBHOOK": "https://chat.example.org/hooks/newsroom"}
    done = subprocess.run(["sh", folder / "tell.sh"], env=told, capture_output=True, check=False, cwd="/")
    assert (done.stdout, done.stderr) == (b"", b"")
    return done.returncode


def sent(folder: Path) -> str:
    file = folder / "sent.jsonl"
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_news_are_sent_once_and_kept_until_the_chat_answers(tell: Path) -> None:
    assert (run(tell), sent(tell)) == (0, "")
    (tell / "news.txt").write_text("one \u201cword\u201d\n", encoding="utf-8")
    (tell / "down").touch()
    assert (run(tell) != 0, sent(tell)) == (True, "")
    (tell / "news.txt").write_text("two\n", encoding="utf-8")
    (tell / "down").unlink()
    assert run(tell) == 0
    assert sent(tell).count("text") == 1
    assert '"one \\u201cword\\u201d\\ntwo\\n"' in sent(tell)
    before = sent(tell)
    assert (run(tell), sent(tell)) == (0, before)
