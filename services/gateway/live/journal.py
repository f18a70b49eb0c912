"""The live journal: a week of announcements, from which a stream that was cut takes up again.

A stream's cursor is `<recorded ms>.<event id>`. Writers commit out of order and their clocks differ a little, so a
replay reaches back by an overlap and the page drops what it has already had, by id. Nothing is lost; a wake-up may
come twice.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from pymongo import ASCENDING, DESCENDING

from services.gateway.live.announcements import LASTING, Announcement
from services.gateway.live.audience import Listener, query
from services.gateway.store import Collection, Document

KEPT = timedelta(days=7)
OVERLAP = timedelta(seconds=30)
REPLAYED_AT_MOST = 500
_CURSOR = re.compile(r"^(\d{13})\.[A-Za-z0-9-]{1,64}$")


class Journal:
    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def record(self, event_id: str, announcement: Announcement, now: datetime) -> None:
        """Taking the same event twice writes once."""
        document = {
            "event_id": event_id,
            "kind": announcement.kind,
            "to": announcement.to,
            "audience": announcement.audience,
            "member_id": announcement.member_id,
            "roles": list(announcement.roles),
            "ids": announcement.ids,
            "recorded_at": now,
            "expires_at": now + KEPT,
        }
        if announcement.newest_only:
            await self._collection.replace_one({"_id": announcement.newest_only}, document, upsert=True)
        else:
            await self._collection.update_one({"_id": event_id}, {"$setOnInsert": document}, upsert=True)

    async def since(self, cursor: str, listener: Listener) -> list[Document] | None:
        """What the listener may have missed, oldest first. None: more than is worth replaying, load the page anew."""
        found = _CURSOR.match(cursor)
        if found is None:
            return None
        moment = datetime.fromtimestamp(int(found[1]) / 1000, UTC) - OVERLAP
        rows = self._collection.find({**query(listener), "recorded_at": {"$gte": moment}})
        missed = await rows.sort("recorded_at", ASCENDING).limit(REPLAYED_AT_MOST + 1).to_list()
        return missed if len(missed) <= REPLAYED_AT_MOST else None

    async def latest(self, listener: Listener, limit: int = 50) -> list[Document]:
        """For the page "Thông báo": what happened in the last days, newest first."""
        rows = self._collection.find({**query(listener), "kind": {"$in": list(LASTING)}})
        return await rows.sort("recorded_at", DESCENDING).limit(limit).to_list()

    async def follow(self, resume_after: Any) -> AsyncIterator[tuple[Document, Any]]:
        """Every announcement as it is recorded, by whichever process, with the token to go on from."""
        stages = [{"$match": {"operationType": {"$in": ["insert", "replace"]}}}]
        async with await self._collection.watch(stages, resume_after=resume_after, max_await_time_ms=1000) as stream:
            async for change in stream:
                yield change["fullDocument"], stream.resume_token


def cursor_of(document: Document) -> str:
    return f"{int(document['recorded_at'].timestamp() * 1000)}.{document['event_id']}"


def frame(document: Document) -> bytes:
    """One server-sent event. Named, so that the page's parts listen for the kinds they show."""
    data = msgspec.json.encode({"kind": document["kind"], **document["ids"]})
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (cursor_of(document).encode(), document["kind"].encode(), data)
