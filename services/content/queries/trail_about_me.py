"""Who looked at how far I am with a course (law L4)."""

from __future__ import annotations

from shared.security import audit
from shared.security.audit import OwnTrail
from shared.usecase import Context, Request


class TrailAboutMe(Request):
    pass


def trail_about_me(_: TrailAboutMe, ctx: Context) -> OwnTrail:
    return audit.own_trail(ctx.actor.member_id, ctx.now)
