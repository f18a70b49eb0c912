"""An organisation is elsewhere in the tree, or went on in another: its meetings and votes follow. The roll follows its
members."""

from __future__ import annotations

from collections.abc import Sequence

from services.meetings.store.meetings import Meeting
from services.meetings.store.votes import Vote
from shared.contracts import Received
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.store import replace_prefix
from shared.usecase import Context

PlaceEvent = OrganisationMoved | OrganisationMerged


def on_organisation_moved(batch: Sequence[Received[PlaceEvent]], _ctx: Context) -> None:
    for received in batch:
        old, new = received.data.old_path, received.data.path
        replace_prefix(Meeting, "cell_path", old, new)
        replace_prefix(Vote, "cell_path", old, new)
