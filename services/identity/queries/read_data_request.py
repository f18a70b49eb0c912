"""One member's request with its words, for the administrator who answers it. Audited."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.identity.rules.data_requests import EXTENDABLE, UNDER_WAY, Kind, State
from services.identity.store import members
from services.identity.store.data_requests import DataRequest
from services.identity.usecases.handling_data_request import to_handle
from shared.security import audit
from shared.usecase import Context, Id, Request


class ReadDataRequest(Request):
    request_id: Id


class DataRequestView(msgspec.Struct, frozen=True):
    """`may_answer`, `may_extend`, `may_end`: what the page offers; the use cases decide again."""

    id: str
    member_id: str
    member_name: str
    kind: str
    text: str | None
    state: str
    opened_at: datetime
    answer_by: date
    carry_out_by: date
    first_reply: str | None
    extension_reason: str | None
    reply: str | None
    may_answer: bool
    may_extend: bool
    may_end: bool


def read_data_request(query: ReadDataRequest, ctx: Context) -> DataRequestView:
    item = to_handle(query.request_id, ctx)
    audit.record(
        "identity.data_request_read", actor=ctx.actor, subject=item.id, path=item.cell_path, about=[item.member_id]
    )
    return _view(item)


def _view(item: DataRequest) -> DataRequestView:
    under_way = State(item.state) in UNDER_WAY
    return DataRequestView(
        id=item.id,
        member_id=item.member_id,
        member_name=members.get(item.member_id).full_name,
        kind=item.kind,
        text=item.text,
        state=item.state,
        opened_at=item.opened_at,
        answer_by=item.answer_by,
        carry_out_by=item.carry_out_by,
        first_reply=item.first_reply,
        extension_reason=item.extension_reason,
        reply=item.reply,
        may_answer=item.state == State.OPEN,
        may_extend=under_way and item.extended_at is None and Kind(item.kind) in EXTENDABLE,
        may_end=under_way,
    )
