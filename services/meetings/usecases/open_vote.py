"""The secretary puts a question to the vote in a running meeting. The electorate is everybody of the roll who may vote
at this moment, present or not (P21), and does not change any more."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.meetings.rules import quorum
from services.meetings.rules.errors import MeetingAlreadyClosed, MeetingNotOpen, NobodyMayVote
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import meetings, roster, votes
from services.meetings.store.meetings import Meeting
from services.meetings.store.votes import Vote
from services.meetings.usecases.policy_in_use import policy
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import VoteOpened
from shared.outbox import create
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class OpenVote(Request):
    meeting_id: Id
    question: Annotated[str, Meta(min_length=1, max_length=2000)]


class OpenedVote(msgspec.Struct, frozen=True):
    vote_id: str
    version: int
    electorate: int


def open_vote(command: OpenVote, ctx: Context) -> OpenedVote:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    refuse_secrets({"question": command.question}, ctx.actor, meeting.cell_path, ctx.now)
    vote_id = ctx.new_id()
    opened = votes.find(vote_id)
    if opened is None:
        if meeting.state == "closed":
            raise MeetingAlreadyClosed
        if meeting.state == "called":
            raise MeetingNotOpen
        opened = in_transaction(lambda: _open(command.question, vote_id, meeting, ctx))
    return OpenedVote(opened.id, opened.version, opened.electorate)


def _open(question: str, vote_id: str, meeting: Meeting, ctx: Context) -> Vote:
    found = votes.find(vote_id)
    if found is not None:
        return found
    roll = [(member.id, member.status) for member in roster.of_cell(meeting.cell_path)]
    voters = quorum.electorate(roll, policy())
    if not voters:
        raise NobodyMayVote
    meetings.note_open_vote(meeting)
    votes.lay_ballots(vote_id, voters)
    leave_trail("vote_opened", ctx, vote_id, meeting.cell_path, electorate=len(voters))
    event = VoteOpened(
        vote_id=vote_id,
        meeting_id=meeting.id,
        cell_path=meeting.cell_path,
        question=question,
        electorate=len(voters),
    )
    vote = Vote(
        id=vote_id,
        meeting_id=meeting.id,
        cell_path=meeting.cell_path,
        question=question,
        electorate=len(voters),
        opened_at=ctx.now,
    )
    return create(vote, event)
