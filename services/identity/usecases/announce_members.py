"""Tells every member's present standing again, for a service whose copy of the roll was lost or is doubted.

Each is a new event with the member's next number, so a reader that keeps the newest takes it, and one that knows it
already loses nothing. One write per member: some minutes for a hundred thousand, and safe to repeat or break off.
"""

from __future__ import annotations

from collections.abc import Callable

from services.identity.store import members
from services.identity.store.members import Member
from shared.contracts.identity import MemberStatusChanged
from shared.outbox import ChangedByAnother, change

_TOLD_EVERY = 1000


def announce_members(progress: Callable[[int], None]) -> int:
    """Those who left are told, too: a copy that missed it must learn it."""
    announced = 0
    for member in members.standings():
        _announce(member)
        announced += 1
        if announced % _TOLD_EVERY == 0:
            progress(announced)
    return announced


def _announce(member: Member) -> None:
    while True:
        event = MemberStatusChanged(
            member_id=member.id, cell_id=member.cell_id, cell_path=member.cell_path, status=member.status
        )
        try:
            change(member, event)
        except ChangedByAnother:
            member = members.get(member.id)
        else:
            return
