"""Open votes and their ballots.

Opening a vote lays an empty ballot for everybody who may vote, (vote, member) unique: that is the electorate, fixed.
Casting fills one's own ballot in a single conditional write: only while it is empty and not sealed. Closing seals every
ballot first and counts after that. So each ballot is decided by one write to one document: it is filled before it is
sealed and counted, or it is refused; no lock is shared between voters, and no clock or order is trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import mongoengine as me

from services.meetings.rules.errors import VoteNotFound
from services.meetings.rules.voting import Choice
from shared.outbox import Aggregate


class Vote(Aggregate):
    meta = {
        "collection": "votes",
        "auto_create_index": False,
        "indexes": [{"fields": ["meeting_id", "opened_at"], "name": "votes_of_meeting"}],
    }

    meeting_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    question = me.StringField(required=True)
    state = me.StringField(required=True, choices=("open", "closed"), default="open")
    electorate = me.IntField(required=True)
    opened_at = me.DateTimeField(required=True)
    closed_at = me.DateTimeField()
    agree = me.IntField()
    disagree = me.IntField()
    abstain = me.IntField()
    by_hand = me.IntField()
    outcome = me.StringField(choices=("adopted", "rejected"))

    @property
    def cell_id(self) -> str:
        return str(self.cell_path).rstrip("/").rpartition("/")[2]


class Ballot(me.Document):
    """`cast_id` names the command that filled it, so that the same command repeated gets the same answer."""

    meta = {
        "collection": "ballots",
        "auto_create_index": False,
        # Only what never changes: sealing scans this index, and a ballot filled meanwhile must not move in it.
        "indexes": [
            {"fields": ["vote_id"], "name": "ballots_of_vote"},
            {"fields": ["member_id"], "name": "ballots_of_member"},
        ],
    }

    id = me.StringField(primary_key=True)
    vote_id = me.StringField(required=True)
    member_id = me.StringField(required=True)
    choice = me.StringField(choices=("agree", "disagree", "abstain"))
    cast_id = me.StringField()
    cast_at = me.DateTimeField()
    by_hand = me.BooleanField(default=False)
    sealed = me.BooleanField(default=False)


def ballot_id(vote_id: str, member_id: str) -> str:
    return f"{vote_id}:{member_id}"


def find(vote_id: str) -> Vote | None:
    found: Vote | None = Vote.objects(pk=vote_id).first()
    return found


def get(vote_id: str, cell_path: str) -> Vote:
    """Raises VoteNotFound also for a vote of another cell."""
    found: Vote | None = Vote.objects(pk=vote_id, cell_path=cell_path).first()
    if found is None:
        raise VoteNotFound
    return found


def of_meeting(meeting_id: str) -> Sequence[Vote]:
    return list(Vote.objects(meeting_id=meeting_id).order_by("opened_at", "id"))


def lay_ballots(vote_id: str, electorate: Iterable[str]) -> None:
    """In the transaction that opens the vote."""
    empty = [Ballot(id=ballot_id(vote_id, member_id), vote_id=vote_id, member_id=member_id) for member_id in electorate]
    Ballot.objects.insert(empty, load_bulk=False)


def fill(vote_id: str, member_id: str, choice: Choice, cast_id: str, now: datetime, *, by_hand: bool = False) -> bool:
    """False where the ballot is filled, sealed, or not there at all."""
    own = Ballot.objects(pk=ballot_id(vote_id, member_id), choice=None, sealed=False)
    return bool(own.update_one(set__choice=choice, set__cast_id=cast_id, set__cast_at=now, set__by_hand=by_hand))


def ballot_of(vote_id: str, member_id: str) -> Ballot | None:
    found: Ballot | None = Ballot.objects(pk=ballot_id(vote_id, member_id)).first()
    return found


def ballots_of(member_id: str, vote_ids: Iterable[str]) -> dict[str, Ballot]:
    """{vote: the member's ballot}"""
    wanted = [ballot_id(vote_id, member_id) for vote_id in vote_ids]
    return {ballot.vote_id: ballot for ballot in Ballot.objects(pk__in=wanted)}


def all_of(member_id: str) -> list[Ballot]:
    """Every ballot of an open vote, for the member's own copy."""
    return list(Ballot.objects(member_id=member_id).order_by("vote_id"))


def seal(vote_id: str) -> None:
    """After this returns, no ballot of the vote ever changes. Safe to repeat. Not in a transaction: there, every
    ballot cast beside it would throw the whole seal back."""
    Ballot.objects(vote_id=vote_id, sealed=False).update(set__sealed=True)


def choices(vote_id: str) -> list[Choice | None]:
    return list(Ballot.objects(vote_id=vote_id).scalar("choice"))


def filled(vote_id: str) -> int:
    return int(Ballot.objects(vote_id=vote_id, choice__ne=None).count())


def filled_by_hand(vote_id: str) -> int:
    return int(Ballot.objects(vote_id=vote_id, by_hand=True).count())


def waiting(vote_id: str) -> list[str]:
    """Members of the electorate who have not voted, by id."""
    return list(Ballot.objects(vote_id=vote_id, choice=None).order_by("member_id").scalar("member_id"))
