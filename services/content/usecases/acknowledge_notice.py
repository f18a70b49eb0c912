"""A reader acknowledges a notice ("Đã nắm được nội dung"): this text, by a button of its own. Also after its deadline.
Once is enough, from whichever device.

A helper whom the member allowed to (`acknowledge_notices`) presses it after reading aloud, says so each time, and is
recorded with the acknowledgement."""

from __future__ import annotations

import msgspec

from services.content.rules.notice_errors import (
    NothingToAcknowledge,
    NoticeWasCorrected,
    NoticeWasWithdrawn,
    NotReadToThem,
)
from services.content.store import receipts
from services.content.usecases.open_notice import notice_meant_for
from shared.security import helpers_may
from shared.usecase import Context, Id, Request, Version


class AcknowledgeNotice(Request):
    """`edition`: of the text that was read; `read_to_them`: a helper's word that the member heard it and knows it."""

    notice_id: Id
    edition: Version
    read_to_them: bool = False


class NoticeAcknowledged(msgspec.Struct, frozen=True):
    notice_id: str
    edition: int


@helpers_may("acknowledge_notices")
def acknowledge_notice(command: AcknowledgeNotice, ctx: Context) -> NoticeAcknowledged:
    """Raises NoticeNotFound, NothingToAcknowledge, NoticeWasCorrected, NoticeWasWithdrawn, NotReadToThem."""
    if ctx.actor.helper_id is not None and not command.read_to_them:
        raise NotReadToThem
    notice = notice_meant_for(command.notice_id, ctx.actor)
    if not notice.acknowledge:
        raise NothingToAcknowledge
    if notice.state == "withdrawn":
        raise NoticeWasWithdrawn
    if command.edition != notice.edition:
        raise NoticeWasCorrected
    # A correction that comes in between needs no lock: what is noted is the edition, and it asks for the next one.
    receipts.note_acknowledged(notice.id, command.edition, ctx.actor, ctx.now)
    return NoticeAcknowledged(notice.id, command.edition)
