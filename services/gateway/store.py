"""The gateway's own MongoDB: answers to repeatable POSTs, the live journal, log-in attempts.

Everything here expires by itself; losing the whole database costs repeats of the last day and a week of live replay.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from bson.codec_options import CodecOptions
from pymongo import ASCENDING, AsyncMongoClient, IndexModel
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.write_concern import WriteConcern

Document = dict[str, Any]
Collection = AsyncCollection[Document]


class Store:
    def __init__(self, uri: str, *, name: str = "gateway") -> None:
        self._client: AsyncMongoClient[Document] = AsyncMongoClient(
            uri, tz_aware=True, tzinfo=UTC, uuidRepresentation="standard", appname=name,
            serverSelectionTimeoutMS=3000, connect=False,
        )  # fmt: skip
        self._database: AsyncDatabase[Document] = self._client.get_default_database(
            "sotay_gateway",
            codec_options=CodecOptions(tz_aware=True, tzinfo=UTC),
            write_concern=WriteConcern("majority"),
        )

    @property
    def answers(self) -> Collection:
        return self._database["answers"]

    @property
    def live_events(self) -> Collection:
        return self._database["live_events"]

    @property
    def attempts(self) -> Collection:
        return self._database["log_in_attempts"]

    async def ensure_indexes(self) -> None:
        """At boot, never in a request."""
        expires = IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0, name="expires_at")
        await self.answers.create_indexes([expires])
        await self.attempts.create_indexes([expires])
        await self.live_events.create_indexes(
            [
                expires,
                IndexModel([("audience", ASCENDING), ("recorded_at", ASCENDING)], name="audience_recorded_at"),
                IndexModel([("member_id", ASCENDING), ("recorded_at", ASCENDING)], name="member_recorded_at"),
            ]
        )

    async def ping(self) -> None:
        await self._client.admin.command("ping")

    async def close(self) -> None:
        await self._client.close()
