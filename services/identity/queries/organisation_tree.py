"""The tree of organisations as it is, or as it was on a day, with how many members belong where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from services.identity.rules.organisation_changes import KIND_WORDS, as_of
from services.identity.rules.permissions import SEE_MEMBERS
from services.identity.store import members, organisation_changes, organisations
from services.identity.usecases.checking_change import as_place
from shared.clock import local_date
from shared.security import NotPermitted, paths_for
from shared.usecase import Context, Request


class OrganisationTree(Request):
    on: date | None = None


class TreeNode(msgspec.Struct, frozen=True):
    """`members`: at or below it; None for another day than today, which nobody counted."""

    id: str
    name: str
    kind: str
    parent_id: str | None
    members: int | None


class TreeView(msgspec.Struct, frozen=True):
    """Parents before children, each in the order of names."""

    on: date
    nodes: list[TreeNode]


def organisation_tree(query: OrganisationTree, ctx: Context) -> TreeView:
    """What lies at or below the places the caller works at. Raises NotPermitted."""
    mine = paths_for(ctx.actor, SEE_MEMBERS)
    if not mine:
        raise NotPermitted
    today = local_date(ctx.now)
    day = query.on or today
    ever = [place for one in organisations.all_of_them().values() if (place := as_place(one))]
    seen = [place for place in ever if any(place.path.startswith(path) for path in mine)]
    then = as_of(seen, organisation_changes.carried_out(), day)
    counted = _counted(mine) if day == today else None
    nodes = [
        TreeNode(
            place.id,
            place.name,
            KIND_WORDS[place.kind],
            place.parent_id,
            counted[place.path] if counted is not None else None,
        )
        for place in sorted(then, key=lambda place: (place.path.count("/"), place.name))
    ]
    return TreeView(day, nodes)


def _counted(places: Sequence[str]) -> Counter[str]:
    """{path: members at or below}, of what lies at or below these places."""
    found: Counter[str] = Counter()
    by_cell = {cell: number for place in places for cell, number in members.counts_by_cell(place).items()}
    for cell_path, number in by_cell.items():
        parts = cell_path.rstrip("/").split("/")
        for depth in range(1, len(parts) + 1):
            found["/".join(parts[:depth]) + "/"] += number
    return found
