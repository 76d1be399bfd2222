"""Who is at the desk: a token or a password lets somebody in, a signed cookie or the token again says who it is."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from itsdangerous import BadSignature, URLSafeTimedSerializer

from quotetrack.desk.reviewers import EVERY_ROLE, Reviewers, Role

LASTS = 14 * 24 * 3600
"""Seconds that a cookie lets somebody in: two weeks."""
LONGEST_NAME = 100
"""Characters of a name; as long as a sheet lets a reviewer's be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody at the desk.

    Attributes:
        name: Who decides, if this visitor does; None if nobody has been asked yet.
        roles: What they may do.
        session: Tells this cookie from all others; empty for a program that comes with the token.
        came_by: "cookie", or "token" for a program.
    """

    name: str | None
    roles: frozenset[Role]
    session: str = ""
    came_by: Literal["cookie", "token"] = "cookie"

    def may(self, role: Role) -> bool:
        """Return whether this visitor may do it."""
        return role in self.roles


class Access:
    """What lets visitors in, and how they are known again.

    `token` is what the printed address has, and what programs send; None if only names and passwords let anybody in.
    `secret` signs the cookies: whoever knows it needs neither. `reviewer` decides if nobody gives another name.
    """

    def __init__(
        self,
        *,
        token: str | None,
        secret: bytes,
        reviewers: Reviewers | None = None,
        reviewer: str | None = None,
    ) -> None:
        self._token, self._secret = token, secret
        self._left: set[str] = set()
        self.reviewers, self._reviewer = reviewers, reviewer
        self._cookies = URLSafeTimedSerializer(
            secret, salt="visitor", signer_kwargs={"digest_method": hashlib.sha256}
        )

    @property
    def asks_names(self) -> bool:
        """Whether visitors are let in by name and password."""
        return self.reviewers is not None

    def accepts(self, token: str) -> bool:
        """Return whether this is the token."""
        return self._token is not None and hmac.compare_digest(token.encode(), self._token.encode())

    def anybody(self) -> Visitor:
        """Return a new visitor who has come with the token."""
        return Visitor(name=self._reviewer, roles=EVERY_ROLE, session=secrets.token_urlsafe(12))

    def program(self) -> Visitor:
        """Return a program that has come with the token."""
        return replace(self.anybody(), session="", came_by="token")

    def named(self, name: str, password: str) -> Visitor | None:
        """Return the visitor of this name if it is their password; None if it is not, or nobody has the name."""
        if self.reviewers is None or not self.reviewers.knows(name, password):
            return None
        return Visitor(name=name, roles=self.reviewers.roles_of(name), session=secrets.token_urlsafe(12))

    def calls_itself(self, visitor: Visitor, name: str) -> Visitor:
        """Return the visitor under the name that they have given, on one line and not too long."""
        return replace(visitor, name=" ".join(name.split())[:LONGEST_NAME] or None)

    def cookie(self, visitor: Visitor) -> str:
        """Return the value of a cookie that says who this is, for as long as their password stays the same."""
        return self._cookies.dumps([visitor.session, visitor.name, self._stamp(visitor.name)])

    def _stamp(self, name: str | None) -> str:
        if self.reviewers is None or name is None:
            return ""
        known_by = self.reviewers.hash_of(name) or ""
        return hmac.new(self._secret, f"password {known_by}".encode(), hashlib.sha256).hexdigest()[:16]

    def leave(self, visitor: Visitor) -> None:
        """Let this visitor's cookie let nobody in any more, as long as the desk runs."""
        self._left.add(visitor.session)

    def of_cookie(self, value: str) -> Visitor | None:
        """Return whoever a cookie was given to; None if it is forged, too old, or somebody's who may not come now."""
        try:
            session, name, stamp = self._cookies.loads(value, max_age=LASTS)
        except (BadSignature, ValueError, TypeError):
            return None
        if session in self._left or not hmac.compare_digest(stamp, self._stamp(name)):
            return None
        if self.reviewers is None:
            return Visitor(name=name or self._reviewer, roles=EVERY_ROLE, session=session)
        roles = self.reviewers.roles_of(name) if name else frozenset()
        return Visitor(name=name, roles=roles, session=session) if roles else None

    def csrf(self, visitor: Visitor) -> str:
        """Return what a form of this visitor must bring along, so that no other site's form is taken for it."""
        return hmac.new(self._secret, f"csrf {visitor.session}".encode(), hashlib.sha256).hexdigest()[:32]

    def is_csrf(self, visitor: Visitor, given: str) -> bool:
        """Return whether a form, or a header, brings it along."""
        return hmac.compare_digest(given.encode(), self.csrf(visitor).encode())
