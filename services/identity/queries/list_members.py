"""Members of an organisation and everything below it, in the order of a Vietnamese list; a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.errors import FieldProblem
from services.identity.rules.numbers import card_number
from services.identity.rules.permissions import SEE_MEMBERS
from services.identity.store import member_search
from services.identity.store.members import Member
from shared.security import authorise
from shared.usecase import Context, Id, Path, Request

PAGE = 50


class ListMembers(Request):
    organisation_path: Path
    search: Annotated[str, Meta(max_length=120)] | None = None
    cursor: Id | None = None
    """The last member of the page before."""


class MemberView(msgspec.Struct, frozen=True):
    id: str
    full_name: str
    status: str
    cell_id: str


class MemberList(msgspec.Struct, frozen=True):
    items: list[MemberView]
    next_cursor: str | None


def list_members(query: ListMembers, ctx: Context) -> MemberList:
    authorise(ctx.actor, SEE_MEMBERS, query.organisation_path)
    found = _found(query)
    shown = found[:PAGE]
    ids = [member.id for member in shown]
    leave_trail("identity.members_listed", ctx, query.organisation_path, ids)
    items = [MemberView(member.id, member.full_name, member.status, member.cell_id) for member in shown]
    return MemberList(items, ids[-1] if len(found) > PAGE else None)


def _found(query: ListMembers) -> Sequence[Member]:
    """By the eight digits of a card, else by words of a name."""
    try:
        card = card_number(query.search or "")
    except FieldProblem:
        return member_search.page(query.organisation_path, query.search or "", query.cursor, PAGE + 1)
    return member_search.with_card(query.organisation_path, card)
