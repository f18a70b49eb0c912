"""One notice at the desk, with the texts it had before it was corrected: for whoever leads something it is meant for.
Reading it there is no receipt."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.notice_errors import NoticeNotFound
from services.content.rules.permissions import SEE_RECEIPT_NUMBERS, SEND_NOTICES, topmost_led
from services.content.store import notices
from services.content.usecases.open_notice import FormerView, LinkView, former_texts, link_of
from shared.security import allowed
from shared.usecase import Context, Id, Request


class ReadDeskNotice(Request):
    notice_id: Id


class DeskNoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """`mine`: whether one may correct or withdraw it."""

    id: str
    version: int
    kind: str
    issuer: str
    from_path: str
    title: str
    paragraphs: list[str]
    link: LinkView | None
    audience: str
    roles: list[str]
    acknowledge: bool
    deadline: date | None
    sent_at: datetime
    edition: int
    corrected_at: datetime | None
    former: list[FormerView]
    state: str
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    mine: bool


def read_desk_notice(query: ReadDeskNotice, ctx: Context) -> DeskNoticeView:
    """Raises NoticeNotFound."""
    notice = notices.get(query.notice_id)
    if topmost_led(ctx.actor, SEE_RECEIPT_NUMBERS, notice.audience) is None:
        raise NoticeNotFound
    return DeskNoticeView(
        id=notice.id,
        version=notice.version,
        kind=notice.kind,
        issuer=notice.issuer,
        from_path=notice.from_path,
        title=notice.title,
        paragraphs=list(notice.paragraphs),
        link=link_of(notice, ctx.actor),
        audience=notice.audience,
        roles=list(notice.roles),
        acknowledge=notice.acknowledge,
        deadline=notice.deadline,
        sent_at=notice.sent_at,
        edition=notice.edition,
        corrected_at=notice.corrected_at,
        former=former_texts(notice),
        state=notice.state,
        withdrawn_at=notice.withdrawn_at,
        withdrawal_reason=notice.withdrawal_reason,
        mine=allowed(ctx.actor, SEND_NOTICES, notice.from_path),
    )
