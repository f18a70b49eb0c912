"""A POST with an `Idempotency-Key` happens once: the first answer is kept for a day and replayed to its repeats.

Same key and body → the first answer; same key, other body → 422; while the first still runs → 409 (a form waits for
it instead: a double tap must see the page, not an error). Answers of 5xx, 401 and 429 are not kept: they may change.
Scope is (actor, route, key). If the process dies in between, the lease lapses and a repeat runs again; the services
derive their ids from the same key, so that it finds what the first one made.
Kept answers are encrypted with a key made from the client's own key, which is stored nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec
import pymongo
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pymongo.errors import DuplicateKeyError, PyMongoError

from services.gateway import metrics
from services.gateway.store import Collection, Document
from shared import clock
from shared.errors import Conflict, Invalid

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)
FORM_WAITS = 10.0
FORGETTING_SECONDS = 0.5
NOT_KEPT = {401, 408, 425, 429}


class KeyReused(Invalid):
    code = "idempotency.key_reused"
    message = "Mã chống gửi trùng này đã dùng cho một nội dung khác. Đồng chí vui lòng tải lại trang rồi gửi lại."


class StillRunning(Conflict):
    code = "idempotency.still_running"
    message = "Yêu cầu trước đó đang được xử lý. Đồng chí vui lòng chờ một lát."


class KeptAnswer(msgspec.Struct, frozen=True):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(KeptAnswer).decode


@dataclass(frozen=True)
class Repeatable:
    """One POST that may be repeated, under its scope."""

    actor: str
    route: str
    key: str
    body: bytes
    claim: bytes = field(default_factory=lambda: os.urandom(12), compare=False)
    """Tells this attempt from other attempts of the same command: only its own claim is given up."""

    def _digest(self, purpose: str) -> bytes:
        return hashlib.sha256(f"{purpose}\x1f{self.actor}\x1f{self.route}\x1f{self.key}".encode()).digest()

    @property
    def id(self) -> str:
        return self._digest("id").hex()

    @property
    def cipher(self) -> AESGCM:
        return AESGCM(self._digest("answer"))

    @property
    def fingerprint(self) -> bytes:
        return hashlib.sha256(self.body).digest()


class Answers:
    """The kept answers. `begin` gives the answer to replay, or None: then the caller runs, and ends with `finish`."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._forgetting: set[asyncio.Task[None]] = set()

    async def begin(self, request: Repeatable, *, wait: bool = False) -> KeptAnswer | None:
        deadline = asyncio.get_running_loop().time() + (FORM_WAITS if wait else 0)
        while True:
            now = clock.now()
            kept = await self._claim(request, now)
            if kept is None:
                metrics.REPEATABLE.of(outcome="first").inc()
                return None
            if kept["fingerprint"] != request.fingerprint:
                metrics.REPEATABLE.of(outcome="key_reused").inc()
                raise KeyReused
            if kept.get("answer"):
                metrics.REPEATABLE.of(outcome="replayed").inc()
                return self._opened(request, kept)
            if asyncio.get_running_loop().time() >= deadline:
                metrics.REPEATABLE.of(outcome="still_running").inc()
                raise StillRunning
            await asyncio.sleep(0.1)

    async def _claim(self, request: Repeatable, now: datetime) -> Document | None:
        """None: it is ours to run. Otherwise what another claimed before."""
        fresh = {
            "fingerprint": request.fingerprint,
            "claim": request.claim,
            "lease_until": now + LEASE,
            "expires_at": now + KEPT,
        }
        try:
            await self._collection.insert_one({"_id": request.id, **fresh})
        except DuplicateKeyError:
            lapsed = {"_id": request.id, "answer": None, "lease_until": {"$lt": now},
                      "fingerprint": request.fingerprint}  # fmt: skip
            taken_over = await self._collection.update_one(lapsed, {"$set": fresh})
            if taken_over.modified_count:
                return None
            found = await self._collection.find_one({"_id": request.id})
            return found if found is not None else await self._claim(request, now)
        return None

    async def finish(self, request: Repeatable, answer: KeptAnswer) -> None:
        if answer.status >= 500 or answer.status in NOT_KEPT:
            await self.forget(request)
            return
        nonce = os.urandom(12)
        sealed = nonce + request.cipher.encrypt(nonce, _encode(answer), request.id.encode())
        await self._collection.update_one({"_id": request.id}, {"$set": {"answer": sealed}})

    async def forget(self, request: Repeatable) -> None:
        """Lets a repeat run. While the store is away this goes on beside: the answer is not held up, and a repeat need
        not wait for the lease to lapse."""
        try:
            with pymongo.timeout(FORGETTING_SECONDS):
                await self._forget_once(request)
        except PyMongoError:
            task = asyncio.create_task(self._forget_later(request))
            self._forgetting.add(task)
            task.add_done_callback(self._forgetting.discard)

    async def _forget_later(self, request: Repeatable) -> None:
        """Until the lease would have lapsed anyway."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEASE.total_seconds()):
                while True:
                    await asyncio.sleep(FORGETTING_SECONDS)
                    with contextlib.suppress(PyMongoError):
                        return await self._forget_once(request)

    async def _forget_once(self, request: Repeatable) -> None:
        await self._collection.delete_one({"_id": request.id, "claim": request.claim, "answer": None})

    def _opened(self, request: Repeatable, kept: Document) -> KeptAnswer:
        sealed = bytes(kept["answer"])
        try:
            return _decode(request.cipher.decrypt(sealed[:12], sealed[12:], request.id.encode()))
        except (InvalidTag, msgspec.DecodeError):
            raise KeyReused from None
