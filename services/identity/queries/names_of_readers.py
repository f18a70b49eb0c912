"""Names of those who, as other services' trails say, read or changed something of mine (law L4).

A member does not learn the names of strangers that way: told is who holds or held a role over the member's own cell,
and who is in identity's trail about the member. The others are left out. Not audited: nobody's record is read.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.queries.names import NameList
from services.identity.store import members, role_grants
from services.identity.usecases.opening_session import check_open
from shared.security import audit, covers
from shared.usecase import Context, Id, Request


class NamesOfReaders(Request):
    member_ids: Annotated[list[Id], Meta(max_length=500)]


def names_of_readers(query: NamesOfReaders, ctx: Context) -> NameList:
    me = ctx.actor
    check_open(me.token_id)
    asked = set(query.member_ids)
    cell_path = members.get(me.member_id).cell_path
    told = {item.reader_id for item in audit.own_trail(me.member_id, ctx.now).items}
    told |= {grant.member_id for grant in role_grants.ever_given(asked) if covers(grant.organisation_path, cell_path)}
    return NameList({member.id: member.full_name for member in members.by_ids(asked & told)})
