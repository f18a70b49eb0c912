"""A process that dies before a chosen write, or with the answer to the last one unread.

The driver itself is told to die: what was sent reached the real store, and nothing after it did. Does not: leave the
transaction of the dead open, which the store ends after ten seconds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

import pymongo
import pytest
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from shared.security import audit
from shared.store import connect, database, disconnect
from shared.store.connection import CLIENT_OPTIONS

T = TypeVar("T")
WRITES = frozenset({"insert", "update", "delete", "findAndModify", "commitTransaction"})


class Killed(BaseException):
    """The process ends here."""


class Deaths(CommandListener):
    """Of one story, told in commands. Each story has one death: before a write, or behind a command whose answer
    nobody got."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._lost: int | None = None
        self._in_command = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """To every client that is made meanwhile."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setitem(CLIENT_OPTIONS, "event_listeners", [self])
            yield

    def command(self, sent: Callable[[], T]) -> T:
        """What it answered at last: sent again by whoever got no answer."""
        self._in_command = True
        try:
            answer = sent()
        except Killed:
            return sent()
        finally:
            self._in_command = False
        if self._lost == 0:
            answer = sent()
        self._lost = None if self._lost is None else self._lost - 1
        return answer

    def left_alone(self, before: int, sent: Callable[[], object]) -> bool:
        """Whether it died before that write; nobody sends it again."""
        self._left, self._in_command = before, True
        try:
            sent()
        except Killed:
            return True
        finally:
            self._left, self._in_command = None, False
        return False

    def every_one(self, story: Callable[[], Any]) -> Iterator[str]:
        """The story again and again, told to its end each time; where it had its death."""
        for name, said in (("_left", "before write"), ("_lost", "behind command")):
            for number in count():
                setattr(self, name, number)
                story()
                if getattr(self, name) is not None and getattr(self, name) >= 0:
                    break  # it had fewer
                yield f"{said} {number}"
            setattr(self, name, None)

    def started(self, event: CommandStartedEvent) -> None:
        if not self._in_command or self._left is None or event.command_name not in WRITES:
            return
        self._left -= 1
        if self._left == -1:  # whoever cleans up behind it is not the dead
            raise Killed

    def succeeded(self, event: CommandSucceededEvent) -> None:
        pass

    def failed(self, event: CommandFailedEvent) -> None:
        pass


@contextmanager
def connected_to(uri: str, deaths: Deaths) -> Iterator[None]:
    """The store of a service, told to die."""
    with deaths.listening():
        connect(uri)
    yield
    disconnect()


@dataclass(frozen=True)
class Step:
    """`begin`: what goes before, undisturbed; it answers what is sent. `kept`: the collection that shows the change.
    `already`: what is answered to whom it was done for before the kill."""

    action: str
    kept: str
    begin: Callable[[], Callable[[], object]]
    already: type[Exception] | None = None


def both_or_neither(deaths: Deaths, step: Step) -> None:
    """Killed before each of its writes, the step left its change and its entry in the trail, or neither; sent again,
    both are there, once."""
    for before in count():
        sent = step.begin()
        rows, entries = _rows(step.kept), _entries(step.action)
        if not deaths.left_alone(before, sent):
            break
        done = _rows(step.kept) != rows
        assert _entries(step.action) == entries + done, f"killed before write {before}"
        with suppress(*([step.already] if done and step.already else [])):
            sent()
        assert _entries(step.action) == entries + 1, f"sent again after write {before}"
        assert _rows(step.kept) != rows, f"sent again after write {before}"
    assert before >= 3, "the change, its entry and their end are three writes"


def _rows(collection: str) -> list[dict[str, Any]]:
    return list(database()[collection].find().sort("_id", 1))


def _entries(action: str) -> int:
    return database()["audit_entries"].count_documents({"action": action})


def left_behind(blobs: pymongo.database.Database[dict[str, Any]]) -> dict[str, Any]:
    """What must be the same however often it was begun: rows, who was told what, the trail, files and pieces of files.
    `blobs`: where the files lie."""
    rows = {name: database()[name].count_documents({}) for name in sorted(database().list_collection_names())}
    told = Counter(
        f"{name} {waiting['type']}"
        for name in rows
        for row in database()[name].find({"outbox": {"$exists": True}})
        for waiting in row["outbox"]
    )
    versions = sorted(
        f"{name} {row['_id']} {row['version']}"
        for name in rows
        for row in database()[name].find({"outbox": {"$exists": True}})
    )
    trail = Counter(json.loads(line).get("action", "") for line in audit.export())
    files = blobs["fs.files"].count_documents({}), len(blobs["fs.chunks"].distinct("files_id"))
    return {"rows": rows, "told": told, "versions": versions, "trail": trail, "files": files}
