"""An organisation is elsewhere in the tree, or went on in another: questions from it follow. Documents come anew from
content, with their new audience, so that every index learns it."""

from __future__ import annotations

from collections.abc import Sequence

from services.assistant.store.questions import AskedQuestion
from shared.contracts import Received
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.store import replace_prefix
from shared.usecase import Context

PlaceEvent = OrganisationMoved | OrganisationMerged


def on_organisation_moved(batch: Sequence[Received[PlaceEvent]], _ctx: Context) -> None:
    for received in batch:
        old, new = received.data.old_path, received.data.path
        replace_prefix(AskedQuestion, "cell_path", old, new)
        replace_prefix(AskedQuestion, "committee_path", old, new)
