"""Who answered a question that I handed over (law L4). In a poll nobody is told from another."""

from __future__ import annotations

from shared.security import audit
from shared.security.audit import OwnTrail
from shared.usecase import Context, Request


class TrailAboutMe(Request):
    pass


def trail_about_me(_: TrailAboutMe, ctx: Context) -> OwnTrail:
    return audit.own_trail(ctx.actor.member_id, ctx.now)
