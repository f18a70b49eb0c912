"""One's own record, whole: all that is kept about me (law L1), and what I asked to be corrected."""

from __future__ import annotations

import msgspec

from services.identity.queries.record_views import ChangedField, SectionView, field_view
from services.identity.rules.record_fields import FIELDS, SECTIONS
from services.identity.store import corrections, member_values, members
from services.identity.usecases.opening_session import check_open
from shared.usecase import Context, Request


class MyRecord(Request):
    pass


class MyRequestView(msgspec.Struct, frozen=True):
    id: str
    made_at: str
    fields: list[ChangedField]
    state: str
    note: str


class MyRecordView(msgspec.Struct, frozen=True):
    full_name: str
    sections: list[SectionView]
    requests: list[MyRequestView]


def my_record(_: MyRecord, ctx: Context) -> MyRecordView:
    check_open(ctx.actor.token_id)
    member = members.get(ctx.actor.member_id)
    values = member_values.values_of(member)
    sections = [
        SectionView(
            section,
            label,
            [
                field_view(field, values.get(field.name, ""), changeable=True)
                for field in FIELDS
                if field.section == section
            ],
        )
        for section, label in SECTIONS.items()
    ]
    requests = [
        MyRequestView(
            id=item.id,
            made_at=item.made_at.isoformat(),
            fields=[ChangedField(*told) for told in item.as_read()],
            state=item.state,
            note=item.note or "",
        )
        for item in corrections.of_member(member.id)
    ]
    return MyRecordView(member.full_name, sections, requests)
