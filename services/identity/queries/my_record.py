"""One's own record, whole: all that is kept about me (law L1), and what I asked to be corrected."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from services.identity.queries.problem_views import finding_of
from services.identity.queries.record_views import ChangedField, SectionView, field_view
from services.identity.rules.record_fields import BY_NAME, FIELDS, SECTIONS
from services.identity.store import corrections, member_values, members, record_problems
from services.identity.store.members import Member
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.usecase import Context, Request


class MyRecord(Request):
    pass


class MyRequestView(msgspec.Struct, frozen=True):
    id: str
    made_at: str
    fields: list[ChangedField]
    state: str
    note: str


class QuestionView(msgspec.Struct, frozen=True):
    """What the desk asks me to look at; `section` is where a wish for a correction begins."""

    id: str
    asked_at: str
    reason: str
    question: str
    section: str
    answer: str


class MyRecordView(msgspec.Struct, frozen=True):
    full_name: str
    sections: list[SectionView]
    requests: list[MyRequestView]
    questions: list[QuestionView]


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
    return MyRecordView(member.full_name, sections, requests, _questions(member, values, ctx))


def _questions(member: Member, values: Mapping[str, str], ctx: Context) -> list[QuestionView]:
    """Of a doubled record only what was asked: the other one is nobody's business here."""
    questions = []
    for row in record_problems.of_member(member.id, record_problems.ASKED):
        found = finding_of(row, values, local_date(ctx.now))
        if found is not None:
            reason = "" if row.peer_id else found.reason
            section = BY_NAME[found.fields[0]].section
            questions.append(
                QuestionView(row.id, row.decided_at.isoformat(), reason, row.note or "", section, row.answer or "")
            )
    return questions
