"""How often somebody may try to log in: counted per user name and per address, in the store, so for all processes.

A window slides in steps: the counter of the current quarter of an hour. A right password does not reset the address's
counter, so that one known account cannot be used to keep guessing at others.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from pymongo import ReturnDocument

from services.gateway.store import Collection
from shared.errors import TooMany

WINDOW = timedelta(minutes=15)
PER_NAME = 10
PER_ADDRESS = 100  # a commune office shares one address


class TooManyAttempts(TooMany):
    code = "gateway.too_many_log_ins"
    message = "Đã thử đăng nhập quá nhiều lần. Đồng chí vui lòng chờ 15 phút rồi thử lại, hoặc liên hệ bí thư chi bộ."


class LogInLimit:
    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def spend(self, username: str | None, address: str, now: datetime) -> None:
        """Count one attempt, of a log-in without a name by its address alone; raises `TooManyAttempts` when it is one
        too many."""
        window = int(now.timestamp() // WINDOW.total_seconds())
        counted_by = [(f"address:{address}", PER_ADDRESS)]
        if username is not None:
            counted_by.insert(0, (f"name:{username.strip().casefold()}", PER_NAME))
        for subject, limit in counted_by:
            digest = hashlib.sha256(f"{window}:{subject}".encode()).hexdigest()
            counted = await self._collection.find_one_and_update(
                {"_id": digest},
                {"$inc": {"count": 1}, "$setOnInsert": {"expires_at": now + 2 * WINDOW}},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
            if counted is not None and counted["count"] > limit:
                raise TooManyAttempts
