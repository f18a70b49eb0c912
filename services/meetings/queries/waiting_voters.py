"""Who has not voted yet in an open vote, for the secretary who records raised cards. Audited.

Names nobody's choice and no count of choices. Those in the room come first; of more than 500 the rest follow as these
vote.
"""

from __future__ import annotations

import msgspec

from services.meetings.rules.permissions import require_secretary
from services.meetings.store import attendance, votes
from services.meetings.usecases.trail import leave_trail
from shared.usecase import Context, Id, Request

MOST = 500


class WaitingVotersOf(Request):
    vote_id: Id


class WaitingVoter(msgspec.Struct, frozen=True):
    member_id: str
    present: bool


class WaitingVoters(msgspec.Struct, frozen=True, kw_only=True):
    vote_id: str
    electorate: int
    voted: int
    by_hand: int
    rows: list[WaitingVoter]


def waiting_voters(query: WaitingVotersOf, ctx: Context) -> WaitingVoters:
    vote = votes.get(query.vote_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, vote.cell_path)
    waiting = votes.waiting(vote.id) if vote.state == "open" else []
    here = {row.member_id for row in attendance.of_meeting(vote.meeting_id) if row.entry.present}
    rows = [WaitingVoter(member_id, member_id in here) for member_id in waiting]
    shown = sorted(rows, key=lambda row: not row.present)[:MOST]
    about = [row.member_id for row in shown]
    leave_trail("waiting_voters_read", ctx, vote.id, vote.cell_path, about=about, rows=len(shown))
    return WaitingVoters(
        vote_id=vote.id,
        electorate=vote.electorate,
        voted=votes.filled(vote.id),
        by_hand=votes.filled_by_hand(vote.id),
        rows=shown,
    )
