"""A committee, or a cell by its secretary, sends a notice or a directive to an organisation and everybody below it, or
only to those who hold a role there. One row and one event, however many they are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from services.content.rules.article_text import paragraphs_of
from services.content.rules.notice_errors import LinkUnfit, NoticeNotFound
from services.content.rules.notices import NoticeKind, NoticeRole, check_deadline, next_reminder
from services.content.rules.permissions import (
    SEE_RECEIPT_NUMBERS,
    SEND_NOTICES,
    authorise_speaking_for,
    is_meant,
    topmost_led,
)
from services.content.store import notices, sources
from services.content.store.notices import Notice, span_of
from shared.clock import local_date
from shared.contracts.content import NoticeSent
from shared.outbox import create
from shared.security import audiences_of, authorise, covers
from shared.security.refusing import refuse_secrets
from shared.structs import Message
from shared.usecase import Context, Id, Line, Path, Request

# Some four printed pages: what is longer is a document, to which a notice can point.
NoticeText = Annotated[str, Meta(min_length=1, max_length=12_000)]


class NoticeLink(Message, forbid_unknown_fields=True):
    kind: Literal["article", "document"]
    id: Id


class SendNotice(Request):
    """`from_path`: the organisation that speaks; `issuer`: its name. `roles` empty: every member of the audience."""

    kind: NoticeKind
    from_path: Path
    issuer: Line
    title: Line
    text: NoticeText
    audience: Path
    roles: Annotated[list[NoticeRole], Meta(max_length=4)] = msgspec.field(default_factory=list)
    link: NoticeLink | None = None
    acknowledge: bool = False
    deadline: date | None = None


class NoticeAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str
    edition: int


def send_notice(command: SendNotice, ctx: Context) -> NoticeAtDesk:
    """Raises NotPermitted, DeadlineWrong, LinkUnfit, SecretMark."""
    authorise_speaking_for(ctx.actor, command.from_path, command.audience)
    refuse_secrets(
        {"title": command.title, "text": command.text, "issuer": command.issuer}, ctx.actor, command.audience, ctx.now
    )
    deadline = command.deadline if command.acknowledge else None
    check_deadline(deadline, local_date(ctx.now))
    if command.link is not None:
        _check_link(command.link, command.audience)
    notice = Notice(
        id=ctx.new_id(),
        kind=command.kind,
        issuer=command.issuer,
        from_path=command.from_path,
        title=command.title,
        paragraphs=paragraphs_of(command.text),
        link_kind=command.link.kind if command.link else None,
        link_id=command.link.id if command.link else None,
        audience=command.audience,
        roles=sorted(set(command.roles)),
        acknowledge=command.acknowledge,
        deadline=deadline,
        sender_id=ctx.actor.member_id,
        sent_at=ctx.now,
        state="sent",
        remind_at=next_reminder(span_of(ctx.now, deadline), ctx.now) if command.acknowledge else None,
    )
    told = NoticeSent(
        notice_id=notice.id,
        kind=command.kind,
        audience=notice.audience,
        roles=list(notice.roles),
        acknowledge=notice.acknowledge,
        deadline=deadline,
    )
    return notice_at_desk(create(notice, told))


def notice_at_desk(notice: Notice) -> NoticeAtDesk:
    return NoticeAtDesk(notice.id, notice.version, notice.state, notice.edition)


def get_for_sender(notice_id: str, ctx: Context) -> Notice:
    """Whoever may speak for the organisation that sent it. Raises NoticeNotFound, NotPermitted."""
    notice = notices.get(notice_id)
    knows = is_meant(notice.audience, notice.roles, ctx.actor, audiences_of(ctx.actor))
    if not knows and topmost_led(ctx.actor, SEE_RECEIPT_NUMBERS, notice.audience) is None:
        raise NoticeNotFound
    authorise(ctx.actor, SEND_NOTICES, notice.from_path)
    return notice


def _check_link(link: NoticeLink, audience: str) -> None:
    found = sources.find(link.kind, link.id, "")
    if found is None or not covers(found.audience, audience):
        raise LinkUnfit(details={"link": LinkUnfit.message})
