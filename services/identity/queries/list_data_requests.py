"""Requests of members about their data, for the office: what is due first comes first, and what is late says so."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.identity.rules.data_requests import State, is_late
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import data_requests
from services.identity.store.data_requests import DataRequest
from shared.clock import local_date
from shared.security import paths_for
from shared.security.errors import NotPermitted
from shared.usecase import Context, Request


class ListDataRequests(Request):
    under_way: bool = True


class DataRequestRow(msgspec.Struct, frozen=True):
    id: str
    kind: str
    state: str
    cell_path: str
    opened_at: datetime
    answer_by: date
    carry_out_by: date
    late: bool


class DataRequestRows(msgspec.Struct, frozen=True):
    items: list[DataRequestRow]


def list_data_requests(query: ListDataRequests, ctx: Context) -> DataRequestRows:
    """No names and no words of theirs: those are read one by one, and each reading leaves a trace."""
    paths = paths_for(ctx.actor, ADMINISTER)
    if not paths:
        raise NotPermitted
    today = local_date(ctx.now)
    return DataRequestRows([_row(item, today) for item in data_requests.under(paths, under_way=query.under_way)])


def _row(item: DataRequest, today: date) -> DataRequestRow:
    return DataRequestRow(
        id=item.id,
        kind=item.kind,
        state=item.state,
        cell_path=item.cell_path,
        opened_at=item.opened_at,
        answer_by=item.answer_by,
        carry_out_by=item.carry_out_by,
        late=is_late(State(item.state), item.answer_by, item.carry_out_by, today),
    )
