"""The register of breaches under the administrator's organisations, with the hours that are left for the notice."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.breaches import State, hours_left
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import breaches
from services.identity.store.breaches import Breach
from shared.security import paths_for
from shared.security.errors import NotPermitted
from shared.usecase import Context, Request


class ListBreaches(Request):
    pass


class BreachRow(msgspec.Struct, frozen=True):
    """`hours_left`: until the notice is due, negative when it is late; None once it was sent or found not needed."""

    id: str
    path: str
    state: str
    detected_at: datetime
    data_kinds: list[str]
    persons_affected: int | None
    hours_left: int | None


class BreachRows(msgspec.Struct, frozen=True):
    items: list[BreachRow]


def list_breaches(_: ListBreaches, ctx: Context) -> BreachRows:
    paths = paths_for(ctx.actor, ADMINISTER)
    if not paths:
        raise NotPermitted
    return BreachRows([row_of(item, ctx.now) for item in breaches.under(paths)])


def row_of(item: Breach, now: datetime) -> BreachRow:
    return BreachRow(
        id=item.id,
        path=item.path,
        state=item.state,
        detected_at=item.detected_at,
        data_kinds=list(item.data_kinds),
        persons_affected=item.persons_affected,
        hours_left=hours_left(item.detected_at, now) if item.state == State.OPEN else None,
    )
