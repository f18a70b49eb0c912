"""A clean database of the real mongod, and the people who write and read."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pymongo import MongoClient

from deploy.local.mongod import MEDIA, Mongod
from services.content.engines.search_folder import SearchFolder
from services.content.engines.search_place import SearchPlace, use_search
from services.content.queries.search import search
from services.content.store import DOCUMENTS, media
from services.content.store.scan_files import use_files
from services.content.usecases.follow_the_store import StoreFollower
from services.content.usecases.publish_article import publish_article
from services.content.usecases.write_article import write_article
from shared.inbox.documents import InboxEntry
from shared.security import Actor, Grant
from shared.store import GridFSBlobStore, connect, database, disconnect, use_keys
from shared.store.keys import KeyRing
from shared.usecase import Context, context, perform
from tests.shared.helpers import empty_store

SERVICE = "content"
CELL = "ts/x03/c0312/"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    blobs = GridFSBlobStore(mongod.uri(SERVICE))
    use_files(blobs)
    yield
    use_files(None)
    blobs.close()
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    empty_store([*DOCUMENTS, InboxEntry])
    yield
    empty_store()
    use_keys(None)


@pytest.fixture
def blobs(store: None, mongod: Mongod) -> Iterator[GridFSBlobStore]:
    with MongoClient[dict[str, Any]](mongod.uri(MEDIA)) as client:
        for name in ("fs.files", "fs.chunks"):
            client.get_default_database()[name].delete_many({})
    opened = GridFSBlobStore(mongod.uri(MEDIA))
    media.use_blobs(opened)
    yield opened
    media.use_blobs(None)
    opened.close()


def person(member_id: str, cell: str, *grants: Grant, now: datetime = NOW, key: str | None = None) -> Context:
    actor = Actor(member_id, cell, (Grant("member", cell), *grants), "t1", now + timedelta(hours=1))
    return Context(actor, now, "c1", context(actor, repeat_key=key).new_id)


def editor(path: str = "ts/", now: datetime = NOW, key: str | None = None) -> Context:
    return person("e1", "ts/c0001/", Grant("committee_editor", path), now=now, key=key)


def member(cell: str = CELL) -> Context:
    return person("m1", cell)


def told(collection: str) -> list[tuple[str, dict[str, Any]]]:
    """Every event that waits in the outboxes of a collection: (type, data)."""
    rows = [entry for row in database()[collection].find() for entry in row.get("outbox", [])]
    return [(row["type"], msgspec.json.decode(row["body"])["data"]) for row in rows]


Found = Callable[..., dict[str, Any]]


@pytest.fixture
def search_place(store: None, tmp_path: Path) -> Iterator[SearchPlace]:
    """The search of this process, open on an empty folder."""
    place = SearchPlace(SearchFolder(tmp_path / "content-search"))
    use_search(place)
    yield place
    use_search(None)
    place.folder.close()


@pytest.fixture
def follower(search_place: SearchPlace) -> Iterator[StoreFollower]:
    following = StoreFollower(search_place.folder)
    yield following
    following.lose_thread()


@pytest.fixture
def found(search_place: SearchPlace, follower: StoreFollower) -> Found:
    """Searches after the index has caught up with the store."""

    def ask(text: str = "", ctx: Context | None = None, **filters: Any) -> dict[str, Any]:
        follower.run_to_end()
        search_place.forget_vocabulary()
        answer: dict[str, Any] = perform(search, {"text": text, **filters}, ctx or member())
        return answer

    return ask


Published = Callable[..., str]


@pytest.fixture
def published(store: None) -> Published:
    """Writes and publishes an article; answers its id."""

    def make(
        title: str = "Học tập nghị quyết",
        body: str = "Đoạn một.\n\nĐoạn hai.",
        audience: str = "ts/",
        now: datetime = NOW,
    ) -> str:
        as_editor = editor("ts/", now)
        written = perform(write_article, {"title": title, "body": body, "audience": audience}, as_editor)
        perform(publish_article, {"article_id": written["id"], "version": written["version"]}, as_editor)
        return str(written["id"])

    return make
