"""`quotetrack desk`: a page to read, check and decide on, in a browser of this machine."""

from __future__ import annotations

import os
import sys
import webbrowser
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from quotetrack.cli import options
from quotetrack.cli.render.terminal import complain
from quotetrack.cli.stopping import changing
from quotetrack.errors import UsageError

if TYPE_CHECKING:
    from quotetrack.desk.reviewers import Reviewers

PORT = 8765
_PATIENCE = 10.0
"""Seconds that a page waits for another process that writes the database, until it says so."""
_VARIABLE = "QUOTETRACK_DESK_PASSWORD"
"""The environment's variable with the password of a desk without a file of reviewers."""


def desk(
    db: options.Db = None,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="PORT",
            min=0,
            max=65535,
            help="Where the page is served; 0 takes any port that is free.",
        ),
    ] = PORT,
    open: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--reviewer",
            metavar="PERSON",
            show_default="the page asks once",
            help="Whose decisions they are.",
        ),
    ] = None,
    reviewers: Annotated[
        Path | None,
        typer.Option(
            "--reviewers", metavar="FILE", help="Let in those whom this file names, by their passwords."
        ),
    ] = None,
    new_reviewer: Annotated[
        str | None,
        typer.Option(
            "--new-reviewer", metavar="NAME", help="Ask for a password; print what goes into that file."
        ),
    ] = None,
    roles: Annotated[
        str,
        typer.Option(
            "--roles", metavar="ROLES", help="What the new reviewer may do, with commas: read, decide, add."
        ),
    ] = "read,decide",
    double: Annotated[
        float,
        typer.Option(
            "--double",
            metavar="SHARE",
            min=0.0,
            max=1.0,
            help="Let a second person decide on this share of the queue too, 0 to 1.",
        ),
    ] = 0.0,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="HOST", help="Serve it to other machines too; then a password is needed."
        ),
    ] = "127.0.0.1",
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="URL",
            help="How browsers reach it through a proxy: https://desk.example.org.",
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file", metavar="FILE", help="Keep the token of the address here, for the next run too."
        ),
    ] = None,
) -> None:
    """Serve a page on which to ask, read the evidence and decide, and an interface for programs under /api/v1/.

    It prints the address with a token that lets in whoever has it. Nothing leaves this machine unless --host is given:
    then a password is asked for, or --reviewers names who may come.
    """
    if new_reviewer is not None:
        _print_reviewer(new_reviewer, roles)
        return
    from quotetrack.desk.desk import Desk
    from quotetrack.desk.handing_out import HandingOut
    from quotetrack.desk.serving import is_loopback, listening, secret_of, serve, settings_for, token_in
    from quotetrack.desk.sessions import Access

    is_local = is_loopback(host)
    known = _reviewers(reviewers, needed=not is_local)
    token = token_in(token_file) if known is None or token_file is not None else None
    access = Access(token=token, secret=secret_of(token), reviewers=known, reviewer=reviewer)
    with changing(db, wait=_PATIENCE, create=True) as collection, listening(host, port) as taken:
        port = taken.getsockname()[1]
        made = Desk(
            collection=collection,
            access=access,
            settings=settings_for(host, port, address),
            handing_out=HandingOut(double=double),
        )
        where = address or f"http://{'localhost' if host == '::1' else host}:{port}/"
        _say(collection.location, where, token if known is None else None, open)
        serve(made, taken)


def _say(location: str, where: str, token: str | None, open: bool) -> None:
    """Print the address, and open it if that is wanted."""
    there = f"{where.rstrip('/')}/" + (f"?{urlencode({'token': token})}" if token else "")
    print(there, flush=True)
    complain(f"the desk of {location} is open until Ctrl-C")
    if open:
        webbrowser.open(there)


def _reviewers(file: Path | None, *, needed: bool) -> Reviewers | None:
    """Return who may come; None if whoever has the token may. Without a file, a desk for other machines has a
    password."""
    from quotetrack.desk.reviewers import read_reviewers, shared_password

    if needed:
        complain(
            "other machines get at this desk: what they send can be read on the way, unless a proxy has https"
        )
    if file is not None:
        return read_reviewers(file)
    return shared_password(_password("the desk's password", _VARIABLE)) if needed else None


def _password(what: str, variable: str | None = None) -> str:
    """Return a password out of the environment, or as it is typed. UsageError if there is nobody to type it."""
    given = os.environ.get(variable, "") if variable else ""
    if given:
        return given
    if not sys.stdin.isatty():
        hint = f" or put it into {variable}" if variable else ""
        raise UsageError(f"{what} is needed: run this where it can be typed{hint}")
    return getpass(f"{what}: ")


def _print_reviewer(name: str, roles: str) -> None:
    from quotetrack.desk.reviewers import EVERY_ROLE, reviewer_lines

    wanted = {role.strip() for role in roles.split(",")} - {""}
    if not name.strip() or not name.isprintable() or not wanted <= EVERY_ROLE:
        raise UsageError(
            f"--roles {roles}: expected read, decide and add, or some of them; and a name on one line"
        )
    granted = frozenset(role for role in EVERY_ROLE if role in wanted)
    print(reviewer_lines(" ".join(name.split()), _password(f"{name}'s password"), granted), end="")
