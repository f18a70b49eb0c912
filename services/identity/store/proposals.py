"""Proposals to clean the register: those that rules compute and those that members ask for. None is ever applied
without a person; what was decided stays, so that a rule does not bring it up again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import mongoengine as me
from pymongo import UpdateOne

from services.identity.rules.record_errors import AlreadyDecided, ProposalNotFound
from services.identity.rules.record_fields import BY_NAME, shown
from services.identity.store.organisations import below
from shared.store import EncryptedText, current_session

OPEN, ACCEPTED, REJECTED, SETTLED = "open", "accepted", "rejected", "settled"
MEMBER_ASKED = "member_request"


class Proposal(me.Document):
    """`rule`: the code of the rule, or MEMBER_ASKED. `changes`: {field: [what was, what is proposed]}, empty where the
    rule cannot know the answer. `settled`: the reason went away by itself."""

    meta = {
        "collection": "proposals",
        "auto_create_index": False,
        "indexes": [("state", "cell_path", "id"), ("member_id", "state"), ("rule", "state")],
    }

    id = me.StringField(primary_key=True)
    rule = me.StringField(required=True)
    member_id = me.StringField(required=True)
    other_id = me.StringField()
    cell_path = me.StringField(required=True)
    changes = EncryptedText()
    reason = EncryptedText(required=True)
    state = me.StringField(default=OPEN)
    made_at = me.DateTimeField(required=True)
    decided_at = me.DateTimeField()
    decided_by = me.StringField()
    note = EncryptedText()

    def before_and_after(self) -> dict[str, tuple[str, str]]:
        pairs: Mapping[str, list[str]] = json.loads(self.changes) if self.changes else {}
        return {name: (before, after) for name, (before, after) in pairs.items()}


def packed(changes: Mapping[str, tuple[str, str]]) -> str | None:
    return json.dumps(changes, ensure_ascii=False) if changes else None


def asked_for(proposal: Proposal) -> dict[str, str]:
    """{label: proposed}"""
    return {
        BY_NAME[name].label: shown(BY_NAME[name], after)
        for name, (_, after) in proposal.before_and_after().items()
        if name in BY_NAME
    }


def get(proposal_id: str) -> Proposal:
    found: Proposal | None = Proposal.objects(pk=proposal_id).first()
    if found is None:
        raise ProposalNotFound
    return found


def find(proposal_id: str) -> Proposal | None:
    found: Proposal | None = Proposal.objects(pk=proposal_id).first()
    return found


def requests_of(member_id: str) -> Sequence[Proposal]:
    found: Any = Proposal.objects(member_id=member_id, rule=MEMBER_ASKED).order_by("-made_at").limit(20)
    return list(found)


def open_requests_of(member_id: str) -> int:
    return int(Proposal.objects(member_id=member_id, rule=MEMBER_ASKED, state=OPEN).count())


def page(path: str, rules: Collection[str], after: str | None, size: int) -> Sequence[Proposal]:
    condition: dict[str, Any] = {"state": OPEN, **below("cell_path", path)}
    if rules:
        condition["rule"] = {"$in": list(rules)}
    if after:
        condition["_id"] = {"$gt": after}
    found: Any = Proposal.objects(__raw__=condition).order_by("id").limit(size)
    return list(found)


def counts(path: str) -> dict[str, int]:
    """{rule: open proposals}"""
    rows = Proposal.objects.aggregate(
        [{"$match": {"state": OPEN, **below("cell_path", path)}}, {"$group": {"_id": "$rule", "n": {"$sum": 1}}}]
    )
    return {row["_id"]: row["n"] for row in rows}


def decide(proposal: Proposal, state: str, by: str | None, note: str, now: datetime) -> None:
    """Raises AlreadyDecided when somebody else was faster."""
    update: dict[str, Any] = {"set__state": state, "set__decided_at": now, "set__decided_by": by}
    if note:
        update["set__note"] = note
    if not Proposal.objects(pk=proposal.id, state=OPEN).update_one(**update):
        raise AlreadyDecided


def propose(found: Iterable[Proposal]) -> None:
    """New ones go in; one that is there stays as it was decided, and one that settled by itself is open again."""
    rows = [item.to_mongo().to_dict() for item in found]
    writes = [
        UpdateOne({"_id": row["_id"]}, {"$setOnInsert": {k: v for k, v in row.items() if k != "_id"}}, upsert=True)
        for row in rows
    ]
    if not writes:
        return
    collection = Proposal._get_collection()
    collection.bulk_write(writes, ordered=False, session=current_session())
    ids = [row["_id"] for row in rows]
    collection.update_many({"_id": {"$in": ids}, "state": SETTLED}, {"$set": {"state": OPEN}})


def settle_others(path: str, before: datetime, kept: Collection[str], now: datetime) -> int:
    """Computed ones under `path` that a review did not find again."""
    gone = 0
    condition = {"state": OPEN, "rule": {"$ne": MEMBER_ASKED}, "made_at": {"$lt": before}, **below("cell_path", path)}
    stale = [row["_id"] for row in Proposal._get_collection().find(condition, {"_id": 1}) if row["_id"] not in kept]
    for start in range(0, len(stale), 1_000):
        chunk = {"_id": {"$in": stale[start : start + 1_000]}, "state": OPEN}
        changed = Proposal._get_collection().update_many(chunk, {"$set": {"state": SETTLED, "decided_at": now}})
        gone += changed.modified_count
    return gone
