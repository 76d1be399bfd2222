"""The people who may come to the desk: a file of names, password hashes (argon2id) and roles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quotetrack.errors import UsageError

Role = Literal["read", "decide", "add"]
"""What somebody may do at the desk. `decide`: on quotations, claims and speakers. `add`: articles."""

EVERY_ROLE: frozenset[Role] = frozenset(get_args(Role))
SHORTEST_PASSWORD = 8
"""Characters."""

_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Names, each with the hash of a password and what they may do; `read` is always among it. With `shared`, the hash
    of one password, whoever knows it may come by any name and do everything."""

    people: Mapping[str, tuple[str, frozenset[Role]]]
    shared: str | None = None

    def knows(self, name: str, password: str) -> bool:
        """Return whether this password lets somebody of that name in."""
        known = self.shared or self.people.get(name, (_nobodys(), EVERY_ROLE))[0]
        try:
            return _HASHER.verify(known, password) and bool(self.roles_of(name))
        except (VerificationError, InvalidHashError):
            return False

    def hash_of(self, name: str) -> str | None:
        """Return the hash of the password that lets somebody in; None if nobody has the name."""
        return self.shared or self.people.get(name, (None, EVERY_ROLE))[0]

    def roles_of(self, name: str) -> frozenset[Role]:
        """Return what somebody may do; nothing if nobody has the name."""
        if self.shared is not None:
            return EVERY_ROLE
        return self.people[name][1] if name in self.people else frozenset()


def read_reviewers(path: Path) -> Reviewers:
    """Read a file of reviewers: TOML with a table for each name, of `password` (an argon2 hash) and `roles`.

    UsageError says what is wrong with it, and where.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise UsageError(f"{path}: is no TOML: {error}") from error
    if not told:
        raise UsageError(f"{path}: names nobody; `quotetrack desk --new-reviewer NAME` prints what goes in")
    return Reviewers({name: _reviewer(path, name, fields) for name, fields in told.items()})


def _reviewer(path: Path, name: str, fields: object) -> tuple[str, frozenset[Role]]:
    expected = f'expected password = "$argon2id$…" and roles = {list(get_args(Role))} or some of them'
    if not isinstance(fields, dict) or not isinstance(fields.get("password"), str):
        raise UsageError(f"{path}, {name!r}: {expected}")
    roles = fields.get("roles", ["read"])
    if not isinstance(roles, list) or not set(map(str, roles)) <= EVERY_ROLE:
        raise UsageError(f"{path}, {name!r}: the roles are {roles!r}; {expected}")
    if not fields["password"].startswith("$argon2"):
        raise UsageError(f"{path}, {name!r}: the password is no argon2 hash; {expected}")
    return fields["password"], frozenset(("read", *roles))


def reviewer_lines(name: str, password: str, roles: frozenset[Role]) -> str:
    """Return the lines of a file of reviewers for one of them. UsageError for a password that is too short."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    listed = ", ".join(f'"{role}"' for role in get_args(Role) if role in roles | {"read"})
    return f'["{quoted}"]\npassword = "{_hash_of(password)}"\nroles = [{listed}]\n'


@cache
def _nobodys() -> str:
    """The hash that is compared with what is given for a name that nobody has, so that both take equally long."""
    return _HASHER.hash("nobody's password")


def shared_password(password: str) -> Reviewers:
    """Return the reviewers of a desk that has one password for all. UsageError for one that is too short."""
    return Reviewers({}, shared=_hash_of(password))


def _hash_of(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"the password has {len(password)} characters: take {SHORTEST_PASSWORD} or more")
    return _HASHER.hash(password)
