"""Who took part in a poll, and how often each option was chosen: two collections that nothing joins.

A participation has no time and no choice; a tally counts in one of sixteen places picked at random and has no time,
no order and no member. Sixteen, so that members who answer at once seldom wait for each other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.feedback.rules.errors import AlreadyAnswered, PollClosed

SHARDS = 16


class Participation(me.Document):
    """`id` is "poll:member"; it is all there is."""

    meta = {"collection": "participations", "auto_create_index": False}

    id = me.StringField(primary_key=True)


class Tally(me.Document):
    """`id` is "poll:shard". `closed` is set in the transaction that closes the poll, so that none slips past it."""

    meta = {
        "collection": "tallies",
        "auto_create_index": False,
        "indexes": [{"fields": ["poll_id"], "name": "tallies_by_poll"}],
    }

    id = me.StringField(primary_key=True)
    poll_id = me.StringField(required=True)
    counts = me.ListField(me.IntField(), required=True)
    closed = me.BooleanField(default=False)


def prepare_tallies(poll_id: str, options: int) -> None:
    """Made before the poll is there; making them again changes nothing."""
    rows = [
        Tally(id=f"{poll_id}:{shard}", poll_id=poll_id, counts=[0] * options, closed=False) for shard in range(SHARDS)
    ]
    for row in rows:
        try:
            row.save(force_insert=True)
        except NotUniqueError:
            continue


def count_answer(poll_id: str, member_id: str, option: int) -> None:
    """Inside a transaction. Raises AlreadyAnswered or PollClosed, and then nothing is stored."""
    try:
        Participation(id=f"{poll_id}:{member_id}").save(force_insert=True)
    except NotUniqueError as error:
        raise AlreadyAnswered from error
    shard = random.SystemRandom().randrange(SHARDS)
    open_tally = Tally.objects(pk=f"{poll_id}:{shard}", closed__ne=True)
    if not open_tally.update_one(**{f"inc__counts__{option}": 1}):
        raise PollClosed


def close_tallies(poll_id: str) -> None:
    """Inside a transaction: an answer that is being counted meets this as a conflict, and one of the two goes again."""
    Tally.objects(poll_id=poll_id).update(set__closed=True)


def counts_of(poll_ids: Iterable[str]) -> dict[str, list[int]]:
    """Poll → how often each option was chosen."""
    totals: dict[str, list[int]] = {}
    for poll_id, counts in Tally.objects(poll_id__in=list(poll_ids)).scalar("poll_id", "counts"):
        known = totals.get(poll_id)
        totals[poll_id] = list(counts) if known is None else [a + b for a, b in zip(known, counts, strict=True)]
    return totals


def all_polls_of(member_id: str) -> list[str]:
    """For the member's own copy: one slow search of the whole collection, because no index leads from a member to
    polls on purpose."""
    ending = re.compile(f":{re.escape(member_id)}$")
    return sorted(found.rpartition(":")[0] for found in Participation.objects(pk=ending).scalar("id"))


def answered_by(member_id: str, poll_ids: Sequence[str]) -> set[str]:
    """Those of the polls that the member took part in."""
    ids = [f"{poll_id}:{member_id}" for poll_id in poll_ids]
    return {found.rpartition(":")[0] for found in Participation.objects(pk__in=ids).scalar("id")}
