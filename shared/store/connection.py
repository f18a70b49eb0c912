"""The one MongoDB connection of a process, and what counts as the store being away.

Promises: a write is acknowledged by a majority and journalled, a read never sees what could be rolled back,
and an operation on a dead or silent store ends within `OPERATION_SECONDS`.
Does not: create indexes in requests; `ensure_indexes` does so once, at the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

import mongoengine
import pymongo
from mongoengine.connection import ConnectionFailure as NotConnected
from mongoengine.connection import get_connection, get_db
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import ConnectionFailure, ExecutionTimeout, PyMongoError
from pymongo.uri_parser import parse_uri

from shared.observability.logging import log
from shared.observability.metrics import STORE_PING_SECONDS

OPERATION_SECONDS = 4.5  # F04: a request ends within 5 s when the store is down
PING_SECONDS = 2.0
NO_DEADLINE = 0
"""For `pymongo.timeout`: None would mean the connection's own deadline."""
_OUTAGE_LABELS = ("RetryableWriteError", "UnknownTransactionCommitResult")

CLIENT_OPTIONS: dict[str, Any] = {
    "w": "majority",
    "journal": True,
    "readConcernLevel": "majority",
    "retryWrites": True,
    "retryReads": True,
    "tz_aware": True,
    "uuidRepresentation": "standard",
    "serverSelectionTimeoutMS": 4000,
    "connectTimeoutMS": 2000,
    # One deadline over selection, connecting, sending and retrying: separate timeouts would add up.
    "timeoutMS": int(OPERATION_SECONDS * 1000),
}


class StoreMisconfigured(Exception):
    """The address or the documents cannot give the guarantees that the system relies on."""


def checked_uri(uri: str) -> str:
    """Refuse an address without a replica set or database: transactions and majority reads need the one."""
    parsed = parse_uri(uri, warn=False) if uri.startswith("mongodb://") else None
    if parsed is None or not parsed["options"].get("replicaSet") or not parsed["database"]:
        raise StoreMisconfigured("the store's address must be mongodb://…/DATABASE?replicaSet=NAME")
    return uri


def connect(uri: str, application: str = "sotay") -> MongoClient[dict[str, Any]]:
    """Make the process's connection, used by every mongoengine document. Does not wait for the server."""
    client: MongoClient[dict[str, Any]] = mongoengine.connect(
        host=checked_uri(uri), appname=application, **CLIENT_OPTIONS
    )
    return client


def disconnect() -> None:
    mongoengine.disconnect()


def client() -> MongoClient[dict[str, Any]]:
    found: MongoClient[dict[str, Any]] = get_connection()
    return found


def database() -> Database[dict[str, Any]]:
    """The service's own database, for what is not a document. Takes part in `transaction()`."""
    found: Database[dict[str, Any]] = get_db()
    return found


def ping() -> None:
    """Raise unless a writable primary answers; the check `store` of readiness."""
    started = perf_counter()
    with pymongo.timeout(PING_SECONDS):
        database().command("ping")
    STORE_PING_SECONDS.observe(perf_counter() - started)


def ensure_indexes(documents: Iterable[type[Any]]) -> None:
    """Create the declared indexes of the documents; safe to run by every process at every start."""
    with pymongo.timeout(NO_DEADLINE):  # building an index on a full collection takes as long as it takes
        for document in documents:
            if document._meta.get("auto_create_index", True):
                raise StoreMisconfigured(f"{document.__name__} must set meta auto_create_index to False")
            document.ensure_indexes()


def unless_the_store_is_away(work: Callable[[], object]) -> None:
    """For what a timer repeats anyway: while the store is away it is put off."""
    try:
        work()
    except Exception as error:
        if not is_outage(error):
            raise
        log.warning("put_off", error=type(error).__name__)


def is_outage(error: BaseException | None) -> bool:
    """True where the store is away or gave no answer in time: wait and repeat."""
    if error is None:
        return False
    if isinstance(error, ConnectionFailure | ExecutionTimeout | NotConnected):
        return True
    if isinstance(error, PyMongoError):
        return error.timeout or any(error.has_error_label(label) for label in _OUTAGE_LABELS)
    # mongoengine wraps some of the driver's errors in its own.
    return isinstance(error, mongoengine.errors.OperationError) and is_outage(error.__cause__ or error.__context__)
