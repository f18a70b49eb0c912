"""The sender corrects a notice: its readers are told, read the corrected text, and acknowledge anew where asked. The
former text stays to be read beside it, with the reason."""

from __future__ import annotations

from datetime import date

from services.content.rules.article_text import paragraphs_of
from services.content.rules.notice_errors import NoticeCorrectedTooOften, NoticeWasWithdrawn
from services.content.rules.notices import MOST_CORRECTIONS, check_deadline, next_reminder
from services.content.store.notices import FormerText, Notice, span_of
from services.content.usecases.send_notice import NoticeAtDesk, NoticeText, get_for_sender, notice_at_desk
from services.content.usecases.withdraw_article import Reason
from shared.clock import local_date
from shared.contracts.content import NoticeCorrected
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Line, Request, Version


class CorrectNotice(Request):
    notice_id: Id
    version: Version
    title: Line
    text: NoticeText
    reason: Reason
    deadline: date | None = None


def correct_notice(command: CorrectNotice, ctx: Context) -> NoticeAtDesk:
    """Raises NoticeNotFound, NotPermitted, NoticeWasWithdrawn, DeadlineWrong, SecretMark, NoticeCorrectedTooOften."""
    notice = get_for_sender(command.notice_id, ctx)
    if notice.corrected_version == notice.version == command.version + 1 and _is_this(notice, command):
        return notice_at_desk(notice)
    if notice.version != command.version:
        raise ChangedByAnother
    if notice.state == "withdrawn":
        raise NoticeWasWithdrawn
    if len(notice.former) >= MOST_CORRECTIONS:
        raise NoticeCorrectedTooOften
    written = {"title": command.title, "text": command.text, "reason": command.reason}
    refuse_secrets(written, ctx.actor, notice.audience, ctx.now)
    deadline = command.deadline if notice.acknowledge else None
    check_deadline(deadline, local_date(ctx.now))
    former = FormerText(
        edition=notice.edition,
        title=notice.title,
        paragraphs=list(notice.paragraphs),
        until=ctx.now,
        reason=command.reason,
    )
    told = NoticeCorrected(
        notice_id=notice.id,
        edition=notice.edition + 1,
        audience=notice.audience,
        roles=list(notice.roles),
        acknowledge=notice.acknowledge,
        deadline=deadline,
    )
    changed = change(
        notice,
        told,
        set__title=command.title,
        set__paragraphs=paragraphs_of(command.text),
        set__edition=notice.edition + 1,
        set__corrected_at=ctx.now,
        set__corrected_version=notice.version + 1,
        set__deadline=deadline,
        set__remind_at=next_reminder(span_of(ctx.now, deadline), ctx.now) if notice.acknowledge else None,
        push__former=former,
    )
    return notice_at_desk(changed)


def _is_this(notice: Notice, command: CorrectNotice) -> bool:
    """Another sender's correction of the same version is none of this one's."""
    return bool(notice.title == command.title and list(notice.paragraphs) == paragraphs_of(command.text))
