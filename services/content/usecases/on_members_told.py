"""Identity registered members or changed where they are and how they stand: the roll follows, and with it the numbers
of what they study, have read and accepted."""

from __future__ import annotations

from collections.abc import Sequence

from services.content.store import roster
from services.content.store.progress import StudyProgress
from services.content.store.receipts import NoticeReceipt
from services.content.store.regulations import RegulationAcceptance
from services.content.store.roster import Standing
from shared.contracts import Received
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.usecase import Context

MemberEvent = MemberRegistered | MemberStatusChanged


def on_members_told(batch: Sequence[Received[MemberEvent]], _ctx: Context) -> None:
    told = [
        Standing(each.data.member_id, each.data.cell_path, each.data.status, each.sequence) for each in batch
    ]  # fmt: skip
    members = roster.by_ids(roster.keep(told))
    for kind in (StudyProgress, NoticeReceipt, RegulationAcceptance):
        roster.follow(kind, members)
