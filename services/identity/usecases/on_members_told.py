"""A member was registered, moved or changed standing: the roll-out's copy follows, and the cells are counted anew.

The event only says whom to look at; what is copied is the member's record of now, so the order of events is of no
matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.identity.store.members import Member
from services.identity.usecases.counting_roll_out import follow, recount
from shared.clock import local_date
from shared.contracts import Received
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.usecase import Context

MemberEvent = MemberRegistered | MemberStatusChanged


def on_members_told(batch: Sequence[Received[MemberEvent]], ctx: Context) -> None:
    ids = {told.data.member_id for told in batch}
    members = Member.objects(pk__in=list(ids)).only("id", "cell_id", "cell_path", "status")
    recount(follow(members), local_date(ctx.now))
