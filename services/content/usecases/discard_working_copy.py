"""An editor does not need what was typed any more: it was saved as a text, or is thrown away."""

from __future__ import annotations

import msgspec

from services.content.store import working_copies
from shared.usecase import Context, Id, Request


class DiscardWorkingCopy(Request):
    article_id: Id | None = None


class Discarded(msgspec.Struct, frozen=True):
    discarded: bool = True


def discard_working_copy(command: DiscardWorkingCopy, ctx: Context) -> Discarded:
    working_copies.discard(ctx.actor.member_id, command.article_id)
    return Discarded()
