"""An organisation is elsewhere in the tree, or went on in another: who may listen follows."""

from __future__ import annotations

from collections.abc import Sequence

from services.speech.store.audio import ArticleAudio
from services.speech.store.documents import ReadableDocument
from services.speech.store.texts import KeptText
from shared.contracts import Received
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.store import replace_prefix
from shared.usecase import Context

PlaceEvent = OrganisationMoved | OrganisationMerged


def on_organisation_moved(batch: Sequence[Received[PlaceEvent]], _ctx: Context) -> None:
    for received in batch:
        old, new = received.data.old_path, received.data.path
        replace_prefix(ArticleAudio, "audience", old, new)
        replace_prefix(KeptText, "audience", old, new)
        replace_prefix(ReadableDocument, "audience", old, new)
