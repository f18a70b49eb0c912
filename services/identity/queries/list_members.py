"""Members of an organisation and everything below it, in the order of a Vietnamese list; a page at a time."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold
from services.identity.rules.numbers import card_number
from services.identity.rules.permissions import SEE_MEMBERS
from services.identity.store import members
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
    words, card = _sought(query.search or "")
    found = members.page(query.organisation_path, words, card, query.cursor, PAGE + 1)
    shown = found[:PAGE]
    ids = [member.id for member in shown]
    leave_trail("identity.members_listed", ctx, query.organisation_path, ids)
    items = [MemberView(member.id, member.full_name, member.status, member.cell_id) for member in shown]
    return MemberList(items, ids[-1] if len(found) > PAGE else None)


def _sought(text: str) -> tuple[list[str], str]:
    """Words of a name, or the eight digits of a card."""
    try:
        return [], card_number(text)
    except FieldProblem:
        return fold(text).split(), ""
