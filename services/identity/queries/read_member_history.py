"""What was changed in a member's record: who, when, why, before and after. The own one, too."""

from __future__ import annotations

from services.identity.queries.reading_records import leave_trail
from services.identity.queries.record_views import PAGE, ChangeList, changes_page
from services.identity.rules.errors import MemberNotFound
from services.identity.rules.permissions import SEE_RECORD
from services.identity.store import member_changes, members
from shared.security import allowed
from shared.usecase import Context, Id, Request


class ReadMemberHistory(Request):
    """Without an id: one's own."""

    member_id: Id | None = None
    cursor: Id | None = None


def read_member_history(query: ReadMemberHistory, ctx: Context) -> ChangeList:
    member = members.get(query.member_id or ctx.actor.member_id)
    own = member.id == ctx.actor.member_id
    if not own and not allowed(ctx.actor, SEE_RECORD, member.cell_path):
        raise MemberNotFound
    changers = {item.by for item in member_changes.of_member(member.id, query.cursor, PAGE) if item.by}
    names = {item.id: item.full_name for item in members.by_ids(changers)}
    found = changes_page(member.id, member.cell_path, ctx.actor, query.cursor, names)
    if not own:
        leave_trail("identity.record_history_read", ctx, member.cell_path, [member.id])
    return found
