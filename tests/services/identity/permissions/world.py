"""The small province as seen by everybody who might stand at identity's door: each role at each place, and a stranger.

What is asked for belongs to one member, Đinh Thị Hương of cell c0101; who asks is somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.identity.rules.grants import Role
from services.identity.store import members, sessions
from services.identity.store.members import Member
from shared import ids
from shared.security import Actor, Grant
from tests.services.identity.conftest import NOW

CELL, COMMUNE, PROVINCE = "ts/x01/c0101/", "ts/x01/", "ts/"
SIBLING, ELSEWHERE, ELSEWHERE_CELL = "ts/x01/c0102/", "ts/x02/", "ts/x02/c0201/"
PLACES = (CELL, COMMUNE, PROVINCE, SIBLING, ELSEWHERE, ELSEWHERE_CELL)
TARGET, SPARE = "Đinh Thị Hương", "Nông Văn Điền"


@dataclass(frozen=True)
class Caller:
    """`role` None: nobody is logged in."""

    role: Role | None
    place: str
    actor: Actor | None

    def __str__(self) -> str:
        return f"{self.role or 'stranger'} at {self.place}"


def callers() -> Iterator[Caller]:
    """Members of the cell c0202's neighbours hold the roles; only a plain member belongs to the place itself."""
    yield Caller(None, "", None)
    for place in PLACES:
        for role in Role:
            if role is not Role.MEMBER or place.count("/") == 3:
                yield Caller(role, place, _actor(role, place))


def _actor(role: Role, place: str) -> Actor:
    """With a session of its own, as a log-in would have opened one."""
    holder = _holder(place if role is Role.MEMBER else ELSEWHERE_CELL)
    cell = holder.cell_path
    grants = (Grant("member", cell), *(() if role is Role.MEMBER else (Grant(str(role), place),)))
    session = sessions.begin(ids.new_id(), holder.id, "", None, NOW, by_code=True)
    token_id = ids.new_id()
    sessions.keep_token(token_id, session, NOW, NOW)
    return Actor(holder.id, cell, grants, token_id, NOW)


def _holder(cell_path: str) -> Member:
    found: Member = Member.objects(cell_path=cell_path, full_name__nin=[TARGET, SPARE]).order_by("sort_key").first()
    return found


def target() -> Member:
    return members.by_ids([_named(TARGET)])[0]


def spare() -> Member:
    return members.by_ids([_named(SPARE)])[0]


def _named(name: str) -> str:
    return str(Member.objects(full_name=name).get().id)
