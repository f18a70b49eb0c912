"""Who is at the door: the token from the `Authorization` header (the app) or from the cookie (the browser).

The gateway checks the token to know whose repeats, whose live stream and which menu; permission is decided by the
service that owns the thing, which checks the token again.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from services.gateway.live.audience import Listener
from shared.errors import Unauthenticated
from shared.security import Actor, verify
from shared.security.tokens import PublicKeys

SESSION_COOKIE = "sotay_phien"
OFFICES = {"cell_secretary", "committee_editor", "committee_officer", "administrator"}


@dataclass(frozen=True)
class Caller:
    token: str
    actor: Actor

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.actor.grants)

    @property
    def has_desk(self) -> bool:
        return bool(self.roles & OFFICES)

    @property
    def listener(self) -> Listener:
        desks = sorted({grant.path for grant in self.actor.grants if grant.role in OFFICES})
        return Listener(self.actor.member_id, self.actor.cell_path, tuple(desks))


class Callers:
    def __init__(self, keys: PublicKeys, province: str) -> None:
        self._keys = keys
        self._province = province

    def of(self, connection: HTTPConnection) -> Caller | None:
        """None when nobody says who he is; raises Unauthenticated for a token that does not count."""
        token = bearer(connection) or connection.cookies.get(SESSION_COOKIE)
        return Caller(token, verify(token, self._keys, audience=self._province)) if token else None

    def known(self, connection: HTTPConnection) -> Caller | None:
        """Like `of`, but a token that does not count is nobody's."""
        try:
            return self.of(connection)
        except Unauthenticated:
            return None


def bearer(connection: HTTPConnection) -> str | None:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None
