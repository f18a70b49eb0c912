"""Everything content keeps about me: my notebook, my marks, which notices I opened and
acknowledged, which regulations I accepted, what I passed of which course, who pressed the
button, my certificates, what I am typing and have not saved (law L4). The caller's own only."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.queries.export_notes import notes_of
from services.content.store import bookmarks, progress, receipts, regulations, working_copies
from services.content.store.working_copies import WorkingCopy
from services.content.usecases.write_note import NoteView
from shared.usecase import Context, Request


class MyData(Request):
    pass


class KeptAnswer(msgspec.Struct, frozen=True):
    question_id: str
    passed_at: datetime
    entered_by: str | None


class KeptCourse(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    state: str
    passed: list[KeptAnswer]
    done_at: datetime | None
    certificate: str | None


class KeptMark(msgspec.Struct, frozen=True):
    kind: str
    ref: str
    anchor: str
    marked_at: datetime


class KeptAcknowledgement(msgspec.Struct, frozen=True):
    acknowledged_at: datetime
    entered_by: str | None


class KeptReceipt(msgspec.Struct, frozen=True):
    notice_id: str
    read_at: datetime
    acknowledged: list[KeptAcknowledgement]


class KeptAcceptance(msgspec.Struct, frozen=True):
    document_id: str
    revision: int
    at: datetime


class KeptWorkingCopy(msgspec.Struct, frozen=True, kw_only=True):
    article_id: str | None
    title: str
    summary: str
    body: str
    audience: str
    correction: str
    saved_at: datetime


class MyDataView(msgspec.Struct, frozen=True):
    courses: list[KeptCourse]
    notes: list[NoteView]
    bookmarks: list[KeptMark]
    notices: list[KeptReceipt]
    regulations: list[KeptAcceptance]
    working_copies: list[KeptWorkingCopy]


def my_data(_: MyData, ctx: Context) -> MyDataView:
    return MyDataView(
        [
            KeptCourse(
                course_id=held.course_id,
                state=held.state,
                passed=[KeptAnswer(each.question_id, each.at, each.entered_by) for each in held.passed],
                done_at=held.done_at,
                certificate=held.certificate,
            )
            for held in progress.of_member(ctx.actor.member_id)
        ],
        notes_of(ctx.actor.member_id),
        [
            KeptMark(mark.kind, mark.ref, mark.anchor, mark.marked_at)
            for mark in bookmarks.all_of_member(ctx.actor.member_id)
        ],
        [
            KeptReceipt(
                row.notice_id,
                row.read_at,
                [KeptAcknowledgement(each.at, each.entered_by) for each in row.acknowledgements],
            )
            for row in receipts.of_member(ctx.actor.member_id)
        ],
        [
            KeptAcceptance(each.document_id, each.revision, each.at)
            for row in regulations.of_member(ctx.actor.member_id)
            for each in row.history
        ],
        [_typed(copy) for copy in working_copies.of_member(ctx.actor.member_id)],
    )


def _typed(copy: WorkingCopy) -> KeptWorkingCopy:
    texts = {name: getattr(copy, name) or "" for name in ("title", "summary", "body", "audience", "correction")}
    return KeptWorkingCopy(article_id=copy.article_id, saved_at=copy.saved_at, **texts)
