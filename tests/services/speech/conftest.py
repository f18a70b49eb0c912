"""The real mongod with a blob store beside it, and a narrator with the engine that is always there."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo import MongoClient

from deploy.local.mongod import MEDIA, Mongod
from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.engines.reader import load_reader
from services.speech.engines.synthesiser import Audio
from services.speech.store import DOCUMENTS
from shared.contracts.content import ArticlePublished, ArticleWithdrawn, Block
from shared.security import Actor, Grant
from shared.store import GridFSBlobStore, connect, disconnect, use_keys
from shared.store.blobs import BLOBS
from shared.store.keys import KeyRing
from shared.usecase import Context
from tests.shared.helpers import empty, empty_store

SERVICE = "speech"
COMMUNE = "ts/x03/"
CELL = "ts/x03/c0312/"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
WRITTEN = ["Sáng 3/2, chi bộ thôn Bình Minh họp thường kỳ."]


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    empty_store(DOCUMENTS)
    yield
    empty_store()
    use_keys(None)


@pytest.fixture
def blobs(mongod: Mongod) -> Iterator[GridFSBlobStore]:
    """Without a file that an earlier test left."""
    with MongoClient[dict[str, Any]](mongod.uri(MEDIA)) as client:
        empty(client.get_default_database())
    opened = GridFSBlobStore(mongod.uri(MEDIA))
    yield opened
    for name in blob_ids(opened):
        opened.delete(name)
    opened.close()


def blob_ids(blobs: GridFSBlobStore) -> list[str]:
    """Every blob there is, the unfinished ones too."""
    media = blobs._client.get_default_database()
    chunks = media["fs.chunks"].distinct("files_id")
    entries = media[BLOBS].distinct("_id")
    return sorted({*entries, *(file.rpartition("~")[0] for file in [*chunks, *media["fs.files"].distinct("_id")])})


@pytest.fixture(scope="session")
def narrator() -> Narrator:
    return Narrator(load_reader(), Engines(["espeak"], {"espeak": Espeak}))


class Counted(Espeak):
    """espeak-ng itself, with what it was asked to say; `at`: what happens while it says the n-th."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.at: dict[int, Callable[[], Any]] = {}

    def synthesise(self, text: str, voice: str) -> Audio:
        self.said.append((voice, text))
        self.at.pop(len(self.said), lambda: None)()
        return super().synthesise(text, voice)


@pytest.fixture
def engine() -> Counted:
    return Counted()


@pytest.fixture
def counting(narrator: Narrator, engine: Counted) -> Narrator:
    return Narrator(narrator.reader, Engines(["espeak"], {"espeak": lambda: engine}))


@pytest.fixture
def article() -> Callable[..., ArticlePublished]:
    def make(version: int = 1, title: str = "Tin chi bộ", paragraphs: list[str] | None = None) -> ArticlePublished:
        return ArticlePublished(
            article_id="a1",
            article_version=version,
            audience=COMMUNE,
            title=title,
            blocks=[Block(text=text) for text in (WRITTEN if paragraphs is None else paragraphs)],
        )

    return make


def withdrawal(version: int = 2) -> ArticleWithdrawn:
    return ArticleWithdrawn(article_id="a1", article_version=version, audience=COMMUNE)


@pytest.fixture
def as_member() -> Callable[..., Context]:
    def make(cell: str = CELL, *grants: Grant, member_id: str = "m1") -> Context:
        actor = Actor(member_id, cell, (Grant("member", cell), *grants), "t1", NOW + timedelta(hours=1))
        return Context(actor, NOW, "c1")

    return make
