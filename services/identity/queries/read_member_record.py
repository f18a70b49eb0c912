"""One section of a member's record on the desk. Only what is asked for is read out; each section leaves an entry."""

from __future__ import annotations

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.queries.record_views import SectionView, section_for, sections_seen_by
from services.identity.rules.errors import MemberNotFound
from services.identity.rules.permissions import KEEP_CELL_FIELDS, SEE_RECORD
from services.identity.store import member_values, members, organisations
from shared.security import allowed
from shared.usecase import Context, Id, Line, Request


class ReadMemberRecord(Request):
    member_id: Id
    section: Line = "person"


class RecordView(msgspec.Struct, frozen=True):
    """`version` goes back with a correction. `own`: one's own record, which somebody else corrects."""

    id: str
    version: int
    full_name: str
    status: str
    cell_id: str
    cell_path: str
    cell_name: str
    sections: dict[str, str]
    section: SectionView
    own: bool
    keeps: bool


def read_member_record(query: ReadMemberRecord, ctx: Context) -> RecordView:
    """Raises MemberNotFound also for a member elsewhere: who may not read must not learn that there is one."""
    member = members.get(query.member_id)
    if not allowed(ctx.actor, SEE_RECORD, member.cell_path):
        raise MemberNotFound
    seen = sections_seen_by(ctx.actor, member.cell_path)
    section = query.section if query.section in seen else "person"
    own = member.id == ctx.actor.member_id
    view = section_for(ctx.actor, section, member_values.values_of(member), member.cell_path, own=own)
    leave_trail("identity.record_read", ctx, member.cell_path, [member.id])
    return RecordView(
        id=member.id,
        version=member.version,
        full_name=member.full_name,
        status=member.status,
        cell_id=member.cell_id,
        cell_path=member.cell_path,
        cell_name=organisations.get(member.cell_id).name,
        sections=seen,
        section=view,
        own=own,
        keeps=not own and allowed(ctx.actor, KEEP_CELL_FIELDS, member.cell_path),
    )
