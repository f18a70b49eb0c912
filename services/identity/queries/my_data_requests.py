"""What I asked about my data, how far it is, and what I was told."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.identity.rules.data_requests import UNDER_WAY, State
from services.identity.store import data_requests
from services.identity.store.data_requests import DataRequest
from services.identity.usecases.opening_session import check_open
from shared.usecase import Context, Request


class MyDataRequests(Request):
    pass


class MyDataRequestView(msgspec.Struct, frozen=True):
    id: str
    kind: str
    text: str | None
    state: str
    under_way: bool
    opened_at: datetime
    answer_by: date
    carry_out_by: date
    first_reply: str | None
    extension_reason: str | None
    reply: str | None
    ended_at: datetime | None


class MyDataRequestList(msgspec.Struct, frozen=True):
    items: list[MyDataRequestView]


def my_data_requests(_: MyDataRequests, ctx: Context) -> MyDataRequestList:
    check_open(ctx.actor.token_id)
    return MyDataRequestList([_view(item) for item in data_requests.of_member(ctx.actor.member_id)])


def _view(item: DataRequest) -> MyDataRequestView:
    return MyDataRequestView(
        id=item.id,
        kind=item.kind,
        text=item.text,
        state=item.state,
        under_way=State(item.state) in UNDER_WAY,
        opened_at=item.opened_at,
        answer_by=item.answer_by,
        carry_out_by=item.carry_out_by,
        first_reply=item.first_reply,
        extension_reason=item.extension_reason,
        reply=item.reply,
        ended_at=item.ended_at,
    )
