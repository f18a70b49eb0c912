"""Who is at the door: the token from the `Authorization` header (the app) or from the cookie (the browser).

The gateway checks the token to know whose repeats, whose live stream and which menu; permission is decided by the
service that owns the thing, which checks the token again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import jwt
from starlette.requests import HTTPConnection

from services.gateway.live.audience import Listener
from shared import clock
from shared.errors import Unauthenticated
from shared.security import Actor, TokenExpired, verify
from shared.security.tokens import LEEWAY, PublicKeys

SESSION_COOKIE = "sotay_phien"
FRESH = "sotay.fresh"
"""Key of the ASGI scope: the token that this request brought to its caller, before the browser has it."""
TOKENS_KEPT = 10_000
CHANGES_KEPT = 10_000
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

    @cached_property
    def listener(self) -> Listener:
        desks = sorted({grant.path for grant in self.actor.grants if grant.role in OFFICES})
        held = sorted({(grant.role, grant.path) for grant in self.actor.grants})
        return Listener(self.actor.member_id, self.actor.cell_path, tuple(desks), tuple(held))

    @cached_property
    def issued_at(self) -> datetime:
        """Of a token that was verified."""
        claims = jwt.decode(self.token, options={"verify_signature": False})
        return datetime.fromtimestamp(claims["iat"], UTC)


class Callers:
    def __init__(self, keys: PublicKeys, province: str) -> None:
        self._keys = keys
        self._province = province
        self._verified: dict[str, Caller] = {}
        self._changed: dict[str, datetime] = {}

    def of(self, connection: HTTPConnection) -> Caller | None:
        """None when nobody says who he is; raises Unauthenticated for a token that does not count."""
        token = bearer(connection) or connection.scope.get(FRESH) or connection.cookies.get(SESSION_COOKIE)
        return self._verify(token) if token else None

    def _verify(self, token: str) -> Caller:
        """A signature that was right stays right for as long as this process knows the key; time passes, and is looked
        at each time. Only what was verified is kept, so nobody can fill this with inventions.
        """
        caller = self._verified.get(token)
        if caller is None:
            caller = Caller(token, verify(token, self._keys, audience=self._province))
            if len(self._verified) >= TOKENS_KEPT:
                del self._verified[next(iter(self._verified))]
            self._verified[token] = caller
        elif clock.now() - LEEWAY >= caller.actor.expires_at:
            del self._verified[token]
            raise TokenExpired
        return caller

    def note_changed_roles(self, member_id: str, at: datetime) -> None:
        """A role was given to this member or taken away: tokens from before say what held then."""
        self._changed.pop(member_id, None)
        if len(self._changed) >= CHANGES_KEPT:
            del self._changed[next(iter(self._changed))]
        self._changed[member_id] = at

    def has_other_roles_now(self, caller: Caller) -> bool:
        """As far as this process heard: one that started since does not know, and waits for the token to grow old."""
        changed = self._changed.get(caller.actor.member_id)
        return changed is not None and caller.issued_at <= changed

    def known(self, connection: HTTPConnection) -> Caller | None:
        """Like `of`, but a token that does not count is nobody's."""
        try:
            return self.of(connection)
        except Unauthenticated:
            return None


def bearer(connection: HTTPConnection) -> str | None:
    for name, value in connection.scope["headers"]:
        if name == b"authorization":
            scheme, _, token = value.decode("latin-1").partition(" ")
            return token.strip() if scheme.lower() == "bearer" and token else None
    return None
