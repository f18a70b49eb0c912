"""Several documents, one write: a MongoDB transaction that ordinary mongoengine calls take part in.

    with transaction(): ...          one attempt; a transient error is raised to the caller
    @transaction() / in_transaction(work)      repeated from the start on a transient error

Promises: an inner `transaction` joins the outer; the session is bound to this greenlet or thread only; one
that failed inside can not be committed from outside. Does not: keep other effects (events, files) from
happening twice when the work is repeated; write events through the outbox.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

import pymongo
from pymongo.client_session import ClientSession
from pymongo.common import BaseObject
from pymongo.errors import InvalidOperation, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.store.connection import OPERATION_SECONDS, client, is_outage

ATTEMPTS = 30
_TURN_SECONDS = 1.0
_ABORT_SECONDS = 0.3  # the server ends an abandoned transaction by itself; do not wait long to tell it
_TRANSIENT = "TransientTransactionError"
_UNKNOWN_COMMIT = "UnknownTransactionCommitResult"

P = ParamSpec("P")
T = TypeVar("T")


class TransactionFailed(InvalidOperation):
    """An inner block failed and its error was swallowed; committing the rest would be half a change."""


def _see_the_bound_session() -> None:
    """Mend one gap of pymongo 4.20: `bind()` reaches every operation but not the choice of its write concern.

    Inside a transaction the connection's w:majority would be sent with each write, and the server refuses that.
    Leaving it off the connection instead would hang durability on a server setting that we cannot check.
    """
    chosen_for = BaseObject._write_concern_for  # noqa: SLF001 - no public place to do this

    def write_concern_for(self: BaseObject, session: Any) -> WriteConcern:
        return chosen_for(self, session or current_session())

    BaseObject._write_concern_for = write_concern_for  # type: ignore[method-assign]  # noqa: SLF001


class _Open:
    """The transaction of this greenlet."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session
        self.failed = False


_current: ContextVar[_Open | None] = ContextVar("transaction", default=None)


def current_session() -> ClientSession | None:
    """The session of the open transaction, if there is one here."""
    opened = _current.get()
    return opened.session if opened else None


_see_the_bound_session()


class transaction:  # noqa: N801 - reads as the statement it is
    """Context manager and decorator; see the module."""

    def __enter__(self) -> ClientSession:
        opened = _current.get()
        self._joined = opened is not None
        if opened is None:
            opened = self._begin()
        self._opened = opened
        return opened.session

    def _begin(self) -> _Open:
        session = client().start_session()
        session.start_transaction(ReadConcern("snapshot"), WriteConcern("majority", j=True))
        opened = _Open(session)
        self._token = _current.set(opened)
        self._binding = session.bind()
        self._binding.__enter__()
        return opened

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._joined:
            self._opened.failed = self._opened.failed or error is not None
            return
        try:
            if error is not None:
                self._abort()
            elif self._opened.failed:
                self._abort()
                raise TransactionFailed("an inner transaction failed and its error was swallowed")
            else:
                _commit(self._opened.session)
        finally:
            _current.reset(self._token)
            self._binding.__exit__(None, None, None)

    def _abort(self) -> None:
        with pymongo.timeout(_ABORT_SECONDS):
            self._opened.session.abort_transaction()

    def __call__(self, work: Callable[P, T]) -> Callable[P, T]:
        @wraps(work)
        def repeated(*args: P.args, **kwargs: P.kwargs) -> T:
            return in_transaction(lambda: work(*args, **kwargs))

        return repeated


def in_transaction(work: Callable[[], T]) -> T:
    """Run `work` in a transaction, again from the start when another writer or a failover got in between."""
    if _current.get() is not None:
        with transaction():
            return work()
    for attempt in range(ATTEMPTS):
        try:
            with _turn(attempt), transaction():
                return work()
        except Exception as error:
            last = attempt == ATTEMPTS - 1
            if last or is_outage(error) or not is_transient(error):
                raise
        back_off(attempt)
    raise AssertionError("unreachable")


# Writers of one process that keep meeting at one document (the end of an audit chain, a counter) queue here: with
# jitter alone the unluckiest of sixteen used up its attempts on a busy machine. Between processes jitter has to do.
_queue = threading.Lock()


@contextmanager
def _turn(attempt: int) -> Iterator[None]:
    """Whoever was overtaken waits for its turn, and so does whoever comes while somebody has one; but nobody for long
    behind a transaction that hangs in an outage."""
    taken = (attempt > 0 or _queue.locked()) and _queue.acquire(timeout=_TURN_SECONDS)
    try:
        yield
    finally:
        if taken:
            _queue.release()


def back_off(attempt: int) -> None:
    """Before the next try, counted from 0. Full jitter: two writers that met once must not meet again; and what another
    wrote can be read only once a majority has it."""
    time.sleep(random.uniform(0, min(0.002 * 2**attempt, 0.25)))  # noqa: S311 - jitter


def is_transient(error: BaseException | None) -> bool:
    """True where the same transaction may well succeed when repeated from its start."""
    if isinstance(error, PyMongoError) and error.has_error_label(_TRANSIENT):
        return True
    # mongoengine, or the work itself, may have raised an error of its own instead.
    return error is not None and is_transient(error.__cause__ or error.__context__)


def _commit(session: ClientSession) -> None:
    """Commit; ask again while the answer got lost, which is safe: a commit counts once."""
    deadline = time.monotonic() + OPERATION_SECONDS
    while True:
        try:
            session.commit_transaction()
        except PyMongoError as error:
            if not error.has_error_label(_UNKNOWN_COMMIT) or time.monotonic() >= deadline:
                raise
            time.sleep(0.05)
        else:
            return
