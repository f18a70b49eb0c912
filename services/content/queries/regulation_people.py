"""Who of a cell has accepted the operating regulation as it is now, a former version, or none: for the cell's own
secretary. Audited. Nobody above reads names."""

from __future__ import annotations

import msgspec

from services.content.rules.notice_errors import RegulationNotFound
from services.content.rules.permissions import SEE_RECEIPT_NAMES
from services.content.store import regulations, roster
from shared.security import audit, authorise, covers
from shared.usecase import Context, Id, Path, Request


class RegulationPeople(Request):
    regulation_id: Id
    cell_path: Path


class AcceptingMember(msgspec.Struct, frozen=True):
    """`state`: accepted, changed or to_accept."""

    member_id: str
    state: str


class RegulationPeopleList(msgspec.Struct, frozen=True, kw_only=True):
    """By id, not by how anybody stands. Names are identity's to tell."""

    regulation_id: str
    title: str
    cell_path: str
    items: list[AcceptingMember]


def regulation_people(query: RegulationPeople, ctx: Context) -> RegulationPeopleList:
    """Raises RegulationNotFound, NotPermitted."""
    authorise(ctx.actor, SEE_RECEIPT_NAMES, query.cell_path)
    regulation, document = regulations.get_with_document(query.regulation_id)
    if not covers(regulation.path, query.cell_path):
        raise RegulationNotFound
    members = roster.counted_of_cell(query.cell_path)
    found = regulations.of_members(regulation.id, members)
    audit.record_reading(
        "content.regulation_people_read",
        members,
        actor=ctx.actor,
        subject=regulation.id,
        path=query.cell_path,
        at=ctx.now,
    )
    return RegulationPeopleList(
        regulation_id=regulation.id,
        title=document.title,
        cell_path=query.cell_path,
        items=[
            AcceptingMember(member_id, regulations.acceptance_state(found.get(member_id), document))
            for member_id in members
        ],
    )
