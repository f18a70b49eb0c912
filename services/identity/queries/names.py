"""Names for ids that another service keeps, in the order of a Vietnamese list (JSON keeps it). Ids the caller may not
know, or that nobody has, are simply left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from posixpath import commonprefix
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.grants import Role
from services.identity.rules.permissions import may_know_fellow_editor, may_know_name
from services.identity.store import members, role_grants
from shared.security import Actor
from shared.usecase import Context, Id, Request


class Names(Request):
    member_ids: Annotated[list[Id], Meta(max_length=500)]


class NameList(msgspec.Struct, frozen=True):
    items: dict[str, str]


def names(query: Names, ctx: Context) -> NameList:
    actor = ctx.actor
    asked = members.by_ids(query.member_ids)
    told = {each.id for each in asked if each.id == actor.member_id or may_know_name(actor, each.cell_path)}
    told |= _fellow_editors(actor, [each.id for each in asked if each.id not in told])
    known = [member for member in asked if member.id in told]
    others = [member for member in known if member.id != actor.member_id]
    if others:
        shared_path = commonprefix([member.cell_path for member in others]).rpartition("/")[0] + "/"
        leave_trail("identity.names_read", ctx, shared_path, [member.id for member in others])
    return NameList({member.id: member.full_name for member in known})


def _fellow_editors(actor: Actor, strangers: Sequence[str]) -> set[str]:
    if not strangers:
        return set()
    desks: dict[str, list[str]] = defaultdict(list)
    for grant in role_grants.ever_given(strangers):
        if grant.role == Role.COMMITTEE_EDITOR:
            desks[grant.member_id].append(grant.organisation_path)
    return {member_id for member_id, paths in desks.items() if may_know_fellow_editor(actor, paths)}
