"""How often somebody may try to log in, counted per user name and per address, and how often an address may ask for
what is open to everybody: in the store, so for all processes.

A window slides in steps: the counter of the current quarter of an hour, or minute. A right password does not
reset the address's counter, so that one known account cannot be used to keep guessing at others.
"""

from __future__ import annotations

import hashlib
import ipaddress
import time
from datetime import datetime, timedelta

from pymongo import ReturnDocument

from services.gateway.store import Collection
from shared.errors import TooMany

WINDOW = timedelta(minutes=15)
PER_NAME = 10
PER_ADDRESS = 100  # a commune office shares one address


VISITS_WINDOW = timedelta(minutes=1)
REFUSED_KEPT = 10_000
LEFT_OFF_SECONDS = 10.0


class TooManyAttempts(TooMany):
    code = "gateway.too_many_log_ins"
    message = "Đã thử đăng nhập quá nhiều lần. Đồng chí vui lòng chờ 15 phút rồi thử lại, hoặc liên hệ bí thư chi bộ."


class LogInLimit:
    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def spend(self, username: str | None, address: str, now: datetime) -> None:
        """Count one attempt, of a log-in without a name by its address alone; raises `TooManyAttempts` when it is one
        too many."""
        counted_by = [(f"address:{address}", PER_ADDRESS)]
        if username is not None:
            counted_by.insert(0, (f"name:{username.strip().casefold()}", PER_NAME))
        for subject, limit in counted_by:
            if await _counted(self._collection, subject, WINDOW, now) > limit:
                raise TooManyAttempts


class TooManyVisits(TooMany):
    code = "gateway.too_many_visits"
    message = "Có quá nhiều lượt mở từ địa chỉ mạng này. Vui lòng chờ một phút rồi mở lại."

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class PublicLimit:
    """Who was refused is refused for the rest of the minute without asking the store, so that a flood costs nothing."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._minute = 0
        self._refused: set[str] = set()
        self._goes_on = 0.0

    def leave_off(self) -> None:
        """The store is away or slow: nobody is to wait for it at each page."""
        self._goes_on = time.monotonic() + LEFT_OFF_SECONDS

    async def spend(self, group: str, address: str, most: int, now: datetime) -> None:
        """Raises TooManyVisits with the seconds until the next minute."""
        if time.monotonic() < self._goes_on:
            return
        minute, passed = divmod(int(now.timestamp()), int(VISITS_WINDOW.total_seconds()))
        if minute != self._minute:
            self._minute, self._refused = minute, set()
        subject = f"{group}:{_place_of(address)}"
        if subject not in self._refused:
            if await _counted(self._collection, subject, VISITS_WINDOW, now) <= most:
                return
            if len(self._refused) < REFUSED_KEPT:
                self._refused.add(subject)
        raise TooManyVisits(int(VISITS_WINDOW.total_seconds()) - passed)


def _place_of(address: str) -> str:
    """Whoever has an address of version 6 has 2^64 of them."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


async def _counted(collection: Collection, subject: str, window: timedelta, now: datetime) -> int:
    """With this one. The store holds no name and no address."""
    step = int(now.timestamp() // window.total_seconds())
    digest = hashlib.sha256(f"{step}:{subject}".encode()).hexdigest()
    counted = await collection.find_one_and_update(
        {"_id": digest},
        {"$inc": {"count": 1}, "$setOnInsert": {"expires_at": now + 2 * window}},
        upsert=True,
        return_document=ReturnDocument.AFTER,
    )
    return int(counted["count"]) if counted is not None else 0
