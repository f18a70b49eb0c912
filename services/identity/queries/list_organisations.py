"""The tree, or a part of it. Numbers of members are for those who work there; everyone may see the tree itself."""

from __future__ import annotations

import msgspec

from services.identity.rules.permissions import SEE_NUMBERS
from services.identity.store import members, organisations
from shared.security import allowed
from shared.usecase import Context, Path, Request


class ListOrganisations(Request):
    under: Path | None = None


class OrganisationView(msgspec.Struct, frozen=True):
    id: str
    code: str
    name: str
    kind: str
    parent_id: str | None
    path: str
    members: int | None


class OrganisationList(msgspec.Struct, frozen=True):
    items: list[OrganisationView]


def list_organisations(query: ListOrganisations, ctx: Context) -> OrganisationList:
    actor = ctx.actor
    by_cell = members.counts_by_cell(query.under)

    def number(path: str) -> int | None:
        if path != actor.cell_path and not allowed(actor, SEE_NUMBERS, path):
            return None
        return sum(count for cell, count in by_cell.items() if cell.startswith(path))

    return OrganisationList(
        [
            OrganisationView(item.id, item.code, item.name, item.kind, item.parent_id, item.path, number(item.path))
            for item in organisations.at_or_below(query.under)
        ]
    )
