"""A reader opens a notice that is meant for her: its text as it is now, and a note that she did. Opened again, or on
another device, it stays one note. Of a withdrawn one there is the reason, and no text. A helper who opens it to read
it aloud leaves no note: that the member heard it is told by the acknowledgement."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.notice_errors import NoticeNotFound
from services.content.rules.permissions import is_meant, may_read
from services.content.store import notices, receipts, sources
from services.content.store.notices import Notice
from shared.security import Actor, audiences_of, helpers_may
from shared.usecase import Context, Id, Request


class OpenNotice(Request):
    notice_id: Id


class LinkView(msgspec.Struct, frozen=True):
    """`title`: None where it is not there any more."""

    kind: str
    id: str
    title: str | None


class FormerView(msgspec.Struct, frozen=True, kw_only=True):
    edition: int
    title: str
    paragraphs: list[str]
    until: datetime
    reason: str


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: sent or withdrawn; `standing`: unread (for a helper only), read, to_acknowledge or acknowledged;
    `through_helper`: a helper acknowledged it."""

    id: str
    kind: str
    issuer: str
    title: str
    paragraphs: list[str]
    link: LinkView | None
    sent_at: datetime
    edition: int
    corrected_at: datetime | None
    former: list[FormerView]
    state: str
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    acknowledge: bool
    deadline: date | None
    standing: str
    acknowledged_at: datetime | None
    through_helper: bool


@helpers_may("see_notices")
def open_notice(command: OpenNotice, ctx: Context) -> NoticeView:
    """Raises NoticeNotFound also for what is not meant for her."""
    notice = notice_meant_for(command.notice_id, ctx.actor)
    if notice.state == "sent" and ctx.actor.helper_id is None:
        receipts.note_read(notice.id, notice.edition, ctx.actor, ctx.now)
    return _view(notice, ctx.actor)


def notice_meant_for(notice_id: str, actor: Actor) -> Notice:
    """Raises NoticeNotFound."""
    notice = notices.get(notice_id)
    if not is_meant(notice.audience, notice.roles, actor, audiences_of(actor)):
        raise NoticeNotFound
    return notice


def former_texts(notice: Notice) -> list[FormerView]:
    """The last one first."""
    return [
        FormerView(
            edition=text.edition,
            title=text.title,
            paragraphs=list(text.paragraphs),
            until=text.until,
            reason=text.reason,
        )
        for text in reversed(notice.former)
    ]


def link_of(notice: Notice, actor: Actor) -> LinkView | None:
    if notice.link_kind is None:
        return None
    found = sources.find(notice.link_kind, notice.link_id, "")
    shown = found is not None and may_read(actor, found.audience)
    return LinkView(notice.link_kind, notice.link_id, found.title if found and shown else None)


def _view(notice: Notice, actor: Actor) -> NoticeView:
    receipt = receipts.find(notice.id, actor.member_id)
    gone = notice.state == "withdrawn"
    last = receipt.acknowledgements[-1] if receipt and receipt.acknowledgements else None
    state = receipts.standing_of(notice, receipt)
    return NoticeView(
        id=notice.id,
        kind=notice.kind,
        issuer=notice.issuer,
        title=notice.title,
        paragraphs=[] if gone else list(notice.paragraphs),
        link=None if gone else link_of(notice, actor),
        sent_at=notice.sent_at,
        edition=notice.edition,
        corrected_at=notice.corrected_at,
        former=[] if gone else former_texts(notice),
        state=notice.state,
        withdrawn_at=notice.withdrawn_at,
        withdrawal_reason=notice.withdrawal_reason,
        acknowledge=notice.acknowledge,
        deadline=notice.deadline,
        standing=state,
        acknowledged_at=last.at if last and state == "acknowledged" else None,
        through_helper=receipts.is_through_helper(notice, receipt),
    )
