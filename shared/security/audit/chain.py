"""See the package. Entries: _id (number), at, actor, action, subject, path, about, details, previous, hash."""

from __future__ import annotations

import hashlib
import json
import random
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from shared import clock
from shared.observability.personal import is_personal
from shared.security import paths
from shared.security.tokens import Actor
from shared.store.connection import database
from shared.store.transactions import current_session

COLLECTION = "audit_entries"
BEFORE_THE_FIRST = "0" * 64
SYSTEM = "system"
MAX_DETAIL = 200
_ATTEMPTS = 200
_FIELDS = frozenset({"_id", "at", "actor", "action", "subject", "path", "about", "details", "previous", "hash"})
MAX_ABOUT = 500

Detail = str | int | bool | None

# Writers of one process queue here rather than in the database; between processes the unique number decides.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Anchor:
    """The number and hash of an entry, kept outside the database."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Entry:
    """What the person whom an entry is about is told of it."""

    sequence: int
    at: datetime
    actor: str
    action: str


@dataclass(frozen=True)
class Broken:
    """The first place where the chain does not hold."""

    sequence: int
    why: str


def record(
    action: str,
    *,
    actor: Actor | None,
    subject: str,
    path: str,
    about: Sequence[str] = (),
    details: Mapping[str, Detail] | None = None,
    at: datetime | None = None,
) -> Anchor:
    """Append one entry. `subject` is the id of what was read or changed, `about` are the ids of the members whose
    records that touched: each may ask who it was (law L4). No actor means the system. What a helper does is the
    helper's entry, and names in whose stead."""
    if len(about) > MAX_ABOUT:
        raise ValueError(f"an entry is about {MAX_ABOUT} members at most")
    entry = {
        "at": at or clock.now(),
        "actor": (actor.helper_id or actor.member_id) if actor else SYSTEM,
        "action": action,
        "subject": subject,
        "path": paths.checked(path),
        "about": list(about),
        "details": _checked(dict(details or {}) | _in_whose_stead(actor)),
    }
    if current_session() is not None:
        # A race ends this transaction with a transient error; whoever opened it repeats the whole.
        return _append(entry)
    with _one_at_a_time:
        return _append_against_others(entry)


def record_reading(action: str, members: Sequence[str], *, actor: Actor, subject: str, path: str, at: datetime) -> None:
    """One who read the records of all these members, in as many entries as they need: a cell may have more members
    than an entry is about."""
    for first in range(0, max(len(members), 1), MAX_ABOUT):
        about = members[first : first + MAX_ABOUT]
        record(action, actor=actor, subject=subject, path=path, about=about, details={"count": len(about)}, at=at)


def _in_whose_stead(actor: Actor | None) -> dict[str, Detail]:
    return {"in_stead_of": actor.member_id} if actor and actor.helper_id else {}


def _append_against_others(entry: dict[str, Any]) -> Anchor:
    for _ in range(_ATTEMPTS):
        try:
            return _append(entry)
        except DuplicateKeyError:
            time.sleep(random.uniform(0, 0.01))  # noqa: S311 - jitter
    return _append(entry)


def _append(entry: dict[str, Any]) -> Anchor:
    last = head()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, BEFORE_THE_FIRST)
    numbered = {"_id": sequence, **entry, "previous": previous}
    stored = {**numbered, "hash": digest(numbered)}
    _entries().insert_one(stored)
    return Anchor(sequence, str(stored["hash"]))


def head() -> Anchor | None:
    """The last entry, to be kept elsewhere as an anchor."""
    last = _entries().find_one({}, {"hash": 1}, sort=[("_id", -1)])
    return Anchor(last["_id"], last["hash"]) if last else None


def ensure_index() -> None:
    """Once, at the start of a process. Entries about nobody are not in it."""
    _entries().create_index(
        [("about", 1), ("_id", -1)], name="about", partialFilterExpression={"about.0": {"$exists": True}}
    )


def entries_about(member_id: str, *, since: datetime, limit: int) -> list[Entry]:
    """What others did to or read of this member's record, newest first."""
    asked = {"about": member_id, "about.0": {"$exists": True}, "actor": {"$ne": member_id}, "at": {"$gte": since}}
    found = _entries().find(asked, {"at": 1, "actor": 1, "action": 1}).sort("_id", -1).limit(limit)
    return [Entry(row["_id"], row["at"], row["actor"], row["action"]) for row in found]


def verify_chain(anchor: Anchor | None = None) -> Broken | None:
    """None when every entry is as it was written, and the anchored one is still there."""
    sequence, previous = 0, BEFORE_THE_FIRST
    for entry in _in_order():
        sequence += 1
        why = _fault(entry, sequence, previous)
        if why is None and anchor and anchor.sequence == sequence and anchor.hash != entry["hash"]:
            why = "is not the entry that was anchored"
        if why is not None:
            return Broken(sequence, why)
        previous = entry["hash"]
    if anchor and anchor.sequence > sequence:
        return Broken(sequence + 1, "the end of the chain, anchored elsewhere, is missing")
    return None


def _fault(entry: Mapping[str, Any], sequence: int, previous: str) -> str | None:
    if entry["_id"] != sequence or isinstance(entry["_id"], bool):
        return f"is missing; the next one found is {entry['_id']!r}"
    if set(entry) != _FIELDS:
        return "has other fields than an entry"
    if entry["previous"] != previous:
        return "does not follow the entry before it"
    if entry["hash"] != digest({key: value for key, value in entry.items() if key != "hash"}):
        return "is not what was written"
    return None


def export() -> Iterator[str]:
    """JSON lines, one per entry, in order; the last line's `_id` and `hash` are the anchor to keep."""
    for entry in _in_order():
        yield canonical(entry)


def digest(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(entry).encode("utf-8")).hexdigest()


def canonical(entry: Mapping[str, Any]) -> str:
    """The one JSON text of an entry: sorted keys, no spaces, times in UTC with their type named."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"time": value.astimezone(UTC).isoformat(timespec="milliseconds")}
    # Something that we never write: keep verification going, so that it is found rather than raised.
    return {type(value).__name__: repr(value)}


def _checked(details: Mapping[str, Detail]) -> dict[str, Detail]:
    for key, value in details.items():
        if is_personal(key):
            raise ValueError(f"the detail {key!r} may be personal; record an id instead")
        if not isinstance(value, str | int | bool | None):
            raise TypeError(f"the detail {key!r} must be an id, a number or a yes or no")
        if isinstance(value, str) and len(value) > MAX_DETAIL:
            raise ValueError(f"the detail {key!r} is too long for an id")
    return dict(details)


def _entries() -> Collection[dict[str, Any]]:
    return database()[COLLECTION]


def _in_order() -> Iterator[dict[str, Any]]:
    return iter(_entries().find({}).sort("_id", 1))
