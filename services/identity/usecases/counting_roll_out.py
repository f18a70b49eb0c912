"""The numbers of a cell, counted anew from its members' facts inside the transaction that changes one of them.

Not added up by differences: what is counted anew is right whatever was there before. Two changes in one cell meet in
the cell's document, so one of them is repeated and counts the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.identity.rules.roll_out import count
from services.identity.store import organisations, roll_out_cells, roll_out_members
from services.identity.store.members import Member
from services.identity.store.roll_out_members import RollOutMember
from shared.store import in_transaction

CELLS_AT_ONCE = 100


def recount(cell_ids: Iterable[str], today: date) -> int:
    """How many cells have other numbers than before."""
    wanted = sorted(set(cell_ids))
    changed = 0
    for first in range(0, len(wanted), CELLS_AT_ONCE):
        part = wanted[first : first + CELLS_AT_ONCE]
        changed += in_transaction(lambda part=part: _recount(part, today))  # type: ignore[misc]
    return changed


def _recount(cell_ids: list[str], today: date) -> int:
    facts = roll_out_members.facts_of(cell_ids)
    kept = roll_out_cells.by_ids(cell_ids)
    places = organisations.by_ids(cell_ids)
    changed = 0
    for cell_id in cell_ids:
        if cell_id in places:
            rows, course = count(facts[cell_id], today)
            changed += roll_out_cells.keep(kept.get(cell_id), cell_id, places[cell_id].path, rows, course)
    return changed


def follow(members: Iterable[Member]) -> set[str]:
    """Copies where and how these members belong today. Answers the cells whose numbers that may change."""
    found = {member.id: member for member in members}
    known = roll_out_members.by_ids(found)
    touched: set[str] = set()
    for member in found.values():
        before = known.get(member.id)
        standing = (member.cell_id, member.cell_path, member.status)
        if before is None or (before.cell_id, before.cell_path, before.status) != standing:
            roll_out_members.keep_standing(member.id, *standing)
            touched |= {member.cell_id, before.cell_id} if before else {member.cell_id}
    return touched


def fact_of(member: Member) -> RollOutMember:
    """The member's row, made where the event that announces him has not come through yet."""
    found = roll_out_members.find(member.id)
    if found is None:
        roll_out_members.keep_standing(member.id, member.cell_id, member.cell_path, member.status)
        found = roll_out_members.find(member.id)
    assert found is not None  # noqa: S101 - it was made just now, in this transaction
    return found
