"""Killed before each of its writes, a reading that is delivered again leaves what it leaves undisturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pymongo import MongoClient

from deploy.local.mongod import MEDIA, Mongod
from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.store import DOCUMENTS, texts
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts.content import ArticlePublished
from shared.store import GridFSBlobStore, connect, disconnect
from tests.services.speech.conftest import COMMUNE, SERVICE, blob_ids, withdrawal
from tests.shared.deaths import Deaths, left_behind
from tests.shared.helpers import empty, empty_store

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Story = Callable[[Deaths, Narrator, GridFSBlobStore], None]


@pytest.fixture(scope="module")
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture(scope="module")
def dying(mongod: Mongod, deaths: Deaths) -> Iterator[GridFSBlobStore]:
    with deaths.listening():
        connect(mongod.uri(SERVICE))
        opened = GridFSBlobStore(mongod.uri(MEDIA))
    yield opened
    opened.close()
    disconnect()


@pytest.fixture(scope="module")
def connected(dying: GridFSBlobStore) -> None:
    pass


@pytest.fixture(scope="module")
def one_voice(narrator: Narrator) -> Narrator:
    return Narrator(narrator.reader, Engines(["espeak"], {"espeak": Espeak}, read_by=["nu-bac"]))


def text(version: int = 1, words: str = "thôn") -> ArticlePublished:
    return ArticlePublished(
        article_id="a1", article_version=version, audience=COMMUNE, title=f"Tin chi bộ {words}", blocks=[]
    )


def corrected(deaths: Deaths, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    on_article_published(text(), narrator, blobs)
    deaths.command(lambda: on_article_published(text(3, "xã"), narrator, blobs))


def withdrawn(deaths: Deaths, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    texts.keep(text())
    on_article_published(text(), narrator, blobs)
    deaths.command(lambda: on_article_withdrawn(withdrawal(), blobs))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("story", [corrected, withdrawn])
def test_what_is_delivered_again_after_a_death_leaves_what_it_leaves_undisturbed(
    story: Story, deaths: Deaths, one_voice: Narrator, dying: GridFSBlobStore, mongod: Mongod
) -> None:
    def told() -> None:
        empty_store(DOCUMENTS)
        empty(media)
        story(deaths, one_voice, dying)

    def left() -> dict[str, Any]:
        found = left_behind(media)
        del found["versions"]  # a recording that is begun again is claimed again
        named = {blob for row in ArticleAudio.objects for blob in (row.blob_id, row.timings_id) if blob}
        return {**found, "blobs of nobody": set(blob_ids(dying)) - named}

    with MongoClient[dict[str, Any]](mongod.uri(MEDIA)) as client:
        media = client.get_default_database()
        told()
        undisturbed = left()
        assert not undisturbed["blobs of nobody"]
        stories = [(death, left()) for death in deaths.every_one(told)]
    assert len(stories) >= 5
    for death, found in stories:
        assert found == undisturbed, death
