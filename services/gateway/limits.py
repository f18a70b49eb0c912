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

    async def spend(self, username: str, address: str, now: datetime) -> None:
        """Count one attempt; raises `TooManyAttempts` when it is one too many."""
        window = int(now.timestamp() // WINDOW.total_seconds())
        name = username.strip().casefold()
        for subject, limit in ((f"name:{name}", PER_NAME), (f"address:{address}", PER_ADDRESS)):
            digest = hashlib.sha256(f"{window}:{subject}".encode()).hexdigest()
            counted = await self._collection.find_one_and_update(
                {"_id": digest},
                {"$inc": {"count": 1}, "$setOnInsert": {"expires_at": now + 2 * WINDOW}},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
            if counted is not None and counted["count"] > limit:
                raise TooManyAttempts
