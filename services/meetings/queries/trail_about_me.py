"""Who looked at my attendance or entered something for me in meetings (law L4). No entry says what I chose."""

from __future__ import annotations

from shared.security import audit
from shared.security.audit import OwnTrail
from shared.usecase import Context, Request


class TrailAboutMe(Request):
    pass


def trail_about_me(_: TrailAboutMe, ctx: Context) -> OwnTrail:
    return audit.own_trail(ctx.actor.member_id, ctx.now)
