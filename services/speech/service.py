"""Speech's door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.speech.queries.audio_of import audio_of
from services.speech.settings import Settings
from services.speech.store.blobs import blobs, use_blobs
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from services.speech.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from shared.contracts.content import ArticleWithdrawn
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.inbox import react_to_all
from shared.messaging import Door, Received, rpc, subscribe, subscribe_batch
from shared.observability import health
from shared.store import GridFSBlobStore


def prepare(settings: Settings) -> None:
    store = GridFSBlobStore(settings.media_uri)
    use_blobs(store)
    health.register("blobs", store.ping)


class SpeechService:
    name = "speech"

    door = Door()

    @rpc
    def audio_of(self, **fields: Any) -> Any:
        return self.door(audio_of, fields)

    @subscribe(ArticleWithdrawn)
    def on_article_withdrawn(self, received: Received[ArticleWithdrawn]) -> None:
        on_article_withdrawn(received.data, blobs())

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)
