"""The sender takes a notice back: its text is not shown any more, who opened it reads that it was withdrawn and why."""

from __future__ import annotations

from services.content.rules.notice_errors import NoticeWasWithdrawn
from services.content.usecases.send_notice import NoticeAtDesk, get_for_sender, notice_at_desk
from services.content.usecases.withdraw_article import Reason
from shared.contracts.content import NoticeWithdrawn
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request, Version


class WithdrawNotice(Request):
    notice_id: Id
    version: Version
    reason: Reason


def withdraw_notice(command: WithdrawNotice, ctx: Context) -> NoticeAtDesk:
    """Raises NoticeNotFound, NotPermitted, NoticeWasWithdrawn, SecretMark."""
    notice = get_for_sender(command.notice_id, ctx)
    repeated = notice.version == command.version + 1 and notice.withdrawal_reason == command.reason
    if notice.state == "withdrawn" and repeated:
        return notice_at_desk(notice)
    if notice.version != command.version:
        raise ChangedByAnother
    if notice.state == "withdrawn":
        raise NoticeWasWithdrawn
    refuse_secrets({"reason": command.reason}, ctx.actor, notice.audience, ctx.now)
    told = NoticeWithdrawn(notice_id=notice.id, audience=notice.audience, roles=list(notice.roles))
    changed = change(
        notice,
        told,
        set__state="withdrawn",
        set__withdrawn_at=ctx.now,
        set__withdrawal_reason=command.reason,
        unset__remind_at=True,
    )
    return notice_at_desk(changed)
