"""Identity registered members or changed their standing: the roll follows, in one write for the whole batch."""

from __future__ import annotations

from collections.abc import Sequence

from services.meetings.store import roster
from services.meetings.store.roster import Standing
from shared.contracts import Received
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.usecase import Context

MemberEvent = MemberRegistered | MemberStatusChanged


def on_member_changed(batch: Sequence[Received[MemberEvent]], _ctx: Context) -> None:
    roster.keep([_standing(received) for received in batch])


def _standing(received: Received[MemberEvent]) -> Standing:
    data = received.data
    return Standing(data.member_id, data.cell_id, data.cell_path, data.status, received.sequence, received.time)
