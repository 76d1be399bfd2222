"""`quotetrack desk`: what it refuses before it serves anything, and the lines for a file of reviewers."""

from __future__ import annotations

import socket
import tomllib
from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "0.0.0.0"), "the desk's password is needed"),
        (("--reviewers", "none.toml"), "none.toml: cannot be read"),
        (("--address", "desk.example.org"), "expected an address such as https://desk.example.org"),
        (("--new-reviewer", "Eva Holm", "--roles", "decide,fly"), "expected read, decide and add"),
        (("--new-reviewer", "Eva Holm"), "Eva Holm's password is needed"),
        (("--token-file", "."), "cannot be read as a token"),
    ],
)
def test_what_makes_no_sense_is_one_line(run: Run, db: Path, words: tuple[str, ...], said: str) -> None:
    result = run("desk", "--db", db, "--port", 0, *words, input="")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_port_that_is_taken_is_named(run: Run, db: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("desk", "--db", db, "--port", port)
    assert (result.exit_code, f"port {port} of 127.0.0.1 cannot be had" in result.stderr) == (2, True)


def test_the_lines_for_a_reviewer_hold_no_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.cli.desk._password", lambda _what, _variable=None: "a good password")
    result = run("desk", "--new-reviewer", 'Eva "Evi" Holm', "--roles", "decide,add")
    told = tomllib.loads(result.stdout)['Eva "Evi" Holm']
    assert told["roles"] == ["read", "decide", "add"]
    assert told["password"].startswith("$argon2id$")
    assert "a good password" not in result.stdout


def test_a_short_password_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.cli.desk._password", lambda _what, _variable=None: "short")
    assert "take 8 or more" in run("desk", "--new-reviewer", "Eva Holm").stderr
