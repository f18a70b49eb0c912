"""An administrator has what was read before a change of the readings read again. Never by itself: ten changes in a row
shall not read a province's articles ten times."""

from __future__ import annotations

import msgspec

from services.speech.rules.errors import NothingToReread
from services.speech.rules.permissions import authorise_readings
from services.speech.store import rereadings
from services.speech.store.rereadings import Rereading
from services.speech.usecases.texts_to_reread import texts_to_reread
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Request


class Reread(Request):
    pass


class RereadingAskedFor(msgspec.Struct, frozen=True):
    id: str
    total: int


def reread(_command: Reread, ctx: Context) -> RereadingAskedFor:
    """Asked again while one is under way, that one answers. Raises NotPermitted, NothingToReread."""
    root = authorise_readings(ctx.actor)
    rereading_id = ctx.new_id()
    under_way = rereadings.get(rereading_id) or rereadings.newest()
    if under_way is not None and (under_way.id == rereading_id or under_way.finished_at is None):
        return RereadingAskedFor(under_way.id, under_way.total)
    text_ids = texts_to_reread()
    if not text_ids:
        raise NothingToReread

    def work() -> Rereading:
        asked = rereadings.ask(rereading_id, text_ids, ctx.now)
        details = {"texts": len(text_ids)}
        audit.record(
            "speech.rereading_asked", actor=ctx.actor, subject=asked.id, path=root, details=details, at=ctx.now
        )
        return asked

    asked = in_transaction(work)
    return RereadingAskedFor(asked.id, asked.total)
