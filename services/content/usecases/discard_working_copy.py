"""An editor does not need what was typed on a page any more: it was saved as a text, or is thrown away. Copies of other
pages stay."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.store import working_copies
from shared.usecase import Context, Id, Request


class DiscardWorkingCopy(Request):
    """`mark`: of the copy as it was seen; without it, whatever it says by now."""

    window: Id
    mark: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    article_id: Id | None = None


class Discarded(msgspec.Struct, frozen=True):
    """False: something else was typed there since, and stays."""

    discarded: bool


def discard_working_copy(command: DiscardWorkingCopy, ctx: Context) -> Discarded:
    me = ctx.actor.member_id
    return Discarded(working_copies.discard(me, command.article_id, command.window, command.mark))
